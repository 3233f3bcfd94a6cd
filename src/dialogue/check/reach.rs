//! Every state a conversation can be in, by turns from the beginning, and the shortest way there.
//!
//! A state is a step (or none) with facts. Must never judge a state.

use super::diagram::{Set, Variable};
use super::space::Patch;
use super::turns::{Case, Deed, End, Model};
use crate::dialogue::script::StepIx;

/// All ways that turns can go, worked out once.
pub(super) struct Turns<'s> {
    /// By step.
    pub(super) taps: Vec<Vec<Case<'s>>>,
    pub(super) anywhere: Vec<Case<'s>>,
    pub(super) says: Vec<Case<'s>>,
    says_nothing: Set,
    begins: Vec<Case<'s>>,
    /// The facts that may be others when somebody comes back to a step: timers, the reminder.
    free: Set,
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
        let free: Vec<Variable> = reminder.into_iter().chain(model.space.timers.clone()).collect();
        Self {
            taps,
            anywhere,
            says: model.says(),
            says_nothing: model.says_nothing(),
            begins: model.begins(),
            free: model.cube_with(&free),
        }
    }

    pub(super) fn len(&self) -> usize {
        let taps = self.taps.iter().map(Vec::len).sum::<usize>();
        taps + self.anywhere.len() + self.says.len() + self.begins.len()
    }
}

/// Which turns there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moves {
    /// All of them.
    All,
    /// All, until the first aid is on the screen.
    UntilFirstAid,
    /// All but saying something; a sentence may only be doubtful.
    Hands,
}

/// Everything that can be reached.
pub(super) struct Reach {
    /// By step, and last without one: the facts that are possible there.
    pub(super) at: Vec<Set>,
    /// The same, by the number of turns it takes.
    layers: Vec<Vec<Set>>,
    /// By step: the facts with which something goes there, before that is settled.
    pub(super) entering: Vec<Set>,
    /// By always rule: whether it decided a turn.
    pub(super) fired: Vec<bool>,
    /// By step: the facts with which going there never ends.
    pub(super) lost: Vec<Set>,
}

impl Reach {
    pub(super) fn explore(model: &mut Model<'_>, turns: &Turns<'_>, moves: Moves) -> Self {
        let steps = model.script.steps.len();
        let off = steps;
        let mut reach = Self {
            at: vec![Set::EMPTY; steps + 1],
            layers: Vec::new(),
            entering: vec![Set::EMPTY; steps],
            fired: vec![false; model.script.always.len()],
            lost: vec![Set::EMPTY; steps],
        };
        let mut new = vec![Set::EMPTY; steps + 1];
        new[off] = model.beginning();
        while new.iter().any(|facts| !facts.is_empty()) && !model.d.exhausted() {
            for (all, new) in reach.at.iter_mut().zip(&new) {
                *all = model.d.or(*all, *new);
            }
            let mut next = vec![Set::EMPTY; steps + 1];
            reach.turn(model, turns, moves, &new, &mut next);
            eprintln!("layer {} nodes {}", reach.layers.len(), model.d.size());
            for (i, n) in new.iter().enumerate() { let nm = model.script.steps.get(i).map_or("off", |s| &s.name); eprint!("{nm} {} / {}; ", model.d.size_of(*n), model.d.size_of(reach.at[i])); }
            eprintln!();
            reach.layers.push(std::mem::take(&mut new));
            new = next;
            for (new, all) in new.iter_mut().zip(&reach.at) {
                *new = model.d.minus(*new, *all);
            }
        }
        reach
    }

    fn turn(
        &mut self,
        model: &mut Model<'_>,
        turns: &Turns<'_>,
        moves: Moves,
        from: &[Set],
        next: &mut [Set],
    ) {
        let off = from.len() - 1;
        let acts = |step: StepIx| {
            let here = model.script.steps.get(step);
            moves != Moves::UntilFirstAid || here.is_none_or(|here| !here.first_aid)
        };
        let from: Vec<(usize, Set)> = from.iter().copied().enumerate().collect();
        let from: Vec<(usize, Set)> =
            from.into_iter().filter(|&(at, facts)| !facts.is_empty() && acts(at)).collect();
        let all = from.iter().fold(Set::EMPTY, |sum, &(_, facts)| model.d.or(sum, facts));
        for &(at, facts) in from.iter().filter(|(at, _)| *at < off) {
            for case in &turns.taps[at] {
                self.take(model, case, facts, at, next);
            }
            let back = model.comes_back(at, facts, turns.free);
            next[at] = model.d.or(next[at], back);
        }
        for case in turns.anywhere.iter() {
            if case.end != End::Here {
                self.take(model, case, all, off, next);
                continue;
            }
            for &(at, facts) in &from {
                self.take(model, case, facts, at, next);
            }
        }
        for case in &turns.begins {
            let idle = from.iter().find(|(at, _)| *at == off);
            self.take(model, case, idle.map_or(Set::EMPTY, |idle| idle.1), off, next);
        }
        self.listen(model, turns, moves, &from, next);
    }

    fn listen(
        &mut self,
        model: &mut Model<'_>,
        turns: &Turns<'_>,
        moves: Moves,
        from: &[(usize, Set)],
        next: &mut [Set],
    ) {
        let off = next.len() - 1;
        if model.heard_slots().is_empty() {
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
            if moves != Moves::Hands && goes_on {
                let heard = model.after_words(facts);
                let idle = model.d.and(heard, turns.says_nothing);
                let idle = model.forget_said(idle);
                next[at] = model.d.or(next[at], idle);
            }
        }
        let heard = if moves == Moves::Hands { speaking } else { model.after_words(speaking) };
        for case in &turns.says {
            if moves != Moves::Hands || case.deed == Deed::Doubts {
                self.take(model, case, heard, off, next);
            }
        }
    }

    fn take(
        &mut self,
        model: &mut Model<'_>,
        case: &Case<'_>,
        facts: Set,
        here: usize,
        next: &mut [Set],
    ) {
        let after = model.image(case, facts);
        if after.is_empty() {
            return;
        }
        let after = model.forget_said(after);
        let off = next.len() - 1;
        if let Some(rule) = case.rule {
            self.fired[rule] = true;
        }
        if let Some(via) = case.via {
            self.entering[via] = model.d.or(self.entering[via], after);
        }
        match case.end {
            End::Step(step) => next[step] = model.d.or(next[step], after),
            End::Here => next[here] = model.d.or(next[here], after),
            End::Off => next[off] = model.d.or(next[off], after),
            End::Lost(step) => self.lost[step] = model.d.or(self.lost[step], after),
        }
    }

    /// The shortest conversation that ends at a step with some of the facts, as taps and words.
    pub(super) fn conversation<'s>(
        &self,
        model: &mut Model<'s>,
        turns: &Turns<'s>,
        at: usize,
        facts: Set,
    ) -> Option<Vec<String>> {
        let meets = |model: &mut Model<'_>, layer: &Vec<Set>| model.d.meet(layer[at], facts);
        let turn = (0..self.layers.len()).find(|&turn| meets(model, &self.layers[turn]))?;
        let mut goal = model.d.and(self.layers[turn][at], facts);
        let (mut at, mut told) = (at, Vec::new());
        for layer in self.layers[..turn].iter().rev() {
            goal = model.one_of(goal);
            let (from, before, deed) = self.last_turn(model, turns, layer, at, goal)?;
            told.push(deed);
            (at, goal) = (from, before);
        }
        told.reverse();
        Some(told)
    }

    fn last_turn<'s>(
        &self,
        model: &mut Model<'s>,
        turns: &Turns<'s>,
        layer: &[Set],
        at: usize,
        goal: Set,
    ) -> Option<(usize, Set, String)> {
        let off = layer.len() - 1;
        let ends = |case: &Case<'_>, from: usize| match case.end {
            End::Step(step) => step == at,
            End::Here => from == at,
            End::Off => off == at,
            End::Lost(_) => false,
        };
        let from: Vec<usize> = (0..layer.len()).filter(|&at| !layer[at].is_empty()).collect();
        for &from in &from {
            let taps = turns.taps.get(from).into_iter().flatten();
            let begins = turns.begins.iter().filter(|_| from == off);
            for case in taps.chain(begins).chain(&turns.anywhere).filter(|case| ends(case, from)) {
                let origin = model.origin(case, goal);
                let before = model.d.and(origin, layer[from]);
                if !before.is_empty() {
                    return Some((from, before, model.deed(case.deed)));
                }
            }
        }
        let idle = model.d.and(goal, turns.says_nothing);
        let says = turns.says.iter().filter(|case| ends(case, off)).copied().map(Some);
        for case in says.chain([None]) {
            let heard = match &case {
                Some(case) => model.origin(case, goal),
                None => idle,
            };
            let untold = model.before_words(heard);
            for &from in &from {
                let goes_on = model.script.steps.get(from).is_some_and(|step| !step.ends_episode);
                let (kept, anew) = model.before_speaking(layer[from], untold);
                let before = if goes_on && (case.is_some() || from == at) { kept } else { Set::EMPTY };
                if !before.is_empty() {
                    let told = model.sentence(before, heard, case.map(|case| case.deed));
                    return Some((from, before, told));
                }
                if case.is_some() && !anew.is_empty() {
                    let started = model.one_of(anew);
                    let started = model.anew(started);
                    let told = model.sentence(started, heard, case.map(|case| case.deed));
                    return Some((from, anew, told));
                }
            }
        }
        let before = model.came_back(at, goal, turns.free);
        let before = model.d.and(before, layer[at]);
        (!before.is_empty()).then(|| (at, before, "goes on, then back".to_owned()))
    }
}

impl Model<'_> {
    /// The facts before the first turn: nothing is known.
    fn beginning(&mut self) -> Set {
        let variables: Vec<Variable> = (0..self.space.variables).collect();
        let nothing = self.d.cube(variables.into_iter().map(|variable| (variable, false)));
        self.forget_said(nothing)
    }

    /// The step again with what was known there: the timers have gone on, the reminder may differ.
    fn comes_back(&mut self, step: StepIx, facts: Set, free: Set) -> Set {
        let open = self.d.exists(facts, free);
        let patch = self.entering(step);
        self.patched(&patch, open)
    }

    fn came_back(&mut self, at: usize, facts: Set, free: Set) -> Set {
        if at >= self.script.steps.len() {
            return Set::EMPTY;
        }
        let patch = self.entering(at);
        let change = self.d.cube(patch.iter().map(|(&variable, &value)| (variable, value)));
        let before = self.d.given(facts, change);
        self.d.exists(before, free)
    }

    fn turns_on_reminder(&mut self, change: Set) -> bool {
        let on = self.space.reminded(&mut self.d);
        let off = self.d.not(on);
        !on.is_empty() && self.d.given(change, off).is_empty()
    }

    /// The facts when another episode begins.
    fn anew(&mut self, facts: Set) -> Set {
        let patch = self.new_episode();
        self.patched(&patch, facts)
    }

    fn before_speaking(&mut self, layer: Set, untold: Set) -> (Set, Set) {
        let kept = self.d.and(layer, untold);
        let patch = self.new_episode();
        let change = self.d.cube(patch.iter().map(|(&variable, &value)| (variable, value)));
        let anew = self.d.given(untold, change);
        (kept, self.d.and(layer, anew))
    }

    fn patched(&mut self, patch: &Patch, facts: Set) -> Set {
        let changed = self.d.cube(patch.keys().map(|&variable| (variable, true)));
        let open = self.d.exists(facts, changed);
        let change = self.d.cube(patch.iter().map(|(&variable, &value)| (variable, value)));
        self.d.and(open, change)
    }

    /// One assignment of a set, as a set; what a sentence set is left open.
    fn one_of(&mut self, facts: Set) -> Set {
        let on = self.d.pick(facts);
        let variables: Vec<Variable> = (0..self.space.lasting_variables()).collect();
        self.d.cube(variables.into_iter().map(|variable| (variable, on.contains(&variable))))
    }
}
