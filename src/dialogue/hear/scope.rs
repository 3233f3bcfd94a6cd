//! Owns what takes a mention its standing: negation, the past, other people and general questions.
//! It must never decide what remains means.

use super::fold::Token;
use super::lexicon::{ConceptId, Lexicon};
use super::mention::{Mention, standing};
use super::section::Section;
use super::understanding::Who;

/// A negation reaches over this many words that are on no list.
const UNKNOWN_WORDS_MAX: usize = 1;
/// A clause of a denied list ("no fever, rash or chills") has at most this many words.
const LIST_CLAUSE_WORDS_MAX: usize = 4;
/// A cue of the past or of a general question reaches over this many words.
const CUE_REACH_WORDS_MAX: usize = 24;
/// A relative and what they have are at most this many words apart.
const RELATIVE_WORDS_MAX: usize = 5;

/// Judges every mention; returns whose body it is, when that can be told.
pub(super) fn judge(
    lexicon: &Lexicon,
    tokens: &[Token],
    mentions: &mut [Mention],
    before: Option<Who>,
) -> Option<Who> {
    let mut judge = Judge::new(lexicon, tokens, mentions);
    judge.negations();
    judge.past();
    judge.general();
    let who = judge.who(before);
    if who != Some(Who::Helper) {
        judge.relatives();
    }
    judge.animals();
    who
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
        let mut judge = Self { lexicon, tokens, mentions, first_at, parts: Vec::new() };
        let mut part = 0;
        for at in 0..tokens.len() {
            let clause = at > 0 && tokens[at].clause != tokens[at - 1].clause;
            let cues = &lexicon.cues;
            let split = judge.cue_at(cues.adversative, at).or(judge.cue_at(cues.present, at));
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

    fn clause_end(&self, token: usize) -> usize {
        let clause = self.tokens[token].clause;
        self.tokens.partition_point(|token| token.clause <= clause)
    }

    fn negations(&mut self) {
        for (start, end) in self.all(self.lexicon.cues.negator) {
            self.deny_forward(start, end);
        }
        for (start, end) in self.all(self.lexicon.cues.negator_after) {
            self.deny_backward(start, end);
        }
        for (start, end) in self.all(self.lexicon.cues.negator_end) {
            let last =
                self.tokens.get(end).is_none_or(|next| next.clause != self.tokens[start].clause);
            if last {
                self.deny_backward(start, end);
            }
        }
    }

    fn deny_forward(&mut self, start: usize, end: usize) {
        let cues = &self.lexicon.cues;
        let limit = self.list_end(start);
        let (mut at, mut covered, mut linked, mut unknown) = (end, false, true, 0);
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
                let resumes =
                    self.mentions[range].iter().any(|it| cues.resume.contains(&it.concept));
                if covered && !linked && resumes {
                    break;
                }
                self.deny(at..reach, unknown == 0, (start, end));
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

    /// The end of the clause, or of the list that goes on after it up to its "or".
    fn list_end(&self, start: usize) -> usize {
        let end = self.clause_end(start);
        let (mut at, mut clauses) = (end, 0);
        while at < self.tokens.len()
            && self.tokens[at].sentence == self.tokens[start].sentence
            && clauses < 8
        {
            let next = self.clause_end(at);
            if next - at > LIST_CLAUSE_WORDS_MAX {
                break;
            }
            let or = self.cue_at(self.lexicon.cues.list_or, at).is_some();
            let inner = (at..next).any(|at| self.cue_at(self.lexicon.cues.list_or, at).is_some());
            if or || (inner && next - at <= 3) {
                return next;
            }
            at = next;
            clauses += 1;
        }
        end
    }

    fn deny_backward(&mut self, start: usize, end: usize) {
        let cues = &self.lexicon.cues;
        let clause = self.tokens[start].clause;
        let mut at = start;
        while at > 0 && self.tokens[at - 1].clause == clause {
            let low = self.first_at[at.saturating_sub(super::mention::PHRASE_WORDS_MAX)];
            let high = self.first_at[at];
            let ending = self.mentions[low..high].iter().filter(|it| it.end == at);
            let mut reach = None;
            let mut filler = None;
            for mention in ending {
                let concept = Some(mention.concept);
                if concept == cues.negator_after || concept == cues.adversative {
                    return;
                }
                if self.deniable(mention)
                    && self.lexicon.section(mention.concept) != Section::Place
                    && !cues.resume.contains(&mention.concept)
                {
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
                (None, None) => return,
            }
        }
    }

    fn deny(&mut self, range: std::ops::Range<usize>, places: bool, by: (usize, usize)) {
        self.mark(range, standing::DENIED, by, |judge, mention| {
            let place = judge.lexicon.section(mention.concept) == Section::Place;
            judge.deniable(mention) && (places || !place)
        });
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

    fn past(&mut self) {
        let cues = &self.lexicon.cues;
        let mut pasts = self.all(cues.past);
        if !self.all(cues.resolved).is_empty() {
            pasts.extend(self.all(cues.past_weak));
        }
        for (start, end) in pasts {
            let part = self.part_of(start);
            let low = part.start.max(start.saturating_sub(CUE_REACH_WORDS_MAX));
            let high = part.end.min(end + CUE_REACH_WORDS_MAX);
            self.mark(low..high, standing::PAST, (start, end), |judge, it| !judge.is_steady(it));
        }
    }

    fn general(&mut self) {
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

    fn bodily(&self, mention: &Mention) -> bool {
        use Section::{Phrase, Place, Sign, Word};
        let cues = &self.lexicon.cues;
        let denied = mention.standing & standing::DENIED != 0;
        let acute = match self.lexicon.section(mention.concept) {
            Place | Sign | Phrase => true,
            Word => {
                cues.acute.contains(&mention.concept) && !cues.others.contains(&mention.concept)
            }
            _ => false,
        };
        !denied && acute
    }

    fn who(&self, before: Option<Who>) -> Option<Who> {
        let cues = &self.lexicon.cues;
        let persons = self.all(cues.person);
        let mine = self.all(cues.mine);
        let own = mine.iter().any(|&(_, end)| {
            (end..(end + 3).min(self.tokens.len())).any(|at| {
                self.tokens[at].clause == self.tokens[end - 1].clause
                    && self.mentions[self.starting(at)].iter().any(|it| {
                        self.lexicon.cues.resume.contains(&it.concept)
                            && it.standing & standing::DENIED == 0
                    })
                    && !persons.iter().any(|person| (end..at).contains(&person.0))
            })
        });
        if own {
            return Some(Who::Me);
        }
        // "My son" says nothing about me.
        let kin = |end: usize| persons.iter().any(|person| (end..end + 2).contains(&person.0));
        let myself = self.all(cues.myself).iter().any(|&(_, end)| !kin(end))
            || mine.iter().any(|&(_, end)| !kin(end));
        if persons.is_empty() {
            return if myself { before.or(Some(Who::Me)) } else { before };
        }
        let together = persons.iter().any(|&(start, _)| {
            let part = self.part_of(start);
            let low = part.start.max(start.saturating_sub(CUE_REACH_WORDS_MAX));
            let high = part.end.min(start + CUE_REACH_WORDS_MAX);
            let range = self.first_at[low]..self.first_at[high];
            self.mentions[range].iter().any(|mention| self.bodily(mention))
        });
        if together {
            return Some(Who::Helper);
        }
        before.or(Some(if myself { Who::Me } else { Who::Helper }))
    }

    /// What relatives have is not what the person with the cramp has.
    fn relatives(&mut self) {
        let cues = &self.lexicon.cues;
        self.others(cues.person, |judge, mention| {
            judge.lexicon.cues.others.contains(&mention.concept)
        });
    }

    /// Nothing an animal has is.
    fn animals(&mut self) {
        let cues = &self.lexicon.cues;
        let mine: Vec<usize> = self.all(cues.mine).iter().map(|it| it.0).collect();
        let links = self.all(cues.link);
        // "The dog bit my calf" and "fell off a horse" are about people.
        let about_people = self.all(cues.animal).iter().any(|&(start, end)| {
            let part = self.part_of(start);
            mine.iter().any(|at| (end..part.end).contains(at))
                || links.iter().any(|link| link.1 <= start && start - link.1 < 2)
        });
        if about_people {
            return;
        }
        self.others(self.lexicon.cues.animal, Self::deniable);
    }

    fn others(&mut self, who: Option<ConceptId>, which: impl Fn(&Self, &Mention) -> bool) {
        let cues = &self.lexicon.cues;
        let mine: Vec<usize> = self.all(cues.myself).iter().map(|it| it.0).collect();
        for (start, end) in self.all(who) {
            let part = self.part_of(start);
            let low = start.saturating_sub(RELATIVE_WORDS_MAX).max(part.start);
            let high = (end + RELATIVE_WORDS_MAX).min(part.end);
            let stop = mine.iter().copied().find(|&at| at >= end && at < high).unwrap_or(high);
            self.mark(low..stop, standing::OTHER, (start, end), &which);
        }
    }
}
