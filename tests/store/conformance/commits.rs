//! What a commit does, whatever is in it.

use crampbot::store::Lane::{Live, Reminder};
use crampbot::store::{
    FILE_NAME_BYTES_MAX, MemoryStore, Store, StoreError, TIMER_NAME_BYTES_MAX, VALUE_BYTES_MAX,
    Write,
};

use crate::history::{CHATS, Everything, random_writes};
use crate::{Random, at, message, record, state, timer};

pub(super) fn fresh_store_is_empty(store: &mut dyn Store) {
    let everything = Everything::of(store);
    assert_eq!(everything, Everything::of(&MemoryStore::new()));
    assert_eq!(store.expire_seen(at(i64::from(i32::MAX)), 10).unwrap(), 0);
}

pub(super) fn state_is_replaced(store: &mut dyn Store) {
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

pub(super) fn writes_apply_in_order(store: &mut dyn Store) {
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

pub(super) fn refused_commit_changes_nothing(store: &mut dyn Store) {
    store.commit(&[state(1, "before")]).unwrap();
    let too_long = "x".repeat(VALUE_BYTES_MAX + 1);
    let long_name = "n".repeat(TIMER_NAME_BYTES_MAX + 1);
    for refused in [
        state(2, &too_long),
        record(2, 1, &too_long),
        Write::Outgoing(message(Reminder, 1, 2, &too_long)),
        Write::Timer(timer(1, 2, &long_name, 1)),
        Write::File { name: "a".to_owned(), bytes: too_long.clone().into_bytes() },
        Write::File { name: "n".repeat(FILE_NAME_BYTES_MAX + 1), bytes: Vec::new() },
    ] {
        let result = store.commit(&[state(1, "after"), refused, Write::Forget { chat: 1 }]);
        assert!(matches!(result, Err(StoreError::TooLarge { .. })), "{result:?}");
        assert_eq!(store.state(1).unwrap(), Some(b"before".to_vec()));
    }
    store.commit(&[state(1, "after")]).unwrap();
    assert_eq!(store.state(1).unwrap(), Some(b"after".to_vec()));
}

pub(super) fn longest_values_are_kept(store: &mut dyn Store) {
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

pub(super) fn empty_commit_is_fine(store: &mut dyn Store) {
    store.commit(&[]).unwrap();
    store.commit(&[state(1, "a")]).unwrap();
    store.commit(&[]).unwrap();
    assert_eq!(store.state(1).unwrap(), Some(b"a".to_vec()));
}

pub(super) fn commit_can_be_repeated(store: &mut dyn Store) {
    let mut random = Random(77);
    for _ in 0..30 {
        let writes = random_writes(&mut random);
        store.commit(&writes).unwrap();
        let once = Everything::of(store);
        store.commit(&writes).unwrap();
        assert_eq!(Everything::of(store), once);
    }
}
