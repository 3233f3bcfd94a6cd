//! What every backend must do. A backend is conformant when [`run`] passes on fresh stores of it.

use crampbot::store::Lane::{Live, Reminder};
use crampbot::store::{
    MemoryStore, SledStore, Store, StoreError, TIMER_NAME_BYTES_MAX, VALUE_BYTES_MAX, Write,
};

use super::history::{CHATS, Everything, random_writes};
use super::reopening::Reopening;
use super::{Random, at, message, record, seen, state, timer};

type Check = fn(&mut dyn Store);

const SUITE: &[(&str, Check)] = &[
    ("a fresh store is empty", fresh_store_is_empty),
    ("a state is replaced", state_is_replaced),
    ("writes apply in order", writes_apply_in_order),
    ("nothing of a refused commit happens", refused_commit_changes_nothing),
    ("the longest values are kept", longest_values_are_kept),
    ("an empty commit is fine", empty_commit_is_fine),
    ("a commit can be repeated", commit_can_be_repeated),
    ("records page backwards", records_page_backwards),
    ("timers fire in order", timers_fire_in_order),
    ("a timer is armed again", timer_is_armed_again),
    ("timer names are any text", timer_names_are_any_text),
    ("times are kept to the millisecond", times_are_kept_to_the_millisecond),
    ("messages queue in lanes", messages_queue_in_lanes),
    ("a message is replaced", message_is_replaced),
    ("the screen message is replaced", screen_message_is_replaced),
    ("forgetting takes all of one chat", forgetting_takes_all_of_one_chat),
    ("forgetting sees its own commit", forgetting_sees_its_own_commit),
    ("seen updates expire by time", seen_updates_expire_by_time),
    ("a seen update is seen again", seen_update_is_seen_again),
];

/// Runs the suite, each check on a store of its own.
pub(crate) fn run(mut fresh: impl FnMut(&str) -> Box<dyn Store>) {
    for (name, check) in SUITE {
        println!("{name}");
        check(fresh(name).as_mut());
    }
}

#[test]
fn memory_conforms() {
    run(|_| Box::new(MemoryStore::new()));
}

#[test]
fn sled_conforms() {
    let folder = tempfile::tempdir().unwrap();
    run(|name| Box::new(SledStore::open(&folder.path().join(name)).unwrap()));
}

#[test]
fn sled_conforms_when_opened_again_after_every_change() {
    let folder = tempfile::tempdir().unwrap();
    run(|name| Box::new(Reopening::new(folder.path().join(name))));
}

/// The plain store in memory is the measure of the other, over histories nobody thought of.
#[test]
fn sled_does_what_memory_does() {
    let folder = tempfile::tempdir().unwrap();
    for seed in 1..=6 {
        let mut random = Random(seed * 0x9e37_79b9);
        let path = folder.path().join(seed.to_string());
        let mut sled = SledStore::open(&path).unwrap();
        let mut memory = MemoryStore::new();
        for step in 0..150 {
            let writes = random_writes(&mut random);
            sled.commit(&writes).unwrap();
            memory.commit(&writes).unwrap();
            if random.below(10) == 0 {
                let (before, limit) = (at(i64::try_from(random.below(50)).unwrap()), 3);
                let dropped = sled.expire_seen(before, limit).unwrap();
                assert_eq!(dropped, memory.expire_seen(before, limit).unwrap());
            }
            if random.below(20) == 0 {
                drop(sled);
                sled = SledStore::open(&path).unwrap();
            }
            let same = Everything::of(&sled) == Everything::of(&memory);
            assert!(same, "seed {seed} step {step}: {writes:?}");
        }
    }
}

fn fresh_store_is_empty(store: &mut dyn Store) {
    let everything = Everything::of(store);
    assert_eq!(everything, Everything::of(&MemoryStore::new()));
    assert_eq!(store.expire_seen(at(i64::from(i32::MAX)), 10).unwrap(), 0);
}

fn state_is_replaced(store: &mut dyn Store) {
    for chat in CHATS {
        store.commit(&[state(chat, "first")]).unwrap();
        store.commit(&[state(chat, &format!("second {chat}"))]).unwrap();
    }
    for chat in CHATS {
        assert_eq!(store.state(chat).unwrap(), Some(format!("second {chat}").into_bytes()));
    }
    store.commit(&[state(1, "")]).unwrap();
    assert_eq!(store.state(1).unwrap(), Some(Vec::new()), "empty is not absent");
}

fn writes_apply_in_order(store: &mut dyn Store) {
    let (old, new) = (message(Live, 5, 1, "old"), message(Live, 5, 2, "new"));
    store
        .commit(&[
            state(1, "a"),
            state(1, "b"),
            record(1, 7, "kept"),
            Write::DeleteRecord { chat: 1, id: 7 },
            Write::DeleteRecord { chat: 1, id: 8 },
            record(1, 8, "kept"),
            Write::Outgoing(old),
            Write::DeleteOutgoing { lane: Live, seq: 5 },
            Write::Outgoing(new.clone()),
            Write::Timer(timer(3, 1, "gone", 1)),
            Write::DeleteTimer { due: at(3), chat: 1, name: "gone".to_owned() },
        ])
        .unwrap();
    assert_eq!(store.state(1).unwrap(), Some(b"b".to_vec()));
    assert_eq!(store.records(1, None, 9).unwrap(), [(8, b"kept".to_vec())]);
    assert_eq!(store.outgoing(Live, None, 9).unwrap(), [new]);
    assert_eq!(store.next_due().unwrap(), None);
}

fn refused_commit_changes_nothing(store: &mut dyn Store) {
    store.commit(&[state(1, "before")]).unwrap();
    let too_long = "x".repeat(VALUE_BYTES_MAX + 1);
    let long_name = "n".repeat(TIMER_NAME_BYTES_MAX + 1);
    for refused in [
        state(2, &too_long),
        record(2, 1, &too_long),
        Write::Outgoing(message(Reminder, 1, 2, &too_long)),
        Write::Timer(timer(1, 2, &long_name, 1)),
    ] {
        let result = store.commit(&[state(1, "after"), refused, Write::Forget { chat: 1 }]);
        assert!(matches!(result, Err(StoreError::TooLarge { .. })), "{result:?}");
        assert_eq!(store.state(1).unwrap(), Some(b"before".to_vec()));
    }
    store.commit(&[state(1, "after")]).unwrap();
    assert_eq!(store.state(1).unwrap(), Some(b"after".to_vec()));
}

fn longest_values_are_kept(store: &mut dyn Store) {
    let long = "y".repeat(VALUE_BYTES_MAX);
    let name = "ø".repeat(TIMER_NAME_BYTES_MAX / 2);
    for seq in 0..40 {
        store
            .commit(&[
                state(-1, &long),
                record(-1, seq, &long),
                Write::Outgoing(message(Live, seq, -1, &long)),
                Write::Timer(timer(1, -1, &name, seq)),
            ])
            .unwrap();
    }
    assert_eq!(store.state(-1).unwrap(), Some(long.clone().into_bytes()));
    let records = store.records(-1, None, 100).unwrap();
    assert!(records.len() == 40 && records.iter().all(|(_, bytes)| *bytes == long.as_bytes()));
    let queued = store.outgoing(Live, None, 100).unwrap();
    assert!(queued.len() == 40 && queued.iter().all(|message| message.bytes == long.as_bytes()));
    assert_eq!(store.due(at(1), 9).unwrap(), [timer(1, -1, &name, 39)]);
}

fn empty_commit_is_fine(store: &mut dyn Store) {
    store.commit(&[]).unwrap();
    store.commit(&[state(1, "a")]).unwrap();
    store.commit(&[]).unwrap();
    assert_eq!(store.state(1).unwrap(), Some(b"a".to_vec()));
}

fn commit_can_be_repeated(store: &mut dyn Store) {
    let mut random = Random(77);
    for _ in 0..30 {
        let writes = random_writes(&mut random);
        store.commit(&writes).unwrap();
        let once = Everything::of(store);
        store.commit(&writes).unwrap();
        assert_eq!(Everything::of(store), once);
    }
}

fn records_page_backwards(store: &mut dyn Store) {
    let ids = [0, 1, 2, 255, 256, 65_536, u64::MAX - 1, u64::MAX];
    for id in ids {
        store.commit(&[record(9, id, &id.to_string()), record(-9, id, "other")]).unwrap();
    }
    let page = |before, limit| -> Vec<u64> {
        store.records(9, before, limit).unwrap().into_iter().map(|(id, _)| id).collect()
    };
    assert_eq!(page(None, 3), [u64::MAX, u64::MAX - 1, 65_536]);
    assert_eq!(page(Some(65_536), 3), [256, 255, 2]);
    assert_eq!(page(Some(2), 3), [1, 0]);
    assert_eq!(page(Some(1), 3), [0]);
    assert_eq!(page(Some(0), 3), [0; 0]);
    assert_eq!(page(Some(100), 3), [2, 1, 0], "`before` need not exist");
    assert_eq!(page(None, 0), [0; 0]);
    assert_eq!(page(None, usize::MAX).len(), ids.len());
    assert_eq!(store.records(10, None, 3).unwrap(), []);
    assert_eq!(store.records(9, Some(1), 1).unwrap(), [(0, b"0".to_vec())]);
}

fn timers_fire_in_order(store: &mut dyn Store) {
    let ordered = [
        timer(-86_400_000, 3, "long ago", 1),
        timer(-1, 3, "just before", 2),
        timer(0, i64::MIN, "a", 3),
        timer(0, -1, "a", 4),
        timer(0, 0, "a", 5),
        timer(0, 0, "b", 6),
        timer(0, 1, "a", 7),
        timer(0, 256, "a", 8),
        timer(1, -5, "later", 9),
        timer(1_000_000, 1, "last", 10),
    ];
    for index in [4, 9, 0, 2, 8, 6, 1, 7, 3, 5] {
        let timer: &crampbot::store::Timer = &ordered[index];
        store.commit(&[Write::Timer(timer.clone())]).unwrap();
    }
    assert_eq!(store.next_due().unwrap(), Some(at(-86_400_000)));
    assert_eq!(store.due(at(0), 100).unwrap(), ordered[..8]);
    assert_eq!(store.due(at(0), 3).unwrap(), ordered[..3]);
    assert_eq!(store.due(at(0), 0).unwrap(), []);
    assert_eq!(store.due(at(-2), 100).unwrap(), ordered[..1]);
    assert_eq!(store.due(at(-86_400_001), 100).unwrap(), []);
    assert_eq!(store.due(at(2_000_000), 100).unwrap(), ordered);
    for timer in &ordered[..9] {
        let (due, chat, name) = (timer.due, timer.chat, timer.name.clone());
        store.commit(&[Write::DeleteTimer { due, chat, name }]).unwrap();
    }
    assert_eq!(store.next_due().unwrap(), Some(at(1_000_000)));
}

fn timer_is_armed_again(store: &mut dyn Store) {
    store.commit(&[Write::Timer(timer(5, 1, "bed", 1))]).unwrap();
    store.commit(&[Write::Timer(timer(5, 1, "bed", 2))]).unwrap();
    assert_eq!(store.due(at(5), 9).unwrap(), [timer(5, 1, "bed", 2)]);
    store.commit(&[Write::Timer(timer(6, 1, "bed", 3))]).unwrap();
    assert_eq!(store.due(at(9), 9).unwrap(), [timer(5, 1, "bed", 2), timer(6, 1, "bed", 3)]);
    for (due, chat, name) in [(7, 1, "bed"), (5, 2, "bed"), (5, 1, "be"), (5, 1, "bedd")] {
        let name = name.to_owned();
        store.commit(&[Write::DeleteTimer { due: at(due), chat, name }]).unwrap();
    }
    assert_eq!(store.due(at(9), 9).unwrap().len(), 2, "only the named one is disarmed");
    store.commit(&[Write::DeleteTimer { due: at(5), chat: 1, name: "bed".to_owned() }]).unwrap();
    assert_eq!(store.due(at(9), 9).unwrap(), [timer(6, 1, "bed", 3)]);
}

fn timer_names_are_any_text(store: &mut dyn Store) {
    let names = ["", "\0", "\0\0", "a", "a\0b", "ab", "é", "судорога", "🦵🏽", "\u{10ffff}"];
    let timers: Vec<_> = names.iter().map(|name| timer(1, 2, name, 3)).collect();
    store.commit(&timers.iter().rev().cloned().map(Write::Timer).collect::<Vec<_>>()).unwrap();
    assert_eq!(store.due(at(1), 100).unwrap(), timers);
    store.commit(&[Write::Forget { chat: 2 }]).unwrap();
    assert_eq!(store.due(at(1), 100).unwrap(), []);
}

fn times_are_kept_to_the_millisecond(store: &mut dyn Store) {
    let exact = at(1_700_000_000_123);
    let finer = exact + chrono::Duration::nanoseconds(999_999);
    let timer = crampbot::store::Timer { due: finer, chat: 1, name: "t".to_owned(), token: 1 };
    store.commit(&[Write::Timer(timer), Write::Seen { update: 1, at: finer }]).unwrap();
    assert_eq!(store.next_due().unwrap(), Some(exact));
    assert_eq!(store.due(exact, 9).unwrap().len(), 1);
    store.commit(&[Write::DeleteTimer { due: exact, chat: 1, name: "t".to_owned() }]).unwrap();
    assert_eq!(store.next_due().unwrap(), None);
    assert_eq!(store.expire_seen(exact, 9).unwrap(), 0);
    assert_eq!(store.expire_seen(exact + chrono::Duration::milliseconds(1), 9).unwrap(), 1);
}

fn messages_queue_in_lanes(store: &mut dyn Store) {
    let seqs = [1, 2, 255, 256, 70_000];
    for seq in seqs {
        store.commit(&[Write::Outgoing(message(Live, seq, -3, &format!("live {seq}")))]).unwrap();
    }
    store.commit(&[Write::Outgoing(message(Reminder, 300, 4, "bed"))]).unwrap();
    let page = |lane, after, limit| -> Vec<u64> {
        store.outgoing(lane, after, limit).unwrap().iter().map(|message| message.seq).collect()
    };
    assert_eq!(page(Live, None, 9), seqs);
    assert_eq!(page(Live, None, 2), [1, 2]);
    assert_eq!(page(Live, Some(2), 2), [255, 256]);
    assert_eq!(page(Live, Some(3), 1), [255], "`after` need not exist");
    assert_eq!(page(Live, Some(70_000), 9), [0; 0]);
    assert_eq!(page(Live, None, 0), [0; 0]);
    assert_eq!(page(Reminder, Some(0), 9), [300]);
    assert_eq!(store.outgoing(Live, Some(1), 1).unwrap(), [message(Live, 2, -3, "live 2")]);
    assert_eq!(store.last_seq().unwrap(), Some(70_000));
    store.commit(&[Write::DeleteOutgoing { lane: Live, seq: 70_000 }]).unwrap();
    assert_eq!(store.last_seq().unwrap(), Some(300));
    store.commit(&[Write::DeleteOutgoing { lane: Live, seq: 300 }]).unwrap();
    assert_eq!(store.last_seq().unwrap(), Some(300), "another lane's message stays");
    store.commit(&[Write::Outgoing(message(Live, u64::MAX, 1, "end"))]).unwrap();
    assert_eq!(store.outgoing(Live, Some(256), 9).unwrap().len(), 1);
    assert_eq!(store.last_seq().unwrap(), Some(u64::MAX));
}

fn message_is_replaced(store: &mut dyn Store) {
    store.commit(&[Write::Outgoing(message(Live, 1, 10, "for ten"))]).unwrap();
    store.commit(&[Write::Outgoing(message(Live, 1, 20, "for twenty"))]).unwrap();
    store.commit(&[Write::Forget { chat: 10 }]).unwrap();
    assert_eq!(store.outgoing(Live, None, 9).unwrap(), [message(Live, 1, 20, "for twenty")]);
    let for_ten = message(Live, 1, 10, "for ten again");
    store.commit(&[Write::Outgoing(for_ten.clone()), Write::Forget { chat: 20 }]).unwrap();
    assert_eq!(store.outgoing(Live, None, 9).unwrap(), [for_ten], "it was not twenty's any more");
    store.commit(&[Write::Forget { chat: 10 }]).unwrap();
    assert_eq!(store.outgoing(Live, None, 9).unwrap(), []);
}

fn screen_message_is_replaced(store: &mut dyn Store) {
    for (screen, message) in [(1, 2), (u64::MAX, i64::MIN), (0, i64::MAX)] {
        store.commit(&[Write::ScreenMessage { chat: -4, screen, message }]).unwrap();
        assert_eq!(store.screen_message(-4).unwrap(), Some((screen, message)));
    }
    assert_eq!(store.screen_message(4).unwrap(), None);
}

fn forgetting_takes_all_of_one_chat(store: &mut dyn Store) {
    let mut seq = 0;
    for chat in CHATS {
        let mut writes =
            vec![state(chat, "s"), Write::ScreenMessage { chat, screen: 1, message: 2 }];
        for id in [0, 1, u64::MAX] {
            writes.push(record(chat, id, "r"));
        }
        for due in [i64::from(i32::MIN), 0, 1] {
            writes.push(Write::Timer(timer(due, chat, "t", 1)));
            writes.push(Write::Timer(timer(due, chat, "tt", 1)));
        }
        for lane in [Live, Reminder] {
            seq += 1;
            writes.push(Write::Outgoing(message(lane, seq, chat, "o")));
        }
        writes.push(seen(chat, 5));
        store.commit(&writes).unwrap();
    }
    for chat in CHATS {
        let mut expected = Everything::of(store);
        expected.forget(chat);
        store.commit(&[Write::Forget { chat }]).unwrap();
        assert_eq!(Everything::of(store), expected, "only chat {chat} is forgotten");
    }
    assert!(CHATS.iter().all(|chat| store.is_seen(*chat).unwrap()));
    store.commit(&[Write::Forget { chat: 1 }]).unwrap();
    assert_eq!(store.last_seq().unwrap(), None);
}

fn forgetting_sees_its_own_commit(store: &mut dyn Store) {
    store.commit(&[Write::Outgoing(message(Live, 1, 1, "old")), state(1, "old")]).unwrap();
    store
        .commit(&[
            state(1, "dropped"),
            record(1, 1, "dropped"),
            Write::Timer(timer(1, 1, "dropped", 1)),
            Write::Outgoing(message(Reminder, 2, 1, "dropped")),
            state(2, "kept"),
            Write::Forget { chat: 1 },
            record(1, 2, "kept"),
            Write::Outgoing(message(Live, 3, 1, "goodbye")),
        ])
        .unwrap();
    assert_eq!(store.state(1).unwrap(), None);
    assert_eq!(store.state(2).unwrap(), Some(b"kept".to_vec()));
    assert_eq!(store.records(1, None, 9).unwrap(), [(2, b"kept".to_vec())]);
    assert_eq!(store.next_due().unwrap(), None);
    assert_eq!(store.outgoing(Live, None, 9).unwrap(), [message(Live, 3, 1, "goodbye")]);
    assert_eq!(store.outgoing(Reminder, None, 9).unwrap(), []);
}

fn seen_updates_expire_by_time(store: &mut dyn Store) {
    let notes = [(i64::MAX, 10), (i64::MIN, 20), (-1, 30), (0, 30), (7, 40)];
    for (update, at_ms) in notes {
        store.commit(&[seen(update, at_ms)]).unwrap();
    }
    let known = |store: &dyn Store| notes.map(|(update, _)| store.is_seen(update).unwrap());
    assert_eq!(known(store), [true; 5]);
    assert!(!store.is_seen(1).unwrap());
    assert_eq!(store.expire_seen(at(10), 9).unwrap(), 0, "`before` is not included");
    assert_eq!(store.expire_seen(at(40), 0).unwrap(), 0);
    assert_eq!(store.expire_seen(at(40), 1).unwrap(), 1);
    assert_eq!(known(store), [false, true, true, true, true], "the oldest first");
    assert_eq!(store.expire_seen(at(40), 9).unwrap(), 3);
    assert_eq!(known(store), [false, false, false, false, true]);
    assert_eq!(store.expire_seen(at(41), 9).unwrap(), 1);
    assert_eq!(store.expire_seen(at(41), 9).unwrap(), 0);
}

fn seen_update_is_seen_again(store: &mut dyn Store) {
    store.commit(&[seen(1, 10)]).unwrap();
    store.commit(&[seen(1, 50), seen(1, 60)]).unwrap();
    assert_eq!(store.expire_seen(at(60), 9).unwrap(), 0, "its first time is forgotten");
    assert!(store.is_seen(1).unwrap());
    assert_eq!(store.expire_seen(at(61), 9).unwrap(), 1);
    assert!(!store.is_seen(1).unwrap());
}
