//! What the system calls say: the disk was synchronised before Telegram heard of anything.

use std::process::Command;

use crate::bench::Bench;
use crate::botapi::BotProcess;

const TURNS: usize = 50;

/// Something the program did, in order.
#[derive(Debug, PartialEq)]
enum Did {
    Received(i64),
    Synced,
    Acknowledged(i64),
    Sent,
}

fn number_after(line: &str, key: &str) -> Option<i64> {
    let rest = &line[line.find(key)? + key.len()..];
    rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())].parse().ok()
}

fn read(line: &str) -> Option<Did> {
    if line.contains("fdatasync") {
        // Where another thread's call came between, the second half has the result.
        return line.ends_with("= 0").then_some(Did::Synced);
    }
    if line.contains("/sendMessage") {
        return Some(Did::Sent);
    }
    if line.contains("/getUpdates") {
        return Some(Did::Acknowledged(number_after(line, r#"\"offset\":"#)? - 1));
    }
    number_after(line, r#"\"update_id\":"#).map(Did::Received)
}

/// `cargo test --test telegram -- --ignored --nocapture synchronised`
#[tokio::test]
#[ignore = "needs strace"]
async fn every_turn_is_synchronised_before_it_is_acknowledged_or_answered() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let log = tempfile::NamedTempFile::new().unwrap();
    let inner = bench.command();
    let mut traced = Command::new("strace");
    traced.args(["-D", "-f", "-s", "100000", "-o"]).arg(log.path());
    traced.args(["-e", "trace=fdatasync,write,writev,sendto,sendmsg,read,readv,recvfrom", "--"]);
    traced.arg(inner.get_program()).args(inner.get_args()).args(["--flood-limit", "0"]);
    traced.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let bot = BotProcess::spawn(&mut traced);
    let mut said = vec![];
    for turn in 0..TURNS {
        said.push(anna.says(["/cramp", "cramp in my calf", "/history"][turn % 3]).update_id);
        anna.expects_screen().await;
    }
    bench.tg.acknowledged().await;
    bot.terminate();
    bot.exits_with(0).await;
    let log = std::fs::read_to_string(log.path()).unwrap();
    let did: Vec<Did> = log.lines().filter_map(read).collect();
    let first = |from: usize, what: &Did| did[from..].iter().position(|did| did == what);
    for id in &said {
        let received = first(0, &Did::Received(*id)).expect("it was received");
        let synced = first(received, &Did::Synced).expect("it was synchronised");
        let acknowledged = first(received, &Did::Acknowledged(*id)).expect("it was acknowledged");
        let sent = first(received, &Did::Sent).expect("it was answered");
        assert!(synced < acknowledged && synced < sent, "update {id}: {:?}", &did[received..]);
    }
    let syncs = did.iter().filter(|did| **did == Did::Synced).count();
    println!("figures: {TURNS} turns, each synchronised first; {syncs} synchronisations in all");
}
