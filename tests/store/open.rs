//! Opening the store on disk: fresh, in use, foreign, too new, half made.

use std::fs;
use std::path::{Path, PathBuf};

use crampbot::store::{SledStore, Store, StoreError};
use tempfile::TempDir;

use super::child::Other;
use super::history::{Model, assert_is_prefix, standard_writes};
use super::state;

/// A folder with a store that was closed after a few commits.
pub(crate) fn closed_store(commits: u64) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut store = SledStore::open(&path).unwrap();
    for number in 1..=commits {
        store.commit(&standard_writes(number)).unwrap();
    }
    (folder, path)
}

fn corrupt(path: &Path) -> String {
    match SledStore::open(path) {
        Err(StoreError::Corrupt { reason, path: named }) => {
            assert_eq!(Path::new(&named), path);
            reason
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_second_store_in_this_process_is_refused() {
    let (_folder, path) = closed_store(1);
    let store = SledStore::open(&path).unwrap();
    let second = SledStore::open(&path);
    assert!(matches!(second, Err(StoreError::InUse { path: p }) if Path::new(&p) == path));
    drop(store);
    assert!(SledStore::open(&path).is_ok());
}

#[test]
fn a_second_store_in_another_process_is_refused() {
    let (_folder, path) = closed_store(1);
    let mut other = Other::start("child::holds_the_store", &path);
    assert_eq!(other.says().as_deref(), Some("open"));
    assert!(matches!(SledStore::open(&path), Err(StoreError::InUse { .. })));
    other.kill();
    assert_eq!(SledStore::open(&path).unwrap().state(0).unwrap(), Some(b"1".to_vec()));
}

#[test]
fn a_database_that_another_program_has_open_is_in_use() {
    let (_folder, path) = closed_store(1);
    let config = sled::Config::new().path(&path).segment_size(2 * 1024 * 1024);
    let foreign = config.open().unwrap();
    assert!(matches!(SledStore::open(&path), Err(StoreError::InUse { .. })));
    drop(foreign);
    assert!(SledStore::open(&path).is_ok());
}

#[test]
fn a_store_can_be_opened_the_moment_it_was_closed() {
    let (_folder, path) = closed_store(1);
    for number in 2..60 {
        SledStore::open(&path).unwrap().commit(&standard_writes(number)).unwrap();
    }
    assert_is_prefix(&SledStore::open(&path).unwrap(), &mut Model::new());
}

#[test]
fn a_half_written_snapshot_is_removed() {
    let (_folder, path) = closed_store(30);
    drop(SledStore::open(&path).unwrap());
    let leftover = path.join("snap.FFFFFFFFFFFFFFF0.generating");
    fs::write(&leftover, b"half").unwrap();
    let store = SledStore::open(&path).unwrap();
    assert_eq!(assert_is_prefix(&store, &mut Model::new()), 30);
    assert!(!leftover.exists());
}

#[test]
fn a_creation_that_was_cut_off_is_begun_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    fs::create_dir_all(path.join("new/blobs")).unwrap();
    fs::write(path.join("new/db"), b"half a database").unwrap();
    fs::write(path.join("lock"), b"").unwrap();
    let mut store = SledStore::open(&path).unwrap();
    store.commit(&[state(1, "a")]).unwrap();
    assert!(!path.join("new").exists());
}

#[test]
fn a_creation_that_was_cut_off_at_its_end_is_whole() {
    let (_folder, path) = closed_store(0);
    fs::remove_file(path.join("conf")).unwrap();
    fs::remove_dir(path.join("blobs")).unwrap();
    fs::create_dir_all(path.join("new")).unwrap();
    fs::write(path.join("new/conf"), b"left behind").unwrap();
    SledStore::open(&path).unwrap().commit(&[state(1, "a")]).unwrap();
    assert_eq!(SledStore::open(&path).unwrap().state(1).unwrap(), Some(b"a".to_vec()));
}

#[test]
fn an_existing_empty_folder_is_used() {
    let folder = tempfile::tempdir().unwrap();
    SledStore::open(folder.path()).unwrap().commit(&[state(1, "a")]).unwrap();
    assert_eq!(SledStore::open(folder.path()).unwrap().state(1).unwrap(), Some(b"a".to_vec()));
}

#[test]
fn a_folder_of_other_files_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.txt"), b"years of work").unwrap();
    assert!(corrupt(folder.path()).contains("other files"));
    let names: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["thesis.txt"]);
}

#[test]
fn other_files_beside_a_store_do_no_harm() {
    let (_folder, path) = closed_store(3);
    fs::write(path.join("notes.txt"), b"hello").unwrap();
    assert_eq!(assert_is_prefix(&SledStore::open(&path).unwrap(), &mut Model::new()), 3);
    assert_eq!(fs::read(path.join("notes.txt")).unwrap(), b"hello");
}

#[test]
fn a_missing_database_file_is_not_a_fresh_store() {
    let (_folder, path) = closed_store(3);
    fs::remove_file(path.join("db")).unwrap();
    assert!(corrupt(&path).contains("missing"));
    assert!(!path.join("db").exists(), "nothing is made in its place");
}

#[test]
fn an_empty_database_file_is_not_a_fresh_store() {
    let (_folder, path) = closed_store(3);
    fs::write(path.join("db"), b"").unwrap();
    assert!(corrupt(&path).contains("empty"));
    assert_eq!(fs::metadata(path.join("db")).unwrap().len(), 0);

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("db"), b"").unwrap();
    assert!(corrupt(folder.path()).contains("empty"));
}

#[test]
fn a_file_in_place_of_the_folder_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    fs::write(&path, b"").unwrap();
    assert!(matches!(SledStore::open(&path), Err(StoreError::Io(_))));
}

/// They are always the same, and all that is kept is found with them or not at all.
#[test]
fn bad_settings_are_made_again() {
    for bad in ["", "x", "nonsense that is longer than sled asks for", "\0\0\0\0\0\0\0\0\0\0\0\0"] {
        let (_folder, path) = closed_store(3);
        fs::write(path.join("conf"), bad).unwrap();
        for _ in 0..2 {
            let store = SledStore::open(&path).unwrap();
            assert_eq!(assert_is_prefix(&store, &mut Model::new()), 3, "{bad:?}");
        }
    }
}

#[test]
fn another_programs_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let config = sled::Config::new().path(folder.path());
    let db = config.clone().open().unwrap();
    db.insert("theirs", "data").unwrap();
    drop(db);
    corrupt(folder.path());
    assert_eq!(config.open().unwrap().get("theirs").unwrap().unwrap(), "data");

    let folder = tempfile::tempdir().unwrap();
    let config = sled::Config::new().path(folder.path()).segment_size(2 * 1024 * 1024);
    let db = config.open().unwrap();
    db.insert("theirs", "data").unwrap();
    drop(db);
    assert!(corrupt(folder.path()).contains("no store of this program"));
}

#[test]
fn a_newer_format_is_refused_by_number() {
    let (_folder, path) = closed_store(3);
    let config = sled::Config::new().path(&path).segment_size(2 * 1024 * 1024);
    let db = config.open().unwrap();
    db.insert("mformat", &7_u32.to_be_bytes()).unwrap();
    drop(db);
    let opened = SledStore::open(&path);
    assert!(matches!(opened, Err(StoreError::TooNew { found: 7, known: 2, .. })), "{opened:?}");
}

/// sled would show an entry that was changed behind the store's back as if nothing had happened.
#[test]
fn an_entry_that_no_commit_wrote_is_noticed() {
    let (_folder, path) = closed_store(3);
    let config = sled::Config::new().path(&path).segment_size(2 * 1024 * 1024);
    let db = config.open().unwrap();
    let (key, _) = db.last().unwrap().unwrap();
    db.remove(key).unwrap();
    drop(db);
    assert!(corrupt(&path).contains("missing or damaged"));
}

#[test]
fn commits_are_counted() {
    let (_folder, path) = closed_store(5);
    let mut store = SledStore::open(&path).unwrap();
    assert_eq!(store.commits().unwrap(), 5);
    store.commit(&standard_writes(5)).unwrap();
    assert_eq!(store.commits().unwrap(), 5, "this one changed nothing");
}

/// Pages that are too long for sled's log go to files which nobody syncs.
#[test]
fn no_page_ever_leaves_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut store = SledStore::open(&path).unwrap();
    let long = "z".repeat(crampbot::store::VALUE_BYTES_MAX);
    for number in 0..300_u64 {
        let chat = i64::try_from(number % 3).unwrap();
        store.commit(&[super::record(chat, number * 7_919 % 100, &long)]).unwrap();
        if number % 3 == 0 {
            store.commit(&[super::record(chat, number * 7_919 % 100, "short")]).unwrap();
        }
        assert_eq!(fs::read_dir(path.join("blobs")).unwrap().count(), 0);
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (_folder, path) = closed_store(3);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(path.join("db"), fs::Permissions::from_mode(0o644)).unwrap();
    let _store = SledStore::open(&path).unwrap();
    assert_eq!(mode(&path), 0o700);
    for entry in fs::read_dir(&path).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
    }
}

#[test]
fn its_debug_output_tells_nothing_of_what_it_keeps() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut store = SledStore::open(&path).unwrap();
    store.commit(&[state(123_456_789, "hurts")]).unwrap();
    let shown = format!("{store:?}");
    assert!(
        !shown.contains("123456789") && !shown.contains("hurts") && shown.len() < 200,
        "{shown}"
    );
}

/// Format 1 had a key for each handled update, and larger segments.
#[test]
fn a_store_of_format_1_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let signed = |number: i64| (number.cast_unsigned() ^ (1 << 63)).to_be_bytes();
    let key = |kind: &[u8], numbers: &[i64]| -> Vec<u8> {
        kind.iter().copied().chain(numbers.iter().flat_map(|number| signed(*number))).collect()
    };
    let mut entries = vec![(b"mformat".to_vec(), 1_u32.to_be_bytes().to_vec())];
    for update in [3, 700, 701] {
        entries.push((key(b"s", &[update]), signed(update + 10).to_vec()));
        entries.push((key(b"x", &[update + 10, update]), Vec::new()));
    }
    entries.push(([key(b"c", &[7]), vec![1]].concat(), b"a state".to_vec()));
    let config = sled::Config::new().path(&path).segment_size(8 * 1024 * 1024);
    let db = config.open().unwrap();
    let mut sum = [1_u64, 0, 0, 0];
    for (key, value) in &entries {
        db.insert(key, value.as_slice()).unwrap();
        let hash = hash_of_format_1(key, value);
        sum = [1, sum[1] + (key.len() + value.len()) as u64, sum[2] + 1, sum[3].wrapping_add(hash)];
    }
    db.insert("msum", sum.map(u64::to_be_bytes).concat()).unwrap();
    drop(db);
    for _ in 0..2 {
        let mut store = SledStore::open(&path).unwrap();
        let seen = |update| store.is_seen(update).unwrap();
        assert_eq!([3, 4, 700, 701, 702].map(seen), [true, false, true, true, false]);
        assert_eq!(store.state(7).unwrap(), Some(b"a state".to_vec()));
        assert_eq!(store.expire_seen(super::at(12), 9).unwrap(), 0);
    }
    let mut store = SledStore::open(&path).unwrap();
    assert_eq!(store.expire_seen(super::at(20), 9).unwrap(), 1);
    assert!(!store.is_seen(3).unwrap() && store.is_seen(701).unwrap());
    store.keeper().rewrite(super::at(0)).unwrap();
    assert!(store.is_seen(701).unwrap());
}

fn hash_of_format_1(key: &[u8], value: &[u8]) -> u64 {
    let length = u16::try_from(key.len()).unwrap().to_le_bytes();
    let bytes = length.iter().chain(key).chain(value);
    let mut hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
