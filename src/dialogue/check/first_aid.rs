//! The first instruction: on every screen once the place is known, and never more than a tap away.

use super::Prover;
use super::diagram::Set;
use super::space::Severity;
use super::turns::{Case, Deed, End};
use crate::dialogue::script::{Step, StepIx};

impl Prover<'_> {
    pub(super) fn first_aid(&mut self) {
        self.is_on_every_screen();
        self.is_in_the_first_reply();
        self.is_one_tap_away();
    }

    /// The facts for which a stretch is what helps: no red flag, none in doubt, not over yet.
    fn helps(&mut self) -> Set {
        let roles = &self.script().roles;
        let calm = self.model.space.severity_is(&mut self.model.d, Severity::None);
        let doubtless = self.model.space.unknown(&mut self.model.d, roles.doubt);
        let ongoing = self.model.space.unknown(&mut self.model.d, roles.outcome);
        let sure = self.model.d.and(calm, doubtless);
        self.model.d.and(sure, ongoing)
    }

    fn placed(&mut self) -> Set {
        let place = self.script().roles.place;
        let unknown = self.model.space.unknown(&mut self.model.d, place);
        let helps = self.helps();
        self.model.d.minus(helps, unknown)
    }

    fn shows_first_instruction(&self, step: StepIx) -> Set {
        self.screens.shows_block(&self.model, step, self.script().roles.first_instruction)
    }

    fn is_on_every_screen(&mut self) {
        let roles = &self.script().roles;
        let placed = self.placed();
        let before = self.before_first_aid();
        for step in self.standing() {
            let here = &self.script().steps[step];
            let own =
                self.script().dialogue_of(step) == self.script().dialogue_of(self.script().start);
            let asks = ![roles.now_step, roles.today_step, roles.doubt_step].contains(&step);
            if here.aside || !own || !asks || !before[step] {
                continue;
            }
            // Whoever looks for the emergency number gets that first.
            let first = self.shows_first_instruction(step);
            let shown = self.model.d.or(first, self.screens.number[step]);
            let due = self.model.d.and(self.reach.at[step], placed);
            let missing = self.model.d.minus(due, shown);
            // Where something got worse, what to do now takes its place.
            let missing = self.model.d.minus(missing, self.screens.advice[step]);
            if !missing.is_empty() {
                let message =
                    format!("step `{}` lacks the first instruction of a known place", here.name);
                let block = &self.script().blocks[roles.first_instruction].name;
                let hint = format!("show = [\"{block}\", ..], and a line there for this place");
                self.report_at("P020", &here.place, (step, missing), &message, &hint);
            }
        }
    }

    /// By step: whether a conversation can come to it without the first aid having been on the screen.
    fn before_first_aid(&mut self) -> Vec<bool> {
        let mut before = vec![false; self.script().steps.len()];
        let mut walking = vec![before.len()];
        while let Some(from) = walking.pop() {
            let over =
                self.script().steps.get(from).is_some_and(|step| self.asks_how_it_went(step));
            let next = if over { Vec::new() } else { self.leads_to(from) };
            for step in next {
                if !std::mem::replace(&mut before[step], true) {
                    walking.push(step);
                }
            }
        }
        before
    }

    fn asks_how_it_went(&self, step: &Step) -> bool {
        let outcome = self.script().roles.outcome;
        step.options.iter().any(|choice| choice.set.iter().any(|(slot, _)| *slot == outcome))
    }

    /// From the start, whoever has named the place gets its first instruction at once.
    fn is_in_the_first_reply(&mut self) {
        let start = self.script().start;
        let placed = self.placed();
        let entering = self.model.d.and(self.reach.entering[start], placed);
        for (land, facts) in self.model.settled(start).lands {
            let first = self.shows_first_instruction(land);
            let some = self.model.d.and(entering, facts);
            let missing = self.model.d.minus(some, first);
            if !missing.is_empty() {
                let here = &self.script().steps[land];
                let message =
                    format!("the first reply, `{}`, lacks the first instruction", here.name);
                let hint = "show it there, or route to a step that shows it";
                self.report_at("P021", &here.place, (land, missing), &message, hint);
            }
        }
    }

    /// Whoever has not named the place gets a first screen where each place is a tap to its stretch.
    fn is_one_tap_away(&mut self) {
        let roles = &self.script().roles;
        let helps = self.helps();
        let unplaced = self.model.space.unknown(&mut self.model.d, roles.place);
        let unplaced = self.model.d.and(unplaced, helps);
        let start = self.script().start;
        let entering = self.model.d.and(self.reach.entering[start], unplaced);
        for (land, facts) in self.model.settled(start).lands {
            let some = self.model.d.and(entering, facts);
            // What is known already may be advice enough: a feverish small child, whatever cramps.
            let some = self.model.d.minus(some, self.screens.advice[land]);
            if some.is_empty() {
                continue;
            }
            let here = &self.script().steps[land];
            let fill = here.fills.as_ref().filter(|fill| fill.slot == roles.place);
            let Some(fill) = fill.filter(|fill| !fill.offer.is_empty()) else {
                let message =
                    format!("the first screen, `{}`, does not ask for the place", here.name);
                let hint = "the start leads to a step that fills the place";
                self.report_at("P021", &here.place, (land, some), &message, hint);
                continue;
            };
            for &value in &fill.offer {
                let far = self.tap_without_help(land, Deed::Value(fill.slot, value), some);
                if !far.is_empty() {
                    let name = &self.script().slots.get(fill.slot).values[value];
                    let message =
                        format!("a tap on place `{name}` does not show its first instruction");
                    let hint = "show it on the next screen";
                    self.report_at("P021", &here.place, (land, far), &message, hint);
                }
            }
        }
    }

    /// The facts for which a deed leads neither to the first instruction nor to a card.
    fn tap_without_help(&mut self, step: StepIx, deed: Deed<'_>, among: Set) -> Set {
        let cases: Vec<Case<'_>> = self.turns.taps[step].clone();
        let helps = self.helps();
        let mut far = Set::EMPTY;
        for case in cases.iter().filter(|case| case.deed == deed) {
            let shown = match case.end {
                End::Step(to) => self.shows_first_instruction(to),
                _ => Set::EMPTY,
            };
            let missing = self.model.d.minus(helps, shown);
            let missing = self.model.origin(case, missing);
            let missing = self.model.d.and(missing, among);
            far = self.model.d.or(far, missing);
        }
        far
    }
}
