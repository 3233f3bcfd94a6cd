//! Owns slips of the tongue: "my chest hurts, i mean my calf". It must never know the words.

use super::super::mention::{Mention, standing};
use super::super::section::Section;
use super::{CUE_REACH_WORDS_MAX, Judge};

/// What is meant instead is at most this many small words away.
const LIMB_WORDS_MAX: usize = 8;

impl Judge<'_> {
    /// Denies what was said by mistake. Returns the words that take back an earlier turn: "no, i meant my
    /// calf", "no lol, the vest is tight".
    pub(super) fn retractions(&mut self) -> Option<(usize, usize)> {
        let cues = &self.lexicon.cues;
        let also = self.mentions.iter().any(|it| Some(it.concept) == cues.also);
        let grave = self.mentions.iter().rev().find(|it| {
            let heard = self.lexicon.section(it.concept) == Section::Sign
                || cues.acute.contains(&it.concept)
                || cues.misspoken.contains(&it.concept);
            heard && !self.resumes(it) && it.standing == 0 && !cues.pain.contains(&it.concept)
        });
        let grave = grave.map(|it| it.start);
        let mut earlier = None;
        for (start, end) in self.all(cues.retract) {
            if also || !self.names_limb(end) || grave.is_some_and(|grave| grave >= end) {
                continue;
            }
            earlier = earlier.or((start <= 2).then_some((start, end)));
            let which = |judge: &Self, it: &Mention| {
                let place = judge.lexicon.section(it.concept) == Section::Place;
                place || judge.lexicon.cues.misspoken.contains(&it.concept)
            };
            let sentence = self.tokens[start].sentence;
            let from = self.tokens.partition_point(|token| token.sentence < sentence);
            let from = from.max(start.saturating_sub(CUE_REACH_WORDS_MAX));
            self.mark(from..start, standing::DENIED, (start, end), which);
        }
        let first = [cues.answer_no, cues.retract].into_iter().find_map(|cue| self.cue_at(cue, 0));
        let joke = self.mentions.iter().any(|it| cues.joke.contains(&it.concept));
        earlier.or_else(|| {
            let end = first.filter(|_| joke && !also && grave.is_none())?;
            Some((0, end))
        })
    }

    /// Whether small words lead to a limb.
    fn names_limb(&self, from: usize) -> bool {
        let cues = &self.lexicon.cues;
        let small = [cues.starter, cues.filler, cues.link, cues.mine, cues.only, cues.retract];
        let mut at = from;
        while at < self.tokens.len().min(from + LIMB_WORDS_MAX) {
            let here = &self.mentions[self.starting(at)];
            if here.iter().any(|it| cues.limbs.contains(&it.concept) && it.standing == 0) {
                return true;
            }
            match self.longest_of(&small, at) {
                Some(end) => at = end,
                None => return false,
            }
        }
        false
    }
}
