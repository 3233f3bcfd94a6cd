//! Owns whose body it is. It must never know the words.

use super::super::lexicon::ConceptId;
use super::super::mention::{Mention, PHRASE_WORDS_MAX, standing};
use super::super::section::Section;
use super::super::understanding::Who;
use super::{CUE_REACH_WORDS_MAX, Judge};

/// A relative and what they have are at most this many words apart.
const RELATIVE_WORDS_MAX: usize = 5;
/// "Mine is just a calf cramp": what is one's own is at most this many words away.
const OWN_WORDS_MAX: usize = 5;
/// "I am a girl": what one is is at most this many words behind.
const ONESELF_WORDS_MAX: usize = 3;
/// An age is said at most this many words after whose it is.
const AGE_WORDS_MAX: usize = 2;

impl Judge<'_> {
    pub(super) fn bodily(&self, mention: &Mention) -> bool {
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

    /// Whether a cramp or a place is said to be one's own: "my calf", "свело у меня".
    pub(super) fn is_own(&self) -> bool {
        let cues = &self.lexicon.cues;
        let person =
            |it: &&Mention| Some(it.concept) == cues.person || cues.children.contains(&it.concept);
        let persons: Vec<usize> = self.mentions.iter().filter(person).map(|it| it.start).collect();
        self.all(cues.mine).iter().any(|&(start, end)| {
            let last =
                self.tokens.get(end).is_none_or(|next| next.clause != self.tokens[start].clause);
            let low = self.first_at[start.saturating_sub(PHRASE_WORDS_MAX)];
            let behind = |it: &Mention| {
                it.end == start
                    && self.resumes(it)
                    && it.standing & standing::DENIED == 0
                    && self.tokens[it.start].clause == self.tokens[start].clause
            };
            if last && self.mentions[low..self.first_at[start]].iter().any(behind) {
                return true;
            }
            (end..(end + OWN_WORDS_MAX).min(self.tokens.len())).any(|at| {
                self.tokens[at].clause == self.tokens[end - 1].clause
                    && self.mentions[self.starting(at)]
                        .iter()
                        .any(|it| self.resumes(it) && it.standing & standing::DENIED == 0)
                    && !persons.iter().any(|person| (end..at).contains(person))
            })
        })
    }

    pub(super) fn who(&self, before: Option<Who>) -> Option<Who> {
        if self.is_own() {
            return Some(Who::Me);
        }
        let cues = &self.lexicon.cues;
        let persons = self.all(cues.person);
        let mine = self.all(cues.mine);
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
        let aged = persons.iter().any(|&(start, end)| {
            let near = self.first_at[end]
                ..self.first_at[(end + AGE_WORDS_MAX).min(self.part_of(start).end).max(end)];
            self.mentions[near].iter().any(|it| cues.ages.contains(&it.concept))
        });
        // "It woke me, my son is 8" is about me.
        let times = || {
            self.mentions.iter().filter(|it| self.lexicon.section(it.concept) == Section::Timing)
        };
        let mine_then = |time: &Mention| {
            let from = mine.partition_point(|cue| cue.0 < time.start);
            mine[from..].first().is_some_and(|cue| cue.1 <= time.end)
        };
        if together || (aged && !times().any(mine_then)) {
            return Some(Who::Helper);
        }
        before.or(Some(if myself { Who::Me } else { Who::Helper }))
    }

    /// What relatives have is not what the person with the cramp has.
    pub(super) fn relatives(&mut self) {
        let cues = &self.lexicon.cues;
        self.others(cues.person, |judge, mention| {
            judge.lexicon.cues.others.contains(&mention.concept)
        });
        // "Feeding the little one, my foot cramped": the child is somebody else.
        if self.is_own() {
            let all = self.tokens.len();
            let by = self.all(cues.mine).first().copied().unwrap_or_default();
            self.mark(0..all, standing::OTHER, by, |judge, it| {
                judge.lexicon.cues.children.contains(&it.concept) && !judge.is_oneself(it)
            });
        }
    }

    /// "Im a girl of 12" is said of oneself, "my girl" is not.
    fn is_oneself(&self, child: &Mention) -> bool {
        let low = child.start.saturating_sub(ONESELF_WORDS_MAX);
        let said = self.mentions[self.first_at[low]..self.first_at[child.start]].iter();
        let cues = &self.lexicon.cues;
        said.filter(|it| Some(it.concept) == cues.myself).any(|it| {
            it.end < child.start
                && (it.end..child.start).all(|at| self.cue_at(cues.filler, at).is_some())
                && self.tokens[it.start].clause == self.tokens[child.start].clause
        })
    }

    /// Nothing an animal has is.
    pub(super) fn animals(&mut self) {
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
            // "The baby kicks" is about the one who carries it.
            let around = |judge: &Self, it: &Mention| {
                let wider = it.start <= start && it.end >= end && it.end - it.start > end - start;
                wider && judge.lexicon.section(it.concept) == Section::Context
            };
            self.mark(low..stop, standing::OTHER, (start, end), |judge, it| {
                which(judge, it) && !around(judge, it)
            });
        }
    }
}
