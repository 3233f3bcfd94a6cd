//! Writing the database anew: nothing is lost, and what was deleted is gone from the disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crampbot::store::{Lane, MemoryStore, SledStore, Store, Write, backups, restore};

use super::Random;
use super::child::Other;
use super::history::{Everything, Model, assert_is_prefix, random_writes, standard_writes};
use super::open::closed_store;
use super::{at, message, record, state};

#[test]
fn a_rewritten_store_is_the_same_and_goes_on() {
    let (_folder, path) = closed_store(100);
    let mut model = Model::new();
    let mut store = SledStore::open(&path).unwrap();
    let before = Everything::of(&store);
    let mut notes = BTreeSet::new();
    for number in 101..104 {
        notes.insert(store.keeper().condition().unwrap().forgets);
        store.keeper().rewrite(at(1)).unwrap();
        assert_is_prefix(&store, &mut model);
        store.commit(&standard_writes(number)).unwrap();
    }
    assert!(before != Everything::of(&store));
    drop(store);
    let store = SledStore::open(&path).unwrap();
    assert_eq!(assert_is_prefix(&store, &mut model), 103);
    let notes = notes.len() as u64;
    assert_eq!(store.commits().unwrap(), 103 + notes, "rewrites that say the same are one note");
}

#[test]
fn what_was_forgotten_is_gone_from_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut store = SledStore::open(&path).unwrap();
    for id in 0..50 {
        store.commit(&[record(1, id, "my left calf"), state(2, "kept by another")]).unwrap();
    }
    store.commit(&[Write::Forget { chat: 1 }]).unwrap();
    assert!(found_on_disk(&path, "my left calf"), "sled leaves it lying about");
    store.keeper().rewrite(at(1)).unwrap();
    assert!(!found_on_disk(&path, "my left calf"));
    assert!(found_on_disk(&path, "kept by another"));
}

#[test]
fn a_rewritten_file_is_small() {
    let (_folder, path) = closed_store(0);
    let mut store = SledStore::open(&path).unwrap();
    let long = "y".repeat(24_000);
    for number in 0..800 {
        store.commit(&[state(number % 3, &long)]).unwrap();
        store.commit(&[state(number % 3, "short")]).unwrap();
    }
    let before = store.keeper().condition().unwrap().size;
    store.keeper().rewrite(at(1)).unwrap();
    let after = store.keeper().condition().unwrap().size;
    assert!(after.content_bytes - before.content_bytes < 50, "only the note of the rewrite");
    assert!(before.file_bytes > 2 * after.file_bytes, "{before:?} {after:?}");
}

/// Commits go on while the database is rewritten and backed up without a pause.
#[test]
fn a_kill_while_rewriting_loses_nothing() {
    let (_folder, path) = closed_store(100);
    let mut random = Random(4);
    let mut model = Model::new();
    let rounds = std::env::var("CRAMPBOT_TEST_ROUNDS").map_or(10, |rounds| rounds.parse().unwrap());
    for round in 0..rounds {
        let child = Other::start("child::rewrites_for_ever", &path);
        let committed = child.killed_after(random.below(200) + 1);
        let store = SledStore::open(&path).unwrap();
        let found = assert_is_prefix(&store, &mut model);
        assert!((committed..=committed + 1).contains(&found), "round {round}: {committed} {found}");
        for backup in backups(&path.join("backups")).unwrap() {
            let restored = path.with_extension("restored");
            restore(&restored, &backup.file, true, at(0)).unwrap();
            assert_is_prefix(&SledStore::open(&restored).unwrap(), &mut model);
            fs::remove_dir_all(&restored).unwrap();
        }
    }
    println!("figures: {rounds} kills, every promised commit there, every backup whole");
}

/// Turns go on while the database is written anew, again and again.
#[test]
fn turns_go_on_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    for seed in 1..=3 {
        let path = folder.path().join(seed.to_string());
        let mut sled = SledStore::open(&path).unwrap();
        let mut memory = MemoryStore::new();
        for number in 1..200 {
            sled.commit(&standard_writes(number)).unwrap();
            memory.commit(&standard_writes(number)).unwrap();
        }
        let stop = Arc::new(AtomicBool::new(false));
        let (keeper, stopped) = (sled.keeper(), Arc::clone(&stop));
        let rewriting = std::thread::spawn(move || {
            let mut rewrites = 0;
            while rewrites < 2 || !stopped.load(Ordering::Relaxed) {
                keeper.rewrite(at(rewrites)).unwrap();
                rewrites += 1;
            }
            rewrites
        });
        let mut random = Random(seed * 0x51_7cc1);
        for step in 0..150 {
            let writes = random_writes(&mut random);
            sled.commit(&writes).unwrap();
            memory.commit(&writes).unwrap();
            let same = Everything::of(&sled) == Everything::of(&memory);
            assert!(same, "seed {seed} step {step}: {writes:?}");
        }
        stop.store(true, Ordering::Relaxed);
        assert!(rewriting.join().unwrap() > 1);
        drop(sled);
        assert!(Everything::of(&SledStore::open(&path).unwrap()) == Everything::of(&memory));
    }
}

#[test]
fn somebody_forgotten_is_remembered_until_the_rewrite() {
    let (_folder, path) = closed_store(0);
    let mut store = SledStore::open(&path).unwrap();
    store.commit(&[state(1, "a"), state(2, "b")]).unwrap();
    assert!(!store.keeper().condition().unwrap().remembers_the_forgotten);
    store.commit(&[Write::Forget { chat: 1 }]).unwrap();
    drop(store);
    let store = SledStore::open(&path).unwrap();
    let condition = store.keeper().condition().unwrap();
    assert!(condition.remembers_the_forgotten && condition.rewritten_at.is_none());
    store.keeper().rewrite(at(77)).unwrap();
    let condition = store.keeper().condition().unwrap();
    assert!(!condition.remembers_the_forgotten);
    assert_eq!((condition.rewritten_at, condition.forgets), (Some(at(77)), 1));
}

#[test]
fn what_waits_is_counted_through_everything() {
    let (_folder, path) = closed_store(60);
    let mut store = SledStore::open(&path).unwrap();
    let counted = |store: &SledStore| {
        let counts = store.keeper().condition().unwrap().counts;
        let everything = [Lane::Live, Lane::Reminder]
            .map(|lane| store.outgoing(lane, None, usize::MAX).unwrap().len() as u64);
        assert_eq!([counts.live, counts.reminders], everything);
        assert_eq!(counts.timers, store.due(at(1_000_000), usize::MAX).unwrap().len() as u64);
        assert!(counts.live > 0 && counts.timers > 0);
    };
    counted(&store);
    store.keeper().rewrite(at(1)).unwrap();
    counted(&store);
    store.commit(&standard_writes(61)).unwrap();
    store.commit(&[Write::Outgoing(message(Lane::Reminder, 9_999, 1, "bed"))]).unwrap();
    counted(&store);
    assert_eq!(store.keeper().due(at(57), 100).unwrap(), 1);
    assert_eq!(store.keeper().due(at(100), 3).unwrap(), 3);
}

/// Between the removal of the old snapshot and the new file there is a moment without either.
#[test]
fn a_store_opens_without_its_snapshot() {
    let (_folder, path) = closed_store(0);
    let mut model = Model::new();
    for run in 0..10 {
        let mut store = SledStore::open(&path).unwrap();
        for number in run * 40 + 1..=run * 40 + 40 {
            store.commit(&standard_writes(number)).unwrap();
        }
        drop(store);
        for entry in fs::read_dir(&path).unwrap() {
            let entry = entry.unwrap();
            if entry.file_name().to_str().unwrap().starts_with("snap.") {
                fs::remove_file(entry.path()).unwrap();
            }
        }
        assert_eq!(assert_is_prefix(&SledStore::open(&path).unwrap(), &mut model), run * 40 + 40);
    }
}

fn found_on_disk(path: &Path, text: &str) -> bool {
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).any(|file| {
        let bytes = fs::read(file).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}
