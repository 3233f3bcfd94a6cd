//! Nobody's words or name, and never the token, in what the program prints or keeps.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::bench::{Bench, taps};
use crate::botapi::{BotProcess, Fault, User};

/// Words that occur nowhere else.
const CANARIES: [&str; 8] = [
    "Kanarienvogel",
    "Zeisig",
    "wellensittich_x",
    "Nymphensittich",
    "Distelfink",
    "Goldammer",
    "Rotkehlchen",
    "+41441234567",
];

#[tokio::test]
async fn neither_words_nor_names_nor_the_token_are_printed_or_kept() {
    let bench = Bench::with_pictures();
    let tg = &bench.tg;
    let bot = BotProcess::spawn(bench.command().env("RUST_LOG", "trace"));
    let anna = tg.user(CANARIES[0]).surname(CANARIES[1]).username(CANARIES[2]).lang("en");
    let said = anna.says(&format!("cramp in my calf, says {}", CANARIES[3]));
    let gate = anna.expects_screen().await;
    anna.edits(&said, &format!("cramp in my calf at night, {}", CANARIES[4]));
    anna.sends_photo(CANARIES[5]);
    anna.sends_document(&format!("{}.pdf", CANARIES[6]), "");
    anna.shares_contact(CANARIES[7]);
    anna.presses_data(gate.message_id, &format!("1~{}~x", CANARIES[3]));
    taps(&anna, &gate, "no");
    anna.says(&format!("/{} {}", CANARIES[2], CANARIES[3]));
    anna.says(&format!("/remind 22:30 {}", CANARIES[4]));
    tg.acknowledged().await;
    // Trouble of every kind, as that is when programs talk.
    let faults = [
        Fault::server_error(502),
        Fault::refused(500, "Internal Server Error"),
        Fault::reset_before_applying(),
        Fault::closed_after_applying(),
        Fault::too_many_requests(1),
        Fault::bad_request("can't parse entities"),
        Fault::blocked(),
    ];
    for fault in faults {
        let fault = tg.fault(fault.on("sendMessage"));
        anna.says(CANARIES[3]);
        tg.fault_met(fault, 1).await;
    }
    for fault in [Fault::server_error(502), Fault::closed_after_applying()] {
        let fault = tg.fault(fault.on("getUpdates"));
        anna.says(CANARIES[4]);
        tg.fault_met(fault, 1).await;
    }
    tg.acknowledged().await;
    tg.stop();
    bot.logs("trying again until it works").await;
    tg.restart();
    anna.says("/history");
    tg.acknowledged().await;
    bot.terminate();
    bot.exits_with(0).await;

    let printed = [bot.stdout(), bot.stderr()].concat();
    assert!(printed.len() > 3, "{printed:#?}");
    let token = tg.token();
    let secret = token.split(':').nth(1).unwrap();
    for line in &printed {
        let told = CANARIES.iter().chain([&secret]).find(|word| line.contains(**word));
        assert!(told.is_none(), "{told:?} in {line}");
        // Lines of libraries hold what is kept, in figures, and addresses.
        assert!(line.contains(" crampbot::"), "a line that is not ours: {line}");
    }
    for entry in fs::read_dir(bench.data()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        if entry.file_type().unwrap().is_dir() {
            assert_eq!(mode, 0o700, "{entry:?}");
            continue;
        }
        assert_eq!(mode, 0o600, "{entry:?}");
        let bytes = fs::read(entry.path()).unwrap();
        for word in CANARIES.iter().chain([&secret]) {
            let found = bytes.windows(word.len()).any(|window| window == word.as_bytes());
            assert!(!found, "{word} in {entry:?}");
        }
    }
    let folder = fs::metadata(bench.data()).unwrap().permissions().mode() & 0o777;
    assert_eq!(folder, 0o700);
}

/// Lines at trace level while many people write and everything fails now and then. A million of them:
/// `CRAMPBOT_TEST_LINES=1000000 cargo test --release --test telegram privacy`.
#[tokio::test]
async fn not_in_all_that_is_logged_at_trace_level() {
    let wanted = std::env::var("CRAMPBOT_TEST_LINES").map_or(3_000, |lines| lines.parse().unwrap());
    let bench = Bench::new();
    let tg = &bench.tg;
    let mut command = bench.command();
    let bot =
        BotProcess::spawn(command.env("RUST_LOG", "trace").args(["--metrics", "127.0.0.1:0"]));
    let people: Vec<User> = (0..50)
        .map(|_| tg.user(CANARIES[0]).surname(CANARIES[1]).username(CANARIES[2]).lang("en"))
        .collect();
    let texts =
        ["cramp in my calf", "/history", "it hurts in the foot at night", "/remind 22:30", "7"];
    for round in 0.. {
        for (index, person) in people.iter().enumerate() {
            person.says(&format!("{} {}", texts[(round + index) % texts.len()], CANARIES[3]));
            person.says(CANARIES[4 + index % 3]);
        }
        if round % 10 == 0 {
            tg.fault(Fault::server_error(502).on("sendMessage"));
            tg.fault(Fault::bad_request("can't parse entities").on("sendMessage"));
            tg.fault(Fault::closed_after_applying().on("getUpdates"));
        }
        tg.acknowledged().await;
        if bot.lines() >= wanted {
            break;
        }
    }
    bot.terminate();
    bot.exits_with(0).await;
    let lines = [bot.stdout(), bot.stderr()].concat();
    let token = tg.token();
    let secrets = CANARIES.iter().copied().chain(token.split(':').nth(1));
    for secret in secrets {
        let told = lines.iter().find(|line| line.contains(secret));
        assert!(told.is_none(), "{secret} in {told:?}");
    }
    println!("figures: {} lines, none of the {} secrets in them", lines.len(), CANARIES.len() + 1);
}

/// A start that fails prints neither, whatever it is asked to log.
#[tokio::test]
async fn a_start_that_fails_tells_no_secrets() {
    let bench = Bench::new();
    let secret = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
    let attempts: [(&str, &str); 4] = [
        ("TELOXIDE_API_URL", "http://127.0.0.1:9"),
        ("TELOXIDE_API_URL", "not an address"),
        ("TELOXIDE_API_URL", "http://"),
        ("HTTP_PROXY", "http://127.0.0.1:9"),
    ];
    for (name, value) in attempts {
        let mut command = bench.command();
        command.env("TELOXIDE_TOKEN", secret).env("RUST_LOG", "trace").env(name, value);
        let bot = BotProcess::spawn(&mut command);
        bot.logs("crampbot").await;
        if name != "HTTP_PROXY" && !value.starts_with("http") {
            bot.exits_with(1).await;
        } else {
            bot.terminate();
            bot.exits().await;
        }
        let printed = [bot.stdout(), bot.stderr()].concat().join("\n");
        assert!(!printed.contains("AAHdqTcv"), "{name}={value}: {printed}");
    }
}
