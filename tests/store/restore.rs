//! A backup put in the place of a store: never over a whole one unasked, never an empty one in between.

use std::fs;
use std::path::Path;

use crampbot::store::{SledStore, Store, StoreError, restore};

use super::at;
use super::backup::backed_up;
use super::child::Other;
use super::history::{Model, assert_is_prefix, standard_writes};

fn is_corrupt(path: &Path) -> bool {
    matches!(SledStore::open(path), Err(StoreError::Corrupt { .. }))
}

#[test]
fn a_whole_store_is_replaced_only_when_told() {
    let (_folder, path, backup) = backed_up(20);
    let mut store = SledStore::open(&path).unwrap();
    for number in 21..=25 {
        store.commit(&standard_writes(number)).unwrap();
    }
    let held = restore(&path, &backup.file, true, at(1));
    assert!(matches!(held, Err(StoreError::InUse { .. })), "{held:?}");
    drop(store);
    let refused = restore(&path, &backup.file, false, at(1));
    assert!(matches!(refused, Err(StoreError::Whole { commits: 25, .. })), "{refused:?}");
    assert_eq!(assert_is_prefix(&SledStore::open(&path).unwrap(), &mut Model::new()), 25);

    let done = restore(&path, &backup.file, true, at(1)).unwrap();
    assert_eq!(done.commits_lost, 5);
    assert_eq!(assert_is_prefix(&SledStore::open(&path).unwrap(), &mut Model::new()), 20);
    let aside = done.aside.unwrap();
    assert_eq!(assert_is_prefix(&SledStore::open(&aside).unwrap(), &mut Model::new()), 25);
}

#[test]
fn a_store_that_cannot_be_read_is_replaced_and_kept_aside() {
    for damage in [
        (|path| fs::write(path, b"").unwrap()) as fn(&Path),
        |path| fs::write(path, [7; 5_000]).unwrap(),
        |path| fs::remove_file(path).unwrap(),
    ] {
        let (_folder, path, backup) = backed_up(20);
        let mut store = SledStore::open(&path).unwrap();
        for number in 21..=30 {
            store.commit(&standard_writes(number)).unwrap();
        }
        drop(store);
        damage(&path.join("db"));
        assert!(is_corrupt(&path));
        let done = restore(&path, &backup.file, false, at(1)).unwrap();
        assert_eq!(done.commits_lost, 10, "the note of commits tells");
        assert!(done.aside.unwrap().exists());
        let mut store = SledStore::open(&path).unwrap();
        assert_eq!(assert_is_prefix(&store, &mut Model::new()), 20);
        store.commit(&standard_writes(21)).unwrap();
    }
}

#[test]
fn backups_without_a_database_are_no_fresh_store() {
    let (folder, path, backup) = backed_up(5);
    let bare = folder.path().join("bare");
    fs::create_dir_all(bare.join("backups")).unwrap();
    fs::rename(path.join("backups"), bare.join("backups")).unwrap();
    assert!(is_corrupt(&bare));
    let mounted = folder.path().join("mounted");
    fs::create_dir_all(mounted.join("backups")).unwrap();
    SledStore::open(&mounted).unwrap();
    let file = bare.join("backups").join(backup.file.file_name().unwrap());
    restore(&bare, &file, false, at(1)).unwrap();
    assert_eq!(assert_is_prefix(&SledStore::open(&bare).unwrap(), &mut Model::new()), 5);
}

#[test]
fn a_folder_of_other_files_is_left_alone() {
    let (folder, _, backup) = backed_up(5);
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("thesis.txt"), b"years of work").unwrap();
    let refused = restore(&other, &backup.file, true, at(1));
    assert!(matches!(refused, Err(StoreError::Corrupt { .. })), "{refused:?}");
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1);
    let missing = restore(&folder.path().join("none"), &folder.path().join("x"), false, at(1));
    assert!(matches!(missing, Err(StoreError::Io(_))), "{missing:?}");
    assert!(!folder.path().join("none").exists());
}

/// Killed at any moment: the folder opens with what was restored, or says that it does not open and
/// the same command goes on.
#[test]
fn a_kill_while_restoring_never_leaves_an_empty_store() {
    let (_folder, path, backup) = backed_up(60);
    let mut model = Model::new();
    let rounds = std::env::var("CRAMPBOT_TEST_ROUNDS").map_or(10, |rounds| rounds.parse().unwrap());
    let mut random = super::Random(9);
    let mut between = 0;
    for round in 0..rounds {
        let mut child = Other::start("child::restores_for_ever", &path);
        child.says().expect("the child goes on");
        for _ in 0..random.below(2_000_000) {
            std::hint::spin_loop();
        }
        child.kill();
        if is_corrupt(&path) {
            between += 1;
            restore(&path, &backup.file, false, at(round)).unwrap();
        }
        assert_eq!(assert_is_prefix(&SledStore::open(&path).unwrap(), &mut model), 60);
    }
    println!(
        "figures: {rounds} kills: {} open as the backup, {between} say that they were killed between the two \
         stores, and the same command goes on",
        rounds - between
    );
}

/// Whoever wanted a backup there does not want an empty store.
#[test]
fn a_folder_into_which_nothing_was_restored_is_not_a_fresh_one() {
    let (folder, path, backup) = backed_up(20);
    let mut damaged = fs::read(&backup.file).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    let file = folder.path().join("damaged.backup");
    fs::write(&file, damaged).unwrap();

    let other = folder.path().join("other");
    assert!(matches!(restore(&other, &file, false, at(1)), Err(StoreError::BadBackup { .. })));
    let opened = SledStore::open(&other);
    assert!(
        matches!(&opened, Err(StoreError::Corrupt { reason, .. }) if reason.contains("restore")),
        "{opened:?}"
    );
    restore(&other, &backup.file, false, at(1)).unwrap();
    assert_eq!(assert_is_prefix(&SledStore::open(&other).unwrap(), &mut Model::new()), 20);
    assert!(!other.join("restoring").exists());

    // A whole store is as it was.
    assert!(matches!(restore(&path, &file, true, at(1)), Err(StoreError::BadBackup { .. })));
    assert!(!path.join("restoring").exists());
    assert_eq!(assert_is_prefix(&SledStore::open(&path).unwrap(), &mut Model::new()), 20);
}

/// As a kill leaves it: the note that a restore was begun, and half of what it builds.
#[test]
fn a_restore_that_was_killed_is_not_a_fresh_store_either() {
    let (folder, _, backup) = backed_up(20);
    let other = folder.path().join("other");
    fs::create_dir_all(other.join("new")).unwrap();
    for name in ["lock", "restoring", "new/db"] {
        fs::write(other.join(name), b"").unwrap();
    }
    assert!(is_corrupt(&other));
    restore(&other, &backup.file, false, at(1)).unwrap();
    assert_eq!(assert_is_prefix(&SledStore::open(&other).unwrap(), &mut Model::new()), 20);
}

/// Which backup is the newer one is told by commits: a store that was set back must not count again what
/// was counted before.
#[test]
fn a_restored_store_is_the_same_one_and_counts_on() {
    let (folder, path, old) = backed_up(10);
    let mut store = SledStore::open(&path).unwrap();
    let origin = store.origin().unwrap();
    assert_eq!(old.origin, Some(origin));
    for number in 11..=20 {
        store.commit(&standard_writes(number)).unwrap();
    }
    let kept = path.join("backups");
    store.keeper().back_up(&kept, at(2_000)).unwrap();
    drop(store);
    let elsewhere = folder.path().join("elsewhere");
    for (path, replace) in [(&path, true), (&elsewhere, false)] {
        restore(path, &old.file, replace, at(3_000)).unwrap();
        let mut store = SledStore::open(path).unwrap();
        assert_eq!(assert_is_prefix(&store, &mut Model::new()), 10);
        assert_eq!((store.origin().unwrap(), store.commits().unwrap()), (origin, 20));
        store.commit(&standard_writes(11)).unwrap();
        let newest = store.keeper().back_up(&kept, at(2_500)).unwrap();
        assert_eq!(store.keeper().backups(&kept).unwrap()[0], newest);
        fs::remove_file(newest.file).unwrap();
    }
}
