//! What is measured: served to whoever watches the bot, and nothing about anybody in it.

use std::time::Duration;

use crate::bench::Bench;
use crate::botapi::{BotProcess, Fault};

async fn get(base: &str, page: &str) -> (u16, String) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let answer = http.get(format!("{base}/{page}")).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

fn value(page: &str, series: &str) -> f64 {
    let mut lines = page.lines();
    let found = lines.find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    found.unwrap_or_else(|| panic!("no {series} in\n{page}")).parse().unwrap()
}

#[tokio::test]
async fn metrics_tell_what_happened() {
    let bench = Bench::new();
    bench.tg.stop();
    let mut command = bench.command();
    let bot = BotProcess::spawn(command.args(["--metrics", "127.0.0.1:0"]));
    let line = bot.logs("metrics on ").await;
    let base = line.split_once("metrics on ").unwrap().1.trim_end_matches("/metrics").to_owned();
    bot.logs("trying again until it works").await;
    let (status, trouble) = get(&base, "healthz").await;
    assert_eq!((status, trouble.as_str()), (503, "no successful poll yet\n"));

    bench.tg.restart();
    let anna = bench.tg.user("Annabellissima").lang("en");
    let fault = bench.tg.fault(Fault::server_error(502).on("sendMessage"));
    anna.says("cramp in my calf, zebrafinch");
    anna.expects_screen().await;
    bench.tg.fault_met(fault, 1).await;
    bench.tg.acknowledged().await;
    assert_eq!(get(&base, "healthz").await, (200, "ok\n".to_owned()));
    // The screen is there a moment before the bot knows.
    let page = tokio::time::timeout(Duration::from_secs(20), async {
        loop {
            let (status, page) = get(&base, "metrics").await;
            assert_eq!(status, 200);
            if page.contains("crampbot_deliveries_total{kind=\"arrived\"}") {
                return page;
            }
        }
    });
    let page = page.await.unwrap();
    for (series, least) in [
        ("crampbot_turn_seconds_count", 1.0),
        ("crampbot_commit_seconds_count", 1.0),
        ("crampbot_polls_total{kind=\"arrived\"}", 1.0),
        ("crampbot_polls_total{kind=\"failed\"}", 1.0),
        ("crampbot_deliveries_total{kind=\"arrived\"}", 1.0),
        ("crampbot_deliveries_total{kind=\"unreachable\"}", 1.0),
        ("crampbot_errors_total{kind=\"run\",level=\"warn\"}", 1.0),
        ("crampbot_store_bytes{kind=\"content\"}", 1.0),
        ("crampbot_disk_free_bytes", 1.0),
        ("crampbot_outbox_messages{kind=\"live\"}", 0.0),
        ("crampbot_outbox_messages{kind=\"reminder\"}", 0.0),
        ("crampbot_timers{kind=\"set\"}", 0.0),
        ("crampbot_timers{kind=\"due\"}", 0.0),
        ("crampbot_poll_age_seconds", 0.0),
        ("crampbot_backup_timestamp_seconds", 0.0),
    ] {
        assert!(value(&page, series) >= least, "{series} in\n{page}");
    }
    let id = anna.id().to_string();
    for secret in ["Annabellissima", "zebrafinch", "calf", bench.tg.token().as_str(), &id] {
        assert!(!page.contains(secret), "{secret} in\n{page}");
    }
    bench.ends_well(&bot).await;
}

/// Whoever connects and says nothing is hung up on, and keeps nobody else from being served for long.
#[tokio::test]
async fn connections_that_say_nothing_are_closed() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = BotProcess::spawn(bench.command().args(["--metrics", "127.0.0.1:0"]));
    let line = bot.logs("metrics on ").await;
    let base = line.split_once("metrics on ").unwrap().1.trim_end_matches("/metrics").to_owned();
    anna.says("/cramp");
    anna.expects_screen().await;
    let address = base.trim_start_matches("http://").to_owned();
    let mut silent = Vec::new();
    for _ in 0..200 {
        silent.push(tokio::net::TcpStream::connect(&address).await.unwrap());
    }
    // Those that are served: the others wait to be, and are none of the bot's yet.
    for stream in &mut silent[..32] {
        let mut byte = [0];
        assert_eq!(tokio::io::AsyncReadExt::read(stream, &mut byte).await.unwrap_or(0), 0);
    }
    let descriptors = std::fs::read_dir(format!("/proc/{}/fd", bot.id())).unwrap().count();
    assert!(descriptors < 120, "{descriptors} descriptors");
    drop(silent);
    assert_eq!(get(&base, "healthz").await.0, 200);
    bench.ends_well(&bot).await;
}

#[tokio::test]
async fn an_address_that_is_taken_ends_the_start() {
    let bench = Bench::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let bot = BotProcess::spawn(bench.command().args(["--metrics", &address]));
    bot.exits_with(1).await;
    assert!(bot.stderr().iter().any(|line| line.contains("metrics cannot be served")));
}
