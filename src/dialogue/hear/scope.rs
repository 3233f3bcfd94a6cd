//! Owns what takes a mention its standing: negation, the past, other people and general questions.
//! It must never decide what remains means.

mod answer;
mod negation;
mod person;
mod retraction;
mod time;

use super::fold::Token;
use super::lexicon::{ConceptId, Lexicon};
use super::mention::Mention;
use super::section::Section;
use super::understanding::Who;

/// A cue of the past or of a general question reaches over this many words.
const CUE_REACH_WORDS_MAX: usize = 24;

/// What the message as a whole tells.
pub(super) struct Verdict {
    /// Whose body it is, when that can be told.
    pub(super) who: Option<Who>,
    /// The words that take back what was said in an earlier turn.
    pub(super) retracts: Option<(usize, usize)>,
    /// A question after signs of life that is answered with no.
    pub(super) lifeless: Option<(usize, usize)>,
}

/// Judges every mention.
pub(super) fn judge(
    lexicon: &Lexicon,
    tokens: &[Token],
    mentions: &mut [Mention],
    before: Option<Who>,
) -> Verdict {
    let mut judge = Judge::new(lexicon, tokens, mentions);
    judge.negations();
    let lifeless = judge.answers();
    let retracts = judge.retractions();
    judge.past();
    judge.general();
    judge.illness_gone();
    judge.supposed();
    judge.questions();
    judge.studies();
    let who = judge.who(before);
    if who != Some(Who::Helper) {
        judge.relatives();
    }
    judge.animals();
    Verdict { who, retracts, lifeless }
}

struct Judge<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a [Token],
    mentions: &'a mut [Mention],
    /// Index of the first mention that starts at a token or later.
    first_at: Vec<usize>,
    /// Clauses, also split where "but" or "now" begin something else.
    parts: Vec<u32>,
}

impl<'a> Judge<'a> {
    fn new(lexicon: &'a Lexicon, tokens: &'a [Token], mentions: &'a mut [Mention]) -> Self {
        let mut first_at = vec![mentions.len(); tokens.len() + 1];
        for (index, mention) in mentions.iter().enumerate().rev() {
            first_at[mention.start] = index;
        }
        for at in (0..tokens.len()).rev() {
            first_at[at] = first_at[at].min(first_at[at + 1]);
        }
        let mut after_past = vec![false; tokens.len() + 1];
        for mention in mentions.iter().filter(|it| Some(it.concept) == lexicon.cues.past) {
            after_past[mention.end] = true;
        }
        let mut judge = Self { lexicon, tokens, mentions, first_at, parts: Vec::new() };
        let mut part = 0;
        for at in 0..tokens.len() {
            let clause = at > 0 && tokens[at].clause != tokens[at - 1].clause;
            let cues = &lexicon.cues;
            // "Last year when": what follows tells of last year.
            let but = judge.cue_at(cues.adversative, at).filter(|_| !after_past[at]);
            let split = but.or(judge.cue_at(cues.present, at));
            if clause || split.is_some() {
                part += 1;
            }
            judge.parts.push(part);
        }
        judge
    }

    fn starting(&self, token: usize) -> std::ops::Range<usize> {
        let end = self.first_at.get(token + 1).copied().unwrap_or(self.mentions.len());
        self.first_at.get(token).copied().unwrap_or(end)..end
    }

    /// The end of a cue that starts at a token.
    fn cue_at(&self, cue: Option<ConceptId>, token: usize) -> Option<usize> {
        let cue = cue?;
        let range = self.starting(token);
        self.mentions[range].iter().find(|it| it.concept == cue).map(|it| it.end)
    }

    fn all(&self, cue: Option<ConceptId>) -> Vec<(usize, usize)> {
        let of = self.mentions.iter().filter(|mention| Some(mention.concept) == cue);
        of.map(|mention| (mention.start, mention.end)).collect()
    }

    fn deniable(&self, mention: &Mention) -> bool {
        use Section::{
            Context, Intent, Measure, Medicine, Option, Phrase, Place, Sign, Timing, Word,
        };
        matches!(
            self.lexicon.section(mention.concept),
            Context | Intent | Measure | Medicine | Option | Phrase | Place | Sign | Timing | Word
        ) && !self.is_steady(mention)
    }

    fn is_steady(&self, mention: &Mention) -> bool {
        self.lexicon.cues.steady.contains(&mention.concept)
    }

    /// Where the longest of some cues ends that start at a token.
    fn longest_of(&self, cues: &[Option<ConceptId>], at: usize) -> Option<usize> {
        cues.iter().filter_map(|&cue| self.cue_at(cue, at)).max()
    }

    /// Places and cramps: what a message is about rather than what it says of that.
    fn resumes(&self, mention: &Mention) -> bool {
        self.lexicon.cues.resume.contains(&mention.concept)
    }

    fn clause_end(&self, token: usize) -> usize {
        let clause = self.tokens[token].clause;
        self.tokens.partition_point(|token| token.clause <= clause)
    }

    fn mark(
        &mut self,
        range: std::ops::Range<usize>,
        bit: u8,
        by: (usize, usize),
        which: impl Fn(&Self, &Mention) -> bool,
    ) {
        let low = self.first_at[range.start.min(self.tokens.len())];
        let high = self.first_at[range.end.min(self.tokens.len())];
        for index in low..high {
            if which(self, &self.mentions[index]) {
                self.mentions[index].standing |= bit;
                self.mentions[index].by.get_or_insert(by);
            }
        }
    }

    fn part_of(&self, token: usize) -> std::ops::Range<usize> {
        let part = self.parts[token];
        self.parts.partition_point(|&it| it < part)..self.parts.partition_point(|&it| it <= part)
    }
}
