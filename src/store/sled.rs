//! The store on disk: sled 0.34.7, made durable, checked when it is opened, never started empty
//! over something it cannot read.
//!
//! After any failure the database is closed and opened anew by the next call: what sled holds in
//! memory may by then be more than what is on the disk, and sled refuses all work after its first
//! failed write.
//!
//! Nothing here looks into the bytes it keeps, or logs them.

mod changes;
mod fence;
mod files;
mod keys;
mod mark;
mod open;
mod rewrite;
mod sum;
mod trouble;

use std::cell::{Cell, RefCell};
use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use self::changes::Changes;
use self::open::Live;
use self::trouble::{Trouble, unreadable};
use super::{ChatId, Lane, Outgoing, Store, StoreError, Timer, Write, check_sizes};

/// The format this version writes, and the newest it reads.
const FORMAT: u32 = 1;

/// How large a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreSize {
    /// All keys and values together.
    pub content_bytes: u64,
    /// The file they are in.
    pub file_bytes: u64,
}

/// A store in a folder of its own.
pub struct SledStore {
    path: PathBuf,
    /// Open unless the last call failed. In a cell, because a read may have to open it again.
    live: RefCell<Option<Live>>,
    /// Whether the system failed to sync the file: it then takes what it did not write for written,
    /// so no later sync of this file proves anything.
    unsynced: Cell<bool>,
    /// Held as long as the store: declared last, so that it is let go after the database is closed.
    _lock: File,
}

impl SledStore {
    /// Opens the store in a folder, or creates one where there is none yet. Reads every entry once
    /// to see that the store is as some commit left it.
    ///
    /// One store at a time, in this process or another. A folder that holds other things and no
    /// database is refused.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let lock = files::prepare(path)?;
        let store = Self {
            path: path.to_path_buf(),
            live: RefCell::new(None),
            unsynced: Cell::new(false),
            _lock: lock,
        };
        store.with(|_| Ok(()))?;
        Ok(store)
    }

    /// How many commits that changed anything the store has seen.
    pub fn commits(&self) -> Result<u64, StoreError> {
        self.with(|live| Ok(live.sum.commits))
    }

    /// How large the store is, to decide when to rewrite it.
    pub fn size(&self) -> Result<StoreSize, StoreError> {
        let content_bytes = self.with(|live| Ok(live.sum.bytes))?;
        Ok(StoreSize { content_bytes, file_bytes: files::database_bytes(&self.path)? })
    }

    /// Writes the database anew: afterwards nothing that was deleted can be read from its file, and
    /// the file is about as large as what is in it. Takes as long as reading the store three times.
    /// A kill at any moment leaves the store whole.
    pub fn rewrite(&mut self) -> Result<(), StoreError> {
        let old = match self.live.get_mut().take() {
            Some(live) => live,
            None => self.reopen()?,
        };
        rewrite::rewrite(&self.path, old)?;
        self.with(|_| Ok(()))
    }

    /// Runs `work` on the open database, behind the fence.
    fn with<T>(&self, work: impl FnOnce(&mut Live) -> Result<T, Trouble>) -> Result<T, StoreError> {
        let mut slot = self.live.borrow_mut();
        let live = match slot.take() {
            Some(live) => live,
            None => self.reopen()?,
        };
        let (live, done) = self.attempt(live, work)?;
        *slot = Some(live);
        Ok(done)
    }

    fn reopen(&self) -> Result<Live, StoreError> {
        let mut live = open::live(&self.path)?;
        if self.unsynced.get() {
            rewrite::rewrite(&self.path, live)?;
            self.unsynced.set(false);
            live = open::live(&self.path)?;
        }
        // What a process wrote before it was killed is read back, but it may not be on the disk yet.
        let (live, ()) = self.attempt(live, |live| live.sync())?;
        Ok(live)
    }

    /// Gives the database back only if the work succeeds.
    fn attempt<T>(
        &self,
        mut live: Live,
        work: impl FnOnce(&mut Live) -> Result<T, Trouble>,
    ) -> Result<(Live, T), StoreError> {
        match fence::fenced(|| work(&mut live)) {
            Ok(done) => Ok((live, done)),
            Err(trouble) => {
                if matches!(trouble, Trouble::Unsynced(_)) {
                    self.unsynced.set(true);
                }
                open::close(live);
                Err(trouble.at(&self.path))
            }
        }
    }
}

impl Store for SledStore {
    fn commit(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        check_sizes(writes)?;
        if writes.is_empty() {
            return Ok(());
        }
        self.with(|live| {
            let db = live.db.clone();
            let mut changes = Changes::new(&db);
            for write in writes {
                changes.write(write)?;
            }
            live.commit(changes)
        })
    }

    fn state(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError> {
        self.with(|live| Ok(live.db.get(keys::state(chat))?.map(|bytes| bytes.to_vec())))
    }

    fn is_seen(&self, update: i64) -> Result<bool, StoreError> {
        self.with(|live| Ok(live.db.contains_key(keys::seen(update))?))
    }

    fn records(
        &self,
        chat: ChatId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.with(|live| {
            let found = live.db.range(keys::records(chat, before)).rev().take(limit);
            found
                .map(|entry| {
                    let (key, value) = entry?;
                    let id = keys::record_id(&key).ok_or(unreadable("a record"))?;
                    Ok((id, value.to_vec()))
                })
                .collect()
        })
    }

    fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError> {
        self.with(|live| {
            let mut due = Vec::new();
            for entry in live.db.range(keys::timers()).take(limit) {
                let (key, value) = entry?;
                let timer = timer(&key, &value).ok_or(unreadable("a timer"))?;
                if timer.due > now {
                    break;
                }
                due.push(timer);
            }
            Ok(due)
        })
    }

    fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.with(|live| {
            let Some(entry) = live.db.range(keys::timers()).next() else { return Ok(None) };
            let (key, value) = entry?;
            Ok(Some(timer(&key, &value).ok_or(unreadable("a timer"))?.due))
        })
    }

    fn outgoing(
        &self,
        lane: Lane,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Outgoing>, StoreError> {
        self.with(|live| {
            let found = live.db.range(keys::outgoing_lane(lane, after)).take(limit);
            found
                .map(|entry| {
                    let (key, value) = entry?;
                    outgoing(lane, &key, &value).ok_or(unreadable("a message"))
                })
                .collect()
        })
    }

    fn last_seq(&self) -> Result<Option<u64>, StoreError> {
        self.with(|live| {
            let mut last = None;
            for lane in [Lane::Live, Lane::Reminder] {
                if let Some(entry) = live.db.range(keys::outgoing_lane(lane, None)).next_back() {
                    let seq = keys::outgoing_seq(&entry?.0).ok_or(unreadable("a message"))?;
                    last = last.max(Some(seq));
                }
            }
            Ok(last)
        })
    }

    fn screen_message(&self, chat: ChatId) -> Result<Option<(u64, i64)>, StoreError> {
        self.with(|live| match live.db.get(keys::screen(chat))? {
            Some(value) => screen(&value).map(Some).ok_or(unreadable("a screen message")),
            None => Ok(None),
        })
    }

    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.with(|live| {
            let found = live.db.scan_prefix(keys::file(""));
            found
                .map(|entry| {
                    let (key, value) = entry?;
                    let name = keys::file_name(&key).ok_or(unreadable("a file"))?;
                    Ok((name.to_owned(), value.to_vec()))
                })
                .collect()
        })
    }

    fn expire_seen(&mut self, before: DateTime<Utc>, limit: usize) -> Result<usize, StoreError> {
        self.with(|live| {
            let db = live.db.clone();
            let mut changes = Changes::new(&db);
            let mut expired = 0;
            let old = keys::seen_before(before.timestamp_millis());
            for entry in db.range(old).take(limit) {
                let update = keys::seen_update(&entry?.0).ok_or(unreadable("a handled update"))?;
                changes.delete_seen(update)?;
                expired += 1;
            }
            if expired > 0 {
                live.commit(changes)?;
            }
            Ok(expired)
        })
    }
}

impl Drop for SledStore {
    fn drop(&mut self) {
        // Every commit is on the disk already; sled flushes once more as it closes.
        if let Some(live) = self.live.get_mut().take() {
            open::close(live);
        }
    }
}

/// Only the path: sled's own `Debug` would print what people wrote.
impl fmt::Debug for SledStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SledStore").field("path", &self.path).finish_non_exhaustive()
    }
}

fn timer(key: &[u8], value: &[u8]) -> Option<Timer> {
    let (due_ms, chat, name) = keys::timer_parts(key)?;
    let due = DateTime::from_timestamp_millis(due_ms)?;
    Some(Timer {
        due,
        chat,
        name: name.to_owned(),
        token: u64::from_be_bytes(value.try_into().ok()?),
    })
}

fn outgoing(lane: Lane, key: &[u8], value: &[u8]) -> Option<Outgoing> {
    let (chat, bytes) = value.split_first_chunk()?;
    let (seq, chat) = (keys::outgoing_seq(key)?, ChatId::from_be_bytes(*chat));
    Some(Outgoing { lane, seq, chat, bytes: bytes.to_vec() })
}

fn screen(value: &[u8]) -> Option<(u64, i64)> {
    let (screen, message) = value.split_first_chunk()?;
    Some((u64::from_be_bytes(*screen), i64::from_be_bytes(message.try_into().ok()?)))
}
