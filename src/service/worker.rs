//! Where turns are made: gathers what happens, commits it in groups, then hands messages to the
//! outbox.
//!
//! While one group is being committed the next one gathers, so that many chats share one
//! synchronisation of the disk. Nobody else touches the store.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::mpsc::error::TryRecvError;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{Notify, oneshot};
use tokio::time::{Instant, timeout};

use super::clock::Clock;
use super::export;
use super::flood::Flood;
use super::outbox::News;
use super::sight::sight;
use super::turn::{Delivered, Envelope, Happening, TurnError, Turns};
use crate::dialogue::{Content, Input};
use crate::store::{ChatId, Lane, Outgoing, Store};

/// Happenings in one group, about: the first are answered while the next are being made. More would
/// save few synchronisations and keep people waiting.
pub(super) const GROUP_MAX: usize = 24;
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

/// Work for the turns.
pub(super) enum Job {
    /// Things that happened; `done` is told once they, and all before them, are committed.
    Happen { happenings: Vec<Happening>, done: Done },
    /// Messages are out of the outbox's hands: see [`Returned`].
    Returned {
        /// Somebody's next message waits for that.
        hurry: bool,
    },
    /// Makes a file of what is kept of a chat; `None` when nothing is.
    Export(ChatId, Content, oneshot::Sender<Option<Vec<u8>>>),
    /// Finish what is here, then give nothing more to the outbox.
    Close,
    /// Finish what is here and stop.
    Stop,
}

/// Whoever waits until a group is committed.
pub(super) struct Done {
    pub(super) committed: oneshot::Sender<()>,
    /// What it does then comes before the messages of the group.
    pub(super) goes_first: bool,
}

/// Messages that are out of the outbox's hands and not noted yet: it puts them in, the next group takes
/// all. The turns are woken for the first of them alone; most groups have something else to do.
#[derive(Clone)]
pub(super) struct Returned {
    waiting: Arc<Mutex<Vec<Delivered>>>,
    jobs: UnboundedSender<Job>,
}

impl Returned {
    pub(super) fn new(jobs: UnboundedSender<Job>) -> Self {
        Self { waiting: Arc::default(), jobs }
    }

    pub(super) fn push(&self, delivered: Delivered) {
        let mut waiting = self.waiting();
        waiting.push(delivered);
        if waiting.len() == 1 {
            self.wake(false);
        }
    }

    /// The next message of a chat waits until what is in here is noted.
    pub(super) fn hurry(&self) {
        self.wake(true);
    }

    fn wake(&self, hurry: bool) {
        // The turns are gone only when the program stops.
        let _ = self.jobs.send(Job::Returned { hurry });
    }

    pub(super) fn take(&self) -> Vec<Delivered> {
        std::mem::take(&mut *self.waiting())
    }

    fn waiting(&self) -> MutexGuard<'_, Vec<Delivered>> {
        // Nothing in here can be left half done.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What turns are made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// A thread of their own, because the disk keeps them waiting.
    Thread,
    /// A task of the same runtime: for a simulation, whose disk is in memory.
    Task,
}

/// The end that the rest of the program holds.
pub(super) struct Worker {
    jobs: UnboundedSender<Job>,
    returned: Returned,
    /// `None` once it has told.
    ended: Option<oneshot::Receiver<()>>,
    leaving: Arc<Leave>,
}

/// That the program stops: told from outside, because a store that fails is tried again for ever.
#[derive(Default)]
struct Leave {
    is_asked: AtomicBool,
    /// Rings once, also for somebody who listens later.
    bell: Notify,
}

/// What makes the turns.
struct Desk<S> {
    turns: Turns<S>,
    clock: Clock,
    outbox: UnboundedSender<News>,
    /// Not any more once the program stops: messages stay in the store then.
    hands_over: bool,
    returned: Returned,
    /// Last message handed over and how many are not back yet, for each lane.
    lanes: BTreeMap<Lane, LaneState>,
    /// The same for each chat that has any.
    undelivered: HashMap<ChatId, usize>,
    flood: Flood,
    happenings: Vec<Happening>,
    /// Since when the oldest of them has waited.
    waiting_since: Option<Instant>,
    delivered: Vec<Delivered>,
    waiting: Vec<Done>,
    closing: bool,
    stopping: bool,
    leaving: Arc<Leave>,
}

#[derive(Default)]
struct LaneState {
    handed: Option<u64>,
    in_flight: usize,
    /// Some of this lane's messages are in the store only.
    behind: bool,
}

impl Worker {
    /// Begins to make turns. Messages left from an earlier run are handed over first.
    pub(super) fn start<S: Store + 'static>(
        turns: Turns<S>,
        clock: Clock,
        outbox: UnboundedSender<News>,
        flood_limit: Option<NonZeroU32>,
        seat: Seat,
    ) -> std::io::Result<Self> {
        let (jobs, inbox) = unbounded_channel();
        let returned = Returned::new(jobs.clone());
        let (end, ended) = oneshot::channel();
        let lane = || LaneState { behind: true, ..LaneState::default() };
        let leaving = Arc::new(Leave::default());
        let desk = Desk {
            turns,
            clock,
            outbox,
            hands_over: true,
            returned: returned.clone(),
            lanes: BTreeMap::from([(Lane::Live, lane()), (Lane::Reminder, lane())]),
            undelivered: HashMap::new(),
            flood: Flood::new(flood_limit),
            happenings: Vec::new(),
            waiting_since: None,
            delivered: Vec::new(),
            waiting: Vec::new(),
            closing: false,
            stopping: false,
            leaving: Arc::clone(&leaving),
        };
        let work = async move {
            // The end is told when the store is closed, after a panic too.
            let end = end;
            desk.work(inbox).await;
            // Nobody listens when the program has ended before.
            let _ = end.send(());
        };
        match seat {
            Seat::Task => drop(tokio::spawn(work)),
            Seat::Thread => {
                let runtime =
                    tokio::runtime::Builder::new_current_thread().enable_time().build()?;
                let thread = std::thread::Builder::new().name("turns".to_owned());
                thread.spawn(move || runtime.block_on(work))?;
            }
        }
        Ok(Self { jobs, returned, ended: Some(ended), leaving })
    }

    /// Where jobs go.
    pub(super) fn jobs(&self) -> UnboundedSender<Job> {
        self.jobs.clone()
    }

    /// Where messages go that are out of the outbox's hands.
    pub(super) fn returned(&self) -> Returned {
        self.returned.clone()
    }

    /// Resolves when no more turns are made, which only a bug brings about.
    pub(super) async fn ended(&mut self) {
        if let Some(ended) = &mut self.ended {
            let _ = ended.await;
            self.ended = None;
        }
    }

    /// Stops after what is there is committed, and waits until the store is closed.
    pub(super) async fn stop(mut self) {
        self.let_go();
        self.ended().await;
    }

    fn let_go(&self) {
        self.leaving.is_asked.store(true, Ordering::Relaxed);
        self.leaving.bell.notify_one();
        // They may be gone already; then there is nothing to stop.
        let _ = self.jobs.send(Job::Stop);
    }
}

/// Nobody would stop the turns otherwise, and they have the store.
impl Drop for Worker {
    fn drop(&mut self) {
        self.let_go();
    }
}

impl<S: Store> Desk<S> {
    async fn work(mut self, mut inbox: UnboundedReceiver<Job>) {
        self.hand_over_from_store();
        loop {
            self.gather(&mut inbox).await;
            let now = (self.clock)();
            if self.lane(Lane::Reminder).in_flight < REMINDERS_IN_FLIGHT_MAX && !self.stopping {
                match self.turns.due(now, TIMERS_AT_ONCE) {
                    Ok(due) => self.happenings.extend(due),
                    Err(error) => log::error!("timers cannot be read: {error}"),
                }
            }
            if !self.commit().await {
                return;
            }
            self.hand_over_from_store();
            if std::mem::take(&mut self.closing) {
                self.hands_over = false;
                self.tell(News::Closed);
            }
            if self.stopping {
                return;
            }
        }
    }

    /// Waits for work, then takes all that is there.
    async fn gather(&mut self, inbox: &mut UnboundedReceiver<Job>) {
        let mut wait = self.until_next_timer();
        let mut until = None;
        let mut in_a_hurry = false;
        loop {
            // tokio's timers take a millisecond even for no time at all.
            let job = match inbox.try_recv() {
                Ok(job) => Some(job),
                Err(TryRecvError::Disconnected) => None,
                Err(TryRecvError::Empty) if wait.is_zero() => return,
                Err(TryRecvError::Empty) => match timeout(wait, inbox.recv()).await {
                    Ok(job) => job,
                    Err(_) => return,
                },
            };
            match job {
                Some(Job::Happen { happenings, done }) => {
                    self.waiting_since.get_or_insert_with(Instant::now);
                    for happening in happenings {
                        self.take(happening);
                    }
                    self.waiting.push(done);
                }
                // They are taken when the group is made.
                Some(Job::Returned { hurry }) => in_a_hurry |= hurry,
                Some(Job::Export(chat, content, done)) => {
                    // Nobody listens any more when the program stops.
                    let _ = done.send(self.export(chat, &content));
                }
                Some(Job::Close) => {
                    self.closing = true;
                    return;
                }
                Some(Job::Stop) | None => self.stopping = true,
            }
            if self.stopping || self.happenings.len() >= GROUP_MAX {
                return;
            }
            // People do not wait; notes of deliveries do, for a moment.
            let until = *until.get_or_insert_with(|| Instant::now() + DELIVERED_WAIT);
            wait = if self.happenings.is_empty() && !in_a_hurry {
                until.saturating_duration_since(Instant::now())
            } else {
                Duration::ZERO
            };
        }
    }

    fn take(&mut self, mut happening: Happening) {
        // What the person does to the chat itself is never too much.
        if happening.input != Input::Blocked {
            let undelivered = self.undelivered.get(&happening.chat).copied().unwrap_or(0);
            happening.admission = self.flood.admit(happening.chat, undelivered);
        }
        self.happenings.push(happening);
    }

    fn export(&self, chat: ChatId, content: &Content) -> Option<Vec<u8>> {
        let made = match content {
            Content::Everything => export::everything(self.turns.store(), chat),
            Content::Table => export::table(self.turns.store(), self.turns.script(), chat),
            // It is in the message itself.
            Content::Picture { .. } | Content::Report { .. } => Ok(None),
        };
        made.unwrap_or_else(|error| {
            log::error!("chat {chat} gets no copy of its history: {error}");
            None
        })
    }

    fn until_next_timer(&mut self) -> Duration {
        if self.lane(Lane::Reminder).in_flight >= REMINDERS_IN_FLIGHT_MAX {
            return SLEEP_MAX;
        }
        match self.turns.next_due() {
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
    async fn commit(&mut self) -> bool {
        let now = (self.clock)();
        self.delivered.extend(self.returned.take());
        let prepare = |desk: &mut Self| desk.turns.prepare(&desk.happenings, &desk.delivered, now);
        let Some(prepared) = self.insist(prepare).await else { return false };
        // A commit that failed may have happened: only the very same writes may be tried again.
        let started = Instant::now();
        if self.insist(|desk| Ok(desk.turns.commit(&prepared)?)).await.is_none() {
            return false;
        }
        self.measure(started);
        let mut noted = Vec::with_capacity(self.delivered.len());
        for delivered in std::mem::take(&mut self.delivered) {
            self.is_back(&delivered);
            noted.push((delivered.chat, delivered.seq));
        }
        self.happenings.clear();
        let mut messages = prepared.messages;
        messages.retain(|message| self.may_go(message));
        let done = std::mem::take(&mut self.waiting);
        self.tell(News::Committed { now, noted, messages, done });
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
    async fn insist<T>(
        &mut self,
        mut attempt: impl FnMut(&mut Self) -> Result<T, TurnError>,
    ) -> Option<T> {
        let mut wait = RETRY_FIRST;
        loop {
            match attempt(self) {
                Ok(done) => return Some(done),
                Err(error) => {
                    log::error!("a group of turns is not committed: {error}");
                    let leaving = self.stopping || self.leaving.is_asked.load(Ordering::Relaxed);
                    if leaving || error.is_lasting() {
                        return None;
                    }
                    // Whoever stops is not kept waiting for the next attempt.
                    let _ = timeout(wait, self.leaving.bell.notified()).await;
                    wait = (wait * 2).min(RETRY_LAST);
                }
            }
        }
    }

    /// Whether a message goes to the outbox now. Otherwise the store has it.
    fn may_go(&mut self, message: &Envelope) -> bool {
        if !self.hands_over {
            return false;
        }
        let lane = self.lanes.entry(message.lane).or_default();
        lane.behind |= lane.in_flight >= IN_FLIGHT_MAX;
        if lane.behind {
            return false;
        }
        lane.handed = Some(message.seq);
        self.goes(message.lane, message.chat);
        true
    }

    fn goes(&mut self, lane: Lane, chat: ChatId) {
        self.lanes.entry(lane).or_default().in_flight += 1;
        *self.undelivered.entry(chat).or_default() += 1;
    }

    fn tell(&self, news: News) {
        // The outbox is gone only when the program stops; the messages stay in the store, and what
        // is not acknowledged comes again.
        let _ = self.outbox.send(news);
    }

    /// Hands over messages that are in the store only, as far as there is room.
    fn hand_over_from_store(&mut self) {
        for lane in [Lane::Live, Lane::Reminder] {
            let state = self.lanes.entry(lane).or_default();
            if !self.hands_over || !state.behind || state.in_flight > IN_FLIGHT_MAX / 2 {
                continue;
            }
            let room = IN_FLIGHT_MAX - state.in_flight;
            let kept = match self.turns.store().outgoing(lane, state.handed, room) {
                Ok(kept) => kept,
                Err(error) => {
                    log::error!("queued messages cannot be read: {error}");
                    continue;
                }
            };
            state.behind = kept.len() == room;
            state.handed = kept.last().map(|kept| kept.seq).or(state.handed);
            let mut messages = Vec::with_capacity(kept.len());
            for kept in kept {
                let Outgoing { lane, seq, chat, .. } = kept;
                self.goes(lane, chat);
                match Envelope::read(&kept) {
                    Ok(message) => messages.push(message),
                    Err(error) => {
                        log::error!("a queued message for chat {chat} cannot be read: {error}");
                        let (shown, blocked, file) = (None, false, None);
                        self.returned.push(Delivered { lane, seq, chat, shown, blocked, file });
                    }
                }
            }
            let (noted, done) = (Vec::new(), Vec::new());
            let now = (self.clock)();
            self.tell(News::Committed { now, noted, messages, done });
        }
    }

    fn is_back(&mut self, delivered: &Delivered) {
        let lane = self.lanes.entry(delivered.lane).or_default();
        lane.in_flight = lane.in_flight.saturating_sub(1);
        if let Some(undelivered) = self.undelivered.get_mut(&delivered.chat) {
            *undelivered -= 1;
            if *undelivered == 0 {
                self.undelivered.remove(&delivered.chat);
            }
        }
    }

    fn lane(&self, lane: Lane) -> &LaneState {
        // Both lanes are there from the start.
        &self.lanes[&lane]
    }
}
