//! Looks after the store while the bot runs: backups on a schedule, a rewrite when one is due, an alarm
//! before the disk is full.
//!
//! [`Care::step`] does what is due; the thread around it only waits. Nothing here holds up turns but
//! the last moment of a rewrite, and nothing here decides what is kept.

use std::path::PathBuf;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::clock::Clock;
use super::sight::sight;
use crate::store::{Backup, Condition, Keeper, StoreError, check_backup_folder, prune};

/// The first look after a start: a copy of the store takes as much memory as the store itself, and a
/// bot that has just started has people to answer.
const FIRST_LOOK_AFTER: Duration = Duration::from_secs(10 * 60);
/// How often it is looked whether something is due from then on.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// What was deleted can be read in the store's file for so long at most.
const REWRITE_EVERY: TimeDelta = TimeDelta::hours(24);
/// What failed is not tried again before.
const RETRY_AFTER: TimeDelta = TimeDelta::minutes(10);
/// A file is rewritten early once it is larger than this and most of it is garbage.
const GARBAGE_BYTES: u64 = 256 * 1024 * 1024;
/// Of so many bytes of a file one is content, at least.
const GARBAGE_SHARE: u64 = 4;
/// The alarm rings when so many times the reserve are left of the disk.
const ALARM_RESERVES: u64 = 8;

const MIB: u64 = 1024 * 1024;

/// What an operator wants.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Where backups go.
    pub folder: PathBuf,
    /// How often one is taken; `None` for never.
    pub every: Option<TimeDelta>,
    /// How many are kept.
    pub keep: usize,
    /// What is kept free of the store's disk.
    pub reserve_bytes: u64,
}

/// The care of one store.
#[derive(Debug)]
pub struct Care {
    keeper: Keeper,
    plan: Plan,
    rewrite_failed_at: Option<DateTime<Utc>>,
    backup_failed_at: Option<DateTime<Utc>>,
    alarmed: bool,
}

impl Care {
    /// Care of a store.
    pub fn new(keeper: Keeper, plan: Plan) -> Self {
        Self { keeper, plan, rewrite_failed_at: None, backup_failed_at: None, alarmed: false }
    }

    /// Tells at once if no backup can be taken, not when the first one is due. The bot runs all the same:
    /// people in pain do not wait for a disk.
    pub fn check(&self) {
        if self.plan.every.is_some()
            && let Err(error) = check_backup_folder(&self.plan.folder)
        {
            log::error!("no backups can be taken: {error}");
        }
    }

    /// Does what is due now.
    pub fn step(&mut self, now: DateTime<Utc>) {
        let condition = match self.keeper.condition() {
            Ok(condition) => condition,
            Err(error) => return tell("the store does not tell how it is", &error),
        };
        self.watch_the_disk(&condition);
        if must_rewrite(&condition, now) && may_try(self.rewrite_failed_at, now) {
            let done = self.keeper.rewrite(now);
            self.rewrite_failed_at = done.is_err().then_some(now);
            self.tell_of_rewrite(&condition, &done);
        }
        if may_try(self.backup_failed_at, now) {
            let done = self.back_up_if_due(&condition, now);
            self.backup_failed_at = done.is_err().then_some(now);
            if let Err(error) = done {
                tell("no backup was taken", &error);
            }
        }
    }

    fn watch_the_disk(&mut self, condition: &Condition) {
        let Some(free_bytes) = condition.free_bytes else { return };
        let low = free_bytes < self.plan.reserve_bytes.saturating_mul(ALARM_RESERVES);
        let (free, reserve) = (free_bytes / MIB, self.plan.reserve_bytes / MIB);
        match (low, std::mem::replace(&mut self.alarmed, low)) {
            (true, false) => log::error!(
                "the store's disk is filling up: {free} MiB are free; at {reserve} MiB nothing is accepted any more"
            ),
            (false, true) => log::info!("the store's disk has room again: {free} MiB are free"),
            _ => {}
        }
    }

    fn tell_of_rewrite(&self, before: &Condition, done: &Result<(), StoreError>) {
        match (done, self.keeper.condition()) {
            (Ok(()), Ok(after)) => {
                sight().rewrites.inc();
                let [before, after] = [before, &after].map(|it| it.size.file_bytes / MIB);
                log::info!("the store was rewritten: {before} MiB before, {after} MiB now");
            }
            (Ok(()), Err(error)) => tell("the store was rewritten, and fails", &error),
            (Err(error), _) => tell("the store was not rewritten", error),
        }
    }

    fn back_up_if_due(&self, condition: &Condition, now: DateTime<Utc>) -> Result<(), StoreError> {
        let there = self.keeper.backups(&self.plan.folder)?;
        if !must_back_up(&self.plan, &there, condition, now) {
            return Ok(());
        }
        let backup = self.keeper.back_up(&self.plan.folder, now)?;
        sight().backups.inc();
        log::info!("a backup was taken: {}", backup.file.display());
        prune(&self.plan.folder, &backup, self.plan.keep)
    }
}

/// A program that stops closes the store under the hands of who looks after it: no failure.
fn tell(what: &str, error: &StoreError) {
    if matches!(error, StoreError::Closed { .. }) {
        log::info!("{what}, as the program stops; the next start will");
    } else {
        log::error!("{what}: {error}");
    }
}

fn may_try(failed_at: Option<DateTime<Utc>>, now: DateTime<Utc>) -> bool {
    failed_at.is_none_or(|at| is_past(at, RETRY_AFTER, now))
}

/// Whether so much time has passed. An instant far ahead is one that a wrong clock noted.
fn is_past(at: DateTime<Utc>, span: TimeDelta, now: DateTime<Utc>) -> bool {
    (now - at).abs() >= span
}

fn must_rewrite(condition: &Condition, now: DateTime<Utc>) -> bool {
    let size = condition.size;
    let is_garbage =
        size.file_bytes > GARBAGE_BYTES && size.file_bytes / GARBAGE_SHARE > size.content_bytes;
    condition.remembers_the_forgotten
        || is_garbage
        || condition.rewritten_at.is_none_or(|at| is_past(at, REWRITE_EVERY, now))
}

/// When there is none so young, or one that remembers somebody who asked to be forgotten.
fn must_back_up(plan: &Plan, there: &[Backup], condition: &Condition, now: DateTime<Utc>) -> bool {
    let too_old = plan
        .every
        .is_some_and(|every| there.iter().all(|backup| is_past(backup.taken_at, every, now)));
    too_old || there.iter().any(|backup| backup.forgets < condition.forgets)
}

/// The thread that takes care.
#[derive(Debug)]
pub struct Carer {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Carer {
    /// Starts it.
    pub fn start(mut care: Care, clock: Clock) -> std::io::Result<Self> {
        let (stop, stopped) = channel();
        let thread = std::thread::Builder::new().name("care".to_owned()).spawn(move || {
            let mut wait = FIRST_LOOK_AFTER;
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(wait) {
                care.step(clock());
                wait = LOOK_EVERY;
            }
        })?;
        Ok(Self { stop, thread })
    }

    /// Stops when what it is doing is done.
    pub fn stop(self) {
        // A thread that is gone, by a bug, has stopped.
        let _ = self.stop.send(());
        if self.thread.join().is_err() {
            log::error!("the thread that looks after the store had stopped by itself");
        }
    }
}
