//! Owns which signs of earlier turns a later turn makes harmless: "my legs are swollen", then "both, as
//! always". It must never take back a sign that the same words would not have kept from being heard.

use super::lexicon::ConceptId;
use super::section::Section;
use super::{Combining, Heard, Level};

impl Combining<'_> {
    /// Signs of earlier turns whose every rule would not hold if this turn had been said with them.
    pub(super) fn withdrawn(&self, heard: &Heard) -> Vec<String> {
        let harmless = &self.lexicon.cues.withdraws;
        let said = self.mentions.iter().filter(|it| it.standing == 0);
        let said: Vec<ConceptId> =
            said.map(|it| it.concept).filter(|concept| harmless.contains(concept)).collect();
        if said.is_empty() || heard.set.iter().any(|finding| finding.slot == "sign") {
            return Vec::new();
        }
        // A cramp that is gone is none of ten minutes; somebody who woke up is still to be looked at.
        let mild = |concept: &ConceptId| self.lexicon.section(*concept) != Section::Outcome;
        let grave: Vec<ConceptId> = said.iter().copied().filter(mild).collect();
        let hindered = |sign: &str, concepts: &[String]| {
            let now = self.lexicon.level(sign) == Some(Level::Now);
            let said = if now { &grave } else { &said };
            let rests: Vec<ConceptId> =
                concepts.iter().filter_map(|name| self.lexicon.find(name)).collect();
            let of_sign = self.lexicon.rules.iter().filter(|rule| {
                rule.slot == "sign" && rule.value == sign && !rule.doubt && rule.rests_on(&rests)
            });
            let mut held = of_sign.peekable();
            // What must stand near the words of an emergency does not stand there in another turn.
            held.peek().is_some()
                && held.all(|rule| rule.hindered_by(said) && !(now && rule.is_near()))
        };
        let signs = self.before.signs.iter();
        let gone = signs.filter(|(sign, concepts)| hindered(sign, concepts));
        gone.map(|(sign, _)| sign.clone()).collect()
    }
}
