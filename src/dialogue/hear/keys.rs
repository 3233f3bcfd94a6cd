//! Owns the comparison of word lists with the script and with each other: keys that stand for nothing, keys and signs that a
//! language lacks, levels that contradict. It must never look at what a phrase means.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::{ALL_LANGUAGES, ConceptId, Lexicon};
use super::section::Section;
use super::source::{self, HeardFile, Source, Words};
use crate::dialogue::guard::{close, nearest};
use crate::dialogue::problem::{Place, Problem};

/// What the script has names for.
#[derive(Debug, Default)]
pub struct Expected<'s> {
    /// Its languages, the source language first.
    pub languages: Vec<&'s str>,
    /// The values of its slots.
    pub values: BTreeMap<&'s str, Vec<&'s str>>,
    /// Its buttons, and the values that have one.
    pub buttons: BTreeSet<&'s str>,
    /// Its commands.
    pub commands: BTreeSet<&'s str>,
    /// The signs of each level, most dangerous first.
    pub levels: [(&'static str, Vec<&'s str>); 2],
}

/// Words that move a conversation without being a button or a command.
const MOVES: [&str; 7] = ["back", "restart", "stop", "thanks", "skip", "yes", "no"];
/// Sections of which every language has the keys of the first one. `sign` may leave one empty: rules hear it.
const SHARED: [&str; 9] = [
    "place",
    "timing",
    "context",
    "medicine",
    "outcome",
    "sign",
    "navigation",
    "option",
    "language",
];
/// Sections whose keys are the values of the slot of that name.
const SLOTS: [&str; 6] = ["place", "timing", "context", "medicine", "outcome", "sign"];
/// Sections whose keys rules and the engine look up by name.
const NAMED: [&str; 4] = ["word", "phrase", "cue", "unit"];

/// Compares word lists with what is expected of them.
pub fn unexpected(
    lexicon: &Lexicon,
    files: &[HeardFile<'_>],
    expected: &Expected<'_>,
) -> Vec<Problem> {
    // What cannot be read is told elsewhere.
    let read: Vec<Read<'_>> = files
        .iter()
        .filter(|file| !file.is_evidence())
        .map(|&file| Read { file, source: source::read(file, &mut Vec::new()) })
        .collect();
    let spoken = lexicon.spoken();
    let comparing = Comparing { lexicon, spoken: &spoken, read: &read, expected };
    let mut problems = Vec::new();
    comparing.keys(&mut problems);
    comparing.shared_keys(&mut problems);
    comparing.signs(&mut problems);
    comparing.levels(&mut problems);
    comparing.rules(&mut problems);
    problems
}

struct Read<'f> {
    file: HeardFile<'f>,
    source: Source<'f>,
}

impl Read<'_> {
    fn section(&self, name: &str) -> impl Iterator<Item = &Words<'_>> {
        self.source.words.iter().filter(move |words| &*words.section == name)
    }

    fn place(&self, at: usize) -> Place {
        Place::at(self.file.path, self.file.text, at)
    }

    fn is_of_a_language(&self) -> bool {
        self.file.lang != ALL_LANGUAGES
    }
}

struct Comparing<'a> {
    lexicon: &'a Lexicon,
    /// By concept: the languages that have a phrase of it, a bit each.
    spoken: &'a [u32],
    read: &'a [Read<'a>],
    expected: &'a Expected<'a>,
}

impl<'a> Comparing<'a> {
    fn languages(&self) -> impl Iterator<Item = &'a Read<'a>> {
        self.read.iter().filter(|read| read.is_of_a_language())
    }

    fn first(&self) -> Option<&'a Read<'a>> {
        let first = self.expected.languages.first()?;
        self.languages().find(|read| read.file.lang == *first)
    }

    /// Keys that stand for nothing.
    fn keys(&self, problems: &mut Vec<Problem>) {
        let used = self.used();
        for read in self.languages() {
            for words in &read.source.words {
                let (section, key) = (&*words.section, &*words.key);
                let unknown = |what: &str, hint: String| {
                    let message = format!("`{key}` in [{section}] is {what}");
                    Problem::new("H012", read.place(words.at), message, hint)
                };
                let known: Vec<&str> = match section {
                    "language" => self.expected.languages.clone(),
                    "option" => self.expected.buttons.iter().copied().collect(),
                    "navigation" => {
                        let named = self.expected.buttons.iter().chain(&self.expected.commands);
                        named.copied().chain(MOVES).chain(["done"]).collect()
                    }
                    _ if SLOTS.contains(&section) => {
                        self.expected.values.get(section).cloned().unwrap_or_default()
                    }
                    _ if NAMED.contains(&section) => {
                        // A key may be there for what it hides; a slip of the pen looks like one that is used.
                        let elsewhere = self.languages().any(|other| {
                            other.file.lang != read.file.lang
                                && other.section(section).any(|it| &*it.key == key)
                        });
                        let of = used
                            .iter()
                            .filter_map(|name| name.strip_prefix(section)?.strip_prefix('.'));
                        let of: Vec<&str> = of.collect();
                        let like = Some(key).filter(|key| !elsewhere && !of.contains(key));
                        let like = like.and_then(|key| close(key, of.iter().copied()));
                        if let Some(like) = like {
                            let what = "named by no rule and in no other language";
                            problems.push(unknown(what, format!("did you mean `{like}`?")));
                        }
                        continue;
                    }
                    _ => continue,
                };
                if !known.contains(&key) {
                    let what = if SLOTS.contains(&section) {
                        "no value of that slot"
                    } else {
                        "nothing that a word can mean"
                    };
                    problems.push(unknown(what, nearest(key, known.iter().copied())));
                }
            }
        }
    }

    /// The names that rules and tables use, and the engine itself.
    fn used(&self) -> BTreeSet<String> {
        let mut used: BTreeSet<String> =
            super::cues::NAMES.iter().map(|name| format!("cue.{name}")).collect();
        for read in self.read.iter().filter(|read| !read.is_of_a_language()) {
            let fields = read.source.rules.iter().flat_map(|rule| &rule.fields);
            let named =
                fields.filter(|(field, ..)| matches!(field.as_str(), "all" | "none" | "drop"));
            let parts = named.flat_map(|(_, values, _)| values).flat_map(|it| it.split('|'));
            used.extend(parts.map(|part| part.trim().to_owned()));
            let tables = read.source.words.iter().flat_map(|words| &words.phrases);
            used.extend(tables.map(|phrase| phrase.text.to_string()));
            let units = read.source.quantities.iter().flat_map(|it| &it.fields);
            let units =
                units.filter(|(field, ..)| field == "unit").flat_map(|(_, values, _)| values);
            used.extend(units.map(|unit| format!("unit.{unit}")));
        }
        used
    }

    /// Keys of the first language that another one lacks.
    fn shared_keys(&self, problems: &mut Vec<Problem>) {
        let Some(first) = self.first() else { return };
        for read in self.languages() {
            for section in SHARED {
                let mut missing = Vec::new();
                // What stands for nothing is told as that.
                let known = self.expected.values.get(section);
                let means =
                    |words: &&Words<'_>| known.is_none_or(|known| known.contains(&&*words.key));
                for words in first.section(section).filter(means) {
                    let own = read.section(section).find(|it| it.key == words.key);
                    match own {
                        None => missing.push(&*words.key),
                        Some(own) if own.phrases.is_empty() && section != "sign" => {
                            let message = format!("`{}` in [{section}] has no phrase", own.key);
                            let hint = "write how people say it".to_owned();
                            problems.push(Problem::new("H013", read.place(own.at), message, hint));
                        }
                        Some(_) => {}
                    }
                }
                if missing.is_empty() {
                    continue;
                }
                let at = read.section(section).map(|words| words.at).min().unwrap_or_default();
                let message = format!("[{section}] lacks `{}`", missing.join("`, `"));
                let hint = if section == "sign" {
                    format!("{} has it; where rules hear it, write `key = \"\"`", first.file.path)
                } else {
                    format!("{} has it: write how people say it", first.file.path)
                };
                problems.push(Problem::new("H013", read.place(at), message, hint));
            }
        }
    }

    /// Signs that the first language can hear and another cannot.
    fn signs(&self, problems: &mut Vec<Problem>) {
        let Some(first) = self.first() else { return };
        let signs = self.expected.levels.iter().flat_map(|(_, signs)| signs);
        for sign in signs.filter(|sign| self.is_heard(sign, first.file.lang)) {
            for read in self.languages().filter(|read| !self.is_heard(sign, read.file.lang)) {
                let message = format!("no words of this language make the sign `{sign}`");
                let hint = "give phrases to [sign], or to the words that its rules need".to_owned();
                problems.push(Problem::new("H013", read.place(0), message, hint));
            }
        }
    }

    /// Whether phrases of that language can make a sign.
    fn is_heard(&self, sign: &str, lang: &str) -> bool {
        let tongue = 1 << self.lexicon.tongue(lang);
        let words = |concept: ConceptId| {
            self.lexicon.section(concept) == Section::Measure
                || self.spoken[usize::from(concept)] & tongue != 0
        };
        let mut rules = self.lexicon.rules.iter();
        rules.any(|rule| rule.slot == "sign" && rule.value == sign && rule.may_hold(&words))
    }

    /// The level of a sign is the same for hearing and for the cards.
    fn levels(&self, problems: &mut Vec<Problem>) {
        for read in self.read.iter().filter(|read| !read.is_of_a_language()) {
            for (level, expected) in &self.expected.levels {
                let words = read.section("level").find(|words| &*words.key == *level);
                let written: Vec<&str> =
                    words.iter().flat_map(|words| &words.phrases).map(|it| &*it.text).collect();
                let differs = written.iter().zip(expected).position(|(one, other)| one != other);
                let differs = differs.or_else(|| {
                    (written.len() != expected.len()).then(|| written.len().min(expected.len()))
                });
                let Some(at) = differs else { continue };
                let offset = words.map_or(0, |words| {
                    words.phrases.get(at).map_or(words.at, |phrase| phrase.offset)
                });
                let said = |list: &[&str]| {
                    list.get(at).map_or("nothing more".to_owned(), |it| format!("`{it}`"))
                };
                problems.push(Problem::new(
                    "H014",
                    read.place(offset),
                    format!(
                        "the signs of `{level}` are not those of bot.toml: {} here, {} there",
                        said(&written),
                        said(expected)
                    ),
                    "list the same signs in the same order in both",
                ));
            }
        }
    }

    /// Rules that set what is not there.
    fn rules(&self, problems: &mut Vec<Problem>) {
        for read in self.read.iter().filter(|read| !read.is_of_a_language()) {
            let fields = read.source.rules.iter().flat_map(|rule| &rule.fields);
            for (_, values, offset) in fields.filter(|(field, ..)| field == "set") {
                let Some((slot, value)) = values.first().and_then(|it| it.split_once('.')) else {
                    continue;
                };
                let Some(known) = self.expected.values.get(slot) else { continue };
                if !known.contains(&value) {
                    problems.push(Problem::new(
                        "H012",
                        read.place(*offset),
                        format!("slot `{slot}` has no value `{value}`"),
                        nearest(value, known.iter().copied()),
                    ));
                }
            }
        }
    }
}
