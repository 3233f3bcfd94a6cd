//! How messages reach a person: Telegram or the terminal. Both deliver the same [`Message`]s.
//!
//! A channel never decides what is said and never touches the store.

use std::future::Future;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::dialogue::Screen;

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
    /// The answer that every pressed button gets.
    PressAnswer {
        /// Telegram's id of the press.
        press: String,
        /// A short note; most presses need none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}

/// What became of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// It arrived; the message that now carries the screen.
    Arrived(Option<i64>),
    /// The other side asks for patience with one of its methods.
    RetryAfter(&'static str, Duration),
    /// Nobody answered, or the other side failed: try again.
    Unreachable(String),
    /// The person has blocked the bot, or the chat is gone.
    Blocked,
    /// The message itself is refused; sending it again cannot help.
    Refused(String),
    /// The token is not accepted any more.
    Unauthorised,
}

/// Delivers messages, one at a time for each chat.
pub trait Channel: Send + Sync + 'static {
    /// The method that a message calls first.
    fn method(message: &Message) -> &'static str;

    /// Delivers one message once.
    fn deliver(&self, chat: i64, message: &Message) -> impl Future<Output = Delivery> + Send;
}
