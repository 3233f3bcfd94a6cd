//! Owns finding every phrase of the word lists in a message, and dropping those that a longer phrase
//! swallows. It must never judge whether a mention is meant.

use super::lexicon::{ConceptId, Fit, Lexicon};
use super::pattern::{Reading, longest};
use super::section::Section;

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
    let swallowers: Vec<&Mention> =
        all.iter().filter(|it| it.end - it.start > 1 || silences(lexicon, it)).collect();
    let mut kept = Vec::with_capacity(all.len());
    let mut figures = Vec::new();
    for mention in &all {
        let earliest = mention.start.saturating_sub(PHRASE_WORDS_MAX);
        let from = swallowers.partition_point(|it| it.start < earliest);
        let near = swallowers[from..].iter().take_while(|other| other.start <= mention.start);
        let swallower = near.filter(|other| other.end >= mention.end).find(|other| {
            let longer = other.end - other.start > mention.end - mention.start;
            let silent = silences(lexicon, other);
            let same = other.concept == mention.concept;
            (longer || (silent && !std::ptr::eq(**other, mention)))
                && (same || swallows(lexicon, other, mention))
        });
        match swallower {
            None => kept.push(mention.clone()),
            Some(other) if silences(lexicon, other) => {
                figures.push((mention.clone(), (*other).clone()));
            }
            Some(_) => {}
        }
    }
    (kept, figures)
}

/// Whether a phrase silences even a phrase of its own length.
fn silences(lexicon: &Lexicon, mention: &Mention) -> bool {
    let section = lexicon.section(mention.concept);
    matches!(section, Section::Silent | Section::NoPlace | Section::NoTime | Section::NoSign)
}

fn swallows(lexicon: &Lexicon, outer: &Mention, inner: &Mention) -> bool {
    use Section::{
        Context, Cue, Intent, NoPlace, NoSign, NoTime, Option, Outcome, Phrase, Place, Sign,
        Silent, Timing, Word,
    };
    let (outer, section) = (lexicon.section(outer.concept), lexicon.section(inner.concept));
    // Whose body it is remains to be heard inside "my back hurts".
    let cue = section == Cue && lexicon.cues.is_of_scope(inner.concept);
    match outer {
        Silent => section != Silent,
        NoPlace => section == Place,
        NoTime => section == Timing,
        NoSign => !lexicon.cues.is_audible(inner.concept),
        Phrase => cue || matches!(section, Place | Context),
        Sign | Place => cue || section == Place,
        Timing => cue || matches!(section, Timing | Word),
        Context => cue || section == Context,
        Outcome | Option => cue || section == outer,
        Word | Intent | Cue => cue,
        _ => false,
    }
}

fn matches(lexicon: &Lexicon, reading: &Reading<'_>, given: usize) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut candidates: Vec<u32> = Vec::new();
    let fits = |fit: Fit, start: usize, end: usize| match fit {
        Fit::Anywhere => true,
        Fit::Clause => reading.tokens[start].clause == reading.tokens[end - 1].clause,
        Fit::Alone => start == 0 && end == reading.tokens.len(),
    };
    for at in 0..reading.tokens.len() {
        let words = &reading.recognised[at].words;
        let after = reading.recognised.get(at + 1).map_or(&[][..], |next| &next.words);
        let single = words.iter().flat_map(|&word| lexicon.starting_with(word));
        let pairs = words.iter().flat_map(|&word| {
            after.iter().flat_map(move |&next| lexicon.starting_pair(word, next))
        });
        let numbers = lexicon.starting_with_number().iter().copied();
        let numbers = numbers.filter(|_| reading.tokens[at].is_number());
        let from = found.len();
        candidates.clear();
        candidates.extend(single.chain(pairs).chain(numbers));
        candidates.sort_unstable();
        candidates.dedup();
        for &phrase in &candidates {
            let (concept, tongue, steps) = lexicon.phrase(phrase);
            let earlier = Lexicon::earlier(tongue, given);
            if let Some((end, fresh)) = longest(reading, steps, at, earlier)
                && (fresh || tongue == given)
                && end - at <= PHRASE_WORDS_MAX
                && fits(lexicon.fit(phrase), at, end)
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
