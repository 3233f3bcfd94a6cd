//! What is shared by everything simulated: time, chance, crashes, and the record of it all.

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use crampbot::dialogue::Script;
use crampbot::service::clock::Clock;
use crampbot::store::ChatId;
use fastrand::Rng;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::Outcome;
use super::disk::Platter;
use super::oracle::Oracle;
use super::people::People;
use super::scenario::{Faults, HOUR, MINUTE, Ms, SECOND, Sabotage, Scenario};
use super::telegram::Patience;

/// What happened in a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) updates: u64,
    pub(crate) turns: u64,
    pub(crate) messages: u64,
    pub(crate) reminders: u64,
    pub(crate) alarms: u64,
    pub(crate) repeats: u64,
    pub(crate) crashes: u64,
    pub(crate) restarts: u64,
    pub(crate) turn_panics: u64,
    pub(crate) forgotten: u64,
    pub(crate) floods: u64,
    pub(crate) failed_commits: u64,
    pub(crate) throttled: u64,
    pub(crate) unanswered: u64,
    pub(crate) blocked: u64,
    pub(crate) refused: u64,
    pub(crate) virtual_hours: u64,
}

impl Figures {
    pub(crate) fn add(&mut self, other: &Self) {
        for (sum, more) in self.all().into_iter().zip(other.clone().all()) {
            *sum += *more;
        }
    }

    fn all(&mut self) -> [&mut u64; 17] {
        [
            &mut self.updates,
            &mut self.turns,
            &mut self.messages,
            &mut self.reminders,
            &mut self.alarms,
            &mut self.repeats,
            &mut self.crashes,
            &mut self.restarts,
            &mut self.turn_panics,
            &mut self.forgotten,
            &mut self.floods,
            &mut self.failed_commits,
            &mut self.throttled,
            &mut self.unanswered,
            &mut self.blocked,
            &mut self.refused,
            &mut self.virtual_hours,
        ]
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { updates, virtual_hours, crashes, failed_commits, turn_panics, .. } = self;
        write!(f, "{updates} updates, {virtual_hours} virtual hours, {crashes} crashes, ")?;
        write!(f, "{failed_commits} failed commits, {turn_panics} turns that panic, ")?;
        let Self { throttled, unanswered, blocked, refused, .. } = self;
        write!(f, "{throttled} answers 429, {unanswered} lost, {blocked} 403, {refused} 400; ")?;
        let Self { messages, repeats, reminders, alarms, .. } = self;
        write!(f, "{messages} messages, {repeats} of them repeats, {reminders} reminders, ")?;
        write!(f, "{alarms} emergencies")
    }
}

pub(crate) struct World {
    pub(crate) random: Rng,
    pub(crate) scenario: Scenario,
    pub(crate) sabotage: Sabotage,
    pub(crate) figures: Figures,
    pub(crate) platter: Platter,
    pub(crate) people: People,
    pub(crate) oracle: Oracle,
    /// What must never happen, and did.
    pub(crate) violation: Option<String>,
    pub(crate) patience: Patience,
    /// Chats to which a message was repeated, and the life in which it had arrived before: its end
    /// may cost one repetition.
    pub(crate) repeated: BTreeSet<(ChatId, u64)>,
    /// Rises with every start of the bot.
    pub(crate) life: u64,
    /// The instant the bot read last: that of the group it is making.
    pub(crate) read: DateTime<Utc>,
    /// The latest instant it ever read.
    pub(crate) latest: DateTime<Utc>,
    dead: bool,
    steps: u64,
    crash_at: Option<u64>,
    /// When this life began; `None` between two lives.
    begun: Option<Instant>,
    begun_at: Ms,
    hasher: DefaultHasher,
}

#[derive(Clone)]
pub(crate) struct Shared {
    world: Arc<Mutex<World>>,
    death: Arc<Notify>,
}

impl Shared {
    pub(crate) fn new(seed: u64, sabotage: Sabotage, script: Arc<Script>) -> Self {
        let mut random = Rng::with_seed(seed);
        let scenario = Scenario::of(seed, &mut random);
        let world = World {
            people: People::new(&scenario),
            oracle: Oracle::new(script, scenario.people),
            random,
            scenario,
            sabotage,
            figures: Figures::default(),
            platter: Platter::default(),
            violation: None,
            patience: Patience::new(),
            repeated: BTreeSet::new(),
            life: 0,
            read: epoch(),
            latest: epoch(),
            dead: false,
            steps: 0,
            crash_at: None,
            begun: None,
            begun_at: 0,
            hasher: DefaultHasher::new(),
        };
        Self { world: Arc::new(Mutex::new(world)), death: Arc::new(Notify::new()) }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, World> {
        // A panic that a scenario wants leaves nothing half done.
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same world, for another life: the death of the last one is over.
    pub(crate) fn reborn(&self) -> Self {
        Self { world: Arc::clone(&self.world), death: Arc::new(Notify::new()) }
    }

    /// Resolves at a crash.
    pub(crate) async fn dies(&self) {
        self.death.notified().await;
    }

    /// One step of the bot: `false` if it does not live to take it.
    pub(crate) fn step(&self, what: &str) -> bool {
        let mut world = self.lock();
        let lives = world.step(what);
        if !lives {
            self.death.notify_one();
        }
        lives
    }

    /// The machine's clock, which may be wrong.
    pub(crate) fn clock(&self) -> Clock {
        let shared = self.clone();
        Arc::new(move || {
            let mut world = shared.lock();
            let now = world.now();
            let jumps = world.scenario.spells.clock_jumps.iter();
            let wrong: Ms = jumps.filter(|(at, _)| *at <= now).map(|(_, by)| *by).sum();
            world.read = epoch() + TimeDelta::milliseconds(now + wrong);
            world.latest = world.latest.max(world.read);
            world.read
        })
    }
}

fn epoch() -> DateTime<Utc> {
    // Shortly before the clocks go forward in America, and then in Europe.
    Utc.with_ymd_and_hms(2026, 3, 5, 12, 0, 0).single().expect("an instant that exists")
}

impl World {
    pub(crate) fn now(&self) -> Ms {
        let lived = self.begun.map_or(0, |begun| begun.elapsed().as_millis());
        self.begun_at + Ms::try_from(lived).unwrap_or(Ms::MAX)
    }

    /// A chance in a thousand, while anything is to go wrong at all.
    pub(crate) fn bad_luck(&mut self, chance: u32) -> bool {
        chance > 0 && self.random.u32(0..1000) < chance
    }

    pub(crate) fn note(&mut self, what: &str) {
        (self.now(), what).hash(&mut self.hasher);
    }

    pub(crate) fn violate(&mut self, what: String) {
        let at = self.now();
        self.violation.get_or_insert([what, format!("({at} ms after the beginning)")].join(" "));
        self.dead = true;
    }

    /// A life begins, in a runtime of its own.
    pub(crate) fn begin(&mut self) {
        self.begun = Some(Instant::now());
        self.dead = false;
        let every = self.scenario.faults.crash_every;
        self.crash_at = (every > 0).then(|| self.steps + self.random.u64(1..=2 * every));
    }

    /// A life has ended; its runtime's time goes with it.
    pub(crate) fn end(&mut self) {
        self.begun_at = self.now();
        self.begun = None;
    }

    /// The store is opened: at the beginning of a life, and when a part has broken.
    pub(crate) fn starts(&mut self) {
        self.life += 1;
        self.figures.restarts += 1;
        self.settle_disk();
        for press in self.oracle.die() {
            self.people.unanswered_presses.remove(&press);
        }
    }

    fn step(&mut self, what: &str) -> bool {
        self.note(what);
        self.steps += 1;
        if self.crash_at.is_some_and(|at| at <= self.steps) {
            self.dead = true;
        }
        !self.dead
    }

    pub(crate) fn is_dead(&self) -> bool {
        self.dead
    }

    /// What a crash does: the bot is gone, and comes back some time later.
    pub(crate) fn crash(&mut self) {
        self.figures.crashes += 1;
        let down = match self.random.u8(0..20) {
            0 => self.random.i64(0..3 * HOUR),
            1..5 => self.random.i64(0..10 * MINUTE),
            _ => self.random.i64(0..10 * SECOND),
        };
        self.begun_at += down;
        self.lose_unsynced();
    }

    pub(crate) fn until_span(&self) -> Duration {
        let left = (self.scenario.span - self.now()).max(0);
        Duration::from_millis(left.unsigned_abs())
    }

    pub(crate) fn ends_all_faults(&mut self) {
        self.scenario.faults = Faults::default();
        self.crash_at = None;
    }

    pub(crate) fn outcome(&mut self) -> Outcome {
        let mut figures = self.figures.clone();
        figures.virtual_hours = (self.begun_at / HOUR).unsigned_abs();
        Outcome { hash: self.hasher.finish(), figures }
    }
}
