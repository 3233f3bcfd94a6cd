//! Owns finding every phrase of the word lists in a message, and dropping those that a longer phrase
//! swallows. It must never judge whether a mention is meant.

use super::lexicon::{ConceptId, Lexicon, Section};
use super::pattern::{Reading, longest};

/// No phrase reaches further than this many words.
pub(super) const PHRASE_WORDS_MAX: usize = 24;

/// Why a mention does not count, as bits.
pub(super) mod standing {
    pub(in super::super) const DENIED: u8 = 1;
    pub(in super::super) const PAST: u8 = 2;
    pub(in super::super) const OTHER: u8 = 4;
    pub(in super::super) const GENERAL: u8 = 8;
}

/// A phrase found in a message, by word positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) concept: ConceptId,
    /// Index of the phrase; none for numbers.
    pub(super) phrase: Option<u32>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Bits of [`standing`]; 0 counts.
    pub(super) standing: u8,
    /// The mention that took away its standing.
    pub(super) by: Option<(usize, usize)>,
}

/// All mentions, by position, longest first; and those that figures of speech swallowed.
pub(super) fn mentions(
    lexicon: &Lexicon,
    reading: &Reading<'_>,
    given: usize,
) -> (Vec<Mention>, Vec<(Mention, Mention)>) {
    let all = matches(lexicon, reading, given);
    let mut first_at = vec![all.len(); reading.tokens.len() + 1];
    for (index, mention) in all.iter().enumerate().rev() {
        first_at[mention.start] = index;
    }
    for at in (0..reading.tokens.len()).rev() {
        first_at[at] = first_at[at].min(first_at[at + 1]);
    }
    let mut kept = Vec::with_capacity(all.len());
    let mut figures = Vec::new();
    for mention in &all {
        let window = first_at[mention.start.saturating_sub(PHRASE_WORDS_MAX)];
        let near = all[window..].iter().take_while(|other| other.start <= mention.start);
        let swallower = near.filter(|other| other.end >= mention.end).find(|other| {
            let longer = other.end - other.start > mention.end - mention.start;
            let silent = lexicon.section(other.concept) == Section::Silent;
            let same = other.concept == mention.concept;
            (longer || (silent && !std::ptr::eq(*other, mention)))
                && (same
                    || swallows(lexicon.section(other.concept), lexicon.section(mention.concept)))
        });
        match swallower {
            None => kept.push(mention.clone()),
            Some(other) if lexicon.section(other.concept) == Section::Silent => {
                figures.push((mention.clone(), other.clone()));
            }
            Some(_) => {}
        }
    }
    (kept, figures)
}

fn swallows(outer: Section, inner: Section) -> bool {
    match outer {
        Section::Silent => inner != Section::Silent,
        Section::Place => matches!(inner, Section::Place | Section::Cue),
        Section::Phrase => matches!(inner, Section::Place | Section::Context | Section::Cue),
        Section::Sign => matches!(inner, Section::Place | Section::Cue),
        Section::Context => matches!(inner, Section::Context | Section::Cue),
        Section::Word | Section::Outcome | Section::Intent | Section::Cue => inner == Section::Cue,
        Section::Timing => matches!(inner, Section::Timing | Section::Cue),
        _ => false,
    }
}

fn matches(lexicon: &Lexicon, reading: &Reading<'_>, given: usize) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut seen: Vec<u32> = Vec::new();
    for at in 0..reading.tokens.len() {
        seen.clear();
        let words = &reading.recognised[at].words;
        let starts = words.iter().flat_map(|&word| lexicon.starting_with(word));
        let numbers = lexicon.starting_with_number().iter();
        let numbers = numbers.filter(|_| reading.tokens[at].is_number());
        let from = found.len();
        for &phrase in starts.chain(numbers) {
            if seen.contains(&phrase) {
                continue;
            }
            seen.push(phrase);
            let (concept, tongue, steps) = lexicon.phrase(phrase);
            let earlier = lexicon.earlier(tongue, given);
            if let Some((end, fresh)) = longest(reading, steps, at, earlier)
                && (fresh || tongue == given)
                && end - at <= PHRASE_WORDS_MAX
            {
                let phrase = Some(phrase);
                found.push(Mention { concept, phrase, start: at, end, standing: 0, by: None });
            }
        }
        found[from..].sort_by_key(|mention| {
            (std::cmp::Reverse(mention.end), mention.concept, mention.phrase)
        });
        let mut last = None;
        let mut index = from;
        while index < found.len() {
            let key = (found[index].concept, found[index].end);
            if last == Some(key) {
                found.remove(index);
            } else {
                last = Some(key);
                index += 1;
            }
        }
    }
    found
}
