//! Screens to teloxide's requests. Pure.

use teloxide::payloads::{
    AnswerCallbackQuery, DeleteWebhook, EditMessageText, SendMessage, SendPhoto, SetChatMenuButton,
    SetMyCommands,
};
use teloxide::types::{
    BotCommand, ButtonRequest, CallbackQueryId, ChatId, FileId, InlineKeyboardButton,
    InlineKeyboardMarkup, InputFile, KeyboardButton, KeyboardMarkup, KeyboardRemove,
    LinkPreviewOptions, MenuButton, MessageId, ParseMode, ReplyMarkup,
};

use super::MenuEntry;
use super::api::Body;
use crate::dialogue::{Document, PlaceKey, Screen};

/// A new message. A screen without text would be refused: a dash stands for it.
pub(super) fn send(chat: i64, screen: &Screen) -> SendMessage {
    let mut request = SendMessage::new(ChatId(chat), text(screen));
    request.parse_mode = Some(ParseMode::Html);
    request.link_preview_options = Some(no_preview());
    request.reply_markup = keyboard(screen).map(ReplyMarkup::InlineKeyboard);
    request
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

/// A screen in the place of an earlier message.
pub(super) fn edit(chat: i64, message: i64, screen: &Screen) -> EditMessageText {
    let id = MessageId(i32::try_from(message).unwrap_or(0));
    let mut request = EditMessageText::new(ChatId(chat), id, text(screen));
    request.parse_mode = Some(ParseMode::Html);
    request.link_preview_options = Some(no_preview());
    request.reply_markup = keyboard(screen);
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

fn text(screen: &Screen) -> String {
    if screen.text.is_empty() { "–".to_owned() } else { screen.text.clone() }
}

fn keyboard(screen: &Screen) -> Option<InlineKeyboardMarkup> {
    let rows = screen.buttons.iter().map(|row| {
        let row = row.iter();
        row.map(|button| InlineKeyboardButton::callback(&button.label, &button.data))
            .collect::<Vec<_>>()
    });
    (!screen.buttons.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
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
