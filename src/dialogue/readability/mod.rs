//! How easy the advice is to read: every message of advice, in every language, against the limits of `bot.toml`.
//!
//! Measures what is written, as it is shown. Must never stop a script from being served: a sentence that is a little too
//! long helps more than no bot.

mod count;
mod formula;
mod syllables;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::problem::{Place, Problem};
use super::script::Script;
use super::words::{Arg, Message};

pub use count::Count;
pub use formula::Formula;

/// What `[readability]` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// A message with fewer words is not scored: one long word would decide.
    pub words_min: usize,
    /// The most words of a first instruction.
    pub first_instruction_words_max: usize,
    /// By language code.
    pub languages: BTreeMap<String, Limit>,
}

/// The limit of one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// How it is measured.
    pub formula: Formula,
    /// The score that must be kept.
    pub limit: f64,
}

/// One message of advice in one language, measured.
#[derive(Debug)]
pub struct Row<'s> {
    /// The message.
    pub id: &'s str,
    /// Its language.
    pub language: &'s str,
    /// Where it is written.
    pub place: &'s Place,
    /// What there is to read.
    pub count: Count,
    /// How hard that is; `None` when it is too short to say.
    pub score: Option<f64>,
    /// The limit of its language.
    pub limit: &'s Limit,
    /// Whether it is the first instruction of a place.
    pub is_first: bool,
}

/// Measures all advice, message by message, each in the order of the languages.
pub fn measure(script: &Script) -> Vec<Row<'_>> {
    let Some(limits) = &script.readability else { return Vec::new() };
    let first: BTreeSet<&str> = script
        .blocks
        .get(script.roles.first_instruction)
        .map(|block| block.lines.iter().map(|line| line.say.as_str()).collect())
        .unwrap_or_default();
    let mut rows = Vec::new();
    for id in advice(script) {
        for language in script.words.languages() {
            let Some(limit) = limits.languages.get(language) else { continue };
            let Some(message) = script.words.message(language, id) else { continue };
            let text = shown(script, language, id, message);
            let count = Count::of(&text, |word| limit.formula.syllables(word));
            let score = (count.words >= limits.words_min).then(|| limit.formula.score(&count));
            let (place, is_first) = (&message.place, first.contains(id));
            rows.push(Row { id, language, place, count, score, limit, is_first });
        }
    }
    rows
}

/// All messages that are hard to read, and first instructions that are too long.
pub fn check(script: &Script) -> Vec<Problem> {
    let Some(limits) = &script.readability else {
        return vec![Problem::new(
            "R001",
            Place::whole("bot.toml"),
            "there is no [readability]",
            "it says how easy the advice must be to read",
        )];
    };
    let mut problems = Vec::new();
    for language in script.words.languages() {
        if !limits.languages.contains_key(language) {
            problems.push(Problem::new(
                "R001",
                Place::whole("bot.toml"),
                format!("[readability] has no limit for `{language}`"),
                "add a line for it to [readability.languages]",
            ));
        }
    }
    for row in measure(script) {
        let Limit { formula, limit } = row.limit;
        if let Some(score) = row.score.filter(|score| !formula.keeps(*score, *limit)) {
            problems.push(Problem::new(
                "R002",
                row.place.clone(),
                format!(
                    "message `{}` is hard to read: {score:.1}, not {} {limit}",
                    row.id,
                    formula.rule()
                ),
                row.count.what_is_hard(),
            ));
        }
        let max = limits.first_instruction_words_max;
        if row.is_first && row.count.words > max {
            problems.push(Problem::new(
                "R003",
                row.place.clone(),
                format!(
                    "first instruction `{}` has {} words, more than {max}",
                    row.id, row.count.words
                ),
                "say only what to do now; the rest has lines of its own",
            ));
        }
    }
    problems.sort_by(|a, b| a.place.cmp(&b.place));
    problems
}

/// Every message that some block gives as advice, once, in the order of the files.
fn advice(script: &Script) -> impl Iterator<Item = &str> {
    let mut seen = BTreeSet::new();
    let blocks = script.blocks.iter().filter(|block| block.advice);
    let lines = blocks.flat_map(|block| &block.lines).map(|line| line.say.as_str());
    lines.filter(move |id| seen.insert(*id))
}

/// The message as it is shown to a person whose country is known.
fn shown<'s>(script: &'s Script, language: &str, id: &'s str, message: &Message) -> Cow<'s, str> {
    let number = |name| (name, Arg::Text(Cow::Borrowed("112")));
    let args: Vec<_> = message.variables.iter().map(String::as_str).map(number).collect();
    script.words.say(language, id, &args)
}
