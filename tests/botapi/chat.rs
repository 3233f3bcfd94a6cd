//! A conversation as Telegram stores it, and what the people in it have been shown.

use serde_json::{Value, json};

use super::{
    answer::Refusal,
    html::Formatted,
    keyboard::Markup,
    screen::Screen,
    state::{State, unix_time},
};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ChatKind {
    Private,
    Group,
    Supergroup,
    Channel,
}

impl ChatKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Group => "group",
            Self::Supergroup => "supergroup",
            Self::Channel => "channel",
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) id: i64,
    /// Telegram's `Message` object.
    pub(crate) body: Value,
    pub(crate) from_bot: bool,
    pub(crate) deleted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Event {
    Sent,
    Edited,
    /// Only the keyboard changed.
    KeyboardEdited,
    Deleted,
}

/// Something the bot did that can be seen, and how the message looked afterwards.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) event: Event,
    pub(crate) screen: Screen,
}

#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) kind: ChatKind,
    pub(crate) title: String,
    /// The user stopped the bot, or the group removed it.
    pub(crate) blocked: bool,
    /// In the order of their ids.
    pub(crate) messages: Vec<Stored>,
    pub(crate) shown: Vec<Shown>,
    /// How much of `shown` the test has taken.
    pub(crate) seen: usize,
    pub(crate) reply_keyboard: Vec<Vec<String>>,
    /// `sendChatAction`, in order.
    pub(crate) actions: Vec<String>,
}

impl Chat {
    pub(crate) fn new(kind: ChatKind, title: &str) -> Self {
        Self {
            kind,
            title: title.to_owned(),
            blocked: false,
            messages: vec![],
            shown: vec![],
            seen: 0,
            reply_keyboard: vec![],
            actions: vec![],
        }
    }

    pub(crate) fn message(&mut self, id: i64) -> Option<&mut Stored> {
        self.messages.iter_mut().find(|message| message.id == id && !message.deleted)
    }

    pub(crate) fn visible(&self) -> impl DoubleEndedIterator<Item = &Stored> {
        self.messages.iter().filter(|message| !message.deleted)
    }
}

impl State {
    /// A message from a person (or, in a channel, from nobody), stored but not yet an update.
    pub(crate) fn store_incoming(&mut self, chat: i64, from: Option<i64>, content: Value) -> Value {
        let mut body = json!({"date": unix_time(), "chat": self.chat_json(chat)});
        if let Some(from) = from {
            body["from"] = self.person_json(from);
        }
        self.store(chat, body, content, false)
    }

    /// A message from the bot, which the people in the chat see.
    pub(crate) fn store_outgoing(&mut self, chat: i64, content: Value, markup: Markup) -> Value {
        let mut body = json!({"date": unix_time(), "chat": self.chat_json(chat),
            "from": self.bot_json()});
        if let Some(inline) = markup.inline {
            body["reply_markup"] = inline;
        }
        if let Some(reply) = markup.reply {
            self.chat(chat).reply_keyboard = reply;
        }
        let body = self.store(chat, body, content, true);
        self.show(chat, body["message_id"].as_i64().unwrap(), Event::Sent);
        body
    }

    fn store(&mut self, chat: i64, mut body: Value, content: Value, from_bot: bool) -> Value {
        let id = self.number();
        body["message_id"] = json!(id);
        let Value::Object(content) = content else { unreachable!("content is an object") };
        body.as_object_mut().unwrap().extend(content);
        let stored = Stored { id, body: body.clone(), from_bot, deleted: false };
        self.chat(chat).messages.push(stored);
        body
    }

    pub(crate) fn show(&mut self, chat: i64, message: i64, event: Event) {
        let stored = self.chat(chat).message(message).unwrap().clone();
        let screen = self.screen(chat, &stored);
        self.chat(chat).shown.push(Shown { event, screen });
    }

    pub(crate) fn screen(&self, chat: i64, stored: &Stored) -> Screen {
        let keyboard = self.chats[&chat].reply_keyboard.clone();
        Screen::new(chat, stored, keyboard, &self.files)
    }

    /// Changes a message of the bot; `text` is the field ("text" or "caption") and its new value.
    pub(crate) fn edit(
        &mut self,
        chat: i64,
        message: i64,
        text: Option<(&str, Formatted)>,
        markup: Markup,
    ) -> Result<Value, Refusal> {
        let Some(stored) = self.chat(chat).message(message) else {
            return Err(Refusal::bad_request("message to edit not found"));
        };
        if !stored.from_bot {
            return Err(Refusal::bad_request("message can't be edited"));
        }
        let mut body = stored.body.clone();
        let event = if text.is_some() { Event::Edited } else { Event::KeyboardEdited };
        if let Some((field, formatted)) = text {
            if field == "text" && body["text"].is_null() {
                return Err(Refusal::bad_request("there is no text in the message to edit"));
            }
            if field == "caption" && !body["text"].is_null() {
                return Err(Refusal::bad_request("there is no caption in the message to edit"));
            }
            write_text(&mut body, field, formatted);
        }
        let map = body.as_object_mut().unwrap();
        match markup.inline {
            Some(inline) => map.insert("reply_markup".into(), inline),
            None => map.remove("reply_markup"),
        };
        if body == stored.body {
            return Err(Refusal::bad_request(
                "message is not modified: specified new message content and reply markup are \
                 exactly the same as a current content and reply markup of the message",
            ));
        }
        body["edit_date"] = json!(unix_time());
        stored.body = body.clone();
        self.show(chat, message, event);
        Ok(body)
    }

    pub(crate) fn delete(&mut self, chat: i64, message: i64) -> Result<(), Refusal> {
        if self.chat(chat).message(message).is_none() {
            return Err(Refusal::bad_request("message to delete not found"));
        }
        self.show(chat, message, Event::Deleted);
        self.chat(chat).message(message).unwrap().deleted = true;
        Ok(())
    }
}

/// Puts text and entities into a `Message`; empty ones are left out, as Telegram does.
pub(crate) fn write_text(body: &mut Value, field: &str, formatted: Formatted) {
    let entities = if field == "text" { "entities" } else { "caption_entities" };
    let map = body.as_object_mut().unwrap();
    map.remove(field);
    map.remove(entities);
    if !formatted.text.is_empty() {
        map.insert(field.to_owned(), json!(formatted.text));
    }
    if !formatted.entities.is_empty() {
        map.insert(entities.to_owned(), Value::Array(formatted.entities));
    }
}
