//! What the bot says about itself.

use serde_json::json;

use super::{Bot, BotApi};

#[tokio::test]
async fn commands_are_checked_and_kept_by_language() {
    let tg = BotApi::start();
    let bot = Bot::new(&tg);
    let start = json!([{"command": "start", "description": "Start"}]);
    bot.does("setMyCommands", json!({"commands": start})).await;
    bot.does("setMyCommands", json!({"commands": start.to_string(), "language_code": "ru"})).await;
    let private = json!({"type": "all_private_chats"});
    bot.does("setMyCommands", json!({"commands": [], "scope": private})).await;
    assert_eq!(bot.does("getMyCommands", json!({"language_code": "ru"})).await, start);
    assert_eq!(tg.profile().commands.len(), 3);
    assert_eq!(tg.profile().commands[&("ru".into(), String::new())], start);
    bot.does("deleteMyCommands", json!({"language_code": "ru"})).await;
    assert_eq!(bot.does("getMyCommands", json!({"language_code": "ru"})).await, json!([]));

    let one =
        |name: &str, about: &str| json!({"commands": [{"command": name, "description": about}]});
    let long = "x".repeat(257);
    let refused = [
        (one("Start", "x"), "BOT_COMMAND_INVALID"),
        (one("", "x"), "BOT_COMMAND_INVALID"),
        (one("наз", "x"), "BOT_COMMAND_INVALID"),
        (one(&"x".repeat(33), "x"), "BOT_COMMAND_INVALID"),
        (one("start", ""), "BOT_COMMAND_DESCRIPTION_INVALID"),
        (one("start", &long), "BOT_COMMAND_DESCRIPTION_INVALID"),
        (json!({"commands": "x"}), "can't parse commands JSON object"),
        (json!({"commands": start, "language_code": "eng"}), "invalid language code specified"),
    ];
    for (params, why) in refused {
        let description = bot.fails("setMyCommands", params, 400).await;
        assert_eq!(description, format!("Bad Request: {why}"));
    }
}

#[tokio::test]
async fn descriptions_and_menu() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    for (method, field, chars_max) in [
        ("MyDescription", "description", 512),
        ("MyShortDescription", "short_description", 120),
        ("MyName", "name", 64),
    ] {
        let text = "я".repeat(chars_max);
        let set = format!("set{method}");
        bot.does(&set, json!({field: text, "language_code": "ru"})).await;
        let got = bot.does(&format!("get{method}"), json!({"language_code": "ru"})).await;
        assert_eq!(got[field], json!(text));
        bot.fails(&set, json!({field: text + "я"}), 400).await;
    }
    let profile = tg.profile();
    assert_eq!(profile.descriptions["ru"].chars().count(), 512);
    assert_eq!(profile.short_descriptions["ru"].chars().count(), 120);
    assert_eq!(profile.names["ru"].chars().count(), 64);

    let commands = json!({"type": "commands"});
    bot.does("setChatMenuButton", json!({"menu_button": commands})).await;
    bot.does("setChatMenuButton", json!({"chat_id": anna.id()})).await;
    bot.fails("setChatMenuButton", json!({"menu_button": {"type": "soup"}}), 400).await;
    assert_eq!(tg.profile().menu_buttons[&0], commands);
    assert_eq!(tg.profile().menu_buttons[&anna.id()]["type"], "default");
    let chat = bot.does("getChat", json!({"chat_id": anna.id()})).await;
    assert_eq!(
        (chat["type"].as_str(), chat["first_name"].as_str()),
        (Some("private"), Some("Anna"))
    );
    let group = tg.group("Family");
    bot.does("leaveChat", json!({"chat_id": group.id()})).await;
    bot.fails("sendMessage", json!({"chat_id": group.id(), "text": "x"}), 403).await;
}
