//! Being stopped: politely, it finishes what it has begun; and a disk that is full loses nothing.

use std::process::Command;

use crampbot::store::{Lane, Store};

use crate::bench::{Bench, words};
use crate::botapi::BotProcess;
use crate::plan::{Plan, Random, arrived, expected, repeats};

fn signal(bot: &BotProcess, name: &str) {
    let sent = Command::new("kill").args([name, &bot.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

fn ignores_hangup() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap();
    u64::from_str_radix(ignored.trim(), 16).unwrap() & 1 == 1
}

/// In the middle of a burst: what was taken is acknowledged and answered, the rest is untouched.
#[tokio::test]
async fn a_signal_lets_it_finish_and_no_more() {
    let all = [(1, "-TERM"), (2, "-INT"), (3, "-TERM"), (4, "-INT"), (5, "-HUP")];
    // Whoever starts the tests with `nohup` hands that on to the bot, which then outlives a hangup.
    let hangup = |name: &str| name != "-HUP" || !ignores_hangup();
    for (seed, name) in all.into_iter().filter(|(_, name)| hangup(name)) {
        let bench = Bench::new();
        let random = &mut Random::new(seed);
        let plan = Plan::send(&bench.tg, random, 40, 300);
        let ids = bench.tg.updates_unacknowledged();
        let bot = bench.start();
        bench.tg.called("sendMessage", 1 + random.below(60)).await;
        signal(&bot, name);
        bot.exits_with(0).await;
        let left = bench.tg.updates_unacknowledged();
        {
            let store = bench.store();
            for id in &ids {
                let acknowledged = !left.contains(id);
                assert_eq!(store.is_seen(*id).unwrap(), acknowledged, "{name}, update {id}");
            }
            assert_eq!(store.outgoing(Lane::Live, None, 9).unwrap(), [], "{name}");
        }
        // The next start is handed only what is left, and repeats nothing.
        let bot = bench.starts().await;
        bench.tg.acknowledged().await;
        bench.tg.called("sendMessage", plan.messages()).await;
        bot.terminate();
        bot.exits_with(0).await;
        bench.has_finished();
        let (store, calls) = (bench.store(), bench.tg.all_calls());
        for (user, oracle) in plan.users.iter().zip(&plan.expected) {
            oracle.matches(&store, user, name);
            assert_eq!(repeats(&expected(oracle), &arrived(&calls, user)), Ok(0), "{name}");
        }
        assert!(plan.presses.iter().all(|press| press.answers() == 1));
    }
}

#[tokio::test]
async fn a_stop_while_telegram_is_silent_leaves_the_answer_for_the_next_start() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.start();
    anna.says("/cramp");
    anna.expects_screen().await;
    let hold = bench.tg.hold("sendMessage");
    anna.says("cramp in my calf");
    anna.says("/history");
    hold.reached(1).await;
    bot.terminate();
    bot.exits_with(0).await;
    assert_eq!(bench.tg.updates_unacknowledged(), [] as [i64; 0]);
    bot.logs("wait for the next start").await;
    hold.release();

    let bot = bench.start();
    anna.expects_screen().await.has(&words("first-calf"));
    anna.expects_screen().await.has(&words("place-calf"));
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), 3, "{}", bench.tg.transcript());
}

/// Whoever asks twice does not want to wait.
#[tokio::test]
async fn a_second_signal_ends_it_at_once() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.starts().await;
    let hold = bench.tg.hold("sendMessage");
    anna.says("cramp in my calf");
    hold.reached(1).await;
    bench.tg.acknowledged().await;
    bot.terminate();
    bot.logs("stopping: ").await;
    bot.terminate();
    bot.exits_with(1).await;
    assert!(!bot.stderr().join("\n").contains("wait for the next start"));
    hold.release();
    let bot = bench.starts().await;
    anna.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
}

/// Nothing is answered, the last acknowledgement neither: it ends before a supervisor would kill it.
#[tokio::test]
async fn a_stop_while_telegram_answers_nothing() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.starts().await;
    anna.says("/cramp");
    anna.expects_screen().await;
    bench.tg.acknowledged().await;
    let holds = ["sendMessage", "getUpdates"].map(|method| bench.tg.hold(method));
    anna.says("cramp in my calf");
    bot.terminate();
    bot.exits_with(0).await;
    bot.logs("did not get through in time").await;
    for hold in holds {
        hold.release();
    }
    let bot = bench.start();
    anna.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
}

/// Telegram answers nothing at all: the stop still ends, and the updates come again.
#[tokio::test]
async fn a_stop_during_an_outage() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.start();
    let hold = bench.tg.hold("sendMessage");
    anna.says("cramp in my calf");
    hold.reached(1).await;
    bench.tg.stop();
    bot.terminate();
    bot.exits_with(0).await;
    hold.release();
    bench.tg.restart();
    let bot = bench.start();
    anna.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), 1, "{}", bench.tg.transcript());
}

/// The program with a disk that can be filled: a limit on the size of its files stands for it.
fn start_with_limits(bench: &Bench) -> BotProcess {
    let inner = bench.command();
    let mut limited = Command::new("sh");
    // Without the trap the system would kill the writer.
    limited.args(["-c", "trap '' XFSZ; exec \"$@\"", "sh"]);
    limited.arg(inner.get_program()).args(inner.get_args());
    for (name, value) in inner.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    BotProcess::spawn(&mut limited)
}

fn limit_files(bot: &BotProcess, limit: &str) {
    let id = bot.id().to_string();
    let set = Command::new("prlimit").args(["--pid", &id, &format!("--fsize={limit}:")]).status();
    assert!(set.expect("prlimit, of util-linux").success());
}

/// A bot that has answered once, and cannot write any more.
async fn fill_the_disk(bench: &Bench) -> BotProcess {
    let anna = bench.tg.user("Anna").lang("en");
    let bot = start_with_limits(bench);
    anna.says("/cramp");
    anna.expects_screen().await;
    bench.tg.acknowledged().await;
    limit_files(&bot, "1");
    bot
}

#[tokio::test]
async fn a_full_disk_stops_nothing_for_good() {
    let bench = Bench::new();
    let bot = fill_the_disk(&bench).await;
    let plan = Plan::send(&bench.tg, &mut Random::new(5), 20, 90);
    let ids = bench.tg.updates_unacknowledged();
    bot.logs("is not committed").await;
    // Nothing is acknowledged that is not kept, and nobody is told anything.
    assert_eq!(bench.tg.updates_unacknowledged(), ids);
    assert_eq!(bench.tg.calls("sendMessage").len(), 1);
    limit_files(&bot, "unlimited");
    bench.tg.acknowledged().await;
    bot.terminate();
    bot.exits_with(0).await;
    bench.has_finished();
    let (store, calls) = (bench.store(), bench.tg.all_calls());
    for (user, oracle) in plan.users.iter().zip(&plan.expected) {
        if !oracle.shown.is_empty() {
            oracle.matches(&store, user, "after the full disk");
            assert_eq!(repeats(&expected(oracle), &arrived(&calls, user)), Ok(0));
        }
    }
}

#[tokio::test]
async fn a_full_disk_does_not_keep_it_from_stopping() {
    let bench = Bench::new();
    let bot = fill_the_disk(&bench).await;
    let boris = bench.tg.user("Boris").lang("en");
    boris.says("cramp in my calf");
    bot.logs("is not committed").await;
    bot.terminate();
    bot.exits_with(0).await;
    assert_eq!(bench.tg.updates_unacknowledged().len(), 1);
    let bot = bench.start();
    boris.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
    assert_eq!(boris.received().len(), 1);
}
