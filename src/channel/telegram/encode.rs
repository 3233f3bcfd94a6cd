//! Messages to requests: teloxide's, but for screens, which are encoded from where they are. Pure.

use serde::{Serialize, Serializer};
use teloxide::payloads::{
    AnswerCallbackQuery, DeleteWebhook, SendMessage, SendPhoto, SetChatMenuButton, SetMyCommands,
};
use teloxide::types::{
    BotCommand, ButtonRequest, CallbackQueryId, ChatId, FileId, InputFile, KeyboardButton,
    KeyboardMarkup, KeyboardRemove, LinkPreviewOptions, MenuButton, ParseMode, ReplyMarkup,
};

use super::MenuEntry;
use super::api::Body;
use crate::dialogue::{Button, Document, PlaceKey, Screen};

/// A screen on its way, as `sendMessage` and `editMessageText` take it. teloxide's own payloads copy
/// every word and label, and these two are nearly all that is ever sent.
#[derive(Serialize)]
pub(super) struct ScreenRequest<'s> {
    chat_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_id: Option<i64>,
    text: &'s str,
    parse_mode: ParseMode,
    link_preview_options: LinkPreviewOptions,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_markup: Option<Keyboard<'s>>,
}

#[derive(Serialize)]
struct Keyboard<'s> {
    #[serde(serialize_with = "rows")]
    inline_keyboard: &'s [Vec<Button>],
}

#[derive(Serialize)]
struct Key<'s> {
    text: &'s str,
    callback_data: &'s str,
}

/// A screen as a new message, or in the place of an earlier one.
pub(super) fn screen(chat: i64, replaces: Option<i64>, screen: &Screen) -> ScreenRequest<'_> {
    let inline_keyboard = screen.buttons.as_slice();
    ScreenRequest {
        chat_id: chat,
        message_id: replaces,
        // Telegram refuses a message without text.
        text: if screen.text.is_empty() { "–" } else { &screen.text },
        parse_mode: ParseMode::Html,
        link_preview_options: no_preview(),
        reply_markup: (!inline_keyboard.is_empty()).then_some(Keyboard { inline_keyboard }),
    }
}

fn rows<S: Serializer>(rows: &[Vec<Button>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(rows.iter().map(|row| {
        let keys =
            row.iter().map(|Button { label, data }| Key { text: label, callback_data: data });
        keys.collect::<Vec<_>>()
    }))
}

/// A key below the conversation that shares the place, or a message that takes it away. Neither makes
/// a sound: the question has made one.
pub(super) fn place_key(chat: i64, key: &PlaceKey) -> SendMessage {
    let mut request = SendMessage::new(ChatId(chat), &key.text);
    request.parse_mode = Some(ParseMode::Html);
    request.disable_notification = Some(true);
    request.reply_markup = Some(match &key.label {
        Some(label) => {
            let share = KeyboardButton::new(label).request(ButtonRequest::Location);
            let keyboard = KeyboardMarkup::new([[share]]).resize_keyboard().one_time_keyboard();
            ReplyMarkup::Keyboard(keyboard)
        }
        None => ReplyMarkup::KeyboardRemove(KeyboardRemove::new()),
    });
    request
}

/// A picture that Telegram keeps already.
pub(super) fn photo(chat: i64, caption: &str, file: &str) -> SendPhoto {
    let mut request = SendPhoto::new(ChatId(chat), InputFile::file_id(FileId(file.to_owned())));
    request.caption = Some(caption.to_owned());
    request.parse_mode = Some(ParseMode::Html);
    request.disable_notification = Some(true);
    request
}

/// A picture to upload. The text with the buttons has made the sound already.
pub(super) fn photo_form(chat: i64, caption: &str, png: &[u8]) -> Body {
    let fields = vec![
        ("chat_id", chat.to_string()),
        ("caption", caption.to_owned()),
        ("parse_mode", "HTML".to_owned()),
        ("disable_notification", "true".to_owned()),
    ];
    let (field, name) = ("photo", "picture.png".to_owned());
    Body::File { fields, field, name, bytes: png.to_vec() }
}

/// A file that is somebody's own: Telegram may show it, but it is never sent again by its id.
pub(super) fn document_form(chat: i64, document: &Document, bytes: Vec<u8>) -> Body {
    let fields = vec![
        ("chat_id", chat.to_string()),
        ("caption", document.caption.clone()),
        ("parse_mode", "HTML".to_owned()),
        ("disable_content_type_detection", "true".to_owned()),
    ];
    Body::File { fields, field: "document", name: document.name.clone(), bytes }
}

pub(super) fn press_answer(press: &str, note: Option<&str>) -> AnswerCallbackQuery {
    let mut request = AnswerCallbackQuery::new(CallbackQueryId(press.to_owned()));
    request.text = note.map(str::to_owned);
    request
}

pub(super) fn commands(language: Option<&str>, menu: &[MenuEntry]) -> SetMyCommands {
    let commands = menu.iter().map(|(name, description)| BotCommand::new(name, description));
    let mut request = SetMyCommands::new(commands.collect::<Vec<_>>());
    request.language_code = language.map(str::to_owned);
    request
}

pub(super) fn menu_button() -> SetChatMenuButton {
    let mut request = SetChatMenuButton::new();
    request.menu_button = Some(MenuButton::Commands);
    request
}

/// Without `drop_pending_updates`: what waits is somebody's message.
pub(super) fn delete_webhook() -> DeleteWebhook {
    DeleteWebhook::new()
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
