//! What is in the store: sled's tree, and above it the values that are only in the journal yet.
//!
//! Every read sees both. Values go down into sled a few at a time, so that no turn waits for all of
//! them. What is deleted is deleted in sled at once: a gap left above would have to be stepped over by
//! every later read. Nothing here waits for the disk, and nothing may be put here before it is in the
//! journal.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Unbounded};

use ::sled::{Batch, Db, IVec};

use super::journal::Change;
use super::keys::{self, KeyRange};
use super::sum::Sum;

/// What an entry takes in memory beside its key and value, roughly, in bytes.
const ENTRY_BYTES: usize = 128;

/// A key and its value.
pub(super) type Entry = (IVec, IVec);

pub(super) struct Layers {
    sled: Db,
    /// Newer than what sled has.
    recent: BTreeMap<Vec<u8>, IVec>,
    recent_bytes: usize,
}

impl Layers {
    pub(super) fn new(sled: Db) -> Self {
        Self { sled, recent: BTreeMap::new(), recent_bytes: 0 }
    }

    /// Takes in changes that are in the journal.
    pub(super) fn put(&mut self, changes: Vec<Change>) -> ::sled::Result<()> {
        for (key, value) in changes {
            let bytes = key.len() + ENTRY_BYTES;
            let old = if let Some(value) = value {
                self.recent_bytes += bytes + value.len();
                self.recent.insert(key, IVec::from(value))
            } else {
                self.sled.remove(&key)?;
                self.recent.remove(&key)
            };
            if let Some(old) = old {
                self.recent_bytes = self.recent_bytes.saturating_sub(bytes + old.len());
            }
        }
        Ok(())
    }

    /// What the values that sled does not have take in memory, roughly, in bytes.
    pub(super) fn recent_bytes(&self) -> usize {
        self.recent_bytes
    }

    /// Gives sled up to `limit` values with keys behind `after`, in order; returns the last of the
    /// keys, or none when that was all.
    pub(super) fn go_down(
        &mut self,
        after: &[u8],
        limit: usize,
    ) -> ::sled::Result<Option<Vec<u8>>> {
        let behind = self.recent.range::<[u8], _>((Excluded(after), Unbounded));
        let keys: Vec<Vec<u8>> = behind.take(limit).map(|(key, _)| key.clone()).collect();
        let mut batch = Batch::default();
        for key in &keys {
            if let Some(value) = self.recent.remove(key) {
                let bytes = key.len() + ENTRY_BYTES + value.len();
                self.recent_bytes = self.recent_bytes.saturating_sub(bytes);
                batch.insert(key.as_slice(), value);
            }
        }
        self.sled.apply_batch(batch)?;
        Ok(if keys.len() < limit { None } else { keys.into_iter().next_back() })
    }

    /// Notes the sum in sled and writes all that sled has to its file.
    pub(super) fn flush(&self, sum: Sum) -> ::sled::Result<()> {
        self.sled.insert(keys::SUM, sum.to_bytes())?;
        self.sled.flush().map(drop)
    }

    /// sled alone, to be closed.
    pub(super) fn into_sled(self) -> Db {
        self.sled
    }

    pub(super) fn get(&self, key: &[u8]) -> ::sled::Result<Option<IVec>> {
        match self.recent.get(key) {
            Some(value) => Ok(Some(value.clone())),
            None => self.sled.get(key),
        }
    }

    /// The entries of a range, the first key first.
    pub(super) fn range(&self, range: KeyRange) -> impl Iterator<Item = ::sled::Result<Entry>> {
        merge(self.recent.range(range.clone()), self.sled.range(range), Ordering::is_lt)
    }

    /// The entries of a range, the last key first.
    pub(super) fn range_back(
        &self,
        range: KeyRange,
    ) -> impl Iterator<Item = ::sled::Result<Entry>> {
        let recent = self.recent.range(range.clone()).rev();
        merge(recent, self.sled.range(range).rev(), Ordering::is_gt)
    }
}

/// One sequence of two; where both have a key, the first one's value counts.
fn merge<'layer>(
    above: impl Iterator<Item = (&'layer Vec<u8>, &'layer IVec)>,
    below: impl Iterator<Item = ::sled::Result<Entry>>,
    comes_first: fn(Ordering) -> bool,
) -> impl Iterator<Item = ::sled::Result<Entry>> {
    let (mut above, mut below) = (above.peekable(), below.peekable());
    std::iter::from_fn(move || {
        let Some((key, _)) = above.peek() else { return below.next() };
        let order = match below.peek() {
            Some(Ok((other, _))) => other.as_ref().cmp(key.as_slice()),
            Some(Err(_)) => return below.next(),
            None => return above.next().map(|entry| Ok(owned(entry))),
        };
        if comes_first(order) {
            return below.next();
        }
        if order.is_eq() {
            below.next();
        }
        above.next().map(|entry| Ok(owned(entry)))
    })
}

fn owned((key, value): (&Vec<u8>, &IVec)) -> Entry {
    (IVec::from(key.as_slice()), value.clone())
}
