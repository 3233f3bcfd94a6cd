//! Owns the phrase notation of the word lists and matching one phrase at one word. It must never
//! look at what a phrase stands for.
//!
//! `word` with inflections and typos · `=word` exactly · `wor*` beginning · `a/b` either ·
//! `[word]` may be missing · `..` up to three words · `#` a number · `$name` a list of words.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::buckets::{Bits, Buckets};
use super::fold::Token;
use super::vocabulary::{Recognised, Vocabulary, WordId};

/// How many words a `..` may skip.
const GAP_WORDS_MAX: usize = 3;

/// One place of a phrase, in four bytes: there are hundreds of thousands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Step(u32);

impl Step {
    pub(super) const NUMBER: Self = Self(u32::MAX);
    const GAP: Self = Self(u32::MAX - 1);
    /// The word may be missing.
    const OPTIONAL: u32 = 1 << 31;
    /// The rest is the index of a list, not of a word.
    const LIST: u32 = 1 << 30;
    const INDEX: u32 = Self::LIST - 1;

    fn is_optional(self) -> bool {
        self.0 & Self::OPTIONAL != 0
    }

    /// Whether one word must stand here.
    pub(super) fn is_word(self) -> bool {
        !self.is_optional()
    }

    /// Whether a word, or a number, must stand here.
    fn is_fixed(self) -> bool {
        self == Self::NUMBER || !self.is_optional()
    }
}

/// The steps of all phrases, and the lists of words they share, each in one piece of memory.
#[derive(Default)]
pub(super) struct Steps {
    all: Vec<Step>,
    lists: Vec<WordId>,
    /// Where each list ends.
    ends: Vec<u32>,
    /// By word, the lists it is on.
    lists_of: Buckets<u32>,
}

impl Steps {
    /// How many places there are; the next phrase begins there.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn of(&self, range: Range<usize>) -> &[Step] {
        self.all.get(range).unwrap_or_default()
    }

    /// Adds the places of a phrase, and tells where they begin.
    pub(super) fn add(&mut self, steps: &[Step]) -> u32 {
        let from = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.extend_from_slice(steps);
        from
    }

    /// The words that may stand at a place that is fixed, in order; none where it is not.
    pub(super) fn words<'a>(&'a self, step: &'a Step) -> Option<&'a [WordId]> {
        match (step.is_optional(), step.0 & Step::LIST) {
            (true, _) => None,
            (false, 0) => Some(std::slice::from_ref(&step.0)),
            (false, _) => Some(self.list(*step)),
        }
    }

    fn list(&self, step: Step) -> &[WordId] {
        let index = (step.0 & Step::INDEX) as usize;
        let from = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.lists[from as usize..self.ends[index] as usize]
    }

    /// Whether a place that is a word may be one of these.
    fn may_be(&self, step: Step, words: &[WordId]) -> bool {
        if step.0 & Step::LIST == 0 {
            return words.contains(&(step.0 & Step::INDEX));
        }
        let list = self.list(step);
        words.iter().any(|word| list.binary_search(word).is_ok())
    }

    /// Every phrase is there: from now on they can be looked for.
    pub(super) fn finish(&mut self, words: usize) {
        self.all.shrink_to_fit();
        self.lists.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.lists_of = Buckets::new(words, |add| {
            for list in 0..u32::try_from(self.ends.len()).unwrap_or(u32::MAX) {
                self.list(Step(list)).iter().for_each(|&word| add(word, list));
            }
        });
    }
}

/// The `$name` lists of a language, and the lists of words that phrases share.
#[derive(Default)]
pub(super) struct Lists {
    written: BTreeMap<String, Vec<String>>,
    read: BTreeMap<String, Vec<WordId>>,
    shared: HashMap<Vec<WordId>, u32>,
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

    /// The place of a list of words, which is kept once.
    fn share(&mut self, any: Vec<WordId>, pool: &mut Steps) -> Step {
        if let [word] = any[..] {
            return Step(word & Step::INDEX);
        }
        let index = *self.shared.entry(any).or_insert_with_key(|any| {
            pool.lists.extend_from_slice(any);
            pool.ends.push(u32::try_from(pool.lists.len()).unwrap_or(u32::MAX));
            u32::try_from(pool.ends.len() - 1).unwrap_or(u32::MAX)
        });
        Step(index & Step::INDEX | Step::LIST)
    }
}

/// Reads the notation; the error is a sentence for the author.
pub(super) fn parse(
    text: &str,
    tongue: usize,
    lists: &mut Lists,
    vocabulary: &mut Vocabulary,
    pool: &mut Steps,
) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    for part in text.split_whitespace() {
        if part == ".." {
            steps.push(Step::GAP);
            continue;
        }
        if part == "#" {
            steps.push(Step::NUMBER);
            continue;
        }
        let several = separate(part);
        if several.len() > 1 {
            for word in several {
                let Step(place) = lists.share(vec![vocabulary.add(tongue, &word)], pool);
                steps.push(Step(place));
            }
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
        let Step(place) = lists.share(any, pool);
        steps.push(Step(if optional { place | Step::OPTIONAL } else { place }));
    }
    let fixed = |step: Option<&Step>| step.is_some_and(|step| step.is_fixed());
    if !fixed(steps.first()) || !fixed(steps.last()) {
        return Err("a phrase begins and ends with a word that must be there".to_owned());
    }
    Ok(steps)
}

/// The words that a message has where one is written: `10k` is `10 k`, and `36.6` is `36 6`.
fn separate(part: &str) -> Vec<String> {
    let (exact, rest) = part.strip_prefix('=').map_or(("", part), |rest| ("=", rest));
    let (word, more) = rest.strip_suffix('*').map_or((rest, ""), |word| (word, "*"));
    if word.chars().all(char::is_alphabetic) || word.contains(['/', '[', '$', '#']) {
        return Vec::new();
    }
    let tokens = super::fold::tokens(word);
    let last = tokens.len().saturating_sub(1);
    let written = tokens.iter().enumerate().map(|(at, token)| {
        let more = if at == last { more } else { "" };
        format!("{exact}{}{more}", token.form)
    });
    written.collect()
}

/// A message while phrases are matched.
pub(super) struct Reading<'a> {
    pub(super) tokens: &'a [Token],
    steps: &'a Steps,
    recognised: &'a [Recognised],
    /// By token, the index of what it was recognised as.
    which: &'a [u32],
    /// A bit for each word that some token may be.
    said: Bits,
    /// A bit for each list of words that has such a word: many phrases end in one of a few lists.
    said_lists: Bits,
    /// By what is recognised: whether it denies what follows.
    denies: Vec<bool>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        tokens: &'a [Token],
        steps: &'a Steps,
        recognised: &'a [Recognised],
        which: &'a [u32],
        negators: &[WordId],
    ) -> Self {
        let mut said = Bits::new(steps.lists_of.keys());
        let mut said_lists = Bits::new(steps.ends.len());
        for &word in recognised.iter().flat_map(|recognised| &recognised.words) {
            said.set(word);
            steps.lists_of.of(word).iter().for_each(|&list| said_lists.set(list));
        }
        let negates = |word: &WordId| negators.binary_search(word).is_ok();
        let denies = recognised.iter().map(|it| it.words.iter().any(negates)).collect();
        Self { tokens, steps, recognised, which, said, said_lists, denies }
    }

    fn recognised(&self, at: usize) -> Option<&Recognised> {
        self.which.get(at).map(|&index| &self.recognised[index as usize])
    }

    /// The words a token may be.
    pub(super) fn words(&self, at: usize) -> &[WordId] {
        self.recognised(at).map_or(&[], |recognised| &recognised.words)
    }

    fn denies(&self, at: usize) -> bool {
        self.which.get(at).is_some_and(|&index| self.denies[index as usize])
    }

    /// The languages that know a token, a bit each.
    pub(super) fn known(&self, at: usize) -> u32 {
        self.recognised(at).map_or(0, |recognised| recognised.known)
    }

    /// Whether what must stand at a place is said anywhere: most phrases that begin like the message end
    /// otherwise.
    pub(super) fn may_be(&self, step: Step) -> bool {
        match step {
            Step::NUMBER => true,
            word if word.0 & Step::LIST == 0 => self.said.has(word.0),
            list => self.said_lists.has(list.0 & Step::INDEX),
        }
    }
}

/// How many words a phrase has at most.
pub(super) fn reach(steps: &[Step]) -> usize {
    steps.iter().map(|&step| if step == Step::GAP { GAP_WORDS_MAX } else { 1 }).sum()
}

/// The end of the longest match, and whether a word of it is known to none of `earlier`.
pub(super) fn longest(
    reading: &Reading<'_>,
    steps: &[Step],
    start: usize,
    earlier: u32,
) -> Option<(usize, bool)> {
    let (mut at, mut fresh) = (start, false);
    for (index, &step) in steps.iter().enumerate() {
        let rest = &steps[index + 1..];
        let joined = |(end, more): (usize, bool)| (end, fresh || more);
        match step {
            Step::NUMBER => {
                reading.tokens.get(at).filter(|token| token.is_number())?;
            }
            Step::GAP => return over_gap(reading, rest, at, earlier).map(joined),
            word => {
                let recognised = reading.recognised(at);
                let recognised = recognised.filter(|it| reading.steps.may_be(word, &it.words));
                let new = recognised.map(|it| it.known & earlier == 0);
                if word.is_optional() {
                    let there = new.and_then(|new| {
                        let (end, more) = longest(reading, rest, at + 1, earlier)?;
                        Some((end, new || more))
                    });
                    return there.or_else(|| longest(reading, rest, at, earlier)).map(joined);
                }
                fresh |= new?;
            }
        }
        at += 1;
    }
    Some((at, fresh))
}

/// "Lips .. tingle" is not said by "lips do not tingle": a gap goes over no word that denies.
fn over_gap(
    reading: &Reading<'_>,
    rest: &[Step],
    at: usize,
    earlier: u32,
) -> Option<(usize, bool)> {
    let clause = reading.tokens.get(at.checked_sub(1)?)?.clause;
    (0..=GAP_WORDS_MAX)
        .take_while(|&skipped| {
            let last = (at + skipped).checked_sub(1).and_then(|last| reading.tokens.get(last));
            skipped == 0
                || (last.is_some_and(|token| token.clause == clause)
                    && !reading.denies(at + skipped - 1))
        })
        .find_map(|skipped| longest(reading, rest, at + skipped, earlier))
}
