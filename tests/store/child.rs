//! This test binary started again as another process, to hold or to use a store and be killed.
//!
//! A child is one of the ignored tests here; it gets its folder through the environment and talks
//! in lines on its standard output.

use std::io::{BufRead, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use crampbot::store::{SledStore, Store, Write, backups, prune, restore};

use super::at;
use super::history::{heavy_writes, progress, standard_writes};

const FOLDER: &str = "CRAMPBOT_TEST_STORE";
/// Whether a life is heavy.
pub(crate) const HEAVY: &str = "CRAMPBOT_TEST_HEAVY";

/// A running child and what it says. Killed when dropped.
pub(crate) struct Other {
    pub(crate) process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Other {
    pub(crate) fn start(test: &str, folder: &Path) -> Self {
        Self::spawn(&mut command(test, folder))
    }

    pub(crate) fn spawn(command: &mut Command) -> Self {
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a child");
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, lines }
    }

    /// The next line that the child itself says, without its mark.
    pub(crate) fn says(&mut self) -> Option<String> {
        // The test harness puts words of its own around and before.
        self.lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("> ").map(|(_, said)| said.to_owned()))
    }

    /// Lets it count so many commits, kills it, and returns the last one that it counted.
    pub(crate) fn killed_after(mut self, commits: u64) -> u64 {
        let mut committed = 0;
        for _ in 0..commits {
            committed = self.says().expect("the child goes on").parse().unwrap();
        }
        self.kill();
        while let Some(said) = self.says() {
            committed = said.parse().unwrap();
        }
        committed
    }

    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // Already dead in most tests.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The command that runs one of the ignored tests below in another process.
pub(crate) fn command(test: &str, folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", test, "--ignored", "--nocapture", "--test-threads=1"])
        .env(FOLDER, folder);
    command
}

fn folder() -> Option<PathBuf> {
    std::env::var_os(FOLDER).map(PathBuf::from)
}

fn say(what: &str) {
    println!("> {what}");
}

fn wait_for_a_line() {
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

#[test]
#[ignore = "runs in a child process"]
fn holds_the_store() {
    let Some(folder) = folder() else { return };
    let _store = SledStore::open(&folder).unwrap();
    say("open");
    wait_for_a_line();
}

#[test]
#[ignore = "runs in a child process"]
fn commits_for_ever() {
    let Some(folder) = folder() else { return };
    let mut store = SledStore::open(&folder).unwrap();
    for number in progress(&store) + 1.. {
        store.commit(&standard_writes(number)).unwrap();
        say(&number.to_string());
    }
}

#[test]
#[ignore = "runs in a child process"]
fn rewrites_for_ever() {
    let Some(folder) = folder() else { return };
    let mut store = SledStore::open(&folder).unwrap();
    let keeper = store.keeper();
    std::thread::spawn(move || {
        for ms in 1.. {
            keeper.rewrite(at(ms)).unwrap();
            let backups = folder.join("backups");
            let backup = keeper.back_up(&backups, at(ms)).unwrap();
            prune(&backups, &backup, 2).unwrap();
        }
    });
    for number in progress(&store) + 1.. {
        store.commit(&standard_writes(number)).unwrap();
        say(&number.to_string());
    }
}

#[test]
#[ignore = "runs in a child process"]
fn restores_for_ever() {
    let Some(folder) = folder() else { return };
    let newest = backups(&folder.join("backups")).unwrap().swap_remove(0);
    for ms in 1.. {
        restore(&folder, &newest.file, true, at(ms)).unwrap();
        say("restored");
    }
}

/// A life in short: made, used, rewritten and backed up while it is used, opened again, restored.
#[test]
#[ignore = "runs in a child process"]
fn lives_a_life() {
    let Some(folder) = folder() else { return };
    let heavy = std::env::var_os(HEAVY).is_some();
    let (writes, commits): (fn(u64) -> Vec<Write>, u64) =
        if heavy { (heavy_writes, 700) } else { (standard_writes, 80) };
    let mut number = 0;
    for _ in 0..3 {
        let mut store = SledStore::open(&folder).unwrap();
        let keeper = store.keeper();
        let looked_after = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let first = number;
            while number < first + commits || !looked_after.load(Ordering::Relaxed) {
                number += 1;
                store.commit(&writes(number)).unwrap();
                say(&number.to_string());
                if number == first + commits / 2 {
                    scope.spawn(|| {
                        let ms = at(1);
                        keeper.rewrite(ms).unwrap();
                        let backup = keeper.back_up(&folder.join("backups"), ms).unwrap();
                        prune(&folder.join("backups"), &backup, 2).unwrap();
                        looked_after.store(true, Ordering::Relaxed);
                    });
                }
            }
        });
    }
    // From here on only the backup is promised.
    let newest = backups(&folder.join("backups")).unwrap().swap_remove(0);
    let probe = folder.with_extension("probe");
    restore(&probe, &newest.file, false, at(2)).unwrap();
    say(&progress(&SledStore::open(&probe).unwrap()).to_string());
    restore(&folder, &newest.file, true, at(2)).unwrap();
    SledStore::open(&folder).unwrap();
}

/// Commits until the disk is full, says so, waits until there is room, and goes on.
#[test]
#[ignore = "runs in a child process"]
fn commits_through_an_outage() {
    let Some(folder) = folder() else { return };
    let mut store = SledStore::open(&folder).unwrap();
    let mut outages = 0;
    for number in progress(&store) + 1.. {
        let writes = standard_writes(number);
        while let Err(error) = store.commit(&writes) {
            outages += 1;
            say(&format!("failed {error}"));
            wait_for_a_line();
        }
        say(&number.to_string());
        if outages > 0 {
            break;
        }
    }
}
