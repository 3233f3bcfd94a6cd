//! Ways on: no screen is an end that was not meant, and taps alone lead everywhere.

use super::diagram::Set;
use super::reach::{Moves, Reach};
use super::turns::{Case, End};
use super::Prover;
use crate::dialogue::guard::{Guard, SlotIx};
use crate::dialogue::script::{Part, StepIx};

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
        let hands = Reach::explore(&mut self.model, &self.turns, Moves::Hands);
        let hint = "let a button lead to it";
        for step in self.standing() {
            let here = &self.script().steps[step];
            if hands.at[step].is_empty() {
                let message = format!("only words lead to step `{}`", here.name);
                self.report_at("P062", &here.place, (step, Set::FULL), &message, hint);
            }
        }
        let everywhere = hands.at.iter().fold(Set::EMPTY, |sum, &it| self.model.d.or(sum, it));
        for (index, block) in self.script().blocks.iter().enumerate() {
            let steps = self.script().steps.iter().enumerate();
            let has = |part: &Part| matches!(part, Part::Block(shown) if *shown == index);
            let steps = steps.filter(|(_, step)| step.show.iter().any(has));
            let steps: Vec<(usize, bool)> = steps.map(|(at, step)| (at, step.aside)).collect();
            let of = |at: &[Set], all: Set, (step, aside): (usize, bool)| if aside { all } else { at[step] };
            for (line, chosen) in self.screens.lines[index].clone().into_iter().enumerate() {
                let line = &block.lines[line];
                let all = self.everywhere();
                let said = steps.iter().any(|&it| {
                    self.model.d.meet(of(&self.reach.at, all, it), chosen)
                });
                let tapped = steps.iter().any(|&it| {
                    self.model.d.meet(of(&hands.at, everywhere, it), chosen)
                });
                if said && !tapped {
                    let message = format!("only words lead to line `{}`", line.say);
                    self.report("P062", &line.place, message, hint);
                }
            }
        }
        self.values_have_buttons(everywhere);
    }

    /// Every value that a guard asks for can be tapped.
    fn values_have_buttons(&mut self, tapped: Set) {
        let mut asked: Vec<(SlotIx, u64)> = Vec::new();
        let mut see = |guard: &Guard| guard.atoms(&mut |slot, mask| asked.push((slot, mask)));
        let script = self.script();
        script.blocks.iter().flat_map(|block| &block.lines).for_each(|line| see(&line.when));
        for step in &script.steps {
            step.routes.iter().for_each(|route| see(&route.when));
            step.options.iter().for_each(|choice| see(&choice.when));
        }
        for (slot, declared) in script.slots.iter() {
            let mask = asked.iter().filter(|(of, _)| *of == slot);
            let mask = mask.fold(0, |sum, (_, mask)| sum | mask);
            for value in (0..declared.values.len()).filter(|value| mask & (1 << value) != 0) {
                let holds = self.model.space.holds(&mut self.model.d, slot, value);
                if !self.model.d.meet(tapped, holds) && !declared.derived {
                    let message =
                        format!("no button leads to `{}={}`", declared.name, declared.values[value]);
                    let place = self.script().steps[script.start].place.clone();
                    self.report("P062", &place, message, "let an option or a question set it");
                }
            }
        }
    }
}
