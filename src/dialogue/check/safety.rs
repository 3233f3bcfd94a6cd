//! Red flags and emergencies: every sign ends on its card, the number is one tap away.

use super::Prover;
use super::diagram::Set;
use super::space::Severity;
use super::turns::{Case, End};
use crate::dialogue::guard::Guard;
use crate::dialogue::script::{Action, Part, StepIx, Then};

impl Prover<'_> {
    pub(super) fn safe(&mut self) {
        self.emergency_is_one_tap_away();
        self.cards_show_the_number();
        self.signs_end_on_their_cards();
        self.buttons_name_the_card();
        self.signs_have_their_own_lines();
        self.doubts_are_settled();
    }

    fn emergency_is_one_tap_away(&mut self) {
        let emergency = self.script().roles.emergency_step;
        for step in self.standing() {
            let here = &self.script().steps[step];
            let mut near = self.screens.number[step];
            for (choice, when) in self.model.offered(step) {
                if choice.then == Then::Go(emergency) && choice.set.is_empty() {
                    near = self.model.d.or(near, when);
                }
            }
            let far = self.model.d.minus(self.reach.at[step], near);
            if !here.aside && !far.is_empty() {
                let message =
                    format!("the emergency number is more than a tap away at `{}`", here.name);
                let hint = "add the standard button: nav = [\"emergency\"]";
                self.report_at("P010", &here.place, (step, far), &message, hint);
            }
        }
    }

    /// On the card of the first level, where it is asked for, and while such a sign is in doubt.
    fn cards_show_the_number(&mut self) {
        let roles = &self.script().roles;
        let doubted = self.model.space.any(&mut self.model.d, roles.doubt, roles.now);
        let steps = [
            (roles.now_step, Set::FULL),
            (roles.emergency_step, Set::FULL),
            (roles.doubt_step, doubted),
        ];
        for (step, facts) in steps {
            let due = self.model.d.and(self.reach.at[step], facts);
            let silent = self.model.d.minus(due, self.screens.number[step]);
            if !silent.is_empty() {
                let here = &self.script().steps[step];
                let message = format!("the screen `{}` lacks the emergency number", here.name);
                let hint = "use { $number } in its first message, in every language";
                self.report_at("P011", &here.place, (step, silent), &message, hint);
            }
        }
    }

    fn signs_end_on_their_cards(&mut self) {
        for step in self.standing() {
            let taps = self.turns.taps[step].clone();
            let here = self.reach.at[step];
            for case in taps.iter().chain(&self.turns.anywhere.clone()) {
                if case.claims {
                    self.ends_on_its_card(case, here, |_, before| before, step);
                }
            }
        }
        let everywhere = self.everywhere();
        let heard = self.model.after_words(everywhere);
        let sign = self.model.space.said[self.script().roles.sign];
        let said = self.model.d.literal(sign, true);
        for case in self.turns.says.clone() {
            let heard = if case.claims { heard } else { self.model.d.and(heard, said) };
            for step in self.standing() {
                let back = |prover: &mut Self, before: Set| prover.model.before_words(before);
                if self.ends_on_its_card(&case, heard, back, step) {
                    break;
                }
            }
        }
    }

    /// Reports a turn after which a sign holds and another step than its card is shown. `untold` leads
    /// from the facts of the turn back to those before the sentence.
    fn ends_on_its_card(
        &mut self,
        case: &Case<'_>,
        facts: Set,
        untold: impl Fn(&mut Self, Set) -> Set,
        step: StepIx,
    ) -> bool {
        let roles = &self.script().roles;
        let cards = [(Severity::Now, roles.now_step), (Severity::Today, roles.today_step)];
        for (severity, card) in cards {
            if case.end == End::Step(card) {
                continue;
            }
            let wrong = self.model.space.severity_is(&mut self.model.d, severity);
            let origin = self.model.origin(case, wrong);
            let origin = self.model.d.and(origin, facts);
            let before = untold(self, origin);
            let before = self.model.d.and(before, self.reach.at[step]);
            if before.is_empty() {
                continue;
            }
            let place = match case.rule {
                Some(rule) => self.script().always[rule].place.clone(),
                None => self.script().steps[step].place.clone(),
            };
            let deed = self.model.deed(case.deed);
            let card = &self.script().steps[card].name;
            let message = format!("a sign does not end on its card `{card}`, with {deed} at");
            let hint = "go to the card of its level";
            self.report_at("P012", &place, (step, before), &message, hint);
            return true;
        }
        false
    }

    /// The red flags come first whatever a button says; a reader must not think otherwise.
    fn buttons_name_the_card(&mut self) {
        let script = self.script();
        let roles = &script.roles;
        for choice in script.steps.iter().flat_map(|step| &step.options) {
            let sign = choice.set.iter().find(|(slot, _)| *slot == roles.sign);
            let Some((_, sign)) = sign else { continue };
            let card = if roles.now & (1 << sign) == 0 { roles.today_step } else { roles.now_step };
            if choice.then != Then::Go(card) {
                let name = &script.steps[card].name;
                let message =
                    format!("button `{}` sets a sign and does not name its card", choice.id);
                self.report("P016", &choice.place, message, &format!("go = \"{name}\""));
            }
        }
    }

    fn signs_have_their_own_lines(&mut self) {
        let roles = &self.script().roles;
        if roles.now_step == roles.today_step {
            let place = self.script().steps[roles.now_step].place.clone();
            let message = "both levels of red flags have the same card".to_owned();
            self.report("P012", &place, message, "now_go and today_go name two different steps");
        }
        for (mask, card) in [(roles.now, roles.now_step), (roles.today, roles.today_step)] {
            let values = self.script().slots.get(roles.sign).values.len();
            for value in (0..values).filter(|value| mask & (1 << value) != 0) {
                self.sign_has_its_own_line(value, card);
            }
        }
    }

    /// With one sign alone, its card has a line that names this sign and no other.
    fn sign_has_its_own_line(&mut self, value: usize, card: StepIx) {
        let roles = &self.script().roles;
        let name = &self.script().slots.get(roles.sign).values[value];
        let here = &self.script().steps[card];
        let mut own = Set::EMPTY;
        for part in &here.show {
            let Part::Block(block) = part else { continue };
            let lines = self.script().blocks[*block].lines.iter().enumerate();
            for (line, _) in lines.filter(|(_, line)| is_about(&line.when, roles.sign, value)) {
                own = self.model.d.or(own, self.screens.lines[*block][line]);
            }
        }
        let others = self.model.space.any(&mut self.model.d, roles.sign, !(1 << value));
        let holds = self.model.space.holds(&mut self.model.d, roles.sign, value);
        let alone = self.model.d.minus(holds, others);
        let alone = self.model.d.and(alone, self.reach.at[card]);
        if alone.is_empty() {
            let message = format!("sign `{name}` never comes to its card `{}`", here.name);
            let hint = "let a button or words set it";
            self.report("P013", &here.place, message, hint);
            return;
        }
        let without = self.model.d.minus(alone, own);
        if !without.is_empty() {
            let message = format!("the card `{}` has no line for `{name}` alone", here.name);
            let hint = format!("add a line with when = \"sign has {name}\" to its block");
            self.report_at("P013", &here.place, (card, without), &message, &hint);
        }
        // A message that is named after a sign speaks of that sign.
        let named = format!("card-{name}");
        for step in self.standing() {
            let shown = self.screens.shows(&mut self.model, step, &|id| id == named);
            let wrong = self.model.d.minus(shown, holds);
            let wrong = self.model.d.and(wrong, self.reach.at[step]);
            if !wrong.is_empty() {
                let message = format!("`{named}` is shown without the sign `{name}`");
                let here = &self.script().steps[step];
                self.report_at(
                    "P014",
                    &here.place,
                    (step, wrong),
                    &message,
                    "swap the messages back",
                );
            }
        }
    }

    fn doubts_are_settled(&mut self) {
        let roles = &self.script().roles;
        let step = roles.doubt_step;
        let here = &self.script().steps[step];
        let mut confirms = Set::EMPTY;
        let mut denies = Set::EMPTY;
        for (choice, when) in self.model.offered(step) {
            if choice.then == Then::Do(Action::ConfirmDoubt) {
                confirms = self.model.d.or(confirms, when);
            } else if choice.clear.contains(&roles.doubt) {
                denies = self.model.d.or(denies, when);
            }
        }
        let wanted = [
            (confirms, "confirms", "do = \"confirm_doubt\""),
            (denies, "denies", "clear = [\"doubt\"]"),
        ];
        for (offered, what, key) in wanted {
            let missing = self.model.d.minus(self.reach.at[step], offered);
            if !missing.is_empty() {
                let message = format!("no button of `{}` {what} the doubt", here.name);
                let hint = format!("add an option with {key}");
                self.report_at("P015", &here.place, (step, missing), &message, &hint);
            }
        }
    }
}

/// Whether a guard asks for that value of a slot and for no other value of it.
fn is_about(guard: &Guard, slot: usize, value: usize) -> bool {
    let (mut about, mut only) = (false, true);
    guard.atoms(&mut |of, mask| {
        if of == slot {
            about |= mask == 1 << value;
            only &= mask == 1 << value;
        }
    });
    about && only
}
