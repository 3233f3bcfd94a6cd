//! Groups, channels, and people who block the bot.

use crampbot::store::Store;
use serde_json::json;

use crate::bench::{Bench, state_of, taps, words};
use crate::botapi::Group;

fn bot_said(group: &Group) -> Vec<String> {
    let messages = group.messages().into_iter().filter(|message| message.from_bot);
    messages.map(|message| message.text).collect()
}

#[tokio::test]
async fn a_group_gets_one_short_answer_and_a_channel_none() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let tg = &bench.tg;
    let (family, runners, news) =
        (tg.group("Family"), tg.supergroup("Runners"), tg.channel("News"));
    family.adds_bot(&anna);
    for _ in 0..30 {
        anna.says_in(&family, "/start");
    }
    news.adds_bot(&anna);
    anna.says_in(&runners, "cramp in my calf and chest pain");
    news.posts("Cramps: what is new");
    runners.posts("from an anonymous admin");
    bench.ends_well(&bot).await;
    let only = [words("not-private")];
    assert_eq!(bot_said(&family), only);
    assert_eq!(bot_said(&runners), only);
    assert_eq!(bot_said(&news), [] as [String; 0]);
    assert_eq!(anna.received(), []);
    let store = bench.store();
    for chat in [family.id(), runners.id(), news.id()] {
        assert_eq!(store.records(chat, None, 9).unwrap(), []);
    }
    assert_eq!(store.state(anna.id()).unwrap(), None);
}

#[tokio::test]
async fn a_press_in_a_group_is_answered_and_moves_nobody() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let family = bench.tg.group("Family");
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    let data = gate.data()[0].to_owned();
    let press = anna.presses_in(&family, gate.message_id, &data);
    press.answered().await;
    bench.ends_well(&bot).await;
    assert_eq!(press.answers(), 1);
    assert_eq!(bot_said(&family), [words("not-private")]);
    assert_eq!(state_of(&bench.store(), &anna).at.as_deref(), Some("cramp.gate"));
}

/// A bot that answers other bots, or that somebody joined, would talk for ever.
#[tokio::test]
async fn bots_and_events_in_groups_get_none() {
    let bench = Bench::new();
    let bot = bench.start();
    let family = bench.tg.group("Family");
    let chat = json!({"id": family.id(), "type": "group", "title": "Family"});
    let robot = json!({"id": 5, "is_bot": true, "first_name": "Robot"});
    let anna = json!({"id": 6, "is_bot": false, "first_name": "Anna"});
    let message = |from, key: &str, content| json!({"message": {"message_id": 9, "date": 1, "chat": chat, "from": from, key: content}});
    bench.tg.sends_update(message(&robot, "text", json!("hello, fellow bot")));
    bench.tg.sends_update(message(&robot, "from_the_future", json!({"x": 1})));
    bench.tg.sends_update(message(&anna, "new_chat_title", json!("Clan")));
    bench.tg.sends_update(message(&anna, "new_chat_members", json!([anna])));
    bench.tg.sends_update(message(&anna, "left_chat_member", anna.clone()));
    bench.tg.acknowledged().await;
    bench.ends_well(&bot).await;
    assert_eq!(bot_said(&family), [] as [String; 0]);
}

#[tokio::test]
async fn removed_from_a_group_it_says_nothing_there() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let family = bench.tg.group("Family");
    family.removes_bot(&anna);
    bench.tg.acknowledged().await;
    bench.ends_well(&bot).await;
    assert_eq!(bot_said(&family), [] as [String; 0]);
    assert_eq!(bench.tg.calls("sendMessage").len(), 0);
}

#[tokio::test]
async fn somebody_who_blocks_the_bot_gets_no_reminders_until_they_write_again() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("/remind 22:30 Europe/Berlin");
    anna.expects_screen().await;
    anna.blocks_bot();
    bench.ends_well(&bot).await;
    let state = state_of(&bench.store(), &anna);
    assert!(state.reminder.on && state.timers.is_empty());
    assert_eq!(bench.store().next_due().unwrap(), None);

    let bot = bench.start();
    anna.unblocks_bot();
    anna.says("cramp in my calf");
    anna.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
    let state = state_of(&bench.store(), &anna);
    assert!(state.timers.keys().any(|name| name.contains('-')), "{:?}", state.timers);
}

/// The answer meets 403: given up, the conversation kept, nobody else held up.
#[tokio::test]
async fn an_answer_to_somebody_who_has_just_blocked_the_bot() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let boris = bench.tg.user("Boris").lang("en");
    anna.says("/remind 22:30 Europe/Berlin");
    anna.says("cramp in my calf");
    anna.blocks_bot();
    boris.says("cramp in my calf");
    let bot = bench.start();
    boris.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
    assert_eq!(anna.received(), []);
    let state = state_of(&bench.store(), &anna);
    assert_eq!(state.at.as_deref(), Some("cramp.gate"));
    assert!(!state.timers.contains_key("bed-time"), "{:?}", state.timers);

    // Back again, in the middle of the conversation.
    anna.unblocks_bot();
    let bot = bench.start();
    anna.says("hello?");
    let gate = anna.expects_screen().await;
    gate.has(&words("gate-ask"));
    taps(&anna, &gate, "no").answered().await;
    bench.ends_well(&bot).await;
}
