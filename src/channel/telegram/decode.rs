//! Updates to inputs. Pure: nothing is sent or kept here.
//!
//! An update that this version cannot read still yields its id, so that it can be acknowledged, and
//! where possible its chat, so that nobody is met with silence.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide::types::{ChatMemberKind, Message, MessageKind, Update, UpdateKind, User};

use crate::dialogue::Input;

/// An update, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// Telegram's number of the update.
    pub update: i64,
    /// What it means for a chat; `None` when it concerns none.
    pub event: Option<Event>,
}

/// Something that happened in a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The chat.
    pub chat: i64,
    /// The person's language as Telegram names it; empty when unknown.
    pub language: String,
    /// What happened.
    pub input: Input,
    /// The press to be answered.
    pub press: Option<PressRef>,
}

/// A pressed button's press and message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressRef {
    /// Telegram's id of the press.
    pub id: String,
    /// The message with the button.
    pub message: Option<i64>,
}

/// Reads one update.
pub fn decode(raw: &RawValue) -> Option<Incoming> {
    // Most updates are presses, and teloxide would read the whole message with the button for each.
    if let Ok(Pressed { update_id, callback_query }) = serde_json::from_str(raw.get()) {
        return Some(Incoming { update: update_id, event: Some(callback_query.event()) });
    }
    // teloxide reads what it knows; everything else falls back to the few fields needed here.
    match serde_json::from_str::<Update>(raw.get()) {
        Ok(Update { id, kind }) if !is_unknown(&kind) => {
            Some(Incoming { update: i64::from(id.0), event: event(kind) })
        }
        _ => match serde_json::from_str::<Bare>(raw.get()) {
            Ok(bare) => Some(bare.incoming()),
            Err(_) => numbered(raw),
        },
    }
}

/// Whether teloxide knows too little of it: of a message of an unknown kind it drops the caption.
fn is_unknown(kind: &UpdateKind) -> bool {
    match kind {
        UpdateKind::Error(_) => true,
        UpdateKind::Message(message) | UpdateKind::EditedMessage(message) => {
            matches!(message.kind, MessageKind::Empty {})
        }
        _ => false,
    }
}

/// Reads no more than the update's number.
pub(super) fn numbered(raw: &RawValue) -> Option<Incoming> {
    let Numbered { update_id } = serde_json::from_str(raw.get()).ok()?;
    Some(Incoming { update: update_id, event: None })
}

fn event(kind: UpdateKind) -> Option<Event> {
    match kind {
        // An edited message counts as said again: the correction may be the emergency.
        UpdateKind::Message(message) | UpdateKind::EditedMessage(message) => from_message(&message),
        UpdateKind::MyChatMember(change) if !change.chat.is_channel() => {
            let gone = matches!(
                change.new_chat_member.kind,
                ChatMemberKind::Banned(_) | ChatMemberKind::Left
            );
            let joined_group = !change.chat.is_private() && !gone;
            let input = match (gone, joined_group) {
                (true, _) => Input::Blocked,
                (false, true) => Input::NotPrivate,
                // Unblocking is followed by a message of the person's own.
                (false, false) => return None,
            };
            Some(Event::new(change.chat.id.0, Some(&change.from), input))
        }
        _ => None,
    }
}

impl Event {
    fn new(chat: i64, from: Option<&User>, input: Input) -> Self {
        let language = from.and_then(|user| user.language_code.clone()).unwrap_or_default();
        Self { chat, language, input, press: None }
    }
}

fn from_message(message: &Message) -> Option<Event> {
    let from = message.from.as_ref();
    if from.is_some_and(|user| user.is_bot) {
        return None;
    }
    let event = |input| Some(Event::new(message.chat.id.0, from, input));
    if !message.chat.is_private() {
        // What a channel posts comes into its group by itself: nobody said it to the bot.
        let is_said = !message.chat.is_channel() && !message.is_automatic_forward();
        return if is_said && !is_service(message) { event(Input::NotPrivate) } else { None };
    }
    match message.text().or_else(|| message.caption()) {
        Some(text) => event(words(text)),
        // One that moves is edited every few seconds; where it began is enough.
        None if place(message).is_some() && message.edit_date().is_some() => None,
        None if is_service(message) => None,
        None => event(place(message).unwrap_or(Input::Attachment)),
    }
}

/// A shared place, on its own or with the name of what is there.
fn place(message: &Message) -> Option<Input> {
    let place = message.location().or_else(|| message.venue().map(|venue| &venue.location))?;
    // Degrees have three figures at most: their millionths fit.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "`as` keeps what does not fit at the limit"
    )]
    let millionths = |degrees: f64| (degrees * 1e6) as i32;
    let (latitude_e6, longitude_e6) = (millionths(place.latitude), millionths(place.longitude));
    Some(Input::Location { latitude_e6, longitude_e6 })
}

/// Joins, pins, title changes and the like, which nobody expects an answer to.
fn is_service(message: &Message) -> bool {
    !matches!(
        message.kind,
        // Dice and the like are sent by people, though teloxide files them among the events.
        MessageKind::Common(_)
            | MessageKind::Dice(_)
            | MessageKind::Giveaway(_)
            | MessageKind::WebAppData(_)
            | MessageKind::Empty {}
    )
}

/// Tells commands from sentences: `/remind@some_bot 22:30` is `remind` with `22:30`.
pub fn words(text: &str) -> Input {
    let trimmed = text.trim();
    let Some(rest) = trimmed.strip_prefix('/') else { return Input::Text(text.to_owned()) };
    let (name, args) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = name.split('@').next().unwrap_or(name);
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || name.len() > 32 || !name.chars().all(allowed) {
        return Input::Text(text.to_owned());
    }
    Input::Command { name: name.to_ascii_lowercase(), args: args.trim().to_owned() }
}

/// A pressed button: what is read of it.
#[derive(Deserialize)]
struct Pressed<'raw> {
    update_id: i64,
    #[serde(borrow)]
    callback_query: Press<'raw>,
}

#[derive(Deserialize)]
struct Press<'raw> {
    #[serde(borrow)]
    id: Cow<'raw, str>,
    from: Presser,
    message: Option<PressedMessage>,
    #[serde(borrow)]
    data: Option<Cow<'raw, str>>,
}

#[derive(Deserialize)]
struct Presser {
    id: i64,
    #[serde(default)]
    language_code: Option<String>,
}

#[derive(Deserialize)]
struct PressedMessage {
    message_id: i64,
    chat: BareChat,
}

impl Press<'_> {
    fn event(self) -> Event {
        // A press in a private chat comes from the chat's own person; that is what the fallback says.
        let chat = self.message.as_ref().map_or(self.from.id, |message| message.chat.id);
        let private = self.message.as_ref().is_none_or(|message| message.chat.is_private());
        let data = || self.data.unwrap_or_default().into_owned();
        let input = if private {
            Input::Press { data: data(), on_screen: false }
        } else {
            Input::NotPrivate
        };
        let message = self.message.map(|message| message.message_id);
        Event {
            chat,
            language: self.from.language_code.unwrap_or_default(),
            input,
            press: Some(PressRef { id: self.id.into_owned(), message }),
        }
    }
}

/// The fields of an update that are read when teloxide does not know its kind.
#[derive(Deserialize)]
struct Bare {
    update_id: i64,
    message: Option<BareMessage>,
    edited_message: Option<BareMessage>,
}

/// The least an update has: what cannot be read must be acknowledged all the same.
#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}

#[derive(Deserialize)]
struct BareMessage {
    chat: BareChat,
    from: Option<BareUser>,
    text: Option<String>,
    caption: Option<String>,
}

#[derive(Deserialize)]
struct BareChat {
    id: i64,
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Deserialize)]
struct BareUser {
    #[serde(default)]
    is_bot: bool,
    #[serde(default)]
    language_code: Option<String>,
}

impl BareChat {
    fn is_private(&self) -> bool {
        self.kind == "private"
    }
}

impl Bare {
    fn incoming(self) -> Incoming {
        let message = self.message.or(self.edited_message).filter(|message| {
            let is_from_bot = message.from.as_ref().is_some_and(|user| user.is_bot);
            !is_from_bot && message.chat.kind != "channel"
        });
        let event = message.map(|message| {
            let input = match message.text.or(message.caption) {
                _ if !message.chat.is_private() => Input::NotPrivate,
                Some(text) => words(&text),
                None => Input::Attachment,
            };
            Event {
                chat: message.chat.id,
                language: message.from.and_then(|user| user.language_code).unwrap_or_default(),
                input,
                press: None,
            }
        });
        Incoming { update: self.update_id, event }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Incoming {
        decode(&RawValue::from_string(json.to_owned()).unwrap()).unwrap()
    }

    const CHAT: &str = r#""chat":{"id":7,"type":"private","first_name":"A"},"from":{"id":7,"is_bot":false,"first_name":"A","language_code":"es"},"message_id":5,"date":1"#;

    #[test]
    fn messages_commands_and_attachments() {
        let rows = [
            (r#""text":"cramp""#, Input::Text("cramp".into())),
            (
                r#""text":"/remind@bot 22:30""#,
                Input::Command { name: "remind".into(), args: "22:30".into() },
            ),
            (r#""text":"/ not a command""#, Input::Text("/ not a command".into())),
            (r#""dice":{"emoji":"🎲","value":3}"#, Input::Attachment),
            (r#""from_the_future":{"x":1}"#, Input::Attachment),
            // A kind that is not known, and one that is not what it should be.
            (r#""from_the_future":{},"caption":"chest pain""#, Input::Text("chest pain".into())),
            (r#""photo":5,"caption":"chest pain""#, Input::Text("chest pain".into())),
        ];
        for (field, input) in rows {
            let incoming = read(&format!(r#"{{"update_id":9,"message":{{{CHAT},{field}}}}}"#));
            let event = incoming.event.unwrap();
            assert_eq!((incoming.update, event.chat, event.language.as_str()), (9, 7, "es"));
            assert_eq!(event.input, input, "{field}");
        }
    }

    #[test]
    fn a_caption_is_heard_whoever_it_is_from() {
        let event = |from: &str| {
            let chat = r#""chat":{"id":7,"type":"private"},"caption":"chest pain","message_id":5"#;
            let message = format!(r#"{{{chat},"from":{from},"date":1}}"#);
            read(&format!(r#"{{"update_id":9,"message":{message}}}"#)).event.unwrap()
        };
        for from in [r#"{"language_code":"es"}"#, r#"{"id":7,"language_code":"es"}"#] {
            let Event { chat, language, input, .. } = event(from);
            assert_eq!((chat, language.as_str()), (7, "es"));
            assert_eq!(input, Input::Text("chest pain".into()));
        }
    }

    #[test]
    fn nothing_is_said_in_channels() {
        let channel = r#"{"id":-7,"type":"channel","title":"News"}"#;
        let message = format!(r#"{{"message_id":5,"date":1,"chat":{channel},"text":"x"}}"#);
        let user = r#"{"id":8,"is_bot":false,"first_name":"A"}"#;
        let bot = r#"{"id":9,"is_bot":true,"first_name":"B"}"#;
        let member = |status| format!(r#"{{"status":"{status}","user":{bot}}}"#);
        let (left, joined) = (member("left"), member("member"));
        let change = format!(
            r#"{{"chat":{channel},"from":{user},"date":1,"old_chat_member":{left},"new_chat_member":{joined}}}"#
        );
        let forwarded = format!(
            r#"{{"message_id":6,"date":1,"chat":{{"id":-8,"type":"supergroup","title":"Talk"}},"is_automatic_forward":true,"sender_chat":{channel},"text":"x"}}"#
        );
        for (kind, content) in [
            ("channel_post", &message),
            ("message", &message),
            ("my_chat_member", &change),
            ("message", &forwarded),
        ] {
            let incoming = read(&format!(r#"{{"update_id":12,"{kind}":{content}}}"#));
            assert_eq!(incoming, Incoming { update: 12, event: None }, "{kind}");
        }
    }

    #[test]
    fn unknown_kinds_still_have_a_number() {
        let incoming = read(r#"{"update_id":12,"teleport":{"x":1}}"#);
        assert_eq!(incoming, Incoming { update: 12, event: None });
        let incoming = read(r#"{"update_id":13,"message":{"chat":"moved"}}"#);
        assert_eq!(incoming, Incoming { update: 13, event: None });
    }
}
