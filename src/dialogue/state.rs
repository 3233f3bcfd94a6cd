//! What is remembered of a conversation between turns.
//!
//! Everything is kept by name, never by index, so that a stored conversation survives an edit of
//! the script. Stored forms carry a version; see [`State::decode`].

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::guard::{Facts, Slots};
use super::guide::Routine;
use super::hear::Understanding;
use super::schedule::{Bedtime, Weekdays, Zone};

/// What an encoded conversation takes, mostly: growing to it would cost more than writing it.
const ENCODED_BYTES: usize = 2048;

/// What is known of each slot, by name. A many-value slot that was answered with "none" is empty.
pub type Answers = BTreeMap<String, BTreeSet<String>>;

/// One conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Format of this value.
    pub version: u16,
    /// Language code.
    pub language: String,
    /// Whether the person chose it: then it stays, whatever language they write in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub language_chosen: bool,
    /// The current step, `None` before the first and after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Number of the screen shown last; buttons of older screens are stale.
    pub screen: u64,
    /// What is known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: Answers,
    /// What the person's own words said so far in this episode.
    #[serde(default)]
    pub understood: Understanding,
    /// Where Back leads, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trail: Vec<Checkpoint>,
    /// The episode that is being recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<Episode>,
    /// Drawings sent in this episode: nobody in pain scrolls through repetitions.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub drawn: BTreeSet<String>,
    /// Armed timers by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub timers: BTreeMap<String, Armed>,
    /// The guided routine that is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routine: Option<Routine>,
    /// Whether the key that shares the place is there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub place_key: bool,
    /// The bedtime reminder.
    #[serde(default, skip_serializing_if = "Reminder::is_unset")]
    pub reminder: Reminder,
    /// The aside that was shown last, if the person has done nothing since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
    /// Whether the disclaimer was shown.
    #[serde(default)]
    pub greeted: bool,
    /// When a screen of the conversation was shown last.
    pub last_turn: DateTime<Utc>,
    /// Source of timer tokens and record ids; only grows.
    pub counter: u64,
}

/// A place to go back to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The step.
    pub at: String,
    /// What was known there.
    pub answers: Answers,
}

/// A step beside the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The step.
    pub at: String,
    /// What its buttons carry: a page, or the record that it is about.
    pub argument: i64,
}

/// The cramp that is being talked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Episode {
    /// Its record.
    pub record: u64,
    /// When it came: the moment it was first told of, or about so far back as was said.
    pub started: DateTime<Utc>,
    /// When it was told of, if that was a night or a day later: then `started` knows no hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<DateTime<Utc>>,
}

/// An armed timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Armed {
    /// Must match for the timer to count.
    pub token: u64,
    /// When it fires.
    pub due: DateTime<Utc>,
}

/// The bedtime reminder's settings. Parts are kept while it is off, so that it is easily resumed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Whether it is on.
    #[serde(default)]
    pub on: bool,
    /// Local time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bedtime: Option<Bedtime>,
    /// Time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// Days of the week.
    #[serde(default = "every_day")]
    pub days: Weekdays,
    /// The last local evening it was sent for: one reminder per evening.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_evening: Option<NaiveDate>,
    /// The stretches that the last reminder named, for the guided routine.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stretches: Vec<String>,
    /// The first evening it was sent for: after six weeks it asks whether to go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<NaiveDate>,
    /// Whether it has asked that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reviewed: bool,
    /// Reminders since the person last did anything.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub ignored: u8,
    /// The evening that *Later* puts off; its second reminder may come after midnight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_off: Option<NaiveDate>,
}

impl Default for Reminder {
    fn default() -> Self {
        Self {
            on: false,
            bedtime: None,
            zone: None,
            days: every_day(),
            last_evening: None,
            stretches: Vec::new(),
            began: None,
            reviewed: false,
            ignored: 0,
            put_off: None,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

fn every_day() -> Weekdays {
    Weekdays::ALL
}

impl Reminder {
    fn is_unset(&self) -> bool {
        *self == Self::default()
    }
}

/// An entry of a person's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Format of this value.
    pub version: u16,
    /// Orders the records of a chat: milliseconds since 1970 times 1000, plus a counter.
    pub id: u64,
    /// What it is about.
    #[serde(flatten)]
    pub entry: Entry,
}

/// What a record is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Entry {
    /// A cramp, or an emergency that looked like one.
    Cramp {
        /// When it came; see [`Episode::started`].
        at: DateTime<Utc>,
        /// The same on the person's own clock, if their time zone was known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        local: Option<NaiveDateTime>,
        /// When it was told of, if later; see [`Episode::told`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        told: Option<DateTime<Utc>>,
        /// What was known.
        answers: Answers,
        /// The script that answered.
        script: String,
    },
    /// A reminder and what became of it.
    Reminder {
        /// When that was noted.
        at: DateTime<Utc>,
        /// The local evening it was for.
        evening: NaiveDate,
        /// What became of it.
        outcome: ReminderOutcome,
    },
}

/// What became of a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReminderOutcome {
    /// Sent, not answered.
    Sent,
    /// The bot was down past the grace time.
    Skipped,
    /// Stretched.
    Done,
    /// Left for that night.
    NotTonight,
}

/// A stored value that cannot be read.
#[derive(Debug, Error)]
pub enum DecodeError {
    /// Written by a newer version.
    #[error("a stored {what} has format {found}, this version reads up to {known}")]
    TooNew {
        /// State or record.
        what: &'static str,
        /// The value's format.
        found: u16,
        /// The newest format known.
        known: u16,
    },
    /// Not what was written.
    #[error("a stored {what} cannot be read: {source}")]
    Malformed {
        /// State or record.
        what: &'static str,
        /// Why.
        source: serde_json::Error,
    },
}

#[derive(Deserialize)]
struct Versioned {
    version: u16,
}

impl State {
    /// The format this version writes.
    pub const VERSION: u16 = 1;

    /// A conversation that has not begun.
    pub fn new(language: &str, now: DateTime<Utc>) -> Self {
        Self {
            version: Self::VERSION,
            language: language.to_owned(),
            language_chosen: false,
            at: None,
            screen: 0,
            answers: Answers::new(),
            understood: Understanding::default(),
            trail: Vec::new(),
            episode: None,
            drawn: BTreeSet::new(),
            timers: BTreeMap::new(),
            routine: None,
            place_key: false,
            reminder: Reminder::default(),
            beside: None,
            greeted: false,
            last_turn: now,
            counter: 0,
        }
    }

    /// The stored form.
    pub fn encode(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(ENCODED_BYTES);
        serde_json::to_writer(&mut bytes, self)?;
        Ok(bytes)
    }

    /// Reads a stored form.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        decode("conversation", Self::VERSION, |state: &Self| state.version, bytes)
    }

    /// What is known, in the terms of a script. Names it does not know are left out.
    pub fn facts(&self, slots: &Slots) -> Facts {
        let mut facts = Facts::unknown(slots);
        for (name, values) in &self.answers {
            let Some(slot) = slots.find(name) else { continue };
            let bits = values
                .iter()
                .filter_map(|value| slots.get(slot).value(value))
                .fold(0, |bits, value| bits | (1 << value));
            // A one-value slot whose value the script no longer has is asked again.
            if bits != 0 || slots.get(slot).many {
                facts.put(slot, Some(bits));
            }
        }
        facts
    }

    /// Takes over what is known, by name.
    pub fn keep(&mut self, slots: &Slots, facts: &Facts) {
        for (slot, declared) in slots.iter() {
            if declared.derived {
                continue;
            }
            match facts.get(slot) {
                None => drop(self.answers.remove(&declared.name)),
                Some(bits) => {
                    let values = declared.values.iter().enumerate();
                    let held = values.filter(|(value, _)| bits & (1 << value) != 0);
                    let held = held.map(|(_, name)| name.clone()).collect();
                    self.answers.insert(declared.name.clone(), held);
                }
            }
        }
    }

    /// Forgets timers of the conversation that should have fired before `now`; a reminder that is late
    /// is skipped and set anew by itself. For a conversation that was put away for a while.
    pub fn drop_overdue(&mut self, now: DateTime<Utc>) {
        self.timers.retain(|name, armed| armed.due > now || name == super::remind::TIMER);
    }

    /// A number never used before in this conversation.
    pub fn next_number(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }
}

impl Record {
    /// The format this version writes. Since 2 a cramp knows the local time, and whether it was told of
    /// later.
    pub const VERSION: u16 = 2;

    /// Whether it is about a cramp.
    pub fn is_cramp(&self) -> bool {
        matches!(self.entry, Entry::Cramp { .. })
    }

    /// The stored form.
    pub fn encode(&self) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(self)
    }

    /// Reads a stored form.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        decode("record", Self::VERSION, |record: &Self| record.version, bytes)
    }
}

fn decode<T: for<'de> Deserialize<'de>>(
    what: &'static str,
    known: u16,
    version: impl Fn(&T) -> u16,
    bytes: &[u8],
) -> Result<T, DecodeError> {
    // A newer value may parse and yet lose what this version ignores, or not parse at all.
    let value: serde_json::Result<T> = serde_json::from_slice(bytes);
    let found = match &value {
        Ok(value) => Ok(version(value)),
        Err(_) => serde_json::from_slice(bytes).map(|Versioned { version }| version),
    };
    match found {
        Ok(found) if found > known => Err(DecodeError::TooNew { what, found, known }),
        _ => value.map_err(|source| DecodeError::Malformed { what, source }),
    }
}
