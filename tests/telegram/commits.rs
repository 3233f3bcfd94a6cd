//! The service on a store that fails: nothing is acknowledged or sent before the commit, and a
//! commit that fails, even after it has happened, loses nothing and doubles nothing.

use std::sync::{Arc, Condvar, Mutex};

use chrono::{DateTime, Utc};
use crampbot::channel::KeptFile;
use crampbot::channel::telegram::Api;
use crampbot::dialogue::Input;
use crampbot::service::turn::{Admission, Delivered, Happening, Turns};
use crampbot::service::{clock, run};

use crampbot::store::{ChatId, Lane, MemoryStore, Outgoing, Store, StoreError, Timer, Write};
use secrecy::SecretString;
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;

use crate::bench::{shipped, state_of, words};
use crate::botapi::{BotApi, wait};
use crate::plan::{Plan, Random, arrived, expected, repeats};

/// What the next commits do.
#[derive(Default)]
struct Orders {
    /// Outcomes of the next commits; then they succeed.
    fail: Vec<Failure>,
    fail_always: bool,
    /// Drawn for each commit.
    chance: Option<Random>,
    hold: bool,
    /// One in 25 readings of a conversation panics; a group of turns reads each only once.
    panics: Option<Random>,
    /// Whose did.
    panicked: Vec<ChatId>,
}

#[derive(Clone, Copy, PartialEq)]
enum Failure {
    None,
    Before,
    After,
    Panic,
}

/// A store in memory that outlives the service, and does as it is told.
#[derive(Clone, Default)]
struct Moody(Arc<Inner>);

#[derive(Default)]
struct Inner {
    store: Mutex<MemoryStore>,
    orders: Mutex<Orders>,
    released: Condvar,
    attempts: watch::Sender<usize>,
}

impl Moody {
    fn order(&self, change: impl FnOnce(&mut Orders)) {
        change(&mut self.0.orders.lock().unwrap());
        self.0.released.notify_all();
    }

    /// Waits until this many commits have been tried.
    async fn tried(&self, commits: usize) {
        let mut attempts = self.0.attempts.subscribe();
        attempts.wait_for(|tried| *tried >= commits).await.unwrap();
    }

    fn attempts(&self) -> usize {
        *self.0.attempts.borrow()
    }

    fn look<T>(&self, look: impl FnOnce(&MemoryStore) -> T) -> T {
        look(&self.0.store.lock().unwrap())
    }
}

impl Store for Moody {
    fn commit(&mut self, writes: &[Write]) -> Result<(), StoreError> {
        self.0.attempts.send_modify(|tried| *tried += 1);
        let mut orders = self.0.orders.lock().unwrap();
        while orders.hold {
            orders = self.0.released.wait(orders).unwrap();
        }
        let drawn = orders.chance.as_mut().map(|random| random.below(5));
        let failure = match drawn {
            _ if orders.fail_always => Failure::Before,
            Some(0) => Failure::Before,
            Some(1) => Failure::After,
            _ if orders.fail.is_empty() => Failure::None,
            _ => orders.fail.remove(0),
        };
        drop(orders);
        assert!(failure != Failure::Panic, "as ordered");
        if failure != Failure::Before {
            self.0.store.lock().unwrap().commit(writes)?;
        }
        match failure {
            Failure::None => Ok(()),
            Failure::Before | Failure::After | Failure::Panic => {
                Err(StoreError::Io("as ordered".to_owned()))
            }
        }
    }

    fn state(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError> {
        let mut panics = false;
        self.order(|orders| {
            panics = orders.panics.as_mut().is_some_and(|random| random.below(25) == 0);
            orders.panicked.extend(panics.then_some(chat));
        });
        assert!(!panics, "as ordered");
        self.look(|store| store.state(chat))
    }

    fn is_seen(&self, update: i64) -> Result<bool, StoreError> {
        self.look(|store| store.is_seen(update))
    }

    fn records(
        &self,
        chat: ChatId,
        before: Option<u64>,
        limit: usize,
    ) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.look(|store| store.records(chat, before, limit))
    }

    fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError> {
        self.look(|store| store.due(now, limit))
    }

    fn due_after(&self, after: DateTime<Utc>, limit: usize) -> Result<Vec<Timer>, StoreError> {
        self.look(|store| store.due_after(after, limit))
    }

    fn next_due(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.look(Store::next_due)
    }

    fn outgoing(
        &self,
        lane: Lane,
        after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<Outgoing>, StoreError> {
        self.look(|store| store.outgoing(lane, after, limit))
    }

    fn last_seq(&self) -> Result<Option<u64>, StoreError> {
        self.look(Store::last_seq)
    }

    fn screen_message(&self, chat: ChatId) -> Result<Option<(u64, i64)>, StoreError> {
        self.look(|store| store.screen_message(chat))
    }

    fn files(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.look(Store::files)
    }

    fn expire_seen(&mut self, before: DateTime<Utc>, limit: usize) -> Result<usize, StoreError> {
        self.0.store.lock().unwrap().expire_seen(before, limit)
    }
}

/// The service, in this process.
struct Service {
    stop: oneshot::Sender<()>,
    running: JoinHandle<anyhow::Result<()>>,
}

impl Service {
    fn start(tg: &BotApi, store: &Moody) -> Self {
        let api = Api::new(&SecretString::from(tg.token()), Some(&tg.url())).unwrap();
        let store = store.clone();
        let open = move || Ok(Turns::new(shipped(), store.clone())?.without_pictures());
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(async move {
            let stop = async { drop(stopped.await) };
            run::telegram(api, open, clock::system(), run::Service::default(), stop).await
        });
        Self { stop, running }
    }

    async fn stops(self) {
        self.stop.send(()).unwrap();
        self.running.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn nothing_is_sent_or_acknowledged_before_the_commit() {
    let (tg, store) = (BotApi::start(), Moody::default());
    let anna = tg.user("Anna").lang("en");
    store.order(|orders| orders.hold = true);
    let said = anna.says("cramp in my calf");
    let service = Service::start(&tg, &store);
    store.tried(1).await;
    assert_eq!(tg.updates_unacknowledged(), [said.update_id]);
    assert_eq!(tg.calls("sendMessage").len(), 0);
    store.order(|orders| orders.hold = false);
    anna.expects_screen().await.has(&words("first-calf"));
    tg.acknowledged().await;
    service.stops().await;
}

/// The disk says no although it has the data: the answer is sent, once, and not overwritten by the
/// next one.
#[tokio::test]
async fn a_commit_that_fails_after_it_happened() {
    for failures in [vec![Failure::After], vec![Failure::After, Failure::Before, Failure::After]] {
        let (tg, store) = (BotApi::start(), Moody::default());
        let anna = tg.user("Anna").lang("en");
        store.order(|orders| orders.fail = failures);
        anna.says("cramp in my calf");
        let service = Service::start(&tg, &store);
        anna.expects_screen().await.has(&words("first-calf"));
        anna.says("/history");
        anna.expects_screen().await.has(&words("place-calf"));
        tg.acknowledged().await;
        service.stops().await;
        assert_eq!(anna.received().len(), 2, "{}", tg.transcript());
        assert_eq!(store.look(|store| store.records(anna.id(), None, 9).unwrap().len()), 1);
    }
}

/// The note of a delivery fails too: no message twice.
#[tokio::test]
async fn every_second_commit_fails() {
    for seed in 0..4 {
        let (tg, store) = (BotApi::start(), Moody::default());
        let plan = Plan::send(&tg, &mut Random::new(seed), 20, 150);
        store.order(|orders| orders.chance = Some(Random::new(seed + 1)));
        let service = Service::start(&tg, &store);
        tg.called("sendMessage", plan.messages()).await;
        tg.acknowledged().await;
        service.stops().await;
        let calls = tg.all_calls();
        for (user, oracle) in plan.users.iter().zip(&plan.expected) {
            store.look(|store| oracle.matches(store, user, &format!("seed {seed}")));
            assert_eq!(repeats(&expected(oracle), &arrived(&calls, user)), Ok(0), "seed {seed}");
        }
        assert!(plan.presses.iter().all(|press| press.answers() == 1));
        assert_eq!(store.look(|store| store.outgoing(Lane::Live, None, 9).unwrap()), []);
    }
}

/// Asked to stop while a commit is being made: it is waited for, acknowledged and answered.
#[tokio::test]
async fn a_stop_waits_for_the_commit() {
    let (tg, store) = (BotApi::start(), Moody::default());
    let anna = tg.user("Anna").lang("en");
    store.order(|orders| orders.hold = true);
    anna.says("cramp in my calf");
    let service = Service::start(&tg, &store);
    store.tried(1).await;
    let polls = tg.calls("getUpdates").len();
    let Service { stop, running } = service;
    stop.send(()).unwrap();
    tokio::task::yield_now().await;
    assert_eq!(tg.calls("getUpdates").len(), polls, "acknowledged before the commit");
    store.order(|orders| orders.hold = false);
    running.await.unwrap().unwrap();
    assert_eq!(tg.updates_unacknowledged(), [] as [i64; 0]);
    assert_eq!(anna.received().len(), 1);
    assert_eq!(store.look(|store| store.outgoing(Lane::Live, None, 9).unwrap()), []);
}

#[test]
fn a_stop_is_obeyed_although_the_store_fails_for_ever() {
    let (tg, store) = (BotApi::start(), Moody::default());
    let anna = tg.user("Anna").lang("en");
    wait(async {
        store.order(|orders| orders.fail_always = true);
        let said = anna.says("cramp in my calf");
        let service = Service::start(&tg, &store);
        store.tried(2).await;
        service.stops().await;
        assert_eq!(tg.updates_unacknowledged(), [said.update_id]);
        assert_eq!(tg.calls("sendMessage").len(), 0);
        store.order(|orders| orders.fail_always = false);
        let tried = store.attempts();
        let service = Service::start(&tg, &store);
        anna.expects_screen().await.has(&words("first-calf"));
        service.stops().await;
        assert!(store.attempts() > tried);
        assert_eq!(anna.received().len(), 1);
        store.look(|store| assert_eq!(state_of(store, &anna).at.as_deref(), Some("cramp.gate")));
    });
}

/// One turn in a hundred breaks: that person is told and keeps their conversation, all others get
/// what they would have got.
#[tokio::test]
async fn one_turn_in_a_hundred_panics() {
    let (tg, store) = (BotApi::start(), Moody::default());
    let plan = Plan::send(&tg, &mut Random::new(3), 60, 900);
    store.order(|orders| orders.panics = Some(Random::new(7)));
    let service = Service::start(&tg, &store);
    tg.acknowledged().await;
    service.stops().await;
    let mut panicked = Vec::new();
    store.order(|orders| std::mem::swap(&mut orders.panicked, &mut panicked));
    assert!(panicked.len() >= 9, "of 900 turns: {panicked:?}");
    let sorry = words("something-broke");
    let sorry = sorry.lines().next().unwrap();
    let calls = tg.all_calls();
    for (user, oracle) in plan.users.iter().zip(&plan.expected) {
        let broken = panicked.iter().filter(|chat| **chat == user.id()).count();
        let told = arrived(&calls, user).iter().filter(|text| text.contains(sorry)).count();
        // Reading the conversation for the apology may break too; then it is told in English.
        assert!(told.abs_diff(broken) <= broken / 2, "{told} of {broken}");
        if broken == 0 && !oracle.shown.is_empty() {
            store.look(|store| oracle.matches(store, user, "another's turn broke"));
            assert_eq!(repeats(&expected(oracle), &arrived(&calls, user)), Ok(0));
        }
    }
    assert!(plan.presses.iter().all(|press| press.answers() == 1));
    println!(
        "figures: 900 turns, {} broken: each such person is told, everybody else gets what they would have got",
        panicked.len()
    );
}

/// The making of turns itself breaks: everything starts anew, and nothing is lost.
#[tokio::test]
async fn a_panic_outside_a_turn_leaves_no_half_of_a_bot() {
    let (tg, store) = (BotApi::start(), Moody::default());
    let anna = tg.user("Anna").lang("en");
    store.order(|orders| orders.fail = vec![Failure::None, Failure::Panic]);
    let service = Service::start(&tg, &store);
    anna.says("cramp in my calf");
    anna.expects_screen().await.has(&words("first-calf"));
    anna.says("/history");
    anna.expects_screen().await;
    tg.acknowledged().await;
    service.stops().await;
    store.look(|store| assert_eq!(state_of(store, &anna).at.as_deref(), Some("cramp.gate")));
    assert_eq!(store.look(|store| store.outgoing(Lane::Live, None, 9).unwrap()), []);
}

/// What is kept of one person cannot be read: they are told, their press is answered, and the value
/// stays for somebody to look at. Nobody else notices.
#[tokio::test]
async fn a_conversation_that_cannot_be_read() {
    let (tg, store) = (BotApi::start(), Moody::default());
    let (anna, boris) = (tg.user("Anna").lang("en"), tg.user("Boris").lang("en"));
    let broken = b"{\"version\":1,".to_vec();
    let write = Write::State { chat: anna.id(), bytes: broken.clone() };
    store.0.store.lock().unwrap().commit(&[write]).unwrap();
    let service = Service::start(&tg, &store);
    anna.says("cramp in my calf");
    boris.says("cramp in my calf");
    anna.expects_screen().await.has(words("something-broke").lines().next().unwrap());
    boris.expects_screen().await.has(&words("first-calf"));
    let press = anna.presses_data(1, "1~cramp.gate~no");
    press.answered().await;
    service.stops().await;
    assert_eq!(press.answers(), 1);
    assert_eq!(store.look(|store| store.state(anna.id()).unwrap()), Some(broken));
}

/// What no store keeps costs at most the turn it is in: all others in the group are made, and so is the
/// note that the update was handled.
#[test]
fn what_is_too_long_to_be_kept_holds_nobody_up() {
    let now = DateTime::from_timestamp_millis(1_800_000_000_000).unwrap();
    let happening = |chat, update, input, press| Happening {
        chat,
        update: Some(update),
        language: "en".to_owned(),
        input,
        press,
        fired: None,
        admission: Admission::Answered,
    };
    let says =
        |chat, update| happening(chat, update, Input::Text("cramp in my calf".to_owned()), None);
    let long = "9".repeat(30_000);
    let pressed = Input::Press { data: "x".to_owned(), on_screen: false };
    let group = [says(1, 1), happening(2, 2, pressed, Some((long.clone(), Some(1)))), says(3, 3)];
    let mut turns = Turns::new(shipped(), MemoryStore::new()).unwrap().without_pictures();
    let sent = turns.handle(&group, &[], now).unwrap();
    assert!([1, 2, 3].iter().all(|chat| sent.iter().any(|message| message.chat == *chat)));
    assert!((1..=3).all(|update| turns.store().is_seen(update).unwrap()));

    let mut delivered = Delivered::of(&sent[0]);
    delivered.file = Some(KeptFile { name: "calf".to_owned(), bytes: long.into_bytes() });
    turns.handle(&[says(4, 4)], &[delivered], now).unwrap();
    assert_eq!(turns.store().files().unwrap(), []);
    let left = turns.store().outgoing(Lane::Live, None, 99).unwrap();
    assert!(left.iter().all(|message| message.seq != sent[0].seq), "its delivery is noted");
}
