//! Writing the database anew: nothing is lost, and what was deleted is gone from the disk.

use std::fs;
use std::path::Path;

use crampbot::store::{SledStore, Store, Write};

use super::Random;
use super::child::Other;
use super::history::{Everything, Model, assert_is_prefix, standard_writes};
use super::open::closed_store;
use super::{record, state};

#[test]
fn a_rewritten_store_is_the_same_and_goes_on() {
    let (_folder, path) = closed_store(100);
    let mut model = Model::new();
    let mut store = SledStore::open(&path).unwrap();
    let before = Everything::of(&store);
    for number in 101..104 {
        store.rewrite().unwrap();
        assert_is_prefix(&store, &mut model);
        store.commit(&standard_writes(number)).unwrap();
    }
    assert!(before != Everything::of(&store));
    drop(store);
    let store = SledStore::open(&path).unwrap();
    assert_eq!(assert_is_prefix(&store, &mut model), 103);
    assert_eq!(store.commits().unwrap(), 103);
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
    store.rewrite().unwrap();
    assert!(!found_on_disk(&path, "my left calf"));
    assert!(found_on_disk(&path, "kept by another"));
}

#[test]
fn a_rewritten_file_is_small() {
    let (_folder, path) = closed_store(0);
    let mut store = SledStore::open(&path).unwrap();
    let long = "y".repeat(50_000);
    for number in 0..400 {
        store.commit(&[state(number % 3, &long)]).unwrap();
        store.commit(&[state(number % 3, "short")]).unwrap();
    }
    let before = store.size().unwrap();
    store.rewrite().unwrap();
    let after = store.size().unwrap();
    assert_eq!(before.content_bytes, after.content_bytes);
    assert!(before.file_bytes > 2 * after.file_bytes, "{before:?} {after:?}");
}

#[test]
fn a_kill_while_rewriting_loses_nothing() {
    let (_folder, path) = closed_store(100);
    let mut random = Random(4);
    let mut model = Model::new();
    let rounds = std::env::var("CRAMPBOT_TEST_ROUNDS").map_or(10, |rounds| rounds.parse().unwrap());
    for round in 0..rounds {
        let mut child = Other::start("child::rewrites_for_ever", &path);
        let mut committed = 0;
        for _ in 0..=random.below(3) {
            committed = child.says().expect("the child goes on").parse().unwrap();
        }
        for _ in 0..random.below(30_000_000) {
            std::hint::spin_loop();
        }
        child.kill();
        while let Some(said) = child.says() {
            committed = said.parse().unwrap();
        }
        let store = SledStore::open(&path).unwrap();
        let found = assert_is_prefix(&store, &mut model);
        assert!((committed..=committed + 1).contains(&found), "round {round}: {committed} {found}");
    }
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
