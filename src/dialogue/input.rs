//! What can happen to a conversation.

use super::effect::Purpose;
use super::state::Record;

/// Everything that makes the conversation move: a press, a sentence, a command, a timer that fired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A message in the person's own words. An edited message counts as said again.
    Text(String),
    /// A command: name without the slash, and what follows it.
    Command {
        /// Lower-case name.
        name: String,
        /// The rest of the line, trimmed.
        args: String,
    },
    /// A button: what it carries, unchecked, and whether it sits on the screen shown last.
    Press {
        /// The button's data as it came in.
        data: String,
        /// Whether the message with the button is the newest screen.
        on_screen: bool,
    },
    /// A timer of this conversation fired.
    Timer {
        /// Its name.
        name: String,
        /// The token it was armed with.
        token: u64,
    },
    /// A shared place, in millionths of a degree north and east.
    Location {
        /// North of the equator.
        latitude_e6: i32,
        /// East of Greenwich.
        longitude_e6: i32,
    },
    /// The person is back and wants to see where the conversation stands.
    Returned,
    /// Something that is not text: a sticker, a voice message, a photo.
    Attachment,
    /// A message in a group or channel, where the bot does not work.
    NotPrivate,
    /// The person blocked the bot.
    Blocked,
    /// What an [`super::effect::Effect::Fetch`] asked for.
    Fetched(Purpose, History),
}

impl Input {
    /// Whether the person did it, just now.
    pub fn is_from_person(&self) -> bool {
        match self {
            Self::Text(_)
            | Self::Command { .. }
            | Self::Press { .. }
            | Self::Location { .. }
            | Self::Returned
            | Self::Attachment => true,
            Self::Timer { .. } | Self::NotPrivate | Self::Blocked | Self::Fetched(..) => false,
        }
    }
}

/// Some of the person's own records, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// The records of this page.
    pub records: Vec<Record>,
    /// Whether there are older ones.
    pub more: bool,
}
