//! Faults and gates.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::{Call, Fault, User, limits::Limits};
use super::{Bot, BotApi};

fn hello(user: &User) -> Value {
    json!({"chat_id": user.id(), "text": "hello"})
}

#[tokio::test]
async fn the_next_calls_are_refused() {
    let tg = BotApi::start();
    let (bot, anna, boris) = (Bot::new(&tg), tg.user("Anna"), tg.user("Boris"));
    let fault = tg.fault(Fault::too_many_requests(3).on("SENDMESSAGE").in_chat(anna.id()).times(2));
    bot.does("sendMessage", hello(&boris)).await;
    let (status, body) = bot.call("sendMessage", hello(&anna)).await;
    assert_eq!(status, 429);
    assert_eq!(
        body,
        json!({"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 3",
               "parameters": {"retry_after": 3}})
    );
    assert_eq!(tg.impatient_calls(), 0);
    bot.fails("sendMessage", hello(&anna), 429).await;
    bot.does("sendMessage", hello(&anna)).await;
    tg.fault_met(fault, 2).await;
    assert_eq!((tg.fault_hits(fault), tg.impatient_calls()), (2, 2));
    assert_eq!((anna.times_told("hello"), boris.times_told("hello")), (1, 1));

    tg.fault(Fault::blocked().after(1));
    tg.fault(Fault::bad_request("MESSAGE_ID_INVALID").after(1));
    bot.does("sendMessage", hello(&anna)).await;
    let description = bot.fails("sendMessage", hello(&anna), 403).await;
    assert_eq!(description, "Forbidden: bot was blocked by the user");
    let description = bot.fails("sendMessage", hello(&anna), 400).await;
    assert_eq!(description, "Bad Request: MESSAGE_ID_INVALID");
}

#[tokio::test]
async fn a_server_error_is_a_page() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    tg.fault(Fault::server_error(502).always());
    let response = bot.request("sendMessage").json(&hello(&anna)).send().await.unwrap();
    assert_eq!(response.status().as_u16(), 502);
    assert!(response.text().await.unwrap().contains("nginx"));
    bot.does("getUpdates", json!({})).await;
    tg.clear_faults();
    bot.does("sendMessage", hello(&anna)).await;
    assert_eq!(tg.calls("sendMessage")[0].status, Some(502));
}

#[tokio::test]
async fn an_answer_may_never_come_though_the_message_was_sent() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    tg.fault(Fault::no_answer());
    let request = bot.request("sendMessage").json(&hello(&anna));
    let error = request.timeout(Duration::from_millis(200)).send().await.unwrap_err();
    assert!(error.is_timeout());
    tg.fault(Fault::closed_after_applying());
    assert!(!bot.try_call("sendMessage", hello(&anna)).await.unwrap_err().is_timeout());
    assert_eq!(anna.times_told("hello"), 2);
    let calls = tg.calls("sendMessage");
    assert!(calls.iter().all(|call| call.applied && call.status.is_none()));
    bot.does("sendMessage", hello(&anna)).await;
}

#[tokio::test]
async fn a_reset_call_has_no_effect() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    bot.does("getMe", json!({})).await;
    tg.fault(Fault::reset_before_applying().on("sendMessage"));
    let error = bot.try_call("sendMessage", hello(&anna)).await.unwrap_err();
    assert!(format!("{error:?}").contains("ConnectionReset"), "{error:?}");
    assert_eq!(anna.times_told("hello"), 0);
    bot.does("sendMessage", hello(&anna)).await;
}

#[tokio::test]
async fn chance_is_repeatable() {
    let mut runs = vec![];
    for seed in [1, 1, 2] {
        let tg = BotApi::start();
        let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
        tg.fault(Fault::refused(500, "Internal Server Error").with_chance(0.3, seed));
        let mut refused = vec![];
        for _ in 0..40 {
            refused.push(bot.call("sendMessage", hello(&anna)).await.0 == 500);
        }
        runs.push(refused);
    }
    assert_eq!(runs[0], runs[1]);
    assert_ne!(runs[0], runs[2]);
    assert!((4..24).contains(&runs[0].iter().filter(|refused| **refused).count()));
}

#[tokio::test]
async fn gates_hold_calls_before_and_after_their_effect() {
    let tg = BotApi::start();
    let (bot, anna, boris) = (Bot::new(&tg), tg.user("Anna"), tg.user("Boris"));
    let send = |params: Value| {
        let bot = bot.clone();
        tokio::spawn(async move { bot.does("sendMessage", params).await })
    };
    let hold = tg.hold("sendMessage");
    let calls = [send(hello(&anna)), send(hello(&anna))];
    hold.reached(2).await;
    assert_eq!((hold.held(), anna.times_told("hello")), (2, 0));
    hold.release();
    for call in calls {
        call.await.unwrap();
    }
    assert_eq!(anna.times_told("hello"), 2);

    let hold = tg.hold_answers("sendMessage");
    let call = send(hello(&anna));
    hold.reached(1).await;
    assert_eq!(anna.times_told("hello"), 3);
    assert_eq!(tg.calls("sendMessage")[2].status, None);
    drop(hold);
    call.await.unwrap();

    let hold = tg.hold_in_chat("sendMessage", anna.id());
    let call = send(hello(&anna));
    hold.reached(1).await;
    bot.does("sendMessage", hello(&boris)).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    hold.release();
    bot.does("sendMessage", hello(&boris)).await;
}

#[tokio::test]
async fn limits_can_be_enforced() {
    let tg = BotApi::start();
    let (bot, users) = (Bot::new(&tg), tg.users(8));
    bot.does("sendMessage", hello(&users[0])).await;
    let mut limits = Limits::new(5, 2, 1);
    let mut refused = |user: usize, arrived_ms: u64| {
        let arrived = Duration::from_millis(arrived_ms);
        let chat = Some(users[user].id());
        limits.refuses(&Call { arrived, chat, ..tg.calls("sendMessage")[0].clone() }).is_some()
    };
    let attempts = [(0, 0), (0, 1), (0, 2), (1, 3), (2, 4), (3, 5), (4, 6), (0, 999), (0, 1000)];
    let outcomes = attempts.map(|(user, arrived_ms)| refused(user, arrived_ms));
    assert_eq!(outcomes, [false, false, true, false, false, false, true, true, false]);

    tg.enforce_limits(0, 0, 9);
    let (status, body) = bot.call("sendMessage", hello(&users[0])).await;
    assert_eq!((status, body["parameters"]["retry_after"].as_u64()), (429, Some(9)));
    bot.does("sendChatAction", json!({"chat_id": users[0].id(), "action": "typing"})).await;
    assert_eq!(tg.impatient_calls(), 1);
}
