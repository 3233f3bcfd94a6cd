//! Delivery by webhook.

use std::sync::{Arc, Mutex};

use axum::{Json, Router, http::HeaderMap, http::StatusCode, routing::post};
use serde_json::{Value, json};

use super::super::webhook::Delivery;
use super::{Bot, BotApi};

/// Notes every update with its secret, and refuses the first two.
async fn receiver() -> (String, Arc<Mutex<Vec<(String, Value)>>>) {
    let received = Arc::new(Mutex::new(vec![]));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let seen = Arc::clone(&received);
    let accept = move |headers: HeaderMap, Json(update): Json<Value>| async move {
        let secret = headers["X-Telegram-Bot-Api-Secret-Token"].to_str().unwrap().to_owned();
        let mut seen = seen.lock().unwrap();
        seen.push((secret, update));
        if seen.len() > 2 { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
    };
    let app = Router::new().route("/hook", post(accept));
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    (url, received)
}

#[tokio::test]
async fn updates_are_posted_until_they_are_accepted() {
    let tg = BotApi::start();
    let (bot, anna, boris) = (Bot::new(&tg), tg.user("Anna"), tg.user("Boris"));
    let (url, received) = receiver().await;
    let ids = [&anna, &anna, &boris, &anna].map(|user| user.says("hi").update_id);
    let hook = json!({"url": url, "secret_token": "s3cret", "max_connections": 1});
    bot.does("setWebhook", hook).await;
    tg.acknowledged().await;
    let received = received.lock().unwrap().clone();
    assert!(received.iter().all(|(secret, _)| secret == "s3cret"));
    let of = |user: i64| {
        let theirs = received.iter().skip(2).map(|(_, update)| update);
        let theirs = theirs.filter(move |update| update["message"]["chat"]["id"] == user);
        theirs.map(|update| update["update_id"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert!(of(anna.id()).is_sorted());
    let mut all = [of(anna.id()), of(boris.id())].concat();
    all.sort_unstable();
    assert_eq!(all, ids);
    assert_eq!(tg.webhook_deliveries().len(), 6);
    assert_eq!(tg.webhook_deliveries()[0], Delivery { update_id: ids[0], status: Some(503) });
    let error = bot.does("getWebhookInfo", json!({})).await["last_error_message"].clone();
    assert_eq!(error, "Wrong response from the webhook: 503");
}

#[tokio::test]
async fn a_secret_has_its_letters() {
    let tg = BotApi::start();
    let hook = json!({"url": "http://127.0.0.1:9/", "secret_token": "no spaces"});
    Bot::new(&tg).fails("setWebhook", hook, 400).await;
    let hook = json!({"url": "http://127.0.0.1:9/", "secret_token": "a-b_c"});
    Bot::new(&tg).does("setWebhook", hook).await;
    let id = tg.user("Anna").says("hi").update_id;
    tg.webhook_tried(2).await;
    assert_eq!(tg.webhook_deliveries()[1], Delivery { update_id: id, status: None });
    assert_eq!(tg.updates_unacknowledged(), [id]);
}
