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

/// A row: what is tried, and by which command, with how much of it for `{}` in the short and the long form.
struct Row(&'static str, &'static str, [&'static str; 2]);

const ROWS: &[Row] = &[
    Row(
        "killed with SIGKILL at chosen moments of sending and acknowledging",
        "KILL_SEEDS={} cargo test --test telegram -- --ignored --nocapture killed_a_thousand",
        ["4", "400"],
    ),
    Row(
        "synchronised before acknowledged or answered, by system call",
        "cargo test --test telegram -- --ignored --nocapture synchronised",
        ["", ""],
    ),
    Row(
        "commits of 1, 64 and 512 chats at once, turns included",
        "cargo run --release --example store_commits -- turns",
        ["", ""],
    ),
    Row(
        "power cut in a short life, unsynchronised writes dropped or torn",
        "CRAMPBOT_TEST_ONE_OF={} cargo test --test store -- --ignored --nocapture a_power_cut_at_any_call",
        ["20", "1"],
    ),
    Row(
        "power cut in a long life, with journals written over",
        "CRAMPBOT_TEST_ONE_OF={} cargo test --test store -- --ignored --nocapture a_power_cut_in_a_long_life",
        ["200", "12"],
    ),
    Row(
        "simulated weeks with crashes, faults, storms, a full disk and a wrong clock",
        "cargo run --release --example simulate -- --seeds {}",
        ["2000", "1000000"],
    ),
    Row(
        "sabotage of the disk and of Telegram, which the simulation must notice",
        "cargo run --release --example simulate -- --sabotage",
        ["", ""],
    ),
    Row(
        "panics in turns",
        "cargo test --test telegram -- --nocapture one_turn_in_a_hundred",
        ["", ""],
    ),
    Row(
        "reminders due at once, simulated clock",
        "cargo run --release --example simulate -- --storm {}",
        ["100000", "1000000"],
    ),
    Row(
        "killed while rewriting and backing up",
        "CRAMPBOT_TEST_ROUNDS={} cargo test --test store -- --nocapture a_kill_while_rewriting",
        ["20", "200"],
    ),
    Row(
        "killed while restoring",
        "CRAMPBOT_TEST_ROUNDS={} cargo test --test store -- --nocapture a_kill_while_restoring",
        ["20", "200"],
    ),
    Row(
        "canary names, texts and the token in the log at trace level",
        "CRAMPBOT_TEST_LINES={} cargo test --test telegram -- --nocapture not_in_all_that",
        ["20000", "1000000"],
    ),
];

/// Settings of the load driver.
const LOADS: &[&str] = &["", "--api-latency-ms 50", "--fault-429-rate 0.02 --fault-500-rate 0.02"];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments = Arguments::parse();
    println!("| what | what came out | command |\n| --- | --- | --- |");
    let mut code = ExitCode::SUCCESS;
    for Row(what, command, [short, long]) in ROWS.iter().filter(|it| it.0.contains(&arguments.only))
    {
        let command = command.replace("{}", if arguments.long { long } else { short });
        let figures = figures(&command)?;
        if figures.is_none() {
            code = ExitCode::FAILURE;
        }
        println!("| {what} | {} | `{command}` |", figures.as_deref().unwrap_or("**FAILED**"));
    }
    let Some(bench) = arguments.bench else { return Ok(code) };
    let bench = bench.display();
    for settings in LOADS {
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
