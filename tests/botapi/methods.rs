//! The methods that send, edit, delete and answer.

use serde_json::{Value, json};

use super::{
    answer::{Outcome, Refusal},
    chat::{ChatKind, write_text},
    html::{self, Formatted},
    keyboard::{self, Markup},
    params::Params,
    profile,
    state::State,
};

const TEXT_UNITS_MAX: usize = 4096;
const CAPTION_UNITS_MAX: usize = 1024;
const ANSWER_CHARS_MAX: usize = 200;
const TEXT_BYTES_MAX: usize = 1 << 15;

/// As Telegram's documentation spells them.
const METHODS: [&str; 27] = [
    "answerCallbackQuery",
    "deleteMessage",
    "deleteMyCommands",
    "deleteWebhook",
    "editMessageCaption",
    "editMessageReplyMarkup",
    "editMessageText",
    "getChat",
    "getMe",
    "getMyCommands",
    "getMyDescription",
    "getMyName",
    "getMyShortDescription",
    "getUpdates",
    "getWebhookInfo",
    "leaveChat",
    "sendChatAction",
    "sendDocument",
    "sendLocation",
    "sendMessage",
    "sendPhoto",
    "setChatMenuButton",
    "setMyCommands",
    "setMyDescription",
    "setMyName",
    "setMyShortDescription",
    "setWebhook",
];

/// The method meant, in any letter case.
pub(crate) fn known(method: &str) -> Option<&'static str> {
    METHODS.into_iter().find(|known| known.eq_ignore_ascii_case(method))
}

/// Carries out any call but `getUpdates`.
pub(crate) fn call(state: &mut State, method: &str, params: &Params) -> Outcome {
    if let Some(outcome) = profile::call(state, method, params) {
        return outcome;
    }
    match method {
        "answerCallbackQuery" => answer_press(state, params),
        "sendMessage" => {
            let chat = writable_chat(state, params)?;
            let mut content = json!({});
            write_text(&mut content, "text", formatted(params, "text", TEXT_UNITS_MAX)?);
            send(state, chat, content, params)
        }
        "sendPhoto" => send_file(state, params, "photo"),
        "sendDocument" => send_file(state, params, "document"),
        "sendLocation" => {
            let chat = writable_chat(state, params)?;
            let degrees = |key: &str| params.text(key).and_then(|text| text.parse::<f64>().ok());
            let (Some(latitude), Some(longitude)) = (degrees("latitude"), degrees("longitude"))
            else {
                return Err(Refusal::bad_request("latitude is empty"));
            };
            let location = json!({"latitude": latitude, "longitude": longitude});
            send(state, chat, json!({"location": location}), params)
        }
        "editMessageText" => edit(state, params, Some(("text", TEXT_UNITS_MAX))),
        "editMessageCaption" => edit(state, params, Some(("caption", CAPTION_UNITS_MAX))),
        "editMessageReplyMarkup" => edit(state, params, None),
        "deleteMessage" => {
            let chat = known_chat(state, params)?;
            let Some(message) = params.integer("message_id").filter(|id| *id != 0) else {
                return Err(Refusal::bad_request("message identifier is not specified"));
            };
            state.delete(chat, message).map(|()| json!(true))
        }
        "sendChatAction" => chat_action(state, params),
        "getChat" => known_chat(state, params).map(|chat| full_chat(state, chat)),
        "leaveChat" => {
            let chat = known_chat(state, params)?;
            state.chat(chat).blocked = true;
            Ok(json!(true))
        }
        _ => Err(Refusal::new(404, "Not Found: method not found")),
    }
}

fn known_chat(state: &State, params: &Params) -> Result<i64, Refusal> {
    let Some(id) = params.text("chat_id") else {
        return Err(Refusal::bad_request("chat_id is empty"));
    };
    let id = id.trim().parse().ok().filter(|id| state.chats.contains_key(id));
    id.ok_or_else(|| Refusal::bad_request("chat not found"))
}

fn writable_chat(state: &State, params: &Params) -> Result<i64, Refusal> {
    let id = known_chat(state, params)?;
    let chat = &state.chats[&id];
    match (chat.blocked, chat.kind) {
        (false, _) => Ok(id),
        (true, ChatKind::Private) => {
            Err(Refusal::new(403, "Forbidden: bot was blocked by the user"))
        }
        (true, kind) => {
            let kind = kind.name();
            let what = format!("Forbidden: bot is not a member of the {kind} chat");
            Err(Refusal::new(403, &what))
        }
    }
}

/// Text or caption after parsing, within its limit.
fn formatted(params: &Params, field: &str, units_max: usize) -> Result<Formatted, Refusal> {
    let raw = params.text(field).unwrap_or_default();
    if field == "text" && raw.is_empty() {
        return Err(Refusal::bad_request("message text is empty"));
    }
    if raw.len() > TEXT_BYTES_MAX {
        return Err(Refusal::bad_request("text is too long"));
    }
    let mode = params.text("parse_mode").unwrap_or_default().to_ascii_lowercase();
    let formatted = match mode.as_str() {
        "" | "none" => {
            let entities = if field == "text" { "entities" } else { "caption_entities" };
            let entities = params.nested(entities).map_err(|error| Refusal::new(400, &error))?;
            let entities = entities.and_then(|list| list.as_array().cloned()).unwrap_or_default();
            Formatted { text: raw, entities }
        }
        "html" => html::parse(&raw)
            .map_err(|error| Refusal::bad_request(&format!("can't parse entities: {error}")))?,
        "markdown" | "markdownv2" => {
            return Err(Refusal::bad_request("this simulation parses HTML only"));
        }
        _ => return Err(Refusal::bad_request("unsupported parse_mode")),
    };
    let formatted = formatted.trimmed();
    if field == "text" && formatted.text.is_empty() {
        return Err(Refusal::bad_request("text must be non-empty"));
    }
    if formatted.units() > units_max {
        let what = if field == "text" { "message" } else { "message caption" };
        return Err(Refusal::bad_request(&format!("{what} is too long")));
    }
    Ok(formatted)
}

fn markup(params: &Params) -> Result<Markup, Refusal> {
    let markup = params.nested("reply_markup").map_err(|error| Refusal::new(400, &error))?;
    keyboard::check(markup.as_ref())
}

fn send(state: &mut State, chat: i64, mut content: Value, params: &Params) -> Outcome {
    let markup = markup(params)?;
    let reply = params.nested("reply_parameters").map_err(|error| Refusal::new(400, &error))?;
    if let Some(reply) = reply {
        let message = reply["message_id"].as_i64().unwrap_or_default();
        match state.chat(chat).message(message) {
            Some(original) => content["reply_to_message"] = original.body.clone(),
            None if reply["allow_sending_without_reply"] == json!(true) => {}
            None => return Err(Refusal::bad_request("message to be replied not found")),
        }
    }
    Ok(state.store_outgoing(chat, content, markup))
}

fn send_file(state: &mut State, params: &Params, kind: &'static str) -> Outcome {
    let chat = writable_chat(state, params)?;
    let caption = formatted(params, "caption", CAPTION_UNITS_MAX)?;
    markup(params)?;
    let mut content = state.attach(params, kind)?;
    write_text(&mut content, "caption", caption);
    send(state, chat, content, params)
}

fn edit(state: &mut State, params: &Params, field: Option<(&str, usize)>) -> Outcome {
    let text = field
        .map(|(field, units_max)| Ok((field, formatted(params, field, units_max)?)))
        .transpose()?;
    let markup = markup(params)?;
    if params.text("inline_message_id").is_some() {
        return Err(Refusal::bad_request("MESSAGE_ID_INVALID"));
    }
    let chat = known_chat(state, params)?;
    state.edit(chat, params.integer("message_id").unwrap_or_default(), text, markup)
}

fn answer_press(state: &mut State, params: &Params) -> Outcome {
    let text = params.text("text").unwrap_or_default();
    if text.chars().count() > ANSWER_CHARS_MAX {
        return Err(Refusal::bad_request("MESSAGE_TOO_LONG"));
    }
    let id = params.text("callback_query_id").unwrap_or_default();
    match state.presses.get_mut(&id).filter(|press| !press.expired) {
        Some(press) => {
            press.answers.push((text, params.flag("show_alert")));
            Ok(json!(true))
        }
        None => Err(Refusal::bad_request(
            "query is too old and response timeout expired or query ID is invalid",
        )),
    }
}

fn chat_action(state: &mut State, params: &Params) -> Outcome {
    let chat = writable_chat(state, params)?;
    let action = params.text("action").unwrap_or_default().to_ascii_lowercase();
    let known = ["typing", "upload_photo", "upload_document", "find_location", "choose_sticker"];
    if !known.contains(&action.as_str()) {
        return Err(Refusal::bad_request("wrong parameter action in request"));
    }
    state.chat(chat).actions.push(action);
    Ok(json!(true))
}

fn full_chat(state: &State, chat: i64) -> Value {
    let mut json = state.chat_json(chat);
    json["accent_color_id"] = json!(0);
    json["max_reaction_count"] = json!(11);
    json["accepted_gift_types"] = json!({"unlimited_gifts": true, "limited_gifts": true,
        "unique_gifts": true, "premium_subscription": true, "gifts_from_channels": true});
    json
}
