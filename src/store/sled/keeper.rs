//! Looks after a store while turns go on: rewrites it, backs it up, tells how it is.
//!
//! Reads the database a few entries at a time, so turns wait for that long at most. Only the last step
//! of a rewrite, which puts the new database in the place of the old one, holds turns up; they are
//! not refused, they are committed a moment later.

use std::path::Path;
use std::sync::{Arc, PoisonError};

use chrono::{DateTime, Utc};

use super::backup::{self, Backup};
use super::copy::{self, BATCH_ENTRIES, Changed, Copy};
use super::counts::Counts;
use super::fence::fenced;
use super::open::Live;
use super::origin::Origin;
use super::slot::Shared;
use super::trouble::{Trouble, unreadable};
use super::{files, keys};
use crate::store::StoreError;

/// Entries that turns may have to wait for at the end of a copy.
const LAST_STEP_ENTRIES: usize = 64;
/// Entries that a copy catches up with at a time.
const CATCH_UP_ENTRIES: usize = 1_000;
/// How often it does before it takes what is left in one go.
const ROUNDS_MAX: usize = 200;

/// How large a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoreSize {
    /// All keys and values together.
    pub content_bytes: u64,
    /// The file they are in.
    pub file_bytes: u64,
}

/// How a store is.
#[derive(Debug, Clone, Copy)]
pub struct Condition {
    /// How large it is.
    pub size: StoreSize,
    /// What is left of its disk, where the system tells.
    pub free_bytes: Option<u64>,
    /// How many commits that changed anything it has seen.
    pub commits: u64,
    /// When it was last rewritten.
    pub rewritten_at: Option<DateTime<Utc>>,
    /// How often somebody was forgotten.
    pub forgets: u64,
    /// Whether somebody was forgotten since the last rewrite, and can still be read in its file.
    pub remembers_the_forgotten: bool,
    /// What waits in it.
    pub counts: Counts,
}

/// A second hand on a store, for another thread.
#[derive(Clone)]
pub struct Keeper {
    shared: Arc<Shared>,
}

impl Keeper {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// How the store is.
    pub fn condition(&self) -> Result<Condition, StoreError> {
        let path = &self.shared.path;
        let file_bytes = files::database_bytes(path)?;
        self.shared.with(|live| {
            let (forgets, rewritten) = (forgets(live)?, last_rewrite(live)?);
            Ok(Condition {
                size: StoreSize { content_bytes: live.sum.bytes, file_bytes },
                free_bytes: fs4::available_space(path).ok(),
                commits: live.sum.commits,
                rewritten_at: rewritten.map(|(_, at)| at),
                forgets,
                remembers_the_forgotten: forgets > rewritten.map_or(0, |(before, _)| before),
                counts: live.counts,
            })
        })
    }

    /// How many timers are due, counted up to `limit`.
    pub fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<usize, StoreError> {
        let until_now = keys::timers_until(now.timestamp_millis());
        self.shared.with(|live| Ok(live.layers.range(until_now).take(limit).count()))
    }

    /// Writes the database anew: afterwards nothing that was deleted before can be read from its
    /// file, and the file is about as large as what is in it. A kill at any moment leaves the store
    /// whole.
    pub fn rewrite(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.alone(&files::nursery(&self.shared.path), |nursery| {
            let before = self.shared.with(forgets)?;
            let copy = self.copy(nursery)?;
            self.shared.slot().swap(&self.shared.path, copy)?;
            // Who was forgotten since the copy began is still in it, and in the next note.
            self.shared.commit(|changes| {
                let note = [before.to_be_bytes(), now.timestamp_millis().to_be_bytes()].concat();
                changes.put(keys::REWRITTEN.to_vec(), note)?;
                Ok(())
            })
        })
    }

    /// The store's own backups in a folder, those with more commits first.
    pub fn backups(&self, folder: &Path) -> Result<Vec<Backup>, StoreError> {
        backup::backups_of(folder, &self.origin()?)
    }

    /// Writes a verified backup into a folder. The copy it is made of lies there too: that a store's own
    /// disk is low must not keep it from being saved to another.
    pub fn back_up(&self, folder: &Path, now: DateTime<Utc>) -> Result<Backup, StoreError> {
        let origin = self.origin()?;
        self.alone(&backup::nursery(folder, &origin), |nursery| {
            let mut copy = self.copy(nursery)?;
            let (sum, forgets) = self.shared.with(|live| {
                copy.catch_up(live, usize::MAX)?;
                live.changed = None;
                Ok((live.sum, forgets(live)?))
            })?;
            fenced(|| copy.seal(sum)).map_err(|trouble| trouble.at(&self.shared.path))?;
            let mut entries = copy.entries();
            let all: &mut dyn Iterator<Item = _> = &mut entries;
            let contents = backup::Contents { taken_at: now, forgets, origin, sum, entries: all };
            let backup = backup::write(folder, contents)?;
            drop(entries);
            files::clear(&copy.close())?;
            Ok(backup)
        })
    }

    fn origin(&self) -> Result<Origin, StoreError> {
        self.shared.with(|live| live.origin.ok_or(unreadable("its number")))
    }

    /// A copy that was read back, and only a little behind.
    fn copy(&self, nursery: &Path) -> Result<Copy, StoreError> {
        let path = &self.shared.path;
        let content_bytes = self.shared.with(|live| {
            live.check_place()?;
            live.changed = Some(Changed::default());
            Ok(live.sum.bytes)
        })?;
        let folder = nursery.parent().unwrap_or(path);
        files::attempt(folder, || files::make_folder(folder))?;
        self.shared.check_room_in(folder, content_bytes.saturating_mul(2))?;
        let mut copy = Copy::begin(nursery.to_path_buf())?;
        let told = |trouble: Trouble| trouble.at(path);
        loop {
            let entries = self.of_live(|live| Changed::walk(live, BATCH_ENTRIES))?;
            if entries.is_empty() {
                break;
            }
            fenced(|| copy.put(entries)).map_err(told)?;
        }
        self.catch_up(&mut copy)?;
        let mut copy = fenced(|| copy.read_back()).map_err(told)?;
        self.catch_up(&mut copy)?;
        fenced(|| copy.sync()).map_err(told)?;
        self.catch_up(&mut copy)?;
        Ok(copy)
    }

    /// Copies what has changed, until little is left.
    fn catch_up(&self, copy: &mut Copy) -> Result<(), StoreError> {
        for _ in 0..ROUNDS_MAX {
            let entries = self.of_live(|live| {
                let few = live.changed.as_ref().is_some_and(|it| it.len() <= LAST_STEP_ENTRIES);
                if few { Ok(Some(Vec::new())) } else { Changed::take(live, CATCH_UP_ENTRIES) }
            })?;
            if entries.is_empty() {
                break;
            }
            fenced(|| copy.put(entries)).map_err(|trouble| trouble.at(&self.shared.path))?;
        }
        Ok(())
    }

    /// Something read for the copy; an error if the database was closed meanwhile, and the notes of
    /// what changed with it.
    fn of_live<T>(
        &self,
        work: impl FnOnce(&mut Live) -> Result<Option<T>, Trouble>,
    ) -> Result<T, StoreError> {
        let path = &self.shared.path;
        self.shared.with(work)?.ok_or_else(|| copy::interrupted().at(path))
    }

    /// Runs what makes a copy in a nursery, one at a time, and tidies up if it fails.
    fn alone<T>(
        &self,
        nursery: &Path,
        work: impl FnOnce(&Path) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let path = &self.shared.path;
        let _alone = self.shared.copying.lock().unwrap_or_else(PoisonError::into_inner);
        let done = fenced(|| Ok(work(nursery))).unwrap_or_else(|trouble| Err(trouble.at(path)));
        if done.is_err() {
            // The failure itself is what is told.
            let _ = self.shared.with(|live| {
                live.changed = None;
                Ok(())
            });
            let _ = files::clear(nursery);
        }
        done
    }
}

impl std::fmt::Debug for Keeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Keeper").field("path", &self.shared.path).finish_non_exhaustive()
    }
}

/// How often somebody was forgotten.
fn forgets(live: &mut Live) -> Result<u64, Trouble> {
    Ok(live.layers.get(keys::FORGETS)?.as_deref().and_then(keys::read_count).unwrap_or(0))
}

/// How often somebody had been forgotten before the last rewrite, and when that was.
fn last_rewrite(live: &mut Live) -> Result<Option<(u64, DateTime<Utc>)>, Trouble> {
    let Some(note) = live.layers.get(keys::REWRITTEN)? else { return Ok(None) };
    let read = || {
        let (before, at) = note.split_first_chunk::<8>()?;
        let at_ms = i64::from_be_bytes(at.try_into().ok()?);
        Some((u64::from_be_bytes(*before), DateTime::from_timestamp_millis(at_ms)?))
    };
    Ok(read())
}
