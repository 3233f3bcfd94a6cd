//! Paths, tokens, letter case, and the four ways to give parameters.

use serde_json::json;

use super::{Bot, BotApi};

#[tokio::test]
async fn parameters_come_in_four_ways() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let chat = anna.id().to_string();
    let markup = r#"{"inline_keyboard":[[{"text":"A","callback_data":"a"}]]}"#;
    let pairs = [("chat_id", chat.as_str()), ("text", "a+b & ü"), ("reply_markup", markup)];
    let query = bot.http.get(format!("{}/sendmessage", bot.base)).query(&pairs);
    let form = bot
        .request("SENDMESSAGE")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("chat_id={chat}&text=a%2Bb+%26+%C3%BC&reply_markup={markup}"));
    let parts = reqwest::multipart::Form::new()
        .text("chat_id", chat.clone())
        .text("text", "a+b & ü")
        .text("reply_markup", markup);
    let multipart = bot.request("SendMessage").multipart(parts);
    let json = bot.request("sendMessage").json(&json!({"chat_id": anna.id(), "text": "a+b & ü",
        "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}}));
    for request in [query, form, multipart, json] {
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        assert_eq!(response.headers()["content-type"], "application/json");
        anna.expects_button("A").await.has("a+b & ü");
    }
    let calls = tg.calls("SENDmessage");
    assert!(calls.iter().all(|call| call.method == "sendMessage" && call.text() == "a+b & ü"));
    assert!(calls.is_sorted_by_key(|call| call.order));
    assert!(calls.is_sorted_by_key(|call| call.arrived));
    assert!(calls.iter().all(|call| call.answered > Some(call.arrived)));
}

#[tokio::test]
async fn strangers_are_turned_away() {
    let tg = BotApi::start();
    let http = Bot::new(&tg).http;
    let token = tg.token();
    let cases = [
        ("/bot1:wrong/getMe".to_owned(), 401, "Unauthorized"),
        ("/botnonsense/getMe".to_owned(), 404, "Not Found"),
        (format!("/{token}/getMe"), 404, "Not Found"),
        (format!("/bot{token}"), 404, "Not Found"),
        (format!("/bot{token}/get/Me"), 404, "Not Found"),
        (format!("/bot{token}/sendMassage"), 404, "Not Found: method not found"),
    ];
    for (path, status, description) in cases {
        let response = http.get(format!("{}{path}", tg.url())).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{path}");
        let body: serde_json::Value = response.json().await.unwrap();
        let wanted = json!({"ok": false, "error_code": status, "description": description});
        assert_eq!(body, wanted, "{path}");
    }
    let response = http.put(format!("{}/bot{token}/getMe", tg.url())).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 405);
    let broken = Bot::new(&tg).request("sendMessage").header("content-type", "application/json");
    assert_eq!(broken.body("{").send().await.unwrap().status().as_u16(), 400);
}

/// The library the bot is built on understands every answer.
#[tokio::test]
async fn teloxide_understands_it() {
    use teloxide::{prelude::*, types::*};
    let tg = BotApi::start();
    let bot = teloxide::Bot::with_client(tg.token(), super::Bot::new(&tg).http)
        .set_api_url(tg.url().parse().unwrap());
    let anna = tg.user("Anna").lang("en");
    let chat = ChatId(anna.id());
    assert_eq!(bot.get_me().await.unwrap().username(), "simulated_cramp_bot");
    bot.set_my_commands([BotCommand::new("start", "Start")]).language_code("en").await.unwrap();
    let keys = InlineKeyboardMarkup::new([[InlineKeyboardButton::callback("A", "a")]]);
    let sent = bot
        .send_message(chat, "<b>hello</b>")
        .parse_mode(ParseMode::Html)
        .reply_markup(keys.clone())
        .await
        .unwrap();
    assert_eq!(sent.text(), Some("hello"));
    let sent = bot.edit_message_text(chat, sent.id, "bye").reply_markup(keys).await.unwrap();
    let again = bot
        .edit_message_text(chat, sent.id, "bye")
        .reply_markup(sent.reply_markup().unwrap().clone());
    let error = again.await.unwrap_err();
    assert!(format!("{error:?}").contains("MessageNotModified"), "{error:?}");
    let file = InputFile::memory("a,b\n").file_name("history.csv");
    let sent = bot.send_document(chat, file).caption("yours").await.unwrap();
    let id = sent.document().unwrap().file.id.clone();
    bot.send_document(chat, InputFile::file_id(id)).await.unwrap();
    let screen = anna.expects_file().await;
    assert_eq!(screen.file.as_ref().unwrap().name, "history.csv");
    assert_eq!(screen.file.unwrap().bytes.as_slice(), b"a,b\n");
    bot.get_chat(chat).await.unwrap();
    bot.get_webhook_info().await.unwrap();
    bot.set_chat_menu_button().menu_button(MenuButton::Commands).await.unwrap();
    bot.send_chat_action(chat, ChatAction::Typing).await.unwrap();

    anna.says("/start");
    anna.sends_sticker("😺");
    anna.sends_voice(1);
    anna.sends_photo("");
    anna.sends_document("x.pdf", "see");
    anna.shares_location(1.0, 2.0);
    anna.shares_contact("+1");
    let said = anna.says("x");
    anna.edits(&said, "y");
    anna.blocks_bot();
    anna.unblocks_bot();
    anna.says_in(&tg.supergroup("Runners"), "hi");
    tg.channel("News").posts("news");
    let press = anna.presses("A").await;
    anna.presses_data(99, "gone");
    let updates = bot.get_updates().await.unwrap();
    assert_eq!(updates.len(), 15);
    for update in &updates {
        let known = !matches!(update.kind, UpdateKind::Error(_));
        assert!(known, "{update:?}");
    }
    bot.answer_callback_query(CallbackQueryId(press.id.clone())).await.unwrap();
    assert_eq!(press.answered().await, (String::new(), false));

    tg.fault(super::super::Fault::too_many_requests(5));
    let error = bot.send_message(chat, "x").await.unwrap_err();
    assert!(format!("{error:?}").starts_with("RetryAfter"), "{error:?}");
    anna.blocks_bot();
    let error = bot.send_message(chat, "x").await.unwrap_err();
    assert!(format!("{error:?}").contains("BotBlocked"), "{error:?}");
}
