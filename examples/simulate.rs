//! Runs the whole bot in a simulated world, one seed after the other, until something breaks.
//!
//! ```text
//! cargo run --release --example simulate -- --seeds 1000000
//! cargo run --release --example simulate -- --from 4711 --seeds 1     one seed again
//! cargo run --release --example simulate -- --sabotage               sees that faults are noticed
//! cargo run --release --example simulate -- --storm 1000000          reminders due at once
//! ```
//!
//! Seeds are spread over `--threads` (all cores). What happened is printed in the end.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "what cannot go on has failed, and some panics are simulated"
)]

#[path = "../tests/simulation/sim/mod.rs"]
mod sim;

use std::num::NonZeroU32;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::time::Instant;

use clap::Parser;
use crampbot::service::run::Service;
use sim::storm::storm;
use sim::{Figures, Sabotage, expect_panics, run};

#[derive(Parser)]
struct Arguments {
    /// The first seed
    #[arg(long, default_value_t = 0)]
    from: u64,
    /// How many seeds
    #[arg(long, default_value_t = 2000)]
    seeds: u64,
    /// How many at a time [default: as many as there are cores]
    #[arg(long)]
    threads: Option<usize>,
    /// Break the disk and Telegram on purpose, and tell which seed notices
    #[arg(long)]
    sabotage: bool,
    /// Let so many reminders be due at once instead
    #[arg(long)]
    storm: Option<u64>,
    /// How many reminders are sent in a second
    #[arg(long, default_value_t = Service::REMINDERS_PER_SECOND)]
    pace: NonZeroU32,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    expect_panics();
    if let Some(reminders) = arguments.storm {
        println!("figures: {}", storm(reminders, arguments.pace));
        return ExitCode::SUCCESS;
    }
    if arguments.sabotage { sabotage(&arguments) } else { survive(&arguments) }
}

fn survive(arguments: &Arguments) -> ExitCode {
    let start = Instant::now();
    let (next, end) = (AtomicU64::new(arguments.from), arguments.from + arguments.seeds);
    let (found, outcomes) = channel();
    let work = || loop {
        let seed = next.fetch_add(1, Ordering::Relaxed);
        let outcome = (seed < end).then(|| run(seed, Sabotage::None));
        // Whoever counts has seen a violation and wants no more.
        if outcome.is_none_or(|outcome| found.send(outcome).is_err()) {
            return;
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut figures = Figures::default();
    let violation = std::thread::scope(|scope| {
        for _ in 0..arguments.threads.unwrap_or(cores) {
            scope.spawn(work);
        }
        for outcome in outcomes.into_iter().take(usize::try_from(arguments.seeds).unwrap_or(0)) {
            match outcome {
                Ok(outcome) => {
                    if arguments.seeds == 1 {
                        println!("trace {:016x}", outcome.hash);
                    }
                    figures.add(&outcome.figures);
                }
                Err(violation) => return Some(violation),
            }
        }
        None
    });
    if let Some(violation) = violation {
        eprintln!("{violation}");
        return ExitCode::FAILURE;
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("figures: {} seeds in {seconds:.0} s, no violation: {figures}", arguments.seeds);
    ExitCode::SUCCESS
}

fn sabotage(arguments: &Arguments) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for sabotage in Sabotage::ALL {
        let mut seeds = arguments.from..arguments.from + arguments.seeds;
        if let Some(violation) = seeds.find_map(|seed| run(seed, sabotage).err()) {
            println!("{violation}");
            println!("figures: {sabotage:?} noticed after {} seeds", seeds.start - arguments.from);
        } else {
            println!("{sabotage:?}: not noticed by {} seeds", arguments.seeds);
            code = ExitCode::FAILURE;
        }
    }
    code
}
