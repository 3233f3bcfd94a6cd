//! Owns questions that the message itself answers: "chest pain? no". It must never know the words.

use std::ops::Range;

use super::super::mention::{Mention, standing};
use super::super::section::Section;
use super::Judge;
use super::negation::LIST_CLAUSE_WORDS_MAX;

/// So many items answered with no, without a question mark, make a list of questions.
const CHECKLIST_ITEMS_MIN: usize = 2;

impl Judge<'_> {
    /// What is asked and answered with no is denied. Returns a question after signs of life: "breathing? no".
    pub(super) fn answers(&mut self) -> Option<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let end = self.clause_end(at);
            if at > 0 && self.is_no(at..end) {
                pairs.push((self.question(at), (at, end)));
            }
            at = end;
        }
        let tokens = self.tokens;
        let asked = |range: &Range<usize>| tokens[range.end - 1].asked;
        let short = |range: &Range<usize>| range.len() <= LIST_CLAUSE_WORDS_MAX;
        let checklist = pairs.iter().filter(|(item, _)| short(item)).count() >= CHECKLIST_ITEMS_MIN;
        pairs.retain(|(item, _)| asked(item) || (checklist && short(item)));
        let mut lifeless = None;
        for (question, by) in pairs {
            let alive = self.asks_for_life(question.clone());
            if alive && asked(&question) {
                lifeless = lifeless.or(Some((question.start, by.1)));
                continue;
            }
            let about = |judge: &Self, mention: &Mention| {
                let intent = judge.lexicon.section(mention.concept) == Section::Intent;
                judge.deniable(mention) && !judge.resumes(mention) && !intent
            };
            let starting = self.first_at[question.start]..self.first_at[question.end];
            let only_place = !self.mentions[starting].iter().any(|it| about(self, it));
            self.mark(question, standing::DENIED, by, |judge, mention| {
                about(judge, mention) || (only_place && judge.deniable(mention))
            });
        }
        lifeless
    }

    /// Whether a question asks for a sign of life and nothing else: "is he breathing?", not "trouble
    /// breathing?".
    fn asks_for_life(&self, question: Range<usize>) -> bool {
        let cues = &self.lexicon.cues;
        let small = [cues.starter, cues.filler, cues.here, cues.asks, cues.person, cues.myself];
        let (mut at, mut alive) = (question.start, false);
        while at < question.end {
            let life = self.cue_at(cues.alive, at);
            alive |= life.is_some();
            match life.or_else(|| self.longest_of(&small, at)) {
                Some(end) => at = end,
                None => return false,
            }
        }
        alive
    }

    /// The clause before an answer, with the short ones of the same sentence before it.
    fn question(&self, answer: usize) -> Range<usize> {
        let last = answer - 1;
        let mut start = self.clause_start(last);
        while start > 0 && self.tokens[start - 1].sentence == self.tokens[last].sentence {
            let before = self.clause_start(start - 1);
            if start - before > LIST_CLAUSE_WORDS_MAX || self.is_no(before..start) {
                break;
            }
            start = before;
        }
        start..answer
    }

    fn clause_start(&self, token: usize) -> usize {
        let clause = self.tokens[token].clause;
        self.tokens.partition_point(|token| token.clause < clause)
    }

    /// Whether a clause says no and nothing else, up to its end or a "just".
    fn is_no(&self, clause: Range<usize>) -> bool {
        let cues = &self.lexicon.cues;
        let denials =
            [cues.negator, cues.negator_after, cues.negator_end, cues.answer_no, cues.fine];
        let small = [cues.starter, cues.filler, cues.link, cues.myself];
        let (mut at, mut denied) = (clause.start, false);
        while at < clause.end {
            if at > clause.start && self.cue_at(cues.adversative, at).is_some() {
                break;
            }
            let deny = self.longest_of(&denials, at);
            denied |= deny.is_some();
            match deny.max(self.longest_of(&small, at)) {
                Some(end) => at = end,
                None => return false,
            }
        }
        denied
    }
}
