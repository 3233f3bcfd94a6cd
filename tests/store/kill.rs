//! A process that dies in the middle loses nothing that it had committed.

use crampbot::store::SledStore;

use super::Random;
use super::child::Other;
use super::history::{Model, assert_is_prefix};

#[test]
fn every_commit_outlives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut random = Random(20_260_101);
    let mut model = Model::new();
    let rounds = std::env::var("CRAMPBOT_TEST_ROUNDS").map_or(20, |rounds| rounds.parse().unwrap());
    for round in 0..rounds {
        let child = Other::start("child::commits_for_ever", &path);
        let committed = child.killed_after(random.below(60) + 1);
        let store = SledStore::open(&path).unwrap();
        let found = assert_is_prefix(&store, &mut model);
        // The child may have died between a commit and saying so.
        assert!((committed..=committed + 1).contains(&found), "round {round}: {committed} {found}");
    }
}

/// Killed before it says anything: while it creates the store, or opens it.
#[test]
fn a_kill_while_opening_leaves_a_store_that_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut model = Model::new();
    let mut random = Random(7);
    for _ in 0..20 {
        let mut child = Other::start("child::commits_for_ever", &path);
        for _ in 0..random.below(400_000) {
            std::hint::spin_loop();
        }
        child.kill();
        let store = SledStore::open(&path).unwrap();
        assert_is_prefix(&store, &mut model);
    }
}
