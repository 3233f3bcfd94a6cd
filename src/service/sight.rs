//! What the bot measures about itself, for Prometheus and for `/healthz`.
//!
//! Like the log, one for the process, written from everywhere. Nothing decides by it what the bot
//! does, and nothing in it tells who a person is or what was said.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

use crate::store::Condition;

/// A poll is held for 50 s and answered within 60; a turn thread with nothing to do looks up every
/// 30 s. Beyond this something is wrong.
const TOO_OLD: Duration = Duration::from_secs(150);

/// Messages that wait for so long, while none gets through, are worth a look.
const UNDELIVERED_TOO_LONG: Duration = Duration::from_secs(300);

/// A label that tells one kind from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Kind {
    kind: &'static str,
}

/// A label that tells one module's lines from another's.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Place {
    kind: String,
    level: String,
}

/// Everything that is measured.
pub struct Sight {
    registry: Registry,
    /// From the arrival of an update or timer until its turn is on the disk.
    pub turn_seconds: Histogram,
    /// One commit, of however many turns.
    pub commit_seconds: Histogram,
    /// Rewrites of the store.
    pub rewrites: Counter,
    /// Backups taken.
    pub backups: Counter,
    /// When the last successful poll was.
    pub polled: Moment,
    /// When the turn thread last got through a round, its commit included.
    pub worked: Moment,
    /// Since when the oldest message that somebody waits for has been on its way.
    pub oldest_message: Moment,
    /// Since when not one message has got through, though some were tried.
    failing: Moment,
    polls: Family<Kind, Counter>,
    deliveries: Family<Kind, Counter>,
    errors: Family<Place, Counter>,
    outbox: Family<Kind, Gauge>,
    timers: Family<Kind, Gauge>,
    store_bytes: Family<Kind, Gauge>,
    disk_free_bytes: Gauge,
    backup_at: Gauge,
    rewritten_at: Gauge,
    /// Until when methods are not called.
    stops: Mutex<HashMap<&'static str, Instant>>,
    stopped: Family<Kind, Gauge<f64, AtomicU64>>,
    message_age: Gauge<f64, AtomicU64>,
    poll_age: Gauge<f64, AtomicU64>,
    work_age: Gauge<f64, AtomicU64>,
}

/// What the process measures.
pub fn sight() -> &'static Sight {
    static SIGHT: LazyLock<Sight> = LazyLock::new(Sight::new);
    &SIGHT
}

impl Sight {
    fn new() -> Self {
        let mut registry = Registry::with_prefix("crampbot");
        // 0.1 ms to 6.5 s.
        let seconds = || Histogram::new(exponential_buckets(0.0001, 2.0, 17));
        let mut sight = Self {
            registry: Registry::default(),
            turn_seconds: seconds(),
            commit_seconds: seconds(),
            rewrites: Counter::default(),
            backups: Counter::default(),
            polled: Moment::default(),
            worked: Moment::default(),
            oldest_message: Moment::default(),
            failing: Moment::default(),
            polls: Family::default(),
            deliveries: Family::default(),
            errors: Family::default(),
            outbox: Family::default(),
            timers: Family::default(),
            store_bytes: Family::default(),
            disk_free_bytes: Gauge::default(),
            backup_at: Gauge::default(),
            rewritten_at: Gauge::default(),
            stops: Mutex::default(),
            stopped: Family::default(),
            message_age: Gauge::default(),
            poll_age: Gauge::default(),
            work_age: Gauge::default(),
        };
        let s = &sight;
        let to_disk = "From the arrival of an update or timer until its turn is on the disk";
        registry.register_with_unit("turn", to_disk, Unit::Seconds, s.turn_seconds.clone());
        let commit = "One commit of a group of turns";
        registry.register_with_unit("commit", commit, Unit::Seconds, s.commit_seconds.clone());
        registry.register("polls", "Polls for updates, by how they ended", s.polls.clone());
        registry.register(
            "deliveries",
            "Attempts to send, by how they ended",
            s.deliveries.clone(),
        );
        registry.register(
            "errors",
            "Failures in the log, by where they happened",
            s.errors.clone(),
        );
        registry.register("outbox_messages", "Messages that wait, by lane", s.outbox.clone());
        registry.register("timers", "Timers that are set, and that are due", s.timers.clone());
        registry.register("store_bytes", "The store's content and its file", s.store_bytes.clone());
        registry.register("disk_free_bytes", "Free on its disk", s.disk_free_bytes.clone());
        registry.register("backups", "Backups taken", s.backups.clone());
        registry.register("rewrites", "Rewrites of the store", s.rewrites.clone());
        let backup_at = "When the newest backup was taken, since 1970";
        registry.register("backup_timestamp_seconds", backup_at, s.backup_at.clone());
        let rewritten_at = "When the store was last rewritten, since 1970";
        registry.register("rewrite_timestamp_seconds", rewritten_at, s.rewritten_at.clone());
        let stopped = "For how long a method is still not called, as Telegram asked";
        registry.register("method_stopped_seconds", stopped, s.stopped.clone());
        let message_age = "Since this start, how long the oldest answer has waited to be sent";
        registry.register("oldest_message_age_seconds", message_age, s.message_age.clone());
        registry.register("poll_age_seconds", "Since the last successful poll", s.poll_age.clone());
        let work_age = "Since the turn thread last got through a round";
        registry.register("work_age_seconds", work_age, s.work_age.clone());
        sight.registry = registry;
        sight
    }

    /// Counts a poll.
    pub fn poll_ended(&self, kind: &'static str) {
        self.polls.get_or_create(&Kind { kind }).inc();
    }

    /// Counts an attempt to send.
    pub fn delivery_ended(&self, kind: &'static str) {
        self.deliveries.get_or_create(&Kind { kind }).inc();
    }

    /// A message got through.
    pub fn message_arrived(&self) {
        self.failing.is_never();
    }

    /// A message did not get through, and not for a reason of its chat's own.
    pub fn message_failed(&self) {
        self.failing.is_now_at_last();
    }

    /// Notes that a method is not called for so long.
    pub fn stopped(&self, method: &'static str, wait: Duration) {
        self.stops().insert(method, Instant::now() + wait);
    }

    fn stops(&self) -> MutexGuard<'_, HashMap<&'static str, Instant>> {
        // Nothing in here can be left half done.
        self.stops.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a failure by the module that tells of it.
    pub fn failed(&self, target: &str, level: log::Level) {
        let kind = target.rsplit("::").next().unwrap_or(target).to_owned();
        let level = level.as_str().to_lowercase();
        self.errors.get_or_create(&Place { kind, level }).inc();
    }

    /// Notes how the store is.
    pub fn note_store(&self, condition: &Condition, timers_due: usize, backup_at: Option<i64>) {
        let set = |family: &Family<Kind, Gauge>, kind, value: u64| {
            family.get_or_create(&Kind { kind }).set(value.try_into().unwrap_or(i64::MAX));
        };
        set(&self.outbox, "live", condition.counts.live);
        set(&self.outbox, "reminder", condition.counts.reminders);
        set(&self.timers, "set", condition.counts.timers);
        set(&self.timers, "due", timers_due as u64);
        set(&self.store_bytes, "content", condition.size.content_bytes);
        set(&self.store_bytes, "file", condition.size.file_bytes);
        if let Some(free_bytes) = condition.free_bytes {
            self.disk_free_bytes.set(free_bytes.try_into().unwrap_or(i64::MAX));
        }
        self.backup_at.set(backup_at.unwrap_or(0));
        self.rewritten_at.set(condition.rewritten_at.map_or(0, |at| at.timestamp()));
    }

    /// Everything, as Prometheus reads it.
    pub fn render(&self) -> Result<String, std::fmt::Error> {
        let age = |moment: &Moment| moment.age().map_or(f64::INFINITY, |age| age.as_secs_f64());
        self.poll_age.set(age(&self.polled));
        self.work_age.set(age(&self.worked));
        self.message_age.set(self.oldest_message.age().unwrap_or_default().as_secs_f64());
        for (method, until) in &*self.stops() {
            let left = until.saturating_duration_since(Instant::now());
            self.stopped.get_or_create(&Kind { kind: method }).set(left.as_secs_f64());
        }
        let mut page = String::new();
        text::encode(&mut page, &self.registry)?;
        Ok(page)
    }

    /// What is wrong, if anything is.
    pub fn trouble(&self) -> Option<String> {
        let polls = stale("no successful poll", self.polled.age());
        let works = polls.or_else(|| stale("no round of turns got through", self.worked.age()));
        works.or_else(|| undelivered(self.oldest_message.age(), self.failing.age()))
    }
}

fn stale(what: &str, age: Option<Duration>) -> Option<String> {
    match age {
        Some(age) if age <= TOO_OLD => None,
        Some(age) => Some(format!("{what} for {} s", age.as_secs())),
        None => Some(format!("{what} yet")),
    }
}

/// One chat that has to wait is no trouble of the bot's; when nothing gets through, it is.
fn undelivered(oldest: Option<Duration>, failing: Option<Duration>) -> Option<String> {
    let for_so_long = oldest?.min(failing?);
    (for_so_long > UNDELIVERED_TOO_LONG)
        .then(|| format!("no message got through for {} s", for_so_long.as_secs()))
}

/// When something last happened, whatever the wall clock says meanwhile.
#[derive(Debug, Default)]
pub struct Moment(AtomicU64);

impl Moment {
    /// It happens now.
    pub fn is_now(&self) {
        self.was(Instant::now());
    }

    /// It happened then.
    pub fn was(&self, at: Instant) {
        self.0.store(since_start(at), Ordering::Relaxed);
    }

    /// It has not happened.
    pub fn is_never(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// It happens now, unless it has happened already.
    fn is_now_at_last(&self) {
        let now = since_start(Instant::now());
        // When it has happened, there is nothing to change.
        let _ = self.0.compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// How long it is ago; `None` if it never happened.
    fn age(&self) -> Option<Duration> {
        let at_ms = self.0.load(Ordering::Relaxed).checked_sub(1)?;
        Some(START.elapsed().saturating_sub(Duration::from_millis(at_ms)))
    }
}

/// In milliseconds and from one, as zero is never.
fn since_start(at: Instant) -> u64 {
    let start = *START;
    let since = at.saturating_duration_since(start).as_millis().try_into();
    since.unwrap_or(u64::MAX - 1) + 1
}

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_old_is_told() {
        assert_eq!(stale("no poll", Some(Duration::ZERO)), None);
        assert_eq!(stale("no poll", Some(TOO_OLD)), None);
        let told = stale("no poll", Some(TOO_OLD + Duration::from_secs(1)));
        assert_eq!(told.as_deref(), Some("no poll for 151 s"));
        assert_eq!(stale("no poll", None).as_deref(), Some("no poll yet"));
    }

    #[test]
    fn a_bot_is_well_once_it_has_polled_and_worked() {
        let sight = Sight::new();
        assert_eq!(sight.trouble().as_deref(), Some("no successful poll yet"));
        sight.polled.is_now();
        assert_eq!(sight.trouble().as_deref(), Some("no round of turns got through yet"));
        sight.worked.is_now();
        assert_eq!(sight.trouble(), None);
    }

    #[test]
    fn messages_that_do_not_get_through_are_told_of_after_some_minutes() {
        let long = Some(UNDELIVERED_TOO_LONG + Duration::from_secs(1));
        let short = Some(UNDELIVERED_TOO_LONG);
        let told = "no message got through for 301 s".to_owned();
        assert_eq!(undelivered(long, long), Some(told));
        for (oldest, failing) in [(short, long), (long, short), (None, long), (long, None)] {
            assert_eq!(undelivered(oldest, failing), None, "{oldest:?} {failing:?}");
        }
        let sight = Sight::new();
        assert_eq!(sight.failing.age(), None);
        sight.message_failed();
        let first = sight.failing.0.load(Ordering::Relaxed);
        sight.message_failed();
        assert_eq!(sight.failing.0.load(Ordering::Relaxed), first, "since the first");
        sight.message_arrived();
        assert_eq!(sight.failing.age(), None);
        sight.stopped("sendMessage", Duration::from_secs(3600));
        sight.oldest_message.is_now();
        let page = sight.render().unwrap();
        let left = page.lines().find_map(|line| {
            line.strip_prefix("crampbot_method_stopped_seconds{kind=\"sendMessage\"} ")
        });
        assert!(left.is_some_and(|left| left.starts_with("3599.")), "{page}");
        assert!(page.contains("\ncrampbot_oldest_message_age_seconds "), "{page}");
    }

    #[test]
    fn a_page_is_in_the_format_that_prometheus_reads() {
        let sight = Sight::new();
        sight.turn_seconds.observe(0.003);
        sight.delivery_ended("refused");
        sight.failed("crampbot::service::outbox", log::Level::Error);
        let page = sight.render().unwrap();
        for line in [
            "# TYPE crampbot_turn_seconds histogram",
            "crampbot_turn_seconds_bucket{le=\"0.0032\"} 1",
            "crampbot_deliveries_total{kind=\"refused\"} 1",
            "crampbot_errors_total{kind=\"outbox\",level=\"error\"} 1",
            "# EOF",
        ] {
            assert!(page.lines().any(|found| found == line), "no {line} in\n{page}");
        }
    }
}
