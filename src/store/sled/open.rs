//! Opens the database and sees that it is whole; commits to it durably; closes it.
//!
//! It must never make a new database where one should be: `files` decides that.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::sled::{Batch, Db};
use chrono::DateTime;

use super::changes::{Changes, Commit};
use super::copy::{BATCH_ENTRIES, Changed};
use super::counts::Counts;
use super::descent::Descent;
use super::fence::fenced;
use super::journal::{self, Journal, Replay};
use super::layers::Layers;
use super::mark::Mark;
use super::origin::Origin;
use super::sum::Sum;
use super::trouble::Trouble;
use super::{FORMAT, files, keys, mend, segments};
use crate::store::{StoreError, Write};

/// sled puts a page into a file of its own, which it never syncs, once the page is longer than a
/// quarter of a segment. A leaf has at most 20 entries of at most `VALUE_BYTES_MAX`, so this keeps
/// every page in the log. It is also how far sled's idea of "stable" is ahead of the disk before
/// it writes over old data, and half of what its buffers take. Part of the format: sled refuses to
/// open with another size.
const SEGMENT_BYTES: usize = 2 * 1024 * 1024;
/// The size that stores were made with before; a rewrite makes them anew with the other.
const SEGMENT_BYTES_BEFORE: usize = 8 * 1024 * 1024;

/// Both.
pub(super) const SEGMENT_SIZES: [usize; 2] = [SEGMENT_BYTES, SEGMENT_BYTES_BEFORE];

/// The operating system caches the file anyway.
const CACHE_BYTES: u64 = 2 * 1024 * 1024;

/// Once a journal is as long as this, the next one is begun and its changes go down into sled.
const JOURNAL_BYTES: u64 = 32 * 1024 * 1024;
/// A journal never grows much longer: commits wait then until the one before can be written over.
const JOURNAL_BYTES_MAX: u64 = 2 * JOURNAL_BYTES;
/// What is above sled takes about so much memory at most before it goes down.
const RECENT_BYTES: usize = 4 * 1024 * 1024;

/// An open database.
pub(super) struct Live {
    pub(super) layers: Layers,
    /// `None` until the first commit.
    journal: Option<Journal>,
    /// The last generation of journals that was begun.
    generation: u64,
    /// The way of the values of the journal before down into sled.
    descent: Descent,
    pub(super) sum: Sum,
    pub(super) counts: Counts,
    /// `None` in a store that was made before stores had one, until it is ready.
    pub(super) origin: Option<Origin>,
    /// What changes while somebody copies the database.
    pub(super) changed: Option<Changed>,
    folder: PathBuf,
    segment_bytes: usize,
    /// A part of sled's file does not begin as it should: all was found once more, by sled's index.
    pub(super) is_flawed: bool,
    /// What was found may be in a journal only.
    pub(super) has_journal: bool,
    /// Our own descriptor of sled's file, to sync it.
    file: Arc<File>,
    mark: Mark,
}

impl Live {
    /// The changes of a commit, over the store as it is.
    pub(super) fn changes(&self) -> Changes<'_> {
        Changes::new(&self.layers)
    }

    /// Makes the changes of a commit and waits until they are on the disk.
    pub(super) fn commit(&mut self, changes: Commit) -> Result<(), Trouble> {
        let Commit { changes, sum, counts } = changes;
        if changes.is_empty() {
            return Ok(());
        }
        self.check_place()?;
        if let Some(changed) = &mut self.changed {
            changed.note(changes.iter().map(|change| &change.key));
        }
        let journal = match &mut self.journal {
            Some(journal) => journal,
            None => self.journal.insert(Journal::begin(&self.folder, self.generation)?),
        };
        journal.append(&changes, sum)?;
        let count = changes.len();
        self.layers.put(changes)?;
        self.mark.write(sum.commits);
        self.sum = sum;
        self.counts = counts;
        self.go_down(count)
    }

    /// Sees that what is written is not written into files that nobody will ever find.
    pub(super) fn check_place(&self) -> Result<(), Trouble> {
        let journal = self.journal.as_ref();
        let in_place = files::is_at(&self.file, &files::database(&self.folder))
            && journal.is_none_or(|journal| journal.is_in(&self.folder));
        if in_place { Ok(()) } else { Err(Trouble::Gone) }
    }

    /// Lets some values go down into sled, and begins the next journal once one is long enough.
    fn go_down(&mut self, changes: usize) -> Result<(), Trouble> {
        self.descent.step(&mut self.layers, &self.file, changes)?;
        let written = self.journal.as_ref().map_or(0, Journal::bytes);
        if written >= JOURNAL_BYTES_MAX && !self.descent.is_done() {
            return self.settle();
        }
        let full = written >= JOURNAL_BYTES || self.layers.recent_bytes() >= RECENT_BYTES;
        if full && self.descent.is_done() {
            self.journal = None;
            self.generation += 1;
            self.descent = Descent::begin();
        }
        Ok(())
    }

    /// What a process wrote before it was killed is read back, but it may not be on the disk yet. No journal
    /// is written over before.
    pub(super) fn settle_down(&mut self) -> Result<(Sum, Counts), Trouble> {
        self.check_place()?;
        self.layers.note_sum(self.sum)?;
        self.descent.finish(&mut self.layers, &self.file)?;
        Ok((self.sum, self.counts))
    }

    /// Brings a store of an older version to this one.
    pub(super) fn get_ready(&mut self) -> Result<(), Trouble> {
        let format = self.layers.get(keys::FORMAT)?;
        if format.as_deref() == Some(&FORMAT.to_be_bytes()) && self.origin.is_some() {
            return Ok(());
        }
        self.upgrade()?;
        self.settle()
    }

    /// Brings an older store to this format, in one commit.
    fn upgrade(&mut self) -> Result<(), Trouble> {
        let origin = self.origin.unwrap_or_else(|| Origin::late(self.sum.commits));
        self.upgrade_with(origin)?;
        self.origin = Some(origin);
        Ok(())
    }

    fn upgrade_with(&mut self, origin: Origin) -> Result<(), Trouble> {
        // Before format 2 every handled update had a key of its own. All of them go before the first
        // block is noted: a block's key may be the one of an old update.
        let mut changes = self.changes();
        let is_old = self.layers.get(keys::FORMAT)?.as_deref() != Some(&FORMAT.to_be_bytes());
        let old: Vec<_> = if is_old {
            self.layers.range(keys::all_seen()).collect::<Result<_, _>>()?
        } else {
            Vec::new()
        };
        for (key, at_ms) in &old {
            if let (Some(update), Some(at_ms)) = (keys::seen_block(key), keys::read_signed(at_ms)) {
                changes.delete(keys::seen_by_time(at_ms, update))?;
                changes.delete(key.to_vec())?;
            }
        }
        for (key, at_ms) in &old {
            let at = keys::read_signed(at_ms).and_then(DateTime::from_timestamp_millis);
            if let (Some(update), Some(at)) = (keys::seen_block(key), at) {
                changes.write(&Write::Seen { update, at })?;
            }
        }
        changes.put(keys::FORMAT.to_vec(), FORMAT.to_be_bytes().to_vec())?;
        changes.put(keys::ORIGIN.to_vec(), origin.to_bytes().to_vec())?;
        let commit = changes.net(self.sum, self.counts);
        self.commit(commit)
    }

    /// Brings everything into sled, and sled to the disk: the journals are not needed then.
    pub(super) fn settle(&mut self) -> Result<(), Trouble> {
        self.settle_down()?;
        if !segments::are_whole(&self.folder, self.segment_bytes as u64)? {
            return Err(Trouble::Unreadable("a part of its file is damaged".to_owned()));
        }
        self.journal = None;
        Ok(journal::remove(&self.folder)?)
    }
}

/// Opens the database of a prepared folder, brings what is in its journals into it, and reads all of
/// it. Nothing may be committed before it is ready.
pub(super) fn unsettled(path: &Path) -> Result<Live, StoreError> {
    files::remove_leftovers(path)?;
    files::protect(path)?;
    match opened(path, whole) {
        Err(error @ StoreError::Corrupt { .. }) if mend::mend(path)? => {
            log::debug!("{error}");
            log::warn!(
                "an index in {} was damaged; it is made again, nothing is lost",
                path.display()
            );
            opened(path, whole)
        }
        opened => opened,
    }
}

/// Makes the changes of the journals again, and reads all of it.
fn whole(db: &Db, replay: Replay) -> Result<(Sum, Counts), Trouble> {
    check_format(db)?;
    let sum = replay_into(db, replay)?.or(stored_sum(db)?);
    let (found, counts) = add_up(db)?;
    match sum {
        Some(sum) if sum.same_entries(&found) => Ok((sum, counts)),
        _ => Err(Trouble::Unreadable("entries are missing or damaged".to_owned())),
    }
}

/// Whether a copy of the database is whole, together with the journals of its folder.
pub(super) fn is_whole(copy: &Path, path: &Path, segment_bytes: Option<usize>) -> bool {
    let read = || {
        let db = match segment_bytes {
            Some(segment_bytes) => open_sized(copy, segment_bytes)?,
            None => open_sled(copy)?.0,
        };
        let (sum, _) = whole(&db, journal::read(path)?)?;
        Ok(sum.commits >= Mark::read_only(path))
    };
    fenced(read).unwrap_or(false)
}

/// Opens a database to which everything was brought a moment ago, and reads all of it back. Until that
/// has shown that it is in the file, the journals stay.
pub(super) fn settled(path: &Path, sum: Sum, counts: Counts) -> Result<Live, StoreError> {
    let mut live = opened(path, |db, _| match (stored_sum(db)?, add_up(db)?) {
        (Some(stored), found) if stored == sum && stored.same_entries(&found.0) => {
            Ok((sum, counts))
        }
        _ => Err(Trouble::Unreadable("what its journal holds does not stay in it".to_owned())),
    })?;
    files::attempt(path, || journal::remove(path))?;
    live.has_journal = false;
    Ok(live)
}

/// The same, ready.
pub(super) fn live(path: &Path) -> Result<Live, StoreError> {
    let mut live = unsettled(path)?;
    match fenced(|| live.get_ready()) {
        Ok(()) => Ok(live),
        Err(trouble) => {
            close(live);
            Err(trouble.at(path))
        }
    }
}

/// Opens a database that was read back a moment ago and put in place, without reading it again.
pub(super) fn known(path: &Path, sum: Sum, counts: Counts) -> Result<Live, StoreError> {
    opened(path, |db, _| match stored_sum(db)? {
        Some(stored) if stored == sum => Ok((sum, counts)),
        _ => Err(Trouble::Unreadable("it is not the copy that was put in place".to_owned())),
    })
}

fn opened(
    path: &Path,
    read: impl FnOnce(&Db, Replay) -> Result<(Sum, Counts), Trouble>,
) -> Result<Live, StoreError> {
    let live = fenced(|| {
        // sled changes what it opens; of what size the parts are it tells only then.
        let [usual, before] = SEGMENT_SIZES.map(|bytes| segments::are_whole(path, bytes as u64));
        let (db, segment_bytes) = open_sled(path)?;
        let are_whole = if segment_bytes == SEGMENT_BYTES { usual? } else { before? };
        let replay = journal::read(path)?;
        let has_journal = replay.generation > 0;
        let generation = replay.generation + 1;
        let (sum, counts) = read(&db, replay)?;
        let file = OpenOptions::new().read(true).write(true).open(files::database(path))?;
        let (mark, commits_min) = Mark::open(path);
        if sum.commits < commits_min {
            return Err(Trouble::CutShort { commits: sum.commits, commits_min });
        }
        let origin = db.get(keys::ORIGIN)?.and_then(|bytes| Origin::from_bytes(&bytes));
        Ok(Live {
            layers: Layers::new(db, counts),
            journal: None,
            generation,
            descent: Descent::Done,
            sum,
            counts,
            origin,
            changed: None,
            folder: path.to_path_buf(),
            segment_bytes,
            is_flawed: !are_whole,
            has_journal,
            file: Arc::new(file),
            mark,
        })
    })
    .map_err(|trouble| trouble.at(path))?;
    // sled has made new files.
    files::protect(path)?;
    Ok(live)
}

/// Makes the changes of the journals again. Those that sled has already change nothing.
fn replay_into(db: &Db, replay: Replay) -> Result<Option<Sum>, Trouble> {
    let mut last = replay.changes.into_iter().peekable();
    while last.peek().is_some() {
        let mut batch = Batch::default();
        for (key, value) in last.by_ref().take(BATCH_ENTRIES) {
            match value {
                Some(value) => batch.insert(key, value),
                None => batch.remove(key),
            }
        }
        db.apply_batch(batch)?;
    }
    Ok(replay.sum)
}

/// Closes the database. sled syncs its file then, and panics if that fails. What is only in the
/// journal stays there. Returns whether nothing went wrong with bringing it to the disk.
pub(super) fn close(mut live: Live) -> bool {
    let is_synced = live.descent.wait().is_ok();
    close_sled(live.layers.into_sled()) && is_synced
}

/// Closes a database; returns whether sled had nothing to complain about.
pub(super) fn close_sled(db: Db) -> bool {
    let closed = fenced(|| {
        drop(db);
        Ok(())
    });
    if closed.is_err() {
        log::warn!("the database did not close cleanly; what was committed is safe");
    }
    closed.is_ok()
}

/// Builds a database beside, and puts it in place when it is whole and on the disk: a database
/// file in the folder therefore always has a format.
pub(super) fn create(path: &Path) -> Result<(), StoreError> {
    let origin = Origin::new();
    files::protect(path)?;
    let nursery = files::nursery(path);
    files::clear(&nursery)?;
    fenced(|| {
        let (db, _) = open_sled(&nursery)?;
        let mut sum = Sum::default();
        let mut batch = Batch::default();
        for (key, value) in
            [(keys::FORMAT, &FORMAT.to_be_bytes()[..]), (keys::ORIGIN, &origin.to_bytes())]
        {
            sum.add(key, value);
            batch.insert(key, value);
        }
        batch.insert(keys::SUM, sum.to_bytes());
        db.apply_batch(batch)?;
        db.flush()?;
        Ok(())
    })
    .map_err(|trouble| trouble.at(path))?;
    files::settle(path, &nursery)?;
    log::info!("a store was begun in {}; its number is {origin}", path.display());
    Ok(())
}

/// We hold the folder's lock, so a database that is locked was closed a moment ago in this process,
/// or another program reads it.
pub(super) fn open_sled(path: &Path) -> Result<(Db, usize), Trouble> {
    match open_sized(path, SEGMENT_BYTES) {
        Err(Trouble::Sled(::sled::Error::Unsupported(_))) => {
            Ok((open_sized(path, SEGMENT_BYTES_BEFORE)?, SEGMENT_BYTES_BEFORE))
        }
        opened => Ok((opened?, SEGMENT_BYTES)),
    }
}

fn open_sized(path: &Path, segment_bytes: usize) -> Result<Db, Trouble> {
    let config = ::sled::Config::new()
        .path(path)
        .cache_capacity(CACHE_BYTES)
        .segment_size(segment_bytes)
        .flush_every_ms(None);
    files::patiently(|| config.open().map_err(Trouble::from), Trouble::is_lock)
}

fn check_format(db: &Db) -> Result<(), Trouble> {
    let Some(format) = db.get(keys::FORMAT)? else {
        return Err(Trouble::Unreadable("it is no store of this program".to_owned()));
    };
    match <[u8; 4]>::try_from(&*format).map(u32::from_be_bytes) {
        Ok(1..=FORMAT) => Ok(()),
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
