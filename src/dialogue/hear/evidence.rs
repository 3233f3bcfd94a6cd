//! Owns the weight of evidence: how much the words of a message speak for an emergency, whether or not a rule knows
//! it. It must never hear anything else, and must never decide what comes of it.
//!
//! `<lang>/evidence.toml` gives points to words and to pairs of neighbouring words, learned from labelled messages as
//! the weights of a logistic regression; those of a message add up. Ten points make the odds e times as high.

use std::collections::HashMap;
use std::ops::Range;

use super::lexicon::{ALL_LANGUAGES, Lexicon};
use super::source::{self, HeardFile};
use super::understanding::Level;
use super::vocabulary::Vocabulary;
use crate::dialogue::problem::{Place, Problem};

/// The file of a language.
pub(crate) const EVIDENCE: &str = "evidence.toml";

/// No word is worth more, for or against.
const POINTS_MAX: i32 = 99;
/// So many of the words that speak most for it are shown.
const SHOWN_MAX: usize = 4;

/// A word, or two neighbours, by the spelling of their stems.
type Words = (u32, Option<u32>);

/// How much speaks for an emergency, and if it is one, for the number rather than a doctor today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Points {
    emergency: i32,
    now: i32,
}

/// What the words of one language are worth.
#[derive(Debug, Default)]
struct Scale {
    base: Points,
    worth: HashMap<Words, Points>,
}

/// `[evidence]` of the rules: the points from which on something comes of them, and the signs that are meant.
#[derive(Debug, Clone)]
pub(super) struct Bounds {
    /// From here on it alarms, though no rule does.
    pub(super) alarm: i32,
    /// From here on it is asked about.
    pub(super) ask: i32,
    /// Up to here an alarm of the rules is only asked about.
    pub(super) doubt: i32,
    /// From here on, by the points for the number, it is `sign_now`, and else `sign_today`.
    now: i32,
    sign_now: String,
    sign_today: String,
}

impl Bounds {
    /// None where the rules have no such table.
    pub(super) fn of(
        lexicon: &Lexicon,
        files: &[HeardFile<'_>],
        problems: &mut Vec<Problem>,
    ) -> Option<Self> {
        let rules = files.iter().find(|file| file.lang == ALL_LANGUAGES)?;
        let table = rules.text.find("[evidence]")?;
        let first = |key| lexicon.table("evidence", key).first();
        let mut wrong = |key: &str, hint: &str| {
            let at =
                rules.text[table..].find(&format!("\n{key} =")).map_or(table, |at| table + at + 1);
            let message = format!("`{key}` of [evidence] is missing or wrong");
            problems.push(Problem::new(
                "H011",
                Place::at(rules.path, rules.text, at),
                message,
                hint,
            ));
        };
        // Of no points nothing may come: a language may weigh nothing.
        let mut points = |key: &'static str, fits: fn(i32) -> bool, hint| {
            let points = first(key).and_then(|points| points.parse().ok());
            points.filter(|points| fits(*points)).unwrap_or_else(|| {
                wrong(key, hint);
                0
            })
        };
        let alarm = points("alarm", |it| it > 0, "more than no points");
        let ask = points("ask", |it| it > 0, "more than no points");
        let doubt = points("doubt", |it| it < 0, "fewer than no points");
        let now = points("now", |_| true, "a whole number of points");
        let mut sign = |key: &'static str, level| {
            let sign = first(key).cloned().unwrap_or_default();
            if lexicon.level(&sign) != Some(level) {
                wrong(key, "one of the signs of that level in [level]");
            }
            sign
        };
        let sign_now = sign("sign_now", Level::Now);
        let sign_today = sign("sign_today", Level::Today);
        Some(Self { alarm, ask, doubt, now, sign_now, sign_today })
    }

    /// The sign of an emergency that no rule knows.
    pub(super) fn sign(&self, weighed: &Weighed) -> &str {
        if weighed.now >= self.now { &self.sign_now } else { &self.sign_today }
    }
}

/// The points of all languages.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// By language.
    scales: Vec<Scale>,
    /// None: nothing comes of it.
    pub(super) bounds: Option<Bounds>,
}

/// A message on the scale.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Weighed {
    /// For an emergency.
    pub(super) points: i32,
    /// For the number, if it is one.
    pub(super) now: i32,
    /// The words that speak most for it, by tokens, with their points.
    pub(super) most: Vec<(Range<usize>, i32)>,
}

impl Evidence {
    /// Reads the files of the languages that are there.
    pub(super) fn read(
        files: &[HeardFile<'_>],
        vocabulary: &mut Vocabulary,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut scales: Vec<Scale> = Vec::new();
        scales.resize_with(vocabulary.tongues.len(), Scale::default);
        for &file in files {
            let tongue = vocabulary.tongues.iter().position(|it| it.code == file.lang);
            if let Some(tongue) = tongue {
                scales[tongue] = Scale::read(file, tongue, vocabulary, problems);
            }
        }
        Self { scales, bounds: None }
    }

    /// Adds up what the words of a message are worth; by token, `stems` has the spelling of its stem if any word
    /// of the lists has that.
    pub(super) fn weigh(&self, tongue: usize, stems: &[Option<u32>]) -> Weighed {
        let Some(scale) = self.scales.get(tongue) else { return Weighed::default() };
        let words = stems.iter().enumerate().flat_map(|(at, stem)| {
            let one = stem.map(|stem| ((stem, None), at..at + 1));
            let next = stems.get(at + 1).copied().flatten();
            let two = stem.zip(next).map(|(stem, next)| ((stem, Some(next)), at..at + 2));
            one.into_iter().chain(two)
        });
        let mut found: Vec<(Words, Range<usize>, Points)> = words
            .filter_map(|(words, tokens)| Some((words, tokens, *scale.worth.get(&words)?)))
            .collect();
        // Said twice, it is worth no more.
        found.sort_by_key(|(words, tokens, _)| (*words, tokens.start));
        found.dedup_by_key(|(words, ..)| *words);
        let sum = |of: fn(&Points) -> i32| {
            of(&scale.base) + found.iter().map(|(.., points)| of(points)).sum::<i32>()
        };
        let (points, now) = (sum(|it| it.emergency), sum(|it| it.now));
        found.sort_by_key(|(_, tokens, points)| (-points.emergency, tokens.start));
        let most = found.into_iter().map(|(_, tokens, points)| (tokens, points.emergency));
        let most = most.filter(|(_, points)| *points > 0).take(SHOWN_MAX).collect();
        Weighed { points, now, most }
    }
}

impl Scale {
    fn read(
        file: HeardFile<'_>,
        tongue: usize,
        vocabulary: &mut Vocabulary,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut scale = Self::default();
        for list in source::read(file, problems).words {
            let mut wrong = |at: usize, message: String, hint: &str| {
                problems.push(Problem::new(
                    "H017",
                    Place::at(file.path, file.text, at),
                    message,
                    hint,
                ));
            };
            let of: fn(&mut Points) -> &mut i32 = match &*list.section {
                "emergency" => |points| &mut points.emergency,
                "now" => |points| &mut points.now,
                other => {
                    wrong(
                        list.at,
                        format!("`[{other}]` is no section"),
                        "there are [emergency] and [now]",
                    );
                    continue;
                }
            };
            if &*list.key == "base" {
                match list.phrases.first().and_then(|it| it.text.parse().ok()) {
                    Some(base) => *of(&mut scale.base) = base,
                    None => wrong(list.at, "no whole number".to_owned(), "write `base = -12`"),
                }
                continue;
            }
            let Some(points) = list.key.parse().ok().filter(|it: &i32| it.abs() <= POINTS_MAX)
            else {
                let message = format!("`{}` are no points", list.key);
                wrong(list.at, message, "a whole number between -99 and 99");
                continue;
            };
            for written in &list.phrases {
                match vocabulary.add_stems(tongue, &written.text)[..] {
                    [one] => *of(scale.worth.entry((one, None)).or_default()) = points,
                    [one, two] => *of(scale.worth.entry((one, Some(two))).or_default()) = points,
                    _ => wrong(
                        written.offset,
                        format!("`{}` is neither one word nor two", written.text),
                        "a word, or two that stand side by side; figures, letters and signs are words apart",
                    ),
                }
            }
        }
        scale
    }
}
