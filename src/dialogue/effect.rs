//! What a turn asks to be done. Data only: nothing here performs anything.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::state::{Record, State};

/// The result of one input.
#[derive(Debug, Clone)]
pub struct Turn {
    /// The conversation afterwards.
    pub state: State,
    /// What is to be done, in order.
    pub effects: Vec<Effect>,
}

/// Something to be done outside the core.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Show a screen.
    Show(Screen),
    /// Show the current screen again on the message that carries it, if it has arrived; nobody
    /// waits for that.
    Refresh(Screen),
    /// Send a drawing below the screen.
    Draw(Picture),
    /// A short note on the pressed button.
    Toast(String),
    /// Keep a record, replacing the one with the same id.
    Record(Record),
    /// Delete the record with that id.
    DeleteRecord(u64),
    /// Fire [`super::input::Input::Timer`] at an instant.
    SetTimer {
        /// Name within the conversation.
        name: String,
        /// Tells it from timers of the same name armed earlier.
        token: u64,
        /// When.
        due: DateTime<Utc>,
    },
    /// Disarm a timer.
    CancelTimer {
        /// Its name.
        name: String,
        /// When it was due.
        due: DateTime<Utc>,
    },
    /// Read a page of the history and come back with [`super::input::Input::Fetched`].
    Fetch {
        /// Which page, from 0.
        page: u32,
    },
    /// Read what was recorded lately and come back with [`super::input::Input::Recalled`].
    Recall(Recall),
}

/// What a reminder wants to know before it is put into words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recall {
    /// The local evening that the reminder is for.
    pub evening: NaiveDate,
    /// Records from this instant on.
    pub since: DateTime<Utc>,
}

/// A message with buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screen {
    /// Number of the screen within its conversation; 0 for asides and notes.
    pub number: u64,
    /// Text with `<b>` and `<i>`; `&`, `<` and `>` are escaped.
    pub text: String,
    /// Rows of buttons.
    pub buttons: Vec<Vec<Button>>,
    /// Replace the message whose button was pressed instead of sending a new one.
    pub replace: bool,
    /// Sent because of a timer at bedtime, not because somebody is waiting.
    pub reminder: bool,
    /// A danger sign holds or is asked about: drawings of other screens that are still on their
    /// way must not arrive below it.
    #[serde(default)]
    pub urgent: bool,
}

/// A drawing that shows what a screen says. Never the only place where something is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Its name in [`super::script::Script::pictures`].
    pub name: String,
    /// The whole instruction, with tags; at most [`CAPTION_UNITS_MAX`] long.
    pub caption: String,
    /// What is to be seen on it, for those who do not see it.
    pub alt: String,
    /// It belongs to an urgent screen.
    pub urgent: bool,
}

/// Telegram's limit for the text under a picture, in UTF-16 units.
pub const CAPTION_UNITS_MAX: usize = 1024;

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Button {
    /// What the person reads.
    pub label: String,
    /// What comes back when it is pressed; at most 64 bytes.
    pub data: String,
}
