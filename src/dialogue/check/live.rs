//! Nothing is dead and nothing is missing: steps, buttons, routes, lines, rules, timers.

use std::collections::BTreeMap;

use super::Prover;
use super::diagram::Set;
use super::turns::{Case, Deed, End};
use crate::dialogue::guard::SlotIx;
use crate::dialogue::problem::Place;
use crate::dialogue::script::{Action, Choice, Part, StepIx, Then, View};

impl<'s> Prover<'s> {
    pub(super) fn live(&mut self) {
        self.steps_live();
        self.buttons_live();
        self.lines_live();
        self.rules_live();
        self.timers_live();
        self.asides_stay_aside();
        self.nothing_sets_derived_slots();
        self.going_ends();
        self.moved_conversations_go_on();
    }

    fn steps_live(&mut self) {
        for (step, passing) in self.passing().into_iter().enumerate() {
            let here = &self.script().steps[step];
            let stands = self.reach.at[step];
            let reached = if here.aside {
                self.is_opened(step)
            } else {
                !stands.is_empty() || !passing.is_empty()
            };
            if !reached {
                let message = format!("no conversation comes to step `{}`", here.name);
                self.report("P001", &here.place, message, "lead somewhere to it, or delete it");
                continue;
            }
            let mut rest = passing;
            for route in &here.routes {
                let holds = self.model.space.guard(&mut self.model.d, &route.when);
                if !self.model.d.meet(rest, holds) && !here.aside {
                    let message = format!("this route of step `{}` is never taken", here.name);
                    let hint = "its condition never holds here, or an earlier route takes it all";
                    self.report("P002", &route.place, message, hint);
                }
                rest = self.model.d.minus(rest, holds);
            }
            if here.aside || stands.is_empty() {
                continue;
            }
            let says = self.screens.says_anything(&mut self.model, step);
            let silent = self.model.d.minus(stands, says);
            if !silent.is_empty() {
                let (code, message) = if says.is_empty() && !here.routes.is_empty() {
                    ("P003", format!("no route of step `{}` holds", here.name))
                } else {
                    ("P054", format!("step `{}` shows nothing", here.name))
                };
                let hint = "add a route without a condition, or something to show";
                self.report_at(code, &here.place, (step, silent), &message, hint);
            }
        }
    }

    /// By step: the facts with which a conversation goes there, to stay or to pass.
    fn passing(&mut self) -> Vec<Set> {
        let mut passing = vec![Set::EMPTY; self.script().steps.len()];
        let mut walking: Vec<(StepIx, Set)> =
            self.reach.entering.iter().copied().enumerate().collect();
        while let Some((step, facts)) = walking.pop() {
            let new = self.model.d.minus(facts, passing[step]);
            if new.is_empty() {
                continue;
            }
            passing[step] = self.model.d.or(passing[step], new);
            let hops = self.model.hop(step, new);
            walking.extend(hops.into_iter().filter_map(|(to, facts)| Some((to?, facts))));
        }
        passing
    }

    /// Whether something shows an aside.
    fn is_opened(&mut self, step: StepIx) -> bool {
        let script = self.script();
        let opens = |then: &Then| *then == Then::Do(Action::Aside(step));
        let roles = &script.roles;
        [roles.reminder_send, roles.reminder_paused, roles.reminder_review].contains(&step)
            || script.commands.iter().any(|command| opens(&command.then))
            || script.steps.iter().enumerate().any(|(at, from)| {
                let mut choices = from.options.iter().chain(&from.nav);
                let shown = from.aside || !self.reach.at[at].is_empty();
                shown && choices.any(|choice| opens(&choice.then))
            })
    }

    fn buttons_live(&mut self) {
        let mut live: BTreeMap<&'s Place, (bool, &'s str, StepIx)> = BTreeMap::new();
        let everywhere = self.everywhere();
        for step in 0..self.script().steps.len() {
            let here = &self.script().steps[step];
            let shown = if here.aside { everywhere } else { self.reach.at[step] };
            if shown.is_empty() {
                continue;
            }
            for (choice, when) in self.model.offered(step) {
                let live_here = self.model.d.meet(shown, when);
                let entry = live.entry(&choice.place).or_insert((false, &choice.id, step));
                entry.0 |= live_here;
            }
            for choice in &here.options {
                if self.model.is_value(step, &choice.id) && !self.fills_the_same(step, choice) {
                    let message = format!(
                        "button `{}` never does what it says: the value of that name is filled",
                        choice.id
                    );
                    self.report("P006", &choice.place, message, "give the option another id");
                }
            }
        }
        for (place, (live, id, step)) in live {
            if !live {
                let name = &self.script().steps[step].name;
                let message = format!("button `{id}` of step `{name}` is never offered");
                let hint = "its condition never holds here; mend it or delete the button";
                self.report("P002", place, message, hint);
            }
        }
    }

    fn fills_the_same(&self, step: StepIx, choice: &Choice) -> bool {
        self.script().steps[step].fills.as_ref().is_some_and(|fill| {
            let value = self.script().slots.get(fill.slot).value(&choice.id);
            let sets = value.map(|value| vec![(fill.slot, value)]);
            Some(&choice.set) == sets.as_ref()
                && choice.clear.is_empty()
                && choice.then == Then::Go(fill.next)
        })
    }

    /// The facts of any conversation, at whatever step.
    pub(super) fn everywhere(&mut self) -> Set {
        let at = self.reach.at.iter();
        at.fold(Set::EMPTY, |sum, &facts| self.model.d.or(sum, facts))
    }

    fn lines_live(&mut self) {
        let everywhere = self.everywhere();
        for (index, block) in self.script().blocks.iter().enumerate() {
            let steps = self.script().steps.iter().enumerate();
            let has = |part: &Part| matches!(part, Part::Block(shown) if *shown == index);
            let steps = steps.filter(|(_, step)| step.show.iter().any(has));
            let shown = steps.map(|(at, it)| if it.aside { everywhere } else { self.reach.at[at] });
            let shown = shown.fold(Set::EMPTY, |sum, facts| self.model.d.or(sum, facts));
            if shown.is_empty() {
                let message = format!("no screen shows block `{}`", block.name);
                self.report("P002", &block.place, message, "add it to the `show` of a step");
                continue;
            }
            for (line, chosen) in block.lines.iter().enumerate() {
                if !self.model.d.meet(shown, self.screens.lines[index][line]) {
                    let message = format!("line `{}` is never on a screen", chosen.say);
                    let hint = "its condition never holds there, or earlier lines fill the limit";
                    self.report("P002", &chosen.place, message, hint);
                }
            }
        }
    }

    fn rules_live(&mut self) {
        for (index, rule) in self.script().always.iter().enumerate() {
            if !self.reach.fired[index] {
                let message = "this rule never decides a turn".to_owned();
                let hint = "its condition never holds, or an earlier rule takes it all";
                self.report("P002", &rule.place, message, hint);
            }
        }
    }

    fn timers_live(&mut self) {
        let everywhere = self.everywhere();
        for (index, rule) in self.script().timers.iter().enumerate() {
            let fires = |case: &&Case<'_>| case.deed == Deed::Timer(index) && case.via.is_some();
            let fires: Vec<Set> =
                self.turns.anywhere.iter().filter(fires).map(|case| case.when).collect();
            if !fires.into_iter().any(|when| self.model.d.meet(everywhere, when)) {
                let message = format!("timer `{}` never leads anywhere", rule.name);
                let hint = "start it with starts = [..] in a step; look at its condition";
                self.report("P002", &rule.place, message, hint);
            }
        }
    }

    fn asides_stay_aside(&mut self) {
        for (step, here) in self.script().steps.iter().enumerate().filter(|(_, it)| it.aside) {
            let entered = self.reach.at[step];
            if !entered.is_empty() {
                let message = format!("the conversation moves to `{}`, an aside", here.name);
                let hint = "only a button or a command may open an aside";
                self.report_at("P005", &here.place, (step, entered), &message, hint);
            }
            let moves = here.fills.is_some() || here.takes.is_some() || !here.routes.is_empty();
            if moves || !here.starts.is_empty() || !here.stops.is_empty() {
                let message = format!("`{}` is an aside: it cannot ask, route or time", here.name);
                self.report("P005", &here.place, message, "leave `aside` out, or the rest");
            }
            for choice in &here.options {
                if !choice.set.is_empty() || !choice.clear.is_empty() {
                    let message = format!("button `{}` of an aside sets nothing", choice.id);
                    let hint = "go to a step that has this button";
                    self.report("P005", &choice.place, message, hint);
                }
            }
        }
        for step in &self.script().steps {
            let pages = |then: &Then| {
                matches!(
                    then,
                    Then::Do(
                        Action::NextPage
                            | Action::PreviousPage
                            | Action::RemindAnswer(_)
                            | Action::DeleteRecord
                    )
                )
            };
            for choice in step.options.iter().filter(|it| !step.aside && pages(&it.then)) {
                let message = format!("button `{}` does nothing outside an aside", choice.id);
                self.report("P005", &choice.place, message, "move it to an aside");
            }
            if !step.aside && !matches!(step.view, None | Some(View::Reminder | View::Evening)) {
                let message = format!("step `{}` has pages and is no aside", step.name);
                self.report("P005", &step.place, message, "add aside = true");
            }
        }
    }

    fn nothing_sets_derived_slots(&mut self) {
        let script = self.script();
        let mut sets: Vec<(&Place, SlotIx)> = Vec::new();
        for step in &script.steps {
            sets.extend(step.fills.iter().map(|fill| (&step.place, fill.slot)));
            for choice in step.options.iter().chain(&step.nav) {
                let cleared = choice.clear.iter().copied();
                let slots = choice.set.iter().map(|(slot, _)| *slot).chain(cleared);
                sets.extend(slots.map(|slot| (&choice.place, slot)));
            }
        }
        for rule in &script.always {
            sets.extend(rule.set.iter().map(|(slot, _)| (&rule.place, *slot)));
        }
        for (place, slot) in sets {
            let slot = script.slots.get(slot);
            if slot.derived {
                let message = format!("slot `{}` is worked out by the engine", slot.name);
                self.report("P007", place, message, "set what it is made of instead");
            }
        }
    }

    fn going_ends(&mut self) {
        for step in 0..self.script().steps.len() {
            let lost = self.reach.lost[step];
            if lost.is_empty() {
                continue;
            }
            let here = &self.script().steps[step];
            let message = format!("going to step `{}` never ends", here.name);
            let told = self.deed_that_ends(End::Lost(step), lost);
            let hint = "routes lead round in a circle; let one of them stop at a question";
            self.report("P004", &here.place, format!("{message}: {told}"), hint);
        }
    }

    /// The shortest conversation to a turn with that end.
    fn deed_that_ends(&mut self, end: End, facts: Set) -> String {
        let mut found = Vec::new();
        for step in self.standing() {
            let taps = self.turns.taps[step].clone();
            for case in taps.iter().chain(&self.turns.anywhere.clone()).filter(|it| it.end == end) {
                let origin = self.model.origin(case, facts);
                let told = self.reach.conversation(&mut self.model, &self.turns, step, origin);
                if let Some(mut told) = told {
                    told.push(self.model.deed(case.deed));
                    found.push(told);
                }
            }
        }
        let shortest = found.into_iter().min_by_key(Vec::len);
        shortest.map_or_else(
            || format!("with {}", self.model.one_as_words(facts)),
            |told| told.join(" → "),
        )
    }

    fn moved_conversations_go_on(&mut self) {
        for (old, &step) in &self.script().moved {
            let here = &self.script().steps[step];
            let says = self.screens.says_anything(&mut self.model, step);
            if says.is_empty() || here.aside {
                let message =
                    format!("conversations moved from `{old}` to `{}` see nothing", here.name);
                self.report(
                    "P003",
                    &here.place,
                    message,
                    "move them to a step that shows something",
                );
            }
        }
    }
}
