//! Runs what tries the bot's reliability, and prints what came out as one table.
//!
//! ```text
//! cargo run --release --example faults                            every row in its short form
//! cargo run --release --example faults -- --long                  in the long form: hours
//! cargo run --release --example faults -- --only kill             the rows whose name has the word
//! cargo run --release --example faults -- --bench ../shared/bench the load driver's rows as well
//! ```
//!
//! Each row is a command of its own, which can be run alone; a line of it that begins with `figures: `
//! is what the table says. A command that fails has its row say so, and the exit code is 1.

use std::error::Error;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

use clap::Parser;

/// The beginning of a line that the table takes over.
const FIGURES: &str = "figures: ";

#[derive(Parser)]
struct Arguments {
    /// The long form of every row
    #[arg(long)]
    long: bool,
    /// Only rows whose name has this word
    #[arg(long, default_value = "")]
    only: String,
    /// The folder of the load driver, whose rows need it
    #[arg(long)]
    bench: Option<PathBuf>,
}

/// A row: what is tried, and the command in its short and its long form.
struct Row {
    what: &'static str,
    short: &'static str,
    long: &'static str,
}

/// `VARIABLE=value` before a command sets its environment, as in a shell.
const ROWS: &[Row] = &[
    Row {
        what: "killed with SIGKILL at chosen moments of sending and acknowledging",
        short: "KILL_SEEDS=4 cargo test --release --test telegram -- --ignored --nocapture killed_a_thousand",
        long: "KILL_SEEDS=400 cargo test --release --test telegram -- --ignored --nocapture killed_a_thousand",
    },
    Row {
        what: "synchronised before acknowledged or answered, by system call",
        short: "cargo test --release --test telegram -- --ignored --nocapture synchronised",
        long: "cargo test --release --test telegram -- --ignored --nocapture synchronised",
    },
    Row {
        what: "commits of 1, 64 and 512 chats at once, turns included",
        short: "cargo run --release --example store_commits -- turns",
        long: "cargo run --release --example store_commits -- turns",
    },
    Row {
        what: "power cut at every call of a short life, unsynchronised writes dropped or torn",
        short: "CRAMPBOT_TEST_ONE_OF=20 cargo test --release --test store -- --ignored --nocapture a_power_cut_at_any_call",
        long: "cargo test --release --test store -- --ignored --nocapture a_power_cut_at_any_call",
    },
    Row {
        what: "power cut in a long life, with journals written over",
        short: "CRAMPBOT_TEST_ONE_OF=200 cargo test --release --test store -- --ignored --nocapture a_power_cut_in_a_long_life",
        long: "cargo test --release --test store -- --ignored --nocapture a_power_cut_in_a_long_life",
    },
    Row {
        what: "simulated weeks with crashes, faults, storms, a full disk and a wrong clock",
        short: "cargo run --release --example simulate",
        long: "cargo run --release --example simulate -- --seeds 1000000",
    },
    Row {
        what: "sabotage of the disk and of Telegram that the simulation must notice",
        short: "cargo run --release --example simulate -- --sabotage",
        long: "cargo run --release --example simulate -- --sabotage",
    },
    Row {
        what: "panics in turns",
        short: "cargo test --release --test telegram -- --nocapture one_turn_in_a_hundred",
        long: "cargo test --release --test telegram -- --nocapture one_turn_in_a_hundred",
    },
    Row {
        what: "a storm of reminders due at once, simulated clock",
        short: "cargo run --release --example simulate -- --storm 100000",
        long: "cargo run --release --example simulate -- --storm 1000000",
    },
    Row {
        what: "killed while rewriting and backing up",
        short: "CRAMPBOT_TEST_ROUNDS=20 cargo test --release --test store -- --nocapture a_kill_while_rewriting",
        long: "CRAMPBOT_TEST_ROUNDS=200 cargo test --release --test store -- --nocapture a_kill_while_rewriting",
    },
    Row {
        what: "killed while restoring",
        short: "CRAMPBOT_TEST_ROUNDS=20 cargo test --release --test store -- --nocapture a_kill_while_restoring",
        long: "CRAMPBOT_TEST_ROUNDS=200 cargo test --release --test store -- --nocapture a_kill_while_restoring",
    },
    Row {
        what: "canary names, texts and the token in the log at trace level",
        short: "CRAMPBOT_TEST_LINES=20000 cargo test --release --test telegram -- --nocapture not_in_all_that",
        long: "CRAMPBOT_TEST_LINES=1000000 cargo test --release --test telegram -- --nocapture not_in_all_that",
    },
];

/// Settings of the load driver.
const LOADS: &[&str] = &["", "--api-latency-ms 50", "--fault-429-rate 0.02 --fault-500-rate 0.02"];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::parse();
    println!("| what | what came out | command |\n| --- | --- | --- |");
    let mut code = ExitCode::SUCCESS;
    for Row { what, short, long } in ROWS.iter().filter(|row| row.what.contains(&arguments.only)) {
        let command = if arguments.long { long } else { short };
        let figures = figures(command)?;
        if figures.is_none() {
            code = ExitCode::FAILURE;
        }
        println!("| {what} | {} | `{command}` |", figures.as_deref().unwrap_or("**FAILED**"));
    }
    for settings in LOADS.iter().filter(|_| arguments.bench.is_some()) {
        let bench =
            arguments.bench.iter().map(|bench| bench.display().to_string()).collect::<String>();
        let bot = r#"sh -c 'exec target/release/crampbot run --data "$PEER_DATA" --flood-limit 0'"#;
        let command = format!(
            "cargo build --release --quiet && export LOAD_ARGS='{settings}' && \
             LABEL=crampbot {bench}/run-bot.sh {bot} && PEERS=teloxide {bench}/run-peers.sh"
        );
        // It prints tables of its own.
        println!("\n`{settings}`\n");
        if !shell(&command).status()?.success() {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// The figures that a command prints; `None` when it fails or prints none.
fn figures(command: &str) -> Result<Option<String>, Box<dyn Error>> {
    let output = shell(command).stderr(Stdio::inherit()).output()?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<&str> =
        printed.lines().filter_map(|line| line.strip_prefix(FIGURES)).collect();
    Ok((output.status.success() && !figures.is_empty()).then(|| figures.join("; ")))
}

fn shell(command: &str) -> Command {
    eprintln!("{command}");
    let mut shell = Command::new("sh");
    shell.args(["-c", command]);
    shell
}
