//! The schedule of backups and rewrites.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use crampbot::service::care::{Care, Plan};
use crampbot::store::{SledStore, Store, StoreError, Write, backups};
use tempfile::TempDir;

use super::{at, state};

struct Bench {
    folder: TempDir,
    store: SledStore,
    care: Care,
    now: DateTime<Utc>,
}

impl Bench {
    fn new(every_hours: Option<i64>, keep: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SledStore::open(&folder.path().join("store")).unwrap();
        let plan = Plan {
            folder: folder.path().join("kept"),
            every: every_hours.map(TimeDelta::hours),
            keep,
            reserve_bytes: 0,
        };
        let care = Care::new(store.keeper(), plan);
        Self { folder, store, care, now: at(1_800_000_000_000) }
    }

    fn after(&mut self, minutes: i64) -> &mut Self {
        self.now += TimeDelta::minutes(minutes);
        self.care.step(self.now);
        self
    }

    fn rewritten(&self) -> Option<DateTime<Utc>> {
        self.store.keeper().condition().unwrap().rewritten_at
    }

    fn backups(&self) -> Vec<DateTime<Utc>> {
        let there = backups(&self.folder.path().join("kept")).unwrap();
        there.iter().map(|backup| backup.taken_at).collect()
    }

    fn on_disk(&self, text: &str) -> bool {
        ["store", "kept"].iter().any(|name| found(&self.folder.path().join(name), text))
    }
}

fn found(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return found(&path, text);
        }
        let bytes = std::fs::read(path).unwrap();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[test]
fn a_day_of_care() {
    let mut bench = Bench::new(Some(6), 3);
    let start = bench.now;
    bench.after(0);
    assert_eq!((bench.rewritten(), bench.backups()), (Some(start), vec![start]));
    bench.after(5 * 60 + 59);
    assert_eq!(bench.backups().len(), 1);
    bench.after(1);
    assert_eq!(bench.backups(), [start + TimeDelta::hours(6), start]);
    for _ in 0..3 {
        bench.after(6 * 60);
    }
    let hours = |hours| start + TimeDelta::hours(hours);
    assert_eq!(bench.backups(), [hours(24), hours(18), hours(12)]);
    assert_eq!(bench.rewritten(), Some(hours(24)));
}

#[test]
fn who_asked_to_be_forgotten_is_gone_from_everything_a_look_later() {
    let mut bench = Bench::new(Some(24), 7);
    bench.store.commit(&[state(1, "my left calf"), state(2, "kept by another")]).unwrap();
    bench.after(0).after(24 * 60);
    assert_eq!(bench.backups().len(), 2);
    bench.store.commit(&[Write::Forget { chat: 1 }]).unwrap();
    assert!(bench.on_disk("my left calf"));
    bench.after(1);
    assert!(!bench.on_disk("my left calf"));
    assert!(bench.on_disk("kept by another"));
    let now = bench.now;
    assert_eq!((bench.rewritten(), bench.backups()), (Some(now), vec![now]));
    bench.after(1);
    assert_eq!(bench.rewritten(), Some(now), "once is enough");
}

#[test]
fn no_backups_are_taken_when_none_are_wanted() {
    let mut bench = Bench::new(None, 7);
    bench.after(0).after(48 * 60);
    assert_eq!(bench.backups().len(), 0);
    assert_eq!(bench.rewritten(), Some(bench.now));
}

/// A clock that was far ahead for a while must not end the care for years.
#[test]
fn a_clock_that_was_wrong_does_no_harm() {
    let mut bench = Bench::new(Some(24), 7);
    bench.after(60 * 24 * 3_650).after(-60 * 24 * 3_650);
    assert_eq!(bench.rewritten(), Some(bench.now));
    assert_eq!(bench.backups().len(), 2);
    bench.after(1);
    assert_eq!(bench.backups().len(), 2);
}

#[test]
fn what_failed_is_tried_again_later() {
    let mut bench = Bench::new(Some(24), 7);
    let kept = bench.folder.path().join("kept");
    std::fs::write(&kept, "a file where the folder should be").unwrap();
    bench.after(0);
    std::fs::remove_file(&kept).unwrap();
    bench.after(9);
    assert_eq!(bench.backups().len(), 0);
    bench.after(1);
    assert_eq!(bench.backups(), [bench.now]);
}

/// What a service does that starts anew after a part of it broke.
#[test]
fn a_store_opens_again_once_who_looks_after_it_has_let_go() {
    let Bench { folder, store, care, .. } = Bench::new(None, 1);
    let path = folder.path().join("store");
    drop(store);
    let held = SledStore::open(&path);
    assert!(matches!(held, Err(StoreError::InUse { .. })), "{held:?}");
    drop(care);
    SledStore::open(&path).unwrap();
}
