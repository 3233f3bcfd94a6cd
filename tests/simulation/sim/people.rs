//! The people: what they write and press, and what they see.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::DateTime;
use crampbot::channel::telegram::words;
use crampbot::dialogue::Input;
use crampbot::store::ChatId;
use serde_json::{Value, json};

use super::model::Happened;
use super::scenario::{Action, DAY, Ms, SECOND, Scenario};
use super::world::World;

/// How many messages somebody scrolls back.
const SCROLL: usize = 5;
/// Options nobody presses here: a second reminder for the same evening would look like a mistake.
const NEVER: &str = "later";

/// The private chat of a person.
pub(crate) fn chat_of(who: usize) -> ChatId {
    1000 + ChatId::try_from(who).unwrap_or_default()
}

/// A message in a chat.
pub(crate) struct Seen {
    pub(crate) id: i64,
    pub(crate) text: String,
    pub(crate) buttons: Vec<String>,
}

pub(crate) struct Person {
    language: &'static str,
    pub(crate) blocks: bool,
    floods: bool,
    /// The newest messages of the bot, oldest first.
    pub(crate) sees: VecDeque<Seen>,
}

/// An update, as the people meant it.
#[derive(Clone)]
pub(crate) struct Said {
    pub(crate) happened: Happened,
    pub(crate) alarm: bool,
    pub(crate) from_flooder: bool,
}

pub(crate) struct People {
    pub(crate) all: BTreeMap<ChatId, Person>,
    timeline: VecDeque<(Ms, usize, Action)>,
    /// Updates that mean something, by number.
    pub(crate) said: BTreeMap<i64, Said>,
    /// Updates that Telegram keeps for the bot.
    pub(crate) pending: BTreeMap<i64, Value>,
    /// Updates that Telegram has forgotten, which mean something.
    pub(crate) acknowledged: BTreeSet<i64>,
    /// The latest of them, which a confused Telegram may deliver again.
    pub(crate) recent: VecDeque<(Ms, Value)>,
    pub(crate) unanswered_presses: BTreeSet<String>,
    next_update: i64,
    next_message: i64,
}

impl People {
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let floods = scenario.timeline.iter();
        let floods = floods.filter(|(.., action)| matches!(action, Action::Flood(_)));
        let floods: BTreeSet<usize> = floods.map(|(_, who, _)| *who).collect();
        let person = |who: usize| Person {
            language: ["en", "ru", "es", "de"][who % 4],
            blocks: false,
            floods: floods.contains(&who),
            sees: VecDeque::new(),
        };
        Self {
            all: (0..scenario.people).map(|who| (chat_of(who), person(who))).collect(),
            timeline: scenario.timeline.clone().into(),
            said: BTreeMap::new(),
            pending: BTreeMap::new(),
            acknowledged: BTreeSet::new(),
            recent: VecDeque::new(),
            unanswered_presses: BTreeSet::new(),
            next_update: 1,
            next_message: 1,
        }
    }

    /// When the next thing happens.
    pub(crate) fn next_at(&self) -> Option<Ms> {
        self.timeline.front().map(|(at, ..)| *at)
    }

    pub(crate) fn new_message(&mut self) -> i64 {
        self.next_message += 1;
        self.next_message
    }

    /// Shows a message to a person.
    pub(crate) fn show(&mut self, chat: ChatId, seen: Seen) {
        let Some(person) = self.all.get_mut(&chat) else { return };
        person.sees.push_back(seen);
        if person.sees.len() > SCROLL {
            person.sees.pop_front();
        }
    }

    fn update(&mut self, kind: &str, content: &Value) -> i64 {
        let id = self.next_update;
        self.next_update += 1;
        self.pending.insert(id, json!({"update_id": id, kind: content}));
        id
    }

    fn mean(&mut self, update: i64, chat: ChatId, input: Input, press: Option<(String, i64)>) {
        let person = &self.all[&chat];
        let (language, from_flooder) = (person.language, person.floods);
        let press = press.map(|(id, message)| (id, Some(message)));
        let now = DateTime::UNIX_EPOCH;
        let happened = Happened { chat, language, input, press, now };
        self.said.insert(update, Said { happened, alarm: false, from_flooder });
    }

    fn person_json(&self, chat: ChatId) -> (Value, Value) {
        let language = self.all[&chat].language;
        (
            json!({"id": chat, "type": "private", "first_name": "A"}),
            json!({"id": chat, "is_bot": false, "first_name": "A", "language_code": language}),
        )
    }

    fn says(&mut self, chat: ChatId, text: &str, alarm: bool) {
        let ((to, from), message_id) = (self.person_json(chat), self.new_message());
        let content = json!({"message_id": message_id, "date": 1_772_000_000, "chat": to,
            "from": from, "text": text});
        let update = self.update("message", &content);
        self.mean(update, chat, words(text), None);
        if let Some(said) = self.said.get_mut(&update) {
            said.alarm = alarm;
        }
    }

    fn presses(&mut self, chat: ChatId, data: &str, message: i64) {
        let (to, from) = self.person_json(chat);
        let id = format!("press-{}", self.next_update);
        let under = json!({"message_id": message, "date": 1_772_000_000, "chat": to, "text": "…"});
        let content = json!({"id": id, "from": from, "chat_instance": "1", "data": data,
            "message": under});
        let update = self.update("callback_query", &content);
        let input = Input::Press { data: data.to_owned(), on_screen: false };
        self.unanswered_presses.insert(id.clone());
        self.mean(update, chat, input, Some((id, message)));
    }

    fn blocks(&mut self, chat: ChatId) {
        let (to, from) = self.person_json(chat);
        let bot = json!({"id": 1, "is_bot": true, "first_name": "B", "username": "b_bot"});
        let content = json!({"chat": to, "from": from, "date": 1_772_000_000,
            "old_chat_member": {"user": bot, "status": "member"},
            "new_chat_member": {"user": bot, "status": "kicked", "until_date": 0}});
        let update = self.update("my_chat_member", &content);
        self.mean(update, chat, Input::Blocked, None);
    }

    /// Telegram hears that everything before a number is done.
    pub(crate) fn forget_before(&mut self, offset: i64, now: Ms) {
        let keep = self.pending.split_off(&offset);
        for (id, update) in std::mem::replace(&mut self.pending, keep) {
            if self.said.contains_key(&id) {
                self.acknowledged.insert(id);
            }
            self.recent.push_back((now, update));
        }
        self.forget_recent(now);
    }

    /// Telegram keeps updates for a day at most.
    pub(crate) fn forget_recent(&mut self, now: Ms) {
        while self.recent.front().is_some_and(|(at, _)| now - at > DAY) {
            self.recent.pop_front();
        }
    }
}

impl World {
    /// Lets everything happen that is due.
    pub(crate) fn people_act(&mut self) {
        let now = self.now();
        while self.people.next_at().is_some_and(|at| at <= now) {
            let Some((_, who, action)) = self.people.timeline.pop_front() else { return };
            self.acts(chat_of(who), &action);
        }
    }

    fn acts(&mut self, chat: ChatId, action: &Action) {
        self.figures.updates += 1;
        let Some(person) = self.people.all.get_mut(&chat) else { return };
        // Who writes has unblocked the bot.
        person.blocks = *action == Action::Block;
        match action {
            Action::Say(text) => self.people.says(chat, text, false),
            Action::Alarm(text) => self.people.says(chat, text, true),
            Action::Flood(messages) => {
                for _ in 0..*messages {
                    self.people.says(chat, "cramp in my calf", false);
                }
                self.figures.updates += *messages as u64 - 1;
            }
            Action::Block => self.people.blocks(chat),
            Action::Nonsense => {
                let _ = self.people.update("riddle", &json!({"chat": 7}));
            }
            Action::Press { old } => {
                let seen = person
                    .sees
                    .iter()
                    .rev()
                    .skip(usize::from(*old))
                    .find(|seen| seen.buttons.iter().any(|data| !data.contains(NEVER)));
                let Some(seen) = seen else { return self.people.says(chat, "/start", false) };
                let offered: Vec<_> =
                    seen.buttons.iter().filter(|data| !data.contains(NEVER)).cloned().collect();
                let message = seen.id;
                let data = offered[self.random.usize(0..offered.len())].clone();
                self.people.presses(chat, &data, message);
            }
        }
    }

    /// Whether everybody has been heard and answered.
    pub(crate) fn is_at_rest(&self) -> bool {
        self.people.timeline.is_empty()
            && self.people.pending.is_empty()
            && self.oracle.queue.is_empty()
    }

    /// Why it is not at rest.
    pub(crate) fn left_to_do(&self) -> String {
        format!(
            "{} actions, {} updates, {} messages",
            self.people.timeline.len(),
            self.people.pending.len(),
            self.oracle.queue.len()
        )
    }

    /// What must hold in the end.
    pub(crate) fn examine_the_end(&mut self) {
        let unheard = self.people.said.keys().find(|id| !self.oracle.handled.contains(id));
        if let Some(unheard) = unheard.copied() {
            self.violate(format!("update {unheard} is lost"));
        }
        let press = self.people.unanswered_presses.first().cloned();
        if let Some(press) = press {
            self.violate(format!("{press} is not answered"));
        }
    }

    /// How long until somebody acts.
    pub(crate) fn until_next_action(&self) -> Option<Ms> {
        self.people.next_at().map(|at| (at - self.now()).max(SECOND / 1000))
    }
}
