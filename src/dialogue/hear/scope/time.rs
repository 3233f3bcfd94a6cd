//! Owns what is over, and what is asked or supposed in general. It must never know the words.

use super::super::mention::standing;
use super::{CUE_REACH_WORDS_MAX, Judge};

impl Judge<'_> {
    pub(super) fn past(&mut self) {
        let cues = &self.lexicon.cues;
        let mut pasts = self.all(cues.past);
        if !self.all(cues.resolved).is_empty() {
            pasts.extend(self.all(cues.past_weak));
        } else if self.is_own() {
            // "My patient had chest pain earlier. Now i have a calf cramp": theirs is told of, mine is now.
            let weak = self.all(cues.past_weak);
            pasts.extend(weak.into_iter().filter(|&(start, _)| self.is_of_others(start)));
        }
        for (start, end) in pasts {
            let part = self.part_of(start);
            let low = part.start.max(start.saturating_sub(CUE_REACH_WORDS_MAX));
            let high = part.end.min(end + CUE_REACH_WORDS_MAX);
            // "Diabetic for years" and "put on statins last month" are so today.
            let begun = (low..high).any(|at| self.cue_at(cues.begun, at).is_some());
            self.mark(low..high, standing::PAST, (start, end), |judge, it| {
                let cues = &judge.lexicon.cues;
                let lasts = cues.chronic.contains(&it.concept)
                    || (begun && cues.lasting.contains(&it.concept));
                !lasts && !judge.is_steady(it)
            });
        }
    }

    /// Whether a part of a sentence tells of somebody else and not of oneself.
    fn is_of_others(&self, token: usize) -> bool {
        let part = self.part_of(token);
        let persons: Vec<usize> =
            self.all(self.lexicon.cues.person).iter().map(|person| person.0).collect();
        let own = |&(_, end): &(usize, usize)| {
            part.contains(&(end - 1)) && !persons.iter().any(|at| (end..end + 2).contains(at))
        };
        persons.iter().any(|at| part.contains(at))
            && !self.all(self.lexicon.cues.mine).iter().any(own)
    }

    /// What is only supposed: "if i couldnt breathe id call", "thought it was a stroke but".
    pub(super) fn supposed(&mut self) {
        let cues = &self.lexicon.cues;
        let would = self.all(cues.would);
        for (start, end) in self.all(cues.supposed) {
            let sentence = self.tokens[start].sentence;
            if would.iter().any(|it| self.tokens[it.0].sentence == sentence) {
                let to = self.clause_end(start).min(end + CUE_REACH_WORDS_MAX);
                self.mark(start..to, standing::GENERAL, (start, end), |_, _| true);
            }
        }
        for (start, end) in self.all(cues.thought) {
            let sentence = self.tokens[start].sentence;
            let reach = end..(end + CUE_REACH_WORDS_MAX).min(self.tokens.len());
            let mut reach = reach.take_while(|&at| self.tokens[at].sentence == sentence);
            if let Some(but) = reach.find(|&at| self.cue_at(cues.adversative, at).is_some()) {
                self.mark(start..but, standing::GENERAL, (start, end), |_, _| true);
            }
        }
    }

    /// "Can statins turn pee brown?" asks about nobody, "can you help my dad?" about somebody.
    pub(super) fn questions(&mut self) {
        let cues = &self.lexicon.cues;
        let somebody = [cues.myself, cues.mine, cues.person, cues.here, cues.present];
        for (start, end) in self.all(cues.asks) {
            let sentence = self.tokens[start].sentence;
            let to = self.tokens.partition_point(|token| token.sentence <= sentence);
            let first = start == 0 || self.tokens[start - 1].sentence < sentence;
            let about = |at: usize| somebody.iter().any(|&cue| self.cue_at(cue, at).is_some());
            if first && self.tokens[to - 1].asked && !(start..to).any(about) {
                self.mark(start..to, standing::GENERAL, (start, end), |_, _| true);
            }
        }
    }

    pub(super) fn general(&mut self) {
        let cues = &self.lexicon.cues;
        for (start, end) in self.all(cues.general) {
            let limit = self.clause_end(start).min(end + CUE_REACH_WORDS_MAX);
            let (mut at, mut covered) = (end.min(limit), false);
            while at < limit {
                let split = self.cue_at(cues.adversative, at).or(self.cue_at(cues.present, at));
                if split.is_some() || (covered && self.cue_at(cues.starter, at).is_some()) {
                    break;
                }
                covered |= self.mentions[self.starting(at)].iter().any(|it| self.deniable(it));
                at += 1;
            }
            self.mark(start..at, standing::GENERAL, (start, end), |_, _| true);
        }
        for (start, end) in self.all(cues.general_after) {
            let low = self.part_of(start).start.max(start.saturating_sub(CUE_REACH_WORDS_MAX));
            self.mark(low..end, standing::GENERAL, (start, end), |_, _| true);
        }
    }
}
