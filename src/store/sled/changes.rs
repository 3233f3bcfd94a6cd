//! Turns a list of writes into the net changes of keys, which become one record of the journal.
//!
//! Writes see the ones before them in the same commit. Nothing is written here.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::counts::Counts;
use super::keys::{self, KeyRange};
use super::layers::{Hashed, Layers};
use super::seen::{self, Seen};
use super::sum::Sum;
use crate::store::{ChatId, Outgoing, Timer, Write};

/// A commit in the making: what it changes, and the sum and the counts after it.
pub(super) struct Commit {
    pub(super) changes: Vec<Change>,
    pub(super) sum: Sum,
    pub(super) counts: Counts,
}

/// What a commit makes of a key.
pub(super) struct Change {
    pub(super) key: Vec<u8>,
    /// Its value after the commit and the hash of the two; `None` deletes it.
    pub(super) value: Option<(Vec<u8>, u64)>,
    /// The store does not have the key before.
    pub(super) is_new: bool,
}

/// The keys that a commit touches, over the store as it is.
pub(super) struct Changes<'store> {
    store: &'store Layers,
    touched: BTreeMap<Vec<u8>, Touched>,
}

/// A key that was looked up, which happens once, and may be changed.
struct Touched {
    before: Option<Hashed>,
    after: After,
}

enum After {
    /// As before.
    Same,
    Value(Vec<u8>),
    Deleted,
}

impl Touched {
    fn value(&self) -> Option<&[u8]> {
        match &self.after {
            After::Same => self.before.as_ref().map(|before| &*before.value),
            After::Value(value) => Some(value),
            After::Deleted => None,
        }
    }
}

impl<'store> Changes<'store> {
    pub(super) fn new(store: &'store Layers) -> Self {
        Self { store, touched: BTreeMap::new() }
    }

    pub(super) fn write(&mut self, write: &Write) -> ::sled::Result<()> {
        match write {
            Write::State { chat, bytes } => self.put(keys::state(*chat), bytes.clone())?,
            Write::Record { chat, id, bytes } => {
                self.put(keys::record(*chat, *id), bytes.clone())?;
            }
            Write::DeleteRecord { chat, id } => self.delete(keys::record(*chat, *id))?,
            Write::Timer(Timer { due, chat, name, token }) => {
                let due_ms = due.timestamp_millis();
                self.put(keys::timer(due_ms, *chat, name), token.to_be_bytes().to_vec())?;
                self.put(keys::chat_timer(*chat, due_ms, name), Vec::new())?;
            }
            Write::DeleteTimer { due, chat, name } => {
                let due_ms = due.timestamp_millis();
                self.delete(keys::timer(due_ms, *chat, name))?;
                self.delete(keys::chat_timer(*chat, due_ms, name))?;
            }
            Write::Outgoing(message) => self.queue(message)?,
            Write::DeleteOutgoing { lane, seq } => {
                let key = keys::outgoing(*lane, *seq);
                if let Some(chat) = self.get(key.clone())?.and_then(outgoing_chat) {
                    self.delete(keys::chat_outgoing(chat, *lane, *seq))?;
                    // The last words to somebody who is forgotten are to leave the file as well.
                    if self.get(keys::state(chat))?.is_none() {
                        self.count_forget()?;
                    }
                }
                self.delete(key)?;
            }
            Write::Seen { update, at } => {
                let block = seen::block(*update);
                let mut seen = self.delete_seen(block)?;
                seen.add(*update, at.timestamp_millis());
                self.put(keys::seen(block), seen.to_bytes())?;
                self.put(keys::seen_by_time(seen.at_ms, block), Vec::new())?;
            }
            Write::ScreenMessage { chat, screen, message } => {
                let value = [screen.to_be_bytes(), message.to_be_bytes()].concat();
                self.put(keys::screen(*chat), value)?;
            }
            Write::File { name, bytes } => self.put(keys::file(name), bytes.clone())?,
            Write::DeleteFile { name } => self.delete(keys::file(name))?,
            Write::Forget { chat } => {
                let kept = self.keys_in(&keys::chat(*chat))?;
                if !kept.is_empty() {
                    self.count_forget()?;
                }
                for entry in kept {
                    if let Some(counterpart) = keys::counterpart(*chat, &entry) {
                        self.delete(counterpart)?;
                    }
                    self.delete(entry)?;
                }
            }
        }
        Ok(())
    }

    /// The file is to be written anew, and the backups from before are to be replaced.
    fn count_forget(&mut self) -> ::sled::Result<()> {
        let forgets = self.get(keys::FORGETS.to_vec())?.and_then(keys::read_count);
        let forgets = forgets.unwrap_or(0).wrapping_add(1);
        self.put(keys::FORGETS.to_vec(), forgets.to_be_bytes().to_vec())
    }

    pub(super) fn put(&mut self, key: Vec<u8>, value: Vec<u8>) -> ::sled::Result<()> {
        self.touch(key)?.after = After::Value(value);
        Ok(())
    }

    pub(super) fn delete(&mut self, key: Vec<u8>) -> ::sled::Result<()> {
        self.touch(key)?.after = After::Deleted;
        Ok(())
    }

    /// Takes out a block of notes of updates; an empty one where there is none.
    pub(super) fn delete_seen(&mut self, block: i64) -> ::sled::Result<Seen> {
        let key = keys::seen(block);
        let seen = self.get(key.clone())?.and_then(Seen::from_bytes).unwrap_or_default();
        self.delete(keys::seen_by_time(seen.at_ms, block))?;
        self.delete(key)?;
        Ok(seen)
    }

    /// The changes, and the sum and the counts once they are made. Changes that leave a key as it is
    /// are dropped.
    pub(super) fn net(self, mut sum: Sum, mut counts: Counts) -> Commit {
        let mut changes = Vec::with_capacity(self.touched.len());
        for (key, touched) in self.touched {
            if touched.value() == touched.before.as_ref().map(|before| &*before.value) {
                continue;
            }
            let Touched { before, after } = touched;
            if let Some(before) = &before {
                sum.subtract_hashed(&key, &before.value, before.hash);
                counts.subtract(&key);
            }
            let value = match after {
                After::Value(value) => {
                    let hash = sum.add(&key, &value);
                    counts.add(&key);
                    Some((value, hash))
                }
                After::Same | After::Deleted => None,
            };
            changes.push(Change { key, value, is_new: before.is_none() });
        }
        if !changes.is_empty() {
            sum.commits = sum.commits.wrapping_add(1);
        }
        Commit { changes, sum, counts }
    }

    fn queue(&mut self, Outgoing { lane, seq, chat, bytes }: &Outgoing) -> ::sled::Result<()> {
        let key = keys::outgoing(*lane, *seq);
        if let Some(previous) = self.get(key.clone())?.and_then(outgoing_chat) {
            self.delete(keys::chat_outgoing(previous, *lane, *seq))?;
        }
        self.put(key, [&chat.to_be_bytes(), bytes.as_slice()].concat())?;
        self.put(keys::chat_outgoing(*chat, *lane, *seq), Vec::new())
    }

    fn get(&mut self, key: Vec<u8>) -> ::sled::Result<Option<&[u8]>> {
        Ok(self.touch(key)?.value())
    }

    fn touch(&mut self, key: Vec<u8>) -> ::sled::Result<&mut Touched> {
        match self.touched.entry(key) {
            Entry::Occupied(touched) => Ok(touched.into_mut()),
            Entry::Vacant(place) => {
                let before = self.store.get_hashed(place.key())?;
                Ok(place.insert(Touched { before, after: After::Same }))
            }
        }
    }

    /// The keys of a range, as the changes leave them.
    fn keys_in(&self, range: &KeyRange) -> ::sled::Result<Vec<Vec<u8>>> {
        let touched = self.touched.range(range.clone());
        let there = touched.filter(|(_, touched)| touched.value().is_some());
        let mut found: Vec<Vec<u8>> = there.map(|(key, _)| key.clone()).collect();
        for entry in self.store.range(range.clone()) {
            let (key, _) = entry?;
            if !self.touched.contains_key(&*key) {
                found.push(key.to_vec());
            }
        }
        Ok(found)
    }
}

/// Who a queued message is for: the first eight bytes of its value.
fn outgoing_chat(value: &[u8]) -> Option<ChatId> {
    Some(ChatId::from_be_bytes(*value.first_chunk()?))
}
