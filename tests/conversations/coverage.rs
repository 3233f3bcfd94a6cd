//! What of a script the transcripts go through: steps, red flags, branches, guards, messages.

use std::collections::BTreeSet;
use std::fmt;

use crampbot::dialogue::State;
use crampbot::dialogue::guard::{Facts, Guard};
use crampbot::dialogue::problem::Place;
use crampbot::dialogue::script::{Part, Script, Step, StepIx, Then};

/// Branches that a walk may take before it must have come to a step that waits.
const HOPS_MAX: usize = 64;

pub(crate) struct Coverage<'s> {
    script: &'s Script,
    steps: BTreeSet<StepIx>,
    signs: u64,
    branches: BTreeSet<&'s Place>,
    guards: BTreeSet<(&'s Place, bool)>,
    messages: BTreeSet<&'s str>,
}

impl<'s> Coverage<'s> {
    pub(crate) fn new(script: &'s Script) -> Self {
        Self {
            script,
            steps: BTreeSet::new(),
            signs: 0,
            branches: BTreeSet::new(),
            guards: BTreeSet::new(),
            messages: BTreeSet::new(),
        }
    }

    /// Takes note of a turn.
    pub(crate) fn see(&mut self, before: Option<&State>, after: &State) {
        let facts = self.facts(after);
        let here = after.at.as_deref().and_then(|at| self.script.step(at));
        let came_from = before.and_then(|state| state.at.as_deref());
        if let Some(from) = came_from.and_then(|at| self.script.step(at)) {
            let step = &self.script.steps[from];
            let facts = before.map(|state| self.facts(state)).unwrap_or(facts.clone());
            let choices = step.options.iter().chain(&step.nav);
            for choice in choices {
                self.decide(&choice.place, &choice.when, &facts);
            }
        }
        if let Some(here) = here {
            self.walk(came_from, here, &facts);
            self.show(&self.script.steps[here], &facts);
            self.steps.insert(here);
        }
        self.signs |= facts.get(self.script.roles.sign).unwrap_or(0);
        for rule in &self.script.always {
            self.decide(&rule.place, &rule.when, &facts);
        }
    }

    fn facts(&self, state: &State) -> Facts {
        let mut facts = state.facts(&self.script.slots);
        let roles = &self.script.roles;
        let signs = facts.get(roles.sign).unwrap_or(0);
        let level = match (signs & roles.now, signs & roles.today) {
            (0, 0) => "none",
            (0, _) => "today",
            _ => "now",
        };
        let reminder = if state.reminder.on { "on" } else { "off" };
        for (slot, value) in [(roles.level, level), (roles.reminder, reminder)] {
            facts.put(slot, self.script.slots.get(slot).value(value).map(|value| 1 << value));
        }
        facts
    }

    fn decide(&mut self, place: &'s Place, guard: &Guard, facts: &Facts) {
        self.guards.insert((place, guard.holds(facts)));
    }

    /// The branches on the ways that the turn can have gone, from wherever it could go.
    fn walk(&mut self, from: Option<&str>, to: StepIx, facts: &Facts) {
        let script = self.script;
        let mut starts = vec![script.start];
        if let Some(from) = from.and_then(|at| script.step(at)) {
            let from = &script.steps[from];
            starts.extend(from.fills.as_ref().map(|fill| fill.next));
            starts.extend(from.options.iter().filter_map(|choice| match choice.then {
                Then::Go(step) => Some(step),
                _ => None,
            }));
        }
        starts.extend(script.timers.iter().map(|timer| timer.go));
        for start in starts {
            let mut taken = Vec::new();
            let mut step = start;
            for _ in 0..HOPS_MAX {
                let here = &script.steps[step];
                let route = here.routes.iter().find(|route| route.when.holds(facts));
                let known = here.fills.as_ref().filter(|fill| facts.get(fill.slot).is_some());
                taken.push((step, route));
                step = match (route, known) {
                    (Some(route), _) => route.go,
                    (None, Some(fill)) => fill.next,
                    (None, None) => break,
                };
            }
            if step != to {
                continue;
            }
            for (step, route) in taken {
                for tried in &script.steps[step].routes {
                    self.decide(&tried.place, &tried.when, facts);
                }
                self.branches.extend(route.map(|route| &route.place));
            }
        }
    }

    fn show(&mut self, step: &'s Step, facts: &Facts) {
        for part in &step.show {
            match part {
                Part::Words(id) => drop(self.messages.insert(id)),
                Part::Block(block) => {
                    let block = &self.script.blocks[*block];
                    for line in &block.lines {
                        self.guards.insert((&line.place, line.when.holds(facts)));
                    }
                    self.messages.extend(block.chosen(facts).map(|line| line.say.as_str()));
                }
            }
        }
        self.messages.extend(step.ask.as_deref());
        let choices = step.options.iter().chain(&step.nav);
        let offered = choices.filter(|choice| choice.when.holds(facts));
        self.messages.extend(offered.map(|choice| choice.say.as_str()));
    }

    /// Steps that are shown to people and no transcript visits, and red flags that none has.
    pub(crate) fn missing(&self) -> Vec<String> {
        let steps = self.shown().filter(|step| !self.steps.contains(step));
        let steps = steps.map(|step| self.script.steps[step].name.clone());
        let roles = &self.script.roles;
        let signs = self.script.slots.get(roles.sign).values.iter().enumerate();
        let signs = signs.filter(|(sign, _)| self.signs & (1 << sign) == 0);
        steps.chain(signs.map(|(_, name)| name.clone())).collect()
    }

    /// The steps that a conversation can stand at.
    fn shown(&self) -> impl Iterator<Item = StepIx> {
        let steps = self.script.steps.iter().enumerate();
        let shows =
            |step: &Step| !step.show.is_empty() || step.ask.is_some() || step.view.is_some();
        steps.filter(move |(_, step)| !step.aside && shows(step)).map(|(index, _)| index)
    }

    /// Every guard there is, but for those that always hold.
    fn all_guards(&self) -> BTreeSet<&'s Place> {
        let script = self.script;
        let conditional =
            |(place, guard): (&'s Place, &'s Guard)| (*guard != Guard::Always).then_some(place);
        let steps = script.steps.iter().filter(|step| !step.aside).flat_map(|step| {
            let routes = step.routes.iter().map(|route| (&route.place, &route.when));
            let choices = step.options.iter().chain(&step.nav);
            routes.chain(choices.map(|choice| (&choice.place, &choice.when)))
        });
        let lines = script.blocks.iter().flat_map(|block| &block.lines);
        let lines = lines.map(|line| (&line.place, &line.when));
        let rules = script.always.iter().map(|rule| (&rule.place, &rule.when));
        steps.chain(lines).chain(rules).filter_map(conditional).collect()
    }

    fn all_messages(&self) -> BTreeSet<&'s str> {
        let script = self.script;
        let steps = script.steps.iter().filter(|step| !step.aside);
        let said = steps.flat_map(|step| {
            let parts = step.show.iter().flat_map(|part| match part {
                Part::Words(id) => vec![id.as_str()],
                Part::Block(block) => {
                    script.blocks[*block].lines.iter().map(|line| line.say.as_str()).collect()
                }
            });
            let choices = step.options.iter().chain(&step.nav).map(|choice| choice.say.as_str());
            parts.chain(step.ask.as_deref()).chain(choices)
        });
        said.collect()
    }
}

impl fmt::Display for Coverage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script;
        let of =
            |count: usize, all: usize| format!("{count} of {all} ({} %)", count * 100 / all.max(1));
        let signs = script.slots.get(script.roles.sign).values.len();
        let steps = script.steps.iter().filter(|step| !step.aside);
        let branches = steps.map(|step| step.routes.len()).sum();
        let guards = self.all_guards();
        let both = |place: &&&Place| {
            self.guards.contains(&(**place, true)) && self.guards.contains(&(**place, false))
        };
        let messages = self.all_messages();
        writeln!(f, "steps     {}", of(self.steps.len(), self.shown().count()))?;
        writeln!(f, "red flags {}", of(self.signs.count_ones() as usize, signs))?;
        writeln!(f, "branches  {}", of(self.branches.len(), branches))?;
        writeln!(
            f,
            "guards    {}, each true and false",
            of(guards.iter().filter(both).count(), guards.len())
        )?;
        write!(f, "messages  {}", of(messages.intersection(&self.messages).count(), messages.len()))
    }
}
