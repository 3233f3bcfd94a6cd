//! A message as the person sees it, with the assertions tests make about it.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde_json::Value;

use super::{chat::Stored, media::StoredFile};

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Button {
    pub(crate) label: String,
    pub(crate) data: Option<String>,
    pub(crate) url: Option<String>,
}

/// A formatted part of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entity {
    /// `"bold"`, `"text_link"` …
    pub(crate) kind: String,
    /// The words it covers.
    pub(crate) text: String,
    pub(crate) url: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct File {
    /// "photo" or "document".
    pub(crate) kind: String,
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) bytes: Arc<Vec<u8>>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Screen {
    pub(crate) chat_id: i64,
    pub(crate) message_id: i64,
    pub(crate) from_bot: bool,
    pub(crate) edited: bool,
    /// Text or caption, plain.
    pub(crate) text: String,
    pub(crate) entities: Vec<Entity>,
    /// The buttons under the message, row by row.
    pub(crate) buttons: Vec<Vec<Button>>,
    /// Labels of the keyboard in place of the letters, at that moment.
    pub(crate) reply_keyboard: Vec<Vec<String>>,
    pub(crate) file: Option<File>,
    /// Telegram's `Message` object.
    pub(crate) raw: Value,
}

impl Screen {
    pub(crate) fn new(
        chat_id: i64,
        stored: &Stored,
        reply_keyboard: Vec<Vec<String>>,
        files: &BTreeMap<String, StoredFile>,
    ) -> Self {
        let body = &stored.body;
        let text = body["text"].as_str().or_else(|| body["caption"].as_str()).unwrap_or_default();
        let entities = body["entities"].as_array().or_else(|| body["caption_entities"].as_array());
        Self {
            chat_id,
            message_id: stored.id,
            from_bot: stored.from_bot,
            edited: !body["edit_date"].is_null(),
            text: text.to_owned(),
            entities: entities.into_iter().flatten().map(|json| entity(text, json)).collect(),
            buttons: buttons(body),
            reply_keyboard,
            file: file(body, files),
            raw: body.clone(),
        }
    }

    #[track_caller]
    pub(crate) fn has(&self, text: &str) -> &Self {
        assert!(self.text.contains(text), "{text:?} is missing in\n{self}");
        self
    }

    #[track_caller]
    pub(crate) fn lacks(&self, text: &str) -> &Self {
        assert!(!self.text.contains(text), "{text:?} should not be in\n{self}");
        self
    }

    #[track_caller]
    pub(crate) fn has_button(&self, label: &str) -> &Self {
        assert!(self.button(label).is_some(), "no button {label:?} in\n{self}");
        self
    }

    #[track_caller]
    pub(crate) fn lacks_button(&self, label: &str) -> &Self {
        assert!(self.button(label).is_none(), "button {label:?} should not be in\n{self}");
        self
    }

    /// Whether these words are exactly one entity of the kind (`"bold"`, `"text_link"` …).
    #[track_caller]
    pub(crate) fn has_entity(&self, kind: &str, text: &str) -> &Self {
        let found = self.entities.iter().any(|entity| entity.kind == kind && entity.text == text);
        assert!(found, "no {kind} entity {text:?} among {:?} in\n{self}", self.entities);
        self
    }

    /// The button with this label, else the first one whose label contains it.
    pub(crate) fn button(&self, label: &str) -> Option<&Button> {
        let all = || self.buttons.iter().flatten();
        all()
            .find(|button| button.label == label)
            .or_else(|| all().find(|button| button.label.contains(label)))
    }

    pub(crate) fn labels(&self) -> Vec<&str> {
        self.buttons.iter().flatten().map(|button| button.label.as_str()).collect()
    }

    pub(crate) fn data(&self) -> Vec<&str> {
        self.buttons.iter().flatten().filter_map(|button| button.data.as_deref()).collect()
    }
}

impl fmt::Display for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edited = if self.edited { ", edited" } else { "" };
        write!(f, "  [message {}{edited}] {}", self.message_id, self.text)?;
        if let Some(file) = &self.file {
            write!(f, " <{} {:?}, {} bytes>", file.kind, file.name, file.bytes.len())?;
        }
        for row in &self.buttons {
            write!(f, "\n     ")?;
            for button in row {
                write!(f, " [{}]", button.label)?;
            }
        }
        Ok(())
    }
}

fn entity(text: &str, json: &Value) -> Entity {
    let number = |key: &str| json[key].as_u64().and_then(|n| usize::try_from(n).ok());
    let units: Vec<u16> = text
        .encode_utf16()
        .skip(number("offset").unwrap_or_default())
        .take(number("length").unwrap_or_default())
        .collect();
    Entity {
        kind: json["type"].as_str().unwrap_or_default().to_owned(),
        text: String::from_utf16_lossy(&units),
        url: json["url"].as_str().map(str::to_owned),
    }
}

fn buttons(body: &Value) -> Vec<Vec<Button>> {
    let button = |json: &Value| Button {
        label: json["text"].as_str().unwrap_or_default().to_owned(),
        data: json["callback_data"].as_str().map(str::to_owned),
        url: json["url"].as_str().map(str::to_owned),
    };
    let rows = body["reply_markup"]["inline_keyboard"].as_array();
    let row = |row: &Value| row.as_array().into_iter().flatten().map(button).collect();
    rows.into_iter().flatten().map(row).collect()
}

fn file(body: &Value, files: &BTreeMap<String, StoredFile>) -> Option<File> {
    let photo = body["photo"].as_array().and_then(|sizes| sizes.last());
    let (kind, json) = match photo {
        Some(photo) => ("photo", photo),
        None => ("document", body.get("document")?),
    };
    let id = json["file_id"].as_str()?;
    let stored = files.get(id)?;
    Some(File {
        kind: kind.to_owned(),
        id: id.to_owned(),
        name: stored.name.clone(),
        bytes: Arc::clone(&stored.bytes),
    })
}
