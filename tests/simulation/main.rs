//! The whole bot, deterministically: crashes, faults and storms in virtual time.
#![cfg(test)]

mod sim;

use std::ops::Range;

use std::num::NonZeroU32;
use std::time::Duration;

use sim::storm::storm;
use sim::{Figures, Sabotage, expect_panics, run};

/// Seeds that every change is tried on; `cargo run --release --example simulate` tries any number.
const SEEDS: u64 = 2000;

fn survive(seeds: Range<u64>) {
    expect_panics();
    let mut figures = Figures::default();
    for seed in seeds.clone() {
        match run(seed, Sabotage::None) {
            Ok(outcome) => figures.add(&outcome.figures),
            Err(violation) => panic!("{violation}"),
        }
    }
    println!("figures: seeds {seeds:?}: {figures}");
}

// In parts, so that each has a core of its own where there are some.
#[test]
fn no_seed_breaks_the_bot_1() {
    survive(0..SEEDS / 4);
}

#[test]
fn no_seed_breaks_the_bot_2() {
    survive(SEEDS / 4..SEEDS / 2);
}

#[test]
fn no_seed_breaks_the_bot_3() {
    survive(SEEDS / 2..SEEDS * 3 / 4);
}

#[test]
fn no_seed_breaks_the_bot_4() {
    survive(SEEDS * 3 / 4..SEEDS);
}

#[test]
fn a_seed_is_the_same_run_every_time() {
    expect_panics();
    let mut hashes = std::collections::BTreeSet::new();
    for seed in (0..40).chain(800..805).chain([991]) {
        let first = run(seed, Sabotage::None);
        assert_eq!(first, run(seed, Sabotage::None), "seed {seed}");
        hashes.extend(first.map(|outcome| outcome.hash));
    }
    assert_eq!(hashes.len(), 46, "every seed is another run");
}

/// A bot, a disk or a Telegram with such a fault does not get through many seeds.
#[test]
fn every_sabotage_is_noticed() {
    expect_panics();
    let out_of_turn = ["not the next message", "before the commit"].as_slice();
    let leaks = ["not the next message", "before the commit", "not come to rest"].as_slice();
    let complaints =
        [&["is lost"], ["is lost"].as_slice(), &["is handled twice"], out_of_turn, leaks];
    for (sabotage, complaints) in Sabotage::ALL.into_iter().zip(complaints) {
        let noticed = (0..200).find_map(|seed| run(seed, sabotage).err());
        let violation = noticed.unwrap_or_else(|| panic!("{sabotage:?} is not noticed"));
        let known = complaints.iter().any(|complaint| violation.contains(complaint));
        assert!(known, "{sabotage:?}: {violation}");
        assert!(violation.contains("cargo run --release --example simulate -- --from"));
    }
}

#[test]
fn a_storm_of_reminders_keeps_its_pace_and_lets_people_through() {
    let storm = storm(3000, NonZeroU32::new(25).unwrap());
    println!("{storm}");
    assert_eq!((storm.sent, storm.skipped), (3000, 0));
    assert!(storm.most_in_a_second <= 25);
    assert!(storm.lasted >= Duration::from_secs(3000 / 25));
    assert!(storm.live_answers > 500);
    assert!(storm.live_p99 < Duration::from_secs(1));
}
