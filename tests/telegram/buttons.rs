//! Presses: twice, forged, foreign, stale, on what is gone. One effect at most, and one answer each.

use crate::bench::{Bench, option, state_of, taps, words};
use crate::botapi::BotProcess;

#[tokio::test]
async fn two_presses_at_once_have_one_effect() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    let presses = [(); 3].map(|()| taps(&anna, &gate, "no"));
    anna.expects_screen().await.has(&words("timing-ask"));
    bench.ends_well(&bot).await;
    let mut notes = vec![];
    for press in &presses {
        assert_eq!(press.answers(), 1);
        notes.push(press.answered().await.0);
    }
    assert_eq!(notes, [String::new(), words("stale-button"), words("stale-button")]);
    // The screen is where it was: no second message.
    assert_eq!(anna.received().len(), 1, "{}", bench.tg.transcript());
    let state = state_of(&bench.store(), &anna);
    assert_eq!((state.at.as_deref(), state.trail.len()), (Some("cramp.timing"), 1));
}

/// The second press reaches the bot while the answer to the first is still on its way.
#[tokio::test]
async fn a_second_press_before_the_answer_to_the_first() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    let hold = bench.tg.hold("editMessageText");
    let first = taps(&anna, &gate, "no");
    hold.reached(1).await;
    let second = taps(&anna, &gate, "chest");
    assert_eq!(second.answered().await.0, words("stale-button"));
    hold.release();
    anna.expects_screen().await.has(&words("timing-ask"));
    bench.ends_well(&bot).await;
    assert_eq!((first.answers(), second.answers()), (1, 1));
    assert!(!state_of(&bench.store(), &anna).answers.contains_key("sign"));
}

#[tokio::test]
async fn an_old_button_gets_a_kind_note_and_the_current_question() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    anna.says("it was at night");
    anna.expects_screen().await;
    anna.says("/cramp");
    anna.expects_screen().await.has(&words("where-ask"));
    let press = taps(&anna, &gate, "chest");
    assert_eq!(press.answered().await, (words("stale-button"), false));
    anna.expects_screen().await.has(&words("where-ask"));
    bench.ends_well(&bot).await;
    assert_eq!(gate.text, anna.message(gate.message_id).unwrap().text, "the old one stays");
    assert!(state_of(&bench.store(), &anna).answers.is_empty());
}

#[tokio::test]
async fn forged_data_has_no_effect() {
    let bench = Bench::new();
    let bot = bench.start();
    let (anna, boris) = (bench.tg.user("Anna").lang("en"), bench.tg.user("Boris").lang("en"));
    boris.says("/cramp");
    let foreign = boris.expects_screen().await;
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    let real = option(&gate, "no");
    let (number, _) = real.split_once('~').unwrap();
    let forged = [
        String::new(),
        "~".into(),
        "~~~~~~".into(),
        "x".repeat(64),
        "x".repeat(4096),
        format!("{real}{}", "~1".repeat(2000)),
        format!("{number}~cramp.gate~such"),
        format!("{number}~cramp.answer~yes"),
        format!("{number}~cramp.where~calf"),
        format!("{number}~no.such~no"),
        format!("-{real}"),
        format!("{real}~x"),
        format!(" {real}"),
        real.replace("gate", "g\u{430}te"),
        "18446744073709551616~cramp.gate~no".into(),
        "999~cramp.gate~no".into(),
        "0~about.sources~no_such_option".into(),
        "0~bedtime.send~no_such_option~1".into(),
        foreign.data()[0].to_owned(),
        "<b>&\u{202e}\u{0}".into(),
    ];
    for data in &forged {
        let press = anna.presses_data(gate.message_id, data);
        assert_eq!(press.answered().await.0, words("stale-button"), "{data:?}");
    }
    taps(&anna, &gate, "no");
    anna.expects_screen().await.has(&words("timing-ask"));
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), 1, "{}", bench.tg.transcript());
    let state = state_of(&bench.store(), &anna);
    assert_eq!((state.at.as_deref(), state.trail.len()), (Some("cramp.timing"), 1));
}

/// Pages and dates that a button brings along are not trusted either.
#[tokio::test]
async fn forged_pages_and_evenings_are_harmless() {
    let bench = Bench::new();
    let bot = BotProcess::spawn(bench.command().args(["--flood-limit", "0"]));
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("/sources");
    let sources = anna.expects_screen().await;
    let far = ["-1", "0", "77", "4294967295", "9223372036854775807", "-9223372036854775808"];
    for page in far {
        for step in ["about.sources", "about.why", "about.history"] {
            for way in ["next", "previous"] {
                let data = format!("0~{step}~{way}~{page}");
                assert!(data.len() <= 64, "{data}");
                let press = anna.presses_data(sources.message_id, &data);
                press.answered().await;
            }
        }
        for answer in ["done", "later", "not_tonight", "off"] {
            let data = format!("0~bedtime.send~{answer}~{page}");
            anna.presses_data(sources.message_id, &data).answered().await;
        }
    }
    anna.says("/cramp");
    anna.expects(&words("where-ask")).await;
    bench.tg.acknowledged().await;
    bot.terminate();
    bot.exits_with(0).await;
    bench.has_finished();
    for refused in bench.tg.bad_requests() {
        let why = refused.answer["description"].as_str().unwrap();
        assert!(why.contains("message is not modified"), "{refused:#?}");
    }
    assert!(!state_of(&bench.store(), &anna).reminder.on);
}

#[tokio::test]
async fn a_press_on_a_deleted_message_is_answered_in_a_new_one() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    anna.deletes(gate.message_id);
    let press = taps(&anna, &gate, "no");
    let timing = anna.expects_screen().await;
    timing.has(&words("timing-ask"));
    assert!(timing.message_id > gate.message_id);
    // From there on the new message is the screen.
    taps(&anna, &timing, "night");
    let context = anna.expects_screen().await;
    assert_eq!(context.message_id, timing.message_id);
    bench.tg.acknowledged().await;
    bot.terminate();
    bot.exits_with(0).await;
    bench.has_finished();
    assert_eq!(press.answers(), 1);
    let refused: Vec<_> = bench.tg.bad_requests().into_iter().map(|call| call.method).collect();
    assert_eq!(refused, ["editMessageText"]);
}

/// Telegram refuses the answer; the conversation does not care.
#[tokio::test]
async fn a_press_too_old_to_be_answered_still_counts() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    let hold = bench.tg.hold("answerCallbackQuery");
    let press = taps(&anna, &gate, "no");
    hold.reached(1).await;
    press.expire();
    hold.release();
    anna.expects_screen().await.has(&words("timing-ask"));
    bench.tg.acknowledged().await;
    bot.terminate();
    bot.exits_with(0).await;
    bench.has_finished();
    assert_eq!((press.answers(), bench.tg.bad_requests().len()), (0, 1));
}

/// Ticking and unticking, faster than the screen follows: what is kept is what was pressed.
#[tokio::test]
async fn ticks_are_counted_one_by_one() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("cramp in my calf at night");
    let gate = anna.expects_screen().await;
    taps(&anna, &gate, "no");
    let context = anna.expects_screen().await;
    context.has(&words("context-ask"));
    let ticks = ["age60", "alcohol", "age60", "varicose", "alcohol", "alcohol"];
    let presses = ticks.map(|value| taps(&anna, &context, value));
    bench.ends_well(&bot).await;
    assert!(presses.iter().all(|press| press.answers() == 1));
    let state = state_of(&bench.store(), &anna);
    let kept: Vec<_> = state.answers["context"].iter().map(String::as_str).collect();
    assert_eq!(kept, ["alcohol", "varicose"]);
    assert_eq!(anna.received().len(), 1);
}
