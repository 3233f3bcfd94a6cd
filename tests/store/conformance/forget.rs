//! Forgetting a chat: all of it, and nothing of its neighbours.

use crampbot::store::Lane::{Live, Reminder};
use crampbot::store::{Store, Write};

use crate::history::{CHATS, Everything};
use crate::{message, record, seen, state, timer};

pub(super) fn forgetting_takes_all_of_one_chat(store: &mut dyn Store) {
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

pub(super) fn forgetting_sees_its_own_commit(store: &mut dyn Store) {
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
