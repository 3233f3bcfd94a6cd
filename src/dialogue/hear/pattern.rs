//! Owns the phrase notation of the word lists and matching one phrase at one word. It must never
//! look at what a phrase stands for.
//!
//! `word` with inflections and typos · `=word` exactly · `wor*` beginning · `a/b` either ·
//! `[word]` may be missing · `..` up to three words · `#` a number · `$name` a list of words.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use super::fold::Token;
use super::vocabulary::{Recognised, Vocabulary, WordId};

/// How many words a `..` may skip.
const GAP_WORDS_MAX: usize = 3;

/// One place of a phrase.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    Word { any: Arc<[WordId]>, optional: bool },
    Number,
    Gap,
}

/// The `$name` lists of a language, and the lists of words that phrases share.
#[derive(Default)]
pub(super) struct Lists {
    written: BTreeMap<String, Vec<String>>,
    read: BTreeMap<String, Vec<WordId>>,
    shared: HashSet<Arc<[WordId]>>,
}

impl Lists {
    /// Adds a word to a list.
    pub(super) fn add(&mut self, name: &str, word: &str) {
        self.written.entry(name.to_owned()).or_default().push(word.to_owned());
    }

    /// The words of a list, registered when a phrase first needs them.
    fn words(
        &mut self,
        name: &str,
        tongue: usize,
        vocabulary: &mut Vocabulary,
    ) -> Option<&[WordId]> {
        if !self.read.contains_key(name) {
            let words = self.written.get(name)?.iter();
            let read = words.map(|word| vocabulary.add(tongue, word)).collect();
            self.read.insert(name.to_owned(), read);
        }
        self.read.get(name).map(Vec::as_slice)
    }

    fn share(&mut self, any: &[WordId]) -> Arc<[WordId]> {
        if let Some(shared) = self.shared.get(any) {
            return Arc::clone(shared);
        }
        let shared: Arc<[WordId]> = any.into();
        self.shared.insert(Arc::clone(&shared));
        shared
    }
}

/// Reads the notation; the error is a sentence for the author.
pub(super) fn parse(
    text: &str,
    tongue: usize,
    lists: &mut Lists,
    vocabulary: &mut Vocabulary,
) -> Result<Box<[Step]>, String> {
    let mut steps = Vec::new();
    let split = split_numbers(text);
    for part in split.split_whitespace() {
        if part == ".." {
            steps.push(Step::Gap);
            continue;
        }
        if part == "#" {
            steps.push(Step::Number);
            continue;
        }
        let inner = part.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let optional = inner.is_some();
        let mut any = Vec::new();
        for written in inner.unwrap_or(part).split('/').filter(|written| !written.is_empty()) {
            if let Some(name) = written.strip_prefix('$') {
                let words = lists.words(name, tongue, vocabulary);
                any.extend_from_slice(words.ok_or_else(|| format!("`${name}` is no list"))?);
            } else if written.contains(['[', ']', '$', '#']) {
                return Err(format!("cannot read `{part}`"));
            } else {
                any.push(vocabulary.add(tongue, written));
            }
        }
        any.sort_unstable();
        any.dedup();
        if any.is_empty() {
            return Err(format!("cannot read `{part}`"));
        }
        steps.push(Step::Word { any: lists.share(&any), optional });
    }
    let fixed = |step: Option<&Step>| {
        matches!(step, Some(Step::Number | Step::Word { optional: false, .. }))
    };
    if !fixed(steps.first()) || !fixed(steps.last()) {
        return Err("a phrase begins and ends with a word that must be there".to_owned());
    }
    Ok(steps.into())
}

/// Messages are split between digits and letters, and so are phrases: `10k` is `10 k`.
fn split_numbers(text: &str) -> String {
    let mut split = String::with_capacity(text.len());
    let mut last = ' ';
    for character in text.chars() {
        if (last.is_ascii_digit() && character.is_alphabetic())
            || (last.is_alphabetic() && character.is_ascii_digit())
        {
            split.push(' ');
        }
        split.push(character);
        last = character;
    }
    split
}

/// A message while phrases are matched.
pub(super) struct Reading<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) recognised: &'a [Recognised],
}

/// The end of the longest match, and whether a word of it is known to none of `earlier`.
pub(super) fn longest(
    reading: &Reading<'_>,
    steps: &[Step],
    at: usize,
    earlier: u32,
) -> Option<(usize, bool)> {
    let Some((step, rest)) = steps.split_first() else { return Some((at, false)) };
    let token = reading.tokens.get(at);
    match step {
        Step::Number => {
            token.filter(|token| token.is_number())?;
            longest(reading, rest, at + 1, earlier)
        }
        Step::Word { any, optional } => {
            let matched = reading.recognised.get(at).and_then(|recognised| {
                if !recognised.words.iter().any(|word| any.binary_search(word).is_ok()) {
                    return None;
                }
                let (end, fresh) = longest(reading, rest, at + 1, earlier)?;
                Some((end, fresh || recognised.known & earlier == 0))
            });
            match matched {
                None if *optional => longest(reading, rest, at, earlier),
                _ => matched,
            }
        }
        Step::Gap => {
            let clause = reading.tokens.get(at.checked_sub(1)?)?.clause;
            let mut best = longest(reading, rest, at, earlier);
            for skipped in 1..=GAP_WORDS_MAX {
                let inside = reading
                    .tokens
                    .get(at + skipped - 1)
                    .is_some_and(|token| token.clause == clause);
                if !inside {
                    break;
                }
                if best.is_none() {
                    best = longest(reading, rest, at + skipped, earlier);
                }
            }
            best
        }
    }
}
