//! Owns what a denial reaches: what follows it, what stands before it, and lists. It must never know the
//! words.

use super::super::mention::{Mention, PHRASE_WORDS_MAX, standing};
use super::super::section::Section;
use super::{CUE_REACH_WORDS_MAX, Judge};

/// A negation reaches over this many words that are on no list.
const UNKNOWN_WORDS_MAX: usize = 1;
/// A clause of a denied list ("no fever, rash or chills") has at most this many words.
pub(super) const LIST_CLAUSE_WORDS_MAX: usize = 4;
/// The last one, with its "or", has at most this many.
const LAST_CLAUSE_WORDS_MAX: usize = 7;
/// One with an "and", which may begin something else, has at most this many.
const AND_CLAUSE_WORDS_MAX: usize = 3;
/// A denied list goes on over at most this many clauses.
const LIST_CLAUSES_MAX: usize = 8;
/// A place and what it has are at most this many words apart.
const CRAMP_WORDS_MAX: usize = 6;

impl Judge<'_> {
    pub(super) fn negations(&mut self) {
        let cues = &self.lexicon.cues;
        let [forward, after, end] =
            [cues.negator, cues.negator_after, cues.negator_end].map(|cue| self.all(cue));
        let mut behind = after;
        behind.extend(end.into_iter().filter(|&(start, end)| {
            self.tokens.get(end).is_none_or(|next| next.clause != self.tokens[start].clause)
        }));
        behind.sort_unstable();
        behind.dedup();
        for &(start, end) in &forward {
            // "Отека нет, икру свело": what is denied stands before the word, so nothing after it is.
            let postposed =
                behind.binary_search(&(start, end)).is_ok() && self.deny_backward(start, end);
            let next = behind.get(behind.partition_point(|it| it.0 <= start));
            let again =
                next.is_some_and(|it| self.tokens[it.0].clause == self.tokens[start].clause);
            if !(postposed && again) {
                self.deny_forward(start, end, postposed);
            }
        }
        for (start, end) in behind {
            if forward.binary_search(&(start, end)).is_err() {
                self.deny_backward(start, end);
            }
        }
        for (start, end) in self.all(self.lexicon.cues.without) {
            // "No subo sin jadear" denies no panting.
            let before = forward[..forward.partition_point(|it| it.0 <= start)].last();
            let twice =
                before.is_some_and(|it| self.tokens[it.0].clause == self.tokens[start].clause);
            if !twice {
                self.deny_within(start, end);
            }
        }
        for (start, end) in self.all(self.lexicon.cues.fine) {
            self.deny_fine(start, end);
        }
    }

    /// "Sin sangre" may be a phrase, such as that of somebody pale, and yet there is no blood.
    fn deny_within(&mut self, start: usize, end: usize) {
        let outer = self.mentions[self.starting(start)].iter();
        let Some(to) = outer.map(|it| it.end).max().filter(|&to| to > end) else { return };
        self.mark(end..to, standing::DENIED, (start, end), |judge, it| {
            let section = judge.lexicon.section(it.concept);
            let steady = matches!(section, Section::Place | Section::Context) || judge.resumes(it);
            it.end <= to && judge.deniable(it) && !steady
        });
    }

    /// "My chest is ok" denies the chest, "chest pain, breathing ok" not the pain, and "no respiro bien"
    /// nothing.
    fn deny_fine(&mut self, start: usize, end: usize) {
        let cues = &self.lexicon.cues;
        let clause = self.tokens[start].clause;
        let last = self.tokens.get(end).is_none_or(|next| next.clause != clause)
            || [cues.list_or, cues.adversative].iter().any(|&it| self.cue_at(it, end).is_some());
        let from = self.tokens.partition_point(|token| token.clause < clause);
        let from = from.max(start.saturating_sub(CUE_REACH_WORDS_MAX));
        if !last || (from..start).any(|at| self.cue_at(cues.negator, at).is_some()) {
            return;
        }
        for at in (from..start).rev() {
            let small = [cues.filler, cues.starter].iter().any(|&it| self.cue_at(it, at).is_some());
            let fit = |it: &Mention| {
                it.end == at + 1
                    && self.deniable(it)
                    && self.lexicon.section(it.concept) != Section::Place
                    && !self.resumes(it)
            };
            if self.mentions[self.starting(at)].iter().any(fit) {
                self.deny(at..at + 1, false, (start, end));
                return;
            }
            if !small {
                return;
            }
        }
    }

    fn deny_forward(&mut self, start: usize, end: usize, postposed: bool) {
        let cues = &self.lexicon.cues;
        let limit = self.list_end(start);
        let (mut at, mut covered, mut linked, mut unknown) = (end, postposed, !postposed, 0);
        while at < limit {
            if self.cue_at(cues.adversative, at).is_some()
                || self.cue_at(cues.present, at).is_some()
                || self.cue_at(cues.negator, at).is_some()
            {
                break;
            }
            let new_clause = self.tokens[at].clause != self.tokens[at - 1].clause;
            linked |= new_clause;
            let range = self.starting(at);
            let reach = self.mentions[range.clone()]
                .iter()
                .filter(|mention| self.deniable(mention))
                .map(|mention| mention.end)
                .max();
            if let Some(reach) = reach {
                let resumes = self.mentions[range].iter().any(|it| self.resumes(it));
                if covered && !linked && resumes {
                    break;
                }
                self.deny(at..reach, unknown == 0, (start, end));
                if at == end {
                    self.deny_place_before(at, (start, end));
                }
                (at, covered, linked) = (reach, true, false);
                continue;
            }
            if let Some(past) = self.cue_at(cues.starter, at) {
                if at != end && !linked {
                    break;
                }
                at = past;
                continue;
            }
            if let Some(past) = self.cue_at(cues.link, at).or(self.cue_at(cues.list_or, at)) {
                (at, linked) = (past, true);
                continue;
            }
            if let Some(past) = self.cue_at(cues.filler, at) {
                at = past;
                continue;
            }
            unknown += 1;
            linked = false;
            if unknown > UNKNOWN_WORDS_MAX {
                break;
            }
            at += 1;
        }
    }

    /// "Живот не болит, икру свело", "my face isnt droopy, calf cramp": a place of which something is denied
    /// is not where the cramp is, if there is one elsewhere.
    fn deny_place_before(&mut self, at: usize, by: (usize, usize)) {
        let is_place = |it: &Mention| self.lexicon.section(it.concept) == Section::Place;
        let denied = &self.mentions[self.starting(at)];
        let low = by.0.saturating_sub(PHRASE_WORDS_MAX);
        let near = &self.mentions[self.first_at[low]..self.first_at[by.0]];
        let Some(before) = near.iter().find(|it| is_place(it) && it.end == by.0) else { return };
        if !denied.iter().any(|it| self.deniable(it) && !is_place(it)) {
            return;
        }
        let (from, concept) = (before.start, before.concept);
        let high = (at + CUE_REACH_WORDS_MAX).min(self.tokens.len());
        let low = from.saturating_sub(CUE_REACH_WORDS_MAX);
        let mut around = self.mentions[self.first_at[low]..self.first_at[high]].iter();
        let elsewhere = around
            .any(|it| is_place(it) && it.concept != concept && it.standing == 0 && self.cramps(it));
        if elsewhere {
            self.mark(from..by.0, standing::DENIED, by, |judge, it| {
                judge.lexicon.section(it.concept) == Section::Place
            });
        }
    }

    /// Whether a cramp is said beside a place.
    fn cramps(&self, place: &Mention) -> bool {
        let low = self.first_at[place.start.saturating_sub(CRAMP_WORDS_MAX)];
        let high = self.first_at[(place.end + CRAMP_WORDS_MAX).min(self.tokens.len())];
        self.mentions[low..high].iter().any(|it| {
            self.resumes(it)
                && self.lexicon.section(it.concept) != Section::Place
                && it.standing == 0
                && self.tokens[it.start].clause == self.tokens[place.start].clause
        })
    }

    /// The end of the clause, or of the list that goes on after it: up to its "or", or to the "just" of
    /// what there is instead.
    fn list_end(&self, start: usize) -> usize {
        let cues = &self.lexicon.cues;
        let end = self.clause_end(start);
        let (mut at, mut clauses, mut plain) = (end, 0, true);
        while at < self.tokens.len()
            && self.tokens[at].sentence == self.tokens[start].sentence
            && clauses < LIST_CLAUSES_MAX
        {
            let next = self.clause_end(at);
            let said = |cue| (at..next).any(|at| self.cue_at(cue, at).is_some());
            let mentions = &self.mentions[self.first_at[at]..self.first_at[next]];
            let resumes = mentions.iter().any(|it| self.resumes(it));
            let other = mentions.iter().any(|it| self.deniable(it) && !self.resumes(it));
            if clauses > 0 && plain && resumes && self.cue_at(cues.only, at).is_some() {
                return at;
            }
            let or = said(cues.or) && other && next - at <= LAST_CLAUSE_WORDS_MAX;
            let and = said(cues.list_or) && next - at <= AND_CLAUSE_WORDS_MAX;
            if self.cue_at(cues.list_or, at).is_some() || or || and {
                return next;
            }
            if next - at > LIST_CLAUSE_WORDS_MAX {
                break;
            }
            plain &= other && !resumes;
            at = next;
            clauses += 1;
        }
        end
    }

    /// Whether it denies something that was not denied before.
    fn deny_backward(&mut self, start: usize, end: usize) -> bool {
        let cues = &self.lexicon.cues;
        let clause = self.tokens[start].clause;
        let (mut at, mut fresh) = (start, false);
        while at > 0 && self.tokens[at - 1].clause == clause {
            let low = self.first_at[at.saturating_sub(PHRASE_WORDS_MAX)];
            let high = self.first_at[at];
            let ending = self.mentions[low..high].iter().filter(|it| it.end == at);
            let mut reach = None;
            let mut filler = None;
            for mention in ending {
                let concept = Some(mention.concept);
                if concept == cues.negator_after || concept == cues.adversative {
                    return fresh;
                }
                // "Lol no" does not mean that it is no joke.
                let section = self.lexicon.section(mention.concept);
                if self.deniable(mention)
                    && !matches!(section, Section::Place | Section::Measure)
                    && (section != Section::Context || at == start)
                    && !self.resumes(mention)
                    && !cues.joke.contains(&mention.concept)
                {
                    fresh |= mention.standing & standing::DENIED == 0;
                    reach = Some(reach.map_or(mention.start, |it: usize| it.min(mention.start)));
                } else if concept == cues.filler || concept == cues.link || concept == cues.list_or
                {
                    filler = Some(mention.start);
                }
            }
            match (reach, filler) {
                (Some(reach), _) => {
                    self.deny(reach..at, false, (start, end));
                    at = reach;
                }
                (None, Some(filler)) => at = filler,
                (None, None) => return fresh,
            }
        }
        fresh
    }

    fn deny(&mut self, range: std::ops::Range<usize>, places: bool, by: (usize, usize)) {
        self.mark(range, standing::DENIED, by, |judge, mention| {
            let place = judge.lexicon.section(mention.concept) == Section::Place;
            judge.deniable(mention) && (places || !place)
        });
    }
}
