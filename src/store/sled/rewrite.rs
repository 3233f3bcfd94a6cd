//! Writes the database anew, so that its file holds what the store holds and nothing else.
//!
//! sled only appends. What was deleted stays readable in the file until its place is needed again,
//! and the file grows to many times of what is in it. A new file has neither.

use std::path::{Path, PathBuf};

use ::sled::Batch;

use super::fence::fenced;
use super::files;
use super::open::{self, Live};
use super::sum::Sum;
use super::trouble::unreadable;
use crate::store::StoreError;

/// How many entries go into the new database at a time. sled frees nothing before a batch ends, and
/// it copies a page for every entry.
const BATCH_ENTRIES: usize = 100;

/// Builds the new database beside the old one, reads it back, and puts it in its place. A kill at
/// any moment leaves one of them whole. Closes the old one; the caller opens the new one.
pub(super) fn rewrite(path: &Path, old: Live) -> Result<(), StoreError> {
    let nursery = match copy(path, &old) {
        Ok(nursery) => nursery,
        Err(error) => {
            open::close(old);
            return Err(error);
        }
    };
    open::close(old);
    files::settle(path, &nursery)
}

/// A copy of all entries in the nursery, closed and seen to be whole.
fn copy(path: &Path, old: &Live) -> Result<PathBuf, StoreError> {
    let nursery = files::nursery(path)?;
    fenced(|| {
        let new = open::open_sled(&nursery)?;
        let mut entries = old.db.iter().peekable();
        while entries.peek().is_some() {
            let mut batch = Batch::default();
            for entry in entries.by_ref().take(BATCH_ENTRIES) {
                let (key, value) = entry?;
                batch.insert(key, value);
            }
            new.apply_batch(batch)?;
        }
        new.flush()?;
        Ok(())
    })
    .and_then(|()| {
        fenced(|| {
            let copied: Sum = open::read_all(&open::open_sled(&nursery)?)?;
            if copied == old.sum { Ok(()) } else { Err(unreadable("the copy")) }
        })
    })
    .map_err(|trouble| trouble.at(path))?;
    Ok(nursery)
}
