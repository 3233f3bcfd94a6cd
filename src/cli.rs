//! The command line: what each subcommand starts. Owns no logic of its own.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::channel::telegram::Api;
use crate::config::{Settings, TelegramSettings};
use crate::dialogue::Script;
use crate::dialogue::hear::{Understanding, hear, labels_of_line};
use crate::library::Folder;
use crate::service::turn::Turns;
use crate::service::{chat, clock, run};
use crate::store::SledStore;

/// First aid for muscle cramps, in a chat.
///
/// With `TELOXIDE_TOKEN` set it serves Telegram, without it opens a chat in the terminal.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve Telegram (needs `TELOXIDE_TOKEN`)
    Run,
    /// Chat in the terminal; a transcript may be piped in
    Chat {
        /// Language to begin with, such as en, ru or es
        #[arg(long, default_value = "en")]
        lang: String,
    },
    /// Show what is heard in a sentence, and by which rule
    Hear {
        /// The sentence; with --json, lines `lang<TAB>text` come from standard input
        #[arg(required_unless_present = "json", conflicts_with = "json")]
        text: Option<String>,
        /// Its language
        #[arg(long, default_value = "en")]
        lang: String,
        /// One JSON object a line; turns of a conversation are split by ` || `
        #[arg(long)]
        json: bool,
    },
    /// Check a dialogues folder and print all problems
    Check {
        /// The folder [default: --dialogues, else the one inside the binary]
        dir: Option<PathBuf>,
    },
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log();
    match dispatch(&cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("crampbot: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Logs to standard error at `info`, or as `RUST_LOG` says; our own lines only, whatever it says:
/// those of libraries may hold addresses with the token, and sled's hold all that is kept.
fn start_log() {
    let ours = env_logger::Env::default().default_filter_or("crampbot=info");
    let logger = env_logger::Builder::from_env(ours).build();
    log::set_max_level(logger.filter());
    if log::set_boxed_logger(Box::new(OwnLines(logger))).is_err() {
        eprintln!("crampbot: somebody logs already");
    }
    // A panic's own words may quote a message; its place does not.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        log::error!("a bug was hit at {place}");
    }));
}

struct OwnLines(env_logger::Logger);

impl log::Log for OwnLines {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.target().starts_with("crampbot") && self.0.enabled(metadata)
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            self.0.log(record);
        }
    }

    fn flush(&self) {
        self.0.flush();
    }
}

fn dispatch(cli: &Cli) -> anyhow::Result<ExitCode> {
    let settings = &cli.settings;
    let telegram = TelegramSettings::from_env();
    match (&cli.command, telegram) {
        (Some(Command::Check { dir }), _) => {
            check(dir.as_deref().or(settings.dialogues.as_deref()))
        }
        (Some(Command::Hear { text, lang, .. }), _) => {
            let script = load(settings.dialogues.as_deref())?;
            match text {
                Some(text) => {
                    let before = Understanding::default();
                    println!("{}", hear(&script.lexicon, lang, text, &before));
                    Ok(ExitCode::SUCCESS)
                }
                None => hear_lines(&script),
            }
        }
        (Some(Command::Chat { lang }), _) => open_chat(settings, lang),
        (None, None) => {
            eprintln!(
                "Chatting here in the terminal. To serve Telegram, get a token from @BotFather and run: TELOXIDE_TOKEN=… crampbot"
            );
            open_chat(settings, "en")
        }
        (Some(Command::Run) | None, Some(telegram)) => serve(settings, &telegram),
        (Some(Command::Run), None) => anyhow::bail!(
            "there is no token: get one from @BotFather and set TELOXIDE_TOKEN (or run `crampbot chat`)"
        ),
    }
}

fn check(dir: Option<&Path>) -> anyhow::Result<ExitCode> {
    let folder = dir.map_or_else(|| Ok(Folder::embedded()), Folder::read)?;
    let (script, problems) = folder.compile();
    for problem in &problems {
        println!("{problem}");
    }
    match script {
        Some(script) if problems.is_empty() => {
            println!(
                "no problems: {} steps, {} blocks, {} sources, languages: {}",
                script.steps.len(),
                script.blocks.len(),
                script.sources.len(),
                script.words.languages().collect::<Vec<_>>().join(", ")
            );
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            println!("{} problems", problems.len());
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Every line gets an answer: labels, or what is wrong with the line.
fn hear_lines(script: &Script) -> anyhow::Result<ExitCode> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut input = std::io::stdin().lock();
    let mut bytes = Vec::new();
    while input.read_until(b'\n', &mut bytes)? > 0 {
        let line = String::from_utf8_lossy(&bytes);
        match labels_of_line(&script.lexicon, line.trim_end_matches(['\n', '\r'])) {
            Ok(labels) => writeln!(out, "{}", serde_json::to_string(&labels)?)?,
            Err(error) => writeln!(out, "{}", serde_json::json!({ "error": error.to_string() }))?,
        }
        bytes.clear();
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn open_chat(settings: &Settings, language: &str) -> anyhow::Result<ExitCode> {
    let turns = open_turns(settings)?;
    chat::terminal(turns, &clock::system(), language)?;
    Ok(ExitCode::SUCCESS)
}

fn serve(settings: &Settings, telegram: &TelegramSettings) -> anyhow::Result<ExitCode> {
    let api = Api::new(&telegram.token, telegram.address.as_deref())?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime cannot be started")?;
    runtime.block_on(async {
        let stop = stop_signal()?;
        let open = || open_turns(settings);
        run::telegram(api, open, clock::system(), settings.service(), stop).await
    })?;
    Ok(ExitCode::SUCCESS)
}

fn open_turns(settings: &Settings) -> anyhow::Result<Turns<SledStore>> {
    let script = load(settings.dialogues.as_deref())?;
    let data = settings.data_folder()?;
    let store = SledStore::open(&data)?;
    Ok(Turns::new(Arc::new(script), store)?)
}

fn load(dir: Option<&Path>) -> anyhow::Result<Script> {
    let folder = dir.map_or_else(|| Ok(Folder::embedded()), Folder::read)?;
    match folder.compile() {
        (Some(script), problems) if problems.is_empty() => Ok(script),
        (_, problems) => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            anyhow::bail!("the dialogues have {} problems; nothing was started", problems.len())
        }
    }
}

/// Resolves at SIGINT or SIGTERM.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        #[cfg(unix)]
        let terminated = terminate.recv();
        #[cfg(not(unix))]
        let terminated = std::future::pending::<Option<()>>();
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminated => {}
        }
    })
}
