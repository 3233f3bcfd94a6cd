//! Owns reading `heard.toml` files into phrases and rules with their places in the file. It must
//! never decide what a phrase means.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::evidence::EVIDENCE;
use crate::dialogue::problem::{Place, Problem};

/// One file of words, of what words are worth, or of rules. Files of no language (`lang` is `all`) hold the rules.
#[derive(Debug, Clone, Copy)]
pub struct HeardFile<'a> {
    /// Language code, or `all`.
    pub lang: &'a str,
    /// Path inside the dialogues folder.
    pub path: &'a str,
    /// The text of the file.
    pub text: &'a str,
}

impl HeardFile<'_> {
    /// Whether it weighs words rather than listing what they mean.
    pub fn is_evidence(&self) -> bool {
        self.path.ends_with(EVIDENCE)
    }
}

/// A phrase as written, with its place.
#[derive(Debug, Clone)]
pub(super) struct Written<'file> {
    pub(super) text: Cow<'file, str>,
    pub(super) offset: usize,
}

/// The phrases of a key, in order.
#[derive(Debug, Clone)]
pub(super) struct Words<'file> {
    /// Empty above the sections.
    pub(super) section: Box<str>,
    pub(super) key: Box<str>,
    /// Where the key stands.
    pub(super) at: usize,
    pub(super) phrases: Vec<Written<'file>>,
}

/// A rule as written.
#[derive(Debug, Clone, Default)]
pub(super) struct WrittenRule {
    pub(super) offset: usize,
    pub(super) fields: Vec<(String, Vec<String>, usize)>,
}

/// What a file says, before it is understood.
#[derive(Debug, Default)]
pub(super) struct Source<'file> {
    /// By section and key.
    pub(super) words: Vec<Words<'file>>,
    pub(super) rules: Vec<WrittenRule>,
    pub(super) quantities: Vec<WrittenRule>,
}

/// A line of a word list that is longer is hard to read and to compare.
const LINE_CHARS_MAX: usize = 160;

/// The lines of a file that are too long.
pub fn long_lines(file: &HeardFile<'_>) -> Vec<Problem> {
    let lines = file.text.lines().zip(1..).map(|(line, number)| (number, line.chars().count()));
    let long = lines.filter(|&(_, chars)| chars > LINE_CHARS_MAX).map(|(line, chars)| {
        let place = Place { file: file.path.to_owned(), line, column: LINE_CHARS_MAX + 1 };
        Problem::new(
            "H009",
            place,
            format!("a line of {chars} characters"),
            format!(
                "begin another line behind a comma, or behind a slash or a space with a backslash \
                 at the end of the line: at most {LINE_CHARS_MAX}, better 110"
            ),
        )
    });
    long.collect()
}

/// Words that nobody can say: `60s` is two words, and each of `a/b` is one.
pub fn dead_words(file: &HeardFile<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for words in read(*file, &mut Vec::new()).words {
        if matches!(&*words.section, "" | "layout" | "transliteration") {
            continue;
        }
        for phrase in &words.phrases {
            let parts = phrase.text.split_whitespace().filter(|part| !matches!(*part, ".." | "#"));
            for part in parts {
                let choice = part.contains(['/', '[']) || &*words.section == "macro";
                for written in part.split(['/', '[', ']', '^', '=', '*']) {
                    let tokens = super::fold::tokens(written).len();
                    let dead = tokens == 0 || (choice && tokens > 1);
                    if dead && !written.is_empty() && !written.starts_with('$') {
                        problems.push(Problem::new(
                            "H010",
                            Place::at(file.path, file.text, phrase.offset),
                            format!("`{written}` is never heard"),
                            "a message is split between figures, letters and signs: write such words \
                             apart, in a phrase of their own",
                        ));
                    }
                }
            }
        }
    }
    problems
}

/// Phrases that stand twice under one key.
pub fn repeated_phrases(file: &HeardFile<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for words in read(*file, &mut Vec::new()).words {
        if matches!(&*words.section, "" | "layout" | "transliteration") {
            continue;
        }
        let mut seen = HashMap::new();
        for phrase in &words.phrases {
            let place = || Place::at(file.path, file.text, phrase.offset);
            if let Some(first) = seen.insert(&*phrase.text, phrase.offset) {
                let line = Place::at(file.path, file.text, first).line;
                problems.push(Problem::new(
                    "H015",
                    place(),
                    format!("`{}` stands twice under `{}`", phrase.text, words.key),
                    format!("delete one of them; the other is in line {line}"),
                ));
            }
        }
    }
    problems
}

/// Reads a file; what cannot be read becomes a problem.
pub(super) fn read<'file>(file: HeardFile<'file>, problems: &mut Vec<Problem>) -> Source<'file> {
    let (table, errors) = DeTable::parse_recoverable(file.text);
    for error in errors {
        let offset = error.span().map_or(0, |span| span.start);
        problems.push(Problem::new(
            "H001",
            Place::at(file.path, file.text, offset),
            error.message(),
            "the file must be valid TOML",
        ));
    }
    let mut source = Source::default();
    for (section, value) in table.get_ref() {
        let name: &str = section.get_ref();
        match value.get_ref() {
            DeValue::Table(keys) => {
                for (key, value) in keys {
                    let mut words = Words::new(name, key.get_ref(), key.span().start);
                    if !phrases(file, value, &mut words.phrases) {
                        problems.push(not_words(file, value.span()));
                    }
                    source.words.push(words);
                }
            }
            DeValue::Array(entries) if name == "rule" || name == "quantity" => {
                for entry in entries {
                    let rule = rule(entry);
                    if name == "rule" {
                        source.rules.push(rule);
                    } else {
                        source.quantities.push(rule);
                    }
                }
            }
            _ => {
                let mut words = Words::new("", name, section.span().start);
                if !phrases(file, value, &mut words.phrases) {
                    problems.push(not_words(file, value.span()));
                }
                source.words.push(words);
            }
        }
    }
    source
}

impl Words<'_> {
    fn new(section: &str, key: &str, at: usize) -> Self {
        Self { section: section.into(), key: key.into(), at, phrases: Vec::new() }
    }
}

fn not_words(file: HeardFile<'_>, span: Range<usize>) -> Problem {
    Problem::new(
        "H002",
        Place::at(file.path, file.text, span.start),
        "expected phrases",
        "write phrases in quotes, separated by commas or line breaks",
    )
}

/// Phrases of one key: a text split at commas and line breaks, or a list of such texts.
fn phrases<'file>(
    file: HeardFile<'file>,
    value: &Spanned<DeValue<'_>>,
    into: &mut Vec<Written<'file>>,
) -> bool {
    match value.get_ref() {
        DeValue::String(text) => {
            let (mut from, end) = (value.span().start, value.span().end);
            for phrase in text.split([',', '\n']).map(str::trim).filter(|text| !text.is_empty()) {
                let found = file.text.get(from..end).and_then(|raw| first(raw, phrase));
                let offset = found.map_or(from, |at| from + at);
                let raw = found.and_then(|_| file.text.get(offset..offset + phrase.len()));
                from = if found.is_some() { offset + phrase.len() } else { from };
                let text = raw.map_or_else(|| Cow::Owned(phrase.to_owned()), Cow::Borrowed);
                into.push(Written { text, offset });
            }
            true
        }
        DeValue::Integer(number) => {
            let text = Cow::Owned(number.as_str().to_owned());
            into.push(Written { text, offset: value.span().start });
            true
        }
        DeValue::Array(values) => values.iter().all(|value| phrases(file, value, into)),
        _ => false,
    }
}

/// Where a phrase is in what is left of the file: next, unless escapes are in between.
fn first(raw: &str, phrase: &str) -> Option<usize> {
    let next = raw.trim_start_matches(|it: char| it.is_whitespace() || matches!(it, ',' | '"'));
    if next.starts_with(phrase) { Some(raw.len() - next.len()) } else { raw.find(phrase) }
}

fn rule(entry: &Spanned<DeValue<'_>>) -> WrittenRule {
    let mut rule = WrittenRule { offset: entry.span().start, fields: Vec::new() };
    if let DeValue::Table(fields) = entry.get_ref() {
        for (name, value) in fields {
            let values = match value.get_ref() {
                DeValue::Array(values) => values.iter().map(plain).collect(),
                _ => vec![plain(value)],
            };
            rule.fields.push((name.get_ref().to_string(), values, value.span().start));
        }
    }
    rule
}

fn plain(value: &Spanned<DeValue<'_>>) -> String {
    match value.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(flag) => flag.to_string(),
        _ => String::new(),
    }
}
