//! Owns reading `heard.toml` files into phrases and rules with their places in the file. It must
//! never decide what a phrase means.

use std::ops::Range;
use std::rc::Rc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::dialogue::problem::{Place, Problem};

/// One file of words or rules. Files of no language (`lang` is `all`) hold the rules.
#[derive(Debug, Clone, Copy)]
pub struct HeardFile<'a> {
    /// Language code, or `all`.
    pub lang: &'a str,
    /// Path inside the dialogues folder.
    pub path: &'a str,
    /// The text of the file.
    pub text: &'a str,
}

/// A phrase as written, with its place.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub(super) section: Rc<str>,
    pub(super) key: Rc<str>,
    pub(super) text: Box<str>,
    pub(super) offset: usize,
}

/// A rule as written.
#[derive(Debug, Clone, Default)]
pub(super) struct WrittenRule {
    pub(super) offset: usize,
    pub(super) fields: Vec<(String, Vec<String>, usize)>,
}

/// What a file says, before it is understood.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) phrases: Vec<Written>,
    pub(super) rules: Vec<WrittenRule>,
    pub(super) quantities: Vec<WrittenRule>,
}

/// Reads a file; what cannot be read becomes a problem.
pub(super) fn read(file: HeardFile<'_>, problems: &mut Vec<Problem>) -> Source {
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
                let section: Rc<str> = name.into();
                for (key, words) in keys {
                    let names = (Rc::clone(&section), Rc::from(&**key.get_ref()));
                    let taken = phrases(file, &names, words, &mut source.phrases);
                    if !taken {
                        problems.push(not_words(file, words.span()));
                    }
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
                let names = ("".into(), name.into());
                if !phrases(file, &names, value, &mut source.phrases) {
                    problems.push(not_words(file, value.span()));
                }
            }
        }
    }
    source
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
fn phrases(
    file: HeardFile<'_>,
    names: &(Rc<str>, Rc<str>),
    value: &Spanned<DeValue<'_>>,
    into: &mut Vec<Written>,
) -> bool {
    let (section, key) = names;
    let written = |text: &str, offset| Written {
        section: Rc::clone(section),
        key: Rc::clone(key),
        text: text.into(),
        offset,
    };
    match value.get_ref() {
        DeValue::String(text) => {
            let mut from = value.span().start;
            for phrase in text.split([',', '\n']).map(str::trim).filter(|text| !text.is_empty()) {
                let found = file.text.get(from..value.span().end).and_then(|raw| raw.find(phrase));
                let offset = found.map_or(from, |at| from + at);
                from = if found.is_some() { offset + phrase.len() } else { from };
                into.push(written(phrase, offset));
            }
            true
        }
        DeValue::Integer(number) => {
            into.push(written(number.as_str(), value.span().start));
            true
        }
        DeValue::Array(values) => values.iter().all(|value| phrases(file, names, value, into)),
        _ => false,
    }
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
