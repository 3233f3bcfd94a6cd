//! What is in the store: sled's tree, and above it the values that are only in the journal yet.
//!
//! Every read sees both. Values go down into sled a few at a time, so that no turn waits for all of
//! them; most queued messages are gone before and never get there. What sled has and is deleted is
//! deleted there at once: a gap left above would have to be stepped over by every later read. Nothing
//! here waits for the disk, and nothing may be put here before it is in the journal.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Bound::{Excluded, Unbounded};

use ::sled::{Db, IVec};

use super::changes::Change;
use super::counts::Counts;
use super::keys::{self, KeyRange};
use super::sum::{self, Sum};

/// What an entry takes in memory beside its key and value, roughly, in bytes.
const ENTRY_BYTES: usize = 128;

pub(super) struct Layers {
    sled: Db,
    /// Newer than what sled has.
    recent: BTreeMap<Vec<u8>, Recent>,
    recent_bytes: usize,
    /// How many keys of queued messages sled has: mostly none, and then it is not asked for any.
    queued_in_sled: u64,
}

/// A value, and the hash of it and its key.
#[derive(Clone)]
pub(super) struct Hashed {
    pub(super) value: IVec,
    pub(super) hash: u64,
}

struct Recent {
    entry: Hashed,
    /// Whether sled has an older value of the key.
    has_older: bool,
}

impl Layers {
    /// Nothing but what is in sled, which was counted.
    pub(super) fn new(sled: Db, counts: Counts) -> Self {
        // Each message has two keys.
        let queued_in_sled = 2 * (counts.live + counts.reminders);
        Self { sled, recent: BTreeMap::new(), recent_bytes: 0, queued_in_sled }
    }

    /// Takes in changes that are in the journal.
    pub(super) fn put(&mut self, changes: Vec<Change>) -> ::sled::Result<()> {
        for Change { key, value, is_new } in changes {
            let bytes = key.len() + ENTRY_BYTES;
            if let Some((value, hash)) = value {
                self.recent_bytes += bytes + value.len();
                let entry = Hashed { value: IVec::from(value), hash };
                match self.recent.entry(key) {
                    Entry::Occupied(mut recent) => {
                        let old = std::mem::replace(&mut recent.get_mut().entry, entry);
                        self.recent_bytes -= bytes + old.value.len();
                    }
                    Entry::Vacant(place) => {
                        place.insert(Recent { entry, has_older: !is_new });
                    }
                }
                continue;
            }
            let recent = self.recent.remove(&key);
            if recent.as_ref().is_none_or(|recent| recent.has_older) {
                let was_there = self.sled.remove(&key)?.is_some();
                self.queued_in_sled -= u64::from(was_there && keys::is_queued(&key));
            }
            if let Some(old) = recent {
                self.recent_bytes -= bytes + old.entry.value.len();
            }
        }
        Ok(())
    }

    /// What the values that sled does not have take in memory, roughly, in bytes.
    pub(super) fn recent_bytes(&self) -> usize {
        self.recent_bytes
    }

    /// Gives sled up to `limit` values with keys behind `after`, in order; returns the last of the
    /// keys, or none when that was all. One by one: a batch makes sled write its buffer out twice, and
    /// what is missing after a crash is in the journal.
    pub(super) fn go_down(
        &mut self,
        after: &[u8],
        limit: usize,
    ) -> ::sled::Result<Option<Vec<u8>>> {
        let behind = self.recent.range::<[u8], _>((Excluded(after), Unbounded));
        let keys: Vec<Vec<u8>> = behind.take(limit).map(|(key, _)| key.clone()).collect();
        for key in &keys {
            if let Some(Recent { entry: Hashed { value, .. }, has_older }) = self.recent.remove(key)
            {
                self.recent_bytes -= key.len() + ENTRY_BYTES + value.len();
                self.queued_in_sled += u64::from(!has_older && keys::is_queued(key));
                self.sled.insert(key.as_slice(), value)?;
            }
        }
        Ok(if keys.len() < limit { None } else { keys.into_iter().next_back() })
    }

    /// Notes the sum in sled, which counts once there is no journal.
    pub(super) fn note_sum(&self, sum: Sum) -> ::sled::Result<()> {
        self.sled.insert(keys::SUM, sum.to_bytes()).map(drop)
    }

    /// sled alone, to be brought to the disk.
    pub(super) fn sled(&self) -> &Db {
        &self.sled
    }

    /// sled alone, to be closed.
    pub(super) fn into_sled(self) -> Db {
        self.sled
    }

    pub(super) fn get(&self, key: &[u8]) -> ::sled::Result<Option<IVec>> {
        match self.recent.get(key) {
            Some(recent) => Ok(Some(recent.entry.value.clone())),
            None => self.get_older(key),
        }
    }

    /// A value and its hash.
    pub(super) fn get_hashed(&self, key: &[u8]) -> ::sled::Result<Option<Hashed>> {
        if let Some(recent) = self.recent.get(key) {
            return Ok(Some(recent.entry.clone()));
        }
        let older = self.get_older(key)?;
        Ok(older.map(|value| Hashed { hash: sum::hash(key, &value), value }))
    }

    fn get_older(&self, key: &[u8]) -> ::sled::Result<Option<IVec>> {
        if self.queued_in_sled == 0 && keys::is_queued(key) {
            return Ok(None);
        }
        self.sled.get(key)
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
    (IVec::from(key.as_slice()), recent.entry.value.clone())
}
