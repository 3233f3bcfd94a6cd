//! Telegram: updates in, messages out. Decoding and encoding are pure; the polling loop
//! acknowledges only what its caller says is committed.

mod api;
mod decode;
mod encode;
mod https;
mod poll;

use std::time::Duration;

use serde::de::IgnoredAny;

use self::api::SentPhoto;
use super::{Channel, Delivery, Message};
use crate::dialogue::{Content, Document, Screen};

pub use api::{Api, ApiError, BadAddress, Body, Lost, Photo, Sent, Wire};
pub use decode::{Event, Incoming, PressRef, decode, words};
pub use https::Https;
pub use poll::{Poll, Poller, UPDATES_MAX};

const SEND: &str = "sendMessage";
const PHOTO: &str = "sendPhoto";
const DOCUMENT: &str = "sendDocument";
const EDIT: &str = "editMessageText";
const ANSWER_PRESS: &str = "answerCallbackQuery";

/// How long a send may take before it is tried again.
const SEND_WAIT: Duration = Duration::from_secs(20);
/// How long the upload of a long history may take.
const UPLOAD_WAIT: Duration = Duration::from_secs(60);
/// What was not answered in time is given so many times as long, and no longer than this.
const LONGER: u32 = 3;
const WAIT_LAST: Duration = Duration::from_secs(600);

/// A menu entry: command and description.
pub type MenuEntry = (String, String);

impl<W: Wire> Channel for Api<W> {
    fn method(message: &Message) -> &'static str {
        match message {
            Message::PressAnswer { .. } => ANSWER_PRESS,
            Message::Picture { .. } => PHOTO,
            Message::Document { document } => match document.content {
                Content::Picture { .. } => PHOTO,
                Content::Everything | Content::Table | Content::Report { .. } => DOCUMENT,
            },
            Message::Screen { replaces: Some(_), .. } | Message::Refresh { .. } => EDIT,
            Message::Screen { replaces: None, .. } | Message::PlaceKey { .. } => SEND,
        }
    }

    async fn is_open(&self) -> Option<bool> {
        self.accepts_token().await
    }

    async fn deliver(&self, chat: i64, message: &Message, late: u32) -> Delivery {
        let wait = patience(SEND_WAIT, late);
        match message {
            Message::PressAnswer { press, note } => {
                let request = encode::press_answer(press, note.as_deref());
                let answer = self.call::<_, IgnoredAny>(ANSWER_PRESS, &request, wait);
                match answer.await {
                    // Too late to matter: Telegram has stopped the waiting sign by itself.
                    Err(ApiError::Refused { code: 400, .. }) | Ok(_) => Delivery::Arrived(None),
                    Err(error) => outcome(&error),
                }
            }
            Message::Screen { screen, replaces: Some(message) } => {
                let request = encode::screen(chat, Some(*message), screen);
                let edited = self.call::<_, IgnoredAny>(EDIT, &request, wait);
                match edited.await {
                    Ok(_) => Delivery::Arrived(Some(*message)),
                    Err(ApiError::Refused { code: 400, description, .. })
                        if description.contains("message is not modified") =>
                    {
                        Delivery::Arrived(Some(*message))
                    }
                    // Deleted or too old to be edited: the answer arrives as a new message.
                    Err(ApiError::Refused { code: 400, .. }) => self.send(chat, screen, wait).await,
                    Err(error) => outcome(&error),
                }
            }
            Message::Screen { screen, replaces: None } => self.send(chat, screen, wait).await,
            Message::Refresh { screen, message } => {
                let request = encode::screen(chat, Some(*message), screen);
                match self.call::<_, IgnoredAny>(EDIT, &request, wait).await {
                    // Deleted meanwhile, or the same: nobody waits for it.
                    Ok(_) | Err(ApiError::Refused { code: 400, .. }) => Delivery::Arrived(None),
                    Err(error) => outcome(&error),
                }
            }
            Message::PlaceKey { key } => {
                let request = encode::place_key(chat, key);
                match self.call::<_, IgnoredAny>(SEND, &request, wait).await {
                    Ok(_) => Delivery::Arrived(None),
                    Err(error) => outcome(&error),
                }
            }
            // Who makes files stands before this channel. Without one, the text above has said it all.
            Message::Picture { .. } | Message::Document { .. } => Delivery::Arrived(None),
        }
    }
}

impl<W: Wire> Api<W> {
    async fn send(&self, chat: i64, screen: &Screen, wait: Duration) -> Delivery {
        let request = encode::screen(chat, None, screen);
        match self.call::<_, Sent>(SEND, &request, wait).await {
            Ok(sent) => Delivery::Arrived(Some(sent.message_id)),
            Err(error) => outcome(&error),
        }
    }

    /// Sends a picture without a sound; returns Telegram's id of the file.
    pub async fn photo(
        &self,
        chat: i64,
        caption: &str,
        photo: Photo<'_>,
        late: u32,
    ) -> Result<Option<String>, ApiError> {
        let wait = patience(SEND_WAIT, late);
        let sent: SentPhoto = match photo {
            Photo::Kept(file) => {
                self.call(PHOTO, &encode::photo(chat, caption, file), wait).await?
            }
            Photo::Png(png) => {
                self.post(PHOTO, encode::photo_form(chat, caption, png), wait).await?
            }
        };
        Ok(sent.photo.into_iter().next_back().map(|size| size.file_id))
    }

    /// Sends a file.
    pub async fn document(
        &self,
        chat: i64,
        document: &Document,
        bytes: Vec<u8>,
        late: u32,
    ) -> Result<(), ApiError> {
        let form = encode::document_form(chat, document, bytes);
        self.post::<IgnoredAny>(DOCUMENT, form, patience(UPLOAD_WAIT, late)).await.map(drop)
    }

    /// Registers the commands of one language; `None` for everybody else.
    pub async fn set_menu(
        &self,
        language: Option<&str>,
        menu: &[MenuEntry],
    ) -> Result<(), ApiError> {
        let request = encode::commands(language, menu);
        self.call::<_, IgnoredAny>("setMyCommands", &request, SEND_WAIT).await.map(drop)
    }

    /// Goes back from webhook to polling; nothing that waits is dropped.
    pub async fn delete_webhook(&self) -> Result<(), ApiError> {
        let request = encode::delete_webhook();
        self.call::<_, IgnoredAny>("deleteWebhook", &request, SEND_WAIT).await.map(drop)
    }

    /// Shows the menu of commands beside the text field.
    pub async fn set_menu_button(&self) -> Result<(), ApiError> {
        let request = encode::menu_button();
        self.call::<_, IgnoredAny>("setChatMenuButton", &request, SEND_WAIT).await.map(drop)
    }
}

/// What an error means for a delivery. Only a few refusals decide about a message; whatever else comes
/// back, a broken server or one in between may have said, and the message is tried again.
pub fn outcome(error: &ApiError) -> Delivery {
    match error {
        ApiError::RetryAfter(method, wait) => Delivery::RetryAfter(method, *wait),
        ApiError::Refused { code: 401, .. } => Delivery::Unauthorised,
        ApiError::Refused { code: 404, .. } => Delivery::NotFound,
        ApiError::Refused { code: 403, .. } => Delivery::Blocked,
        ApiError::Refused { code: 400, description, .. }
            if description.contains("chat not found") =>
        {
            Delivery::Blocked
        }
        ApiError::Refused { code: 400 | 413, .. } => Delivery::Refused(error.to_string()),
        ApiError::Late { .. } => Delivery::Late,
        ApiError::Refused { .. } | ApiError::Unreachable { .. } => {
            Delivery::Unreachable(error.to_string())
        }
    }
}

/// How long is waited for what was not answered in time so often already.
fn patience(first: Duration, late: u32) -> Duration {
    first.saturating_mul(LONGER.saturating_pow(late)).min(WAIT_LAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_few_refusals_decide_about_a_message() {
        let kind_of = |code| {
            let description = "chat".to_owned();
            outcome(&ApiError::Refused { method: SEND, code, description }).kind()
        };
        let decided: Vec<(u16, &str)> = (200..500)
            .map(|code| (code, kind_of(code)))
            .filter(|(_, kind)| *kind != "unreachable")
            .collect();
        let expected = [
            (400, "refused"),
            (401, "unauthorised"),
            (403, "blocked"),
            (404, "not_found"),
            (413, "refused"),
        ];
        assert_eq!(decided, expected);
    }

    #[test]
    fn a_slow_server_is_given_more_time_each_time() {
        let waits = (0..6).map(|late| patience(SEND_WAIT, late).as_secs());
        assert_eq!(waits.collect::<Vec<_>>(), [20, 60, 180, 540, 600, 600]);
        assert_eq!(patience(UPLOAD_WAIT, u32::MAX), WAIT_LAST);
    }
}
