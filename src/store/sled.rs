//! The store on disk: sled 0.34.7 behind a journal, durable, checked when it is opened, never started
//! empty over something it cannot read.
//!
//! Nothing here looks into the bytes it keeps, or logs them.

mod backup;
mod changes;
mod copy;
mod counts;
mod descent;
mod fence;
mod files;
mod journal;
mod keeper;
mod keys;
mod layers;
mod mark;
mod mend;
mod open;
mod origin;
mod restore;
mod seen;
mod segments;
mod slot;
mod sum;
mod trouble;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use self::backup::{Backup, backups, backups_by_store, check_backup_folder, prune};
pub use self::counts::Counts;
pub use self::keeper::{Condition, Keeper, StoreSize};
pub use self::origin::Origin;
pub use self::restore::{Restored, restore};

use self::seen::Seen;
use self::slot::{Opening, Shared};
use self::trouble::unreadable;
use super::{ChatId, Lane, Outgoing, Store, StoreError, Timer, Write, check_sizes};

/// The format this version writes, and the newest it reads.
const FORMAT: u32 = 2;

/// Free space that is never used up: sled does not take a full disk well, and an operator needs
/// room to help.
pub const RESERVE_BYTES: u64 = 64 * 1024 * 1024;

/// A store in a folder of its own.
pub struct SledStore {
    shared: Arc<Shared>,
}

impl SledStore {
    /// Opens the store in a folder, or creates one where there is none yet. Reads every entry once
    /// to see that the store is as some commit left it.
    ///
    /// One store at a time, in this process or another. A folder that holds other things and no
    /// database is refused.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::open_with(path, RESERVE_BYTES)
    }

    /// Opens it to accept nothing once less than `reserve_bytes` of its disk are free.
    pub fn open_with(path: &Path, reserve_bytes: u64) -> Result<Self, StoreError> {
        Self::open_for(path, reserve_bytes, Opening::Any)
    }

    /// Opens the store again that was open in this process before, and no other; makes nothing.
    pub fn open_again(path: &Path, reserve_bytes: u64, origin: Origin) -> Result<Self, StoreError> {
        Self::open_for(path, reserve_bytes, Opening::Again(origin))
    }

    /// Opens a store only to read it: what is in its journals stays there, and nothing is made. A store
    /// that an older version made is read as it is.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        Self::open_for(path, 0, Opening::ToRead)
    }

    fn open_for(path: &Path, reserve_bytes: u64, opening: Opening) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared::new(path, reserve_bytes, opening)?);
        shared.with(|_| Ok(()))?;
        Ok(Self { shared })
    }

    /// Which store it is.
    pub fn origin(&self) -> Result<Origin, StoreError> {
        self.shared.with(|live| live.origin.ok_or(unreadable("its number")))
    }

    /// A hand on the store for the thread that looks after it.
    pub fn keeper(&self) -> Keeper {
        Keeper::new(Arc::clone(&self.shared))
    }

    /// How many commits that changed anything the store has seen.
    pub fn commits(&self) -> Result<u64, StoreError> {
        self.shared.with(|live| Ok(live.sum.commits))
    }
}

/// Whether there is a store, or what is left of one, in a folder.
pub fn is_there(path: &Path) -> Result<bool, StoreError> {
    Ok(path.exists() && !files::is_fresh(path)?)
}

/// The folder for a store's backups when no other is named.
pub fn backup_folder(store: &Path) -> PathBuf {
    files::backups(store)
}

impl Store for SledStore {
    fn commit(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        check_sizes(writes)?;
        if writes.is_empty() {
            return Ok(());
        }
        self.shared.commit(|changes| {
            for write in writes {
                changes.write(write)?;
            }
            Ok(())
        })
    }

    fn state(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError> {
        self.shared
            .with(|live| Ok(live.layers.get(&keys::state(chat))?.map(|bytes| bytes.to_vec())))
    }

    fn is_seen(&self, update: i64) -> Result<bool, StoreError> {
        self.shared.with(|live| {
            let block = live.layers.get(&keys::seen(seen::block(update)))?;
            Ok(block.as_deref().and_then(Seen::from_bytes).is_some_and(|seen| seen.has(update)))
        })
    }

    fn records(
        &self,
        chat: ChatId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.shared.with(|live| {
            let found = live.layers.range_back(keys::records(chat, before)).take(limit);
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
        self.shared.with(|live| {
            let mut due = Vec::new();
            for entry in live.layers.range(keys::timers()).take(limit) {
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

    fn due_after(&self, after: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError> {
        self.shared.with(|live| {
            let found = live.layers.range(keys::timers_after(after.timestamp_millis())).take(limit);
            found
                .map(|entry| {
                    let (key, value) = entry?;
                    timer(&key, &value).ok_or(unreadable("a timer"))
                })
                .collect()
        })
    }

    fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.shared.with(|live| {
            let Some(entry) = live.layers.range(keys::timers()).next() else { return Ok(None) };
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
        self.shared.with(|live| {
            let found = live.layers.range(keys::outgoing_lane(lane, after)).take(limit);
            found
                .map(|entry| {
                    let (key, value) = entry?;
                    outgoing(lane, &key, &value).ok_or(unreadable("a message"))
                })
                .collect()
        })
    }

    fn last_seq(&self) -> Result<Option<u64>, StoreError> {
        self.shared.with(|live| {
            let mut last = None;
            for lane in [Lane::Live, Lane::Reminder] {
                let mut newest = live.layers.range_back(keys::outgoing_lane(lane, None));
                if let Some(entry) = newest.next() {
                    let seq = keys::outgoing_seq(&entry?.0).ok_or(unreadable("a message"))?;
                    last = last.max(Some(seq));
                }
            }
            Ok(last)
        })
    }

    fn screen_message(&self, chat: ChatId) -> Result<Option<(u64, i64)>, StoreError> {
        self.shared.with(|live| match live.layers.get(&keys::screen(chat))? {
            Some(value) => screen(&value).map(Some).ok_or(unreadable("a screen message")),
            None => Ok(None),
        })
    }

    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.shared.with(|live| {
            let found = live.layers.range(keys::files());
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
        let old = keys::seen_before(before.timestamp_millis());
        let old: Vec<i64> = self.shared.with(|live| {
            let old = live.layers.range(old).take(limit);
            old.map(|entry| keys::seen_block(&entry?.0).ok_or(unreadable("a handled update")))
                .collect()
        })?;
        if !old.is_empty() {
            self.shared.commit(|changes| {
                for block in &old {
                    changes.delete_seen(*block)?;
                }
                Ok(())
            })?;
        }
        Ok(old.len())
    }
}

impl Drop for SledStore {
    fn drop(&mut self) {
        self.shared.close();
    }
}

/// Only the path: sled's own `Debug` would print what people wrote.
impl fmt::Debug for SledStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SledStore").field("path", &self.shared.path).finish_non_exhaustive()
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
