//! Histories of commits to replay, and everything that a store shows after one.

use crampbot::store::{ChatId, Lane, MemoryStore, Outgoing, Store, Timer, Write};

use super::{Random, at, message, record, seen, state, timer};

/// Chats whose keys lie close to each other.
pub(crate) const CHATS: [ChatId; 9] = [i64::MIN, -257, -256, -1, 0, 1, 255, 256, i64::MAX];

const UPDATES: std::ops::Range<i64> = -20..20;

type Records = Vec<(u64, Vec<u8>)>;

/// What can be seen of a store over [`CHATS`] and the updates that histories use.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(crate) struct Everything {
    states: Vec<(ChatId, Option<Vec<u8>>)>,
    screens: Vec<(ChatId, Option<(u64, i64)>)>,
    records: Vec<(ChatId, Records)>,
    timers: Vec<Timer>,
    next_due: Option<chrono::DateTime<chrono::Utc>>,
    live: Vec<Outgoing>,
    reminders: Vec<Outgoing>,
    last_seq: Option<u64>,
    seen: Vec<i64>,
    files: Vec<(String, Vec<u8>)>,
}

impl Everything {
    pub(crate) fn of(store: &(impl Store + ?Sized)) -> Self {
        let records = |chat| store.records(chat, None, usize::MAX).unwrap();
        Self {
            states: CHATS.map(|chat| (chat, store.state(chat).unwrap())).into(),
            screens: CHATS.map(|chat| (chat, store.screen_message(chat).unwrap())).into(),
            records: CHATS.map(|chat| (chat, records(chat))).into(),
            timers: store.due(at(i64::from(i32::MAX)), usize::MAX).unwrap(),
            next_due: store.next_due().unwrap(),
            live: store.outgoing(Lane::Live, None, usize::MAX).unwrap(),
            reminders: store.outgoing(Lane::Reminder, None, usize::MAX).unwrap(),
            last_seq: store.last_seq().unwrap(),
            seen: UPDATES.filter(|update| store.is_seen(*update).unwrap()).collect(),
            files: store.files().unwrap(),
        }
    }

    pub(crate) fn forget(&mut self, chat: ChatId) {
        let index = CHATS.iter().position(|known| *known == chat).unwrap();
        self.states[index].1 = None;
        self.screens[index].1 = None;
        self.records[index].1.clear();
        self.timers.retain(|timer| timer.chat != chat);
        self.next_due = self.timers.first().map(|timer| timer.due);
        self.live.retain(|message| message.chat != chat);
        self.reminders.retain(|message| message.chat != chat);
        self.last_seq = self.live.iter().chain(&self.reminders).map(|message| message.seq).max();
    }
}

/// A few writes about a few things, so that they often meet.
pub(crate) fn random_writes(random: &mut Random) -> Vec<Write> {
    (0..=random.below(12)).map(|_| random_write(random)).collect()
}

fn random_write(random: &mut Random) -> Write {
    let chat = CHATS[usize::try_from(random.below(9)).unwrap()];
    let id = random.below(6);
    let ms = i64::try_from(random.below(50)).unwrap();
    let lane = if random.below(2) == 0 { Lane::Live } else { Lane::Reminder };
    let bytes = "b".repeat(usize::try_from(random.below(300)).unwrap());
    let name = ["bed", "be", "судорога", ""][usize::try_from(random.below(4)).unwrap()];
    match random.below(13) {
        0 | 1 => state(chat, &bytes),
        2 => record(chat, id, &bytes),
        3 => Write::DeleteRecord { chat, id },
        4 => Write::Timer(timer(ms, chat, name, id)),
        5 => Write::DeleteTimer { due: at(ms), chat, name: name.to_owned() },
        6 => Write::Outgoing(message(lane, id, chat, &bytes)),
        7 => Write::DeleteOutgoing { lane, seq: id },
        8 => seen(ms % 20, ms),
        9 => Write::ScreenMessage { chat, screen: id, message: ms },
        10 => Write::File { name: name.to_owned(), bytes: bytes.into_bytes() },
        11 => Write::DeleteFile { name: name.to_owned() },
        _ => Write::Forget { chat },
    }
}

/// The writes of commit `number` of the standard history, from 1. Its number is the state of
/// chat 0, so a store tells how far it got.
pub(crate) fn standard_writes(number: u64) -> Vec<Write> {
    let chat = CHATS[usize::try_from(number * 7 % 9).unwrap()];
    let ms = i64::try_from(number).unwrap();
    let mut writes = vec![
        record(chat, number % 40, &format!("record {number}")),
        Write::Outgoing(message(Lane::Live, number, chat, &"m".repeat(1500))),
        Write::Timer(timer(ms, chat, "bed", number)),
        Write::ScreenMessage { chat, screen: number, message: ms },
        seen(ms % 20, ms),
    ];
    if number > 5 {
        let (seq, due) = (number - 5, at(ms - 5));
        let chat = CHATS[usize::try_from(seq * 7 % 9).unwrap()];
        writes.push(Write::DeleteOutgoing { lane: Lane::Live, seq });
        writes.push(Write::DeleteTimer { due, chat, name: "bed".to_owned() });
    }
    if number.is_multiple_of(31) {
        writes.push(Write::Forget { chat });
    }
    writes.push(state(0, &number.to_string()));
    writes
}

/// The same with a long record that is replaced each time, so that sled's file fills up and sled
/// begins to write over what it no longer needs.
pub(crate) fn heavy_writes(number: u64) -> Vec<Write> {
    let mut writes = standard_writes(number);
    let length = usize::try_from(10_000 + number * 7_919 % 14_000).unwrap();
    writes.push(record(255, 1_000, &"h".repeat(length)));
    writes
}

/// How many commits of the standard history a store holds.
pub(crate) fn progress(store: &dyn Store) -> u64 {
    let bytes = store.state(0).unwrap().unwrap_or_default();
    String::from_utf8(bytes).unwrap().parse().unwrap_or(0)
}

/// Asserts that a store is exactly as the standard history leaves it after some commit, and says
/// after which.
pub(crate) fn assert_is_prefix(store: &dyn Store, model: &mut Model) -> u64 {
    let number = progress(store);
    assert!(Everything::of(store) == *model.after(number), "not as commit {number} left it");
    number
}

/// What the standard history shows after each of its commits.
pub(crate) struct Model {
    writes: fn(u64) -> Vec<Write>,
    store: MemoryStore,
    shown: Vec<Everything>,
}

impl Model {
    pub(crate) fn new() -> Self {
        Self::of(standard_writes)
    }

    /// Of another history than the standard one.
    pub(crate) fn of(writes: fn(u64) -> Vec<Write>) -> Self {
        let store = MemoryStore::new();
        let shown = vec![Everything::of(&store)];
        Self { writes, store, shown }
    }

    fn after(&mut self, number: u64) -> &Everything {
        while self.shown.len() as u64 <= number {
            self.store.commit(&(self.writes)(self.shown.len() as u64)).unwrap();
            self.shown.push(Everything::of(&self.store));
        }
        &self.shown[usize::try_from(number).unwrap()]
    }
}
