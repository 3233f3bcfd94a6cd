//! A store whose folder goes away, or changes, under the program that has it open.
#![cfg(unix)]

use std::fs;
use std::path::Path;

use crampbot::store::{SledStore, Store, StoreError};

use super::at;
use super::damage::copy_folder;
use super::history::{Model, assert_is_prefix, standard_writes};
use super::open::closed_store;

fn is_gone(done: &Result<(), StoreError>) {
    assert!(matches!(done, Err(StoreError::Gone { .. })), "{done:?}");
}

/// Every commit from now on is refused, and so is all that would make files.
fn refuses(store: &mut SledStore, path: &Path, number: u64) {
    for _ in 0..3 {
        is_gone(&store.commit(&standard_writes(number)));
        is_gone(&store.keeper().rewrite(at(1)));
        is_gone(&store.keeper().back_up(&path.join("backups"), at(1)).map(drop));
    }
}

#[test]
fn a_folder_that_is_deleted_is_noticed_by_the_next_commit() {
    let (_folder, path) = closed_store(10);
    let mut store = SledStore::open(&path).unwrap();
    store.commit(&standard_writes(11)).unwrap();
    fs::remove_dir_all(&path).unwrap();
    refuses(&mut store, &path, 12);
    assert!(!path.exists(), "nothing is made");
    drop(store);
    assert!(!path.exists(), "nothing is made");
}

#[test]
fn a_bare_folder_in_its_place_stays_bare_and_the_store_goes_on_once_it_is_back() {
    let (folder, path) = closed_store(10);
    let mut store = SledStore::open(&path).unwrap();
    store.commit(&standard_writes(11)).unwrap();
    let elsewhere = folder.path().join("elsewhere");
    fs::rename(&path, &elsewhere).unwrap();
    fs::create_dir(&path).unwrap();
    refuses(&mut store, &path, 12);
    assert_eq!(fs::read_dir(&path).unwrap().count(), 0);
    // The disk is mounted again: the same store, the same commit.
    fs::remove_dir(&path).unwrap();
    fs::rename(&elsewhere, &path).unwrap();
    store.commit(&standard_writes(12)).unwrap();
    assert_eq!(assert_is_prefix(&store, &mut Model::new()), 12);
    let second = SledStore::open(&path);
    assert!(matches!(second, Err(StoreError::InUse { .. })), "{second:?}");
}

#[test]
fn another_store_in_its_place_is_not_touched() {
    let (folder, path) = closed_store(10);
    let mut store = SledStore::open(&path).unwrap();
    store.commit(&standard_writes(11)).unwrap();
    let (elsewhere, (_other, theirs)) = (folder.path().join("elsewhere"), closed_store(3));
    fs::rename(&path, &elsewhere).unwrap();
    copy_folder(&theirs, &path);
    refuses(&mut store, &path, 12);
    assert_eq!(assert_is_prefix(&SledStore::open(&path).unwrap(), &mut Model::new()), 3);
    drop(store);
    assert_eq!(assert_is_prefix(&SledStore::open(&path).unwrap(), &mut Model::new()), 3);
    assert_eq!(assert_is_prefix(&SledStore::open(&elsewhere).unwrap(), &mut Model::new()), 11);
}

/// A copy of it that was put there is the same store, as a disk that is mounted anew is.
#[test]
fn the_same_store_is_taken_with_a_lock_of_its_own() {
    let (folder, path) = closed_store(10);
    let mut store = SledStore::open(&path).unwrap();
    store.commit(&standard_writes(11)).unwrap();
    let elsewhere = folder.path().join("elsewhere");
    fs::rename(&path, &elsewhere).unwrap();
    is_gone(&store.commit(&standard_writes(12)));
    copy_folder(&elsewhere, &path);
    // The files that are open are not these: they are closed, and these are opened.
    is_gone(&store.commit(&standard_writes(12)));
    store.commit(&standard_writes(12)).unwrap();
    let second = SledStore::open(&path);
    assert!(matches!(second, Err(StoreError::InUse { .. })), "{second:?}");
    drop(store);
    assert_eq!(assert_is_prefix(&SledStore::open(&path).unwrap(), &mut Model::new()), 12);
}

#[test]
fn a_journal_that_is_deleted_is_noticed() {
    let (_folder, path) = closed_store(10);
    let mut store = SledStore::open(&path).unwrap();
    store.commit(&standard_writes(11)).unwrap();
    for journal in ["journal.0", "journal.1"].map(|name| path.join(name)) {
        if journal.exists() {
            fs::remove_file(journal).unwrap();
        }
    }
    is_gone(&store.commit(&standard_writes(12)));
}

#[test]
fn a_store_that_was_open_before_is_opened_again_and_no_other() {
    let (_folder, path) = closed_store(10);
    let origin = SledStore::open(&path).unwrap().origin().unwrap();
    assert_eq!(SledStore::open_again(&path, 0, origin).unwrap().origin().unwrap(), origin);
    let (_other, theirs) = closed_store(3);
    is_gone(&SledStore::open_again(&theirs, 0, origin).map(drop));
    let bare = tempfile::tempdir().unwrap();
    is_gone(&SledStore::open_again(bare.path(), 0, origin).map(drop));
    assert_eq!(fs::read_dir(bare.path()).unwrap().count(), 0);
    let none = bare.path().join("none");
    is_gone(&SledStore::open_again(&none, 0, origin).map(drop));
    assert!(!none.exists());
}
