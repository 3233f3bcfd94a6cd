//! `crampbot backup` and `crampbot restore`, as an operator uses them.

use std::fs;
use std::process::{Command, Output};

use crampbot::store::SledStore;

use crate::bench::{Bench, state_of, taps, words};
use crate::botapi::BotProcess;

fn crampbot(bench: &Bench, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crampbot"));
    command.args(arguments).arg("--data").arg(bench.data()).env_remove("RUST_LOG");
    command.output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

#[tokio::test]
async fn a_day_with_a_broken_disk() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.start();
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    gate.has(&words("gate-ask"));

    let held = crampbot(&bench, &["backup"]);
    assert_eq!(held.status.code(), Some(1));
    assert!(said(&held).contains("takes its own backups"), "{}", said(&held));
    bench.ends_well(&bot).await;

    let taken = crampbot(&bench, &["backup"]);
    assert!(taken.status.success(), "{}", said(&taken));
    assert_eq!(fs::read_dir(bench.data().join("backups")).unwrap().count(), 1);
    let refused = crampbot(&bench, &["restore"]);
    assert!(said(&refused).contains("--replace") && !refused.status.success());

    // The disk breaks; the bot says what to do, and that works as it stands.
    fs::write(bench.data().join("db"), [0x5a; 9_000]).unwrap();
    let bot = bench.start();
    bot.exits_with(1).await;
    let told = bot.stderr();
    let way_back = told.iter().find_map(|line| line.strip_prefix("To restore it: ")).unwrap();
    let program = env!("CARGO_BIN_EXE_crampbot");
    let restored = Command::new("sh")
        .args(["-c", &way_back.replacen("crampbot", &format!("exec {program:?}"), 1)])
        .output()
        .unwrap();
    assert!(restored.status.success(), "{way_back}: {}", said(&restored));
    assert!(said(&restored).contains("what was there before"), "{}", said(&restored));

    let bot = bench.start();
    taps(&anna, &gate, "no");
    anna.expects_screen().await;
    bench.ends_well(&bot).await;
    assert_ne!(state_of(&bench.store(), &anna).at.as_deref(), Some("cramp.gate"));
}

/// Nothing is taken that could not be kept, and nothing is lost.
#[tokio::test]
async fn a_disk_that_is_nearly_full() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("cramp in my calf");
    let bot = BotProcess::spawn(bench.command().args(["--disk-reserve", "1000000000"]));
    bot.logs("nearly full").await;
    bot.kill9();
    assert_eq!(bench.tg.updates_unacknowledged().len(), 1);
    let bot = bench.start();
    anna.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
}

#[test]
fn commands_that_cannot_work_say_why() {
    let bench = Bench::new();
    let nothing = crampbot(&bench, &["restore"]);
    assert!(!nothing.status.success() && said(&nothing).contains("there is no backup in"));
    let missing = crampbot(&bench, &["restore", "/nowhere/at.all"]);
    assert!(!missing.status.success() && said(&missing).contains("/nowhere/at.all"));
    let nothing = crampbot(&bench, &["backup"]);
    assert!(!nothing.status.success() && said(&nothing).contains("there is no store in"));
    assert!(!bench.data().exists(), "nothing was made");

    drop(SledStore::open(&bench.data()).unwrap());
    let taken = crampbot(&bench, &["backup", "--to", &bench.data().join("mine").to_string_lossy()]);
    assert!(taken.status.success(), "{}", said(&taken));
    fs::remove_file(bench.data().join("db")).unwrap();
    let lost = crampbot(&bench, &["backup"]);
    assert!(said(&lost).contains("restore --data"), "{}", said(&lost));
    let file = fs::read_dir(bench.data().join("mine")).unwrap().next().unwrap().unwrap().path();
    let restored = crampbot(&bench, &["restore", &file.to_string_lossy()]);
    assert!(restored.status.success(), "{}", said(&restored));
}

/// What a person gets by /export, the operator gets by `crampbot export`, and it can be read back.
#[tokio::test]
async fn everything_of_a_person_comes_out_and_goes_in_again() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.start();
    anna.says("cramp in my calf at night");
    anna.expects_screen().await;
    anna.says("/export");
    anna.expects(&words("export-text")).await;
    let mut files =
        [anna.expects_file().await, anna.expects_file().await].map(|it| it.file.unwrap());
    files.sort_by(|one, other| other.name.cmp(&one.name));
    let [json, csv] = files;
    assert_eq!((json.kind.as_str(), json.name.as_str()), ("document", "my-cramps.json"));
    assert_eq!((csv.kind.as_str(), csv.name.as_str()), ("document", "my-cramps.csv"));
    assert!(String::from_utf8_lossy(&csv.bytes).contains("calf,,night"), "{csv:?}");
    let busy = crampbot(&bench, &["export", "--user", "77"]);
    assert!(!busy.status.success() && busy.stdout.is_empty());
    assert!(said(&busy).contains("the bot is running") && said(&busy).contains("crampbot restore"));
    bench.ends_well(&bot).await;

    let user = anna.id().to_string();
    let printed = crampbot(&bench, &["export", "--user", &user]);
    assert!(printed.status.success(), "{}", said(&printed));
    assert_eq!(printed.stdout, *json.bytes);
    let table = crampbot(&bench, &["export", "--user", &user, "--csv"]);
    assert_eq!(table.stdout, *csv.bytes);

    let file = bench.data().join("export.json");
    fs::write(&file, &printed.stdout).unwrap();
    let file = file.to_str().unwrap();
    let refused = crampbot(&bench, &["import", file, "--user", &user]);
    assert!(!refused.status.success() && said(&refused).contains("--replace"));
    let read = crampbot(&bench, &["import", file, "--user", "77"]);
    assert!(read.status.success() && said(&read).contains("1 records"), "{}", said(&read));
    let again = crampbot(&bench, &["export", "--user", "77"]);
    assert_eq!(again.stdout, printed.stdout);
    let nobody = crampbot(&bench, &["export", "--user", "-5"]);
    assert!(said(&nobody).contains("nothing is kept of -5"), "{}", said(&nobody));
}

/// A long history on a slow line must not keep somebody in pain waiting.
#[tokio::test]
async fn no_answer_waits_for_a_file() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.start();
    let hold = bench.tg.hold("sendDocument");
    anna.says("/export");
    anna.expects(&words("export-text")).await;
    anna.says("cramp in my calf");
    anna.expects(&words("first-calf")).await;
    hold.release();
    let names = [anna.expects_file().await, anna.expects_file().await];
    let mut names = names.map(|screen| screen.file.unwrap().name);
    names.sort();
    assert_eq!(names, ["my-cramps.csv", "my-cramps.json"]);
    bench.ends_well(&bot).await;
}

/// The page for the doctor is set apart from the turns, and nobody waits for it.
#[tokio::test]
async fn a_page_for_the_doctor_arrives_as_a_file() {
    let bench = Bench::new();
    let anna = bench.tg.user("Anna").lang("en");
    let bot = bench.start();
    anna.says("cramp in my calf at night");
    anna.expects_screen().await;
    let hold = bench.tg.hold("sendDocument");
    anna.says("/report");
    anna.expects(&words("report-text")).await;
    anna.says("/help");
    anna.expects(&words("help-text")).await;
    hold.release();
    let screen = anna.expects_file().await;
    screen.has(&words("report-caption"));
    let file = screen.file.unwrap();
    assert_eq!((file.kind.as_str(), file.name.as_str()), ("document", "cramps-for-the-doctor.pdf"));
    assert!(file.bytes.starts_with(b"%PDF-") && file.bytes.len() < 200_000);
    bench.ends_well(&bot).await;
}

/// Where there are backups there was a store. An empty one would answer people as if they were new, and
/// its own backups would take the place of theirs.
#[tokio::test]
async fn no_store_is_begun_beside_backups() {
    let bench = Bench::new();
    let kept = bench.data().with_extension("kept");
    let with_kept = |arguments: &[&str]| {
        crampbot(&bench, &[arguments, &["--backups", &kept.to_string_lossy()]].concat())
    };
    drop(SledStore::open(&bench.data()).unwrap());
    assert!(with_kept(&["backup"]).status.success());
    // The store's disk is not mounted.
    fs::remove_dir_all(bench.data()).unwrap();
    fs::create_dir(bench.data()).unwrap();
    let bot = BotProcess::spawn(bench.command().arg("--backups").arg(&kept));
    bot.exits_with(1).await;
    let told = bot.stderr().join("\n");
    for part in ["not started empty", "crampbot restore --data", "--backups", "To begin anew"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(fs::read_dir(bench.data()).unwrap().count(), 0, "nothing is made");
    // The newest, by its date, is damaged: the command that was printed takes the one before.
    let whole = fs::read_dir(&kept).unwrap().next().unwrap().unwrap().path();
    let mut bytes = fs::read(&whole).unwrap();
    bytes[27] += 1;
    fs::write(kept.join("crampbot-later.backup"), bytes).unwrap();
    let restored = with_kept(&["restore"]);
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(said(&restored).contains("later.backup is not a whole backup"), "{}", said(&restored));
    assert!(SledStore::open(&bench.data()).is_ok());

    // A second store's backups in the same folder: which one is wanted only a person knows.
    let other = bench.data().with_extension("other");
    let store = SledStore::open(&other).unwrap();
    let theirs = store.keeper().back_up(&kept, chrono::DateTime::UNIX_EPOCH).unwrap();
    let asked = with_kept(&["restore", "--replace"]);
    assert!(!asked.status.success());
    assert!(said(&asked).contains("several stores"), "{}", said(&asked));
    assert!(said(&asked).contains(&*theirs.file.to_string_lossy()), "{}", said(&asked));
}

#[tokio::test]
async fn a_folder_that_takes_no_backups_is_told_at_the_start() {
    let bench = Bench::new();
    drop(SledStore::open(&bench.data()).unwrap());
    let file = bench.data().join("notes.txt");
    fs::write(&file, "no folder").unwrap();
    let bot = BotProcess::spawn(bench.command().arg("--backups").arg(&file));
    bot.logs("no backups can be taken").await;
    bench.ends_well(&bot).await;
    // Nor does it hide what is worse.
    fs::write(bench.data().join("db"), [0x5a; 9_000]).unwrap();
    let told = crampbot(&bench, &["backup", "--backups", &file.to_string_lossy()]);
    assert!(said(&told).contains("cannot be read"), "{}", said(&told));
    assert!(said(&told).contains("crampbot restore --data"), "{}", said(&told));
}
