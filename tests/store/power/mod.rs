//! Power cuts: the store is rebuilt from what a disk may hold at any moment of a run, and must open
//! with every commit that was promised, or say that it cannot be read.
//!
//! Two recordings. `strace` sees every call of a child process: that is the long form,
//!
//! ```text
//! cargo test --release --test store power:: -- --ignored --nocapture --test-threads 1
//! ```
//!
//! Where there is none, the files are compared after each commit: what changed since the one before is
//! what a power cut may lose of it.
#![cfg(target_os = "linux")]

mod disk;
mod trace;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crampbot::store::{SledStore, Store, StoreError, Write, backups, restore};

use self::disk::{Disk, LOSSES, Loss, Op};
use crate::child::{HEAVY, command};
use crate::history::{Model, assert_is_prefix, heavy_writes, standard_writes};
use crate::{Random, at};

/// What became of the images.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Outcomes {
    images: usize,
    whole: usize,
    /// Refused, and restored from the last backup.
    refused: usize,
    /// Refused, and there is no backup.
    helpless: usize,
    /// Opened with fewer commits than were promised.
    lost: usize,
}

/// A recording that is played back.
struct Replay {
    disk: Disk,
    model: Model,
    promised: u64,
    random: Random,
    outcomes: Outcomes,
}

impl Replay {
    fn new(model: Model) -> Self {
        let (disk, outcomes) = (Disk::default(), Outcomes::default());
        Self { disk, model, promised: 0, random: Random(21), outcomes }
    }

    /// Goes on, and cuts the power at one moment of so many.
    fn play(&mut self, ops: &[Op], one_of: u64) {
        for (index, op) in ops.iter().enumerate() {
            self.disk.apply(op);
            if let Op::Says(said) = op {
                self.promised = said.parse().unwrap();
            }
            if self.random.below(one_of) == 0 {
                for loss in LOSSES {
                    self.cut(loss, index);
                }
            }
        }
    }

    fn cut(&mut self, loss: Loss, index: usize) {
        if self.disk.pending() == 0 && loss != Loss::Nothing {
            return;
        }
        let folder = scratch();
        self.disk.image(folder.path(), loss, &mut self.random);
        self.outcomes.images += 1;
        let what = format!("{loss:?} after call {index}, {} promised", self.promised);
        check(folder.path(), &mut self.model, self.promised, &what, &mut self.outcomes);
    }
}

fn check(image: &Path, model: &mut Model, promised: u64, what: &str, outcomes: &mut Outcomes) {
    let path = image.join("store");
    let found = match SledStore::open(&path) {
        Ok(store) => assert_is_prefix(&store, model),
        Err(StoreError::Corrupt { reason, .. }) => {
            println!("refused: {what}: {reason}");
            let there = backups(&path.join("backups")).unwrap();
            let Some(backup) = there.first() else {
                outcomes.helpless += 1;
                return;
            };
            outcomes.refused += 1;
            restore(&path, &backup.file, false, at(0)).unwrap();
            let found = assert_is_prefix(&SledStore::open(&path).unwrap(), model);
            assert!(found > 0, "{what}: an empty store");
            return;
        }
        Err(other) => panic!("{what}: {other:?}"),
    };
    if found < promised {
        println!("LOST: {what}: {found} found");
        outcomes.lost += 1;
    } else {
        outcomes.whole += 1;
    }
    // What has the name of a backup is one, whenever the power went. Restoring is slow: not each time.
    let looked_at = outcomes.images.is_multiple_of(16);
    let there = backups(&path.join("backups")).unwrap();
    let highest = there.first().map(|backup| backup.commits);
    for backup in there.iter().filter(|_| looked_at) {
        let restored = image.join("restored");
        let done = restore(&restored, &backup.file, true, at(0));
        assert!(done.is_ok(), "{what}: {done:?}");
        assert_is_prefix(&SledStore::open(&restored).unwrap(), model);
        assert_eq!(SledStore::open(&restored).unwrap().commits().ok(), highest, "counts on");
        fs::remove_dir_all(&restored).unwrap();
    }
}

/// A folder in memory, where there is one: thousands of images need no disk.
fn scratch() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// What each commit changes, seen from outside.
struct Watcher {
    path: PathBuf,
    before: Vec<(String, Vec<u8>)>,
    ops: Vec<Op>,
}

impl Watcher {
    /// The files as they are, all of them on the disk.
    fn new(path: &Path) -> Self {
        let mut watcher = Self { path: path.to_owned(), before: Vec::new(), ops: Vec::new() };
        watcher.look(true);
        watcher
    }

    fn look(&mut self, with_note: bool) {
        for name in ["conf", "db", "journal.0", "journal.1", "commits"] {
            let Ok(bytes) = fs::read(self.path.join(name)) else { continue };
            let path = format!("store/{name}");
            let index = self.before.iter().position(|(known, _)| *known == path);
            let index = index.unwrap_or_else(|| {
                self.ops.push(Op::Make { path: path.clone() });
                self.before.push((path.clone(), Vec::new()));
                self.before.len() - 1
            });
            let before = &mut self.before[index].1;
            before.resize(bytes.len(), 0);
            let changed =
                |at: &usize| bytes[*at..].chunks(512).next() != before[*at..].chunks(512).next();
            for at in (0..bytes.len()).step_by(512).filter(changed) {
                let sector = bytes[at..(at + 512).min(bytes.len())].to_vec();
                self.ops.push(Op::Write { path: path.clone(), at: at as u64, bytes: sector });
            }
            self.ops.push(Op::Length { path: path.clone(), bytes: bytes.len() as u64 });
            *before = bytes;
            // The note of commits is never synchronised.
            if name != "commits" || with_note {
                let id = self.ops.len() as u64;
                self.ops.push(Op::SyncBegins { id, path });
                self.ops.push(Op::SyncEnds { id });
            }
        }
        let id = self.ops.len() as u64;
        self.ops.push(Op::SyncBegins { id, path: "store".to_owned() });
        self.ops.push(Op::SyncEnds { id });
    }
}

/// Every sector that a commit changed is on its way to the disk on its own.
#[test]
fn a_power_cut_in_a_commit_loses_nothing_that_was_promised() {
    let folder = scratch();
    let path = folder.path().join("store");
    let mut replay = Replay::new(Model::of(heavy_writes));
    let mut store = SledStore::open(&path).unwrap();
    let mut number = 0;
    for stretch in [1, 100, 60] {
        for _ in 0..stretch {
            number += 1;
            store.commit(&heavy_writes(number)).unwrap();
        }
        let mut watcher = Watcher::new(&path);
        watcher.ops.push(Op::Says(number.to_string()));
        for _ in 0..4 {
            number += 1;
            store.commit(&heavy_writes(number)).unwrap();
            watcher.look(false);
            watcher.ops.push(Op::Says(number.to_string()));
        }
        replay.disk = Disk::default();
        replay.promised = 0;
        let settled = watcher.ops.iter().position(|op| matches!(op, Op::Says(_))).unwrap();
        let (settled, commits) = watcher.ops.split_at(settled);
        replay.play(settled, u64::MAX);
        let before = replay.outcomes;
        replay.play(commits, 25);
        assert!(replay.outcomes.images > before.images);
        if stretch == 1 {
            // What would become of it without a synchronisation: this is how a loss looks.
            let mut careless = Replay::new(Model::of(heavy_writes));
            careless.play(settled, u64::MAX);
            let unsynced = |op: &&Op| !matches!(op, Op::SyncEnds { .. });
            let commits: Vec<Op> = commits.iter().filter(unsynced).cloned().collect();
            careless.play(&commits, 40);
            assert!(careless.outcomes.lost > 0);
        }
    }
    println!("{:?}", replay.outcomes);
    assert_eq!(replay.outcomes.whole, replay.outcomes.images);
    assert!(replay.outcomes.images > 50);
}

/// At every call, or at one of so many: a kill -9 there, and three ways in which the power can go.
#[test]
#[ignore = "the long form: needs strace, takes minutes"]
fn a_power_cut_at_any_call_of_a_short_life() {
    cut_a_life(standard_writes, one_of(1), |_| {});
}

/// Long enough that sled writes over old data; at some thousands of moments, or as told.
#[test]
#[ignore = "the long form: needs strace, takes minutes"]
fn a_power_cut_in_a_long_life() {
    cut_a_life(heavy_writes, one_of(12), |life| {
        life.env(HEAVY, "1");
    });
}

fn one_of(usual: u64) -> u64 {
    std::env::var("CRAMPBOT_TEST_ONE_OF").map_or(usual, |one_of| one_of.parse().unwrap())
}

fn cut_a_life(writes: fn(u64) -> Vec<Write>, one_of: u64, set_up: fn(&mut Command)) {
    let folder = tempfile::tempdir().unwrap();
    let mut life = command("child::lives_a_life", &folder.path().join("store"));
    set_up(&mut life);
    let ops = trace::record(&life, folder.path()).expect("strace");
    let count = |wanted: fn(&Op) -> bool| ops.iter().filter(|op| wanted(op)).count();
    println!(
        "figures: {} promises, {} writes, {} of them over old data, {} syncs, {} names changed",
        count(|op| matches!(op, Op::Says(_))),
        count(|op| matches!(op, Op::Write { .. })),
        overwrites(&ops),
        count(|op| matches!(op, Op::SyncEnds { .. })),
        count(|op| matches!(op, Op::Make { .. } | Op::Rename { .. } | Op::Remove { .. })),
    );
    let mut replay = Replay::new(Model::of(writes));
    replay.play(&ops, one_of);
    let Outcomes { images, whole, refused, lost, helpless } = replay.outcomes;
    println!(
        "figures: {images} images: {whole} open with every promised commit, {refused} refuse and are restored, \
         {lost} lost"
    );
    assert_eq!((lost, helpless), (0, 0));
}

/// How many writes went to a place of the database's file that had been written before.
fn overwrites(ops: &[Op]) -> usize {
    let mut written: BTreeSet<u64> = BTreeSet::new();
    let mut count = 0;
    for op in ops {
        match op {
            Op::Write { path, at, bytes } if path == "store/db" => {
                let sectors = at.div_ceil(512)..(at + bytes.len() as u64) / 512;
                count += usize::from(sectors.clone().any(|sector| written.contains(&sector)));
                written.extend(sectors);
            }
            Op::Rename { to, .. } if to == "store/db" => written.clear(),
            _ => {}
        }
    }
    count
}
