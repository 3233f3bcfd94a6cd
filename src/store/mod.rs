//! What the bot remembers: the `Store` trait and its implementations.
//!
//! A commit is atomic and durable when it returns. The store never interprets the values it
//! keeps, and never starts empty over a store it cannot read.

use chrono::{DateTime, Utc};
use thiserror::Error;

/// A conversation partner: Telegram's chat id, or 0 for the terminal.
pub type ChatId = i64;

/// One change. A commit is a list of them, applied all or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Replaces a chat's conversation state.
    State { chat: ChatId, bytes: Vec<u8> },
    /// Inserts or replaces one record of a chat's history. `id` orders the records, oldest first.
    Record { chat: ChatId, id: u64, bytes: Vec<u8> },
    /// Deletes one record.
    DeleteRecord { chat: ChatId, id: u64 },
    /// Arms a timer. (due, chat, name) is the key, so arming it again changes nothing but the token.
    Timer(Timer),
    /// Disarms a timer; unknown ones are ignored.
    DeleteTimer { due: DateTime<Utc>, chat: ChatId, name: String },
    /// Queues a message to be sent.
    Outgoing(Outgoing),
    /// Takes a message off the queue once it was sent or given up.
    DeleteOutgoing { lane: Lane, seq: u64 },
    /// Notes that an update was handled, so that a repeated delivery of it changes nothing.
    Seen { update: i64, at: DateTime<Utc> },
    /// Notes the message that carries a chat's current screen, so that it can be edited.
    ScreenMessage { chat: ChatId, screen: u64, message: i64 },
    /// Deletes everything that is kept under a chat: state, records, timers, queued messages, screen.
    Forget { chat: ChatId },
}

/// A timer as it is kept. `due` is kept to the millisecond.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timer {
    /// When it fires.
    pub due: DateTime<Utc>,
    /// Whose it is.
    pub chat: ChatId,
    /// Its name in the script.
    pub name: String,
    /// Tells a re-armed timer from its predecessor.
    pub token: u64,
}

/// A queued message: `bytes` belong to the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The lane it waits in.
    pub lane: Lane,
    /// Position in the queue; unique over both lanes, growing.
    pub seq: u64,
    /// Who it is for.
    pub chat: ChatId,
    /// The encoded message.
    pub bytes: Vec<u8>,
}

/// Which queue a message waits in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// Answers to somebody who is talking now.
    Live,
    /// Reminders: wait behind the live ones and are paced.
    Reminder,
}

/// Why the store could not do what was asked.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Another process holds the store.
    #[error(
        "the store in {path} is in use by another process; stop that one or give another folder with --data"
    )]
    InUse { path: String },
    /// The store does not open or a value in it cannot be read.
    #[error(
        "the store in {path} cannot be read: {reason}. Nothing was changed. Restore the last backup, or move the folder away to start afresh"
    )]
    Corrupt { path: String, reason: String },
    /// The store was written by a newer version.
    #[error(
        "the store in {path} has format {found}, this version reads up to {known}; use the newer crampbot"
    )]
    TooNew { path: String, found: u32, known: u32 },
    /// Reading or writing failed; the commit did not happen and may be tried again.
    #[error("the store failed: {0}")]
    Io(String),
}

/// What every backend offers. All methods may block; call them from the turn thread.
pub trait Store: Send {
    /// Applies all writes atomically; they are on the disk when this returns.
    fn commit(&mut self, writes: &[Write]) -> Result<(), StoreError>;
    /// A chat's conversation state.
    fn state(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError>;
    /// Whether an update was handled before.
    fn is_seen(&self, update: i64) -> Result<bool, StoreError>;
    /// Up to `limit` records of a chat, newest first, with ids below `before` (all when `None`).
    fn records(
        &self,
        chat: ChatId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;
    /// Up to `limit` timers due at or before `now`, earliest first.
    fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError>;
    /// When the next timer is due.
    fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError>;
    /// Up to `limit` queued messages of a lane with `seq` above `after` (all when `None`), in order.
    fn outgoing(
        &self,
        lane: Lane,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Outgoing>, StoreError>;
    /// The highest `seq` in use, over both lanes.
    fn last_seq(&self) -> Result<Option<u64>, StoreError>;
    /// The message that carries a chat's current screen: (screen, message).
    fn screen_message(&self, chat: ChatId) -> Result<Option<(u64, i64)>, StoreError>;
    /// Drops up to `limit` notes of updates handled before `before`; returns how many were dropped.
    fn expire_seen(&mut self, before: DateTime<Utc>, limit: usize) -> Result<usize, StoreError>;
}
