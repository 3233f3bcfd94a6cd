//! Owns what is worked out once all phrases are there: where they begin, which words emergencies rest on, which
//! deny. It must never add a phrase.

use std::collections::HashSet;

use super::super::buckets::{Bits, Buckets};
use super::super::pattern::Step;
use super::super::rule::Rule;
use super::super::section::Section;
use super::super::understanding::Level;
use super::super::vocabulary::{Weight, WordId};
use super::{ConceptId, Lexicon};

/// How many bits tell whether a pair of words may begin a phrase: few enough to stay near the processor, and
/// so many that few pairs share one.
const PAIR_BITS: u32 = 20;

/// The bit of a pair of words.
pub(super) fn pair_hash(word: WordId, next: WordId) -> u32 {
    let both = u64::from(word) << 32 | u64::from(next);
    let hash = both.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - PAIR_BITS);
    u32::try_from(hash).unwrap_or_default()
}

impl Lexicon {
    /// Makes what phrases are looked up by, once all of them are there.
    pub(super) fn index(&mut self) {
        self.vocabulary.finish();
        self.phrases.shrink_to_fit();
        let words = self.vocabulary.len();
        self.steps.finish(words);
        self.weigh();
        self.negators = self.single_words(self.cues.negator);
        let all = 0..u32::try_from(self.phrases.len()).unwrap_or(u32::MAX);
        let number = [self.number()];
        let begins = |phrase: u32| {
            let steps = self.steps_of(phrase);
            let word = |at: usize| steps.get(at).and_then(|step| self.steps.words(step));
            (word(0).unwrap_or(&number), word(1))
        };
        let last = |phrase: u32| self.steps_of(phrase).last().copied().unwrap_or(Step::NUMBER);
        let by_first = Buckets::new(words + 1, |add| {
            for phrase in all.clone() {
                if let (first, None) = begins(phrase) {
                    for &word in first {
                        add(word, (last(phrase), phrase));
                    }
                }
            }
        });
        let mut pairs = Bits::new(1 << PAIR_BITS);
        let by_pair = Buckets::new(words + 1, |add| {
            for phrase in all.clone() {
                if let (first, Some(second)) = begins(phrase) {
                    for &word in first {
                        for &next in second {
                            add(word, (next, last(phrase), phrase));
                        }
                    }
                }
            }
        });
        for word in 0..=self.number() {
            by_pair.of(word).iter().for_each(|&(next, ..)| pairs.set(pair_hash(word, next)));
        }
        (self.by_first, self.by_pair, self.pairs) = (by_first, by_pair, pairs);
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
