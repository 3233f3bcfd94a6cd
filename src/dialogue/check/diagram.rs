//! Sets of assignments as reduced ordered decision diagrams: equal sets are equal numbers.
//!
//! Owns the nodes and the operations on them. Must never know what a variable stands for.

use std::collections::{HashMap, HashSet};

/// A variable; smaller ones are decided first.
pub(super) type Variable = u16;

/// A set of assignments, meaningful only for the [`Diagrams`] it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Set(u32);

impl Set {
    pub(super) const EMPTY: Self = Self(0);
    pub(super) const FULL: Self = Self(1);

    pub(super) fn is_empty(self) -> bool {
        self == Self::EMPTY
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Node {
    variable: Variable,
    low: Set,
    high: Set,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    And,
    Or,
    Minus,
    /// Forget the variables of a cube.
    Exists,
    /// Fix the variables of a cube of literals.
    Given,
    /// Let variables of a cube go off.
    Lower,
    /// Let variables of a cube go on.
    Raise,
}

#[derive(Clone, Copy)]
struct Remembered {
    operation: Operation,
    a: Set,
    b: Set,
    result: Set,
}

/// All diagrams of one proof.
pub(super) struct Diagrams {
    nodes: Vec<Node>,
    /// Where to find a node by what it is: open addressing, zero for a free place.
    places: Vec<u32>,
    place_bits: u32,
    /// Results of earlier operations; a newer one takes the place of an older one.
    remembered: Vec<Remembered>,
    exhausted: bool,
}

/// A script that needs more than this is refused rather than checked for ever.
const NODES_MAX: usize = 1 << 26;
const REMEMBERED_BITS: u32 = 20;
const PLACE_BITS: u32 = 20;
/// Decided after every variable.
const LEAF: Variable = Variable::MAX;

impl Diagrams {
    pub(super) fn new() -> Self {
        let leaf = |set| Node { variable: LEAF, low: set, high: set };
        let nothing = Remembered {
            operation: Operation::And,
            a: Set::EMPTY,
            b: Set::EMPTY,
            result: Set::EMPTY,
        };
        Self {
            nodes: vec![leaf(Set::EMPTY), leaf(Set::FULL)],
            places: vec![0; 1 << PLACE_BITS],
            place_bits: PLACE_BITS,
            remembered: vec![nothing; 1 << REMEMBERED_BITS],
            exhausted: false,
        }
    }

    /// The assignments with that variable at that value.
    pub(super) fn literal(&mut self, variable: Variable, value: bool) -> Set {
        let (low, high) = if value { (Set::EMPTY, Set::FULL) } else { (Set::FULL, Set::EMPTY) };
        self.node(variable, low, high)
    }

    /// The assignments with all those variables at those values.
    pub(super) fn cube(
        &mut self,
        literals: impl DoubleEndedIterator<Item = (Variable, bool)>,
    ) -> Set {
        // From the last variable to the first, so that every step adds one node.
        literals.rev().fold(Set::FULL, |rest, (variable, value)| {
            let (low, high) = if value { (Set::EMPTY, rest) } else { (rest, Set::EMPTY) };
            self.node(variable, low, high)
        })
    }

    pub(super) fn and(&mut self, a: Set, b: Set) -> Set {
        match (a, b) {
            (Set::EMPTY, _) | (_, Set::EMPTY) => Set::EMPTY,
            (Set::FULL, other) | (other, Set::FULL) => other,
            _ if a == b => a,
            _ => self.combine(Operation::And, a, b),
        }
    }

    pub(super) fn or(&mut self, a: Set, b: Set) -> Set {
        match (a, b) {
            (Set::FULL, _) | (_, Set::FULL) => Set::FULL,
            (Set::EMPTY, other) | (other, Set::EMPTY) => other,
            _ if a == b => a,
            _ => self.combine(Operation::Or, a, b),
        }
    }

    /// What is in the first and not in the second.
    pub(super) fn minus(&mut self, a: Set, b: Set) -> Set {
        match (a, b) {
            (Set::EMPTY, _) | (_, Set::FULL) => Set::EMPTY,
            (_, Set::EMPTY) => a,
            _ if a == b => Set::EMPTY,
            _ => self.combine(Operation::Minus, a, b),
        }
    }

    /// What is in one of the two and not in both.
    pub(super) fn differ(&mut self, a: Set, b: Set) -> Set {
        let (left, right) = (self.minus(a, b), self.minus(b, a));
        self.or(left, right)
    }

    pub(super) fn not(&mut self, a: Set) -> Set {
        self.minus(Set::FULL, a)
    }

    /// Whether the sets have something in common.
    pub(super) fn meet(&mut self, a: Set, b: Set) -> bool {
        !self.and(a, b).is_empty()
    }

    /// The set with the variables of a cube left open.
    pub(super) fn exists(&mut self, a: Set, cube: Set) -> Set {
        match (a, cube) {
            (Set::EMPTY | Set::FULL, _) | (_, Set::FULL) => a,
            _ => {
                let (node, bound) = (self.nodes[index(a)], self.nodes[index(cube)]);
                if bound.variable < node.variable {
                    return self.exists(a, bound.high);
                }
                if let Some(result) = self.recall(Operation::Exists, a, cube) {
                    return result;
                }
                let rest = if bound.variable == node.variable { bound.high } else { cube };
                let (low, high) = (self.exists(node.low, rest), self.exists(node.high, rest));
                let result = if bound.variable == node.variable {
                    self.or(low, high)
                } else {
                    self.node(node.variable, low, high)
                };
                self.remember(Operation::Exists, a, cube, result)
            }
        }
    }

    /// The set and whatever it becomes when some variables of a cube that are on go off.
    pub(super) fn lower(&mut self, a: Set, cube: Set) -> Set {
        self.shift(Operation::Lower, a, cube)
    }

    /// The set and whatever it becomes when some variables of a cube that are off go on.
    pub(super) fn raise(&mut self, a: Set, cube: Set) -> Set {
        self.shift(Operation::Raise, a, cube)
    }

    fn shift(&mut self, operation: Operation, a: Set, cube: Set) -> Set {
        match (a, cube) {
            (Set::EMPTY | Set::FULL, _) | (_, Set::FULL) => a,
            _ => {
                let (node, moving) = (self.nodes[index(a)], self.nodes[index(cube)]);
                if moving.variable < node.variable {
                    return self.shift(operation, a, moving.high);
                }
                if let Some(result) = self.recall(operation, a, cube) {
                    return result;
                }
                let moves = moving.variable == node.variable;
                let rest = if moves { moving.high } else { cube };
                let low = self.shift(operation, node.low, rest);
                let high = self.shift(operation, node.high, rest);
                let result = match operation {
                    Operation::Lower if moves => {
                        let low = self.or(low, high);
                        self.node(node.variable, low, high)
                    }
                    _ if moves => {
                        let high = self.or(low, high);
                        self.node(node.variable, low, high)
                    }
                    _ => self.node(node.variable, low, high),
                };
                self.remember(operation, a, cube, result)
            }
        }
    }

    /// The set with the variables of a cube of literals fixed, and then left open.
    pub(super) fn given(&mut self, a: Set, cube: Set) -> Set {
        match (a, cube) {
            (Set::EMPTY | Set::FULL, _) | (_, Set::FULL) => a,
            _ => {
                let (node, fixed) = (self.nodes[index(a)], self.nodes[index(cube)]);
                let is_set = fixed.low.is_empty();
                let rest = if is_set { fixed.high } else { fixed.low };
                if fixed.variable < node.variable {
                    return self.given(a, rest);
                }
                if fixed.variable == node.variable {
                    return self.given(if is_set { node.high } else { node.low }, rest);
                }
                if let Some(result) = self.recall(Operation::Given, a, cube) {
                    return result;
                }
                let (low, high) = (self.given(node.low, cube), self.given(node.high, cube));
                let result = self.node(node.variable, low, high);
                self.remember(Operation::Given, a, cube, result)
            }
        }
    }

    /// One assignment of the set, with as many variables off as the first choices allow; variables
    /// that do not matter are off.
    pub(super) fn pick(&self, mut a: Set) -> Vec<Variable> {
        let mut on = Vec::new();
        while a != Set::FULL && !a.is_empty() {
            let node = self.nodes[index(a)];
            if node.low.is_empty() {
                on.push(node.variable);
                a = node.high;
            } else {
                a = node.low;
            }
        }
        on
    }

    /// Whether an assignment, given by its variables that are on, is in the set.
    pub(super) fn contains(&self, mut a: Set, on: &[Variable]) -> bool {
        while a != Set::FULL && !a.is_empty() {
            let node = self.nodes[index(a)];
            a = if on.contains(&node.variable) { node.high } else { node.low };
        }
        a == Set::FULL
    }

    /// How many assignments of that many variables are in the set.
    pub(super) fn count(&self, a: Set, variables: Variable) -> u128 {
        let mut known = HashMap::new();
        let below = self.count_below(a, variables, &mut known);
        below.saturating_mul(power(self.depth(a, variables)))
    }

    fn count_below(&self, a: Set, variables: Variable, known: &mut HashMap<Set, u128>) -> u128 {
        match a {
            Set::EMPTY => 0,
            Set::FULL => 1,
            _ => {
                if let Some(&count) = known.get(&a) {
                    return count;
                }
                let node = self.nodes[index(a)];
                let count = [node.low, node.high].into_iter().fold(0_u128, |sum, side| {
                    let skipped = self.depth(side, variables) - node.variable - 1;
                    let below = self.count_below(side, variables, known);
                    sum.saturating_add(below.saturating_mul(power(skipped)))
                });
                known.insert(a, count);
                count
            }
        }
    }

    fn depth(&self, a: Set, variables: Variable) -> Variable {
        self.nodes[index(a)].variable.min(variables)
    }

    /// One assignment of the first variables that is in the set, as a set.
    pub(super) fn one(&mut self, a: Set, variables: Variable) -> Set {
        if a.is_empty() {
            return a;
        }
        let on = self.pick(a);
        self.cube((0..variables).map(|variable| (variable, on.contains(&variable))))
    }

    /// The one with fewer nodes.
    pub(super) fn simpler(&self, a: Set, b: Set) -> Set {
        if self.size(b) < self.size(a) { b } else { a }
    }

    pub(super) fn size(&self, a: Set) -> usize {
        let mut seen = HashSet::new();
        let mut left = vec![a];
        while let Some(set) = left.pop() {
            if set.0 > 1 && seen.insert(set) {
                let node = self.nodes[index(set)];
                left.extend([node.low, node.high]);
            }
        }
        seen.len()
    }

    /// Whether there were more nodes than are kept: then no answer counts.
    pub(super) fn exhausted(&self) -> bool {
        self.exhausted
    }

    fn combine(&mut self, operation: Operation, a: Set, b: Set) -> Set {
        // And and Or do not care about the order of their sides.
        let (a, b) = if operation != Operation::Minus && a.0 > b.0 { (b, a) } else { (a, b) };
        if let Some(result) = self.recall(operation, a, b) {
            return result;
        }
        let (left, right) = (self.nodes[index(a)], self.nodes[index(b)]);
        let variable = left.variable.min(right.variable);
        let sides = |node: Node, whole: Set| {
            if node.variable == variable { (node.low, node.high) } else { (whole, whole) }
        };
        let (a_low, a_high) = sides(left, a);
        let (b_low, b_high) = sides(right, b);
        let (low, high) = match operation {
            Operation::And => (self.and(a_low, b_low), self.and(a_high, b_high)),
            Operation::Or => (self.or(a_low, b_low), self.or(a_high, b_high)),
            _ => (self.minus(a_low, b_low), self.minus(a_high, b_high)),
        };
        let result = self.node(variable, low, high);
        self.remember(operation, a, b, result)
    }

    fn node(&mut self, variable: Variable, low: Set, high: Set) -> Set {
        if low == high {
            return low;
        }
        if self.nodes.len() >= NODES_MAX {
            self.exhausted = true;
            return Set::EMPTY;
        }
        let node = Node { variable, low, high };
        let mut place = self.place(node);
        while let known @ 1.. = self.places[place] {
            if self.nodes[known as usize] == node {
                return Set(known);
            }
            place = (place + 1) & (self.places.len() - 1);
        }
        let new = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.places[place] = new;
        self.nodes.push(node);
        if self.nodes.len() * 2 > self.places.len() {
            self.grow();
        }
        Set(new)
    }

    fn place(&self, node: Node) -> usize {
        spread(u64::from(node.variable), node.low, node.high, self.place_bits)
    }

    fn grow(&mut self) {
        self.place_bits += 2;
        self.places = vec![0; 1 << self.place_bits];
        // The two leaves are never looked for.
        for (new, &node) in (0_u32..).zip(&self.nodes).skip(2) {
            let mut place = spread(u64::from(node.variable), node.low, node.high, self.place_bits);
            while self.places[place] != 0 {
                place = (place + 1) & (self.places.len() - 1);
            }
            self.places[place] = new;
        }
    }

    fn recall(&self, operation: Operation, a: Set, b: Set) -> Option<Set> {
        let found = self.remembered[slot(operation, a, b)];
        let same = found.operation == operation && found.a == a && found.b == b;
        // The first entries of an empty memory speak of the empty set, which never gets here.
        same.then_some(found.result)
    }

    fn remember(&mut self, operation: Operation, a: Set, b: Set, result: Set) -> Set {
        self.remembered[slot(operation, a, b)] = Remembered { operation, a, b, result };
        result
    }
}

fn index(set: Set) -> usize {
    set.0 as usize
}

fn slot(operation: Operation, a: Set, b: Set) -> usize {
    spread(operation as u64, a, b, REMEMBERED_BITS)
}

/// A number of that many bits that depends on all bits of three numbers.
fn spread(a: u64, b: Set, c: Set, bits: u32) -> usize {
    let pair = u64::from(b.0) << 32 | u64::from(c.0);
    let mixed = (pair ^ a.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ mixed >> 29).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from(mixed >> (64 - bits)).unwrap_or(0)
}

fn power(exponent: Variable) -> u128 {
    1_u128.checked_shl(u32::from(exponent)).unwrap_or(u128::MAX)
}
