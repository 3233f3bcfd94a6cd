//! The proof: what holds in every state that a conversation can be in.
//!
//! Facts are variables of a decision diagram, so that all combinations are looked at at once and none
//! is sampled or left out. Takes a script that parsed without problems, returns what is wrong with
//! it, each with the shortest conversation that shows it. Pure: no clock, no I/O.

mod classes;
mod diagram;
mod first_aid;
mod forbidden;
mod hearing;
mod limits;
mod live;
mod reach;
mod required;
mod safety;
mod screens;
mod space;
mod telling;
mod turns;
mod ways;
mod wording;

use diagram::Set;
use reach::{Reach, Turns};
use screens::Screens;
use turns::Model;

use super::problem::{Place, Problem};
use super::script::{Script, StepIx};
use super::state::State;

/// What was looked at, and what is wrong.
pub struct Proof<'s> {
    /// Everything that does not hold, in file order.
    pub problems: Vec<Problem>,
    /// Steps that a conversation can stand at.
    pub steps: usize,
    /// Combinations of step and facts that a conversation can be in. Values that no guard tells apart
    /// count as one.
    pub combinations: u128,
    /// Ways that one turn can go.
    pub turns: usize,
    model: Model<'s>,
    reach: Reach,
}

impl Proof<'_> {
    /// Whether the proof looked at a conversation like this one.
    pub fn covers(&self, state: &State) -> bool {
        let script = self.model.script;
        let step = state.at.as_deref().map(|at| script.step(at));
        let Some(at) = step.unwrap_or(Some(script.steps.len())) else { return false };
        let on = self.model.space.assignment(state);
        self.model.d.contains(self.reach.at[at], &on)
    }
}

/// Proves a script, or says what is wrong with it.
pub fn check(script: &Script) -> Proof<'_> {
    let mut model = Model::new(script);
    let turns = Turns::new(&mut model);
    let reach = Reach::explore(&mut model, &turns);
    let screens = Screens::new(&mut model);
    let combinations = reach.at.iter().fold(0_u128, |sum, &facts| {
        let said = u32::try_from(model.space.said.len()).unwrap_or(0);
        // What a sentence set is left open in all of them.
        sum.saturating_add(model.d.count(facts, model.space.variables) >> said)
    });
    let steps = reach.at[..script.steps.len()].iter().filter(|facts| !facts.is_empty()).count();
    let number_of_turns = turns.len();
    let mut proof = Prover { model, turns, reach, screens, problems: Vec::new() };
    proof.live();
    proof.safe();
    proof.first_aid();
    proof.forbidden();
    proof.required();
    proof.ways();
    proof.limits();
    proof.wording();
    proof.whole();
    let Prover { model, reach, mut problems, .. } = proof;
    problems.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    problems.dedup();
    Proof { problems, steps, combinations, turns: number_of_turns, model, reach }
}

/// A proof in the making.
struct Prover<'s> {
    model: Model<'s>,
    turns: Turns<'s>,
    reach: Reach,
    screens: Screens,
    problems: Vec<Problem>,
}

impl<'s> Prover<'s> {
    fn script(&self) -> &'s Script {
        self.model.script
    }

    /// The steps that a conversation stands at, in file order.
    fn standing(&self) -> Vec<StepIx> {
        let steps = 0..self.script().steps.len();
        steps.filter(|&step| !self.reach.at[step].is_empty()).collect()
    }

    fn report(&mut self, code: &'static str, place: &Place, message: String, hint: &str) {
        self.problems.push(Problem::new(code, place.clone(), message, hint));
    }

    /// Reports facts that must not be at a step, with the shortest conversation that leads there.
    fn report_at(
        &mut self,
        code: &'static str,
        place: &Place,
        (step, facts): (usize, Set),
        message: &str,
        hint: &str,
    ) {
        let told = self.reach.conversation(&mut self.model, &self.turns, step, facts);
        let told = match told {
            Some(told) if told.is_empty() => "at the very beginning".to_owned(),
            Some(told) => told.join(" → "),
            None => format!("with {}", self.model.one_as_words(facts)),
        };
        self.report(code, place, format!("{message}: {told}"), hint);
    }

    /// Without enough memory for all combinations nothing is proved.
    fn whole(&mut self) {
        if self.model.d.exhausted() {
            let message = "there are too many combinations to look at them all".to_owned();
            let hint = "take slots out of guards, or values out of slots";
            self.problems.clear();
            self.report("P000", &Place::whole("bot.toml"), message, hint);
        }
    }
}
