//! What is known of a conversation as variables of a diagram: slots, timers, the reminder.
//!
//! Owns the encoding and the meaning of guards in it. Must never decide where a conversation goes.
//!
//! A one-value slot is a binary number (0: unknown, else the class of its value + 1), a many-value slot
//! one variable for "answered" and one a class of values. `level` is no variable: it is what the signs
//! make it. Values of which no guard can tell one from the other are one class. Signs are many, and
//! apart from their level only lines tell them apart: for lines alone there are variables of each of
//! them, and [`Space::tie`] holds these against the classes.

use std::collections::BTreeMap;

use super::classes;
use super::diagram::{Diagrams, Set, Variable};
use crate::dialogue::guard::{Guard, SlotIx};
use crate::dialogue::script::{Roles, Script};
use crate::dialogue::state::State;

/// How a slot is encoded.
enum Layout {
    One {
        bits: Vec<Variable>,
        classes: Vec<u64>,
        own: Vec<Variable>,
    },
    Many {
        known: Variable,
        values: Vec<Variable>,
        classes: Vec<u64>,
        own: Vec<Variable>,
    },
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
    /// How many there are up to here, `said` the last ones: what turns read and change.
    pub(super) controls: Variable,
    /// All of them: those that only lines read come last.
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
        let Roles { level, reminder, .. } = script.roles;
        let mut layout: Vec<Layout> = script.slots.iter().map(|_| Layout::Nothing).collect();
        // What is rarely asked for is decided first: below it, everything else looks the same.
        for index in rarest_first(script) {
            let classes = classes::of(script, index);
            layout[index] = match script.slots.get(index) {
                _ if index == level => Layout::Level,
                _ if index == reminder => Layout::Reminder(take(&mut next, 1)[0]),
                slot if slot.derived => Layout::Nothing,
                slot if slot.many => {
                    let (known, values) = (take(&mut next, 1)[0], take(&mut next, classes.len()));
                    Layout::Many { known, values, classes, own: Vec::new() }
                }
                _ => Layout::One {
                    bits: take(&mut next, width(classes.len())),
                    classes,
                    own: Vec::new(),
                },
            };
        }
        let timers = take(&mut next, script.timers.len());
        let said = take(&mut next, script.slots.len());
        let controls = next;
        let mut space = Self { script, layout, timers, said, controls, variables: 0 };
        for (index, slot) in script.slots.iter() {
            let (Layout::One { classes, own, .. } | Layout::Many { classes, own, .. }) =
                &mut space.layout[index]
            else {
                continue;
            };
            if classes::are_told_apart(script, index, classes) {
                let count = slot.values.len();
                *own = take(&mut next, if slot.many { count } else { width(count) });
            }
        }
        space.variables = next;
        space
    }

    /// The variables that encode a slot for the turns.
    pub(super) fn variables_of(&self, slot: SlotIx) -> Vec<Variable> {
        match &self.layout[slot] {
            Layout::One { bits, .. } => bits.clone(),
            Layout::Many { known, values, .. } => [&[*known], values.as_slice()].concat(),
            Layout::Reminder(variable) => vec![*variable],
            Layout::Level | Layout::Nothing => Vec::new(),
        }
    }

    /// The variable of "answered" of a many-value slot and those of its classes.
    pub(super) fn many(&self, slot: SlotIx) -> Option<(Variable, &[Variable])> {
        match &self.layout[slot] {
            Layout::Many { known, values, .. } => Some((*known, values)),
            _ => None,
        }
    }

    /// One value of each class.
    pub(super) fn kinds(&self, slot: SlotIx) -> Vec<usize> {
        self.classes(slot).iter().map(|class| class.trailing_zeros() as usize).collect()
    }

    /// The class of a value.
    pub(super) fn class(&self, slot: SlotIx, value: usize) -> usize {
        let class = self.classes(slot).iter().position(|class| class & (1 << value) != 0);
        class.unwrap_or_default()
    }

    fn classes(&self, slot: SlotIx) -> &[u64] {
        match &self.layout[slot] {
            Layout::One { classes, .. } | Layout::Many { classes, .. } => classes,
            _ => &[],
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
            Layout::One { classes, .. } => {
                let unknown = self.unknown(d, slot);
                (0..classes.len()).fold(unknown, |all, class| {
                    let is = self.is_class(d, slot, class);
                    d.or(all, is)
                })
            }
            Layout::Many { known, values, .. } => {
                let mut valid = d.cube(values.iter().map(|&value| (value, false)));
                let answered = d.literal(*known, true);
                let mut held = Set::FULL;
                for (&winner, &losers) in &declared.replaces {
                    let all = 0..declared.values.len();
                    for loser in all.filter(|value| losers & (1 << value) != 0) {
                        let (winner, loser) = (self.class(slot, winner), self.class(slot, loser));
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

    /// Where the values that only lines tell apart fit their classes.
    pub(super) fn tie(&self, d: &mut Diagrams) -> Set {
        let mut tie = Set::FULL;
        for (slot, layout) in self.layout.iter().enumerate() {
            let (Layout::One { own, .. } | Layout::Many { own, .. }) = layout else { continue };
            if own.is_empty() {
                continue;
            }
            let mut known = Set::EMPTY;
            for (class, &mask) in self.classes(slot).iter().enumerate() {
                let is = self.is_class(d, slot, class);
                let values = self.own(d, slot, mask);
                let differ = d.differ(is, values);
                tie = d.minus(tie, differ);
                known = d.or(known, values);
            }
            if let Layout::One { own, .. } = layout {
                let unknown = d.cube(own.iter().map(|&bit| (bit, false)));
                let known = d.or(known, unknown);
                tie = d.and(tie, known);
            }
        }
        tie
    }

    /// A value of the class holds.
    pub(super) fn is_class(&self, d: &mut Diagrams, slot: SlotIx, class: usize) -> Set {
        match &self.layout[slot] {
            Layout::One { bits, .. } => d.cube(number(bits, class + 1)),
            Layout::Many { values, .. } => d.literal(values[class], true),
            _ => Set::EMPTY,
        }
    }

    /// A value of the mask holds, by the variables that only lines read.
    fn own(&self, d: &mut Diagrams, slot: SlotIx, mask: u64) -> Set {
        let values = 0..self.script.slots.get(slot).values.len();
        let values = values.rev().filter(|value| mask & (1 << value) != 0);
        values.fold(Set::EMPTY, |any, value| {
            let one = match &self.layout[slot] {
                Layout::One { own, .. } => d.cube(number(own, value + 1)),
                Layout::Many { own, .. } => d.literal(own[value], true),
                _ => Set::EMPTY,
            };
            d.or(any, one)
        })
    }

    /// The value holds.
    pub(super) fn holds(&self, d: &mut Diagrams, slot: SlotIx, value: usize) -> Set {
        self.any(d, slot, 1 << value)
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
        let declared = self.script.slots.get(slot);
        match &self.layout[slot] {
            Layout::One { classes, .. } | Layout::Many { classes, .. } => {
                if classes.iter().any(|&class| class & mask != 0 && class & !mask != 0) {
                    return self.own(d, slot, mask);
                }
                let held = (0..classes.len()).rev().filter(|&class| classes[class] & mask != 0);
                held.fold(Set::EMPTY, |any, class| {
                    let one = self.is_class(d, slot, class);
                    d.or(any, one)
                })
            }
            Layout::Level => {
                let values = (0..declared.values.len()).filter(|value| mask & (1 << value) != 0);
                values.fold(Set::EMPTY, |any, value| {
                    let wanted = self.severity(value);
                    let one = self.severity_is(d, wanted);
                    d.or(any, one)
                })
            }
            Layout::Reminder(variable) => {
                let values = declared.values.iter().enumerate();
                let values = values.filter(|(value, _)| mask & (1 << value) != 0);
                values.fold(Set::EMPTY, |any, (_, name)| {
                    let one = d.literal(*variable, name == "on");
                    d.or(any, one)
                })
            }
            Layout::Nothing => Set::EMPTY,
        }
    }

    /// Nothing is known of the slot.
    pub(super) fn unknown(&self, d: &mut Diagrams, slot: SlotIx) -> Set {
        match &self.layout[slot] {
            Layout::One { bits, .. } => d.cube(bits.iter().map(|&bit| (bit, false))),
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
        if let Layout::One { bits, .. } = &self.layout[slot] {
            patch.extend(number(bits, self.class(slot, value) + 1));
        }
    }

    /// A stored conversation as an assignment: its variables that are on.
    pub(super) fn assignment(&self, state: &State) -> Vec<Variable> {
        let facts = state.facts(&self.script.slots);
        let mut on = Vec::new();
        let mut write = |bits: &[Variable], value: usize| {
            on.extend(number(bits, value).filter(|(_, high)| *high).map(|(variable, _)| variable));
        };
        for (slot, layout) in self.layout.iter().enumerate() {
            let held = facts.get(slot);
            match layout {
                Layout::One { bits, own, .. } => {
                    if let Some(value) = held.filter(|held| *held != 0).map(u64::trailing_zeros) {
                        write(bits, self.class(slot, value as usize) + 1);
                        write(own, value as usize + 1);
                    }
                }
                Layout::Many { known, values, classes, own } => {
                    let Some(held) = held else { continue };
                    write(&[*known], 1);
                    let classes = values.iter().zip(classes.iter().map(|class| class & held != 0));
                    let own =
                        own.iter().enumerate().map(|(value, it)| (it, held & (1 << value) != 0));
                    for (variable, is_held) in classes.chain(own) {
                        write(&[*variable], usize::from(is_held));
                    }
                }
                Layout::Reminder(variable) => write(&[*variable], usize::from(state.reminder.on)),
                Layout::Level | Layout::Nothing => {}
            }
        }
        for (rule, variable) in self.script.timers.iter().zip(&self.timers) {
            write(&[*variable], usize::from(state.timers.contains_key(&rule.name)));
        }
        on
    }

    /// What an assignment, given by its variables that are on, says of a slot: names of values.
    pub(super) fn values(&self, on: &[Variable], slot: SlotIx) -> Option<Vec<&'s str>> {
        let names = &self.script.slots.get(slot).values;
        let read = |bits: &[Variable]| {
            bits.iter().fold(0, |sum, bit| sum * 2 + usize::from(on.contains(bit)))
        };
        match &self.layout[slot] {
            Layout::One { bits, own, .. } => {
                let class = read(bits).checked_sub(1)?;
                let value =
                    read(own).checked_sub(1).or_else(|| self.kinds(slot).get(class).copied());
                Some(vec![names.get(value?)?.as_str()])
            }
            Layout::Many { known, values, own, .. } => on.contains(known).then(|| {
                let own: Vec<&str> = (own.iter().zip(names).filter(|(it, _)| on.contains(it)))
                    .map(|(_, name)| name.as_str())
                    .collect();
                let kinds = values.iter().zip(self.kinds(slot));
                let kinds = kinds.filter(|(variable, _)| on.contains(variable));
                let kinds = kinds.map(|(_, value)| names[value].as_str());
                if own.is_empty() { kinds.collect() } else { own }
            }),
            _ => None,
        }
    }
}

/// The next variables that stand for nothing yet.
fn take(next: &mut Variable, count: usize) -> Vec<Variable> {
    let first = *next;
    *next += Variable::try_from(count).unwrap_or(Variable::MAX / 2);
    (first..*next).collect()
}

/// How many bits hold the numbers up to that one.
fn width(most: usize) -> usize {
    (usize::BITS - most.leading_zeros()) as usize
}

/// A number in binary, the highest bit first.
fn number(bits: &[Variable], value: usize) -> impl DoubleEndedIterator<Item = (Variable, bool)> {
    let count = bits.len();
    bits.iter().enumerate().map(move |(at, &bit)| (bit, value >> (count - 1 - at) & 1 == 1))
}

/// Slots by how many guards read them. The red flags are many and come last.
fn rarest_first(script: &Script) -> Vec<SlotIx> {
    let mut reads = vec![0_usize; script.slots.len()];
    let mut see = |slot: SlotIx, _| reads[slot] += 1;
    classes::of_turns(script, &mut see);
    classes::of_lines(script, &mut see);
    let mut order: Vec<SlotIx> = (0..script.slots.len()).collect();
    order.sort_by_key(|&slot| (slot == script.roles.sign, reads[slot]));
    order
}
