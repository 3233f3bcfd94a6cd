//! The disk: a store in memory that fails as real ones do, and that outlives the bot.

use std::panic::panic_any;

use chrono::{DateTime, Utc};
use crampbot::store::{ChatId, Lane, MemoryStore, Outgoing, Store, StoreError, Timer, Write};

use super::WANTED_PANIC;
use super::oracle::Oracle;
use super::scenario::{Sabotage, within};
use super::world::{Shared, World};

/// What is on the disk.
#[derive(Default)]
pub(crate) struct Platter {
    pub(crate) store: MemoryStore,
    /// A commit that may or may not survive a crash: its writes, and how everything was before.
    unsure: Option<(Vec<Write>, MemoryStore, Oracle)>,
    /// How everything was before the last commit, for a disk that lies.
    unsynced: Option<(MemoryStore, Oracle)>,
    /// Timers that the bot was told last, all of which fire in its next commit.
    pub(crate) due: Vec<Timer>,
}

/// The store as the bot holds it.
pub(crate) struct Disk(pub(crate) Shared);

impl Disk {
    fn read<T>(
        &self,
        read: impl FnOnce(&mut World) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut world = self.0.lock();
        let chance = world.scenario.faults.read_failure;
        if world.is_dead() || world.bad_luck(chance) {
            return Err(failure());
        }
        read(&mut world)
    }

    fn write(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        if !self.0.step("commit") {
            return Err(failure());
        }
        let mut world = self.0.lock();
        let (now, faults) = (world.now(), world.scenario.faults.clone());
        if world.bad_luck(faults.commit_panic) {
            drop(world);
            panic_any(WANTED_PANIC);
        }
        if within(&world.scenario.spells.disk_full, now).is_some()
            || world.bad_luck(faults.commit_refused)
        {
            world.figures.failed_commits += 1;
            return Err(failure());
        }
        let unsure = world.bad_luck(faults.commit_unsure);
        world.commit(writes, unsure);
        if unsure {
            world.figures.failed_commits += 1;
        }
        drop(world);
        if !self.0.step("committed") || unsure { Err(failure()) } else { Ok(()) }
    }
}

fn failure() -> StoreError {
    StoreError::Io(WANTED_PANIC.to_owned())
}

impl World {
    fn commit(&mut self, writes: &[Write], unsure: bool) {
        let repeated = self.platter.unsure.is_some();
        if self.platter.unsure.as_ref().is_some_and(|(before, ..)| before != writes) {
            self.violate("another commit follows one that may not have happened".to_owned());
        }
        let before = || (self.platter.store.clone(), self.oracle.clone());
        if self.sabotage == Sabotage::NotSynced {
            self.platter.unsynced = Some(before());
        }
        if !repeated && unsure {
            let (store, oracle) = before();
            self.platter.unsure = Some((writes.to_vec(), store, oracle));
        }
        let kept: Vec<Write> = match self.sabotage {
            Sabotage::QueueKept => {
                let stays = |write: &&Write| !matches!(write, Write::DeleteOutgoing { .. });
                writes.iter().filter(stays).cloned().collect()
            }
            _ => writes.to_vec(),
        };
        if self.platter.store.commit(&kept).is_err() {
            self.violate("a value too long for the store".to_owned());
        }
        if !repeated {
            self.examine(writes);
        }
        if !unsure {
            self.platter.unsure = None;
        }
    }

    /// A crash takes what a lying disk only pretended to keep.
    pub(crate) fn lose_unsynced(&mut self) {
        if let Some((store, oracle)) = self.platter.unsynced.take() {
            self.go_back(store, oracle);
        }
    }

    /// The store is opened anew: what was never confirmed is there, or it is not.
    pub(crate) fn settle_disk(&mut self) {
        if let Some((_, store, mut oracle)) = self.platter.unsure.take()
            && self.random.bool()
        {
            // What has arrived has arrived, whatever the disk says.
            oracle.remember_arrivals(&self.oracle);
            self.go_back(store, oracle);
        }
    }

    fn go_back(&mut self, store: MemoryStore, oracle: Oracle) {
        self.platter.store = store;
        self.oracle = oracle;
        self.look_for_lost_updates();
    }
}

impl Store for Disk {
    fn commit(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        self.write(writes)
    }

    fn state(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|world| {
            let chance = world.scenario.faults.turn_panic;
            if world.bad_luck(chance) {
                world.figures.turn_panics += 1;
                panic_any(WANTED_PANIC);
            }
            world.platter.store.state(chat)
        })
    }

    fn is_seen(&self, update: i64) -> Result<bool, StoreError> {
        self.read(|world| {
            let forgotten = world.sabotage == Sabotage::SeenForgotten;
            Ok(!forgotten && world.platter.store.is_seen(update)?)
        })
    }

    fn records(
        &self,
        chat: ChatId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.read(|world| world.platter.store.records(chat, before, limit))
    }

    fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError> {
        self.read(|world| {
            world.platter.due = world.platter.store.due(now, limit)?;
            Ok(world.platter.due.clone())
        })
    }

    /// Without chance: it is looked at now and then only.
    fn due_after(&self, after: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError> {
        let mut world = self.0.lock();
        let found = world.platter.store.due_after(after, limit)?;
        world.platter.due.extend(found.iter().cloned());
        Ok(found)
    }

    fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.read(|world| world.platter.store.next_due())
    }

    fn outgoing(
        &self,
        lane: Lane,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Outgoing>, StoreError> {
        self.read(|world| {
            let mut found = world.platter.store.outgoing(lane, after, limit)?;
            if world.sabotage == Sabotage::QueueLeaks {
                found.pop();
            }
            Ok(found)
        })
    }

    fn last_seq(&self) -> Result<Option<u64>, StoreError> {
        // The bot does not start on a store that it cannot read; that is not what is tried here.
        self.0.lock().platter.store.last_seq()
    }

    fn screen_message(&self, chat: ChatId) -> Result<Option<(u64, i64)>, StoreError> {
        self.read(|world| world.platter.store.screen_message(chat))
    }

    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        // Read at a start only, like the last place in the queue.
        self.0.lock().platter.store.files()
    }

    fn expire_seen(&mut self, before: DateTime<Utc>, limit: usize) -> Result<usize, StoreError> {
        self.read(|world| world.platter.store.expire_seen(before, limit))
    }
}
