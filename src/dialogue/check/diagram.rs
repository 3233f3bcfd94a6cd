//! Sets of assignments as reduced ordered decision diagrams: equal sets are equal numbers.
//!
//! Owns the nodes and the operations on them. Must never know what a variable stands for.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

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

/// Multiplies and rotates: nodes are small and trusted, so that speed is all that counts.
#[derive(Default)]
struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u16(&mut self, value: u16) {
        self.write_u64(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
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
    unique: HashMap<Node, Set, BuildHasherDefault<QuickHasher>>,
    /// Results of earlier operations; a newer one takes the place of an older one.
    remembered: Vec<Remembered>,
    exhausted: bool,
}

/// A script that needs more than this is refused rather than checked for ever.
const NODES_MAX: usize = 1 << 23;
const REMEMBERED_BITS: u32 = 17;
/// Decided after every variable.
const LEAF: Variable = Variable::MAX;

impl Diagrams {
    pub(super) fn new() -> Self {
        let leaf = |set| Node { variable: LEAF, low: set, high: set };
        let nothing =
            Remembered { operation: Operation::And, a: Set::EMPTY, b: Set::EMPTY, result: Set::EMPTY };
        Self {
            nodes: vec![leaf(Set::EMPTY), leaf(Set::FULL)],
            unique: HashMap::default(),
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
    pub(super) fn cube(&mut self, literals: impl DoubleEndedIterator<Item = (Variable, bool)>) -> Set {
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

    pub(super) fn size(&self) -> usize { self.nodes.len() }
    pub(super) fn size_of(&self, a: Set) -> usize {
        let mut seen = std::collections::HashSet::new();
        let mut todo = vec![a];
        while let Some(a) = todo.pop() { if seen.insert(a) && a.0 > 1 { let n = self.nodes[index(a)]; todo.push(n.low); todo.push(n.high); } }
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
        let next = Set(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        let set = *self.unique.entry(node).or_insert(next);
        if set == next {
            self.nodes.push(node);
        }
        set
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
    let mut hasher = QuickHasher::default();
    hasher.write_u64(operation as u64);
    hasher.write_u32(a.0);
    hasher.write_u32(b.0);
    usize::try_from(hasher.finish() >> (64 - REMEMBERED_BITS)).unwrap_or(0)
}

fn power(exponent: Variable) -> u128 {
    1_u128.checked_shl(u32::from(exponent)).unwrap_or(u128::MAX)
}
