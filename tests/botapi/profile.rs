//! What the bot tells Telegram about itself: commands, descriptions, the menu button.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    answer::{Outcome, Refusal},
    params::Params,
    state::State,
};

const COMMANDS_MAX: usize = 100;
const NAME_CHARS_MAX: usize = 64;
const DESCRIPTION_CHARS_MAX: usize = 512;
const SHORT_DESCRIPTION_CHARS_MAX: usize = 120;

/// Each text by its language code; "" is for everybody else.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    /// By language code and scope (its JSON; "" is the default scope).
    pub(crate) commands: BTreeMap<(String, String), Value>,
    pub(crate) names: BTreeMap<String, String>,
    pub(crate) descriptions: BTreeMap<String, String>,
    pub(crate) short_descriptions: BTreeMap<String, String>,
    /// By chat; 0 is the default.
    pub(crate) menu_buttons: BTreeMap<i64, Value>,
}

/// Carries out a call about the bot itself; `None` if the method is not one.
pub(crate) fn call(state: &mut State, method: &str, params: &Params) -> Option<Outcome> {
    Some(match method {
        "getMe" => Ok(get_me(state)),
        "setMyCommands" => set_commands(&mut state.profile, params),
        "getMyCommands" => scope(params)
            .map(|key| state.profile.commands.get(&key).cloned().unwrap_or_else(|| json!([]))),
        "deleteMyCommands" => scope(params).map(|key| {
            state.profile.commands.remove(&key);
            json!(true)
        }),
        "setMyName" => set_text(&mut state.profile.names, params, "name", NAME_CHARS_MAX),
        "setMyDescription" => {
            set_text(&mut state.profile.descriptions, params, "description", DESCRIPTION_CHARS_MAX)
        }
        "setMyShortDescription" => set_text(
            &mut state.profile.short_descriptions,
            params,
            "short_description",
            SHORT_DESCRIPTION_CHARS_MAX,
        ),
        "getMyName" => get_text(&state.profile.names, params, "name"),
        "getMyDescription" => get_text(&state.profile.descriptions, params, "description"),
        "getMyShortDescription" => {
            get_text(&state.profile.short_descriptions, params, "short_description")
        }
        "setChatMenuButton" => set_menu_button(state, params),
        "setWebhook" | "deleteWebhook" => state.updates.set_webhook(params),
        "getWebhookInfo" => Ok(state.updates.webhook_info()),
        _ => return None,
    })
}

fn get_me(state: &State) -> Value {
    let mut me = state.bot_json();
    me["can_join_groups"] = json!(true);
    for key in [
        "can_read_all_group_messages",
        "supports_inline_queries",
        "can_connect_to_business",
        "has_main_web_app",
        "has_topics_enabled",
    ] {
        me[key] = json!(false);
    }
    me
}

fn language(params: &Params) -> Result<String, Refusal> {
    let code = params.text("language_code").unwrap_or_default();
    if code.is_empty() || (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())) {
        return Ok(code);
    }
    Err(Refusal::bad_request("invalid language code specified"))
}

fn scope(params: &Params) -> Result<(String, String), Refusal> {
    let scope = params.nested("scope").map_err(|error| Refusal::new(400, &error))?;
    let kind = scope.as_ref().and_then(|scope| scope["type"].as_str()).unwrap_or("default");
    let known = [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ];
    if !known.contains(&kind) {
        return Err(Refusal::bad_request(
            "can't parse BotCommandScope: unsupported type specified",
        ));
    }
    let scope = scope.as_ref().filter(|_| kind != "default").map(Value::to_string);
    Ok((language(params)?, scope.unwrap_or_default()))
}

fn set_commands(profile: &mut Profile, params: &Params) -> Outcome {
    let commands = params.nested("commands").map_err(|error| Refusal::new(400, &error))?;
    let Some(list) = commands.as_ref().and_then(Value::as_array) else {
        return Err(Refusal::bad_request("expected an Array of BotCommand"));
    };
    if list.len() > COMMANDS_MAX {
        return Err(Refusal::bad_request("BOT_COMMANDS_TOO_MUCH"));
    }
    for command in list {
        let (Some(name), Some(description)) =
            (command["command"].as_str(), command["description"].as_str())
        else {
            return Err(Refusal::bad_request("can't parse BotCommand: Can't find field"));
        };
        let name = name.strip_prefix('/').unwrap_or(name);
        let fine = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if name.is_empty() || name.len() > 32 || !name.bytes().all(fine) {
            return Err(Refusal::bad_request("BOT_COMMAND_INVALID"));
        }
        if !(1..=256).contains(&description.trim().chars().count()) {
            return Err(Refusal::bad_request("BOT_COMMAND_DESCRIPTION_INVALID"));
        }
    }
    let key = scope(params)?;
    profile.commands.insert(key, json!(list));
    Ok(json!(true))
}

fn set_text(
    texts: &mut BTreeMap<String, String>,
    params: &Params,
    field: &str,
    chars_max: usize,
) -> Outcome {
    let text = params.text(field).unwrap_or_default();
    if text.chars().count() > chars_max {
        return Err(Refusal::bad_request(&format!("bot {field} is too long")));
    }
    texts.insert(language(params)?, text);
    Ok(json!(true))
}

fn get_text(texts: &BTreeMap<String, String>, params: &Params, field: &str) -> Outcome {
    let text = texts.get(&language(params)?).or_else(|| texts.get(""));
    Ok(json!({ field: text.cloned().unwrap_or_default() }))
}

fn set_menu_button(state: &mut State, params: &Params) -> Outcome {
    let chat = params.integer("chat_id").unwrap_or_default();
    if chat != 0 && !state.chats.contains_key(&chat) {
        return Err(Refusal::bad_request("private chat not found"));
    }
    let button = params.nested("menu_button").map_err(|error| Refusal::new(400, &error))?;
    let button = button.unwrap_or_else(|| json!({"type": "default"}));
    if !matches!(button["type"].as_str(), Some("default" | "commands" | "web_app")) {
        return Err(Refusal::bad_request(
            "can't parse menu button: MenuButton has unsupported type",
        ));
    }
    state.profile.menu_buttons.insert(chat, button);
    Ok(json!(true))
}
