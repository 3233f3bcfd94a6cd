//! The turn thread: gathers what happens, commits it in groups, then hands messages to the outbox.
//!
//! While one group is being committed the next one gathers, so that many chats share one
//! synchronisation of the disk. Nobody else touches the store.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use tokio::sync::{mpsc, oneshot};

use super::clock::Clock;
use super::sight::sight;
use super::turn::{Delivered, Happening, TurnError, Turns};
use crate::store::{Lane, Outgoing, Store};

/// Happenings in one group.
const GROUP_MAX: usize = 512;
/// Due timers taken into one group: a flood of them must not hold up people who are talking.
const TIMERS_AT_ONCE: usize = 100;
/// Messages in the outbox's memory; the rest waits in the store.
const IN_FLIGHT_MAX: usize = 4096;
/// Reminders in the outbox's memory. Timers wait while it is full.
const REMINDERS_IN_FLIGHT_MAX: usize = 256;
/// How long a note of a delivery may wait for a group to join.
const DELIVERED_WAIT: Duration = Duration::from_millis(20);
/// The longest sleep: a changed clock is noticed after that.
const SLEEP_MAX: Duration = Duration::from_secs(30);
/// Waits before a failed commit is tried again: doubling from the first to the last.
const RETRY_FIRST: Duration = Duration::from_millis(100);
const RETRY_LAST: Duration = Duration::from_secs(10);

/// Work for the turn thread.
pub(super) enum Job {
    /// Things that happened; `done` is told once they are committed.
    Happen { happenings: Vec<Happening>, done: oneshot::Sender<()> },
    /// A message is out of the outbox's hands; it is told once that is on the disk.
    Delivered(Delivered, oneshot::Sender<()>),
    /// Finish what is here, then give nothing more to the outbox.
    Close,
    /// Finish what is here and stop.
    Stop,
}

/// The turn thread's end that the rest of the program holds.
pub(super) struct Worker {
    jobs: Sender<Job>,
    thread: JoinHandle<()>,
    leaving: Arc<AtomicBool>,
}

/// What the thread owns.
struct Desk<S> {
    turns: Turns<S>,
    clock: Clock,
    /// `None` once the program stops: messages stay in the store then.
    outbox: Option<mpsc::UnboundedSender<Outgoing>>,
    /// Last message handed over and how many are not back yet, for each lane.
    lanes: BTreeMap<Lane, LaneState>,
    happenings: Vec<Happening>,
    /// Since when the oldest of them has waited.
    waiting_since: Option<Instant>,
    delivered: Vec<Delivered>,
    waiting: Vec<oneshot::Sender<()>>,
    closing: bool,
    stopping: bool,
    /// Set from outside: a store that fails is not tried for ever any more.
    leaving: Arc<AtomicBool>,
}

#[derive(Default)]
struct LaneState {
    handed: Option<u64>,
    in_flight: usize,
    /// Some of this lane's messages are in the store only.
    behind: bool,
}

impl Worker {
    /// Starts the thread. Messages left from an earlier run are handed over first.
    pub(super) fn start<S: Store + 'static>(
        turns: Turns<S>,
        clock: Clock,
        outbox: mpsc::UnboundedSender<Outgoing>,
    ) -> std::io::Result<Self> {
        let (jobs, inbox) = channel();
        let lane = || LaneState { behind: true, ..LaneState::default() };
        let lanes = BTreeMap::from([(Lane::Live, lane()), (Lane::Reminder, lane())]);
        let leaving = Arc::new(AtomicBool::new(false));
        let mut desk = Desk {
            turns,
            clock,
            outbox: Some(outbox),
            lanes,
            happenings: Vec::new(),
            waiting_since: None,
            delivered: Vec::new(),
            waiting: Vec::new(),
            closing: false,
            stopping: false,
            leaving: Arc::clone(&leaving),
        };
        let thread = std::thread::Builder::new()
            .name("turns".to_owned())
            .spawn(move || desk.work(&inbox))?;
        Ok(Self { jobs, thread, leaving })
    }

    /// Where jobs go.
    pub(super) fn jobs(&self) -> Sender<Job> {
        self.jobs.clone()
    }

    /// Whether the thread is gone, which only a bug makes it.
    pub(super) fn is_gone(&self) -> bool {
        self.thread.is_finished()
    }

    /// Stops after what is there is committed.
    pub(super) fn stop(self) {
        self.leaving.store(true, Ordering::Relaxed);
        // The thread may be gone already; then there is nothing to stop.
        let _ = self.jobs.send(Job::Stop);
        if self.thread.join().is_err() {
            log::error!("the turn thread had stopped by itself");
        }
    }
}

impl<S: Store> Desk<S> {
    fn work(&mut self, inbox: &Receiver<Job>) {
        self.hand_over_from_store();
        loop {
            self.gather(inbox);
            let now = (self.clock)();
            if self.lane(Lane::Reminder).in_flight < REMINDERS_IN_FLIGHT_MAX && !self.stopping {
                match self.turns.due(now, TIMERS_AT_ONCE) {
                    Ok(due) => self.happenings.extend(due),
                    Err(error) => log::error!("timers cannot be read: {error}"),
                }
            }
            if !self.commit() {
                return;
            }
            self.hand_over_from_store();
            if self.closing {
                self.outbox = None;
            }
            if self.stopping {
                return;
            }
        }
    }

    /// Waits for work, then takes all that is there.
    fn gather(&mut self, inbox: &Receiver<Job>) {
        let mut wait = self.until_next_timer();
        let mut until = None;
        loop {
            match inbox.recv_timeout(wait) {
                Ok(Job::Happen { happenings, done }) => {
                    self.waiting_since.get_or_insert_with(Instant::now);
                    self.happenings.extend(happenings);
                    self.waiting.push(done);
                }
                Ok(Job::Delivered(delivered, noted)) => {
                    self.delivered.push(delivered);
                    self.waiting.push(noted);
                }
                Ok(Job::Close) => {
                    self.closing = true;
                    return;
                }
                Ok(Job::Stop) | Err(RecvTimeoutError::Disconnected) => self.stopping = true,
                Err(RecvTimeoutError::Timeout) => return,
            }
            if self.stopping || self.happenings.len() + self.delivered.len() >= GROUP_MAX {
                return;
            }
            // People do not wait; notes of deliveries do, for a moment.
            let until = *until.get_or_insert_with(|| Instant::now() + DELIVERED_WAIT);
            wait = if self.happenings.is_empty() {
                until.saturating_duration_since(Instant::now())
            } else {
                Duration::ZERO
            };
        }
    }

    fn until_next_timer(&self) -> Duration {
        if self.lane(Lane::Reminder).in_flight >= REMINDERS_IN_FLIGHT_MAX {
            return SLEEP_MAX;
        }
        match self.turns.store().next_due() {
            Ok(Some(due)) => {
                let left = (due - (self.clock)()).max(TimeDelta::zero());
                // A timer is due at its millisecond, not before it.
                let left = left + TimeDelta::milliseconds(1);
                left.to_std().unwrap_or(SLEEP_MAX).min(SLEEP_MAX)
            }
            Ok(None) => SLEEP_MAX,
            Err(error) => {
                log::error!("the next timer cannot be read: {error}");
                SLEEP_MAX
            }
        }
    }

    /// Commits what was gathered, trying until it works; `false` when it never will.
    fn commit(&mut self) -> bool {
        let now = (self.clock)();
        let Some(prepared) =
            self.insist(|desk| desk.turns.prepare(&desk.happenings, &desk.delivered, now))
        else {
            return false;
        };
        // A commit that failed may have happened: only the very same writes may be tried again.
        let started = Instant::now();
        let Some(outgoing) = self.insist(|desk| Ok(desk.turns.commit(&prepared)?)) else {
            return false;
        };
        self.measure(started);
        for delivered in self.delivered.drain(..) {
            let lane = self.lanes.entry(delivered.lane).or_default();
            lane.in_flight = lane.in_flight.saturating_sub(1);
        }
        self.happenings.clear();
        for message in outgoing {
            self.hand_over(message);
        }
        for done in self.waiting.drain(..) {
            // Nobody listens any more when the program stops.
            let _ = done.send(());
        }
        if let Err(error) = self.turns.tidy(now) {
            log::error!("old notes of updates cannot be dropped: {error}");
        }
        true
    }

    fn measure(&mut self, started: Instant) {
        let ended = Instant::now();
        sight().worked.is_now();
        let since = self.waiting_since.take().unwrap_or(started);
        if !self.happenings.is_empty() || !self.delivered.is_empty() {
            sight().commit_seconds.observe((ended - started).as_secs_f64());
        }
        for happening in &self.happenings {
            sight().turn_seconds.observe((ended - since).as_secs_f64());
            log::trace!("chat {}: a turn is on the disk", happening.chat);
        }
    }

    /// Tries until it works; `None` when it never will, or when the program stops.
    fn insist<T>(
        &mut self,
        mut attempt: impl FnMut(&mut Self) -> Result<T, TurnError>,
    ) -> Option<T> {
        let mut wait = RETRY_FIRST;
        loop {
            match attempt(self) {
                Ok(done) => return Some(done),
                Err(error) => {
                    log::error!("a group of turns is not committed: {error}");
                    let leaving = self.stopping || self.leaving.load(Ordering::Relaxed);
                    if leaving || matches!(error, TurnError::Encode(_)) {
                        return None;
                    }
                    std::thread::sleep(wait);
                    wait = (wait * 2).min(RETRY_LAST);
                }
            }
        }
    }

    fn hand_over(&mut self, message: Outgoing) {
        let Some(outbox) = &self.outbox else { return };
        let lane = self.lanes.entry(message.lane).or_default();
        if lane.behind || lane.in_flight >= IN_FLIGHT_MAX {
            lane.behind = true;
            return;
        }
        lane.handed = Some(message.seq);
        lane.in_flight += 1;
        // The outbox is gone only when the program stops; the message stays in the store.
        let _ = outbox.send(message);
    }

    /// Hands over messages that are in the store only, as far as there is room.
    fn hand_over_from_store(&mut self) {
        let Some(outbox) = &self.outbox else { return };
        for lane in [Lane::Live, Lane::Reminder] {
            let state = self.lanes.entry(lane).or_default();
            if !state.behind || state.in_flight > IN_FLIGHT_MAX / 2 {
                continue;
            }
            let room = IN_FLIGHT_MAX - state.in_flight;
            match self.turns.store().outgoing(lane, state.handed, room) {
                Ok(messages) => {
                    state.behind = messages.len() == room;
                    for message in messages {
                        state.handed = Some(message.seq);
                        state.in_flight += 1;
                        let _ = outbox.send(message);
                    }
                }
                Err(error) => log::error!("queued messages cannot be read: {error}"),
            }
        }
    }

    fn lane(&self, lane: Lane) -> &LaneState {
        // Both lanes are there from the start.
        &self.lanes[&lane]
    }
}
