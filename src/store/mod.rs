//! What the bot remembers: the `Store` trait and its implementations.
//!
//! A commit is atomic and durable when it returns. The store never interprets the values it
//! keeps, and never starts empty over a store it cannot read.

mod memory;
mod sled;

use chrono::{DateTime, Utc};
use thiserror::Error;

pub use self::memory::MemoryStore;
pub use self::sled::{
    Backup, Condition, Counts, Keeper, Origin, RESERVE_BYTES, Restored, SledStore, StoreSize,
    backup_folder, backups, backups_by_store, check_backup_folder, is_there, prune, restore,
};

/// The longest value a backend keeps, in bytes: a state, a record or a queued message.
pub const VALUE_BYTES_MAX: usize = 24 * 1024;

const MIB: u64 = 1024 * 1024;

/// The longest timer name a backend keeps, in bytes.
pub const TIMER_NAME_BYTES_MAX: usize = 512;

/// The longest name of a file a backend keeps, in bytes.
pub const FILE_NAME_BYTES_MAX: usize = 512;

/// Notes of so many successive updates are kept together: Telegram numbers them one by one.
pub const SEEN_BLOCK: i64 = 256;

/// A conversation partner: Telegram's chat id, or 0 for the terminal.
pub type ChatId = i64;

/// One change. A commit is a list of them, applied in order, all or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Replaces a chat's conversation state.
    State { chat: ChatId, bytes: Vec<u8> },
    /// Inserts or replaces one record of a chat's history. `id` orders the records, oldest first.
    Record { chat: ChatId, id: u64, bytes: Vec<u8> },
    /// Deletes one record; unknown ones are ignored.
    DeleteRecord { chat: ChatId, id: u64 },
    /// Arms a timer. (due, chat, name) is the key, so arming it again changes nothing but the token.
    Timer(Timer),
    /// Disarms a timer whatever its token; unknown ones are ignored.
    DeleteTimer { due: DateTime<Utc>, chat: ChatId, name: String },
    /// Queues a message to be sent, or replaces the one with the same lane and seq.
    Outgoing(Outgoing),
    /// Takes a message off the queue once it was sent or given up; unknown ones are ignored.
    DeleteOutgoing { lane: Lane, seq: u64 },
    /// Notes that an update was handled, so that a repeated delivery of it changes nothing. Notes are
    /// kept in blocks of [`SEEN_BLOCK`] successive numbers; a block is as old as the latest `at`, to
    /// the millisecond, of all its notes.
    Seen { update: i64, at: DateTime<Utc> },
    /// Notes the message that carries a chat's current screen, so that it can be edited.
    ScreenMessage { chat: ChatId, screen: u64, message: i64 },
    /// Keeps what is needed to send a file again that the channel has a copy of. It is nobody's.
    File { name: String, bytes: Vec<u8> },
    /// Forgets a file; unknown ones are ignored.
    DeleteFile { name: String },
    /// Deletes everything that is kept under a chat: state, records, timers, queued messages, screen.
    /// Notes of updates stay: they tell nothing about anybody.
    Forget { chat: ChatId },
}

impl Write {
    /// Whether it may set a timer or take one away.
    pub fn is_about_timers(&self) -> bool {
        matches!(self, Self::Timer(_) | Self::DeleteTimer { .. } | Self::Forget { .. })
    }
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
        "the store in {path} cannot be read: {reason}. It is not started empty: restore the last backup, or move the folder away to start afresh"
    )]
    Corrupt { path: String, reason: String },
    /// The folder is not there any more, or is not the one that the store was in.
    #[error(
        "the store in {path} is gone, or another is in its place: the folder was moved or deleted, or its disk is not \
         mounted. Nothing is accepted until it is back; none is begun in its place"
    )]
    Gone { path: String },
    /// The store was closed for good while somebody looked after it.
    #[error("the store in {path} is closed")]
    Closed { path: String },
    /// A backup is not whole.
    #[error("{file} is not a whole backup: {reason}. Nothing was changed")]
    BadBackup { file: String, reason: String },
    /// A whole store would be replaced.
    #[error(
        "the store in {path} is whole, with {commits} commits; to put a backup in its place say --replace. Nothing was changed"
    )]
    Whole { path: String, commits: u64 },
    /// There is too little room left on the disk. Nothing of the commit happened; it will once there
    /// is room.
    #[error(
        "the disk of {path} is nearly full: {} MiB are free, and {} are kept free; nothing is accepted until there is room",
        .free_bytes / MIB, .reserve_bytes / MIB
    )]
    DiskFull { path: String, free_bytes: u64, reserve_bytes: u64 },
    /// The store was written by a newer version.
    #[error(
        "the store in {path} has format {found}, this version reads up to {known}; use the newer crampbot"
    )]
    TooNew { path: String, found: u32, known: u32 },
    /// A value is longer than the store keeps. Nothing of the commit happened, and it never will.
    #[error("{what} of {bytes} bytes is longer than the {bytes_max} the store keeps")]
    TooLarge { what: &'static str, bytes: usize, bytes_max: usize },
    /// Reading or writing failed. The commit may or may not have happened: try it again as a whole,
    /// which leaves the same result either way.
    #[error("the store failed: {0}")]
    Io(String),
}

/// What every backend offers. All methods may block; call them from the turn thread.
pub trait Store: Send {
    /// Applies all writes in order and atomically; they are on the disk when this returns.
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
    /// Up to `limit` timers due after an instant, earliest first.
    fn due_after(&self, after: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError>;
    /// When the next timer is due.
    fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError>;
    /// Up to `limit` queued messages of a lane with `seq` above `after` (all when `None`), in order.
    fn outgoing(
        &self,
        lane: Lane,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Outgoing>, StoreError>;
    /// The highest `seq` now queued, over both lanes.
    fn last_seq(&self) -> Result<Option<u64>, StoreError>;
    /// The message that carries a chat's current screen: (screen, message).
    fn screen_message(&self, chat: ChatId) -> Result<Option<(u64, i64)>, StoreError>;
    /// All files that the channel has copies of, in the order of their names.
    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError>;
    /// Drops up to `limit` blocks of notes of updates that were all handled before `before`, oldest
    /// first; returns how many were dropped.
    fn expire_seen(&mut self, before: DateTime<Utc>, limit: usize) -> Result<usize, StoreError>;
}

/// Refuses writes that no backend keeps, before anything is changed.
pub(crate) fn check_sizes(writes: &[Write]) -> Result<(), StoreError> {
    for write in writes {
        let (what, bytes, bytes_max) = match write {
            Write::State { bytes, .. } => ("a state", bytes.len(), VALUE_BYTES_MAX),
            Write::Record { bytes, .. } => ("a record", bytes.len(), VALUE_BYTES_MAX),
            Write::Outgoing(message) => ("a message", message.bytes.len(), VALUE_BYTES_MAX),
            Write::Timer(Timer { name, .. }) | Write::DeleteTimer { name, .. } => {
                ("a timer's name", name.len(), TIMER_NAME_BYTES_MAX)
            }
            Write::File { bytes, name } if name.len() <= FILE_NAME_BYTES_MAX => {
                ("a file", bytes.len(), VALUE_BYTES_MAX)
            }
            Write::File { name, .. } | Write::DeleteFile { name } => {
                ("a file's name", name.len(), FILE_NAME_BYTES_MAX)
            }
            Write::DeleteRecord { .. }
            | Write::DeleteOutgoing { .. }
            | Write::Seen { .. }
            | Write::ScreenMessage { .. }
            | Write::Forget { .. } => continue,
        };
        if bytes > bytes_max {
            return Err(StoreError::TooLarge { what, bytes, bytes_max });
        }
    }
    Ok(())
}
