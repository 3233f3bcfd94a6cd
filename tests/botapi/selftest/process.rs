//! Child processes.

use std::{os::unix::process::ExitStatusExt, process::Command};

use super::super::{BotProcess, wait};
use super::BotApi;

fn shell(script: &str) -> BotProcess {
    BotProcess::spawn(Command::new("sh").args(["-c", script]))
}

#[tokio::test]
async fn lines_and_exit_codes_are_seen() {
    let process = shell("echo out; echo ready now >&2; printf '\\377 end' >&2; exit 3");
    assert_eq!(process.logs("ready").await, "ready now");
    process.exits_with(3).await;
    assert_eq!(process.stdout(), ["out"]);
    assert_eq!(process.stderr(), ["ready now", "\u{fffd} end"]);
}

#[test]
fn a_process_can_be_asked_to_stop_or_killed() {
    let trap = "trap 'echo bye >&2; exit 0' TERM; echo ready >&2; while :; do sleep 0.05; done";
    let polite = shell(trap);
    wait(polite.logs("ready"));
    polite.terminate();
    wait(polite.exits_with(0));
    assert_eq!(polite.stderr(), ["ready", "bye"]);

    let killed = shell("echo ready >&2; exec sleep 60");
    wait(killed.logs("ready"));
    killed.kill9();
    assert_eq!(wait(killed.exits()).signal(), Some(9));

    let dropped = shell("exec sleep 60");
    let id = dropped.id().to_string();
    drop(dropped);
    assert!(!Command::new("kill").args(["-0", &id]).output().unwrap().status.success());
}

#[test]
fn the_bot_is_told_where_telegram_is() {
    let tg = BotApi::start();
    let mut command = tg.bot_command();
    let envs: Vec<_> = command.get_envs().collect();
    let (url, token) = (tg.url(), tg.token());
    assert!(envs.contains(&("TELOXIDE_API_URL".as_ref(), Some(url.as_ref()))));
    assert!(envs.contains(&("TELOXIDE_TOKEN".as_ref(), Some(token.as_ref()))));
    wait(BotProcess::spawn(command.arg("--version")).exits());
}
