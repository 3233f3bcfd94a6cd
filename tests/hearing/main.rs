//! Hearing against the labelled corpora: figures are printed, targets asserted on the held half.
//!
//! - `tuned-*.tsv` may shape the word lists. The rounds among them were written without looking at the
//!   lists, scored once, and tuned on from then on.
//! - `held-*.tsv` is not tuned on. Its totals were seen after every change, and its author also wrote
//!   the lists.
//! - `fresh-*.tsv` is not tuned on either, and only its totals are looked at: every second line of round 14, drawn
//!   before anybody scored it, and the whole of round 16. These are the figures to expect of strangers. What was
//!   kept of earlier rounds has been released for tuning since, and is in `tuned-*`. From round 10 on the writers
//!   had seen the labels and no word list.
//! - `tail-*.tsv` is kept apart in the same way: a third of round 17 and a quarter of round 18, whose writers were asked
//!   for what others had not thought of, told indirectly, at length or in three words, with typing mistakes.
//! - `replies.tsv` are short answers and asides in the middle of a conversation. The evidence is learned from them and from
//!   `tuned-*`; out of its conversation a reply has no intent to speak of, so that only their alarms are counted.
//!
//! Blind figures, that is before the first tuning on a round (recall of NOW and TODAY, alarms on
//! look-alikes):
//!
//! | round | lines | NOW | TODAY | look-alikes |
//! | --- | --- | --- | --- | --- |
//! | 1 | 211 + 180 | 120/135 | 29/30 | 4/46 |
//! | 2 | 232 + 144 | 143/154 | 30/33 | 8/45 |
//! | 3 odd sayings | 231 + 103 | 118/151 | 30/31 | 6/49 |
//! | 4 | 136 | 73/81 | 19/20 | 6/35 |
//! | 5 look-alikes | 62 | | | 5/62 |
//! | 6 typing mistakes | 68 | 58/68 | | |
//! | 7 plain | 94 | 57/58 | 15/16 | 2/20 |
//! | 8 look-alikes | 52 | | | 5/52 |
//! | 9 odd sayings | 41 | 24/41 | | |
//! | 10 | 720 + 480 | 212/225 | 68/77 | 31/180 |
//! | 11 | 480 + 600 | 255/270 | 84/90 | 25/240 |
//! | 12 | 570 + 510 | 252/265 | 92/95 | 23/225 |
//! | 13 without medical words | 630 + 420 | 273/323 | 74/83 | 30/240 |
//! | 14 | 780 + 540 | 348/366 | 111/125 | 34/300 |
//! | 15 as odd as can be | 1,920 + 540 | 868/1,091 | 241/305 | 66/538 |
//! | 16 | 780 + 540 | 346/363 | 107/120 | 25/300 |
//! | 17 | 3,279 + 900 | 1,347/1,448 | 492/559 | 138/1,278 |
//! | 18 the long tail | 3,625 + 720 | 1,375/1,468 | 564/660 | 158/1,499 |
//!
//! Before words were weighed, round 17 was 1,304, 489 and 214, and round 18 was 1,299, 536 and 297.
//!
//! `HEAR_SHOW=tuned` prints every line that is heard wrong, `HEAR_FILE=name.tsv` scores one file.

#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "tests read files and clocks")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crampbot::dialogue::hear::{HeardFile, Intent, Labels, Level, Lexicon, Understanding, hear};

mod grammar;
mod score;
mod told;
mod units;

use score::Score;

/// What strangers' words reached so far: recall of NOW and of TODAY, silence on look-alikes.
const REACHED: [(&str, [f64; 3]); 2] =
    [("fresh", [0.98, 0.96, 0.91]), ("tail", [0.95, 0.93, 0.82])];
/// Of the harmless replies.
const REPLIES_SILENCE: f64 = 0.98;

/// A labelled conversation.
struct Row {
    lang: String,
    text: String,
    place: BTreeSet<String>,
    timing: BTreeSet<String>,
    context: BTreeSet<String>,
    emergency: bool,
    intent: String,
    sign: Option<String>,
    /// From a safety file: when it is no emergency, it looks like one.
    safety: bool,
}

pub(crate) fn lexicon() -> Lexicon {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogues");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect(path);
    let of = |lang: &'static str| {
        ["heard.toml", "evidence.toml"].map(|name| (lang, format!("{lang}/{name}")))
    };
    let paths =
        ["en", "ru", "es"].into_iter().flat_map(of).chain([("all", "heard.toml".to_owned())]);
    let texts: Vec<(&str, String, String)> =
        paths.map(|(lang, path)| (lang, read(&path), path)).collect();
    let files: Vec<HeardFile<'_>> =
        texts.iter().map(|(lang, text, path)| HeardFile { lang, path, text }).collect();
    let (lexicon, problems) = Lexicon::compile(&files);
    for problem in &problems {
        println!("{problem}");
    }
    assert!(problems.is_empty(), "the word lists have {} problems", problems.len());
    lexicon
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hearing")
}

/// The files whose names begin so, in order.
fn corpora(half: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the corpora");
    let names = entries.map(|entry| entry.expect("a file").file_name());
    let mut names: Vec<String> = names
        .filter_map(|name| name.into_string().ok())
        .filter(|name| name.starts_with(half))
        .collect();
    names.sort();
    assert!(!names.is_empty(), "no corpus begins with {half}");
    names
}

fn rows(names: &[String]) -> Vec<Row> {
    let folder = folder();
    let mut rows = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(folder.join(name)).expect("a corpus");
        for line in text.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() >= 7, "{name}: {line}");
            let set = |cell: &str| {
                cell.split(',').filter(|value| *value != "-").map(str::to_owned).collect()
            };
            rows.push(Row {
                lang: cells[0].to_owned(),
                text: cells[1].to_owned(),
                place: set(cells[2]),
                timing: set(cells[3]),
                context: set(cells[4]),
                emergency: cells[5] == "yes",
                intent: cells[6].to_owned(),
                sign: cells.get(7).map(|sign| (*sign).to_owned()),
                safety: name.contains("safety"),
            });
        }
    }
    rows
}

struct Understood {
    labels: Labels,
    understanding: Understanding,
    trace: Vec<String>,
    /// Whether yes or no was asked in any turn.
    asked: bool,
}

fn understand(lexicon: &Lexicon, row: &Row) -> Understood {
    let mut understanding = Understanding::default();
    let (mut trace, mut asked) = (Vec::new(), false);
    for turn in row.text.split(" || ") {
        let heard = hear(lexicon, &row.lang, turn, &understanding);
        understanding.apply(&heard);
        trace.push(heard.to_string());
        asked |= heard.doubt.is_some();
        let stored = serde_json::to_string(&understanding).expect("an understanding is stored");
        understanding = serde_json::from_str(&stored).expect("and read again");
    }
    Understood { labels: understanding.labels(lexicon), understanding, trace, asked }
}

fn measure(lexicon: &Lexicon, rows: &[Row], show: bool) -> BTreeMap<String, Score> {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for row in rows {
        let Understood { labels, understanding, trace, asked } = understand(lexicon, row);
        let level = row.sign.as_deref().and_then(|sign| match sign {
            "now" => Some(Level::Now),
            "today" => Some(Level::Today),
            sign => lexicon.level(sign),
        });
        let place: BTreeSet<String> = labels.place.iter().cloned().collect();
        let timing: BTreeSet<String> = labels.timing.iter().cloned().collect();
        let context: BTreeSet<String> = labels.context.iter().cloned().collect();
        let intent = serde_json::to_value(labels.intent).expect("a code");
        let right_intent = intent == row.intent.as_str();
        let mut wrong = Vec::new();
        for (name, said, heard) in [
            ("place", &row.place, &place),
            ("timing", &row.timing, &timing),
            ("context", &row.context, &context),
        ] {
            if said != heard {
                wrong.push(format!("{name} {heard:?} not {said:?}"));
            }
        }
        if !right_intent {
            wrong.push(format!("intent {intent} not {}", row.intent));
        }
        if labels.red_flag.is_some() != row.emergency
            || (level == Some(Level::Now) && labels.red_flag != level)
        {
            let signs: Vec<&String> = understanding.signs.keys().collect();
            wrong.push(format!("RED FLAG {signs:?} not {:?} ({:?})", row.sign, row.emergency));
        }
        if show && !wrong.is_empty() {
            println!("{} {}\n    {}", row.lang, row.text, wrong.join("\n    "));
            if std::env::var_os("HEAR_TRACE").is_some() {
                println!("{}", trace.join("\n--\n"));
            }
        }
        for group in ["all", &row.lang] {
            let score = scores.entry(group.to_owned()).or_default();
            score.place.add(&row.place, &place);
            score.timing.add(&row.timing, &timing);
            score.context.add(&row.context, &context);
            score.intent.add(right_intent);
            match (row.emergency, level) {
                (false, _) => {
                    score.add_false(row.safety, labels.red_flag.is_some());
                }
                (true, Some(Level::Now)) => score.now.add(labels.red_flag == Some(Level::Now)),
                (true, Some(Level::Today)) => score.today.add(labels.red_flag.is_some()),
                (true, None) => score.any.add(labels.red_flag.is_some()),
            }
            if labels.red_flag.is_none() {
                let share =
                    if row.emergency { &mut score.missed_asked } else { &mut score.harmless_asked };
                share.add(asked);
            }
        }
    }
    scores
}

fn report(title: &str, scores: &BTreeMap<String, Score>) {
    println!("\n{title}");
    println!("{}", score::HEADER);
    for (group, score) in scores {
        println!("{group:<5} {score}");
    }
}

#[test]
fn the_corpora_are_understood() {
    let lexicon = lexicon();
    if let Some(file) = std::env::var_os("HEAR_FILE") {
        let rows = rows(&[file.to_str().expect("a path").to_owned()]);
        report("given file", &measure(&lexicon, &rows, true));
        return;
    }
    let show = std::env::var("HEAR_SHOW").is_ok_and(|shown| shown == "tuned");
    let of = |half: &str| measure(&lexicon, &rows(&corpora(half)), show && half == "tuned");
    let [tuned, held, fresh, tail, replies] = ["tuned", "held", "fresh", "tail", "replies"].map(of);
    report("tuned half", &tuned);
    report("held half", &held);
    report("fresh rounds, never tuned on", &fresh);
    report("the long tail, never tuned on", &tail);
    report("short replies, learned from: alarms only", &replies);
    let all = &held["all"];
    let mut short = Vec::new();
    let mut target = |what: &str, reached: f64, wanted: f64| {
        if reached < wanted {
            short.push(format!("{what} {reached:.3} < {wanted:.3}"));
        }
    };
    target("now recall", all.now.share(), 1.0);
    target("today recall", all.today.share(), 0.98);
    target("silence on look-alikes", 1.0 - all.false_alarms.share(), 0.95);
    target("place F1", all.place.f1(), 0.95);
    target("timing F1", all.timing.f1(), 0.90);
    target("context F1", all.context.f1(), 0.90);
    target("intent accuracy", all.intent.share(), 0.93);
    for lang in ["ru", "es"] {
        let (score, english) = (&held[lang], &held["en"]);
        target(&format!("{lang} place F1"), score.place.f1(), english.place.f1() - 0.05);
        target(&format!("{lang} timing F1"), score.timing.f1(), english.timing.f1() - 0.05);
        target(&format!("{lang} context F1"), score.context.f1(), english.context.f1() - 0.05);
        target(&format!("{lang} intent"), score.intent.share(), english.intent.share() - 0.05);
    }
    // Not the targets, but what must not get worse.
    for ((name, reached), strangers) in REACHED.iter().zip([&fresh["all"], &tail["all"]]) {
        target(&format!("{name} now recall"), strangers.now.share(), reached[0]);
        target(&format!("{name} today recall"), strangers.today.share(), reached[1]);
        let silence = 1.0 - strangers.false_alarms.share();
        target(&format!("{name} silence on look-alikes"), silence, reached[2]);
    }
    let silence = 1.0 - replies["all"].plain_alarms.share();
    target("silence on replies", silence, REPLIES_SILENCE);
    assert!(short.is_empty(), "short of the targets: {}", short.join(", "));
}

/// Who writes in another language than the chat's is answered in it; nobody else is.
#[test]
fn the_language_of_a_message_is_known() {
    let lexicon = lexicon();
    let (mut own, mut other) = (score::Share::default(), score::Share::default());
    for row in rows(&corpora("tuned")) {
        for given in ["en", "ru", "es"] {
            let first = row.text.split(" || ").next().unwrap_or_default();
            let heard = hear(&lexicon, given, first, &Understanding::default()).language;
            if given == row.lang {
                own.add(heard.is_none());
                if heard.is_some() && std::env::var_os("HEAR_SHOW").is_some() {
                    println!("{given} taken for {heard:?}: {first}");
                }
            } else {
                other.add(heard.as_ref() == Some(&row.lang));
            }
        }
    }
    println!("own language kept {:.4}, another known {:.3}", own.share(), other.share());
    assert!(own.share() > 0.995, "{:.4} keep their language", own.share());
    assert!(other.share() > 0.9, "{:.3} are answered in theirs", other.share());
}

#[test]
fn hearing_is_deterministic() {
    let (one, other) = (lexicon(), lexicon());
    for row in rows(&corpora("tuned-s")) {
        let (one, other) = (understand(&one, &row), understand(&other, &row));
        assert_eq!(one.labels, other.labels, "{}", row.text);
        assert_eq!(one.trace, other.trace, "{}", row.text);
    }
    assert_eq!(Understanding::default().intent, Intent::Other);
}
