//! How easy the words are to read, and whether translations keep up: in the shipped folder, and in copies of it with
//! one thing changed.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crampbot::dialogue::problem::Problem;
use crampbot::dialogue::readability;
use crampbot::library::Folder;

/// A copy of the shipped dialogues that a test may change.
pub(crate) struct Copy(tempfile::TempDir);

impl Copy {
    pub(crate) fn new() -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        copy_into(&Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogues"), copy.0.path());
        copy
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    /// Replaces a piece of a file that stands there once.
    pub(crate) fn change(&self, file: &str, old: &str, new: &str) {
        let text = std::fs::read_to_string(self.path(file)).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{old} in {file}");
        std::fs::write(self.path(file), text.replace(old, new)).unwrap();
    }

    /// The line that a message begins in, from 1.
    fn line(&self, file: &str, start: &str) -> usize {
        let text = std::fs::read_to_string(self.path(file)).unwrap();
        1 + text.lines().position(|line| line.starts_with(start)).unwrap()
    }

    /// What is wrong with the words and with their translations.
    fn problems(&self) -> Vec<Problem> {
        let folder = Folder::read(self.0.path()).unwrap();
        let (script, found) = folder.compile();
        assert_eq!(found, [], "it can still be served");
        let script = script.unwrap();
        [readability::check(&script), folder.translations(&script).check()].concat()
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crampbot"));
        command.args(args).arg("--dialogues").arg(self.0.path()).env_remove("RUST_LOG");
        command.output().unwrap()
    }
}

fn copy_into(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        if path.is_dir() {
            std::fs::create_dir(to.join(&name)).unwrap();
            copy_into(&path, &to.join(name));
        } else {
            std::fs::copy(path, to.join(name)).unwrap();
        }
    }
}

fn places(problems: &[Problem]) -> Vec<(&str, String)> {
    problems.iter().map(|problem| (problem.code, problem.place.to_string())).collect()
}

#[test]
fn shipped_advice_is_easy_to_read_and_its_translations_are_up_to_date() {
    assert_eq!(Copy::new().problems(), []);
}

#[test]
fn every_message_of_advice_is_measured_in_every_language() {
    let (script, _) = Folder::embedded().compile();
    let script = script.unwrap();
    let rows = readability::measure(&script);
    let blocks = script.blocks.iter().filter(|block| block.advice);
    for line in blocks.flat_map(|block| &block.lines) {
        for language in script.words.languages() {
            let measured = rows.iter().filter(|row| row.id == line.say && row.language == language);
            assert_eq!(measured.count(), 1, "{} in {language}", line.say);
        }
    }
    let scored = rows.iter().filter(|row| row.score.is_some()).count();
    assert!(scored * 10 > rows.len() * 8, "{scored} of {} are long enough", rows.len());
}

#[test]
fn a_changed_sentence_makes_its_two_translations_stale() {
    let copy = Copy::new();
    copy.change(
        "en/cards.ftl",
        "dont-hand = <b>Do not</b> force",
        "dont-hand = <b>Do not</b> ever force",
    );
    let expected = ["es", "ru"].map(|language| {
        let file = format!("{language}/cards.ftl");
        ("T001", format!("{file}:{}:1", copy.line(&file, "dont-hand =")))
    });
    assert_eq!(places(&copy.problems()), expected);
}

#[test]
fn each_mistake_is_reported_where_it_is() {
    /// A code, the file, and the start of the line it is reported at.
    type Found = (&'static str, &'static str, &'static str);
    // A file, what is changed in it, and what is found then.
    let rows: [(&str, &str, &str, &[Found]); 11] = [
        // Remarks and line breaks are no new wording.
        ("en/cards.ftl", "# Hold\n", "# Hold on\n# and on\n", &[]),
        ("en/cards.ftl", "dont-hand = ", "dont-hand =\n    ", &[]),
        (
            "en/cards.ftl",
            "reassurance = Keep breathing.",
            "reassurance = Immediately discontinue participation, preferably hyperextending the contralateral extremity.",
            &[
                ("R002", "en/cards.ftl", "reassurance ="),
                ("T001", "es/cards.ftl", "reassurance ="),
                ("T001", "ru/cards.ftl", "reassurance ="),
            ],
        ),
        (
            "ru/cards.ftl",
            "after-all = Хочется пить?",
            "after-all = Непродолжительное обезвоживание сопровождается повышенной утомляемостью.",
            &[("R002", "ru/cards.ftl", "after-all ="), ("T006", "ru/cards.ftl", "after-all =")],
        ),
        (
            "ru/cards.ftl",
            "first-leg = Выпрямите колено.",
            "first-leg = Выпрямите колено. И ещё раз, и ещё, и ещё, и ещё, и ещё, и ещё, и ещё.",
            &[("R003", "ru/cards.ftl", "first-leg ="), ("T006", "ru/cards.ftl", "first-leg =")],
        ),
        ("bot.toml", "es = { formula", "pt = { formula", &[("R001", "bot.toml", "# What all")]),
        ("ru/reviewed.toml", "dont-foot = ", "# ", &[("T002", "ru/cards.ftl", "dont-foot =")]),
        (
            "ru/reviewed.toml",
            "dont-neck = ",
            "dont-necks = \"00000000\"\ndont-neck = ",
            &[("T003", "ru/reviewed.toml", "dont-necks =")],
        ),
        (
            "ru/reviewed.toml",
            "dont-jaw = \"",
            "dont-jaw = \"0",
            &[("T001", "ru/cards.ftl", "dont-jaw =")],
        ),
        (
            "ru/sources.ftl",
            "source-blyton2012nondrug =",
            "sources-blyton2012nondrug =",
            &[
                ("T003", "ru/reviewed.toml", "source-blyton2012nondrug ="),
                ("T005", "sources.bib", "% The evidence"),
            ],
        ),
        (
            "sources.bib",
            "Eight small studies with 576 pregnant women",
            "Nine small studies with 576 pregnant women",
            &[
                ("T001", "es/sources.ftl", "source-luo2020pregnancy ="),
                ("T001", "ru/sources.ftl", "source-luo2020pregnancy ="),
            ],
        ),
    ];
    let copy = Copy::new();
    for (file, old, new, _) in rows {
        copy.change(file, old, new);
    }
    let expected = rows.iter().flat_map(|(_, _, _, found)| *found);
    let mut expected: Vec<_> = expected
        .map(|(code, file, start)| (*code, format!("{file}:{}:1", copy.line(file, start))))
        .collect();
    let problems = copy.problems();
    let mut found = places(&problems);
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_hard_message_is_told_what_makes_it_hard() {
    let copy = Copy::new();
    let long = "Discontinue all activities immediately and systematically investigate alternatives";
    copy.change(
        "en/cards.ftl",
        "reassurance = Keep breathing.",
        &format!("reassurance = Stop. {long}."),
    );
    let problems = copy.problems();
    let hint = &problems[0].hint;
    assert!(hint.contains(long), "{hint}");
    assert!(
        hint.contains("immediately, systematically") || hint.contains("systematically"),
        "{hint}"
    );
}

#[test]
fn unreadable_stamps_are_one_mistake_and_everything_waits() {
    let copy = Copy::new();
    std::fs::write(copy.path("es/reviewed.toml"), "first-calf = 12").unwrap();
    let problems = copy.problems();
    let count = |code| problems.iter().filter(|problem| problem.code == code).count();
    assert_eq!(count("T004"), 1);
    assert_eq!(count("T004") + count("T002"), problems.len());
    assert!(count("T002") > 300, "{}", count("T002"));
}

#[test]
fn a_translator_sees_what_waits_and_stamps_what_was_compared() {
    let copy = Copy::new();
    copy.change(
        "en/cards.ftl",
        "dont-hand = <b>Do not</b> force",
        "dont-hand = <b>Do not</b> ever force",
    );
    copy.change("en/cards.ftl", "reassurance = Keep breathing.", "reassurance = Breathe on.");

    let shown = copy.run(&["reviewed", "ru"]);
    let text = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.status.success(), "{text}");
    for part in
        ["dont-hand", "ever force a finger", "Нельзя", "reassurance", "Breathe on.", "waiting: 2"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }

    let before = std::fs::read_to_string(copy.path("ru/reviewed.toml")).unwrap();
    assert!(!copy.run(&["reviewed", "ru", "dont-hand", "no-such"]).status.success());
    assert_eq!(std::fs::read_to_string(copy.path("ru/reviewed.toml")).unwrap(), before);

    assert!(copy.run(&["reviewed", "ru", "dont-hand"]).status.success());
    let stale = copy.problems();
    let left: Vec<&str> = stale.iter().map(|problem| problem.place.file.as_str()).collect();
    assert_eq!(left, ["es/cards.ftl", "es/cards.ftl", "ru/cards.ftl"]);

    for language in ["ru", "es"] {
        assert!(copy.run(&["reviewed", language, "--all"]).status.success());
    }
    assert_eq!(copy.problems(), []);
    assert!(!copy.run(&["reviewed", "en"]).status.success(), "English is not translated to");
}

#[test]
fn a_changed_translation_waits_to_be_compared_again() {
    let copy = Copy::new();
    copy.change("ru/cards.ftl", "dont-hand = ", "dont-hand = Да. ");
    assert_eq!(
        places(&copy.problems()),
        [("T006", format!("ru/cards.ftl:{}:1", copy.line("ru/cards.ftl", "dont-hand =")))]
    );
    assert!(copy.run(&["reviewed", "ru", "dont-hand"]).status.success());
    assert_eq!(copy.problems(), []);
}

#[test]
fn a_stamp_of_the_original_alone_still_counts_and_is_completed() {
    let copy = Copy::new();
    let read = || std::fs::read_to_string(copy.path("ru/reviewed.toml")).unwrap();
    let both = read();
    let line = both.lines().find(|line| line.starts_with("dont-hand = ")).unwrap();
    let (original, _) = line.split_once('-').and_then(|_| line.rsplit_once('-')).unwrap();
    copy.change("ru/reviewed.toml", line, &format!("{original}\""));
    assert_eq!(copy.problems(), []);
    assert!(copy.run(&["reviewed", "ru", "dont-jaw"]).status.success());
    assert_eq!(read(), both);
}

#[test]
fn the_bot_starts_with_a_stale_translation_and_says_so() {
    let copy = Copy::new();
    copy.change(
        "en/cards.ftl",
        "dont-hand = <b>Do not</b> force",
        "dont-hand = <b>Do not</b> ever force",
    );
    let data = tempfile::tempdir().unwrap();
    let output = copy.run(&["chat", "--data", &data.path().to_string_lossy()]);
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{log}");
    assert!(log.contains("translations not up to date: 2"), "{log}");
}
