//! What is in the store: sled's tree, and above it the values that are only in the journal yet.
//!
//! Every read sees both. Values go down into sled a few at a time, so that no turn waits for all of
//! them; most queued messages are gone before and never get there. What sled has and is deleted is
//! deleted there at once: a gap left above would have to be stepped over by every later read. Nothing here waits for the disk, and nothing may be put here before it is in the
//! journal.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Bound::{Excluded, Unbounded};

use ::sled::{Batch, Db, IVec};

use super::changes::Change;
use super::keys::{self, KeyRange};
use super::sum::Sum;

/// What an entry takes in memory beside its key and value, roughly, in bytes.
const ENTRY_BYTES: usize = 128;

pub(super) struct Layers {
    sled: Db,
    /// Newer than what sled has.
    recent: BTreeMap<Vec<u8>, Recent>,
    recent_bytes: usize,
}

struct Recent {
    value: IVec,
    /// Whether sled has an older value of the key.
    has_older: bool,
}

impl Layers {
    pub(super) fn new(sled: Db) -> Self {
        Self { sled, recent: BTreeMap::new(), recent_bytes: 0 }
    }

    /// Takes in changes that are in the journal.
    pub(super) fn put(&mut self, changes: Vec<Change>) -> ::sled::Result<()> {
        for Change { key, value, is_new } in changes {
            let bytes = key.len() + ENTRY_BYTES;
            if let Some(value) = value {
                self.recent_bytes += bytes + value.len();
                let value = IVec::from(value);
                match self.recent.entry(key) {
                    Entry::Occupied(mut recent) => {
                        let old = std::mem::replace(&mut recent.get_mut().value, value);
                        self.recent_bytes -= bytes + old.len();
                    }
                    Entry::Vacant(place) => {
                        place.insert(Recent { value, has_older: !is_new });
                    }
                }
                continue;
            }
            let recent = self.recent.remove(&key);
            if recent.as_ref().is_none_or(|recent| recent.has_older) {
                self.sled.remove(&key)?;
            }
            if let Some(old) = recent {
                self.recent_bytes -= bytes + old.value.len();
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
            if let Some(Recent { value, .. }) = self.recent.remove(key) {
                self.recent_bytes -= key.len() + ENTRY_BYTES + value.len();
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
            Some(recent) => Ok(Some(recent.value.clone())),
            None => self.sled.get(key),
        }
    }

    /// The entries of a range, the first key first.
    pub(super) fn range(
        &self,
        range: KeyRange,
    ) -> impl Iterator<Item = ::sled::Result<(IVec, IVec)>> {
        merge(self.recent.range(range.clone()), self.sled.range(range), Ordering::is_lt)
    }

    /// The entries of a range, the last key first.
    pub(super) fn range_back(
        &self,
        range: KeyRange,
    ) -> impl Iterator<Item = ::sled::Result<(IVec, IVec)>> {
        let recent = self.recent.range(range.clone()).rev();
        merge(recent, self.sled.range(range).rev(), Ordering::is_gt)
    }
}

/// One sequence of two; where both have a key, the first one's value counts.
fn merge<'layer>(
    above: impl Iterator<Item = (&'layer Vec<u8>, &'layer Recent)>,
    below: impl Iterator<Item = ::sled::Result<(IVec, IVec)>>,
    comes_first: fn(Ordering) -> bool,
) -> impl Iterator<Item = ::sled::Result<(IVec, IVec)>> {
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

fn owned((key, recent): (&Vec<u8>, &Recent)) -> (IVec, IVec) {
    (IVec::from(key.as_slice()), recent.value.clone())
}
