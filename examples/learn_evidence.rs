//! Learns what words are worth as evidence of an emergency, and writes `dialogues/<lang>/evidence.toml`.
//!
//! ```text
//! cargo run --example learn_evidence            writes the files
//! cargo run --example learn_evidence -- --try   how well it works on messages it has not seen
//! ```
//!
//! A logistic regression for each language over the labelled messages `tests/hearing/tuned-*.tsv` and `replies.tsv`: one for
//! whether it is an emergency, one over the emergencies for whether it is one for the number. The sets that are kept apart
//! are not read. Its weights are rounded to tenths: ten points make the odds e times as high.
#![expect(clippy::disallowed_methods, reason = "a tool reads and writes files")]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use argmin::core::{CostFunction, Executor, Gradient, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use crampbot::dialogue::hear::{Lexicon, weighed_words};
use crampbot::library::Folder;

/// A word in fewer messages is too rare to learn from.
const MESSAGES_MIN: usize = 3;
/// How much large weights are held back (L2).
const ALPHA: f64 = 0.5;
const STEPS_MAX: u64 = 300;
const POINTS: f64 = 10.0;
const POINTS_MAX: i32 = 99;
const LINE_CHARS: usize = 110;
/// Parts of the messages, each tried with what was learned from the others.
const PARTS: usize = 5;

/// Messages with the words they are weighed by.
struct Message {
    /// By stem, as written.
    words: BTreeMap<String, String>,
    emergency: bool,
    /// For the number; unknown of emergencies whose level was not labelled.
    now: Option<bool>,
    look_alike: bool,
}

/// What words are worth, by stem.
struct Worth {
    base: i32,
    words: BTreeMap<String, i32>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let only_try = std::env::args().any(|argument| argument == "--try");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folder = Folder::read(&root.join("dialogues"))?;
    // What was learned before must not be seen.
    for path in folder
        .below("")
        .filter(|(path, _)| path.ends_with("/evidence.toml"))
        .map(|(path, _)| path.to_owned())
        .collect::<Vec<_>>()
    {
        folder = folder.with(&path, String::new());
    }
    let (script, problems) = folder.compile();
    let script = script.ok_or_else(|| format!("{} problems in the dialogues", problems.len()))?;
    for (lang, messages) in messages(&script.lexicon, &root.join("tests/hearing"))? {
        if only_try {
            try_out(&lang, &messages)?;
            continue;
        }
        let all: Vec<&Message> = messages.iter().collect();
        let (emergency, now) = learn(&all)?;
        let path = root.join("dialogues").join(&lang).join("evidence.toml");
        fs::write(&path, file(&messages, &emergency, &now))?;
        println!("{lang}: {} messages, {} words and pairs", messages.len(), emergency.words.len());
    }
    Ok(())
}

/// The messages of one turn, by language.
fn messages(
    lexicon: &Lexicon,
    folder: &Path,
) -> Result<BTreeMap<String, Vec<Message>>, Box<dyn Error>> {
    let mut names: Vec<_> = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    names.sort_by_key(std::fs::DirEntry::file_name);
    let mut messages: BTreeMap<String, Vec<Message>> = BTreeMap::new();
    for entry in names {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with("tuned") && name != "replies.tsv" {
            continue;
        }
        for line in fs::read_to_string(entry.path())?.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [lang, text, _, _, _, emergency, _, level @ ..] = &cells[..] else {
                return Err(format!("{name}: too few columns: {line}").into());
            };
            if text.contains(" || ") {
                continue;
            }
            let emergency = *emergency == "yes";
            let now = match level.first().map(|level| level.trim()) {
                Some("now") => Some(true),
                Some("today") => Some(false),
                _ => None,
            };
            messages.entry((*lang).to_owned()).or_default().push(Message {
                words: weighed_words(lexicon, lang, text),
                emergency,
                now: now.filter(|_| emergency),
                look_alike: !emergency && name.contains("safety"),
            });
        }
    }
    Ok(messages)
}

/// What words are worth for an emergency, and for the number.
fn learn(messages: &[&Message]) -> Result<(Worth, Worth), Box<dyn Error>> {
    let emergencies: Vec<(&Message, bool)> =
        messages.iter().map(|it| (*it, it.emergency)).collect();
    let levels: Vec<(&Message, bool)> =
        messages.iter().filter_map(|it| Some((*it, it.now?))).collect();
    Ok((regression(&emergencies)?, regression(&levels)?))
}

fn regression(labelled: &[(&Message, bool)]) -> Result<Worth, Box<dyn Error>> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (message, _) in labelled {
        for word in message.words.keys() {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count >= MESSAGES_MIN);
    let columns: HashMap<&str, usize> =
        counts.keys().enumerate().map(|(column, word)| (*word, column)).collect();
    let rows = labelled.iter().map(|(message, label)| {
        let said = message.words.keys().filter_map(|word| columns.get(word.as_str()).copied());
        (said.collect(), if *label { 1.0 } else { -1.0 })
    });
    let problem = Logistic { rows: rows.collect() };
    let solver = LBFGS::new(MoreThuenteLineSearch::new(), 7).with_tolerance_grad(1e-3)?;
    let start = vec![0.0; columns.len() + 1];
    let found = Executor::new(problem, solver)
        .configure(|state| state.param(start).max_iters(STEPS_MAX))
        .run()?;
    let weights = found.state.get_best_param().ok_or("no weights were found")?;
    let points = |weight: f64| {
        let points = (weight * POINTS).round().clamp(f64::from(-POINTS_MAX), f64::from(POINTS_MAX));
        #[expect(clippy::cast_possible_truncation, reason = "it is between -99 and 99")]
        let points = points as i32;
        points
    };
    let words = counts.keys().map(|word| ((*word).to_owned(), points(weights[columns[word]])));
    Ok(Worth {
        base: points(weights[columns.len()]),
        words: words.filter(|(_, points)| *points != 0).collect(),
    })
}

/// What is to be made small: the surprise at the labels, and the weights.
struct Logistic {
    /// By message: the columns of its words, and 1 or -1.
    rows: Vec<(Vec<usize>, f64)>,
}

impl Logistic {
    /// What a message is worth, positive where its label says so. The base stands behind the weights.
    fn margin((said, label): &(Vec<usize>, f64), weights: &[f64]) -> f64 {
        let base = weights.last().copied().unwrap_or_default();
        label * (base + said.iter().map(|&column| weights[column]).sum::<f64>())
    }
}

impl CostFunction for Logistic {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, weights: &Vec<f64>) -> Result<f64, argmin::core::Error> {
        // ln(1 + e^-margin), without a number too large on the way.
        let surprise = |margin: f64| (-margin.abs()).exp().ln_1p() + (-margin).max(0.0);
        let surprise = self.rows.iter().map(|row| surprise(Self::margin(row, weights)));
        let held_back = &weights[..weights.len() - 1];
        Ok(surprise.sum::<f64>() + ALPHA / 2.0 * held_back.iter().map(|it| it * it).sum::<f64>())
    }
}

impl Gradient for Logistic {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, weights: &Vec<f64>) -> Result<Vec<f64>, argmin::core::Error> {
        let base = weights.len() - 1;
        let mut slope: Vec<f64> = weights.iter().map(|weight| ALPHA * weight).collect();
        slope[base] = 0.0;
        for row in &self.rows {
            let pull = -row.1 / (1.0 + Self::margin(row, weights).exp());
            for column in row.0.iter().copied().chain([base]) {
                slope[column] += pull;
            }
        }
        Ok(slope)
    }
}

impl Worth {
    fn of(&self, message: &Message) -> i32 {
        let words = message.words.keys().filter_map(|word| self.words.get(word));
        self.base + words.sum::<i32>()
    }
}

/// How many messages would be on which side of what number of points, each weighed by what was learned without it.
fn try_out(lang: &str, messages: &[Message]) -> Result<(), Box<dyn Error>> {
    let mut weighed: Vec<(&Message, i32, i32)> = Vec::new();
    for part in 0..PARTS {
        let others: Vec<&Message> = messages
            .iter()
            .enumerate()
            .filter(|(at, _)| at % PARTS != part)
            .map(|(_, it)| it)
            .collect();
        let (emergency, now) = learn(&others)?;
        for message in messages.iter().skip(part).step_by(PARTS) {
            weighed.push((message, emergency.of(message), now.of(message)));
        }
    }
    let share = |of: &dyn Fn(&Message) -> bool, over: &dyn Fn(i32, i32) -> bool| {
        let of: Vec<_> = weighed.iter().filter(|(message, ..)| of(message)).collect();
        let over = of.iter().filter(|(_, points, now)| over(*points, *now)).count();
        format!("{over:>5}/{:<5}", of.len())
    };
    println!(
        "{lang}  points    emergencies look-alikes others      | NOW with such points for the number, TODAY"
    );
    for bound in (-40..=50).step_by(5) {
        println!(
            "    {bound:>6}    {} {} {} | {} {}",
            share(&|it| it.emergency, &|points, _| points >= bound),
            share(&|it| it.look_alike, &|points, _| points >= bound),
            share(&|it| !it.emergency && !it.look_alike, &|points, _| points >= bound),
            share(&|it| it.now == Some(true), &|_, now| now >= bound),
            share(&|it| it.now == Some(false), &|_, now| now >= bound),
        );
    }
    Ok(())
}

fn file(messages: &[Message], emergency: &Worth, now: &Worth) -> String {
    let mut written: HashMap<&str, BTreeMap<&str, usize>> = HashMap::new();
    for message in messages {
        for (stem, form) in &message.words {
            *written.entry(stem).or_default().entry(form).or_default() += 1;
        }
    }
    let most_used = |stem: &str| {
        let forms = written.get(stem)?;
        forms
            .iter()
            .max_by_key(|(form, count)| (**count, std::cmp::Reverse(**form)))
            .map(|it| *it.0)
    };
    let mut text = String::from(
        "# What words, and pairs of words that stand side by side, are worth as evidence of an emergency; those of a message add\n\
         # up. Ten points make the odds 2.7 times as high. Learned from labelled messages: see `Evidence` in dialogues/README.md.\n",
    );
    for (section, worth) in [("emergency", emergency), ("now", now)] {
        let _ = write!(text, "\n[{section}]\nbase = {}\n", worth.base);
        let mut by_points: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
        for (stem, points) in &worth.words {
            by_points.entry(*points).or_default().push(most_used(stem).unwrap_or(stem));
        }
        for (points, mut words) in by_points.into_iter().rev() {
            words.sort_unstable();
            let _ = writeln!(text, "{points} = \"\"\"");
            let mut line = String::new();
            for (at, word) in words.iter().enumerate() {
                if !line.is_empty() && line.chars().count() + word.chars().count() + 3 > LINE_CHARS
                {
                    let _ = writeln!(text, "{},", line.trim_end_matches(", "));
                    line.clear();
                }
                line.push_str(word);
                line.push_str(if at + 1 == words.len() { "" } else { ", " });
            }
            let _ = writeln!(text, "{line}\"\"\"");
        }
    }
    text
}
