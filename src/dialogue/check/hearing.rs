//! What a sentence can do to the facts: any value of any slot that words can set, and any denial.
//!
//! Owns the relation between facts before and after a sentence, exactly as `understand` takes words
//! over; which sentences there are is not looked at. Must never decide what follows a sentence.

use std::collections::BTreeSet;

use super::diagram::{Set, Variable};
use super::turns::Model;
use crate::dialogue::guard::SlotIx;

/// Set by who speaks of whom, without counting as said.
const WHO: &str = "who";

impl Model<'_> {
    /// The slots that words can set.
    pub(super) fn heard_slots(&self) -> Vec<SlotIx> {
        let slots = &self.script.slots;
        let mut names: BTreeSet<&str> = self.script.lexicon.slots().collect();
        if !names.is_empty() {
            names.insert(WHO);
        }
        let heard = names.into_iter().filter_map(|name| slots.find(name));
        heard.filter(|&slot| !slots.get(slot).derived).collect()
    }

    /// The facts after a sentence; the `said` variables tell what it set.
    pub(super) fn after_words(&mut self, before: Set) -> Set {
        let mut facts = self.nothing_said(before);
        for slot in self.heard_slots() {
            let all = self.cube_of(slot);
            let any = self.d.exists(facts, all);
            let set = self.something_held(slot);
            let set = self.d.and(any, set);
            if self.script.slots.get(slot).name == WHO {
                facts = self.d.or(facts, set);
                continue;
            }
            let said = self.space.said[slot];
            let off = self.cube_with(&[said]);
            let set = self.d.exists(set, off);
            let on = self.d.literal(said, true);
            let set = self.d.and(set, on);
            let less = self.fewer(slot, facts);
            facts = self.d.or(less, set);
        }
        facts
    }

    /// The facts before a sentence that can become these.
    pub(super) fn before_words(&mut self, after: Set) -> Set {
        let mut facts = after;
        for slot in self.heard_slots() {
            let all = self.cube_of(slot);
            let held = self.something_held(slot);
            let valid = self.space.valid(&mut self.d, slot);
            let before = if self.script.slots.get(slot).name == WHO {
                let set = self.d.and(facts, held);
                let any = self.d.exists(set, all);
                self.d.or(facts, any)
            } else {
                let said = self.space.said[slot];
                let (on, off) = (self.d.literal(said, true), self.d.literal(said, false));
                let set = self.d.given(facts, on);
                let set = self.d.and(set, held);
                let any = self.d.exists(set, all);
                let kept = self.d.given(facts, off);
                let more = self.more(slot, kept);
                self.d.or(any, more)
            };
            facts = self.d.and(before, valid);
        }
        let heard = self.heard_slots();
        for slot in (0..self.space.said.len()).filter(|slot| !heard.contains(slot)) {
            let off = self.d.literal(self.space.said[slot], false);
            facts = self.d.given(facts, off);
        }
        self.forget_said(facts)
    }

    /// The same facts with every `said` variable off.
    pub(super) fn nothing_said(&mut self, facts: Set) -> Set {
        let open = self.forget_said(facts);
        let said = self.space.said.clone();
        let off = self.d.cube(said.into_iter().map(|variable| (variable, false)));
        self.d.and(open, off)
    }

    /// The facts without what the sentence set, as they are kept between turns.
    pub(super) fn forget_said(&mut self, facts: Set) -> Set {
        let said = self.cube_with(&self.space.said.clone());
        self.d.exists(facts, said)
    }

    /// A known slot that holds at least one value.
    fn something_held(&mut self, slot: SlotIx) -> Set {
        let valid = self.space.valid(&mut self.d, slot);
        let some = self.space.any(&mut self.d, slot, u64::MAX);
        self.d.and(valid, some)
    }

    /// What denials leave of a slot: any fewer values. An answer with several stays an answer.
    fn fewer(&mut self, slot: SlotIx, facts: Set) -> Set {
        let Some((_, values)) = self.space.many(slot) else {
            let all = self.cube_of(slot);
            let any = self.d.exists(facts, all);
            let unknown = self.space.unknown(&mut self.d, slot);
            let dropped = self.d.and(any, unknown);
            return self.d.or(facts, dropped);
        };
        // Only an answered slot holds values, so that nothing unanswered changes.
        let values = self.d.cube(values.iter().map(|&variable| (variable, true)));
        self.d.lower(facts, values)
    }

    /// What denials can have left these facts of.
    fn more(&mut self, slot: SlotIx, facts: Set) -> Set {
        let Some((known, values)) = self.space.many(slot) else {
            let unknown = self.space.unknown(&mut self.d, slot);
            let dropped = self.d.given(facts, unknown);
            return self.d.or(facts, dropped);
        };
        let values = self.d.cube(values.iter().map(|&variable| (variable, true)));
        let answered = self.d.literal(known, true);
        let answered = self.d.and(facts, answered);
        let more = self.d.raise(answered, values);
        self.d.or(facts, more)
    }

    fn cube_of(&mut self, slot: SlotIx) -> Set {
        self.cube_with(&self.space.variables_of(slot))
    }

    /// The cube of variables to leave open.
    pub(super) fn cube_with(&mut self, variables: &[Variable]) -> Set {
        self.d.cube(variables.iter().map(|&variable| (variable, true)))
    }
}
