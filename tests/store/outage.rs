//! A disk that takes no more: the commit fails, and the same commit succeeds once there is room.
#![cfg(target_os = "linux")]

use std::io::Write as _;
use std::process::Command;

use crampbot::store::SledStore;

use super::child::{Other, command};
use super::history::{Model, assert_is_prefix};

fn limit(child: &Other, file_bytes: &str) {
    let (id, limit) = (child.process.id().to_string(), format!("--fsize={file_bytes}"));
    let limited = Command::new("prlimit").args(["--pid", &id, &limit]).status();
    assert!(limited.expect("prlimit, of util-linux").success());
}

/// A limit on file sizes stands for the full disk: writes beyond it fail with an error.
#[test]
fn a_failed_commit_can_be_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let inner = command("child::commits_through_an_outage", &path);
    let mut limited = Command::new("sh");
    // In blocks of 512 bytes: 9 MiB, a little more than the first segment, which the journal meets
    // first. Without the trap the system would kill the writer.
    limited.args(["-c", "trap '' XFSZ; ulimit -S -f 18432; exec \"$@\"", "sh"]);
    limited.arg(inner.get_program()).args(inner.get_args());
    for (name, value) in inner.get_envs() {
        limited.env(name, value.unwrap());
    }
    let mut child = Other::spawn(&mut limited);
    let mut committed = 0;
    let mut failures = 0;
    while let Some(said) = child.says() {
        let Some(failure) = said.strip_prefix("failed ") else {
            committed = said.parse().unwrap();
            continue;
        };
        assert!(failure.starts_with("the store failed"), "{failure}");
        failures += 1;
        // After a failure the store begins with an empty journal; then there is no room for that either.
        match failures {
            1 => limit(&child, "1024:unlimited"),
            3 => limit(&child, "unlimited"),
            _ => {}
        }
        child.process.stdin.as_ref().unwrap().write_all(b"\n").unwrap();
    }
    assert!(failures >= 3, "the limit was never met");
    let store = SledStore::open(&path).unwrap();
    assert_eq!(assert_is_prefix(&store, &mut Model::new()), committed);
}
