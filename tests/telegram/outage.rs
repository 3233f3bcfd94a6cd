//! The network goes away in the middle, and comes back.

use crate::bench::{Bench, words};
use crate::plan::{Plan, Random, arrived, expected, repeats};

#[tokio::test]
async fn everything_arrives_after_an_outage() {
    let bench = Bench::new();
    let random = &mut Random::new(9);
    let plan = Plan::send(&bench.tg, random, 20, 200);
    let bot = bench.start();
    let outages = 3;
    for outage in 1..=outages {
        bench.tg.called("sendMessage", outage * plan.messages() / 5).await;
        bench.tg.stop();
        bench.tg.restart();
    }
    bench.tg.acknowledged().await;
    bench.tg.called("sendMessage", plan.messages()).await;
    for (user, oracle) in plan.users.iter().zip(&plan.expected) {
        for _ in 0..oracle.shown.len() {
            user.expects_screen().await;
        }
    }
    bot.terminate();
    bot.exits_with(0).await;
    bench.has_finished();
    let (store, calls) = (bench.store(), bench.tg.all_calls());
    let mut all = 0;
    for (user, oracle) in plan.users.iter().zip(&plan.expected) {
        oracle.matches(&store, user, "after the outage");
        let repeated = repeats(&expected(oracle), &arrived(&calls, user)).unwrap();
        assert!(repeated <= outages, "{repeated} repeats in one chat");
        all += repeated;
    }
    println!("{all} repeats in {outages} outages");
}

#[tokio::test]
async fn what_is_written_during_an_outage_is_answered_in_order() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("/cramp");
    anna.expects_screen().await;
    bench.tg.stop();
    anna.says("cramp in my calf");
    anna.says("/history");
    anna.says("/sources");
    bot.logs("trying again until it works").await;
    bench.tg.restart();
    // The outage may have swallowed Telegram's word on the first screen: that one may come again.
    anna.expects(&words("first-calf")).await;
    anna.expects(&words("place-calf")).await;
    anna.expects(&words("sources-text")).await;
    bench.ends_well(&bot).await;
    assert!(matches!(anna.received().len(), 4 | 5), "{}", anna.received().len());
}

/// The answer is on its way when the network goes: not lost, and the next turn does not overtake it.
#[tokio::test]
async fn an_answer_caught_by_an_outage() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let hold = bench.tg.hold("sendMessage");
    anna.says("cramp in my calf");
    hold.reached(1).await;
    anna.says("/sources");
    bench.tg.acknowledged().await;
    bench.tg.stop();
    hold.release();
    bot.logs("waits: ").await;
    bench.tg.restart();
    anna.expects_screen().await.has(&words("first-calf"));
    anna.expects_screen().await.has(&words("sources-text"));
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), 2);
}
