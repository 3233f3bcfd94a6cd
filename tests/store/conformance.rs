//! What every backend must do. A backend is conformant when [`run`] passes on fresh stores of it.

mod commits;
mod contents;
mod forget;
mod timers;

use crampbot::store::{MemoryStore, SledStore, Store};

use crate::history::{Everything, random_writes};
use crate::reopening::Reopening;
use crate::{Random, at};

type Check = fn(&mut dyn Store);

const SUITE: &[(&str, Check)] = &[
    ("a fresh store is empty", commits::fresh_store_is_empty),
    ("a state is replaced", commits::state_is_replaced),
    ("writes apply in order", commits::writes_apply_in_order),
    ("nothing of a refused commit happens", commits::refused_commit_changes_nothing),
    ("the longest values are kept", commits::longest_values_are_kept),
    ("an empty commit is fine", commits::empty_commit_is_fine),
    ("a commit can be repeated", commits::commit_can_be_repeated),
    ("records page backwards", contents::records_page_backwards),
    ("timers fire in order", timers::timers_fire_in_order),
    ("a timer is armed again", timers::timer_is_armed_again),
    ("timer names are any text", timers::timer_names_are_any_text),
    ("times are kept to the millisecond", timers::times_are_kept_to_the_millisecond),
    ("messages queue in lanes", contents::messages_queue_in_lanes),
    ("files are kept by name", contents::files_are_kept_by_name),
    ("a message is replaced", contents::message_is_replaced),
    ("the screen message is replaced", contents::screen_message_is_replaced),
    ("forgetting takes all of one chat", forget::forgetting_takes_all_of_one_chat),
    ("forgetting sees its own commit", forget::forgetting_sees_its_own_commit),
    ("seen updates expire by time", contents::seen_updates_expire_by_time),
    ("a seen update is seen again", contents::seen_update_is_seen_again),
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
