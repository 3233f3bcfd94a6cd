//! Backups: whole, readable by nobody else, and taken while turns go on.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crampbot::store::{
    Backup, SledStore, Store, StoreError, Write, backups, backups_by_store, prune, restore,
};

use super::damage::flip;
use super::history::{Everything, Model, assert_is_prefix, standard_writes};
use super::open::closed_store;
use super::{Random, at, state};

/// A store of so many commits, and a backup of it.
pub(crate) fn backed_up(commits: u64) -> (tempfile::TempDir, std::path::PathBuf, Backup) {
    let (folder, path) = closed_store(commits);
    let store = SledStore::open(&path).unwrap();
    let backup = store.keeper().back_up(&path.join("backups"), at(1_000)).unwrap();
    (folder, path, backup)
}

#[test]
fn a_backup_is_the_store() {
    let (folder, path, backup) = backed_up(150);
    assert_eq!((backup.commits, backup.taken_at, backup.forgets > 0), (150, at(1_000), true));
    assert_eq!(Backup::read(&backup.file).unwrap(), backup);
    let other = folder.path().join("other");
    let done = restore(&other, &backup.file, false, at(2_000)).unwrap();
    assert_eq!((done.backup, done.aside, done.commits_lost), (backup, None, 0));
    let (store, restored) = (SledStore::open(&path).unwrap(), SledStore::open(&other).unwrap());
    assert!(Everything::of(&store) == Everything::of(&restored));
    assert_eq!(restored.commits().unwrap(), 150);
}

#[test]
fn a_backup_is_taken_while_turns_go_on() {
    let (folder, path) = closed_store(300);
    let mut store = SledStore::open(&path).unwrap();
    let mut model = Model::new();
    let (keeper, done) = (store.keeper(), AtomicBool::new(false));
    let kept = folder.path().join("kept");
    let first = std::thread::scope(|scope| {
        let taking = scope.spawn(|| {
            let taken: Vec<Backup> =
                (0..8).map(|ms| keeper.back_up(&kept, at(ms)).unwrap()).collect();
            done.store(true, Ordering::Relaxed);
            taken
        });
        for number in 301.. {
            store.commit(&standard_writes(number)).unwrap();
            if done.load(Ordering::Relaxed) {
                break;
            }
        }
        taking.join().unwrap()
    });
    for (index, backup) in first.iter().enumerate() {
        let restored = folder.path().join(index.to_string());
        restore(&restored, &backup.file, false, at(0)).unwrap();
        let found = assert_is_prefix(&SledStore::open(&restored).unwrap(), &mut model);
        assert_eq!(found, backup.commits);
    }
    let (first, last) = (&first[0], &first[7]);
    assert!(first.commits >= 300 && last.commits > first.commits, "{first:?} {last:?}");
}

#[test]
fn a_damaged_backup_is_refused_and_changes_nothing() {
    let (folder, _, backup) = backed_up(40);
    let bytes = fs::read(&backup.file).unwrap();
    let damaged = folder.path().join("damaged");
    let other = folder.path().join("other");
    let refused = |what: &str| {
        let done = restore(&other, &damaged, true, at(0));
        assert!(
            matches!(done, Err(StoreError::BadBackup { .. } | StoreError::TooNew { .. })),
            "{what}: {done:?}"
        );
        assert!(!other.join("db").exists(), "{what}");
    };
    let mut random = Random(5);
    for round in 0..60 {
        fs::write(&damaged, &bytes).unwrap();
        flip(&damaged, &mut random);
        refused(&format!("flipped {round}"));
    }
    let long = bytes.len() as u64;
    for length in (0..60).map(|_| random.below(long)).chain([0, 1, 16, 72, long - 1]) {
        fs::write(&damaged, &bytes[..usize::try_from(length).unwrap()]).unwrap();
        refused(&format!("cut at {length}"));
    }
    fs::write(&damaged, [bytes.as_slice(), b"\0"].concat()).unwrap();
    refused("longer");
    fs::write(&damaged, bytes).unwrap();
    restore(&other, &damaged, true, at(0)).unwrap();
}

#[test]
fn old_backups_go_and_so_do_those_that_remember_the_forgotten() {
    let (_folder, path) = closed_store(0);
    let kept = path.join("backups");
    let mut store = SledStore::open(&path).unwrap();
    let files = || -> Vec<i64> {
        backups(&kept).unwrap().iter().map(|it| it.taken_at.timestamp_millis()).collect()
    };
    assert_eq!(files(), [0; 0], "no folder yet");
    for ms in 1..=5 {
        store.commit(&[state(ms, "somebody")]).unwrap();
        let backup = store.keeper().back_up(&kept, at(ms)).unwrap();
        prune(&kept, &backup, 3).unwrap();
    }
    assert_eq!(files(), [5, 4, 3]);
    let half = format!("crampbot-20200101T000000000Z-{}.backup.part", store.origin().unwrap());
    let old = "crampbot-20200101T000000000Z.backup.part".to_owned();
    let others = ["notes.txt", "letter.part", "x.backup.part", "crampbot-1-00000000.backup.part"];
    for name in others.iter().copied().chain([half.as_str(), &old]) {
        fs::write(kept.join(name), "half").unwrap();
    }
    fs::create_dir(kept.join("crampbot-x.backup.part")).unwrap();
    store.commit(&[Write::Forget { chat: 2 }]).unwrap();
    let backup = store.keeper().back_up(&kept, at(6)).unwrap();
    prune(&kept, &backup, 3).unwrap();
    assert_eq!(files(), [6]);
    assert!(!kept.join(half).exists() && !kept.join(old).exists());
    assert!(others.iter().all(|name| kept.join(name).exists()), "they are not ours");
}

/// Two bots with one folder, or a bot whose disk was not mounted: what another store left is not touched.
#[test]
fn backups_of_another_store_stay() {
    let (folder, path, theirs) = backed_up(20);
    let kept = path.join("backups");
    let other = folder.path().join("other");
    let mut store = SledStore::open(&other).unwrap();
    store.commit(&[state(1, "a")]).unwrap();
    store.commit(&[Write::Forget { chat: 1 }]).unwrap();
    for ms in 0..3 {
        store.commit(&[state(2, &ms.to_string())]).unwrap();
        let ours = store.keeper().back_up(&kept, at(9_000 + ms)).unwrap();
        assert_ne!(ours.origin, theirs.origin);
        prune(&kept, &ours, 1).unwrap();
    }
    let there = backups_by_store(&kept).unwrap();
    assert_eq!(there.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
    assert!(there.iter().any(|of_one| of_one[0] == theirs));
    assert_eq!(store.keeper().backups(&kept).unwrap().len(), 1);
}

/// A clock that was far ahead for a while dates backups that are not the newest.
#[test]
fn commits_tell_which_backup_is_newer_and_not_dates() {
    let (_folder, path) = closed_store(2);
    let kept = path.join("backups");
    let mut store = SledStore::open(&path).unwrap();
    for number in 0..6 {
        let ahead = if number < 3 { 400 * 86_400_000 } else { 0 };
        if number >= 3 {
            store.commit(&standard_writes(u64::try_from(number).unwrap())).unwrap();
        }
        let backup = store.keeper().back_up(&kept, at(ahead + number)).unwrap();
        prune(&kept, &backup, 3).unwrap();
    }
    let there = backups(&kept).unwrap();
    assert_eq!(there.iter().map(|it| it.commits).collect::<Vec<_>>(), [5, 4, 3]);
}

/// Just then a backup is wanted. It takes no room on the store's own disk.
#[cfg(target_os = "linux")]
#[test]
fn a_store_on_a_full_disk_can_be_saved_to_another() {
    use std::os::unix::fs::MetadataExt;

    let (_folder, path) = closed_store(30);
    let Ok(other) = tempfile::tempdir_in("/dev/shm") else { return };
    let disk = |path: &Path| fs::metadata(path).unwrap().dev();
    if disk(other.path()) == disk(&path) {
        return;
    }
    let store = SledStore::open_with(&path, u64::MAX).unwrap();
    let kept = other.path().join("kept");
    let backup = store.keeper().back_up(&kept, at(1)).unwrap();
    assert_eq!(backup.commits, 30);
    assert_eq!(fs::read_dir(&kept).unwrap().count(), 1, "the copy is gone");
    assert_eq!(
        fs::read_dir(&path).unwrap().filter(|it| it.as_ref().unwrap().file_name() == "new").count(),
        0
    );
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read_a_backup() {
    use std::os::unix::fs::PermissionsExt;

    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (_folder, path, backup) = backed_up(2);
    assert_eq!((mode(&path.join("backups")), mode(&backup.file)), (0o700, 0o600));
}

#[test]
fn nothing_is_accepted_when_the_disk_is_nearly_full() {
    let (_folder, path) = closed_store(3);
    let mut store = SledStore::open_with(&path, u64::MAX).unwrap();
    let refused = store.commit(&standard_writes(4));
    assert!(matches!(refused, Err(StoreError::DiskFull { .. })), "{refused:?}");
    let refused = store.keeper().back_up(&path.join("backups"), at(0));
    assert!(matches!(refused, Err(StoreError::DiskFull { .. })), "{refused:?}");
    assert_eq!(assert_is_prefix(&store, &mut Model::new()), 3, "it can still be read");
    drop(store);
    let mut store = SledStore::open_with(&path, 0).unwrap();
    store.commit(&standard_writes(4)).unwrap();
}
