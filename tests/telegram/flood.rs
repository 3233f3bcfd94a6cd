//! Somebody writes far too much: one notice, then silence, but never for an emergency.

use crate::bench::{Bench, words};
use crate::botapi::BotProcess;

/// More than anybody types in a minute; all of it in one poll.
const FLOOD: usize = 80;
/// Messages a minute that are answered, as the operator says.
const ANSWERED: usize = 60;

#[tokio::test]
async fn a_flood_is_answered_with_one_notice_and_an_emergency_with_its_card() {
    let bench = Bench::new();
    let (anna, boris) = (bench.tg.user("Anna").lang("en"), bench.tg.user("Boris").lang("en"));
    for _ in 0..FLOOD {
        anna.says("/sources");
    }
    anna.says("chest pain");
    boris.says("cramp in my calf");
    let limit = ANSWERED.to_string();
    let bot = BotProcess::spawn(bench.command().args(["--flood-limit", &limit]));
    boris.expects_screen().await.has(&words("first-calf"));
    for _ in 0..ANSWERED {
        anna.expects_screen().await.has(&words("sources-text"));
    }
    anna.expects_screen().await.has(words("too-fast").lines().next().unwrap());
    anna.expects_screen().await.has(&words("number-unknown"));
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), ANSWERED + 2);
}

#[tokio::test]
async fn the_operator_may_lift_the_limit() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    for _ in 0..FLOOD {
        anna.says("/sources");
    }
    let bot = BotProcess::spawn(bench.command().args(["--flood-limit", "0"]));
    for _ in 0..FLOOD {
        anna.expects_screen().await.has(&words("sources-text"));
    }
    bench.ends_well(&bot).await;
}
