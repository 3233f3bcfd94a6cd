//! A conversation without a network: the real turns on the in-memory store, with a clock that only
//! moves when it is told to. Every state is written and read back on every turn.

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use crampbot::channel::Message;
use crampbot::channel::telegram::words;
use crampbot::dialogue::{Document, Input, Picture, Screen, Script, State};
use crampbot::library::Folder;
use crampbot::service::turn::{Admission, Delivered, Envelope, Happening, Turns};
use crampbot::store::{MemoryStore, Store};

pub(crate) const CHAT: i64 = 7;

/// A press: its id and the message with the button.
type Press = Option<(String, Option<i64>)>;

/// A person talking to the bot.
pub(crate) struct Rehearsal {
    turns: Turns<MemoryStore>,
    language: String,
    now: DateTime<Utc>,
    messages: i64,
    /// Everything shown, oldest first, with the message that carries it.
    pub(crate) screens: Vec<(i64, Screen)>,
    /// Drawings sent, oldest first.
    pub(crate) pictures: Vec<Picture>,
    /// Files sent, oldest first.
    pub(crate) documents: Vec<Document>,
    /// Whether the key that shares the place was brought or taken away, oldest first.
    pub(crate) place_keys: Vec<bool>,
    /// How often a screen was changed by itself.
    pub(crate) refreshed: usize,
    /// Notes on pressed buttons.
    pub(crate) notes: Vec<String>,
}

/// The script inside the binary, compiled once.
pub(crate) fn shipped() -> Arc<Script> {
    static SHIPPED: LazyLock<Arc<Script>> = LazyLock::new(|| {
        let (script, problems) = Folder::embedded().compile();
        assert!(problems.is_empty(), "{problems:#?}");
        Arc::new(script.unwrap())
    });
    Arc::clone(&SHIPPED)
}

impl Rehearsal {
    pub(crate) fn new(script: Arc<Script>, language: &str) -> Self {
        Self {
            turns: Turns::new(script, MemoryStore::new()).unwrap(),
            language: language.to_owned(),
            now: Utc.with_ymd_and_hms(2026, 3, 2, 2, 40, 0).unwrap(),
            messages: 0,
            screens: Vec::new(),
            pictures: Vec::new(),
            documents: Vec::new(),
            place_keys: Vec::new(),
            refreshed: 0,
            notes: Vec::new(),
        }
    }

    /// The newest screen.
    pub(crate) fn screen(&self) -> &Screen {
        &self.screens.last().expect("nothing was shown yet").1
    }

    /// What the newest screen says, without tags, and its buttons.
    pub(crate) fn shown(&self) -> String {
        let screen = self.screen();
        let labels = screen.buttons.iter().flatten().map(|button| format!("[{}]", button.label));
        let plain = ["<b>", "</b>", "<i>", "</i>"]
            .iter()
            .fold(screen.text.clone(), |text, tag| text.replace(tag, ""));
        format!("{plain}\n{}", labels.collect::<Vec<_>>().join("\n"))
    }

    pub(crate) fn state(&self) -> State {
        self.known_state().expect("no turn yet")
    }

    /// The same, or nothing when the person is not known.
    pub(crate) fn known_state(&self) -> Option<State> {
        let bytes = self.turns.store().state(CHAT).unwrap()?;
        Some(State::decode(&bytes).unwrap())
    }

    pub(crate) fn store(&self) -> &MemoryStore {
        self.turns.store()
    }

    /// For values that the bot itself would not write.
    pub(crate) fn store_mut(&mut self) -> &mut MemoryStore {
        self.turns.store_mut()
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Types a line: a sentence or a command.
    pub(crate) fn says(&mut self, line: &str) {
        self.happens(words(line), None);
    }

    /// Presses a button of the newest screen by its label, or by a part of one label only.
    pub(crate) fn presses(&mut self, label: &str) -> Result<(), String> {
        let (message, screen) = self.screens.last().cloned().ok_or("nothing was shown yet")?;
        let buttons: Vec<_> = screen.buttons.iter().flatten().collect();
        let wanted = label.to_lowercase();
        let exact = buttons.iter().find(|button| button.label.to_lowercase() == wanted);
        let mut partly = buttons.iter().filter(|b| b.label.to_lowercase().contains(&wanted));
        let button = match (exact, partly.next(), partly.next()) {
            (Some(button), _, _) | (None, Some(button), None) => button,
            (None, None, _) => return Err(format!("there is no button [{label}]")),
            _ => return Err(format!("[{label}] may be several buttons")),
        };
        self.presses_data(&button.data, message);
        Ok(())
    }

    pub(crate) fn presses_data(&mut self, data: &str, message: i64) {
        let input = Input::Press { data: data.to_owned(), on_screen: false };
        self.happens(input, Some(("press".to_owned(), Some(message))));
    }

    /// Presses a button of any screen shown so far.
    pub(crate) fn presses_at(&mut self, screen: usize, button: usize) {
        let (message, screen) = &self.screens[screen];
        let Some(button) = screen.buttons.iter().flatten().nth(button) else { return };
        let (data, message) = (button.data.clone(), *message);
        self.presses_data(&data, message);
    }

    /// Lets time pass; timers fire at their minute.
    pub(crate) fn waits(&mut self, time: TimeDelta) {
        let until = self.now + time;
        while let Some(due) = self.turns.store().next_due().unwrap().filter(|due| *due <= until) {
            self.now = self.now.max(due);
            let fired = self.turns.due(self.now, 100).unwrap();
            let outgoing = self.turns.handle(&fired, &[], self.now).unwrap();
            self.deliver(outgoing);
        }
        self.now = until;
    }

    /// The machine is off for a while: timers fire late.
    pub(crate) fn is_down_for(&mut self, time: TimeDelta) {
        self.now += time;
        self.waits(TimeDelta::zero());
    }

    /// The machine's clock is set, and the bot looks up.
    pub(crate) fn clock_is_set(&mut self, now: DateTime<Utc>) {
        self.now = now;
        let fired = self.turns.due(now, 100).unwrap();
        let outgoing = self.turns.handle(&fired, &[], now).unwrap();
        self.deliver(outgoing);
    }

    pub(crate) fn happens(&mut self, input: Input, press: Press) {
        self.happen(vec![(input, press)]);
    }

    /// Things that happen in one group of turns.
    pub(crate) fn happen(&mut self, inputs: Vec<(Input, Press)>) {
        self.now += TimeDelta::seconds(5);
        let happening = |(input, press)| Happening {
            chat: CHAT,
            update: None,
            language: self.language.clone(),
            input,
            press,
            fired: None,
            admission: Admission::Answered,
        };
        let happenings: Vec<Happening> = inputs.into_iter().map(happening).collect();
        let outgoing = self.turns.handle(&happenings, &[], self.now).unwrap();
        self.deliver(outgoing);
    }

    fn deliver(&mut self, messages: Vec<Envelope>) {
        let mut delivered = Vec::new();
        for envelope in messages {
            let mut done = Delivered::of(&envelope);
            match envelope.message {
                Message::Screen { screen, replaces } => {
                    let id = replaces.unwrap_or_else(|| {
                        self.messages += 1;
                        self.messages
                    });
                    done.shown = (screen.number > 0).then_some((screen.number, id));
                    self.screens.push((id, screen));
                }
                Message::Refresh { screen, message } => {
                    self.refreshed += 1;
                    self.screens.push((message, screen));
                }
                Message::PlaceKey { key } => self.place_keys.push(key.label.is_some()),
                Message::Picture { picture } => self.pictures.push(picture),
                Message::Document { document } => self.documents.push(document),
                Message::PressAnswer { note, .. } => self.notes.extend(note),
            }
            delivered.push(done);
        }
        self.turns.handle(&[], &delivered, self.now).unwrap();
    }
}
