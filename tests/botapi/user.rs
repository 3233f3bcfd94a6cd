//! A person who talks with the bot: what they send, and what they press.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    group::Group,
    press::Press,
    screen::Screen,
    state::{Person, Shared, State, unix_time},
    transcript::Line,
    wait::until,
};

/// A message that was sent to the bot.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    /// 0 if the bot's `allowed_updates` keep it away.
    pub(crate) update_id: i64,
    pub(crate) message_id: i64,
    pub(crate) chat_id: i64,
    pub(crate) text: String,
}

/// Clones are the same person.
#[derive(Clone)]
pub(crate) struct User {
    pub(super) shared: Arc<Shared>,
    pub(super) id: i64,
}

impl User {
    /// Of the person and of their private chat.
    pub(crate) fn id(&self) -> i64 {
        self.id
    }

    /// The language of their app: "en", "pt-br" …
    pub(crate) fn lang(self, language: &str) -> Self {
        self.with(|person| person.language = Some(language.to_owned()))
    }

    pub(crate) fn surname(self, name: &str) -> Self {
        self.with(|person| person.last_name = Some(name.to_owned()))
    }

    pub(crate) fn username(self, name: &str) -> Self {
        self.with(|person| person.username = Some(name.to_owned()))
    }

    fn with(self, change: impl FnOnce(&mut Person)) -> Self {
        self.shared.change(|state| change(state.people.get_mut(&self.id).unwrap()));
        self
    }

    /// A text of any length; commands get their entity.
    pub(crate) fn says(&self, text: &str) -> Said {
        self.sends(text_message(text))
    }

    pub(crate) fn says_in(&self, group: &Group, text: &str) -> Said {
        self.shared.change(|state| send(state, group.id(), Some(self.id), text_message(text)))
    }

    pub(crate) fn replies(&self, to: &Screen, text: &str) -> Said {
        let mut content = text_message(text);
        content["reply_to_message"] = to.raw.clone();
        self.sends(content)
    }

    pub(crate) fn shares_location(&self, latitude: f64, longitude: f64) -> Said {
        self.sends(json!({"location": {"latitude": latitude, "longitude": longitude}}))
    }

    pub(crate) fn shares_contact(&self, phone_number: &str) -> Said {
        let name = self.shared.look(|state| state.people[&self.id].first_name.clone());
        self.sends(json!({"contact": {"phone_number": phone_number, "first_name": name,
            "user_id": self.id}}))
    }

    pub(crate) fn sends_sticker(&self, emoji: &str) -> Said {
        let mut sticker = self.new_file();
        let about = json!({"type": "regular", "width": 512, "height": 512, "is_animated": false,
            "is_video": false, "emoji": emoji, "set_name": "Cats"});
        sticker.as_object_mut().unwrap().extend(about.as_object().unwrap().clone());
        self.sends(json!({"sticker": sticker}))
    }

    pub(crate) fn sends_voice(&self, seconds: u32) -> Said {
        let mut voice = self.new_file();
        voice["duration"] = json!(seconds);
        voice["mime_type"] = json!("audio/ogg");
        self.sends(json!({"voice": voice}))
    }

    pub(crate) fn sends_photo(&self, caption: &str) -> Said {
        let mut photo = self.new_file();
        photo["width"] = json!(1280);
        photo["height"] = json!(960);
        self.sends(captioned(json!({"photo": [photo]}), caption))
    }

    pub(crate) fn sends_document(&self, name: &str, caption: &str) -> Said {
        let mut document = self.new_file();
        document["file_name"] = json!(name);
        document["mime_type"] = json!("application/octet-stream");
        self.sends(captioned(json!({"document": document}), caption))
    }

    fn new_file(&self) -> Value {
        let number = self.shared.change(State::number);
        json!({"file_id": format!("user-file-{number}"),
            "file_unique_id": format!("unique-{number}"), "file_size": 4711})
    }

    /// A message with any content: `json!({"dice": {"emoji": "🎲", "value": 3}})`.
    pub(crate) fn sends(&self, content: Value) -> Said {
        self.shared.change(|state| send(state, self.id, Some(self.id), content))
    }

    pub(crate) fn edits(&self, said: &Said, text: &str) -> Said {
        self.shared.change(|state| {
            let stored = state.chat(said.chat_id).message(said.message_id).unwrap();
            stored.body.as_object_mut().unwrap().remove("entities");
            let Value::Object(content) = text_message(text) else { unreachable!() };
            stored.body.as_object_mut().unwrap().extend(content);
            stored.body["edit_date"] = json!(unix_time());
            let body = stored.body.clone();
            let update_id = state.updates.push("edited_message", &body);
            state.tell(self.id, &format!("edits message {}: {text}", said.message_id));
            Said { update_id, text: text.to_owned(), ..said.clone() }
        })
    }

    /// Deletes a message of either side for themselves; the bot is not told.
    pub(crate) fn deletes(&self, message_id: i64) {
        self.shared.change(|state| {
            state.chat(self.id).message(message_id).unwrap().deleted = true;
            state.tell(self.id, &format!("deletes message {message_id}"));
        });
    }

    /// From now on sends to this chat are refused with 403; gives the update's id.
    pub(crate) fn blocks_bot(&self) -> i64 {
        self.changes_membership("member", "kicked")
    }

    pub(crate) fn unblocks_bot(&self) -> i64 {
        self.changes_membership("kicked", "member")
    }

    fn changes_membership(&self, from: &str, to: &str) -> i64 {
        self.shared.change(|state| {
            state.chat(self.id).blocked = to == "kicked";
            state.tell(self.id, &format!("changes the bot from {from} to {to}"));
            state.push_membership(self.id, self.id, from, to)
        })
    }

    /// Presses the button with this label (or the first that contains it) under the newest message
    /// with a keyboard, as soon as there is one.
    #[track_caller]
    pub(crate) fn presses(&self, label: &str) -> impl Future<Output = Press> + use<> {
        let (id, label) = (self.id, label.to_owned());
        let what = format!("a button {label:?} to press");
        let pressed = until(Arc::clone(&self.shared), what, move |shared| {
            shared.look(|state| {
                let screen = state.newest_keyboard(id)?;
                let data = screen.button(&label)?.data.clone()?;
                Some((screen.message_id, data))
            })
        });
        let user = self.clone();
        async move {
            let (message, data) = pressed.await;
            user.presses_data(message, &data)
        }
    }

    /// Presses a button of any screen they were ever shown, even if it has changed since.
    #[track_caller]
    pub(crate) fn presses_on(&self, screen: &Screen, label: &str) -> Press {
        let data = screen.button(label).and_then(|button| button.data.clone());
        let data = data.unwrap_or_else(|| panic!("no button {label:?} in\n{screen}"));
        self.presses_data(screen.message_id, &data)
    }

    /// Any callback data, from under any message of their chat; a deleted or unknown one arrives as
    /// Telegram's inaccessible message.
    pub(crate) fn presses_data(&self, message_id: i64, data: &str) -> Press {
        Press::make(self, self.id, message_id, data)
    }

    pub(crate) fn presses_in(&self, group: &Group, message_id: i64, data: &str) -> Press {
        Press::make(self, group.id(), message_id, data)
    }
}

impl State {
    pub(crate) fn tell(&mut self, person: i64, what: &str) {
        let name = self.people[&person].first_name.clone();
        self.note(|at| Line::said(at, format!("{name} {what}")));
    }

    pub(crate) fn newest_keyboard(&self, chat: i64) -> Option<Screen> {
        let stored = self.chats[&chat].visible().rev().find(|stored| {
            stored.from_bot && !stored.body["reply_markup"]["inline_keyboard"].is_null()
        })?;
        Some(self.screen(chat, stored))
    }
}

/// Stores a message and queues its update.
pub(super) fn send(state: &mut State, chat: i64, from: Option<i64>, content: Value) -> Said {
    let text = content["text"].as_str().unwrap_or_default().to_owned();
    let kind = if from.is_some() { "message" } else { "channel_post" };
    let line = format!("in {}: {content}", state.chats[&chat].title);
    match from {
        Some(from) => state.tell(from, &line),
        None => state.note(|at| Line::said(at, format!("post {line}"))),
    }
    let body = state.store_incoming(chat, from, content);
    let update_id = state.updates.push(kind, &body);
    Said { update_id, message_id: body["message_id"].as_i64().unwrap(), chat_id: chat, text }
}

fn captioned(mut content: Value, caption: &str) -> Value {
    if !caption.is_empty() {
        content["caption"] = json!(caption);
    }
    content
}

/// A text with an entity for each command in it.
pub(super) fn text_message(text: &str) -> Value {
    let mut entities = vec![];
    for (start, _) in text.match_indices('/') {
        let free = text[..start].chars().next_back().is_none_or(char::is_whitespace);
        let rest = &text[start + 1..];
        let command = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '@');
        let length = rest.find(|c| !command(c)).unwrap_or(rest.len());
        if free && (1..=64).contains(&length) {
            let offset = text[..start].encode_utf16().count();
            entities.push(json!({"type": "bot_command", "offset": offset, "length": length + 1}));
        }
    }
    if entities.is_empty() {
        json!({"text": text})
    } else {
        json!({"text": text, "entities": entities})
    }
}
