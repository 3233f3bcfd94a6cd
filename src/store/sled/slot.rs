//! The one database of a store, open or not, and who may touch it when.
//!
//! The turn thread and the keeper share it behind a lock: the keeper takes the lock for a few entries
//! at a time, so that turns never wait for the whole of its work.
//!
//! After any failure the database is closed and opened anew by the next call: what sled holds in
//! memory may by then be more than what is on the disk, and sled refuses all work after its first
//! failed write. Then it must be the same store again: none is ever begun in its place.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::changes::Changes;
use super::copy::{self, Copy};
use super::open::{self, Live};
use super::origin::Origin;
use super::trouble::Trouble;
use super::{fence, files, journal};
use crate::store::StoreError;

/// A store's folder and its database.
pub(super) struct Shared {
    pub(super) path: PathBuf,
    /// Free space below which nothing is accepted.
    reserve_bytes: u64,
    slot: Mutex<Slot>,
    /// One copy of the database at a time.
    pub(super) copying: Mutex<()>,
}

/// What a store is opened for.
#[derive(Clone, Copy)]
pub(super) enum Opening {
    /// It is begun where there is none yet.
    Any,
    /// It was open before.
    Again(Origin),
    /// Nothing will be committed.
    ToRead,
}

pub(super) struct Slot {
    /// Open unless the last call failed.
    live: Option<Live>,
    /// Whether the system may have failed to sync the file: it then takes what it did not write for
    /// written, so no later sync of this file proves anything. Another process does not know of it.
    unsynced: bool,
    /// Whether the store was closed for good.
    closed: bool,
    /// Nothing is committed, and nothing settled.
    only_read: bool,
    /// Which store it is, once that is known.
    origin: Option<Origin>,
    /// Of the folder. Held as long as the store: declared last, so that it is let go after the database
    /// is closed.
    lock: File,
}

impl Shared {
    pub(super) fn new(
        path: &Path,
        reserve_bytes: u64,
        opening: Opening,
    ) -> Result<Self, StoreError> {
        let (lock, origin) = match opening {
            Opening::Any => (files::prepare(path)?, None),
            Opening::Again(origin) => (files::take(path)?, Some(origin)),
            Opening::ToRead => (files::take(path)?, None),
        };
        if matches!(opening, Opening::Any) && files::is_fresh(path)? {
            open::create(path)?;
        }
        let only_read = matches!(opening, Opening::ToRead);
        let slot = Slot { live: None, unsynced: false, closed: false, only_read, origin, lock };
        let (path, slot) = (path.to_path_buf(), Mutex::new(slot));
        Ok(Self { path, reserve_bytes, slot, copying: Mutex::new(()) })
    }

    /// Runs `work` on the open database, behind the fence.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&mut Live) -> Result<T, Trouble>,
    ) -> Result<T, StoreError> {
        self.slot().with(&self.path, work)
    }

    /// Commits what `fill` writes, if the disk has room for it.
    pub(super) fn commit<T>(
        &self,
        fill: impl FnOnce(&mut Changes<'_>) -> Result<T, Trouble>,
    ) -> Result<T, StoreError> {
        self.check_room(0)?;
        if self.slot().only_read {
            return Err(StoreError::Io(format!("{} is only read", files::shown(&self.path))));
        }
        self.with(|live| {
            let mut changes = live.changes();
            let filled = fill(&mut changes)?;
            let commit = changes.net(live.sum, live.counts);
            live.commit(commit)?;
            Ok(filled)
        })
    }

    /// Whether the disk has room for so many bytes and the reserve. A system that does not tell has; a
    /// folder that is not there has none.
    pub(super) fn check_room(&self, bytes: u64) -> Result<(), StoreError> {
        match fs4::available_space(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(StoreError::Gone { path: files::shown(&self.path) })
            }
            Ok(free_bytes) if free_bytes < self.reserve_bytes.saturating_add(bytes) => {
                let (path, reserve_bytes) = (files::shown(&self.path), self.reserve_bytes);
                Err(StoreError::DiskFull { path, free_bytes, reserve_bytes })
            }
            _ => Ok(()),
        }
    }

    /// Whether a folder has room for so many bytes: beside the reserve, if it is on the store's disk.
    pub(super) fn check_room_in(&self, folder: &Path, bytes: u64) -> Result<(), StoreError> {
        if files::is_one_disk(folder, &self.path) {
            return self.check_room(bytes);
        }
        match fs4::available_space(folder) {
            Ok(free_bytes) if free_bytes < bytes => Err(StoreError::Io(format!(
                "{}: {free_bytes} bytes of its disk are free, and a copy takes {bytes}",
                files::shown(folder)
            ))),
            _ => Ok(()),
        }
    }

    /// Closes the database for good; a keeper that is still there finds it closed.
    pub(super) fn close(&self) {
        let mut slot = self.slot();
        slot.closed = true;
        // Every commit is on the disk already. The next start is quicker without the journal.
        if let Some(mut live) = slot.live.take() {
            if !slot.only_read
                && let Err(trouble) = fence::fenced(|| live.settle())
            {
                log::warn!("the journal stays until the next start: {}", trouble.at(&self.path));
            }
            open::close(live);
        }
    }

    /// The lock. A panic while it was held, a bug, left `live` empty, so the next call starts anew.
    pub(super) fn slot(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    pub(super) fn with<T>(
        &mut self,
        path: &Path,
        work: impl FnOnce(&mut Live) -> Result<T, Trouble>,
    ) -> Result<T, StoreError> {
        let live = self.take(path)?;
        let (live, done) = self.attempt(path, live, work)?;
        self.live = Some(live);
        Ok(done)
    }

    /// Puts a whole copy in the place of the database. Until its end nobody else gets the lock.
    pub(super) fn swap(&mut self, path: &Path, mut copy: Copy) -> Result<(), StoreError> {
        let live = self.take(path)?;
        let (live, (sum, counts)) = self.attempt(path, live, |live| {
            live.check_place()?;
            copy.catch_up(live, usize::MAX)?;
            live.changed = None;
            copy.seal(live.sum)?;
            Ok((live.sum, live.counts))
        })?;
        let nursery = copy.close();
        open::close(live);
        put_in_place(path, &nursery)?;
        self.live = Some(open::known(path, sum, counts)?);
        Ok(())
    }

    fn take(&mut self, path: &Path) -> Result<Live, StoreError> {
        match self.live.take() {
            _ if self.closed => Err(StoreError::Closed { path: files::shown(path) }),
            Some(live) => Ok(live),
            None => self.reopen(path),
        }
    }

    fn reopen(&mut self, path: &Path) -> Result<Live, StoreError> {
        let lock = files::take_again(path, &self.lock)?;
        let mut live = open::unsettled(path)?;
        if self.origin.is_some() && live.origin != self.origin {
            open::close(live);
            return Err(StoreError::Gone { path: files::shown(path) });
        }
        if let Some(lock) = lock {
            self.lock = lock;
        }
        if self.only_read {
            return Ok(live);
        }
        if self.unsynced || live.is_flawed {
            if live.is_flawed {
                log::warn!(
                    "a part of the store's file is damaged; nothing is lost, the file is made anew"
                );
            }
            let nursery = copy::whole(path, &live)?;
            open::close(live);
            put_in_place(path, &nursery)?;
            self.unsynced = false;
            live = open::unsettled(path)?;
        }
        if live.has_journal {
            let (settled, (sum, counts)) = self.attempt(path, live, Live::settle_down)?;
            // Nobody has committed yet: that is what is in the file now, or should be.
            if !open::close(settled) {
                self.unsynced = true;
                let path = files::shown(path);
                return Err(StoreError::Io(format!(
                    "{path}: what is in its journal may not be on the disk"
                )));
            }
            live = open::settled(path, sum, counts)?;
        }
        let (live, ()) = self.attempt(path, live, Live::get_ready)?;
        self.origin = live.origin;
        Ok(live)
    }

    /// Gives the database back only if the work succeeds.
    fn attempt<T>(
        &mut self,
        path: &Path,
        mut live: Live,
        work: impl FnOnce(&mut Live) -> Result<T, Trouble>,
    ) -> Result<(Live, T), StoreError> {
        match fence::fenced(|| work(&mut live)) {
            Ok(done) => Ok((live, done)),
            Err(trouble) => {
                let is_clean = open::close(live);
                self.unsynced |= trouble.may_be_unsynced() || !is_clean;
                Err(trouble.at(path))
            }
        }
    }
}

/// Puts a copy in the place of the database it was made of. The journals go last: until then they make
/// changes again that the copy has already, which changes nothing.
fn put_in_place(path: &Path, nursery: &Path) -> Result<(), StoreError> {
    files::settle(path, nursery)?;
    files::attempt(path, || journal::remove(path))
}
