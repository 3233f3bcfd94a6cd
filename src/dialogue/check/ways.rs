//! Ways on: no screen is an end that was not meant, and taps alone lead everywhere.

use super::Prover;
use super::diagram::Set;
use super::turns::{Case, End};
use crate::dialogue::guard::{Guard, SlotIx};
use crate::dialogue::script::StepIx;

impl Prover<'_> {
    pub(super) fn ways(&mut self) {
        self.every_screen_has_a_button();
        self.every_screen_leads_to_an_end();
        self.taps_lead_everywhere();
    }

    fn every_screen_has_a_button(&mut self) {
        for step in self.standing() {
            let here = &self.script().steps[step];
            let asks = here.fills.as_ref().is_some_and(|fill| {
                !fill.offer.is_empty() || self.script().slots.get(fill.slot).many
            });
            if asks {
                continue;
            }
            let offered = self.model.offered(step);
            let any = offered.iter().fold(Set::EMPTY, |sum, &(_, when)| self.model.d.or(sum, when));
            let none = self.model.d.minus(self.reach.at[step], any);
            if !none.is_empty() {
                let message = format!("step `{}` has no button", here.name);
                let hint = "add an option without a condition, or standard buttons";
                self.report_at("P060", &here.place, (step, none), &message, hint);
            }
        }
    }

    /// By taps, without claiming a sign, without starting over.
    fn every_screen_leads_to_an_end(&mut self) {
        let steps = &self.script().steps;
        let ends: Vec<bool> = steps.iter().map(|step| step.ends_episode).collect();
        if !ends.contains(&true) {
            return;
        }
        let mut leads: Vec<Set> =
            ends.iter().map(|&end| if end { Set::FULL } else { Set::EMPTY }).collect();
        let own = self.script().dialogue_of(self.script().start).to_owned();
        let cases: Vec<(StepIx, Case<'_>)> = self
            .standing()
            .into_iter()
            .flat_map(|step| self.turns.taps[step].iter().map(move |case| (step, *case)))
            .filter(|(_, case)| !case.claims && !case.restarts)
            .collect();
        let mut grew = true;
        while grew {
            grew = false;
            for (step, case) in &cases {
                let to = match case.end {
                    End::Step(to) => leads[to],
                    End::Here => leads[*step],
                    End::Off => Set::FULL,
                    End::Lost(_) => Set::EMPTY,
                };
                let from = self.model.origin(case, to);
                let all = self.model.d.or(leads[*step], from);
                grew |= all != leads[*step];
                leads[*step] = all;
            }
        }
        for step in self.standing() {
            let stranded = self.model.d.minus(self.reach.at[step], leads[step]);
            if self.script().dialogue_of(step) == own && !stranded.is_empty() {
                let here = &self.script().steps[step];
                let message = format!("from step `{}` no button leads to the end", here.name);
                let hint = "add a button that goes on without a red flag";
                self.report_at("P061", &here.place, (step, stranded), &message, hint);
            }
        }
    }

    /// Whoever cannot type gets everywhere too.
    fn taps_lead_everywhere(&mut self) {
        let off = self.script().steps.len();
        let mut tapped = vec![false; off];
        let mut walking = vec![off, self.script().roles.doubt_step];
        while let Some(from) = walking.pop() {
            for step in self.tapped_to(from) {
                if !std::mem::replace(&mut tapped[step], true) {
                    walking.push(step);
                }
            }
        }
        for step in self.standing() {
            let here = &self.script().steps[step];
            if !tapped[step] && step != self.script().roles.doubt_step {
                let message = format!("only words lead to step `{}`", here.name);
                let hint = "let a button lead to it";
                self.report_at("P062", &here.place, (step, Set::FULL), &message, hint);
            }
        }
        self.values_have_buttons();
    }

    /// The steps to which a button, a command or a timer leads from a step, whatever the facts.
    fn tapped_to(&mut self, from: usize) -> Vec<StepIx> {
        let facts = self.reach.at[from];
        let turns = &self.turns;
        let own = turns.taps.get(from).unwrap_or(&turns.begins);
        let cases = own.iter().chain(&turns.anywhere);
        let ends = cases.filter_map(|case| match case.end {
            End::Step(to) if self.model.d.meet(case.when, facts) => Some(to),
            _ => None,
        });
        ends.collect()
    }

    /// The steps to which any turn leads from a step, whatever the facts.
    pub(super) fn leads_to(&mut self, from: usize) -> Vec<StepIx> {
        let mut to = self.tapped_to(from);
        let heard = self.model.after_words(self.reach.at[from]);
        let turns = &self.turns;
        to.extend(turns.says.iter().filter_map(|case| match case.end {
            End::Step(to) if self.model.d.meet(case.when, heard) => Some(to),
            _ => None,
        }));
        to
    }

    /// Every value that a guard asks for can be tapped.
    fn values_have_buttons(&mut self) {
        let script = self.script();
        let mut asked: Vec<(SlotIx, u64)> = Vec::new();
        let mut see = |guard: &Guard| guard.atoms(&mut |slot, mask| asked.push((slot, mask)));
        script.blocks.iter().flat_map(|block| &block.lines).for_each(|line| see(&line.when));
        for step in &script.steps {
            step.routes.iter().for_each(|route| see(&route.when));
            step.options.iter().for_each(|choice| see(&choice.when));
        }
        for (slot, declared) in script.slots.iter() {
            let mask = asked.iter().filter(|(of, _)| *of == slot);
            let mask = mask.fold(0, |sum, (_, mask)| sum | mask);
            for value in (0..declared.values.len()).filter(|value| mask & (1 << value) != 0) {
                let doubted = slot == script.roles.doubt;
                if !doubted && !declared.derived && !self.is_tapped(slot, value) {
                    let message = format!(
                        "no button leads to `{}={}`",
                        declared.name, declared.values[value]
                    );
                    let place = script.steps[script.start].place.clone();
                    let hint = "let an option or a question set it";
                    self.report("P062", &place, message, hint);
                }
            }
        }
    }

    fn is_tapped(&mut self, slot: SlotIx, value: usize) -> bool {
        let script = self.script();
        for step in self.standing() {
            let here = &script.steps[step];
            let offers = here
                .fills
                .as_ref()
                .is_some_and(|fill| fill.slot == slot && fill.offer.contains(&value));
            if offers {
                return true;
            }
            for (choice, when) in self.model.offered(step) {
                let sets = choice.set.contains(&(slot, value));
                if sets && self.model.d.meet(when, self.reach.at[step]) {
                    return true;
                }
            }
        }
        let sets = |rule: usize| script.always[rule].set.contains(&(slot, value));
        (0..script.always.len()).any(|rule| self.reach.fired[rule] && sets(rule))
    }
}
