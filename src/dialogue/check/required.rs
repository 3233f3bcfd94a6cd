//! What must be on a screen: what `[[require]]` names, and what no script may do without, whatever it says.

use std::collections::BTreeSet;

use super::Prover;
use super::diagram::Set;
use super::space::Severity;
use super::turns::{Deed, End};
use crate::dialogue::script::{Line, Part, Require, StepIx, Then};

impl Prover<'_> {
    pub(super) fn required(&mut self) {
        for require in &self.script().requires {
            self.is_there(require);
        }
        self.no_stretch_with_a_red_flag();
        self.stretches_are_forbidden();
        self.the_number_comes_first();
        self.buttons_do_what_they_are_called();
        self.buttons_lead_elsewhere();
    }

    fn is_there(&mut self, require: &Require) {
        let script = self.script();
        let step = require.step;
        let here = &script.steps[step];
        let when = self.model.space.guard(&mut self.model.d, &require.when);
        let there = if here.aside { self.everywhere() } else { self.reach.at[step] };
        let due = self.model.d.and(there, when);
        if due.is_empty() {
            let message = "this is required in a case that never comes".to_owned();
            self.report("P033", &require.place, message, "mend the condition or the step");
            return;
        }
        let mut wanted: Vec<(String, Set)> = Vec::new();
        for &sign in &require.signs {
            let name = &script.slots.get(script.roles.sign).values[sign];
            let mut offered = Set::EMPTY;
            for (choice, when) in self.model.offered(step) {
                if choice.set.contains(&(script.roles.sign, sign)) {
                    offered = self.model.d.or(offered, when);
                }
            }
            wanted.push((format!("a button for the sign `{name}`"), offered));
        }
        for id in &require.messages {
            let shown = self.screens.shows(&mut self.model, step, &|said| said == id);
            wanted.push((format!("the message `{id}`"), shown));
        }
        for &block in &require.blocks {
            let shown = self.screens.shows_block(&self.model, step, block);
            wanted.push((format!("the block `{}`", script.blocks[block].name), shown));
        }
        for (what, shown) in wanted {
            let missing = self.model.d.minus(due, shown);
            if !missing.is_empty() {
                let message = format!("step `{}` lacks {what}", here.name);
                let hint = "put it back; [[require]] of safety.toml asks for it";
                self.report_at("P032", &require.place, (step, missing), &message, hint);
            }
        }
    }

    /// The facts with a red flag.
    fn urgent(&mut self) -> Set {
        let calm = self.model.space.severity_is(&mut self.model.d, Severity::None);
        self.model.d.not(calm)
    }

    /// Whatever safety.toml forbids or does not: with a red flag there is no first instruction.
    fn no_stretch_with_a_red_flag(&mut self) {
        let first = self.script().roles.first_instruction;
        let urgent = self.urgent();
        for step in self.standing() {
            let shown = self.screens.shows_block(&self.model, step, first);
            let bad = self.model.d.and(self.reach.at[step], urgent);
            let bad = self.model.d.and(bad, shown);
            if !bad.is_empty() {
                let here = &self.script().steps[step];
                let message =
                    format!("step `{}` shows a first instruction with a red flag", here.name);
                let hint = "a red flag leads to its card, which shows none";
                self.report_at("P022", &here.place, (step, bad), &message, hint);
            }
        }
    }

    /// Each first instruction that may be a stretch is forbidden with every red flag, so that what is written later
    /// is proved too.
    fn stretches_are_forbidden(&mut self) {
        let script = self.script();
        let first = script.roles.first_instruction;
        let urgent = self.urgent();
        let mut open: Vec<&Line> = Vec::new();
        for line in script.blocks[first].lines.iter().filter(|line| line.stretch) {
            let mut covered = Set::EMPTY;
            for forbid in &script.forbids {
                if forbid.blocks.contains(&first) || forbid.messages.contains(&line.say) {
                    let when = self.model.space.guard(&mut self.model.d, &forbid.when);
                    covered = self.model.d.or(covered, when);
                }
            }
            if !self.model.d.minus(urgent, covered).is_empty() {
                open.push(line);
            }
        }
        let Some(line) = open.first() else { return };
        let names: BTreeSet<String> = open.iter().map(|line| format!("`{}`", line.say)).collect();
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        let message = format!("no [[forbid]] keeps {names} from a red flag");
        let hint = "name it in the first rule of safety.toml, or, if it is no stretch at all, write stretch = false in \
                    its line";
        self.report("P023", &line.place, message, hint);
    }

    /// On the cards of the first level nothing stands above the emergency number.
    fn the_number_comes_first(&mut self) {
        let roles = &self.script().roles;
        for step in [roles.now_step, roles.emergency_step] {
            let first = self.number_is_first(step);
            let late = self.model.d.minus(self.reach.at[step], first);
            if !late.is_empty() {
                let here = &self.script().steps[step];
                let message =
                    format!("the emergency number does not come first at `{}`", here.name);
                let hint = "put the block or the message with { $number } first in `show`";
                self.report_at("P018", &here.place, (step, late), &message, hint);
            }
        }
    }

    fn number_is_first(&mut self, step: StepIx) -> Set {
        let script = self.script();
        let carries = |id: &str| {
            script.words.languages().all(|language| {
                let message = script.words.message(language, id);
                message.is_some_and(|message| message.variables.iter().any(|it| it == "number"))
            })
        };
        match script.steps[step].show.first() {
            Some(Part::Words(id)) if carries(id) => Set::FULL,
            Some(Part::Block(block)) => {
                // Of several lines the first one counts.
                let (mut number, mut earlier) = (Set::EMPTY, Set::EMPTY);
                for (line, &chosen) in
                    script.blocks[*block].lines.iter().zip(&self.screens.lines[*block])
                {
                    let first = self.model.d.minus(chosen, earlier);
                    if carries(&line.say) {
                        number = self.model.d.or(number, first);
                    }
                    earlier = self.model.d.or(earlier, chosen);
                }
                number
            }
            _ => Set::EMPTY,
        }
    }

    /// A button that is labelled as a sign sets that sign.
    fn buttons_do_what_they_are_called(&mut self) {
        let script = self.script();
        let sign = script.roles.sign;
        for choice in script.steps.iter().flat_map(|step| &step.options) {
            let named = choice.say.rsplit_once('-').map(|(_, name)| name);
            let value = named.and_then(|name| script.slots.get(sign).value(name));
            let Some(value) = value.filter(|&value| !choice.set.contains(&(sign, value))) else {
                continue;
            };
            let name = &script.slots.get(sign).values[value];
            let message = format!(
                "button `{}` is called `{}` and does not set that sign",
                choice.id, choice.say
            );
            self.report("P017", &choice.place, message, &format!("set = {{ sign = \"{name}\" }}"));
        }
    }

    /// No button leads to the screen it is on with nothing changed.
    fn buttons_lead_elsewhere(&mut self) {
        for step in self.standing() {
            let here = &self.script().steps[step];
            let taps = self.turns.taps[step].clone();
            for choice in &here.options {
                if !matches!(choice.then, Then::Go(_) | Then::Stay) {
                    continue;
                }
                for case in taps.iter().filter(|case| case.deed == Deed::Tap(&choice.say)) {
                    if case.end != End::Step(step) && case.end != End::Here {
                        continue;
                    }
                    let same = self.model.d.and(case.when, case.change);
                    let same = self.model.d.and(self.reach.at[step], same);
                    if !same.is_empty() {
                        let message = format!(
                            "button `{}` of step `{}` leads back to the same screen",
                            choice.id, here.name
                        );
                        let hint = "clear or set what keeps the conversation here";
                        self.report_at("P006", &choice.place, (step, same), &message, hint);
                        break;
                    }
                }
            }
        }
    }
}
