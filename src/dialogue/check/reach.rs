//! Every state a conversation can be in, by turns from the beginning, and the shortest way there.
//!
//! A state is a step (or none) with facts. Must never judge a state.

use std::collections::BTreeSet;

use super::diagram::{Set, Variable};
use super::space::Patch;
use super::turns::{Case, End, Model};
use crate::dialogue::script::StepIx;

/// All ways that turns can go, worked out once.
pub(super) struct Turns<'s> {
    /// By step.
    pub(super) taps: Vec<Vec<Case<'s>>>,
    pub(super) anywhere: Vec<Case<'s>>,
    pub(super) says: Vec<Case<'s>>,
    pub(super) begins: Vec<Case<'s>>,
    merged: Merged<'s>,
    /// The facts that may be others when somebody comes back to a step: timers, the reminder, what lasts.
    free: Set,
}

/// The turns without who did what.
struct Merged<'s> {
    taps: Vec<Vec<Case<'s>>>,
    anywhere: Vec<Case<'s>>,
    says: Vec<Case<'s>>,
}

impl<'s> Turns<'s> {
    pub(super) fn new(model: &mut Model<'s>) -> Self {
        let steps = 0..model.script.steps.len();
        let mut taps = Vec::new();
        for step in steps {
            let moves = !model.script.steps[step].aside;
            taps.push(if moves { model.taps(step) } else { Vec::new() });
        }
        let anywhere = model.anywhere();
        let all = taps.iter().flatten().chain(&anywhere);
        let reminds = all.map(|case| case.change).any(|change| model.turns_on_reminder(change));
        let reminder = model.space.reminder().filter(|_| reminds);
        let lasting = model.script.slots.iter().filter(|(_, slot)| slot.lasting);
        let lasting = lasting.flat_map(|(slot, _)| model.space.variables_of(slot));
        let timers = model.space.timers.iter().copied();
        let mut free: Vec<Variable> = lasting.chain(reminder).chain(timers).collect();
        free.sort_unstable();
        let says = model.says();
        let merged = Merged {
            taps: taps.iter().map(|cases| model.merged(cases)).collect(),
            anywhere: model.merged(&anywhere),
            says: model.merged(&says),
        };
        Self { taps, anywhere, says, merged, begins: model.begins(), free: model.cube_with(&free) }
    }

    fn levels(&self) -> Vec<Level> {
        let Merged { taps, anywhere, says } = &self.merged;
        let all = taps.iter().flatten().chain(anywhere).chain(says);
        let rare: BTreeSet<Variable> = all.map(|case| case.rare).chain([Variable::MAX]).collect();
        let kinds = rare.into_iter().rev().flat_map(|rare| [(rare, false), (rare, true)]);
        let nothing = vec![Set::EMPTY; taps.len() + 1];
        let level = |(rare, taps)| {
            let known = nothing.clone();
            Level { rare, taps, known, acted: Set::EMPTY, spoken: Set::EMPTY }
        };
        kinds.map(level).collect()
    }

    pub(super) fn len(&self) -> usize {
        let taps = self.taps.iter().map(Vec::len).sum::<usize>();
        taps + self.anywhere.len() + self.says.len() + self.begins.len()
    }
}

/// Turns of one kind that change the same variable first, and what they were tried on already.
struct Level {
    rare: Variable,
    /// Buttons of a step, or what can happen at any step.
    taps: bool,
    known: Vec<Set>,
    acted: Set,
    spoken: Set,
}

/// Everything that can be reached.
pub(super) struct Reach {
    /// By step, and last without one: the facts that are possible there.
    pub(super) at: Vec<Set>,
    /// The same without what only lines tell apart.
    walked: Vec<Set>,
    /// By step: the facts with which something goes there, before that is settled.
    pub(super) entering: Vec<Set>,
    /// By always rule: whether it decided a turn.
    pub(super) fired: Vec<bool>,
    /// By step: the facts with which going there never ends.
    pub(super) lost: Vec<Set>,
}

impl Reach {
    pub(super) fn explore(model: &mut Model<'_>, turns: &Turns<'_>) -> Self {
        let steps = model.script.steps.len();
        let mut reach = Self {
            at: vec![Set::EMPTY; steps + 1],
            walked: Vec::new(),
            entering: vec![Set::EMPTY; steps],
            fired: vec![false; model.script.always.len()],
            lost: vec![Set::EMPTY; steps],
        };
        reach.at[steps] = model.beginning();
        let mut levels: Vec<Level> = turns.levels();
        // What words cannot change is changed as late as can be: until then all sets are alike.
        while let Some(level) = levels.iter_mut().find(|level| level.known != reach.at) {
            let from = reach.news(model, &mut level.known);
            if model.d.exhausted() {
                break;
            }
            if level.taps {
                for (at, facts) in from {
                    reach.tap(model, turns, level.rare, at, facts);
                }
            } else {
                reach.anywhere(model, turns, &from, level);
                reach.listen(model, turns, &from, level);
            }
        }
        reach.walked.clone_from(&reach.at);
        let tie = model.space.tie(&mut model.d);
        for facts in reach.at.iter_mut().chain(&mut reach.entering).chain(&mut reach.lost) {
            *facts = model.d.and(*facts, tie);
        }
        reach
    }

    /// What is new since the last time, by step.
    fn news(&self, model: &mut Model<'_>, known: &mut [Set]) -> Vec<(usize, Set)> {
        let mut news = Vec::new();
        for (at, known) in known.iter_mut().enumerate() {
            let all = self.at[at];
            if *known != all {
                let new = model.d.minus(all, *known);
                news.push((at, model.d.simpler(new, all)));
            }
            *known = all;
        }
        news
    }

    fn tap(
        &mut self,
        model: &mut Model<'_>,
        turns: &Turns<'_>,
        rare: Variable,
        at: usize,
        mut facts: Set,
    ) {
        let taps = turns.merged.taps.get(at).into_iter().flatten();
        let taps = taps.filter(|case| case.rare == rare);
        for case in taps.clone().filter(|case| case.end == End::Here) {
            // One tick after the other.
            self.take(model, case, facts, at);
            let after = model.image(case, facts);
            facts = model.d.or(facts, after);
        }
        for case in taps.filter(|case| case.end != End::Here) {
            self.take(model, case, facts, at);
        }
        if at < turns.merged.taps.len() && rare == Variable::MAX {
            let back = model.comes_back(at, facts, turns.free);
            self.at[at] = model.d.or(self.at[at], back);
        }
    }

    fn anywhere(
        &mut self,
        model: &mut Model<'_>,
        turns: &Turns<'_>,
        from: &[(usize, Set)],
        level: &mut Level,
    ) {
        let off = self.at.len() - 1;
        let all = from.iter().fold(Set::EMPTY, |sum, &(_, facts)| model.d.or(sum, facts));
        let all = model.news_of(&mut level.acted, all);
        for case in turns.merged.anywhere.iter().filter(|case| case.rare == level.rare) {
            if case.end == End::Here {
                for &(at, facts) in from {
                    self.take(model, case, facts, at);
                }
            } else {
                self.take(model, case, all, off);
            }
        }
        for &(at, facts) in from.iter().filter(|(at, _)| *at == off) {
            turns.begins.iter().for_each(|case| self.take(model, case, facts, at));
        }
    }

    fn listen(
        &mut self,
        model: &mut Model<'_>,
        turns: &Turns<'_>,
        from: &[(usize, Set)],
        level: &mut Level,
    ) {
        let off = self.at.len() - 1;
        let mut cases = turns.merged.says.iter().filter(|case| case.rare == level.rare).peekable();
        if model.heard_slots().is_empty() || cases.peek().is_none() {
            return;
        }
        let mut speaking = Set::EMPTY;
        for &(at, facts) in from {
            // Another cramp: the step has ended the episode, or the pause was long.
            let anew = model.anew(facts);
            let goes_on = at < off && !model.script.steps[at].ends_episode;
            let kept = if goes_on { facts } else { Set::EMPTY };
            speaking = model.d.or(speaking, anew);
            speaking = model.d.or(speaking, kept);
        }
        let speaking = model.news_of(&mut level.spoken, speaking);
        let heard = model.after_words(speaking);
        for case in cases {
            self.take(model, case, heard, off);
        }
    }

    fn take(&mut self, model: &mut Model<'_>, case: &Case<'_>, facts: Set, here: usize) {
        let after = model.image(case, facts);
        if after.is_empty() {
            return;
        }
        let after = if case.says() { model.forget_said(after) } else { after };
        let off = self.at.len() - 1;
        if let Some(rule) = case.rule {
            self.fired[rule] = true;
        }
        if let Some(via) = case.via {
            self.entering[via] = model.d.or(self.entering[via], after);
        }
        let end = match case.end {
            End::Step(step) => &mut self.at[step],
            End::Here => &mut self.at[here],
            End::Off => &mut self.at[off],
            End::Lost(step) => &mut self.lost[step],
        };
        *end = model.d.or(*end, after);
    }

    /// The shortest conversation that ends at a step with some of the facts, as taps and words.
    pub(super) fn conversation<'s>(
        &self,
        model: &mut Model<'s>,
        turns: &Turns<'s>,
        at: usize,
        facts: Set,
    ) -> Option<Vec<String>> {
        let goal = model.d.and(self.at[at], facts);
        let goal = model.for_turns(goal);
        let mut layers = vec![vec![Set::EMPTY; self.at.len()]];
        layers[0][at] = goal;
        let off = self.at.len() - 1;
        let start = model.beginning();
        while !model.d.meet(layers[layers.len() - 1][off], start) {
            let before = self.before(model, turns, &layers[layers.len() - 1]);
            let known = layers.contains(&before);
            if known || before.iter().all(|facts| facts.is_empty()) {
                return None;
            }
            layers.push(before);
        }
        layers.pop();
        let (mut at, mut facts) = (off, start);
        let mut told = Vec::new();
        for layer in layers.iter().rev() {
            let (to, after, deed) = Self::next_turn(model, turns, (at, facts), layer)?;
            told.push(deed);
            (at, facts) = (to, model.one_of(after));
        }
        Some(told)
    }

    /// The states from which one turn leads to some states.
    fn before(&self, model: &mut Model<'_>, turns: &Turns<'_>, goals: &[Set]) -> Vec<Set> {
        let off = goals.len() - 1;
        let mut before = vec![Set::EMPTY; goals.len()];
        let mut anyhow = Set::EMPTY;
        let mut untold = Set::EMPTY;
        let at_end = |case: &Case<'_>| match case.end {
            End::Step(step) => goals[step],
            End::Off => goals[off],
            End::Here | End::Lost(_) => Set::EMPTY,
        };
        for case in turns.merged.anywhere.iter().filter(|case| case.end != End::Here) {
            let origin = model.origin(case, at_end(case));
            anyhow = model.d.or(anyhow, origin);
        }
        for case in &turns.merged.says {
            let origin = model.origin(case, at_end(case));
            untold = model.d.or(untold, origin);
        }
        untold = model.before_words(untold);
        let patch = model.new_episode();
        let anew = model.undone(&patch, untold);
        for (from, sum) in before.iter_mut().enumerate() {
            if self.walked[from].is_empty() {
                continue;
            }
            *sum = model.d.or(anyhow, anew);
            for case in turns.merged.anywhere.iter().filter(|case| case.end == End::Here) {
                let origin = model.origin(case, goals[from]);
                *sum = model.d.or(*sum, origin);
            }
            let own = if from == off { &turns.begins } else { &turns.merged.taps[from] };
            for case in own {
                let goal = if case.end == End::Here { goals[from] } else { at_end(case) };
                let origin = model.origin(case, goal);
                *sum = model.d.or(*sum, origin);
            }
            if from < off && !model.script.steps[from].ends_episode {
                *sum = model.d.or(*sum, untold);
            }
            if from < off {
                let back = model.came_back(from, goals[from], turns.free);
                *sum = model.d.or(*sum, back);
            }
            *sum = model.d.and(*sum, self.walked[from]);
        }
        before
    }

    /// One turn from a state to one of the goals: where it ends, with which facts, and what was done.
    fn next_turn<'s>(
        model: &mut Model<'s>,
        turns: &Turns<'s>,
        (from, facts): (usize, Set),
        goals: &[Set],
    ) -> Option<(usize, Set, String)> {
        let off = goals.len() - 1;
        let end = |case: &Case<'_>| match case.end {
            End::Step(step) => Some(step),
            End::Here => Some(from),
            End::Off => Some(off),
            End::Lost(_) => None,
        };
        let own = if from == off { &turns.begins } else { &turns.taps[from] };
        for case in own.iter().chain(&turns.anywhere) {
            let Some(to) = end(case) else { continue };
            let after = model.image(case, facts);
            let after = model.d.and(after, goals[to]);
            if !after.is_empty() {
                return Some((to, after, model.deed(case.deed)));
            }
        }
        let goes_on = from < off && !model.script.steps[from].ends_episode;
        let anew = model.anew(facts);
        for speaker in goes_on.then_some(facts).into_iter().chain([anew]) {
            let heard = model.after_words(speaker);
            for case in &turns.says {
                let Some(to) = end(case) else { continue };
                let origin = model.origin(case, goals[to]);
                let said = model.d.and(origin, heard);
                if !said.is_empty() {
                    let told = model.sentence(speaker, said, case.deed);
                    let said = model.d.one(said, model.space.variables);
                    let after = model.image(case, said);
                    let after = model.d.and(after, goals[to]);
                    return Some((to, after, told));
                }
            }
        }
        if from == off {
            return None;
        }
        let back = model.comes_back(from, facts, turns.free);
        let back = model.d.and(back, goals[from]);
        (!back.is_empty()).then(|| (from, back, "goes on, then back".to_owned()))
    }
}

impl Model<'_> {
    /// The facts before the first turn: nothing is known.
    fn beginning(&mut self) -> Set {
        let variables: Vec<Variable> = (0..self.space.controls).collect();
        let nothing = self.d.cube(variables.into_iter().map(|variable| (variable, false)));
        self.forget_said(nothing)
    }

    /// The step again with what was known there: the timers have gone on, the reminder may differ.
    fn comes_back(&mut self, step: StepIx, facts: Set, free: Set) -> Set {
        let open = self.d.exists(facts, free);
        let patch = self.entering(step);
        self.patched(&patch, open)
    }

    fn came_back(&mut self, step: StepIx, facts: Set, free: Set) -> Set {
        let patch = self.entering(step);
        let before = self.undone(&patch, facts);
        self.d.exists(before, free)
    }

    fn turns_on_reminder(&mut self, change: Set) -> bool {
        let on = self.space.reminded(&mut self.d);
        let off = self.d.not(on);
        !on.is_empty() && self.d.given(change, off).is_empty()
    }

    /// What is not known yet, or more when that is simpler; then it is known.
    fn news_of(&mut self, known: &mut Set, facts: Set) -> Set {
        let new = self.d.minus(facts, *known);
        *known = self.d.or(*known, facts);
        if new.is_empty() { new } else { self.d.simpler(new, facts) }
    }

    /// The facts when another episode begins.
    fn anew(&mut self, facts: Set) -> Set {
        let patch = self.new_episode();
        self.patched(&patch, facts)
    }

    /// The facts before a patch that lead to some facts after it.
    fn undone(&mut self, patch: &Patch, facts: Set) -> Set {
        let change = self.d.cube(patch.iter().map(|(&variable, &value)| (variable, value)));
        self.d.given(facts, change)
    }

    fn patched(&mut self, patch: &Patch, facts: Set) -> Set {
        let changed = self.d.cube(patch.keys().map(|&variable| (variable, true)));
        let open = self.d.exists(facts, changed);
        let change = self.d.cube(patch.iter().map(|(&variable, &value)| (variable, value)));
        self.d.and(open, change)
    }

    /// Without what only lines tell apart.
    fn for_turns(&mut self, facts: Set) -> Set {
        let own: Vec<Variable> = (self.space.controls..self.space.variables).collect();
        let own = self.cube_with(&own);
        self.d.exists(facts, own)
    }

    /// One assignment of a set, as a set; what a sentence set is left open.
    pub(super) fn one_of(&mut self, facts: Set) -> Set {
        let variables = self.space.variables;
        self.d.one(facts, variables)
    }
}
