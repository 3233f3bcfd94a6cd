//! Measures the store on disk: how fast it commits, how far its folder grows, how it opens.
//!
//! ```text
//! cargo run --release --example store_commits -- turns         turns of 1, 64 and 512 chats at once
//! cargo run --release --example store_commits -- speed         their writes alone, without the turns
//! cargo run --release --example store_commits -- grow 200000   the folder after so many turns
//! cargo run --release --example store_commits -- chats 100000  opening a store of so many chats
//! cargo run --release --example store_commits -- care 100000   commits while it is looked after
//! ```
//!
//! `turns` makes real turns: each chat has one message under way, and all that are there share a
//! commit. For the others a turn is what a conversation commits: a state of 600 bytes, a message of 1.5 KB, the removal
//! of one that was sent, a handled update. The store is made in the current folder and removed.
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    reason = "a measurement reads the clock and the disk, and counts in small numbers"
)]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use crampbot::channel::telegram::words;
use crampbot::library::Folder;
use crampbot::service::turn::{Admission, Delivered, Envelope, Happening, Turns};
use crampbot::store::{ChatId, Lane, Outgoing, SledStore, Store, StoreError, Timer, Write};

type Outcome = Result<(), Box<dyn Error>>;

/// How many messages wait in the queue.
const QUEUED: u64 = 64;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let count = arguments.get(1).map(|count| count.parse()).transpose()?;
    let folder = tempfile::tempdir_in(".")?;
    let path = folder.path().join("store");
    match arguments.first().map(String::as_str) {
        None | Some("turns") => turns(&path),
        Some("speed") => speed(&path),
        Some("grow") => grow(&path, count.unwrap_or(200_000)),
        Some("chats") => chats(&path, count.unwrap_or(100_000)),
        Some("care") => care(&path, count.unwrap_or(100_000)),
        Some(other) => Err(format!("unknown: {other}").into()),
    }
}

fn turns(path: &Path) -> Outcome {
    let (script, problems) = Folder::embedded().compile();
    let script = Arc::new(script.ok_or_else(|| format!("{problems:?}"))?);
    let mut update = 0;
    for (chats, commits) in [(1, 3_000), (64, 500), (512, 100)] {
        let store = SledStore::open(&path.join(chats.to_string()))?;
        let mut turns = Turns::new(Arc::clone(&script), store)?;
        let (mut latencies, mut delivered) = (Vec::new(), Vec::new());
        for round in 0..commits {
            let text = ["cramp in my calf", "/cramp", "it is gone"][round % 3];
            let said: Vec<Happening> =
                (0..chats).map(|chat| says(chat, update + chat, text)).collect();
            update += chats;
            let start = Instant::now();
            let messages = turns.handle(&said, &delivered, Utc::now())?;
            latencies.push(start.elapsed());
            delivered = messages.iter().map(delivered_as).collect();
        }
        print_speed(chats as u64, latencies);
    }
    Ok(())
}

fn says(chat: ChatId, update: i64, text: &str) -> Happening {
    Happening {
        chat,
        update: Some(update),
        language: "en".to_owned(),
        input: words(text),
        press: None,
        fired: None,
        admission: Admission::Answered,
    }
}

fn delivered_as(message: &Envelope) -> Delivered {
    Delivered { shown: Some((message.seq, 1)), ..Delivered::of(message) }
}

fn print_speed(group: u64, latencies: Vec<Duration>) {
    let total: Duration = latencies.iter().sum();
    let per_second = latencies.len() as f64 / total.as_secs_f64();
    let [half, most, all] = quantiles_ms(latencies);
    println!(
        "figures: {group} at once: {per_second:.0} commits/s, {:.0} turns/s, p50 {half:.2} ms, p99 {most:.2} ms, \
         longest {all:.2} ms",
        per_second * group as f64,
    );
}

/// The median, the 99th percentile and the maximum.
fn quantiles_ms(mut latencies: Vec<Duration>) -> [f64; 3] {
    latencies.sort();
    [0.5, 0.99, 1.0].map(|share| {
        let index = (latencies.len() - 1) as f64 * share;
        latencies[index as usize].as_secs_f64() * 1e3
    })
}

fn speed(path: &Path) -> Outcome {
    let mut turn = 0;
    for (group, commits) in [(1, 3_000), (64, 500), (512, 100)] {
        let mut store = SledStore::open(&path.join(group.to_string()))?;
        let mut latencies = Vec::new();
        for _ in 0..commits {
            let writes: Vec<Write> = (turn..turn + group).flat_map(writes_of_turn).collect();
            turn += group;
            let start = Instant::now();
            store.commit(&writes)?;
            latencies.push(start.elapsed());
        }
        print_speed(group, latencies);
    }
    Ok(())
}

/// How long commits take while nobody looks after the store, while it is rewritten, and while it is
/// backed up.
fn care(path: &Path, chats: u64) -> Outcome {
    let mut store = SledStore::open(path)?;
    for first in (0..chats).step_by(500) {
        let writes: Vec<Write> = (first..first + 500).flat_map(writes_of_chat).collect();
        store.commit(&writes)?;
    }
    let (keeper, backups) = (store.keeper(), path.join("backups"));
    println!("                 s  commits   p50 ms   p99 ms   max ms   rss MiB  content MiB");
    let mut turn = 0;
    for what in ["nothing", "rewrite", "backup"] {
        let start = Instant::now();
        let latencies = std::thread::scope(|scope| -> Result<_, StoreError> {
            let looking_after = scope.spawn(|| match what {
                "rewrite" => keeper.rewrite(DateTime::UNIX_EPOCH),
                "backup" => keeper.back_up(&backups, DateTime::UNIX_EPOCH).map(drop),
                _ => Ok(()),
            });
            let mut latencies = Vec::new();
            while latencies.len() < 2_000 || !looking_after.is_finished() {
                let writes: Vec<Write> = (turn..turn + 8).flat_map(writes_of_turn).collect();
                turn += 8;
                let start = Instant::now();
                store.commit(&writes)?;
                latencies.push(start.elapsed());
            }
            match looking_after.join() {
                Ok(done) => done.map(|()| latencies),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })?;
        let (seconds, commits) = (start.elapsed().as_secs_f64(), latencies.len());
        let [half, most, all] = quantiles_ms(latencies);
        println!(
            "{what:<10} {seconds:>8.1} {commits:>8} {half:>8.2} {most:>8.2} {all:>8.2} {:>9.0} {:>12.0}",
            resident_mib(),
            keeper.condition()?.size.content_bytes as f64 / MIB
        );
    }
    Ok(())
}

fn grow(path: &Path, turns: u64) -> Outcome {
    let group = 8;
    let mut store = SledStore::open(path)?;
    println!("   turns  file MiB  content MiB   rss MiB       s");
    let start = Instant::now();
    for turn in (0..turns).step_by(group) {
        let writes: Vec<Write> = (turn..turn + group as u64).flat_map(writes_of_turn).collect();
        store.commit(&writes)?;
        if turn % (turns / 10).next_multiple_of(group as u64) == 0 {
            report(&store, turn, start)?;
        }
    }
    report(&store, turns, start)?;
    drop(store);
    reopen(path)?;
    rewrite(path)
}

fn chats(path: &Path, chats: u64) -> Outcome {
    let mut store = SledStore::open(path)?;
    println!("   chats  file MiB  content MiB   rss MiB       s");
    let start = Instant::now();
    for first in (0..chats).step_by(500) {
        let writes: Vec<Write> = (first..first + 500).flat_map(writes_of_chat).collect();
        store.commit(&writes)?;
    }
    report(&store, chats, start)?;
    drop(store);
    reopen(path)?;
    reopen(path)?;
    rewrite(path)?;
    reopen(path)
}

fn rewrite(path: &Path) -> Outcome {
    let store = SledStore::open(path)?;
    let start = Instant::now();
    store.keeper().rewrite(DateTime::UNIX_EPOCH)?;
    println!("rewritten:");
    report(&store, 0, start)
}

fn reopen(path: &Path) -> Outcome {
    let start = Instant::now();
    let store = SledStore::open(path)?;
    let opened = start.elapsed();
    let start = Instant::now();
    let due = store.due(DateTime::from_timestamp_millis(100).unwrap_or_default(), 100)?.len();
    println!(
        "open {:.2} s, rss {:.0} MiB, {due} due in {:.2} ms",
        opened.as_secs_f64(),
        resident_mib(),
        start.elapsed().as_secs_f64() * 1e3
    );
    Ok(())
}

fn report(store: &SledStore, turns: u64, start: Instant) -> Outcome {
    let size = store.keeper().condition()?.size;
    println!(
        "{turns:>8} {:>9.1} {:>12.1} {:>9.0} {:>7.1}",
        size.file_bytes as f64 / MIB,
        size.content_bytes as f64 / MIB,
        resident_mib(),
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

const MIB: f64 = 1024.0 * 1024.0;

fn writes_of_turn(turn: u64) -> Vec<Write> {
    let chat = (turn.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as ChatId % 1000;
    let at = DateTime::from_timestamp_millis(turn as i64).unwrap_or_default();
    let mut writes = vec![
        Write::State { chat, bytes: filler(turn, 600) },
        Write::Seen { update: turn as i64, at },
        Write::Outgoing(Outgoing { lane: Lane::Live, seq: turn, chat, bytes: filler(turn, 1500) }),
    ];
    if let Some(seq) = turn.checked_sub(QUEUED) {
        writes.push(Write::DeleteOutgoing { lane: Lane::Live, seq });
    }
    writes
}

fn writes_of_chat(number: u64) -> Vec<Write> {
    let chat = number as ChatId * 7919;
    let due = DateTime::from_timestamp_millis(number as i64).unwrap_or_default();
    let record = |id| Write::Record { chat, id, bytes: filler(number, 100) };
    vec![
        Write::State { chat, bytes: filler(number, 600) },
        Write::ScreenMessage { chat, screen: 1, message: 1 },
        record(1),
        record(2),
        record(3),
        Write::Timer(Timer { due, chat, name: "bedtime".to_owned(), token: number }),
    ]
}

/// Bytes that differ from turn to turn.
fn filler(seed: u64, length: usize) -> Vec<u8> {
    seed.to_be_bytes().into_iter().cycle().take(length).collect()
}

/// What the process has in memory, where the system tells.
fn resident_mib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    kib.and_then(|kib| kib.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(0.0) / 1024.0
}
