//! What people can send, and how it arrives.

use serde_json::json;

use super::super::{Group, Press, Said, Screen, wait};
use super::{Bot, BotApi, keyboard};

#[tokio::test]
async fn everything_a_person_can_send_arrives() {
    let tg = BotApi::start();
    let bot = Bot::new(&tg);
    let anna = tg.user("<b>An\u{202e}na</b>").surname("*_[").username("anna_k").lang("pt-br");
    let said: Said = anna.says("😣 /start and /help@x now");
    anna.sends_sticker("😺");
    anna.sends_voice(7);
    anna.sends_photo("my leg");
    anna.sends_document("scan.pdf", "");
    anna.shares_location(47.4, 8.5);
    anna.shares_contact("+41440000000");
    anna.sends(json!({"dice": {"emoji": "🎲", "value": 3}}));
    anna.edits(&said, "stop");
    anna.blocks_bot();
    anna.unblocks_bot();
    tg.sends_update(json!({"from_the_future": {"x": 1}}));
    anna.says(&"ы".repeat(32 << 10));
    let updates = bot.does("getUpdates", json!({})).await;
    let kinds = ["text", "sticker", "voice", "photo", "document", "location", "contact", "dice"];
    for (n, kind) in kinds.into_iter().enumerate() {
        assert!(!updates[n]["message"][kind].is_null(), "{kind}");
    }
    let first = &updates[0]["message"];
    assert_eq!(first["from"]["first_name"], "<b>An\u{202e}na</b>");
    assert_eq!(first["from"]["language_code"], "pt-br");
    assert_eq!(first["chat"]["type"], "private");
    assert_eq!(first["entities"][0], json!({"type": "bot_command", "offset": 3, "length": 6}));
    assert_eq!(first["entities"][1]["length"], 7);
    assert_eq!(updates[3]["message"]["caption"], "my leg");
    assert_eq!(updates[8]["edited_message"]["text"], "stop");
    assert_eq!(updates[9]["my_chat_member"]["new_chat_member"]["status"], "kicked");
    assert_eq!(updates[10]["my_chat_member"]["old_chat_member"]["status"], "kicked");
    assert_eq!(updates[11]["from_the_future"]["x"], 1);
    assert_eq!(updates[12]["message"]["text"].as_str().unwrap().len(), 64 << 10);
}

#[tokio::test]
async fn a_blocked_bot_cannot_write() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let hello = json!({"chat_id": anna.id(), "text": "hello"});
    anna.blocks_bot();
    let description = bot.fails("sendMessage", hello.clone(), 403).await;
    assert_eq!(description, "Forbidden: bot was blocked by the user");
    anna.unblocks_bot();
    bot.does("sendMessage", hello).await;
    assert_eq!(anna.times_told("hello"), 1);
}

#[tokio::test]
async fn groups_and_channels() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let chats: [Group; 3] = [tg.group("Family"), tg.supergroup("Runners"), tg.channel("News")];
    chats[0].adds_bot(&anna);
    anna.says_in(&chats[0], "/start");
    anna.says_in(&chats[1], "hi");
    chats[2].posts("news");
    let updates = bot.does("getUpdates", json!({})).await;
    assert_eq!(updates[0]["my_chat_member"]["chat"]["title"], "Family");
    assert_eq!(updates[1]["message"]["chat"]["type"], "group");
    assert_eq!(updates[2]["message"]["chat"]["type"], "supergroup");
    assert_eq!(updates[3]["channel_post"]["chat"]["type"], "channel");
    let hello =
        json!({"chat_id": chats[0].id(), "text": "hello", "reply_markup": keyboard(&["A"])});
    let sent = bot.does("sendMessage", hello.clone()).await;
    anna.presses_in(&chats[0], sent["message_id"].as_i64().unwrap(), "a");
    let pressed = bot.does("getUpdates", json!({"offset": -1})).await;
    assert_eq!(pressed[0]["callback_query"]["message"]["chat"]["title"], "Family");
    assert_eq!(chats[0].messages().last().unwrap().text, "hello");
    chats[0].removes_bot(&anna);
    let description = bot.fails("sendMessage", hello, 403).await;
    assert_eq!(description, "Forbidden: bot is not a member of the group chat");
}

#[tokio::test]
async fn old_and_forged_buttons() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let question =
        |label| json!({"chat_id": anna.id(), "text": label, "reply_markup": keyboard(&[label])});
    bot.does("sendMessage", question("Old")).await;
    let old: Screen = anna.expects_screen().await;
    bot.does("sendMessage", question("New")).await;
    anna.presses_on(&old, "Old");
    anna.presses_data(old.message_id, "1:forged");
    anna.deletes(old.message_id);
    anna.presses_on(&old, "Old");
    let newest: Press = anna.presses("New").await;
    anna.replies(&old, "that one");
    let updates = bot.does("getUpdates", json!({})).await;
    let query = |n: usize| &updates[n]["callback_query"];
    assert_eq!(
        (query(0)["data"].as_str(), query(1)["data"].as_str()),
        (Some("old"), Some("1:forged"))
    );
    assert_eq!(query(0)["message"]["text"], "Old");
    assert_eq!(
        (query(2)["message"]["date"].as_i64(), &query(2)["message"]["text"]),
        (Some(0), &json!(null))
    );
    assert_eq!(query(3)["message"]["text"], "New");
    assert_eq!(updates[3]["update_id"], newest.update_id);
    assert_eq!(updates[4]["message"]["reply_to_message"]["message_id"], old.message_id);
}

#[tokio::test]
async fn screens_come_in_order_and_once() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let later = {
        let bot = bot.clone();
        let chat = anna.id();
        tokio::spawn(async move {
            for text in ["one", "two", "three", "four"] {
                bot.does("sendMessage", json!({"chat_id": chat, "text": text})).await;
            }
        })
    };
    anna.expects_screen().await.has("one");
    anna.expects("three").await;
    later.await.unwrap();
    assert_eq!(anna.unseen().len(), 1);
    anna.clone().expects_screen().await.has("four");
    assert!(anna.unseen().is_empty());
}

/// No executor around it, and a failing wait tells the story.
#[test]
fn waits_work_in_plain_tests_and_explain_failures() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    anna.says("cramp in my calf");
    let hello = json!({"chat_id": anna.id(), "text": "hello", "reply_markup": keyboard(&["A"])});
    wait(bot.does("sendMessage", hello));
    wait(anna.expects("hello"));
    tg.set_patience(std::time::Duration::from_millis(50));
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        wait(anna.expects("goodbye"));
    }));
    let story = *failed.unwrap_err().downcast::<String>().unwrap();
    for part in ["people.rs:", "goodbye", "cramp in my calf", "sendMessage to Anna", "[A]"] {
        assert!(story.contains(part), "{part} is missing in {story}");
    }
    assert!(tg.transcript().contains("hello"));
}
