//! Timers: their order, their names, their times.

use crampbot::store::{Store, Timer, Write};

use crate::{at, timer};

pub(super) fn timers_fire_in_order(store: &mut dyn Store) {
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
        let timer: &Timer = &ordered[index];
        store.commit(&[Write::Timer(timer.clone())]).unwrap();
    }
    assert_eq!(store.next_due().unwrap(), Some(at(-86_400_000)));
    assert_eq!(store.due(at(0), 100).unwrap(), ordered[..8]);
    assert_eq!(store.due(at(0), 3).unwrap(), ordered[..3]);
    assert_eq!(store.due(at(0), 0).unwrap(), []);
    assert_eq!(store.due(at(-2), 100).unwrap(), ordered[..1]);
    assert_eq!(store.due(at(-86_400_001), 100).unwrap(), []);
    assert_eq!(store.due(at(2_000_000), 100).unwrap(), ordered);
    assert_eq!(store.due_after(at(0), 100).unwrap(), ordered[8..]);
    assert_eq!(store.due_after(at(-1), 3).unwrap(), ordered[2..5]);
    assert_eq!(store.due_after(at(1_000_000), 100).unwrap(), []);
    for timer in &ordered[..9] {
        let (due, chat, name) = (timer.due, timer.chat, timer.name.clone());
        store.commit(&[Write::DeleteTimer { due, chat, name }]).unwrap();
    }
    assert_eq!(store.next_due().unwrap(), Some(at(1_000_000)));
}

pub(super) fn timer_is_armed_again(store: &mut dyn Store) {
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

pub(super) fn timer_names_are_any_text(store: &mut dyn Store) {
    let names = ["", "\0", "\0\0", "a", "a\0b", "ab", "é", "судорога", "🦵🏽", "\u{10ffff}"];
    let timers: Vec<_> = names.iter().map(|name| timer(1, 2, name, 3)).collect();
    store.commit(&timers.iter().rev().cloned().map(Write::Timer).collect::<Vec<_>>()).unwrap();
    assert_eq!(store.due(at(1), 100).unwrap(), timers);
    store.commit(&[Write::Forget { chat: 2 }]).unwrap();
    assert_eq!(store.due(at(1), 100).unwrap(), []);
}

pub(super) fn times_are_kept_to_the_millisecond(store: &mut dyn Store) {
    let exact = at(1_700_000_000_123);
    let finer = exact + chrono::Duration::nanoseconds(999_999);
    let timer = Timer { due: finer, chat: 1, name: "t".to_owned(), token: 1 };
    store.commit(&[Write::Timer(timer), Write::Seen { update: 1, at: finer }]).unwrap();
    assert_eq!(store.next_due().unwrap(), Some(exact));
    assert_eq!(store.due(exact, 9).unwrap().len(), 1);
    store.commit(&[Write::DeleteTimer { due: exact, chat: 1, name: "t".to_owned() }]).unwrap();
    assert_eq!(store.next_due().unwrap(), None);
    assert_eq!(store.expire_seen(exact, 9).unwrap(), 0);
    assert_eq!(store.expire_seen(exact + chrono::Duration::milliseconds(1), 9).unwrap(), 1);
}
