//! Opens the database and sees that it is whole; commits to it durably; closes it.
//!
//! It must never make a new database where one should be: `files` decides that.

use std::fs::{File, OpenOptions};
use std::path::Path;

use ::sled::{Batch, Db};

use super::changes::Changes;
use super::copy::Changed;
use super::counts::Counts;
use super::fence::fenced;
use super::mark::Mark;
use super::sum::Sum;
use super::trouble::Trouble;
use super::{FORMAT, files, keys};
use crate::store::StoreError;

/// sled puts a page into a file of its own, which it never syncs, once the page is longer than a
/// quarter of a segment. A leaf has at most 20 entries of at most `VALUE_BYTES_MAX`, so this keeps
/// every page in the log. It is also how far sled's idea of "stable" is ahead of the disk before
/// it writes over old data. Part of the format: sled refuses to open with another size.
const SEGMENT_BYTES: usize = 8 * 1024 * 1024;

/// The operating system caches the file anyway.
const CACHE_BYTES: u64 = 8 * 1024 * 1024;

/// An open database.
pub(super) struct Live {
    pub(super) db: Db,
    pub(super) sum: Sum,
    pub(super) counts: Counts,
    /// What changes while somebody copies the database.
    pub(super) changed: Option<Changed>,
    /// Our own descriptor of sled's file, to sync it.
    file: File,
    mark: Mark,
}

impl Live {
    /// Makes the changes in one batch and waits until they are on the disk.
    pub(super) fn commit(&mut self, changes: Changes<'_>) -> Result<(), Trouble> {
        if let Some(changed) = &mut self.changed {
            changed.note(changes.keys());
        }
        let (batch, sum, counts) = changes.into_batch(self.sum, self.counts)?;
        self.db.apply_batch(batch)?;
        self.sync()?;
        self.mark.write(sum.commits);
        self.sum = sum;
        self.counts = counts;
        Ok(())
    }

    /// `flush` writes sled's buffer to the file, but on Linux it ends in `sync_file_range`, which
    /// promises nothing after a power cut. Hence our own `fdatasync`.
    pub(super) fn sync(&self) -> Result<(), Trouble> {
        self.db.flush()?;
        self.file.sync_data().map_err(Trouble::Unsynced)
    }
}

/// Opens the database of a prepared folder, makes one if the folder is fresh, and reads all of it.
pub(super) fn live(path: &Path) -> Result<Live, StoreError> {
    if files::is_fresh(path)? {
        create(path)?;
    }
    files::remove_leftovers(path)?;
    files::protect(path)?;
    opened(path, |db| {
        check_format(db)?;
        let stored = stored_sum(db)?;
        let (sum, counts) = add_up(db)?;
        match stored {
            Some(stored) if stored.same_entries(&sum) => Ok((stored, counts)),
            _ => Err(Trouble::Unreadable("entries are missing or damaged".to_owned())),
        }
    })
}

/// Opens a database that was read back a moment ago and put in place, without reading it again.
pub(super) fn known(path: &Path, sum: Sum, counts: Counts) -> Result<Live, StoreError> {
    opened(path, |db| match stored_sum(db)? {
        Some(stored) if stored == sum => Ok((sum, counts)),
        _ => Err(Trouble::Unreadable("it is not the copy that was put in place".to_owned())),
    })
}

fn opened(
    path: &Path,
    read: impl FnOnce(&Db) -> Result<(Sum, Counts), Trouble>,
) -> Result<Live, StoreError> {
    let live = fenced(|| {
        let db = open_sled(path)?;
        let (sum, counts) = read(&db)?;
        let file = OpenOptions::new().read(true).write(true).open(files::database(path))?;
        let (mark, commits_min) = Mark::open(path);
        if sum.commits < commits_min {
            return Err(Trouble::CutShort { commits: sum.commits, commits_min });
        }
        Ok(Live { db, sum, counts, changed: None, file, mark })
    })
    .map_err(|trouble| trouble.at(path))?;
    // sled has made new files.
    files::protect(path)?;
    Ok(live)
}

/// Closes the database. sled syncs its file then, and panics if that fails.
pub(super) fn close(live: Live) {
    close_sled(live.db);
}

pub(super) fn close_sled(db: Db) {
    let closed = fenced(|| {
        drop(db);
        Ok(())
    });
    if closed.is_err() {
        log::warn!("the database did not close cleanly; what was committed is safe");
    }
}

/// Builds a database beside, and puts it in place when it is whole and on the disk: a database
/// file in the folder therefore always has a format.
fn create(path: &Path) -> Result<(), StoreError> {
    files::protect(path)?;
    let nursery = files::nursery(path)?;
    fenced(|| {
        let db = open_sled(&nursery)?;
        let mut sum = Sum::default();
        sum.add(keys::FORMAT, &FORMAT.to_be_bytes());
        let mut batch = Batch::default();
        batch.insert(keys::FORMAT, &FORMAT.to_be_bytes());
        batch.insert(keys::SUM, sum.to_bytes());
        db.apply_batch(batch)?;
        db.flush()?;
        Ok(())
    })
    .map_err(|trouble| trouble.at(path))?;
    files::settle(path, &nursery)
}

/// We hold the folder's lock, so a database that is locked was closed a moment ago in this process,
/// or another program reads it.
pub(super) fn open_sled(path: &Path) -> Result<Db, Trouble> {
    let config = ::sled::Config::new()
        .path(path)
        .cache_capacity(CACHE_BYTES)
        .segment_size(SEGMENT_BYTES)
        .flush_every_ms(None);
    files::patiently(|| config.open().map_err(Trouble::from), Trouble::is_lock)
}

fn check_format(db: &Db) -> Result<(), Trouble> {
    let Some(format) = db.get(keys::FORMAT)? else {
        return Err(Trouble::Unreadable("it is no store of this program".to_owned()));
    };
    match <[u8; 4]>::try_from(&*format).map(u32::from_be_bytes) {
        Ok(FORMAT) => Ok(()),
        Ok(found) if found > FORMAT => Err(Trouble::TooNew(found)),
        _ => Err(Trouble::Unreadable("its format is unknown".to_owned())),
    }
}

fn stored_sum(db: &Db) -> Result<Option<Sum>, Trouble> {
    Ok(db.get(keys::SUM)?.and_then(|bytes| Sum::from_bytes(&bytes)))
}

/// Reads every entry: sled itself reads a page only when it is needed.
pub(super) fn add_up(db: &Db) -> Result<(Sum, Counts), Trouble> {
    let (mut sum, mut counts) = (Sum::default(), Counts::default());
    for entry in db.iter() {
        let (key, value) = entry?;
        if key != keys::SUM {
            sum.add(&key, &value);
            counts.add(&key);
        }
    }
    Ok((sum, counts))
}
