//! How messages reach a person: Telegram or the terminal. Both deliver the same [`Message`]s.
//!
//! A channel never decides what is said and never touches the store.

use std::future::Future;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::dialogue::{Document, Picture, PlaceKey, Screen};

pub mod telegram;
pub mod terminal;

/// Something on its way to a person, as the outbox keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Message {
    /// A screen, sent anew or put in the place of an earlier message.
    Screen {
        /// What is shown.
        screen: Screen,
        /// The message to replace.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<i64>,
    },
    /// The current screen with something changed on it, such as the seconds left. Nobody waits for it:
    /// a later one makes it superfluous, and one that cannot be shown is dropped.
    Refresh {
        /// What is shown.
        screen: Screen,
        /// The message that carries it.
        message: i64,
    },
    /// A drawing, below the screen it belongs to.
    Picture {
        /// Which, and the text below it.
        picture: Picture,
    },
    /// A key that shares the place, or the end of it.
    PlaceKey {
        /// What is said with it, and what stands on it.
        key: PlaceKey,
    },
    /// A file, made when it is sent.
    Document {
        /// Which, and the text below it.
        document: Document,
    },
    /// The answer that every pressed button gets.
    PressAnswer {
        /// Telegram's id of the press.
        press: String,
        /// A short note; most presses need none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}

/// A file that the channel keeps for us, so that it need not be uploaded again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// What it is a copy of.
    pub name: String,
    /// How to find it, for whoever uploaded it.
    pub bytes: Vec<u8>,
}

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// It arrived; the message that now carries the screen.
    Arrived(Option<i64>),
    /// It arrived, and left a file that later messages can refer to.
    Uploaded(KeptFile),
    /// The other side asks for patience with one of its methods.
    RetryAfter(&'static str, Duration),
    /// Nobody was reached, or the other side failed: try again.
    Unreachable(String),
    /// It is on its way, and nobody has answered in time. It may have arrived, or still be carried out by
    /// a slow server: try again with more patience.
    Late,
    /// The person has blocked the bot, or the chat is gone.
    Blocked,
    /// The message itself is refused; sending it again cannot help.
    Refused(String),
    /// The token is said not to be accepted, which [`Channel::is_open`] can tell for sure.
    Unauthorised,
    /// What was called is said not to be there: the bot, or only this.
    NotFound,
}

impl Delivery {
    /// Its name, to be counted by.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Arrived(_) | Self::Uploaded(_) => "arrived",
            Self::RetryAfter(..) => "retry_after",
            Self::Unreachable(_) => "unreachable",
            Self::Late => "late",
            Self::Blocked => "blocked",
            Self::Refused(_) => "refused",
            Self::Unauthorised => "unauthorised",
            Self::NotFound => "not_found",
        }
    }
}

/// Delivers messages, one at a time for each chat.
pub trait Channel: Send + Sync + 'static {
    /// The method that a message calls first.
    fn method(message: &Message) -> &'static str;

    /// Delivers one message once. `late` is how often its answer has been waited for in vain: each time it
    /// is waited for longer, or a slow server would be sent the same message again and again.
    fn deliver(
        &self,
        chat: i64,
        message: &Message,
        late: u32,
    ) -> impl Future<Output = Delivery> + Send;

    /// Whether the other side lets us in at all; `None` when that cannot be found out now.
    fn is_open(&self) -> impl Future<Output = Option<bool>> + Send;
}
