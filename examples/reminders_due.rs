//! Measures what a round of reminders costs when very many people have one: finding what is due must
//! cost as much as is due, not as much as there are people.
//!
//! ```text
//! cargo run --release --example reminders_due -- 1000000
//! ```
//!
//! Everybody has a conversation, a cramp of last week and a reminder. A round does what the bot does:
//! reads the timers that are due, a hundred at a time, makes their turns, which read each person's
//! records, and commits states, records, next timers and messages. The store is made in the current
//! folder and removed.
#![expect(
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a measurement reads the clock and the disk, and counts in small numbers"
)]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use crampbot::dialogue::{Effect, Input, Record, Script, State, advance};
use crampbot::library::Folder;
use crampbot::service::turn::Turns;
use crampbot::store::{ChatId, SledStore, Store, Timer, Write};

type Outcome = Result<(), Box<dyn Error>>;

/// Timers that one round takes, as in the bot.
const AT_ONCE: usize = 100;
/// People put into the store with one commit.
const COMMIT: ChatId = 5000;
/// Reminders due in the rounds that are measured.
const ROUNDS: [ChatId; 3] = [0, 100, 10_000];
/// What the process is called with that measures.
const MEASURE: &str = "measure";
const MIB: f64 = 1024.0 * 1024.0;

/// What everybody begins with.
struct Person {
    state: Vec<u8>,
    cramp: Record,
    name: String,
    token: u64,
    due: DateTime<Utc>,
}

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (script, problems) = Folder::embedded().compile();
    let script = Arc::new(script.ok_or_else(|| format!("{problems:?}"))?);
    let person = person(&script)?;
    if let [command, path] = arguments.as_slice()
        && command == MEASURE
    {
        return measure(&script, Path::new(path), &person);
    }
    let people = arguments.first().map_or(Ok(1_000_000), |count| count.parse())?;
    let folder = tempfile::tempdir_in(".")?;
    let path = folder.path().join("store");
    let start = Instant::now();
    let mut store = SledStore::open(&path)?;
    for first in (0..people).step_by(COMMIT.unsigned_abs().try_into()?) {
        let some = first..people.min(first + COMMIT);
        let writes: Result<Vec<_>, _> = some.map(|chat| writes_of(&person, chat, people)).collect();
        store.commit(&writes?.concat())?;
    }
    drop(store);
    println!("{people} people put in in {:.0} s, {:.0} MiB of files", seconds(start), size(&path)?);
    // A process of its own, so that its memory is not what putting the people in has left behind.
    let own = std::env::current_exe()?;
    let measured = Command::new(own).arg(MEASURE).arg(&path).status()?;
    if measured.success() { Ok(()) } else { Err("the measurement failed".into()) }
}

fn measure(script: &Arc<Script>, path: &Path, person: &Person) -> Outcome {
    let before = memory("VmRSS:");
    let start = Instant::now();
    let store = SledStore::open(path)?;
    println!(
        "open {:.2} s, memory {before:.0} MiB before, {:.0} after",
        seconds(start),
        memory("VmRSS:")
    );
    let mut turns = Turns::new(Arc::clone(script), store)?;
    println!("   due   find ms  round ms  all ms  messages  memory MiB");
    for (round, &expected) in ROUNDS.iter().enumerate() {
        let now = due_of_round(person, round) + TimeDelta::minutes(1);
        let start = Instant::now();
        let found = turns.due(now, AT_ONCE)?.len();
        let find = start.elapsed();
        let (mut due, mut messages, mut longest) = (0, 0, Duration::ZERO);
        let all = Instant::now();
        loop {
            let start = Instant::now();
            let happenings = turns.due(now, AT_ONCE)?;
            if happenings.is_empty() {
                break;
            }
            due += happenings.len();
            messages += turns.handle(&happenings, &[], now)?.len();
            longest = longest.max(start.elapsed());
        }
        // A small store has fewer people than the last round.
        if due > usize::try_from(expected)? || found != due.min(AT_ONCE) {
            return Err(format!("{due} were due, not {expected}").into());
        }
        println!(
            "{due:>6} {:>9.3} {:>9.1} {:>7.0} {messages:>9} {:>11.0}",
            find.as_secs_f64() * 1e3,
            longest.as_secs_f64() * 1e3,
            all.elapsed().as_secs_f64() * 1e3,
            memory("VmRSS:")
        );
    }
    println!("peak memory {:.0} MiB", memory("VmHWM:"));
    Ok(())
}

/// Somebody who had a cramp and has asked for a reminder.
fn person(script: &Script) -> Result<Person, Box<dyn Error>> {
    let now = Utc.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).single().ok_or("no instant")?;
    let mut state = State::new("en", now);
    let (mut cramp, mut timer) = (None, None);
    let said = ["cramp in my calf, woke me up", "gone"].map(|text| Input::Text(text.to_owned()));
    let remind =
        Input::Command { name: "remind".to_owned(), args: "22:30 Europe/Berlin".to_owned() };
    for input in said.into_iter().chain([remind]) {
        let turn = advance(script, state, input, now);
        state = turn.state;
        for effect in turn.effects {
            match effect {
                Effect::Record(record) => cramp = Some(record),
                Effect::SetTimer { name, token, due } => timer = Some((name, token, due)),
                _ => {}
            }
        }
    }
    let (name, token, due) = timer.ok_or("no reminder is set")?;
    let cramp = cramp.ok_or("no cramp is recorded")?;
    Ok(Person { state: state.encode()?, cramp, name, token, due })
}

/// The rounds are ten minutes apart; everybody else's reminder comes within a day after them.
fn due_of_round(person: &Person, round: usize) -> DateTime<Utc> {
    person.due + TimeDelta::minutes(10) * i32::try_from(round).unwrap_or(0)
}

fn writes_of(person: &Person, chat: ChatId, people: ChatId) -> Result<Vec<Write>, Box<dyn Error>> {
    let [_, few, many] = ROUNDS;
    // Those who are due lie scattered among all.
    let place = chat.wrapping_mul(611_953) % people;
    let due = match place {
        _ if place < few => due_of_round(person, 1),
        _ if place < few + many => due_of_round(person, 2),
        _ => due_of_round(person, 3) + TimeDelta::milliseconds(place * 80),
    };
    let timer = Timer { due, chat, name: person.name.clone(), token: person.token };
    Ok(vec![
        Write::State { chat, bytes: person.state.clone() },
        Write::Record { chat, id: person.cramp.id, bytes: person.cramp.encode()? },
        Write::Timer(timer),
    ])
}

fn seconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64()
}

fn size(path: &Path) -> Result<f64, std::io::Error> {
    let files = fs::read_dir(path)?.map(|entry| Ok(entry?.metadata()?.len()));
    let bytes: Vec<u64> = files.collect::<Result<_, std::io::Error>>()?;
    Ok(bytes.iter().sum::<u64>() as f64 / MIB)
}

/// What the process has in memory, in MiB, where the system tells.
fn memory(line: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status.lines().find_map(|text| text.strip_prefix(line));
    kib.and_then(|kib| kib.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(0.0) / 1024.0
}
