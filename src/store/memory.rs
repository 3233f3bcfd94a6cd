//! A store that lives as long as the process: for tests and for trying things out.
//!
//! It is the plain statement of what every backend means, so it stays naive: ordered maps, no
//! sharing of code with the others. It must never touch the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{Excluded, Included, Unbounded};

use chrono::{DateTime, Utc};

use super::{ChatId, Lane, Outgoing, SEEN_BLOCK, Store, StoreError, Timer, Write, check_sizes};

/// Keeps everything in ordered maps.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    states: BTreeMap<ChatId, Vec<u8>>,
    records: BTreeMap<(ChatId, u64), Vec<u8>>,
    timers: BTreeMap<(i64, ChatId, String), u64>,
    outgoing: BTreeMap<(Lane, u64), (ChatId, Vec<u8>)>,
    /// By block: the latest time, and the updates.
    seen: BTreeMap<i64, (i64, BTreeSet<i64>)>,
    screens: BTreeMap<ChatId, (u64, i64)>,
    files: BTreeMap<String, Vec<u8>>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    fn apply(&mut self, write: &Write) {
        match write {
            Write::State { chat, bytes } => {
                self.states.insert(*chat, bytes.clone());
            }
            Write::Record { chat, id, bytes } => {
                self.records.insert((*chat, *id), bytes.clone());
            }
            Write::DeleteRecord { chat, id } => {
                self.records.remove(&(*chat, *id));
            }
            Write::Timer(Timer { due, chat, name, token }) => {
                self.timers.insert((due.timestamp_millis(), *chat, name.clone()), *token);
            }
            Write::DeleteTimer { due, chat, name } => {
                self.timers.remove(&(due.timestamp_millis(), *chat, name.clone()));
            }
            Write::Outgoing(Outgoing { lane, seq, chat, bytes }) => {
                self.outgoing.insert((*lane, *seq), (*chat, bytes.clone()));
            }
            Write::DeleteOutgoing { lane, seq } => {
                self.outgoing.remove(&(*lane, *seq));
            }
            Write::Seen { update, at } => {
                let block = self
                    .seen
                    .entry(update.div_euclid(SEEN_BLOCK))
                    .or_insert((i64::MIN, BTreeSet::new()));
                block.0 = block.0.max(at.timestamp_millis());
                block.1.insert(*update);
            }
            Write::ScreenMessage { chat, screen, message } => {
                self.screens.insert(*chat, (*screen, *message));
            }
            Write::File { name, bytes } => {
                self.files.insert(name.clone(), bytes.clone());
            }
            Write::DeleteFile { name } => {
                self.files.remove(name);
            }
            Write::Forget { chat } => {
                self.states.remove(chat);
                self.screens.remove(chat);
                self.records.retain(|(owner, _), _| owner != chat);
                self.timers.retain(|(_, owner, _), _| owner != chat);
                self.outgoing.retain(|_, (owner, _)| owner != chat);
            }
        }
    }
}

impl Store for MemoryStore {
    fn commit(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        check_sizes(writes)?;
        for write in writes {
            self.apply(write);
        }
        Ok(())
    }

    fn state(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.states.get(&chat).cloned())
    }

    fn is_seen(&self, update: i64) -> Result<bool, StoreError> {
        let block = self.seen.get(&update.div_euclid(SEEN_BLOCK));
        Ok(block.is_some_and(|(_, updates)| updates.contains(&update)))
    }

    fn records(
        &self,
        chat: ChatId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let end = before.map_or(Included((chat, u64::MAX)), |id| Excluded((chat, id)));
        let found = self.records.range((Included((chat, 0)), end)).rev().take(limit);
        Ok(found.map(|((_, id), bytes)| (*id, bytes.clone())).collect())
    }

    fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError> {
        let now_ms = now.timestamp_millis();
        self.timers
            .iter()
            .take_while(|((due_ms, _, _), _)| *due_ms <= now_ms)
            .take(limit)
            .map(|((due_ms, chat, name), token)| {
                Ok(Timer { due: instant(*due_ms)?, chat: *chat, name: name.clone(), token: *token })
            })
            .collect()
    }

    fn due_after(&self, after: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError> {
        let after_ms = after.timestamp_millis();
        let found = self.timers.iter().skip_while(|((due_ms, _, _), _)| *due_ms <= after_ms);
        found
            .take(limit)
            .map(|((due_ms, chat, name), token)| {
                Ok(Timer { due: instant(*due_ms)?, chat: *chat, name: name.clone(), token: *token })
            })
            .collect()
    }

    fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.timers.first_key_value().map(|((due_ms, _, _), _)| instant(*due_ms)).transpose()
    }

    fn outgoing(
        &self,
        lane: Lane,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Outgoing>, StoreError> {
        let start = after.map_or(Included((lane, 0)), |seq| Excluded((lane, seq)));
        let found = self.outgoing.range((start, Unbounded)).take_while(|((l, _), _)| *l == lane);
        Ok(found
            .take(limit)
            .map(|((lane, seq), (chat, bytes))| Outgoing {
                lane: *lane,
                seq: *seq,
                chat: *chat,
                bytes: bytes.clone(),
            })
            .collect())
    }

    fn last_seq(&self) -> Result<Option<u64>, StoreError> {
        Ok(self.outgoing.keys().map(|(_, seq)| *seq).max())
    }

    fn screen_message(&self, chat: ChatId) -> Result<Option<(u64, i64)>, StoreError> {
        Ok(self.screens.get(&chat).copied())
    }

    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        Ok(self.files.clone().into_iter().collect())
    }

    fn expire_seen(&mut self, before: DateTime<Utc>, limit: usize) -> Result<usize, StoreError> {
        let before_ms = before.timestamp_millis();
        let mut old: Vec<(i64, i64)> =
            self.seen.iter().map(|(block, (at_ms, _))| (*at_ms, *block)).collect();
        old.retain(|(at_ms, _)| *at_ms < before_ms);
        old.sort_unstable();
        old.truncate(limit);
        for (_, block) in &old {
            self.seen.remove(block);
        }
        Ok(old.len())
    }
}

fn instant(ms: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_millis(ms)
        .ok_or_else(|| StoreError::Io(format!("{ms} ms is not an instant")))
}
