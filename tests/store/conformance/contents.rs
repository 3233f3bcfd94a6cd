//! Records, queued messages, screen messages and handled updates.

use crampbot::store::Lane::{Live, Reminder};
use crampbot::store::{Store, Write};

use crate::{at, message, record, seen};

pub(super) fn records_page_backwards(store: &mut dyn Store) {
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

pub(super) fn messages_queue_in_lanes(store: &mut dyn Store) {
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

pub(super) fn files_are_kept_by_name(store: &mut dyn Store) {
    let file = |name: &str, bytes: &str| (name.to_owned(), bytes.as_bytes().to_vec());
    let keep = |name: &str, bytes: &str| {
        let (name, bytes) = file(name, bytes);
        Write::File { name, bytes }
    };
    store.commit(&[keep("neck", "1"), keep("", "2"), keep("икра", "3")]).unwrap();
    store.commit(&[keep("neck", "4"), Write::Forget { chat: 0 }]).unwrap();
    let all = [file("", "2"), file("neck", "4"), file("икра", "3")];
    assert_eq!(store.files().unwrap(), all);
    let gone = ["", "never"].map(|name| Write::DeleteFile { name: name.to_owned() });
    store.commit(&gone).unwrap();
    assert_eq!(store.files().unwrap(), all[1..]);
}

pub(super) fn message_is_replaced(store: &mut dyn Store) {
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

pub(super) fn screen_message_is_replaced(store: &mut dyn Store) {
    for (screen, message) in [(1, 2), (u64::MAX, i64::MIN), (0, i64::MAX)] {
        store.commit(&[Write::ScreenMessage { chat: -4, screen, message }]).unwrap();
        assert_eq!(store.screen_message(-4).unwrap(), Some((screen, message)));
    }
    assert_eq!(store.screen_message(4).unwrap(), None);
}

pub(super) fn seen_updates_expire_by_time(store: &mut dyn Store) {
    // Of blocks of their own, but the last two.
    let notes = [(i64::MAX, 10), (i64::MIN, 20), (-1, 30), (1_000, 40), (1_001, 30)];
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
    assert_eq!(store.expire_seen(at(40), 9).unwrap(), 2);
    assert_eq!(known(store), [false, false, false, true, true], "as old as the latest beside it");
    assert_eq!(store.expire_seen(at(41), 9).unwrap(), 1);
    assert_eq!(store.expire_seen(at(41), 9).unwrap(), 0);
}

pub(super) fn seen_update_is_seen_again(store: &mut dyn Store) {
    store.commit(&[seen(1, 10)]).unwrap();
    store.commit(&[seen(1, 50), seen(1, 60)]).unwrap();
    assert_eq!(store.expire_seen(at(60), 9).unwrap(), 0, "its first time is forgotten");
    assert!(store.is_seen(1).unwrap());
    assert_eq!(store.expire_seen(at(61), 9).unwrap(), 1);
    assert!(!store.is_seen(1).unwrap());
}
