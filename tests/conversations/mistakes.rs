//! Mistakes of whoever writes the dialogues, each of which must be told: in the files, in the word lists, in what the
//! screens must have. Many are made at once, so that none may hide another.

use crampbot::dialogue::check::check;
use crampbot::dialogue::problem::Problem;
use crampbot::library::Folder;

use crate::rehearsal::shipped;
use crate::wording::Copy;

/// A file, what stands there, what stands there instead, the code, and a part of what is said of it.
type Mistake = (&'static str, &'static str, &'static str, &'static str, &'static str);

fn with(mistakes: &[Mistake]) -> Folder {
    mistakes.iter().fold(Folder::embedded(), |folder, (path, old, new, ..)| {
        let text = folder.file(path).unwrap();
        assert!(text.contains(old), "{path} has no {old}");
        let changed = text.replacen(old, new, 1);
        folder.with(path, changed)
    })
}

fn assert_told(mistakes: &[Mistake], problems: &[Problem]) {
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    for (path, _, new, code, said) in mistakes {
        let found = problems.iter().any(|it| it.code == *code && it.to_string().contains(said));
        assert!(found, "{path}: {new}: no {code} with {said} in\n{}", told.join("\n"));
    }
}

#[test]
fn mistakes_in_word_lists_and_structure_are_told() {
    let mistakes: &[Mistake] = &[
        (
            "en/heard.toml",
            "\n[place]\n",
            "\n[place]\nclaf = \"claf bit\"\n",
            "H012",
            "`claf` in [place]",
        ),
        (
            "en/heard.toml",
            "\n[place]\n",
            "\n[place]\nshoulder = \"shoulder\"\n",
            "H012",
            "`shoulder`",
        ),
        ("es/heard.toml", "\nthanks =", "\nthankz =", "H012", "did you mean `thanks`?"),
        (
            "es/heard.toml",
            "\n[word]\n",
            "\n[word]\nnumbb = \"zzz\"\n",
            "H012",
            "did you mean `numb`?",
        ),
        (
            "es/heard.toml",
            "\n[navigation]\n",
            "\n[navigation]\n",
            "H013",
            "[navigation] lacks `thanks`",
        ),
        ("ru/heard.toml", "\n[sign]\n", "\n[guard2]\n", "H013", "[sign] lacks"),
        ("heard.toml", "\nclot, ", "\nclut, ", "H014", "`clut` here, `clot` there"),
        ("heard.toml", "set = \"timing.rest\"", "set = \"timing.rets\"", "H012", "no value `rets`"),
        ("bot.toml", "\"999 / 112\"", "\"\"", "E033", "`` is no number"),
        ("bot.toml", "\"112 / 103\"", "\"112 / 1О3\"", "E033", "`О` is no part of a number"),
        ("bot.toml", "[\"nz\"]", "[\"nz\", \"au\"]", "E033", "`au` stands in two lists"),
        ("bot.toml", "[\"il\"]", "[]", "E033", "country `il` has no"),
        ("bot.toml", "after_seconds = 600", "after_seconds = -1", "E034", "rings after -1 s"),
        ("bot.toml", "after_seconds = 30", "after_seconds = 3", "E034", "rings after 3 s"),
        (
            "bot.toml",
            "[[nav]]",
            "[[timer]]\nid = \"idle\"\nafter_seconds = 99\ngo = \"cramp.now\"\n[[nav]]",
            "E034",
            "no step starts the timer `idle`",
        ),
        (
            "about.toml",
            "do = \"language_es\"",
            "do = \"language_ru\"",
            "E032",
            "speaks the language `es`",
        ),
        (
            "cramp.toml",
            "ask = \"timing-ask\"",
            "asks = \"timing-ask\"",
            "E003",
            "unknown field `asks`",
        ),
    ];
    let (_, problems) = with(mistakes).compile();
    assert_told(mistakes, &problems);
    // A key that means nothing does not make the step unknown that has it.
    assert!(problems.iter().all(|problem| problem.code != "E014"), "{problems:#?}");
}

#[test]
fn files_that_a_language_needs_are_missed() {
    let folder = Folder::embedded();
    let gone = ["es/heard.toml", "heard.toml", "es/clock.toml"];
    let folder = gone.iter().fold(folder, |folder, path| folder.without(path));
    let (_, problems) = folder.compile();
    for path in gone {
        let found = problems.iter().any(|it| it.code == "E031" && it.place.file == path);
        assert!(found, "{path}: {problems:#?}");
    }
}

#[test]
fn a_phrase_that_hides_a_sign_is_told() {
    let script = shipped();
    assert_eq!(Folder::embedded().hidden_signs(&script), []);
    let mistakes: &[Mistake] = &[
        (
            "en/heard.toml",
            "\n[silent]\n",
            "\n[silent]\na = \"chest pain\"\n",
            "H016",
            "`chest pain`",
        ),
        (
            "ru/heard.toml",
            "\n[silent]\n",
            "\n[silent]\na = \"боль в груди\"\n",
            "H016",
            "`боль в груди`",
        ),
        (
            "es/heard.toml",
            "\n[silent]\n",
            "\n[silent]\na = \"dolor en/de el pecho\"\n",
            "H016",
            "`dolor",
        ),
        (
            "en/heard.toml",
            "\n[no_sign]\n",
            "\n[no_sign]\na = \"my face is drooping\"\n",
            "H016",
            "`my face",
        ),
        (
            "en/heard.toml",
            "\npast = \"\"\"\n",
            "\npast = \"\"\"\ncant breathe,\n",
            "H016",
            "`cant breathe`",
        ),
        (
            "en/heard.toml",
            "\ngeneral = \"\"\"\n",
            "\ngeneral = \"\"\"\ncoughing up blood,\n",
            "H016",
            "`coughing",
        ),
    ];
    let folder = with(mistakes);
    let (script, problems) = folder.compile();
    assert_eq!(problems, []);
    assert_told(mistakes, &folder.hidden_signs(&script.unwrap()));
}

#[test]
fn what_safety_needs_cannot_be_taken_away() {
    let mistakes: &[Mistake] = &[
        (
            "cramp.toml",
            "when = \"place in [thigh_back, buttock, back]\"\nset = { sign = \"cauda_equina\" }",
            "when = \"place is back\"\nset = { sign = \"cauda_equina\" }",
            "P032",
            "sign `cauda_equina`",
        ),
        (
            "cramp.toml",
            "\"timing_line\", \"dont\",",
            "\"timing_line\",",
            "P032",
            "the block `dont`",
        ),
        (
            "safety.toml",
            "level in [now, today] or context has child_u3_fever\nor (place in",
            "level is now\nor (place in",
            "P023",
            "`first-calf`",
        ),
        (
            "cramp.toml",
            "\"first-abdomen\"\nstretch = false",
            "\"first-abdomen\"",
            "P023",
            "`first-abdomen`",
        ),
        (
            "cramp.toml",
            "[\"call_now\", \"emergency_card\"",
            "[\"emergency_card\", \"call_now\"",
            "P018",
            "cramp.now",
        ),
        (
            "cramp.toml",
            "clear = [\"sign\", \"outcome\"]\ngo = \"start\"",
            "clear = [\"outcome\"]\ngo = \"start\"",
            "P006",
            "leads back to the same screen",
        ),
        (
            "cramp.toml",
            "id = \"stroke\"\nset = { sign = \"stroke\" }",
            "id = \"stroke\"\nset = { sign = \"seizure\" }",
            "P017",
            "`gate-stroke`",
        ),
        (
            "cramp.toml",
            "[\"call_today\", \"today_card\"",
            "[\"call_today\", \"first_instruction\", \"today_card\"",
            "P022",
            "cramp.today",
        ),
        (
            "en/cards.ftl",
            "reassurance = Keep",
            "reassurance = Take 300 mg of magnesium. Keep",
            "P045",
            "`reassurance`",
        ),
        ("es/cards.ftl", "dont-hand = ", "dont-hand = Coma un plátano. ", "P045", "`dont-hand`"),
        ("ru/cards.ftl", "dont-jaw = ", "dont-jaw = { \"\" }\n# ", "P046", "`dont-jaw`"),
    ];
    let (script, problems) = with(mistakes).compile();
    assert_eq!(problems, []);
    let script = script.unwrap();
    assert_told(mistakes, &check(&script).problems);
}

#[test]
fn files_that_are_no_text_or_not_read_are_told_and_nothing_else() {
    let copy = Copy::new();
    let read = |file: &str| std::fs::read_to_string(copy.path(file)).unwrap();
    let marked = format!("\u{feff}{}", read("en/cards.ftl"));
    std::fs::write(copy.path("en/cards.ftl"), marked).unwrap();
    let (script, problems) = Folder::read(copy.folder()).unwrap().compile();
    assert_eq!(problems, [], "a byte order mark is nothing");
    assert!(script.is_some());

    std::fs::write(copy.path("es/cards.ftl"), read("es/cards.ftl").replace('\n', "\r")).unwrap();
    std::fs::write(copy.path("ru/cards.ftl"), b"dont = \xcd\xe5\n").unwrap();
    let merged = format!("<<<<<<< HEAD\n=======\n>>>>>>> main\n{}", read("bot.toml"));
    std::fs::write(copy.path("bot.toml"), merged).unwrap();
    std::fs::write(copy.path("en/more.FTL"), "a = b\n").unwrap();
    std::fs::write(copy.path("en/more.ftl.txt"), "a = b\n").unwrap();
    std::fs::write(copy.path("en/herd.toml"), "").unwrap();
    let (_, problems) = Folder::read(copy.folder()).unwrap().compile();
    let told: Vec<_> = problems.iter().map(|it| (it.code, it.place.file.as_str())).collect();
    let expected = [
        ("E037", "bot.toml"),
        ("E035", "en/herd.toml"),
        ("E035", "en/more.FTL"),
        ("E035", "en/more.ftl.txt"),
        ("E036", "es/cards.ftl"),
        ("E036", "ru/cards.ftl"),
    ];
    assert_eq!(told, expected);
}
