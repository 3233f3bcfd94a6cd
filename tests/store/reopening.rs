//! A store on disk that is closed and opened again after every change.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use crampbot::store::{ChatId, Lane, Outgoing, SledStore, Store, StoreError, Timer, Write};

pub(crate) struct Reopening {
    path: PathBuf,
    store: Option<SledStore>,
}

impl Reopening {
    pub(crate) fn new(path: PathBuf) -> Self {
        let store = Some(SledStore::open(&path).unwrap());
        Self { path, store }
    }

    fn store(&self) -> &SledStore {
        self.store.as_ref().unwrap()
    }

    fn changed<T>(&mut self, change: impl FnOnce(&mut SledStore) -> T) -> T {
        let mut store = self.store.take().unwrap();
        let result = change(&mut store);
        drop(store);
        self.store = Some(SledStore::open(&self.path).unwrap());
        result
    }
}

impl Store for Reopening {
    fn commit(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        self.changed(|store| store.commit(writes))
    }
    fn state(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError> {
        self.store().state(chat)
    }
    fn is_seen(&self, update: i64) -> Result<bool, StoreError> {
        self.store().is_seen(update)
    }
    fn records(
        &self,
        chat: ChatId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.store().records(chat, before, limit)
    }
    fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError> {
        self.store().due(now, limit)
    }
    fn due_after(&self, after: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError> {
        self.store().due_after(after, limit)
    }
    fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.store().next_due()
    }
    fn outgoing(
        &self,
        lane: Lane,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Outgoing>, StoreError> {
        self.store().outgoing(lane, after, limit)
    }
    fn last_seq(&self) -> Result<Option<u64>, StoreError> {
        self.store().last_seq()
    }
    fn screen_message(&self, chat: ChatId) -> Result<Option<(u64, i64)>, StoreError> {
        self.store().screen_message(chat)
    }
    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.store().files()
    }

    fn expire_seen(&mut self, before: DateTime<Utc>, limit: usize) -> Result<usize, StoreError> {
        self.changed(|store| store.expire_seen(before, limit))
    }
}
