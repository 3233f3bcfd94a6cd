//! Everything the simulated Telegram knows. One lock guards it; every change wakes the waiters.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};
use tokio::sync::watch;

use super::{
    calls::Call,
    chat::{Chat, ChatKind},
    faults::Armed,
    gates::Gate,
    limits::Limits,
    media::StoredFile,
    profile::Profile,
    transcript::{self, Line},
    updates::Updates,
    wait::Watched,
};

/// A person with a Telegram account.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) first_name: String,
    pub(crate) last_name: Option<String>,
    pub(crate) username: Option<String>,
    pub(crate) language: Option<String>,
}

/// A button somebody pressed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pressed {
    pub(crate) expired: bool,
    /// One entry per accepted `answerCallbackQuery`: its text and whether it is an alert.
    pub(crate) answers: Vec<(String, bool)>,
}

pub(crate) struct State {
    pub(crate) started: Instant,
    pub(crate) running: bool,
    pub(crate) token: String,
    pub(crate) updates: Updates,
    pub(crate) people: BTreeMap<i64, Person>,
    pub(crate) chats: BTreeMap<i64, Chat>,
    pub(crate) presses: BTreeMap<String, Pressed>,
    pub(crate) files: BTreeMap<String, StoredFile>,
    pub(crate) profile: Profile,
    pub(crate) calls: Vec<Call>,
    pub(crate) faults: Vec<Armed>,
    pub(crate) gates: Vec<Gate>,
    pub(crate) limits: Option<Limits>,
    pub(crate) timeline: Vec<Line>,
    /// Chats that were told to wait, until when, and how often the bot did not.
    pub(crate) quiet_until: BTreeMap<i64, Instant>,
    pub(crate) impatient: usize,
    next_number: i64,
}

impl State {
    pub(crate) fn new(token: String) -> Self {
        Self {
            started: Instant::now(),
            running: false,
            token,
            updates: Updates::default(),
            people: BTreeMap::new(),
            chats: BTreeMap::new(),
            presses: BTreeMap::new(),
            files: BTreeMap::new(),
            profile: Profile::default(),
            calls: vec![],
            faults: vec![],
            gates: vec![],
            limits: None,
            timeline: vec![],
            quiet_until: BTreeMap::new(),
            impatient: 0,
            next_number: 0,
        }
    }

    /// A number nobody has had: for messages, people, chats, files, presses.
    pub(crate) fn number(&mut self) -> i64 {
        self.next_number += 1;
        self.next_number
    }

    pub(crate) fn bot_id(&self) -> i64 {
        self.token.split(':').next().and_then(|id| id.parse().ok()).unwrap_or_default()
    }

    pub(crate) fn bot_json(&self) -> Value {
        json!({"id": self.bot_id(), "is_bot": true, "first_name": "Cramp aid",
               "username": "simulated_cramp_bot"})
    }

    pub(crate) fn person_json(&self, id: i64) -> Value {
        let person = &self.people[&id];
        let mut json = json!({"id": id, "is_bot": false, "first_name": person.first_name});
        let optional = [
            ("last_name", &person.last_name),
            ("username", &person.username),
            ("language_code", &person.language),
        ];
        for (key, value) in optional {
            if let Some(value) = value {
                json[key] = json!(value);
            }
        }
        json
    }

    pub(crate) fn chat_json(&self, id: i64) -> Value {
        match self.chats.get(&id).map(|chat| (chat.kind, &chat.title)) {
            Some((kind, title)) if kind != ChatKind::Private => {
                json!({"id": id, "type": kind.name(), "title": title})
            }
            _ => {
                let mut json = self.person_json(id);
                let json_map = json.as_object_mut().unwrap();
                json_map.remove("is_bot");
                json_map.remove("language_code");
                json["type"] = json!("private");
                json
            }
        }
    }

    pub(crate) fn chat(&mut self, id: i64) -> &mut Chat {
        self.chats.get_mut(&id).unwrap()
    }

    pub(crate) fn note(&mut self, line: impl FnOnce(Duration) -> Line) {
        let line = line(self.started.elapsed());
        self.timeline.push(line);
    }
}

/// Unix time, as `date` in messages has it.
pub(crate) fn unix_time() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// The state, its lock, and the bell that rings after every change.
pub(crate) struct Shared {
    state: Mutex<State>,
    bell: watch::Sender<u64>,
    patience: Mutex<Duration>,
}

impl Shared {
    pub(crate) fn new(state: State) -> Arc<Self> {
        let patience = Mutex::new(Duration::from_secs(20));
        Arc::new(Self { state: Mutex::new(state), bell: watch::Sender::new(0), patience })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.lock());
        self.bell.send_modify(|rung| *rung += 1);
        result
    }

    /// Reads; also for the few writes nobody waits for, such as a reader's own place.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.lock())
    }

    pub(crate) fn set_patience(&self, patience: Duration) {
        *self.patience.lock().unwrap_or_else(PoisonError::into_inner) = patience;
    }
}

impl Watched for Shared {
    fn changes(&self) -> watch::Receiver<u64> {
        self.bell.subscribe()
    }

    fn patience(&self) -> Duration {
        *self.patience.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn story(&self) -> String {
        self.look(|state| transcript::render(state))
    }
}
