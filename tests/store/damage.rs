//! Damaged files: the store either opens with every commit, or says that it cannot be read. It never
//! panics, and never opens empty or as no commit left it.

use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crampbot::store::{SledStore, Store, StoreError};

use super::Random;
use super::history::{Model, assert_is_prefix, standard_writes};

const COMMITS: u64 = 400;

#[derive(Debug, Default)]
struct Outcomes {
    whole: usize,
    shorter: usize,
    refused: usize,
}

/// Copies a store, damages the copy and opens it.
fn open_damaged(
    store: &Path,
    model: &mut Model,
    outcomes: &mut Outcomes,
    damage: impl FnOnce(&Path),
) {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("store");
    copy_folder(store, &copy);
    damage(&copy);
    let noted = copy.join("commits").exists();
    match SledStore::open(&copy) {
        Ok(mut store) => {
            let found = assert_is_prefix(&store, model);
            if found == COMMITS {
                outcomes.whole += 1;
            } else {
                assert!(!noted, "only {found} commits, and it does not say so");
                outcomes.shorter += 1;
            }
            store.commit(&standard_writes(found + 1)).unwrap();
            drop(store);
            assert_eq!(assert_is_prefix(&SledStore::open(&copy).unwrap(), model), found + 1);
        }
        Err(StoreError::Corrupt { .. }) => outcomes.refused += 1,
        Err(other) => panic!("{other:?}"),
    }
}

/// The database, or in every other round the journal where there is one.
fn data_file(store: &Path, round: u64) -> PathBuf {
    let journal = store.join("journal.1");
    if round % 2 == 1 && journal.exists() { journal } else { store.join("db") }
}

/// A store of several runs, killed or closed at the end.
fn make_store(path: &Path, killed: bool) {
    for run in 0..4 {
        let mut store = SledStore::open(path).unwrap();
        for number in run * COMMITS / 4 + 1..=(run + 1) * COMMITS / 4 {
            store.commit(&standard_writes(number)).unwrap();
        }
        if killed && run == 3 {
            // As a kill leaves it: copied while it is open.
            copy_folder(path, &path.with_extension("killed"));
        }
    }
}

fn stores(folder: &Path) -> [std::path::PathBuf; 2] {
    make_store(&folder.join("store"), true);
    [folder.join("store"), folder.join("store.killed")]
}

#[test]
fn a_database_cut_short_is_noticed_or_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut model = Model::new();
    for store in stores(folder.path()) {
        let mut outcomes = Outcomes::default();
        let bytes = fs::metadata(store.join("db")).unwrap().len();
        let mut random = Random(11);
        let mut lengths: Vec<u64> = (0..60).map(|_| random.below(bytes)).collect();
        lengths.extend([0, 1, 19, 20, 21, 52, 512, 4096, bytes - 1, bytes]);
        lengths.extend((1..20).map(|back| bytes - back * 1000));
        for length in lengths {
            open_damaged(&store, &mut model, &mut outcomes, |copy| {
                let db = OpenOptions::new().write(true).open(copy.join("db")).unwrap();
                db.set_len(length).unwrap();
            });
        }
        println!("{outcomes:?}");
        assert!(outcomes.refused > 0 && outcomes.whole > 0);
    }
}

/// Without the note of how many commits there were, an end that is missing cannot be told from one
/// that was never written. What is found is still what some commit left.
#[test]
fn a_database_cut_short_without_its_note_ends_with_a_commit() {
    let folder = tempfile::tempdir().unwrap();
    let mut model = Model::new();
    for store in stores(folder.path()) {
        let mut outcomes = Outcomes::default();
        fs::remove_file(store.join("commits")).unwrap();
        let mut random = Random(15);
        for _ in 0..60 {
            open_damaged(&store, &mut model, &mut outcomes, |copy| {
                let db = OpenOptions::new().write(true).open(copy.join("db")).unwrap();
                db.set_len(random.below(3_000_000)).unwrap();
            });
        }
        println!("{outcomes:?}");
    }
}

#[test]
fn flipped_bits_are_noticed_or_do_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let mut model = Model::new();
    for store in stores(folder.path()) {
        let mut outcomes = Outcomes::default();
        let mut random = Random(12);
        for round in 0..150 {
            open_damaged(&store, &mut model, &mut outcomes, |copy| {
                for _ in 0..=random.below(3) {
                    flip(&data_file(copy, round), &mut random);
                }
            });
        }
        println!("{outcomes:?}");
        assert!(outcomes.refused > 0);
    }
}

#[test]
fn zeroed_and_overwritten_stretches_are_noticed_or_do_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let mut model = Model::new();
    for store in stores(folder.path()) {
        let mut outcomes = Outcomes::default();
        let mut random = Random(13);
        for round in 0..60 {
            open_damaged(&store, &mut model, &mut outcomes, |copy| {
                let file = data_file(copy, round);
                let content = fs::read(&file).unwrap();
                let bytes = content.iter().rposition(|byte| *byte != 0).unwrap() as u64;
                let mut db = OpenOptions::new().write(true).open(file).unwrap();
                db.seek(SeekFrom::Start(random.below(bytes))).unwrap();
                let garbage: Vec<u8> =
                    (0..random.below(5000))
                        .map(|_| {
                            if round % 4 < 2 { 0 } else { u8::try_from(random.below(256)).unwrap() }
                        })
                        .collect();
                db.write_all(&garbage).unwrap();
            });
        }
        println!("{outcomes:?}");
        assert!(outcomes.refused > 0);
    }
}

#[test]
fn damage_to_the_small_files_is_noticed_or_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let mut model = Model::new();
    for store in stores(folder.path()) {
        let mut outcomes = Outcomes::default();
        let mut random = Random(14);
        let names: Vec<String> = fs::read_dir(&store)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name == "conf" || name == "commits" || name.starts_with("snap."))
            .collect();
        assert_eq!(names.len(), 3, "{names:?}");
        for name in &names {
            let refused = outcomes.refused;
            for _ in 0..20 {
                open_damaged(&store, &mut model, &mut outcomes, |copy| {
                    flip(&copy.join(name), &mut random);
                });
            }
            for length in [0, 5, 15, 30] {
                open_damaged(&store, &mut model, &mut outcomes, |copy| {
                    let file = OpenOptions::new().write(true).open(copy.join(name)).unwrap();
                    file.set_len(length).unwrap();
                });
            }
            open_damaged(&store, &mut model, &mut outcomes, |copy| {
                fs::remove_file(copy.join(name)).unwrap();
            });
            if name != "commits" {
                assert_eq!(outcomes.refused, refused, "all is there without {name}");
            }
        }
        println!("{outcomes:?}");
    }
}

/// sled takes a part of its file whose beginning is damaged for one that was never used, but finds what is
/// in it by its index: once, and then never again.
#[test]
fn a_damaged_beginning_is_mended_while_all_is_still_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut model = Model::new();
    for (store, is_killed) in stores(folder.path()).into_iter().zip([false, true]) {
        for at in 0..20_u64 {
            let copy = folder.path().join("copy");
            copy_folder(&store, &copy);
            let mut db = OpenOptions::new().read(true).write(true).open(copy.join("db")).unwrap();
            let mut byte = [0];
            db.seek(SeekFrom::Start(at)).unwrap();
            db.read_exact(&mut byte).unwrap();
            db.seek(SeekFrom::Start(at)).unwrap();
            db.write_all(&[!byte[0]]).unwrap();
            // Without a journal sled's index is older than the file, and what is missing is noticed.
            let is_whole = SledStore::open(&copy).is_ok();
            assert!(is_whole || !is_killed, "byte {at}");
            for opening in 0..2 {
                match SledStore::open(&copy) {
                    Ok(store) => assert_eq!(assert_is_prefix(&store, &mut model), COMMITS),
                    Err(StoreError::Corrupt { .. }) if !is_whole => {}
                    other => panic!("byte {at}, {opening}: {other:?}"),
                }
            }
            fs::remove_dir_all(&copy).unwrap();
        }
    }
}

/// The same where nothing shows it before: the journal stays until what it holds was read back.
#[test]
fn a_journal_stays_until_what_it_holds_is_seen_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let [_, killed] = stores(folder.path());
    let mut db = OpenOptions::new().write(true).open(killed.join("db")).unwrap();
    db.write_all(&[0; 20]).unwrap();
    let journals = |path: &Path| {
        ["journal.0", "journal.1"].map(|name| fs::read(path.join(name)).unwrap_or_default())
    };
    let before = journals(&killed);
    match SledStore::open(&killed) {
        Err(StoreError::Corrupt { .. }) => assert!(journals(&killed) == before),
        Ok(store) => {
            drop(store);
            let again = SledStore::open(&killed).unwrap();
            assert_eq!(assert_is_prefix(&again, &mut Model::new()), COMMITS);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn who_only_reads_leaves_the_journal_where_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let [_, killed] = stores(folder.path());
    for _ in 0..2 {
        let mut store = SledStore::open_to_read(&killed).unwrap();
        assert_eq!(assert_is_prefix(&store, &mut Model::new()), COMMITS);
        assert!(store.commit(&standard_writes(COMMITS + 1)).is_err());
        drop(store);
        assert!(killed.join("journal.0").exists() || killed.join("journal.1").exists());
    }
    let missing = SledStore::open_to_read(&folder.path().join("none"));
    assert!(matches!(missing, Err(StoreError::Gone { .. })), "{missing:?}");
}

#[test]
fn garbage_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    make_store(&store, false);
    for length in [1, 10, 100, 1_000, 1_000_000] {
        let mut random = Random(length);
        let garbage: Vec<u8> =
            (0..length).map(|_| u8::try_from(random.below(256)).unwrap()).collect();
        for with_the_rest in [true, false] {
            let copy = folder.path().join(format!("copy {length} {with_the_rest}"));
            if with_the_rest {
                copy_folder(&store, &copy);
            } else {
                fs::create_dir(&copy).unwrap();
            }
            fs::write(copy.join("db"), &garbage).unwrap();
            let opened = SledStore::open(&copy);
            assert!(matches!(opened, Err(StoreError::Corrupt { .. })), "{length} {opened:?}");
        }
    }
}

pub(crate) fn flip(path: &Path, random: &mut Random) {
    let mut file = OpenOptions::new().read(true).write(true).open(path).unwrap();
    let at = SeekFrom::Start(random.below(file.metadata().unwrap().len()));
    let mut byte = [0];
    file.seek(at).unwrap();
    file.read_exact(&mut byte).unwrap();
    byte[0] ^= 1 << random.below(8);
    file.seek(at).unwrap();
    file.write_all(&byte).unwrap();
}

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
