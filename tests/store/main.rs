//! The store: one conformance suite on every backend, and what is special about the one on disk.
//!
//! No test sleeps or reads a clock.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests read files and the environment, and fail by panicking"
)]

mod backup;
mod care;
mod child;
mod conformance;
mod damage;
mod erasure;
mod history;
mod kill;
mod open;
mod outage;
mod place;
mod power;
mod reopening;
mod restore;
mod rewrite;

use chrono::{DateTime, Utc};
use crampbot::store::{ChatId, Lane, Outgoing, Timer, Write};

fn at(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap()
}

fn state(chat: ChatId, bytes: &str) -> Write {
    Write::State { chat, bytes: bytes.into() }
}

fn record(chat: ChatId, id: u64, bytes: &str) -> Write {
    Write::Record { chat, id, bytes: bytes.into() }
}

fn timer(due_ms: i64, chat: ChatId, name: &str, token: u64) -> Timer {
    Timer { due: at(due_ms), chat, name: name.to_owned(), token }
}

fn message(lane: Lane, seq: u64, chat: ChatId, bytes: &str) -> Outgoing {
    Outgoing { lane, seq, chat, bytes: bytes.into() }
}

fn seen(update: i64, at_ms: i64) -> Write {
    Write::Seen { update, at: at(at_ms) }
}

/// A small random source (xorshift) whose seed is in the test.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % end
    }
}
