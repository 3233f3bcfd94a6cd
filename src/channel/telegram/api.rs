//! Calls of the Bot API: teloxide's requests, with our own reading of replies.
//!
//! teloxide's own sending waits ten seconds on every server error and parses a whole message where
//! its id is enough. Never logs an address: it contains the token.

use std::fmt;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use teloxide::payloads::GetMe;
use teloxide::types::Seconds;
use thiserror::Error;

use super::https::Https;

/// What the JSON of a call takes, mostly.
const BODY_BYTES: usize = 2048;
/// How long the answer to a question about the token itself may take.
const ACCEPT_WAIT: Duration = Duration::from_secs(20);
const TELEGRAM: &str = "https://api.telegram.org";

/// The Bot API of one bot, at the end of a wire.
pub struct Api<W = Https> {
    wire: W,
    bot_id: String,
}

/// What is sent with a call.
#[derive(Debug, Clone)]
pub enum Body {
    /// All of it as JSON.
    Json(Vec<u8>),
    /// A file to upload, and the fields beside it.
    File {
        /// By their names.
        fields: Vec<(&'static str, String)>,
        /// The name of its own field.
        field: &'static str,
        /// Its name as a file.
        name: String,
        /// The file.
        bytes: Vec<u8>,
    },
}

/// Carries calls to a Bot API server: over the network, or inside a simulation.
pub trait Wire: Send + Sync + 'static {
    /// Calls a method and brings the status and the body of the answer, or why
    /// there is none within `wait`.
    fn post(
        &self,
        method: &'static str,
        body: Body,
        wait: Duration,
    ) -> impl Future<Output = Result<(u16, Vec<u8>), Lost>> + Send;
}

/// Why a wire brings no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// The call is on its way, and nobody has answered in time: it may have been carried out.
    Late,
    /// Anything else, never with the address.
    Failed(String),
}

/// A picture: a file Telegram keeps already, or one to upload.
#[derive(Debug, Clone, Copy)]
pub enum Photo<'p> {
    /// Telegram's id of the file.
    Kept(&'p str),
    /// The file itself.
    Png(&'p [u8]),
}

/// Why a call brought no result.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ApiError {
    /// Telegram asks to wait before this method is called again.
    #[error("Telegram asks to wait {} s", .1.as_secs())]
    RetryAfter(&'static str, Duration),
    /// Telegram refused the call.
    #[error("Telegram refused {method}: {code}{}", known_words(.description))]
    Refused {
        /// Method called.
        method: &'static str,
        /// Error code, as HTTP has them.
        code: u16,
        /// Telegram's own words. They may quote the request, so they are never logged as they are.
        description: String,
    },
    /// No answer in time to a call that may have been carried out.
    #[error("no answer from Telegram to {method} in time")]
    Late {
        /// Method called.
        method: &'static str,
    },
    /// No usable answer: the network, or a failing server.
    #[error("no answer from Telegram to {method}: {reason}")]
    Unreachable {
        /// Method called.
        method: &'static str,
        /// What happened, without the address.
        reason: String,
    },
}

/// Words of Telegram's that say why it refuses, and nothing of what it was asked.
const KNOWN_WORDS: [&str; 19] = [
    "Unauthorized",
    "Not Found",
    "method not found",
    "chat not found",
    "user not found",
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked",
    "not enough rights",
    "can't parse entities",
    "message is too long",
    "caption is too long",
    "message text is empty",
    "message to edit not found",
    "message can't be edited",
    "BUTTON_DATA_INVALID",
    "Request Entity Too Large",
    "terminated by other getUpdates",
    "webhook",
];

fn known_words(description: &str) -> String {
    let known = KNOWN_WORDS.iter().filter(|words| description.contains(**words));
    known.flat_map(|words| [" \"", words, "\""]).collect()
}

/// A base address that cannot be used. What was given is not quoted but for its scheme and host: a path
/// may hold the token.
#[derive(Debug, Error)]
#[error("{0} is not an address of a Bot API server; it looks like https://api.telegram.org")]
pub struct BadAddress(pub(super) String);

impl BadAddress {
    fn of(address: &str) -> Self {
        let Some((scheme, rest)) = address.split_once("://") else {
            return Self("what was given".to_owned());
        };
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = host.rsplit('@').next().unwrap_or_default();
        Self(format!("`{scheme}://{host}`"))
    }
}

#[derive(serde::Deserialize)]
struct Reply<T> {
    ok: bool,
    result: Option<T>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(serde::Deserialize)]
struct Parameters {
    retry_after: Option<Seconds>,
}

/// What is read of a sent message.
#[derive(Debug, Clone, Copy, serde::Deserialize)]
pub struct Sent {
    /// Its id in the chat.
    pub message_id: i64,
}

/// What is read of a sent photo.
#[derive(Debug, Clone, serde::Deserialize)]
pub(super) struct SentPhoto {
    /// The same picture in several sizes, the largest last.
    pub(super) photo: Vec<PhotoSize>,
}

#[derive(Debug, Clone, serde::Deserialize)]
pub(super) struct PhotoSize {
    pub(super) file_id: String,
}

/// Without the wire, whose address holds the token.
impl<W> fmt::Debug for Api<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Api")
    }
}

impl Api {
    /// A bot on a Bot API server; Telegram's own when no address is given.
    pub fn new(token: &SecretString, address: Option<&str>) -> Result<Self, BadAddress> {
        let address = address.unwrap_or(TELEGRAM);
        let usable = ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme));
        if !usable {
            return Err(BadAddress::of(address));
        }
        let base = format!("{}/bot{}/", address.trim_end_matches('/'), token.expose_secret());
        let bot_id = token.expose_secret().split(':').next().unwrap_or_default();
        Ok(Self::over(Https::new(&base)?, bot_id))
    }
}

impl<W: Wire> Api<W> {
    /// A bot whose calls another wire carries.
    pub fn over(wire: W, bot_id: &str) -> Self {
        Self { wire, bot_id: bot_id.to_owned() }
    }

    /// The bot's number, which is no secret; file ids are good for one bot only.
    pub fn bot_id(&self) -> &str {
        &self.bot_id
    }

    /// Calls a method with one of teloxide's payloads; `wait` is how long the answer may take.
    pub async fn call<P, T>(
        &self,
        method: &'static str,
        payload: &P,
        wait: Duration,
    ) -> Result<T, ApiError>
    where
        P: Serialize,
        T: DeserializeOwned,
    {
        // Most are a screen: growing to its size costs more than making it.
        let mut body = Vec::with_capacity(BODY_BYTES);
        serde_json::to_writer(&mut body, payload)
            .map_err(|error| ApiError::Unreachable { method, reason: error.to_string() })?;
        self.post(method, Body::Json(body), wait).await
    }

    /// Whether Telegram accepts the token; `None` when it does not say so. A single refusal tells little: a
    /// server in between may have lost its way for a moment.
    pub async fn accepts_token(&self) -> Option<bool> {
        match self.call::<_, IgnoredAny>("getMe", &GetMe::new(), ACCEPT_WAIT).await {
            Ok(_) => Some(true),
            Err(ApiError::Refused { code: 401 | 404, .. }) => Some(false),
            Err(_) => None,
        }
    }

    /// Calls a method with any body.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        method: &'static str,
        body: Body,
        wait: Duration,
    ) -> Result<T, ApiError> {
        let unreachable = |reason: String| ApiError::Unreachable { method, reason };
        let answer = self.wire.post(method, body, wait).await;
        let (status, body) = answer.map_err(|lost| match lost {
            Lost::Late => ApiError::Late { method },
            Lost::Failed(reason) => unreachable(reason),
        })?;
        match serde_json::from_slice::<Reply<T>>(&body) {
            Ok(Reply { ok: true, result: Some(result), .. }) => Ok(result),
            Ok(reply) => Err(refusal(method, status, reply)),
            Err(_) => Err(unreachable(format!("status {status} without a usable answer"))),
        }
    }
}

fn refusal<T>(method: &'static str, status: u16, reply: Reply<T>) -> ApiError {
    if let Some(after) = reply.parameters.and_then(|parameters| parameters.retry_after) {
        return ApiError::RetryAfter(method, Duration::from_secs(after.seconds().into()));
    }
    let code = reply.error_code.unwrap_or(status);
    let description = reply.description.unwrap_or_default();
    match code {
        429 => ApiError::RetryAfter(method, Duration::from_secs(1)),
        500.. => ApiError::Unreachable { method, reason: format!("status {code}") },
        _ => ApiError::Refused { method, code, description },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_outside_is_quoted() {
        let refused = |description: &str| {
            let description = description.to_owned();
            ApiError::Refused { method: "sendMessage", code: 400, description }.to_string()
        };
        let echo = r#"Bad Request: can't parse entities in {"text":"my canary"} of bot123:abc"#;
        assert_eq!(refused(echo), "Telegram refused sendMessage: 400 \"can't parse entities\"");
        assert_eq!(refused("my canary"), "Telegram refused sendMessage: 400");
        let reply = Reply::<()> {
            ok: false,
            result: None,
            error_code: Some(500),
            description: Some("my canary".to_owned()),
            parameters: None,
        };
        assert!(!refusal("sendMessage", 500, reply).to_string().contains("canary"));
        for (address, told) in [
            ("ftp://x/123:abc", "`ftp://x` is"),
            ("ftp://me:secret@x/123:abc?123:abc#123:abc", "`ftp://x` is"),
            ("123:abc", "what was given is"),
        ] {
            let said = BadAddress::of(address).to_string();
            assert!(said.starts_with(told) && !said.contains("abc"), "{said}");
        }
    }
}
