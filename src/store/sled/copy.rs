//! A copy of the database in a folder of its own, made while turns go on.
//!
//! sled only appends: what was deleted stays readable in its file until the place is needed again,
//! and the file grows to many times of what is in it. A copy has neither.
//!
//! The copy walks through the keys in order. What a commit changes behind the walk is noted by key
//! and copied again, until there is nothing left to catch up with; a sum over all entries, kept on
//! both sides, shows that the two are the same.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io;
use std::ops::Bound::{Excluded, Unbounded};
use std::path::{Path, PathBuf};

use ::sled::{Batch, Db};

use super::fence::fenced;
use super::open::{self, Live};
use super::sum::Sum;
use super::trouble::{Trouble, unreadable};
use super::{files, keys};
use crate::store::StoreError;

/// How many entries go into the new database at a time. sled frees nothing before a batch ends, and
/// it copies a page for every entry.
pub(super) const BATCH_ENTRIES: usize = 100;

/// A key and its value, or none where it was deleted.
pub(super) type Entry = (Vec<u8>, Option<Vec<u8>>);

/// What changed behind the walk. Kept with the open database: if that is closed, the notes are gone,
/// and so is the copy.
#[derive(Debug, Default)]
pub(super) struct Changed {
    /// The last key that the walk has passed.
    passed: Vec<u8>,
    keys: BTreeSet<Vec<u8>>,
}

impl Changed {
    pub(super) fn note<'key>(&mut self, changed: impl Iterator<Item = &'key Vec<u8>>) {
        let behind = changed.filter(|key| **key <= self.passed);
        self.keys.extend(behind.cloned());
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The next entries of the walk; fewer than asked for at its end.
    pub(super) fn walk(live: &mut Live, limit: usize) -> Result<Option<Vec<Entry>>, Trouble> {
        let Some(changed) = &mut live.changed else { return Ok(None) };
        let mut entries = Vec::with_capacity(limit);
        let start = (Excluded(changed.passed.clone()), Unbounded::<Vec<u8>>);
        for entry in live.layers.range(start).filter(is_content).take(limit) {
            let (key, value) = entry?;
            entries.push((key.to_vec(), Some(value.to_vec())));
        }
        match entries.last() {
            Some((key, _)) if entries.len() == limit => changed.passed.clone_from(key),
            // The end is passed: everything is behind now.
            _ => changed.passed = vec![u8::MAX; 64],
        }
        Ok(Some(entries))
    }

    /// Takes up to `limit` of the noted keys, with what is there now.
    pub(super) fn take(live: &mut Live, limit: usize) -> Result<Option<Vec<Entry>>, Trouble> {
        let Some(changed) = &mut live.changed else { return Ok(None) };
        let mut entries = Vec::new();
        while entries.len() < limit {
            let Some(key) = changed.keys.pop_first() else { break };
            let value = live.layers.get(&key)?.map(|value| value.to_vec());
            entries.push((key, value));
        }
        Ok(Some(entries))
    }
}

/// A database in the making.
pub(super) struct Copy {
    folder: PathBuf,
    db: Db,
    sum: Sum,
}

impl Copy {
    /// An empty one in a nursery, whatever was left there.
    pub(super) fn begin(folder: PathBuf) -> Result<Self, StoreError> {
        files::clear(&folder)?;
        files::attempt(&folder, || files::make_folder(&folder))?;
        let (db, _) = fenced(|| open::open_sled(&folder)).map_err(|trouble| trouble.at(&folder))?;
        Ok(Self { folder, db, sum: Sum::default() })
    }

    /// Puts entries in, and takes deleted ones out.
    pub(super) fn put(&mut self, entries: Vec<Entry>) -> Result<(), Trouble> {
        let mut entries = entries.into_iter().peekable();
        while entries.peek().is_some() {
            let mut batch = Batch::default();
            for (key, value) in entries.by_ref().take(BATCH_ENTRIES) {
                if let Some(old) = self.db.get(&key)? {
                    self.sum.subtract(&key, &old);
                }
                match value {
                    Some(value) => {
                        self.sum.add(&key, &value);
                        batch.insert(key, value);
                    }
                    None => batch.remove(key),
                }
            }
            self.db.apply_batch(batch)?;
        }
        Ok(())
    }

    /// Closes it, opens it again and reads all of it back.
    pub(super) fn read_back(self) -> Result<Self, Trouble> {
        let Self { folder, db, sum } = self;
        db.flush()?;
        drop(db);
        let (db, _) = open::open_sled(&folder)?;
        let (found, _) = open::add_up(&db)?;
        if found.same_entries(&sum) { Ok(Self { folder, db, sum }) } else { Err(not_the_same()) }
    }

    /// Brings it to the disk, so that the last step has little to wait for.
    pub(super) fn sync(&self) -> Result<(), Trouble> {
        self.db.flush()?;
        let file = OpenOptions::new().write(true).open(files::database(&self.folder))?;
        file.sync_data().map_err(Trouble::Io)
    }

    /// Copies up to `limit` entries that changed behind the walk; returns how many there were.
    pub(super) fn catch_up(&mut self, live: &mut Live, limit: usize) -> Result<usize, Trouble> {
        let entries = Changed::take(live, limit)?.ok_or_else(interrupted)?;
        let count = entries.len();
        self.put(entries)?;
        Ok(count)
    }

    /// Makes it a store of its own, if it has exactly the entries it should have.
    pub(super) fn seal(&mut self, wanted: Sum) -> Result<(), Trouble> {
        if !self.sum.same_entries(&wanted) {
            return Err(not_the_same());
        }
        self.db.insert(keys::SUM, wanted.to_bytes())?;
        self.db.flush()?;
        Ok(())
    }

    /// All its entries but the sum.
    pub(super) fn entries(
        &self,
    ) -> impl Iterator<Item = ::sled::Result<(::sled::IVec, ::sled::IVec)>> + use<> {
        self.db.iter().filter(is_content)
    }

    /// Closes it; returns its folder.
    pub(super) fn close(self) -> PathBuf {
        let Self { folder, db, .. } = self;
        open::close_sled(db);
        folder
    }
}

/// A copy of all entries while nobody else has the database, sealed, read back and closed.
pub(super) fn whole(path: &Path, live: &Live) -> Result<PathBuf, StoreError> {
    let mut copy = Copy::begin(files::nursery(path))?;
    fenced(|| {
        let mut entries = live.layers.range(keys::all()).filter(is_content).peekable();
        while entries.peek().is_some() {
            let batch = entries.by_ref().take(BATCH_ENTRIES).map(|entry| {
                let (key, value) = entry?;
                Ok((key.to_vec(), Some(value.to_vec())))
            });
            copy.put(batch.collect::<Result<_, ::sled::Error>>()?)?;
        }
        let mut copy = copy.read_back()?;
        copy.seal(live.sum)?;
        Ok(copy.close())
    })
    .map_err(|trouble| trouble.at(path))
}

fn is_content(entry: &::sled::Result<(::sled::IVec, ::sled::IVec)>) -> bool {
    !matches!(entry, Ok((key, _)) if key == keys::SUM)
}

/// The database was closed after a failure, and the notes of what changed with it.
pub(super) fn interrupted() -> Trouble {
    Trouble::Io(io::Error::other("it was opened anew while it was copied"))
}

fn not_the_same() -> Trouble {
    unreadable("the copy")
}
