//! Starting: into trouble it says what is wrong and how to mend it, and leaves everything as it was.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::bench::{Bench, state_of, words};
use crate::botapi::{BotProcess, Fault};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Ends with a failure that says all of this, without a panic.
async fn fails_saying(bot: &BotProcess, parts: &[&str]) {
    bot.exits_with(1).await;
    let said = bot.stderr().join("\n");
    for part in parts {
        assert!(said.contains(part), "{part:?} is missing in\n{said}");
    }
    assert!(!said.contains("panicked") && !said.contains("a bug was hit"), "{said}");
}

#[tokio::test]
async fn a_second_process_on_the_same_store() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let first = bench.start();
    anna.says("cramp in my calf");
    anna.expects_screen().await;
    bench.tg.acknowledged().await;
    let polls = bench.tg.calls("getUpdates").len();
    let second = bench.start();
    fails_saying(&second, &["in use by another process", "--data"]).await;
    // It did not even talk to Telegram.
    assert_eq!(bench.tg.calls("getUpdates").len(), polls);
    anna.says("hello?");
    anna.expects_screen().await.has(&words("gate-ask"));
    bench.ends_well(&first).await;
}

/// What can become of a database file.
const DAMAGES: [fn(&mut Vec<u8>); 3] =
    [|bytes| bytes.clear(), |bytes| bytes.truncate(1000), |bytes| bytes[64..64 << 10].fill(0xa5)];

fn damage(bench: &Bench, how: fn(&mut Vec<u8>)) {
    let database = bench.data().join("db");
    let mut bytes = fs::read(&database).unwrap();
    how(&mut bytes);
    fs::write(&database, &bytes).unwrap();
}

/// Refused at every start, not only at the first one; and what is written meanwhile waits.
#[tokio::test]
async fn a_corrupt_store() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.start();
    anna.says("cramp in my calf");
    anna.expects_screen().await;
    bench.ends_well(&bot).await;
    let backup = tempfile::tempdir().unwrap();
    copy(&bench.data(), backup.path());
    anna.says("is anybody there?");
    for how in DAMAGES {
        damage(&bench, how);
        for _ in 0..2 {
            fails_saying(&bench.start(), &["cannot be read", "backup"]).await;
        }
        fs::remove_dir_all(bench.data()).unwrap();
        copy(backup.path(), &bench.data());
    }
    assert_eq!(bench.tg.updates_unacknowledged().len(), 1);
    let bot = bench.start();
    anna.expects_screen().await.has(&words("gate-ask"));
    bench.ends_well(&bot).await;
}

#[tokio::test]
async fn broken_dialogues() {
    let bench = Bench::new();
    let folder = tempfile::tempdir().unwrap();
    let dialogues = folder.path().join("dialogues");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogues"), &dialogues);
    let edit = |file: &str, from: &str, to: &str| {
        let path = dialogues.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from:?} is not in {file}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    };
    edit("bot.toml", "start = \"cramp.start\"", "start = \"cramp.strat\"");
    edit("en/engine.ftl", "unknown-command = ", "unknown-commando = ");
    fs::write(dialogues.join("broken.toml"), "[[step]\nid = ").unwrap();
    let data = bench.data();
    let bot = BotProcess::spawn(bench.command().arg("--dialogues").arg(&dialogues));
    fails_saying(&bot, &["hint: ", "problems; nothing was started"]).await;
    let said = bot.stderr();
    let at = |file: &str| said.iter().find(|line| line.contains(&format!(" {file}:")));
    for file in ["bot.toml", "broken.toml"] {
        let line = at(file).unwrap_or_else(|| panic!("{file} is not named in {said:#?}"));
        let place = line.split(": ").next().unwrap();
        let numbers = place.split(':').skip(1).filter(|part| part.parse::<usize>().is_ok());
        assert_eq!(numbers.count(), 2, "line and column in {line}");
    }
    assert!(said.iter().any(|line| line.contains("unknown-command")), "{said:#?}");
    assert!(!data.exists(), "nothing was started");
    assert_eq!(bench.tg.all_calls().len(), 0);
}

#[tokio::test]
async fn missing_dialogues() {
    let bench = Bench::new();
    let bot = BotProcess::spawn(bench.command().args(["--dialogues", "/nowhere/at/all"]));
    fails_saying(&bot, &["/nowhere/at/all", "dialogues folder"]).await;
}

#[tokio::test]
async fn a_store_that_cannot_be_made() {
    let bench = Bench::new();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "not a folder").unwrap();
    let bot = BotProcess::spawn(bench.tg.bot_command().arg("--data").arg(file.join("store")));
    fails_saying(&bot, &["the store failed"]).await;
    let bot = BotProcess::spawn(bench.tg.bot_command().arg("--data").arg(folder.path()));
    fails_saying(&bot, &["holds other files"]).await;
}

#[tokio::test]
async fn a_wrong_token() {
    for token in ["110201543:AAwrong_secret", "no-token-at-all", "1:x/../y z?&#\u{e9}"] {
        let bench = Bench::new();
        let bot = BotProcess::spawn(bench.command().env("TELOXIDE_TOKEN", token));
        fails_saying(&bot, &["does not accept the token", "@BotFather"]).await;
        let said = [bot.stderr(), bot.stdout()].concat().join("\n");
        assert!(!said.contains(token) && !said.contains("wrong_secret"), "{said}");
    }
}

#[tokio::test]
async fn no_token_and_no_address() {
    let bench = Bench::new();
    let bot = BotProcess::spawn(bench.command().arg("run").env("TELOXIDE_TOKEN", " "));
    fails_saying(&bot, &["there is no token", "@BotFather"]).await;
    let bot = BotProcess::spawn(bench.command().env("TELOXIDE_API_URL", "telegram.org"));
    fails_saying(&bot, &["telegram.org", "https://api.telegram.org"]).await;
}

/// A token that is withdrawn while the bot runs ends it; what was written waits.
#[tokio::test]
async fn a_token_withdrawn() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.start();
    anna.says("cramp in my calf");
    anna.expects_screen().await;
    bench.tg.fault(Fault::refused(401, "Unauthorized").on("sendMessage"));
    bench.tg.fault(Fault::refused(401, "Unauthorized").on("getMe"));
    anna.says("hello?");
    fails_saying(&bot, &["does not accept the token"]).await;
    let bot = bench.start();
    anna.expects_screen().await.has(&words("gate-ask"));
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), 2, "{}", bench.tg.transcript());
}

/// One refusal may be anybody's on the way: it ends nothing, and what was refused arrives.
#[tokio::test]
async fn a_token_refused_by_mistake() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.starts().await;
    for (code, method) in [(401, "sendMessage"), (404, "sendMessage"), (401, "getUpdates")] {
        let fault = bench.tg.fault(Fault::refused(code, "said by a proxy").on(method));
        anna.says("/sources");
        anna.expects_screen().await.has(&words("sources-text"));
        bench.tg.fault_met(fault, 1).await;
    }
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), 3, "{}", bench.tg.transcript());
    let said = bot.stderr().join("\n");
    assert!(!said.contains("said by a proxy"), "what is said from outside is not logged: {said}");
}

/// Compose files set what is not given to nothing.
#[tokio::test]
async fn empty_settings_count_as_not_given() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let mut command = bench.command();
    for name in [
        "METRICS",
        "BACKUP_HOURS",
        "BACKUP_KEEP",
        "DISK_RESERVE",
        "FLOOD_LIMIT",
        "REMINDER_RATE",
        "DIALOGUES",
        "BACKUPS",
        "NO_PICTURES",
    ] {
        command.env(format!("CRAMPBOT_{name}"), if name == "METRICS" { "" } else { " " });
    }
    let bot = BotProcess::spawn(&mut command);
    anna.says("cramp in my calf");
    anna.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
}

#[tokio::test]
async fn settings_that_cannot_be_say_what_can() {
    for (name, value, said) in [
        ("--metrics", "localhost:9464", "such as 127.0.0.1:9464"),
        ("--backup-hours", "-1", "-1 is not in"),
        ("--flood-limit", "-1", "-1 is not in"),
        ("--reminder-rate", "0", "zero"),
    ] {
        let bench = Bench::new();
        let bot = BotProcess::spawn(bench.command().args([name, value]));
        bot.exits_with(2).await;
        let all = bot.stderr().join("\n");
        assert!(all.contains(said) && all.contains(name), "{all}");
    }
}

#[tokio::test]
async fn no_network_at_first() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    bench.tg.stop();
    anna.says("cramp in my calf");
    let bot = bench.start();
    bot.logs("trying again until it works").await;
    bench.tg.restart();
    anna.expects_screen().await.has(&words("first-calf"));
    bot.logs("connected to Telegram").await;
    bench.ends_well(&bot).await;
}

#[tokio::test]
async fn a_webhook_is_taken_away_and_what_waits_is_kept() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let base = format!("{}/bot{}", bench.tg.url(), bench.tg.token());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let hook = http.post(format!("{base}/setWebhook"));
    // Nobody listens at that port.
    hook.json(&json!({"url": "http://127.0.0.1:9/hook"})).send().await.unwrap();
    anna.says("cramp in my calf");
    let bot = bench.start();
    anna.expects_screen().await.has(&words("first-calf"));
    bot.logs("a webhook was set").await;
    bench.ends_well(&bot).await;
    let removed = bench.tg.calls("deleteWebhook");
    assert_eq!(removed.len(), 1);
    assert_ne!(removed[0].params.get("drop_pending_updates"), Some(&json!(true)));
}

#[tokio::test]
async fn another_program_with_the_same_token() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.start();
    bench.tg.called("getUpdates", 1).await;
    let base = format!("{}/bot{}", bench.tg.url(), bench.tg.token());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let other = http.post(format!("{base}/getUpdates")).json(&json!({"timeout": 0}));
    assert!(other.send().await.unwrap().status().is_success());
    bot.logs("another program polls with the same token").await;
    anna.says("cramp in my calf");
    anna.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
    assert_eq!(state_of(&bench.store(), &anna).at.as_deref(), Some("cramp.gate"));
}
