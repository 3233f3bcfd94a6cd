//! The turns of the engine as cases: from which facts, with which changes, to which step.
//!
//! Mirrors `advance`: each function here is named like the one it mirrors, and tests hold the two
//! against each other. Must never judge whether a turn is good.

use std::collections::BTreeSet;

use super::diagram::{Diagrams, Set, Variable};
use super::space::{Patch, Space};
use crate::dialogue::guard::SlotIx;
use crate::dialogue::screen::DONE;
use crate::dialogue::script::{Action, Choice, Script, StepIx, Takes, Then};

/// What the person, or a timer, does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed<'s> {
    /// Taps a button: its label message.
    Tap(&'s str),
    /// Taps a value of a slot.
    Value(SlotIx, usize),
    /// Ends a question with several answers.
    Done,
    /// Sends a command.
    Command(&'s str),
    /// Waits for a timer.
    Timer(usize),
    /// Says something about the cramp.
    Says,
    /// Says something that may be a red flag.
    Doubts,
    /// Names several places.
    NamesPlaces,
    /// Types a time or a zone.
    Types,
    /// Follows the guided routine to its end.
    Follows,
}

/// Where a turn ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// At a step.
    Step(StepIx),
    /// At the step where it began.
    Here,
    /// With the conversation over.
    Off,
    /// Nowhere: going to that step never ends.
    Lost(StepIx),
}

/// One way that a turn can go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'s> {
    pub(super) deed: Deed<'s>,
    /// The facts for which it goes this way.
    pub(super) when: Set,
    /// What it changes: values of the variables that it changes.
    pub(super) change: Set,
    /// The variables that it changes, as a cube.
    pub(super) changed: Set,
    pub(super) end: End,
    /// It sets a sign.
    pub(super) claims: bool,
    /// The always rule that decided.
    pub(super) rule: Option<usize>,
    /// The step it went to, before that was settled.
    pub(super) via: Option<StepIx>,
    /// It forgets the episode.
    pub(super) restarts: bool,
    /// The first variable that it changes and words cannot change; the last of all if none.
    pub(super) rare: Variable,
}

impl Case<'_> {
    /// Whether it began with a sentence about the cramp.
    pub(super) fn says(&self) -> bool {
        matches!(self.deed, Deed::Says | Deed::Doubts | Deed::NamesPlaces)
    }
}

/// A turn in the making, for some facts.
#[derive(Clone)]
struct Branch {
    when: Set,
    patch: Patch,
}

/// Where going to a step ends.
#[derive(Clone, Default)]
pub(super) struct Settled {
    pub(super) lands: Vec<(StepIx, Set)>,
    pub(super) lost: Vec<Set>,
}

/// What one turn has in common in all its branches.
#[derive(Clone)]
struct Turn<'s> {
    deed: Deed<'s>,
    /// Slots that it sets for certain.
    set: BTreeSet<SlotIx>,
    /// It began with a sentence: the `said` variables tell what that set.
    says: bool,
    restarts: bool,
}

impl<'s> Turn<'s> {
    fn new(deed: Deed<'s>) -> Self {
        Self { deed, set: BTreeSet::new(), says: deed == Deed::Says, restarts: false }
    }
}

/// The script, its encoding and its diagrams.
pub(super) struct Model<'s> {
    pub(super) script: &'s Script,
    pub(super) space: Space<'s>,
    pub(super) d: Diagrams,
    settled: Vec<Option<Settled>>,
    /// The variables of slots that words cannot change.
    rare: Vec<Variable>,
}

/// Steps that one input may lead through, as in the engine.
const HOPS_MAX: usize = crate::dialogue::advance::HOPS_MAX;

impl<'s> Model<'s> {
    pub(super) fn new(script: &'s Script) -> Self {
        let settled = vec![None; script.steps.len()];
        let space = Space::new(script);
        let mut model = Self { script, space, d: Diagrams::new(), settled, rare: Vec::new() };
        let heard = model.heard_slots();
        let rare = (0..script.slots.len()).filter(|slot| !heard.contains(slot));
        model.rare = rare.flat_map(|slot| model.space.variables_of(slot)).collect();
        model.rare.sort_unstable();
        model
    }

    /// Every way that pressing a button of a step can go.
    pub(super) fn taps(&mut self, step: StepIx) -> Vec<Case<'s>> {
        let here = &self.script.steps[step];
        let mut cases = self.fill(step);
        for (choice, when) in self.offered(step) {
            cases.extend(self.choose(choice, when));
        }
        if let Some(takes) = here.takes {
            cases.extend(self.takes(takes));
        }
        if step == self.script.roles.routine {
            let all = vec![Branch { when: Set::FULL, patch: Patch::new() }];
            let done = self.script.roles.routine_done;
            self.enter(all, &Turn::new(Deed::Follows), done, &mut cases);
        }
        cases
    }

    /// The buttons of a step that do what they say, with the facts for which they are offered.
    pub(super) fn offered(&mut self, step: StepIx) -> Vec<(&'s Choice, Set)> {
        let here = &self.script.steps[step];
        let mut offered: Vec<(&Choice, Set)> = Vec::new();
        for choice in here.options.iter().chain(&here.nav) {
            if self.is_value(step, &choice.id) {
                continue;
            }
            let mut when = self.space.guard(&mut self.d, &choice.when);
            for (_, earlier) in offered.iter().filter(|(other, _)| other.id == choice.id) {
                when = self.d.minus(when, *earlier);
            }
            offered.push((choice, when));
        }
        offered
    }

    /// A press of that name fills the slot of the step, whatever the option of that name says.
    pub(super) fn is_value(&self, step: StepIx, id: &str) -> bool {
        self.script.steps[step].fills.as_ref().is_some_and(|fill| {
            let slot = self.script.slots.get(fill.slot);
            slot.value(id).is_some() || (slot.many && id == DONE)
        })
    }

    fn fill(&mut self, step: StepIx) -> Vec<Case<'s>> {
        let Some(fill) = &self.script.steps[step].fills else { return Vec::new() };
        let declared = self.script.slots.get(fill.slot);
        let mut cases = Vec::new();
        for value in 0..declared.values.len() {
            let mut turn = Turn::new(Deed::Value(fill.slot, value));
            let has = self.space.holds(&mut self.d, fill.slot, value);
            let mut branches = Vec::new();
            if declared.many {
                let patch = self.space.many(fill.slot).map(|(_, values)| (values[value], false));
                let held = Branch { when: has, patch: patch.into_iter().collect() };
                let unset = turn.clone();
                let mut rest = self.follow_always(vec![held], &unset, &mut cases);
                self.end(&mut rest, &unset, End::Here, &mut cases);
                branches.push(Branch { when: self.d.not(has), patch: Patch::new() });
            } else {
                branches.push(Branch { when: Set::FULL, patch: Patch::new() });
            }
            self.set(&mut branches, &mut turn, fill.slot, value);
            let mut rest = self.follow_always(branches, &turn, &mut cases);
            if declared.many {
                self.end(&mut rest, &turn, End::Here, &mut cases);
            } else {
                self.go(&rest, &turn, fill.next, &mut cases);
            }
        }
        if let Some((known, _)) = self.space.many(fill.slot) {
            let branch = Branch { when: Set::FULL, patch: Patch::from([(known, true)]) };
            self.go(&[branch], &Turn::new(Deed::Done), fill.next, &mut cases);
        }
        cases
    }

    fn choose(&mut self, choice: &'s Choice, when: Set) -> Vec<Case<'s>> {
        let mut cases = Vec::new();
        let mut turn = Turn::new(Deed::Tap(&choice.say));
        let mut patch = Patch::new();
        for &slot in &choice.clear {
            self.space.clear(&mut patch, slot);
        }
        let mut branches = vec![Branch { when, patch }];
        for &(slot, value) in &choice.set {
            self.set(&mut branches, &mut turn, slot, value);
        }
        let rest = self.follow_always(branches, &turn, &mut cases);
        self.then(rest, turn, &choice.then, &mut cases);
        cases
    }

    fn takes(&mut self, takes: Takes) -> Vec<Case<'s>> {
        // Both take a time and a zone; whatever is missing then is asked for.
        let (Takes::Bedtime | Takes::Zone) = takes;
        let mut cases = Vec::new();
        let all = Branch { when: Set::FULL, patch: Patch::new() };
        self.set_reminder(&[all], &Turn::new(Deed::Types), &mut cases);
        cases
    }

    fn set_reminder(&mut self, branches: &[Branch], turn: &Turn<'s>, cases: &mut Vec<Case<'s>>) {
        let roles = &self.script.roles;
        self.enter(branches.to_vec(), turn, roles.reminder_time, cases);
        self.enter(branches.to_vec(), turn, roles.reminder_zone, cases);
        let mut on = branches.to_vec();
        for branch in &mut on {
            branch.patch.extend(self.reminding(true));
        }
        self.enter(on, turn, roles.reminder_set, cases);
    }

    fn reminding(&self, on: bool) -> Patch {
        self.space.reminder().map(|variable| (variable, on)).into_iter().collect()
    }

    /// What can happen at any step: commands, buttons of asides, timers.
    pub(super) fn anywhere(&mut self) -> Vec<Case<'s>> {
        let script = self.script;
        let mut cases = Vec::new();
        for command in &script.commands {
            let turn = Turn::new(Deed::Command(&command.name));
            let branch = Branch { when: Set::FULL, patch: Patch::new() };
            self.then(vec![branch.clone()], turn.clone(), &command.then, &mut cases);
            if command.then == Then::Do(Action::Remind) {
                self.set_reminder(std::slice::from_ref(&branch), &turn, &mut cases);
                let mut off = vec![Branch { when: Set::FULL, patch: self.reminding(false) }];
                self.end(&mut off, &turn, End::Here, &mut cases);
            }
        }
        for step in (0..script.steps.len()).filter(|&step| script.steps[step].aside) {
            for (choice, when) in self.offered(step) {
                // What a button beside the conversation sets is not looked at.
                let branch = Branch { when, patch: Patch::new() };
                let turn = Turn::new(Deed::Tap(&choice.say));
                self.then(vec![branch], turn, &choice.then, &mut cases);
            }
        }
        for (timer, rule) in script.timers.iter().enumerate() {
            let variable = self.space.timers[timer];
            let armed = self.d.literal(variable, true);
            let holds = self.space.guard(&mut self.d, &rule.when);
            let patch = Patch::from([(variable, false)]);
            let turn = Turn::new(Deed::Timer(timer));
            let fires = Branch { when: self.d.and(armed, holds), patch: patch.clone() };
            self.go(&[fires], &turn, rule.go, &mut cases);
            let mut idle = vec![Branch { when: self.d.minus(armed, holds), patch }];
            self.end(&mut idle, &turn, End::Here, &mut cases);
        }
        let turn = Turn { restarts: true, ..Turn::new(Deed::Command("restart")) };
        let branch = Branch { when: Set::FULL, patch: self.new_episode() };
        self.go(std::slice::from_ref(&branch), &turn, script.start, &mut cases);
        let stop = Turn { restarts: true, ..Turn::new(Deed::Command("stop")) };
        self.end(&mut vec![branch], &stop, End::Off, &mut cases);
        cases
    }

    /// What follows a sentence whose words are taken over already. One that says nothing changes nothing.
    pub(super) fn says(&mut self) -> Vec<Case<'s>> {
        let mut cases = Vec::new();
        let turn = Turn::new(Deed::Says);
        let all = Branch { when: Set::FULL, patch: Patch::new() };
        let rest = self.follow_always(vec![all], &turn, &mut cases);
        let roles = &self.script.roles;
        let doubts = Turn { deed: Deed::Doubts, ..turn.clone() };
        for value in self.space.kinds(roles.doubt) {
            let mut branches = rest.clone();
            for branch in &mut branches {
                self.space.put(&mut branch.patch, roles.doubt, value);
            }
            self.enter(branches, &doubts, roles.doubt_step, &mut cases);
        }
        let asks_place = |step: &crate::dialogue::script::Step| {
            step.fills.as_ref().is_some_and(|fill| fill.slot == roles.place)
        };
        if let Some(step) = self.script.steps.iter().position(asks_place) {
            let names = Turn { deed: Deed::NamesPlaces, ..turn.clone() };
            let unplaced = self.space.unknown(&mut self.d, roles.place);
            let lands = self.settled(self.script.start).lands;
            let asked = lands.iter().find(|(land, _)| *land == step);
            let asked = asked.map_or(Set::EMPTY, |(_, facts)| *facts);
            let asked = self.d.and(asked, unplaced);
            let asked = self.among(&rest, asked);
            self.enter(asked, &names, step, &mut cases);
        }
        self.go(&rest, &turn, self.script.start, &mut cases);
        cases
    }

    /// What going to the start leads to, when there is no conversation yet.
    pub(super) fn begins(&mut self) -> Vec<Case<'s>> {
        let mut cases = Vec::new();
        let branch = Branch { when: Set::FULL, patch: Patch::new() };
        self.go(&[branch], &Turn::new(Deed::Command("start")), self.script.start, &mut cases);
        cases
    }

    /// Forgets what belongs to one episode.
    pub(super) fn new_episode(&self) -> Patch {
        let mut patch = Patch::new();
        for (slot, declared) in self.script.slots.iter() {
            if !declared.lasting {
                self.space.clear(&mut patch, slot);
            }
        }
        patch.extend(self.space.timers.iter().map(|&timer| (timer, false)));
        patch
    }

    /// What showing a step as the current one does to the timers.
    pub(super) fn entering(&self, step: StepIx) -> Patch {
        let step = &self.script.steps[step];
        let stops = self.script.timers_stopped_by(step);
        let stops = stops.map(|timer| (self.space.timers[timer], false));
        let starts = step.starts.iter().map(|&timer| (self.space.timers[timer], true));
        stops.chain(starts).collect()
    }

    fn then(
        &mut self,
        mut branches: Vec<Branch>,
        turn: Turn<'s>,
        then: &Then,
        cases: &mut Vec<Case<'s>>,
    ) {
        let roles = &self.script.roles;
        match then {
            Then::Go(step) => self.go(&branches, &turn, *step, cases),
            Then::Do(Action::Restart | Action::Stop) => {
                let forgets = self.new_episode();
                for branch in &mut branches {
                    branch.patch.extend(forgets.clone());
                }
                let turn = Turn { restarts: true, ..turn };
                if *then == Then::Do(Action::Stop) {
                    self.end(&mut branches, &turn, End::Off, cases);
                } else {
                    self.go(&branches, &turn, self.script.start, cases);
                }
            }
            // What was known comes back with the step: `reach` knows both.
            Then::Do(Action::Back) => {}
            Then::Do(Action::ConfirmDoubt) => self.confirm_doubt(&branches, &turn, cases),
            Then::Do(Action::Remind) => {
                let on = self.space.reminded(&mut self.d);
                let mut off = branches.clone();
                for (yes, no) in branches.iter_mut().zip(&mut off) {
                    no.when = self.d.minus(no.when, on);
                    yes.when = self.d.and(yes.when, on);
                }
                self.enter(branches, &turn, roles.reminder_set, cases);
                self.enter(off, &turn, roles.reminder_time, cases);
            }
            Then::Do(Action::Forget) => {
                let mut forgets = self.new_episode();
                for (slot, _) in self.script.slots.iter() {
                    self.space.clear(&mut forgets, slot);
                }
                forgets.extend(self.reminding(false));
                for branch in &mut branches {
                    branch.patch.extend(forgets.clone());
                }
                self.end(&mut branches, &Turn { restarts: true, ..turn }, End::Off, cases);
            }
            // The last stretch that is left out ends the routine.
            Then::Do(Action::GuideSkip) => {
                self.enter(branches.clone(), &turn, roles.routine_done, cases);
                self.end(&mut branches, &turn, End::Here, cases);
            }
            Then::Do(Action::RemindOn) => self.set_reminder(&branches, &turn, cases),
            Then::Do(Action::RemindOff) => {
                let off = self.reminding(false);
                for branch in &mut branches {
                    branch.patch.extend(off.clone());
                }
                self.end(&mut branches, &turn, End::Here, cases);
            }
            Then::Stay
            | Then::Do(
                Action::Aside(_)
                | Action::Language(_)
                | Action::NextPage
                | Action::PreviousPage
                | Action::RemindDay(_)
                | Action::GuidePause
                | Action::RemindShift { .. }
                | Action::RemindAnswer(_)
                | Action::DeleteRecord
                | Action::Export
                | Action::Report,
            ) => self.end(&mut branches, &turn, End::Here, cases),
        }
    }

    fn confirm_doubt(&mut self, branches: &[Branch], turn: &Turn<'s>, cases: &mut Vec<Case<'s>>) {
        let roles = &self.script.roles;
        let unknown = self.space.unknown(&mut self.d, roles.doubt);
        for (class, value) in self.space.kinds(roles.doubt).into_iter().enumerate() {
            let doubted = self.space.is_class(&mut self.d, roles.doubt, class);
            let mut some = self.among(branches, doubted);
            let mut turn = turn.clone();
            self.set(&mut some, &mut turn, roles.sign, value);
            for branch in &mut some {
                self.space.clear(&mut branch.patch, roles.doubt);
            }
            let rest = self.follow_always(some, &turn, cases);
            self.go(&rest, &turn, self.script.start, cases);
        }
        let none = self.among(branches, unknown);
        let rest = self.follow_always(none, turn, cases);
        self.go(&rest, turn, self.script.start, cases);
    }

    /// The branches where a condition holds after their changes.
    fn among(&mut self, branches: &[Branch], condition: Set) -> Vec<Branch> {
        let mut among = branches.to_vec();
        for branch in &mut among {
            let holds = self.after(&branch.patch, condition);
            branch.when = self.d.and(branch.when, holds);
        }
        among.retain(|branch| !branch.when.is_empty());
        among
    }

    /// The facts before a change for which a condition holds after it.
    fn after(&mut self, patch: &Patch, condition: Set) -> Set {
        let change = self.d.cube(patch.iter().map(|(&variable, &value)| (variable, value)));
        self.d.given(condition, change)
    }

    fn set(&mut self, branches: &mut Vec<Branch>, turn: &mut Turn<'s>, slot: SlotIx, value: usize) {
        turn.set.insert(slot);
        let declared = self.script.slots.get(slot);
        let Some((known, values)) = self.space.many(slot) else {
            for branch in branches {
                self.space.put(&mut branch.patch, slot, value);
            }
            return;
        };
        let values: Vec<Variable> =
            (0..declared.values.len()).map(|value| values[self.space.class(slot, value)]).collect();
        let superfluous = declared.replaces.get(&value).copied().unwrap_or(0);
        let drops = |patch: &mut Patch| {
            let held = values.iter().enumerate();
            let held = held.filter(|(value, _)| superfluous & (1 << value) != 0);
            patch.extend(held.map(|(_, &variable)| (variable, false)));
        };
        let winners = declared.replaces.iter().filter(|(_, losers)| *losers & (1 << value) != 0);
        let mut stronger = Set::EMPTY;
        for (&winner, _) in winners {
            let holds = self.d.literal(values[winner], true);
            stronger = self.d.or(stronger, holds);
        }
        let mut changed = self.among(branches, stronger);
        for branch in &mut changed {
            drops(&mut branch.patch);
        }
        let weaker = self.d.not(stronger);
        for mut branch in self.among(branches, weaker) {
            branch.patch.extend([(known, true), (values[value], true)]);
            drops(&mut branch.patch);
            changed.push(branch);
        }
        *branches = changed;
    }

    fn follow_always(
        &mut self,
        mut branches: Vec<Branch>,
        turn: &Turn<'s>,
        cases: &mut Vec<Case<'s>>,
    ) -> Vec<Branch> {
        let script = self.script;
        let rules = script.always.iter().enumerate();
        for (index, rule) in rules.filter(|(_, rule)| rule.said.is_none() || turn.says) {
            let mut holds = self.space.guard(&mut self.d, &rule.when);
            match rule.changed {
                Some(slot) if !turn.set.contains(&slot) && turn.says => {
                    let said = self.d.literal(self.space.said[slot], true);
                    holds = self.d.and(holds, said);
                }
                Some(slot) if !turn.set.contains(&slot) => continue,
                _ => {}
            }
            let mut fires = self.among(&branches, holds);
            if fires.is_empty() {
                continue;
            }
            // Any sentence may say what a button says, or not.
            if rule.said.is_none() {
                let fails = self.d.not(holds);
                branches = self.among(&branches, fails);
            }
            let mut turn = turn.clone();
            for branch in &mut fires {
                for &slot in &rule.clear {
                    self.space.clear(&mut branch.patch, slot);
                }
            }
            for &(slot, value) in &rule.set {
                self.set(&mut fires, &mut turn, slot, value);
            }
            let first = cases.len();
            self.go(&fires, &turn, rule.go, cases);
            for case in &mut cases[first..] {
                case.rule = Some(index);
            }
        }
        branches
    }

    fn go(
        &mut self,
        branches: &[Branch],
        turn: &Turn<'s>,
        step: StepIx,
        cases: &mut Vec<Case<'s>>,
    ) {
        let settled = self.settled(step);
        let first = cases.len();
        for (land, facts) in settled.lands {
            let some = self.among(branches, facts);
            self.enter(some, turn, land, cases);
        }
        for facts in settled.lost {
            let mut some = self.among(branches, facts);
            self.end(&mut some, turn, End::Lost(step), cases);
        }
        for case in &mut cases[first..] {
            case.via = Some(step);
        }
    }

    fn enter(
        &mut self,
        mut branches: Vec<Branch>,
        turn: &Turn<'s>,
        step: StepIx,
        cases: &mut Vec<Case<'s>>,
    ) {
        let timers = self.entering(step);
        for branch in &mut branches {
            branch.patch.extend(timers.clone());
        }
        self.end(&mut branches, turn, End::Step(step), cases);
    }

    fn end(
        &mut self,
        branches: &mut Vec<Branch>,
        turn: &Turn<'s>,
        end: End,
        cases: &mut Vec<Case<'s>>,
    ) {
        for branch in branches.drain(..).filter(|branch| !branch.when.is_empty()) {
            cases.push(Case {
                deed: turn.deed,
                when: branch.when,
                change: self.d.cube(branch.patch.iter().map(|(&it, &value)| (it, value))),
                changed: self.d.cube(branch.patch.keys().map(|&it| (it, true))),
                end,
                claims: turn.set.contains(&self.script.roles.sign),
                rule: None,
                via: None,
                restarts: turn.restarts,
                rare: self.rarest(&branch.patch, turn),
            });
        }
    }

    fn rarest(&self, patch: &Patch, turn: &Turn<'_>) -> Variable {
        let changed = self.rare.iter().copied().find(|it| patch.contains_key(it));
        changed.filter(|_| !turn.restarts).unwrap_or(Variable::MAX)
    }

    /// Where going to a step ends, by facts.
    pub(super) fn settled(&mut self, step: StepIx) -> Settled {
        if let Some(known) = &self.settled[step] {
            return known.clone();
        }
        let mut settled = Settled::default();
        let mut walking = vec![(step, Set::FULL)];
        for _ in 0..HOPS_MAX {
            let mut next: Vec<(StepIx, Set)> = Vec::new();
            for (step, facts) in walking {
                for (onward, some) in self.hop(step, facts) {
                    let list = if onward.is_none() { &mut settled.lands } else { &mut next };
                    let to = onward.unwrap_or(step);
                    match list.iter_mut().find(|(other, _)| *other == to) {
                        Some((_, sum)) => *sum = self.d.or(*sum, some),
                        None => list.push((to, some)),
                    }
                }
            }
            walking = next;
        }
        settled.lost = walking.into_iter().map(|(_, facts)| facts).collect();
        self.settled[step] = Some(settled.clone());
        settled
    }

    /// One hop of settling: to which step for which of the facts, `None` where it stops.
    pub(super) fn hop(&mut self, step: StepIx, facts: Set) -> Vec<(Option<StepIx>, Set)> {
        let here = &self.script.steps[step];
        let mut rest = facts;
        let mut hops = Vec::new();
        for route in &here.routes {
            let holds = self.space.guard(&mut self.d, &route.when);
            hops.push((Some(route.go), self.d.and(rest, holds)));
            rest = self.d.minus(rest, holds);
        }
        if let Some(fill) = &here.fills {
            let unknown = self.space.unknown(&mut self.d, fill.slot);
            hops.push((Some(fill.next), self.d.minus(rest, unknown)));
            rest = self.d.and(rest, unknown);
        }
        hops.push((None, rest));
        hops.retain(|(_, facts)| !facts.is_empty());
        hops
    }

    /// The facts after a case, for some facts before it.
    pub(super) fn image(&mut self, case: &Case<'_>, facts: Set) -> Set {
        let some = self.d.and(facts, case.when);
        let open = self.d.exists(some, case.changed);
        self.d.and(open, case.change)
    }

    /// The facts before a case that lead to some facts after it.
    pub(super) fn origin(&mut self, case: &Case<'_>, facts: Set) -> Set {
        let some = self.d.and(facts, case.change);
        let before = self.d.exists(some, case.changed);
        self.d.and(before, case.when)
    }

    /// The same turns with fewer cases: those that differ in what they change, or in when they go that
    /// way, become one. Who did what is lost.
    pub(super) fn merged(&mut self, cases: &[Case<'s>]) -> Vec<Case<'s>> {
        let mut merged: Vec<Case<'s>> = Vec::new();
        for case in cases {
            let like = |other: &&mut Case<'_>| {
                let way = other.rare == case.rare
                    && other.end == case.end
                    && other.via == case.via
                    && other.rule == case.rule;
                way && other.changed == case.changed
                    && (other.change == case.change || other.when == case.when)
            };
            match merged.iter_mut().find(like) {
                Some(other) if other.change == case.change => {
                    other.when = self.d.or(other.when, case.when);
                }
                Some(other) => other.change = self.d.or(other.change, case.change),
                None => merged.push(*case),
            }
        }
        merged
    }
}
