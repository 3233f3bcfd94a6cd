//! Telegram and the network misbehave, one call at a time: the answer arrives all the same.

use crate::bench::{Bench, taps, words};
use crate::botapi::Fault;
use crate::plan::{Plan, Random, arrived, expected, repeats};

#[tokio::test]
async fn it_waits_as_long_as_it_is_told() {
    let bench = Bench::new();
    let bot = bench.start();
    let (anna, boris) = (bench.tg.user("Anna").lang("en"), bench.tg.user("Boris").lang("en"));
    let in_her_chat = Fault::too_many_requests(2).on("sendMessage").in_chat(anna.id());
    let fault = bench.tg.fault(in_her_chat.times(1));
    anna.says("cramp in my calf");
    bench.tg.fault_met(fault, 1).await;
    // Nobody else waits with her.
    boris.says("cramp in my calf");
    boris.expects_screen().await;
    assert_eq!(anna.received(), []);
    let gate = anna.expects_screen().await;
    gate.has(&words("first-calf"));
    bench.tg.fault(Fault::too_many_requests(1).on("editMessageText"));
    bench.tg.fault(Fault::too_many_requests(1).on("answerCallbackQuery"));
    let press = taps(&anna, &gate, "no");
    anna.expects_screen().await.has(&words("timing-ask"));
    press.answered().await;
    bench.ends_well(&bot).await;
    assert_eq!((bench.tg.impatient_calls(), press.answers()), (0, 1));
    assert_eq!(anna.received().len(), 1);
}

#[tokio::test]
async fn telegrams_own_limits_are_met_with_patience() {
    let bench = Bench::new();
    let users = bench.tg.users(12);
    bench.tg.enforce_limits(6, 1, 1);
    for user in &users {
        user.says("cramp in my calf");
    }
    let bot = bench.start();
    for user in &users {
        user.expects_screen().await.has(&words("first-calf"));
    }
    bench.ends_well(&bot).await;
    assert_eq!(bench.tg.impatient_calls(), 0);
    assert!(users.iter().all(|user| user.received().len() == 1));
}

/// Not applied, so tried again: exactly one message.
#[tokio::test]
async fn failures_before_the_message_exists() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let faults = [
        Fault::server_error(502),
        Fault::server_error(504),
        Fault::refused(500, "Internal Server Error"),
        Fault::reset_before_applying(),
        Fault::too_many_requests(0),
    ];
    for fault in &faults {
        let before = anna.received().len();
        let number = bench.tg.fault(fault.clone().on("sendMessage"));
        anna.says("/sources");
        anna.expects_screen().await.has(&words("sources-text"));
        assert_eq!(bench.tg.fault_hits(number), 1, "{fault:?}");
        assert_eq!(anna.received().len(), before + 1, "{fault:?}");
    }
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), faults.len());
}

/// Applied, but nobody knows: the message comes twice rather than never; an edit only once.
#[tokio::test]
async fn failures_after_the_message_exists() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    bench.tg.fault(Fault::closed_after_applying().on("sendMessage"));
    anna.says("cramp in my calf");
    anna.expects_screen().await;
    let gate = anna.expects_screen().await;
    bench.tg.fault(Fault::closed_after_applying().on("editMessageText"));
    let press = taps(&anna, &gate, "no");
    anna.expects_screen().await.has(&words("timing-ask"));
    press.answered().await;
    bench.tg.acknowledged().await;
    bot.terminate();
    bot.exits_with(0).await;
    bench.has_finished();
    assert_eq!((anna.received().len(), anna.unseen().len()), (2, 0));
    let refused: Vec<_> = bench.tg.bad_requests().into_iter().map(|call| call.method).collect();
    assert_eq!(refused, ["editMessageText"], "not modified");
}

/// The connection stays open and silent: given up after a while, and sent again.
#[tokio::test]
async fn no_answer_at_all() {
    let bench = Bench::new();
    bench.tg.set_patience(std::time::Duration::from_secs(60));
    let bot = bench.start();
    let (anna, boris) = (bench.tg.user("Anna").lang("en"), bench.tg.user("Boris").lang("en"));
    let silence = bench.tg.fault(Fault::no_answer().on("sendMessage").in_chat(anna.id()));
    anna.says("cramp in my calf");
    bench.tg.fault_met(silence, 1).await;
    boris.says("cramp in my calf");
    boris.expects_screen().await;
    anna.expects_screen().await;
    anna.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
    assert_eq!((anna.received().len(), boris.received().len()), (2, 1));
}

/// A message that Telegram does not take is dropped, and the conversation goes on.
#[tokio::test]
async fn a_refused_message_holds_up_nobody() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    bench.tg.fault(Fault::bad_request("can't parse entities").on("sendMessage"));
    anna.says("cramp in my calf");
    anna.says("hello?");
    anna.expects_screen().await.has(&words("gate-ask"));
    bot.logs("is refused and dropped").await;
    bench.tg.acknowledged().await;
    bot.terminate();
    bot.exits_with(0).await;
    bench.has_finished();
    assert_eq!(anna.received().len(), 1);
}

#[tokio::test]
async fn polls_that_fail() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let faults = [
        Fault::server_error(502),
        Fault::reset_before_applying(),
        Fault::too_many_requests(1),
        // Handed out, but the answer is lost: handed out again, counted once.
        Fault::closed_after_applying(),
        Fault::refused(500, "Internal Server Error"),
    ];
    for (number, fault) in faults.into_iter().enumerate() {
        bench.tg.fault(fault.on("getUpdates"));
        let said = anna.says("/history");
        let bot = bench.start();
        anna.expects_screen().await.has(&words("history-empty"));
        bench.ends_well(&bot).await;
        assert_eq!(anna.received().len(), number + 1);
        assert_eq!(bench.tg.times_handed_out(said.update_id), 1 + usize::from(number == 3));
    }
}

/// Every fourth call fails in some way that leaves no trace: everything arrives once, in order.
#[tokio::test]
async fn a_storm_of_failures() {
    for seed in 0..4 {
        let bench = Bench::new();
        bench.tg.set_patience(std::time::Duration::from_secs(60));
        let plan = Plan::send(&bench.tg, &mut Random::new(seed), 12, 120);
        bench.tg.fault(Fault::server_error(502).with_chance(0.12, seed));
        bench.tg.fault(Fault::reset_before_applying().with_chance(0.08, seed + 100));
        bench.tg.fault(Fault::too_many_requests(1).with_chance(0.02, seed + 200));
        bench.tg.fault(Fault::server_error(502).on("getUpdates").with_chance(0.2, seed + 300));
        let bot = bench.start();
        bench.tg.acknowledged().await;
        bench.tg.called("sendMessage", plan.messages()).await;
        for user in &plan.users {
            // Whoever's messages fail last is waited for as long as it takes.
            let oracle =
                &plan.expected[plan.users.iter().position(|u| u.id() == user.id()).unwrap()];
            for _ in 0..oracle.shown.len() {
                user.expects_screen().await;
            }
        }
        bench.tg.clear_faults();
        bot.terminate();
        bot.exits_with(0).await;
        bench.has_finished();
        let (store, calls) = (bench.store(), bench.tg.all_calls());
        for (user, oracle) in plan.users.iter().zip(&plan.expected) {
            oracle.matches(&store, user, "after the storm");
            assert_eq!(repeats(&expected(oracle), &arrived(&calls, user)), Ok(0), "seed {seed}");
        }
        assert!(plan.presses.iter().all(|press| press.answers() == 1));
        assert_eq!(bench.tg.impatient_calls(), 0);
    }
}
