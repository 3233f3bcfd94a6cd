//! What a turn asks to be done. Data only: nothing here performs anything.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::guard::SlotIx;
use super::report::Page;
use super::script::StepIx;
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
    /// Offer a key that shares the place, or take it away.
    PlaceKey(PlaceKey),
    /// Send a file after the screens before it.
    Send(Document),
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
    /// Delete everything that is kept of this person, the conversation with it. What is shown after
    /// it is all that is left to say.
    Forget,
    /// Read some of the person's own records and come back with [`super::input::Input::Fetched`].
    Fetch(Fetch),
}

/// Records that are wanted, and what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fetch {
    /// Which.
    pub query: Query,
    /// What for.
    pub purpose: Purpose,
}

/// Which records are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Query {
    /// A page of the cramps, newest first, from page 0.
    Page(u32),
    /// All records with ids from that on, and cramps before it until there is a page of them and one
    /// more; newest first, [`RECENT_MAX`] at most.
    Recent(u64),
    /// All records with ids from that on; newest first, [`RECENT_MAX`] at most.
    Since(u64),
    /// The cramp with that id; nothing if there is none.
    Cramp(u64),
}

/// How many records a picture looks at. More in its weeks are nobody's life.
pub const RECENT_MAX: usize = 2000;

/// What records are wanted for. Steps and values are those of the script in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To show them at an aside.
    Show {
        /// The aside.
        step: StepIx,
        /// The page, or the record.
        argument: i64,
        /// In the place of the message that was pressed.
        replace: bool,
    },
    /// To sum up the last weeks above the first page of an aside, and in a picture below it.
    SumUp {
        /// The aside.
        step: StepIx,
        /// In the place of the message that was pressed, which has its picture already.
        replace: bool,
    },
    /// To move one to another day, and to show it.
    Redate {
        /// The aside that shows it then.
        step: StepIx,
        /// How many days ago that is.
        days_ago: u64,
    },
    /// To change what one says of a slot, and to show it.
    Change {
        /// The aside that shows it then.
        step: StepIx,
        /// What is changed.
        slot: SlotIx,
        /// The new value.
        value: usize,
    },
    /// To put the last year on a page for the doctor.
    Report,
    /// To put the reminder of that local evening into words.
    Evening {
        /// Which.
        evening: NaiveDate,
        /// Until when it is worth sending.
        until: DateTime<Utc>,
    },
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
    /// Until when it is worth sending; `None`: whenever it can be. What waits may wait for hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
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

/// The key below the conversation that shares the person's place with one tap, for channels that have
/// one. It is no button of a screen: Telegram allows one kind of keys on a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceKey {
    /// The message that brings it, or takes it away.
    pub text: String,
    /// What stands on the key; `None` takes it away.
    pub label: Option<String>,
}

/// A file for the person. Made when it is sent, so that no copy of the history waits in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// What is in it.
    pub content: Content,
    /// The file's name.
    pub name: String,
    /// The text below it, with tags; at most [`CAPTION_UNITS_MAX`] long.
    pub caption: String,
}

/// What a document is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Everything that is kept of the person, as JSON.
    Everything,
    /// Their records as a table, as CSV.
    Table,
    /// A picture of their last weeks, sent as one and never by an id.
    Picture {
        /// What is drawn, as SVG.
        svg: String,
    },
    /// A page for the doctor, as PDF.
    Report {
        /// What is on it.
        page: Box<Page>,
    },
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
