//! The command line: what each subcommand starts. Owns no logic of its own.

mod keep;
mod own;

use std::ffi::OsStr;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use clap::builder::Resettable;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::channel::telegram::Api;
use crate::config::{Settings, TelegramSettings};
use crate::dialogue::check as proof;
use crate::dialogue::hear::{Understanding, hear, labels_of_line};
use crate::dialogue::{self, Script};
use crate::library::Folder;
use crate::service::care::{Care, Carer, Plan};
use crate::service::page::{self, Watched};
use crate::service::sight::sight;
use crate::service::turn::Turns;
use crate::service::{chat, clock, drawings, rehearsal, run};
use crate::store::{Keeper, Origin, SledStore};

mod readability;
mod reviewed;

/// How long the thread that looks after the store may take to stop.
const CARE_STOPS_WITHIN: Duration = Duration::from_secs(1);

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
    /// Take a backup now; a running bot takes its own
    Backup {
        /// Folder for this one [default: --backups]
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
    /// Put a backup in the place of the store
    Restore {
        /// The backup [default: the newest whole one]
        file: Option<PathBuf>,
        /// Even if the store is whole; it is put aside
        #[arg(long)]
        replace: bool,
    },
    /// Print everything that is kept of a person
    Export {
        /// The number of their chat; 0 for the terminal
        #[arg(long, allow_negative_numbers = true)]
        user: i64,
        /// Their records as a table, instead of all as JSON
        #[arg(long)]
        csv: bool,
    },
    /// Read an export (JSON) back
    Import {
        /// The file
        file: PathBuf,
        /// The number of the chat that it will belong to; 0 for the terminal
        #[arg(long, allow_negative_numbers = true)]
        user: i64,
        /// Even if something is kept of that person already; it is deleted
        #[arg(long)]
        replace: bool,
    },
    /// Check a dialogues folder and print all problems
    Check {
        /// The folder [default: --dialogues, else the one inside the binary]
        dir: Option<PathBuf>,
        /// Print how hard each message of advice is to read
        #[arg(long)]
        readability: bool,
    },
    /// Show which translations wait to be compared with the original, or note that some were
    ///
    /// Needs --dialogues. Without messages it shows those that wait.
    Reviewed {
        /// The language translated to, such as ru
        lang: String,
        /// The messages whose translation says the same as the original
        messages: Vec<String>,
        /// All that wait
        #[arg(long, conflicts_with = "messages")]
        all: bool,
    },
}

/// Runs the command line.
pub fn main() -> ExitCode {
    let cli = read_command_line();
    start_log(if cli.chats() { "crampbot=warn" } else { "crampbot=info" });
    match dispatch(&cli) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("crampbot: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// A variable that is there and empty, as compose files have them, counts as not set.
fn read_command_line() -> Cli {
    let is_empty = |name: &OsStr| {
        std::env::var_os(name).is_some_and(|value| value.to_string_lossy().trim().is_empty())
    };
    let command = Cli::command().mut_args(|arg| {
        if arg.get_env().is_some_and(is_empty) { arg.env(Resettable::Reset) } else { arg }
    });
    Cli::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit())
}

/// Logs to standard error as `RUST_LOG` says, or else like `default`; our own lines only, whatever it says:
/// those of libraries may hold addresses with the token, and sled's hold all that is kept.
fn start_log(default: &str) {
    let ours = env_logger::Env::default().default_filter_or(default);
    let logger = env_logger::Builder::from_env(ours).build();
    // Failures are counted even where they are not shown.
    log::set_max_level(logger.filter().max(log::LevelFilter::Warn));
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
        let ours = record.target().starts_with("crampbot");
        if ours && record.level() <= log::Level::Warn {
            sight().failed(record.target(), record.level());
        }
        if self.enabled(record.metadata()) {
            self.0.log(record);
        }
    }

    fn flush(&self) {
        self.0.flush();
    }
}

impl Cli {
    /// Whether somebody talks to it in the terminal, where lines of the log would stand between those of
    /// the conversation.
    fn chats(&self) -> bool {
        match &self.command {
            Some(Command::Chat { .. }) => true,
            None => TelegramSettings::from_env().is_none(),
            Some(_) => false,
        }
    }
}

fn dispatch(cli: &Cli) -> anyhow::Result<ExitCode> {
    let settings = &cli.settings;
    let telegram = TelegramSettings::from_env();
    match (&cli.command, telegram) {
        (Some(Command::Check { dir, readability }), _) => {
            check(dir.as_deref().or(settings.dialogues.as_deref()), *readability)
        }
        (Some(Command::Reviewed { lang, messages, all }), _) => {
            reviewed::run(settings.dialogues.as_deref(), lang, messages, *all)
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
        (Some(Command::Backup { to }), _) => {
            keep::back_up(settings, to.as_deref(), &clock::system())
        }
        (Some(Command::Restore { file, replace }), _) => {
            keep::put_back(settings, file.as_deref(), *replace, &clock::system())
        }
        (Some(Command::Export { user, csv }), _) => own::export(settings, *user, *csv),
        (Some(Command::Import { file, user, replace }), _) => {
            own::import(settings, file, *user, *replace, &clock::system())
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

fn check(dir: Option<&Path>, readability: bool) -> anyhow::Result<ExitCode> {
    let folder = dir.map_or_else(|| Ok(Folder::embedded()), Folder::read)?;
    let (script, mut problems) = folder.compile_for_service();
    problems.extend(script.iter().flat_map(drawings::problems_when_drawn));
    if let Some(script) = script.as_ref().filter(|_| readability) {
        readability::print_table(script);
    }
    // What is not understood cannot be proved.
    let script = script.filter(|_| problems.is_empty()).map(Arc::new);
    let clock = clock::system();
    let began = clock();
    let proof = script.as_deref().map(proof::check);
    let took = clock() - began;
    problems.extend(proof.iter().flat_map(|proof| proof.problems.clone()));
    if let Some(script) = &script {
        problems.extend(dialogue::readability::check(script));
        problems.extend(folder.translations(script).check());
        problems.extend(folder.hidden_signs(script));
        let transcripts = folder.below("transcripts/");
        problems.extend(rehearsal::replay_all(script, transcripts, &mut |_, _| {}));
    }
    for problem in &problems {
        println!("{problem}");
    }
    for warning in folder.warnings() {
        println!("warning: {warning}");
    }
    if let (Some(script), Some(proof)) = (&script, &proof) {
        println!(
            "{} steps, {} blocks, {} sources, {} drawings, languages: {}",
            script.steps.len(),
            script.blocks.len(),
            script.sources.len(),
            script.pictures.len(),
            script.words.languages().collect::<Vec<_>>().join(", ")
        );
        println!(
            "looked at {} combinations at {} steps and {} kinds of turn in {:.2} s",
            rounded(proof.combinations),
            proof.steps,
            proof.turns,
            took.as_seconds_f64()
        );
    }
    match problems.len() {
        0 => println!("no problems"),
        1 => println!("1 problem"),
        count => println!("{count} problems"),
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A large count with two digits: `1.2e21`.
fn rounded(count: u128) -> String {
    let digits = count.to_string();
    match (digits.get(..1), digits.get(1..2)) {
        (Some(first), Some(second)) if digits.len() > 6 => {
            format!("{first}.{second}e{}", digits.len() - 1)
        }
        _ => digits,
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
    let (mut turns, keeper) = open_turns(settings, None)?;
    let clock = clock::system();
    let left = chat::terminal(&mut turns, &clock, language);
    // Nobody looks after this store later.
    if keeper.condition()?.remembers_the_forgotten {
        Care::new(keeper, Plan { every: None, ..settings.care()? }).step(clock());
    }
    left?;
    Ok(ExitCode::SUCCESS)
}

fn serve(settings: &Settings, telegram: &TelegramSettings) -> anyhow::Result<ExitCode> {
    let api = Api::new(&telegram.token, telegram.address.as_deref())?;
    let (plan, clock) = (settings.care()?, clock::system());
    let watched = Arc::new(Watched::new(plan.folder.clone(), Arc::clone(&clock)));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime cannot be started")?;
    let mut carer: Option<Carer> = None;
    let mut known = None;
    let ended = runtime.block_on(async {
        let stop = stop_signal()?;
        let page = match settings.metrics {
            Some(address) => Some(page::bind(address, Arc::clone(&watched)).await?),
            None => None,
        };
        let page = page.map(|page| tokio::spawn(page.serve()));
        let open = || {
            // A store can be opened anew only when nobody holds it any more.
            watched.look_at(None);
            if let Some(carer) = carer.take() {
                carer.stop();
            }
            let (turns, keeper) = open_turns(settings, known)?;
            known = Some(turns.store().origin()?);
            let care = Care::new(keeper.clone(), plan.clone());
            care.check();
            watched.look_at(Some(keeper));
            let started = Carer::start(care, Arc::clone(&clock));
            carer =
                Some(started.context("the thread that looks after the store cannot be started")?);
            Ok(turns)
        };
        let ended = run::telegram(api, open, Arc::clone(&clock), settings.service(), stop).await;
        if let Some(page) = page {
            page.abort();
        }
        ended
    });
    // What still draws or reads is of no use to anybody any more.
    runtime.shutdown_background();
    if let Some(carer) = carer {
        stop_soon(carer);
    }
    ended?;
    Ok(ExitCode::SUCCESS)
}

/// A rewrite or a backup may take long; one that is broken off has changed nothing.
fn stop_soon(carer: Carer) {
    let (done, stopped) = std::sync::mpsc::channel();
    let stopping = std::thread::Builder::new().name("leave".to_owned()).spawn(move || {
        carer.stop();
        // Nobody waits any more.
        let _ = done.send(());
    });
    if stopping.is_ok() && stopped.recv_timeout(CARE_STOPS_WITHIN).is_err() {
        log::warn!("a rewrite or a backup of the store is broken off; the next start does it");
    }
}

/// `known` is the store that was open before, when parts of the program start anew.
fn open_turns(
    settings: &Settings,
    known: Option<Origin>,
) -> anyhow::Result<(Turns<SledStore>, Keeper)> {
    let script = load(settings.dialogues.as_deref())?;
    let store = keep::open_known(settings, known)?;
    let keeper = store.keeper();
    let turns = Turns::new(Arc::new(script), store)?;
    Ok((if settings.no_pictures { turns.without_pictures() } else { turns }, keeper))
}

fn load(dir: Option<&Path>) -> anyhow::Result<Script> {
    let folder = dir.map_or_else(|| Ok(Folder::embedded()), Folder::read)?;
    let (script, mut problems) = folder.compile_for_service();
    // What is inside the binary was checked before it was built in; a start need not look again.
    let edited = script.as_ref().filter(|_| dir.is_some());
    problems.extend(edited.iter().flat_map(|script| drawings::problems(script)));
    let stale = edited.map_or(0, |script| folder.translations(script).check().len());
    match script {
        Some(script) if problems.is_empty() => {
            if stale > 0 {
                log::warn!("translations not up to date: {stale}; `crampbot check` names them");
            }
            Ok(script)
        }
        _ => {
            for problem in &problems {
                eprintln!("{problem}");
            }
            anyhow::bail!("the dialogues have {} problems; nothing was started", problems.len())
        }
    }
}

/// Resolves when somebody wants the program to stop. Whoever asks again does not want to wait: it ends at
/// once then, which loses nothing that was committed.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    let mut signals = Signals::new()?;
    Ok(async move {
        signals.next().await;
        tokio::spawn(async move {
            signals.next().await;
            log::warn!("asked again to stop: ended at once");
            std::process::exit(1);
        });
    })
}

#[cfg(unix)]
struct Signals(Vec<tokio::signal::unix::Signal>);

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let mut kinds = vec![SignalKind::terminate(), SignalKind::interrupt()];
        if !ignores_hangup() {
            kinds.push(SignalKind::hangup());
        }
        Ok(Self(kinds.into_iter().map(signal).collect::<Result<_, _>>()?))
    }

    async fn next(&mut self) {
        let signals = self.0.iter_mut().map(|signal| Box::pin(signal.recv()));
        futures_util::future::select_all(signals).await;
    }
}

/// Whether it was started to outlive its terminal, as by `nohup`.
#[cfg(unix)]
fn ignores_hangup() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask & 1 == 1)
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
