//! Owns what is worked out once all phrases are there: where they begin, which words emergencies rest on, which
//! deny. It must never add a phrase.

use std::collections::HashSet;

use super::super::buckets::Buckets;
use super::super::rule::Rule;
use super::super::section::Section;
use super::super::understanding::Level;
use super::super::vocabulary::{Weight, WordId};
use super::{ConceptId, Lexicon};

/// Stands for the last word of a phrase that may end in several.
pub(in crate::dialogue::hear) const SEVERAL: WordId = WordId::MAX;

impl Lexicon {
    /// Makes what phrases are looked up by, once all of them are there.
    pub(super) fn index(&mut self) {
        self.vocabulary.finish();
        self.phrases.shrink_to_fit();
        self.steps.shrink_to_fit();
        let words = self.vocabulary.len();
        self.weigh();
        self.negators = self.single_words(self.cues.negator);
        let all = 0..u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
        let number = [self.number()];
        let begins = |phrase: u32| {
            let steps = self.steps_of(phrase);
            let word = |at: usize| steps.get(at).and_then(|step| self.steps.words(step));
            (word(0).unwrap_or(&number), word(1))
        };
        let by_first = Buckets::new(words + 1, |add| {
            for phrase in all.clone() {
                if let (first, None) = begins(phrase) {
                    for &word in first {
                        add(word, phrase);
                    }
                }
            }
        });
        let by_pair = Buckets::new(words + 1, |add| {
            for phrase in all.clone() {
                if let (first, Some(second)) = begins(phrase) {
                    let last = self.steps_of(phrase).last().and_then(|step| self.steps.words(step));
                    let last = match last {
                        Some(&[last]) => last,
                        _ => SEVERAL,
                    };
                    for &word in first {
                        for &next in second {
                            add(word, (next, last, phrase));
                        }
                    }
                }
            }
        });
        (self.by_first, self.by_pair) = (by_first, by_pair);
        let always = u32::try_from(self.concepts.len()).unwrap_or(u32::MAX);
        let needs: Vec<Option<Vec<ConceptId>>> =
            self.rules.iter().map(Rule::needs_one_of).collect();
        self.rules_by_need = Buckets::new(self.concepts.len() + 1, |add| {
            for (rule, need) in (0..).zip(&needs) {
                match need {
                    Some(need) => need.iter().for_each(|&concept| add(concept.into(), rule)),
                    None => add(always, rule),
                }
            }
        });
    }

    /// Tells the vocabulary which words emergencies rest on, and which are of a place.
    fn weigh(&mut self) {
        let now = self.rules.iter().filter(|rule| {
            rule.slot == "sign" && self.levels.get(&rule.value) == Some(&Level::Now)
        });
        let grave: HashSet<ConceptId> = now.flat_map(Rule::needs).collect();
        let mut weights = vec![Weight::default(); self.vocabulary.len()];
        for index in 0..self.phrases.len() {
            let phrase = u32::try_from(index).unwrap_or(u32::MAX);
            let concept = self.phrases[index].concept;
            let section = self.section(concept);
            let is_grave = section == Section::Sign
                || (matches!(section, Section::Word | Section::Phrase) && grave.contains(&concept));
            for step in self.steps_of(phrase) {
                for &word in self.steps.words(step).unwrap_or_default() {
                    let weight = &mut weights[word as usize];
                    weight.grave |= is_grave;
                    weight.place |= section == Section::Place;
                }
            }
        }
        self.vocabulary.weights = weights;
    }

    /// The words that say a concept alone, in order.
    fn single_words(&self, concept: Option<ConceptId>) -> Vec<WordId> {
        let mut words = Vec::new();
        for (phrase, _) in (0..).zip(&self.phrases).filter(|it| Some(it.1.concept) == concept) {
            if let [step] = self.steps_of(phrase) {
                words.extend(self.steps.words(step).unwrap_or_default());
            }
        }
        words.sort_unstable();
        words.dedup();
        words
    }
}
