//! Owns what is over, and what is asked or supposed in general. It must never know the words.

use super::super::mention::{Mention, standing};
use super::super::section::Section;
use super::{CUE_REACH_WORDS_MAX, Judge};

impl Judge<'_> {
    pub(super) fn past(&mut self) {
        let cues = &self.lexicon.cues;
        let mut pasts = self.all(cues.past);
        let resolved = !self.all(cues.resolved).is_empty();
        let own = self.is_own();
        let (theirs, now) = (self.parts_of_others(), self.only_cramps_now());
        let mine = self.only_mine_after();
        for (start, end) in self.all(cues.past_weak) {
            let part = self.parts[start];
            // "My patient had chest pain earlier. Now i have a calf cramp": theirs is told of, mine is now.
            let told = own || mine.is_some_and(|mine| part < mine);
            if resolved || (told && theirs[part as usize]) {
                pasts.push((start, end));
            } else if now.is_some_and(|now| part < now) {
                // What was drunk yesterday counts today.
                self.mark(self.part_of(start), standing::PAST, (start, end), Self::bodily);
            }
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
            // "Tore it in 2019, heard a pop. Today it is a cramp": what is told before today is as old.
            if let Some(now) = now.filter(|&now| self.parts[start] < now) {
                let today = self.parts.partition_point(|&it| it < now);
                self.mark(part.end..today, standing::PAST, (start, end), |judge, it| {
                    use Section::{Phrase, Place, Sign, Word};
                    let section = judge.lexicon.section(it.concept);
                    let lasts = judge.lexicon.cues.chronic.contains(&it.concept);
                    matches!(section, Phrase | Place | Sign | Word)
                        && !lasts
                        && !judge.is_steady(it)
                });
            }
        }
    }

    /// "Fever last week, better now, calf cramp": what is gone is the fever.
    pub(super) fn illness_gone(&mut self) {
        let cues = &self.lexicon.cues;
        let resumes =
            |judge: &Self, mentions: &[Mention]| mentions.iter().any(|it| judge.resumes(it));
        let gone: Vec<(usize, usize)> = self
            .mentions
            .iter()
            .filter(|it| cues.gone.contains(&it.concept))
            .map(|it| (it.start, it.end))
            .filter(|&(start, _)| {
                let clause = self.first_at[self.clause_end(start)];
                let ill =
                    self.mentions[..self.first_at[start]].iter().any(|it| self.is_illness(it));
                ill && !resumes(self, &self.mentions[..clause])
                    && resumes(self, &self.mentions[clause..])
            })
            .collect();
        for (start, end) in gone {
            self.mark(start..end, standing::DENIED, (start, end), |judge, it| {
                judge.lexicon.cues.gone.contains(&it.concept)
            });
        }
    }

    /// Whether it tells of something worse than a cramp or a pain.
    fn is_illness(&self, mention: &Mention) -> bool {
        let cues = &self.lexicon.cues;
        let worse = match self.lexicon.section(mention.concept) {
            Section::Sign => true,
            Section::Word => {
                [&cues.acute, &cues.others].iter().any(|of| of.contains(&mention.concept))
            }
            _ => false,
        };
        worse && !cues.pain.contains(&mention.concept)
    }

    /// The last part that tells of now, when it tells of nothing but a cramp: "yesterday i was dizzy, now
    /// it is a calf cramp".
    fn only_cramps_now(&self) -> Option<u32> {
        let cues = &self.lexicon.cues;
        // "Today just a cramp": the "just" begins nothing else.
        let today =
            |present: &(usize, usize)| self.part_of(present.0).start..self.clause_end(present.0);
        let part = self.all(cues.present).iter().rev().map(today).find(|part| {
            let said = &self.mentions[self.first_at[part.start]..self.first_at[part.end]];
            said.iter().any(|it| self.resumes(it))
        })?;
        let mut said = self.mentions[self.first_at[part.start]..self.first_at[part.end]].iter();
        let harmless =
            said.all(|it| self.resumes(it) || cues.pain.contains(&it.concept) || !self.bodily(it));
        harmless.then(|| self.parts[part.start])
    }

    /// The first part that tells of oneself and nobody else, when from there on a cramp is said and nothing
    /// worse: "my friend had a clot, i am at 18 weeks, calf cramp".
    fn only_mine_after(&self) -> Option<u32> {
        let cues = &self.lexicon.cues;
        let persons = self.all(cues.person);
        let last = persons.last()?.0;
        let (start, _) = self.all(cues.myself).into_iter().find(|&(start, end)| {
            let kin = persons.iter().any(|person| (end..end + 2).contains(&person.0));
            !kin && self.parts[start] > self.parts[last]
        })?;
        let from = self.part_of(start).start;
        let mut said = self.mentions[self.first_at[from]..].iter().filter(|it| self.bodily(it));
        let mut cramps = false;
        let harmless = said.all(|it| {
            cramps |= self.resumes(it);
            self.resumes(it) || cues.pain.contains(&it.concept)
        });
        (harmless && cramps).then(|| self.parts[start])
    }

    /// By part of a sentence, whether it tells of somebody else and not of oneself.
    fn parts_of_others(&self) -> Vec<bool> {
        let cues = &self.lexicon.cues;
        let mut theirs = vec![false; self.parts.last().map_or(0, |&last| last as usize + 1)];
        let persons: Vec<usize> = self.all(cues.person).iter().map(|person| person.0).collect();
        for &person in &persons {
            theirs[self.parts[person] as usize] = true;
        }
        for (start, end) in self.all(cues.mine) {
            // "My son" says nothing about me.
            let next = persons.get(persons.partition_point(|&person| person < end));
            if next.is_none_or(|&person| person > end + 1) {
                theirs[self.parts[start] as usize] = false;
            }
        }
        theirs
    }

    /// What is only supposed: "if i couldnt breathe id call", "thought it was a stroke but".
    pub(super) fn supposed(&mut self) {
        let cues = &self.lexicon.cues;
        let would: Vec<u32> =
            self.all(cues.would).iter().map(|it| self.tokens[it.0].sentence).collect();
        for (start, end) in self.all(cues.supposed) {
            let sentence = self.tokens[start].sentence;
            if would.binary_search(&sentence).is_ok() {
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

    /// "For an essay", "just curious": the whole message asks about nobody, unless it tells of oneself or of now.
    pub(super) fn studies(&mut self) {
        let cues = &self.lexicon.cues;
        let Some(&(start, end)) = self.all(cues.study).first() else { return };
        let outside = |cue| self.all(cue).iter().any(|it| it.1 <= start || it.0 >= end);
        if !outside(cues.mine) && !outside(cues.present) {
            let all = self.tokens.len();
            self.mark(0..all, standing::GENERAL, (start, end), |_, _| true);
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
