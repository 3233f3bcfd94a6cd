//! What is known of a conversation as variables of a diagram: slots, timers, the reminder.
//!
//! Owns the encoding and the meaning of guards in it. Must never decide where a conversation goes.
//!
//! A one-value slot is a binary number (0: unknown, else the value's position + 1), a many-value slot
//! one variable for "answered" and one a value. `level` is no variable: it is what the signs make it.

use std::collections::BTreeMap;

use super::diagram::{Diagrams, Set, Variable};
use crate::dialogue::guard::{Guard, SlotIx};
use crate::dialogue::script::{Roles, Script};

/// How a slot is encoded.
enum Layout {
    One(Vec<Variable>),
    Many { known: Variable, values: Vec<Variable> },
    /// Makes of the signs: none, today, now.
    Level,
    Reminder(Variable),
    /// Derived, and nothing of the engine fills it.
    Nothing,
}

/// Variables set to constants, as one turn does.
pub(super) type Patch = BTreeMap<Variable, bool>;

/// The encoding of one script.
pub(super) struct Space<'s> {
    pub(super) script: &'s Script,
    layout: Vec<Layout>,
    /// On while a timer is armed.
    pub(super) timers: Vec<Variable>,
    /// On when the sentence just heard set that slot.
    pub(super) said: Vec<Variable>,
    /// All of them, `said` the last ones.
    pub(super) variables: Variable,
}

/// What a value of the slot `level` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Severity {
    None,
    Today,
    Now,
}

impl<'s> Space<'s> {
    pub(super) fn new(script: &'s Script) -> Self {
        let mut next: Variable = 0;
        let mut take = |count: usize| -> Vec<Variable> {
            let first = next;
            next += Variable::try_from(count).unwrap_or(Variable::MAX / 2);
            (first..next).collect()
        };
        let Roles { level, reminder, .. } = script.roles;
        let mut layout: Vec<Layout> = script.slots.iter().map(|_| Layout::Nothing).collect();
        // What is rarely asked for is decided first: below it, everything else looks the same.
        for index in rarest_first(script) {
            let slot = script.slots.get(index);
            layout[index] = match slot {
            _ if index == level => Layout::Level,
            _ if index == reminder => Layout::Reminder(take(1)[0]),
            slot if slot.derived => Layout::Nothing,
            slot if slot.many => {
                Layout::Many { known: take(1)[0], values: take(slot.values.len()) }
            }
            slot => {
                let bits = usize::BITS - slot.values.len().leading_zeros();
                Layout::One(take(bits as usize))
            }
            };
        }
        let timers = take(script.timers.len());
        let said = take(script.slots.len());
        Self { script, layout, timers, said, variables: next }
    }

    /// The variables that encode a slot.
    pub(super) fn variables_of(&self, slot: SlotIx) -> Vec<Variable> {
        match &self.layout[slot] {
            Layout::One(bits) => bits.clone(),
            Layout::Many { known, values } => [&[*known], values.as_slice()].concat(),
            Layout::Reminder(variable) => vec![*variable],
            Layout::Level | Layout::Nothing => Vec::new(),
        }
    }

    /// The variable of "answered" of a many-value slot and those of its values.
    pub(super) fn many(&self, slot: SlotIx) -> Option<(Variable, &[Variable])> {
        match &self.layout[slot] {
            Layout::Many { known, values } => Some((*known, values)),
            _ => None,
        }
    }

    /// The variable of the reminder being on.
    pub(super) fn reminder(&self) -> Option<Variable> {
        match self.layout.get(self.script.roles.reminder) {
            Some(Layout::Reminder(variable)) => Some(*variable),
            _ => None,
        }
    }

    /// The reminder is on.
    pub(super) fn reminded(&self, d: &mut Diagrams) -> Set {
        self.reminder().map_or(Set::EMPTY, |variable| d.literal(variable, true))
    }

    /// Assignments that stand for something: no unused numbers, nothing held of an unanswered slot,
    /// nothing beside what replaces it.
    pub(super) fn valid(&self, d: &mut Diagrams, slot: SlotIx) -> Set {
        let declared = self.script.slots.get(slot);
        match &self.layout[slot] {
            Layout::One(_) => {
                let unknown = self.unknown(d, slot);
                (0..declared.values.len()).fold(unknown, |all, value| {
                    let is = self.holds(d, slot, value);
                    d.or(all, is)
                })
            }
            Layout::Many { known, values } => {
                let mut valid = d.cube(values.iter().map(|&value| (value, false)));
                let answered = d.literal(*known, true);
                let mut held = Set::FULL;
                for (&winner, &losers) in &declared.replaces {
                    for loser in (0..values.len()).filter(|value| losers & (1 << value) != 0) {
                        let (winner, loser) = (values[winner], values[loser]);
                        let both = [winner.min(loser), winner.max(loser)];
                        let both = d.cube(both.into_iter().map(|variable| (variable, true)));
                        held = d.minus(held, both);
                    }
                }
                let held = d.and(answered, held);
                valid = d.minus(valid, answered);
                d.or(valid, held)
            }
            _ => Set::FULL,
        }
    }

    /// The value holds.
    pub(super) fn holds(&self, d: &mut Diagrams, slot: SlotIx, value: usize) -> Set {
        match &self.layout[slot] {
            Layout::One(bits) => d.cube(number(bits, value + 1)),
            Layout::Many { values, .. } => d.literal(values[value], true),
            Layout::Level => {
                let wanted = self.severity(value);
                self.severity_is(d, wanted)
            }
            Layout::Reminder(variable) => {
                let on = self.script.slots.get(slot).values[value] == "on";
                d.literal(*variable, on)
            }
            Layout::Nothing => Set::EMPTY,
        }
    }

    fn severity(&self, value: usize) -> Severity {
        match self.script.slots.get(self.script.roles.level).values[value].as_str() {
            "now" => Severity::Now,
            "today" => Severity::Today,
            _ => Severity::None,
        }
    }

    /// The signs make that level.
    pub(super) fn severity_is(&self, d: &mut Diagrams, wanted: Severity) -> Set {
        let roles = &self.script.roles;
        let now = self.any(d, roles.sign, roles.now);
        let today = self.any(d, roles.sign, roles.today);
        match wanted {
            Severity::Now => now,
            Severity::Today => d.minus(today, now),
            Severity::None => {
                let some = d.or(now, today);
                d.not(some)
            }
        }
    }

    /// At least one value of the mask holds.
    pub(super) fn any(&self, d: &mut Diagrams, slot: SlotIx, mask: u64) -> Set {
        let values = 0..self.script.slots.get(slot).values.len();
        let values = values.rev().filter(|value| mask & (1 << value) != 0);
        values.fold(Set::EMPTY, |any, value| {
            let one = self.holds(d, slot, value);
            d.or(any, one)
        })
    }

    /// Nothing is known of the slot.
    pub(super) fn unknown(&self, d: &mut Diagrams, slot: SlotIx) -> Set {
        match &self.layout[slot] {
            Layout::One(bits) => d.cube(bits.iter().map(|&bit| (bit, false))),
            Layout::Many { known, .. } => d.literal(*known, false),
            Layout::Level | Layout::Reminder(_) => Set::EMPTY,
            Layout::Nothing => Set::FULL,
        }
    }

    /// Where a guard holds; the same cases as in [`Guard::holds`].
    pub(super) fn guard(&self, d: &mut Diagrams, guard: &Guard) -> Set {
        match guard {
            Guard::Always => Set::FULL,
            Guard::Any(slot, mask) => self.any(d, *slot, *mask),
            Guard::Known(slot) => {
                let unknown = self.unknown(d, *slot);
                d.not(unknown)
            }
            Guard::Not(inner) => {
                let inner = self.guard(d, inner);
                d.not(inner)
            }
            Guard::And(all) => all.iter().fold(Set::FULL, |sum, guard| {
                let one = self.guard(d, guard);
                d.and(sum, one)
            }),
            Guard::Or(any) => any.iter().fold(Set::EMPTY, |sum, guard| {
                let one = self.guard(d, guard);
                d.or(sum, one)
            }),
        }
    }

    /// Makes a slot unknown.
    pub(super) fn clear(&self, patch: &mut Patch, slot: SlotIx) {
        if slot != self.script.roles.reminder {
            patch.extend(self.variables_of(slot).into_iter().map(|variable| (variable, false)));
        }
    }

    /// Sets a value of a one-value slot.
    pub(super) fn put(&self, patch: &mut Patch, slot: SlotIx, value: usize) {
        if let Layout::One(bits) = &self.layout[slot] {
            patch.extend(number(bits, value + 1));
        }
    }

    /// The variables that a conversation keeps between turns.
    pub(super) fn lasting_variables(&self) -> Variable {
        self.variables - Variable::try_from(self.said.len()).unwrap_or(0)
    }

    /// What an assignment, given by its variables that are on, says of a slot: names of values.
    pub(super) fn values(&self, on: &[Variable], slot: SlotIx) -> Option<Vec<&'s str>> {
        let names = &self.script.slots.get(slot).values;
        match &self.layout[slot] {
            Layout::One(bits) => {
                let value = bits.iter().fold(0, |sum, bit| sum * 2 + usize::from(on.contains(bit)));
                Some(vec![names.get(value.checked_sub(1)?)?.as_str()])
            }
            Layout::Many { known, values } => on.contains(known).then(|| {
                let held = names.iter().zip(values).filter(|(_, value)| on.contains(value));
                held.map(|(name, _)| name.as_str()).collect()
            }),
            _ => None,
        }
    }
}

/// A number in binary, the highest bit first.
fn number(bits: &[Variable], value: usize) -> impl DoubleEndedIterator<Item = (Variable, bool)> {
    let count = bits.len();
    bits.iter().enumerate().map(move |(at, &bit)| (bit, value >> (count - 1 - at) & 1 == 1))
}

/// Slots by how many guards read them. The red flags are many and come last.
fn rarest_first(script: &Script) -> Vec<SlotIx> {
    let mut reads = vec![0_usize; script.slots.len()];
    let mut see = |guard: &Guard| guard.atoms(&mut |slot, _| reads[slot] += 1);
    for step in &script.steps {
        step.routes.iter().for_each(|route| see(&route.when));
        step.options.iter().chain(&step.nav).for_each(|choice| see(&choice.when));
    }
    script.blocks.iter().flat_map(|block| &block.lines).for_each(|line| see(&line.when));
    script.always.iter().for_each(|rule| see(&rule.when));
    script.timers.iter().for_each(|rule| see(&rule.when));
    let mut order: Vec<SlotIx> = (0..script.slots.len()).collect();
    order.sort_by_key(|&slot| (slot == script.roles.sign, reads[slot]));
    order
}
