//! Sending, editing, deleting, answering.

use serde_json::{Value, json};

use super::super::html;
use super::{Bot, BotApi, keyboard};

#[tokio::test]
async fn html_becomes_text_with_entities() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let text = "  😣 <b>Straighten <i>your</i> leg</b> &lt;now&gt; <a href=\"https://x.org/?a&amp;b\">why</a>\n";
    bot.does("sendMessage", json!({"chat_id": anna.id(), "text": text, "parse_mode": "HTML"}))
        .await;
    let screen = anna.expects_screen().await;
    assert_eq!(screen.text, "😣 Straighten your leg <now> why");
    screen.has_entity("bold", "Straighten your leg").has_entity("italic", "your");
    screen.has("Straighten").lacks("<b>");
    let link = screen.entities.iter().find(|entity| entity.kind == "text_link").unwrap();
    assert_eq!((link.text.as_str(), link.url.as_deref()), ("why", Some("https://x.org/?a&b")));
}

#[test]
fn broken_html_is_refused_in_telegrams_words() {
    let refused = [
        ("<x>", "Unsupported start tag \"x\" at byte offset 0"),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("1 < 2", "Unsupported start tag \"\" at byte offset 2"),
        ("1 < 2 > 1", "Unsupported start tag \"\" at byte offset 2"),
        ("<br/>", "Unsupported start tag \"br/\" at byte offset 0"),
        ("<b>x", "Can't find end tag corresponding to start tag \"b\""),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\"",
        ),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<a href=\"x>y</a>", "Unclosed start tag at byte offset 0"),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
    ];
    for (source, why) in refused {
        assert_eq!(html::parse(source), Err(why.to_owned()), "{source}");
    }
    let accepted = [
        ("a &amp; b &quot; &#39;&#x1F623; &nbsp; &", "a & b \" '😣 &nbsp; &"),
        ("<B>x</b ><pre><code class=\"language-rust\">y</code></pre>", "xy"),
        ("<blockquote expandable>q</blockquote><span class='tg-spoiler'>s</span>", "qs"),
        ("<tg-emoji emoji-id=\"5\">😣</tg-emoji><a href=\"nowhere\">x</a><b></b>", "😣x"),
        ("2 > 1", "2 > 1"),
    ];
    for (source, text) in accepted {
        assert_eq!(html::parse(source).unwrap().text, text, "{source}");
    }
}

#[tokio::test]
async fn texts_have_their_limits() {
    let tg = BotApi::start();
    let (bot, chat) = (Bot::new(&tg), tg.user("Anna").id());
    let refused = [
        (json!({"text": "x"}), "chat_id is empty"),
        (json!({"chat_id": 5, "text": "x"}), "chat not found"),
        (json!({"chat_id": chat}), "message text is empty"),
        (json!({"chat_id": chat, "text": " \n "}), "text must be non-empty"),
        (
            json!({"chat_id": chat, "text": "<b> </b>", "parse_mode": "HTML"}),
            "text must be non-empty",
        ),
        (json!({"chat_id": chat, "text": "😣".repeat(2049)}), "message is too long"),
        (json!({"chat_id": chat, "text": "x".repeat(40_000)}), "text is too long"),
        (
            json!({"chat_id": chat, "text": "<u", "parse_mode": "HTML"}),
            "can't parse entities: Unclosed start tag at byte offset 0",
        ),
        (json!({"chat_id": chat, "text": "x", "parse_mode": "RTF"}), "unsupported parse_mode"),
        (
            json!({"chat_id": chat, "text": "x", "reply_parameters": {"message_id": 99}}),
            "message to be replied not found",
        ),
    ];
    for (params, why) in refused {
        let description = bot.fails("sendMessage", params, 400).await;
        assert_eq!(description, format!("Bad Request: {why}"));
    }
    bot.does("sendMessage", json!({"chat_id": chat, "text": "😣".repeat(2048)})).await;
    let tags = "<b>x</b>".repeat(2000);
    bot.does("sendMessage", json!({"chat_id": chat, "text": tags, "parse_mode": "html"})).await;
    assert_eq!(tg.bad_requests().len(), 10);
}

#[tokio::test]
async fn keyboards_have_their_limits() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let button = |data: &str| json!({"text": "x", "callback_data": data});
    let rows = |rows: usize, columns: usize| json!({"inline_keyboard": vec![vec![button("d"); columns]; rows]});
    let one = |button: Value| json!({"inline_keyboard": [[button]]});
    let unallowed = "can't parse inline keyboard button: Text buttons are unallowed in the inline \
                     keyboard";
    let refused = [
        (json!("x"), "can't parse reply_markup JSON object"),
        (json!([]), "object expected as reply markup"),
        (json!({"inline_keyboard": 1}), "field \"inline_keyboard\" must be an Array of Arrays"),
        (rows(1, 9), "reply markup is too long"),
        (rows(13, 8), "reply markup is too long"),
        (one(button(&"é".repeat(33))), "BUTTON_DATA_INVALID"),
        (one(button("")), unallowed),
        (one(json!({"text": "x"})), unallowed),
        (
            one(json!({"callback_data": "d"})),
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            one(json!({"text": " ", "callback_data": "d"})),
            "inline keyboard button text must be non-empty",
        ),
        (
            one(json!({"text": "x", "url": "nowhere"})),
            "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (json!({"keyboard": [[""]]}), "keyboard button text must be non-empty"),
    ];
    let with = |markup| json!({"chat_id": anna.id(), "text": "x", "reply_markup": markup});
    for (markup, why) in refused {
        let description = bot.fails("sendMessage", with(markup), 400).await;
        assert_eq!(description, format!("Bad Request: {why}"));
    }
    assert!(anna.received().is_empty());
    bot.does("sendMessage", with(rows(12, 8))).await;
    bot.does("sendMessage", with(one(button(&"é".repeat(32))))).await;
    let keys = json!({"keyboard": [[{"text": "Where I am", "request_location": true}, "No"]]});
    bot.does("sendMessage", with(keys)).await;
    assert_eq!(anna.reply_keyboard(), [["Where I am", "No"]]);
    bot.does("sendMessage", with(json!({"remove_keyboard": true}))).await;
    assert!(anna.reply_keyboard().is_empty());
}

#[tokio::test]
async fn edits_change_what_is_seen() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let said = anna.says("hi");
    let with = |message_id: i64, text: &str, markup: &Value| json!({"chat_id": anna.id(), "message_id": message_id, "text": text, "reply_markup": markup});
    let keys = keyboard(&["Night", "Day"]);
    let sent = bot.does("sendMessage", with(0, "When?", &keys)).await;
    let id = sent["message_id"].as_i64().unwrap();
    let first = anna.expects_screen().await;
    first.has_button("Night").has_button("Day");
    assert_eq!((first.data(), first.edited), (vec!["night", "day"], false));
    assert_eq!(first.labels(), ["Night", "Day"]);

    let same = bot.fails("editMessageText", with(id, " When?", &keys), 400).await;
    assert!(same.starts_with("Bad Request: message is not modified: specified new"));
    for (id, why) in
        [(999, "message to edit not found"), (said.message_id, "message can't be edited")]
    {
        let description = bot.fails("editMessageText", with(id, "x", &keys), 400).await;
        assert_eq!(description, format!("Bad Request: {why}"));
    }
    let edited = bot.does("editMessageText", with(id, "Where?", &keyboard(&["Calf"]))).await;
    assert!(edited["edit_date"].is_number());
    anna.expects_button("Calf").await.has("Where?").lacks_button("Night");

    let markup = json!({"chat_id": anna.id(), "message_id": id});
    bot.does("editMessageReplyMarkup", markup.clone()).await;
    anna.expects_no_buttons(id).await;
    bot.fails("editMessageReplyMarkup", markup.clone(), 400).await;
    assert!(anna.unseen().is_empty());
    assert_eq!(anna.newest().unwrap().text, "Where?");

    bot.does("deleteMessage", markup.clone()).await;
    anna.expects_deletion(id).await;
    assert_eq!(anna.message(id), None);
    assert_eq!(anna.messages().len(), 1);
    assert_eq!(anna.times_told("When?"), 1);
    let description = bot.fails("deleteMessage", markup, 400).await;
    assert_eq!(description, "Bad Request: message to delete not found");
}

#[tokio::test]
async fn presses_are_answered_while_they_are_fresh() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let question =
        json!({"chat_id": anna.id(), "text": "When?", "reply_markup": keyboard(&["Night", "Day"])});
    let answer = |id: &str| json!({"callback_query_id": id, "text": "Noted"});
    bot.does("sendMessage", question).await;
    let press = anna.presses("Nig").await;
    let updates = bot.does("getUpdates", json!({})).await;
    assert_eq!(updates[0]["callback_query"]["data"], "night");
    assert_eq!(updates[0]["callback_query"]["message"]["text"], "When?");
    assert_eq!(press.answers(), 0);
    bot.does("answerCallbackQuery", answer(&press.id)).await;
    bot.does("answerCallbackQuery", answer(&press.id)).await;
    assert_eq!((press.answered().await, press.answers()), (("Noted".into(), false), 2));
    press.expire();
    for id in [press.id.as_str(), "7", ""] {
        let description = bot.fails("answerCallbackQuery", answer(id), 400).await;
        assert!(description.starts_with("Bad Request: query is too old"));
    }
}

#[tokio::test]
async fn chat_actions_are_seen() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    bot.does("sendChatAction", json!({"chat_id": anna.id(), "action": "typing"})).await;
    bot.fails("sendChatAction", json!({"chat_id": anna.id(), "action": "yawning"}), 400).await;
    assert_eq!(anna.chat_actions(), ["typing"]);
    let place = json!({"chat_id": anna.id(), "latitude": 47.4, "longitude": 8.5});
    bot.does("sendLocation", place).await;
    assert_eq!(anna.expects_screen().await.raw["location"]["latitude"], 47.4);
}
