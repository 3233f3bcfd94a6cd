//! Stopping and restarting on the same port.

use serde_json::json;

use super::{Bot, BotApi};

#[tokio::test]
async fn an_outage_cuts_everything_and_keeps_everything() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let hello = json!({"chat_id": anna.id(), "text": "hello"});
    bot.does("sendMessage", hello.clone()).await;
    let said = anna.says("before");
    let _hold = tg.hold("editMessageText");
    let polling = {
        let bot = bot.clone();
        let offset = said.update_id + 1;
        tokio::spawn(async move {
            bot.try_call("getUpdates", json!({"offset": offset, "timeout": 50})).await
        })
    };
    tg.called("getUpdates", 1).await;
    let held = {
        let bot = bot.clone();
        let edit = json!({"chat_id": anna.id(), "message_id": 1, "text": "never"});
        tokio::spawn(async move { bot.try_call("editMessageText", edit).await })
    };
    tg.called("editMessageText", 1).await;

    tg.stop();
    let later = anna.says("during");
    assert!(polling.await.unwrap().is_err());
    assert!(held.await.unwrap().is_err());
    let error = bot.try_call("sendMessage", hello.clone()).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(anna.times_told("hello"), 1);

    tg.restart();
    bot.does("sendMessage", hello).await;
    assert_eq!(bot.update_ids(json!({})).await, [later.update_id]);
    assert_eq!(anna.times_told("hello"), 2);
    assert!(!tg.calls("editMessageText")[0].applied);
}

#[tokio::test]
async fn it_may_happen_often() {
    let tg = BotApi::start();
    let (bot, url) = (Bot::new(&tg), tg.url());
    for _ in 0..20 {
        tg.stop();
        bot.try_call("getMe", json!({})).await.unwrap_err();
        assert!(Bot::new(&tg).try_call("getMe", json!({})).await.unwrap_err().is_connect());
        tg.restart();
        bot.does("getMe", json!({})).await;
    }
    assert_eq!(tg.url(), url);
}
