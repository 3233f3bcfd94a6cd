//! `getUpdates`.

use serde_json::{Value, json};

use super::{Bot, BotApi};

#[tokio::test]
async fn updates_stay_until_a_later_offset_passes_them() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let ids: Vec<_> = (0..5).map(|n| anna.says(&n.to_string()).update_id).collect();
    assert_eq!(bot.update_ids(json!({})).await, ids);
    assert_eq!(bot.update_ids(json!({"limit": 2})).await, ids[..2]);
    assert_eq!(bot.update_ids(json!({"offset": ids[1]})).await, ids[1..]);
    assert_eq!(bot.update_ids(json!({"offset": 0})).await, ids[1..]);
    assert_eq!(tg.updates_unacknowledged(), ids[1..]);
    assert_eq!((tg.times_handed_out(ids[0]), tg.times_handed_out(ids[4])), (2, 3));
    assert_eq!(bot.update_ids(json!({"offset": ids[4] + 1})).await, [] as [i64; 0]);
    tg.acknowledged().await;
}

#[tokio::test]
async fn a_negative_offset_forgets_all_but_the_last() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let ids: Vec<_> = (0..5).map(|n| anna.says(&n.to_string()).update_id).collect();
    assert_eq!(bot.update_ids(json!({"offset": -2})).await, ids[3..]);
    assert_eq!(tg.updates_unacknowledged(), ids[3..]);
    assert_eq!(bot.update_ids(json!({"offset": -9})).await, ids[3..]);
}

#[tokio::test]
async fn the_limit_stays_between_1_and_100() {
    let tg = BotApi::start();
    let bot = Bot::new(&tg);
    tg.queue_burst(1, &tg.users(3), 120);
    assert_eq!(bot.update_ids(json!({})).await.len(), 100);
    assert_eq!(bot.update_ids(json!({"limit": 1000})).await.len(), 100);
    assert_eq!(bot.update_ids(json!({"limit": 0})).await.len(), 1);
}

#[tokio::test]
async fn a_long_poll_ends_with_the_first_update_or_with_its_time() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let poll = tokio::spawn(async move { bot.update_ids(json!({"timeout": 50})).await });
    tg.called("getUpdates", 1).await;
    let said = anna.says("hi");
    assert_eq!(poll.await.unwrap(), [said.update_id]);
    let after = json!({"offset": said.update_id + 1, "timeout": 1});
    assert_eq!(Bot::new(&tg).update_ids(after).await, [] as [i64; 0]);
}

#[tokio::test]
async fn the_older_of_two_pollers_is_in_conflict() {
    let tg = BotApi::start();
    let (old, new, anna) = (Bot::new(&tg), Bot::new(&tg), tg.user("Anna"));
    let wait = || json!({"timeout": 50});
    let old = tokio::spawn(async move { old.fails("getUpdates", wait(), 409).await });
    tg.called("getUpdates", 1).await;
    let new = tokio::spawn(async move { new.update_ids(wait()).await });
    assert_eq!(
        old.await.unwrap(),
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance \
         is running"
    );
    let said = anna.says("hi");
    assert_eq!(new.await.unwrap(), [said.update_id]);
}

#[tokio::test]
async fn only_allowed_kinds_are_queued() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    bot.update_ids(json!({"allowed_updates": ["message"]})).await;
    let said = anna.says("hi");
    assert_eq!(anna.edits(&said, "hello").update_id, 0);
    let raw = tg.sends_update(json!({"purchased_paid_media": {}}));
    assert_eq!(bot.update_ids(json!({})).await, [said.update_id, raw]);
    assert_eq!(tg.withheld()[0]["edited_message"]["text"], "hello");
    bot.update_ids(json!({"allowed_updates": []})).await;
    let edited = anna.edits(&said, "hey").update_id;
    assert_eq!(bot.update_ids(json!({"offset": edited})).await, [edited]);
}

#[tokio::test]
async fn a_webhook_stops_polling() {
    let tg = BotApi::start();
    let bot = Bot::new(&tg);
    bot.does("setWebhook", json!({"url": "https://example.org/hook"})).await;
    assert_eq!(bot.does("getWebhookInfo", json!({})).await["url"], "https://example.org/hook");
    let refused = bot.fails("getUpdates", json!({}), 409).await;
    assert!(refused.contains("webhook is active"));
    tg.user("Anna").says("hi");
    bot.does("deleteWebhook", json!({})).await;
    assert_eq!(bot.does("getWebhookInfo", json!({})).await["pending_update_count"], 1);
    bot.does("deleteWebhook", json!({"drop_pending_updates": true})).await;
    assert_eq!(bot.does("getUpdates", json!({})).await, Value::Array(vec![]));
}

#[tokio::test]
async fn ids_may_start_anew() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    tg.set_next_update_id(42);
    assert_eq!(anna.says("hi").update_id, 42);
    assert_eq!(bot.update_ids(json!({"offset": 500_000_001})).await, [42]);
    assert_eq!(bot.update_ids(json!({"offset": 43})).await, [] as [i64; 0]);
}

#[tokio::test]
async fn a_burst_is_served_quickly() {
    let tg = BotApi::start();
    let (bot, users) = (Bot::new(&tg), tg.users(50));
    let said = tg.queue_burst(7, &users, 600);
    let mut texts: Vec<_> = said.iter().map(|said| said.text.clone()).collect();
    let mut offset = 0;
    for said in &said {
        let bot = bot.clone();
        if said.update_id >= offset {
            let batch = bot.update_ids(json!({"offset": offset})).await;
            offset = batch.last().unwrap() + 1;
        }
        bot.does("sendMessage", json!({"chat_id": said.chat_id, "text": said.text})).await;
    }
    bot.update_ids(json!({"offset": offset})).await;
    tg.acknowledged().await;
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), 600);
    assert!(said.iter().all(|said| {
        let user = users.iter().find(|user| user.id() == said.chat_id).unwrap();
        user.times_told(&said.text) >= 1
    }));
}
