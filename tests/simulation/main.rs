//! The whole bot, deterministically: crashes, faults and storms in virtual time.
#![cfg(test)]

mod sim;

use sim::{Figures, Sabotage, run};

/// Seeds that every change is tried on; `cargo run --release --example simulate` tries any number.
const SEEDS: u64 = 2000;

#[test]
fn no_seed_breaks_the_bot() {
    let mut figures = Figures::default();
    for seed in 0..SEEDS {
        match run(seed, Sabotage::None) {
            Ok(outcome) => figures.add(&outcome.figures),
            Err(violation) => panic!("{violation}"),
        }
    }
    println!("{figures:#?}");
}
