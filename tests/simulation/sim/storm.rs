//! A storm: very many reminders due at the same minute, while some people talk.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use crampbot::channel::telegram::{Api, Body, Lost, Wire};
use crampbot::dialogue::{Effect, Input, State, advance};
use crampbot::service::clock::Clock;
use crampbot::service::run::{self, Seat, Service};
use crampbot::service::turn::Turns;
use crampbot::store::{ChatId, MemoryStore, Store, Timer, Write};
use serde_json::{Value, json};
use tokio::runtime::Builder;
use tokio::time::{Instant, sleep, sleep_until};

use super::shipped;

/// Chats that are talking have higher numbers than those that are reminded.
const TALKING: ChatId = 1 << 40;
/// Time between two messages of people, each of them somebody else.
const TALK_EVERY: Duration = Duration::from_millis(200);
/// One way to Telegram, and back.
const WIRE: Duration = Duration::from_millis(40);

/// What became of a storm. Times are of the simulated clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Storm {
    pub(crate) due: u64,
    pub(crate) sent: u64,
    /// Not sent, because it would have been more than 90 minutes late.
    pub(crate) skipped: u64,
    /// The most that any second saw.
    pub(crate) most_in_a_second: usize,
    pub(crate) live_answers: usize,
    pub(crate) live_p50: Duration,
    pub(crate) live_p99: Duration,
    pub(crate) live_max: Duration,
    pub(crate) lasted: Duration,
}

impl fmt::Display for Storm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { due, sent, skipped, most_in_a_second, live_answers, .. } = self;
        write!(f, "{due} reminders due at once: {sent} sent, {skipped} too late and skipped, ")?;
        write!(f, "at most {most_in_a_second} in a second for {:?}; ", self.lasted)?;
        let (p50, p99, max) = (self.live_p50, self.live_p99, self.live_max);
        write!(f, "{live_answers} live answers: p50 {p50:?}, p99 {p99:?}, longest {max:?}")
    }
}

#[derive(Default)]
struct World {
    sent: u64,
    last_second: VecDeque<Instant>,
    most_in_a_second: usize,
    asked: BTreeMap<ChatId, Instant>,
    latencies: Vec<Duration>,
    next_talk: Option<Instant>,
    /// The next update, and those that are not acknowledged.
    next_update: i64,
    pending: BTreeMap<i64, Value>,
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<World>>);

impl Shared {
    fn lock(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets so many reminders be due at once, with so many allowed in a second.
pub(crate) fn storm(reminders: u64, per_second: NonZeroU32) -> Storm {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    let runtime = runtime.expect("a runtime without any input or output");
    runtime.block_on(async {
        let shared = Shared::default();
        let (store, due) = evening(reminders);
        let begun = Instant::now();
        let clock: Clock = Arc::new(move || {
            due + TimeDelta::from_std(begun.elapsed()).unwrap_or(TimeDelta::zero())
        });
        let mut store = Some(store);
        let open = move || {
            let store = store.take().ok_or_else(|| anyhow::anyhow!("a part broke"))?;
            Ok(Turns::new(shipped(), store)?.without_rendering())
        };
        let service =
            Service { reminders_per_second: per_second, seat: Seat::Task, ..Service::default() };
        let stop = async {
            let mut before = 0;
            loop {
                sleep(Duration::from_secs(60)).await;
                let sent = shared.lock().sent;
                if std::mem::replace(&mut before, sent) == sent {
                    break;
                }
            }
        };
        let api = Api::over(shared.clone(), "1");
        run::telegram(api, open, clock, service, stop).await.expect("nothing breaks");
        shared.lock().report(reminders, begun.elapsed())
    })
}

/// A store in which everybody is reminded at the same minute, and that minute.
fn evening(reminders: u64) -> (MemoryStore, DateTime<Utc>) {
    let now = Utc.with_ymd_and_hms(2026, 3, 5, 12, 0, 0).single().expect("an instant");
    let (name, args) = ("remind".to_owned(), "22:30 Europe/Berlin".to_owned());
    let set = Input::Command { name, args };
    let turn = advance(&shipped(), State::new("en", now), set, now);
    let bytes = turn.state.encode().expect("a state has a stored form");
    let timer = turn.effects.iter().find_map(|effect| match effect {
        Effect::SetTimer { name, token, due } => Some((name.clone(), *token, *due)),
        _ => None,
    });
    let (name, token, due) = timer.expect("a reminder is set");
    let mut store = MemoryStore::new();
    for chat in 1..=ChatId::try_from(reminders).unwrap_or(ChatId::MAX) {
        let timer = Timer { due, chat, name: name.clone(), token };
        let writes = [Write::State { chat, bytes: bytes.clone() }, Write::Timer(timer)];
        store.commit(&writes).expect("memory does not fail");
    }
    (store, due)
}

impl World {
    fn report(&mut self, due: u64, lasted: Duration) -> Storm {
        self.latencies.sort_unstable();
        let share =
            |per_mille: usize| self.latencies[(self.latencies.len() - 1) * per_mille / 1000];
        Storm {
            due,
            sent: self.sent,
            skipped: due - self.sent,
            most_in_a_second: self.most_in_a_second,
            live_answers: self.latencies.len(),
            live_p50: share(500),
            live_p99: share(990),
            live_max: share(1000),
            lasted,
        }
    }

    fn talk(&mut self) {
        let chat = TALKING + self.next_update;
        self.next_update += 1;
        self.asked.insert(chat, Instant::now());
        let update = json!({"update_id": self.next_update, "message": {
            "message_id": self.next_update, "date": 1_772_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "A"},
            "from": {"id": chat, "is_bot": false, "first_name": "A", "language_code": "en"},
            "text": "/cramp"}});
        self.pending.insert(self.next_update, update);
    }

    fn sent(&mut self, chat: ChatId) {
        let now = Instant::now();
        if chat >= TALKING {
            self.latencies.extend(self.asked.remove(&chat).map(|asked| now - asked));
            return;
        }
        self.sent += 1;
        self.last_second.push_back(now);
        while self.last_second.front().is_some_and(|at| now - *at >= Duration::from_secs(1)) {
            self.last_second.pop_front();
        }
        self.most_in_a_second = self.most_in_a_second.max(self.last_second.len());
    }
}

impl Wire for Shared {
    async fn post(
        &self,
        method: &'static str,
        body: Body,
        _: Duration,
    ) -> Result<(u16, Vec<u8>), Lost> {
        let Body::Json(body) = body else {
            return Err(Lost::Failed("no drawings here".to_owned()));
        };
        let body: Value =
            serde_json::from_slice(&body).map_err(|error| Lost::Failed(error.to_string()))?;
        sleep(WIRE).await;
        let result = match method {
            "getUpdates" => self.updates(&body).await,
            "sendMessage" => {
                self.lock().sent(body["chat_id"].as_i64().unwrap_or_default());
                json!({"message_id": 1})
            }
            _ => json!(true),
        };
        sleep(WIRE).await;
        Ok((200, json!({"ok": true, "result": result}).to_string().into_bytes()))
    }
}

impl Shared {
    async fn updates(&self, body: &Value) -> Value {
        if let Some(offset) = body["offset"].as_i64() {
            let mut world = self.lock();
            world.pending = world.pending.split_off(&offset);
        }
        loop {
            let next = {
                let mut world = self.lock();
                let now = Instant::now();
                let mut next = world.next_talk.unwrap_or(now);
                while next <= now {
                    world.talk();
                    next += TALK_EVERY;
                }
                world.next_talk = Some(next);
                if !world.pending.is_empty() {
                    return Value::Array(world.pending.values().take(100).cloned().collect());
                }
                next
            };
            sleep_until(next).await;
        }
    }
}
