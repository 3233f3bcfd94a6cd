//! What the script itself forbids: `[[forbid]]`, messages that some facts must never show.

use super::Prover;
use super::diagram::Set;
use crate::dialogue::script::{Forbid, StepIx};

impl Prover<'_> {
    pub(super) fn forbidden(&mut self) {
        let everywhere = self.everywhere();
        for forbid in &self.script().forbids {
            let when = self.model.space.guard(&mut self.model.d, &forbid.when);
            if !self.model.d.meet(everywhere, when) {
                let message = "this is forbidden in a case that never comes".to_owned();
                self.report("P031", &forbid.place, message, "mend the condition, or delete it");
                continue;
            }
            for step in 0..self.script().steps.len() {
                let here = &self.script().steps[step];
                let shown = self.on_screen(forbid, step);
                let there = if here.aside { everywhere } else { self.reach.at[step] };
                let bad = self.model.d.and(there, when);
                let bad = self.model.d.and(bad, shown);
                if bad.is_empty() {
                    continue;
                }
                let message = format!("step `{}` shows what is forbidden here", here.name);
                let hint = "mend the step, its lines or the routes that lead to it";
                let at = if here.aside { self.somewhere(bad) } else { step };
                self.report_at("P030", &forbid.place, (at, bad), &message, hint);
            }
        }
    }

    /// The facts with which a screen of a step has something of what is forbidden.
    fn on_screen(&mut self, forbid: &Forbid, step: StepIx) -> Set {
        let named = |id: &str| forbid.messages.iter().any(|message| message == id);
        let mut shown = self.screens.shows(&mut self.model, step, &named);
        for &block in &forbid.blocks {
            let block = self.screens.shows_block(&self.model, step, block);
            shown = self.model.d.or(shown, block);
        }
        for (choice, when) in self.model.offered(step) {
            if named(&choice.say) {
                shown = self.model.d.or(shown, when);
            }
        }
        shown
    }

    /// A step where a conversation can have some of these facts.
    fn somewhere(&mut self, facts: Set) -> usize {
        let at = self.reach.at.clone();
        at.into_iter().position(|there| self.model.d.meet(there, facts)).unwrap_or(0)
    }
}
