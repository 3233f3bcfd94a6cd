//! Guards: the tiny typed language of conditions over declared slots.
//!
//! A guard is decided by set membership alone, so that the checker can enumerate every case. It
//! must never look at anything but slots.

use std::collections::BTreeMap;
use std::ops::Range;

/// Index of a slot in [`Slots`]; meaningful only for the script it was made from.
pub type SlotIx = usize;

/// The declared slots of a script, in file order.
#[derive(Debug, Clone, Default)]
pub struct Slots {
    list: Vec<Slot>,
    by_name: BTreeMap<String, SlotIx>,
}

/// One declared slot: what it is called and which values it can take.
#[derive(Debug, Clone, Default)]
pub struct Slot {
    /// Name, as guards and records spell it.
    pub name: String,
    /// Values in file order, at most [`Slot::VALUES_MAX`].
    pub values: Vec<String>,
    /// Whether several values may hold at once.
    pub many: bool,
    /// Value -> the values it makes superfluous.
    pub replaces: BTreeMap<usize, u64>,
    /// Kept when a new episode begins, such as the country.
    pub lasting: bool,
    /// Computed by the engine before every turn, never set by a script.
    pub derived: bool,
}

impl Slot {
    /// A slot's values are one machine word of facts.
    pub const VALUES_MAX: usize = 64;

    /// The position of a value.
    pub fn value(&self, name: &str) -> Option<usize> {
        self.values.iter().position(|value| value == name)
    }
}

impl Slots {
    /// Adds a slot; `false` when the name is taken.
    pub fn add(&mut self, slot: Slot) -> bool {
        if self.by_name.contains_key(&slot.name) {
            return false;
        }
        self.by_name.insert(slot.name.clone(), self.list.len());
        self.list.push(slot);
        true
    }

    /// The slot of that name.
    pub fn find(&self, name: &str) -> Option<SlotIx> {
        self.by_name.get(name).copied()
    }

    /// The slot at an index that came from [`Slots::find`].
    pub fn get(&self, slot: SlotIx) -> &Slot {
        &self.list[slot]
    }

    /// All slots with their indexes.
    pub fn iter(&self) -> impl Iterator<Item = (SlotIx, &Slot)> {
        self.list.iter().enumerate()
    }

    /// How many slots are declared.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether none is declared.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// What is known of each slot: `None` unknown, else the set of values as bits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Facts(Vec<Option<u64>>);

impl Facts {
    /// Nothing known of any slot.
    pub fn unknown(slots: &Slots) -> Self {
        Self(vec![None; slots.len()])
    }

    /// The values known of a slot.
    pub fn get(&self, slot: SlotIx) -> Option<u64> {
        self.0[slot]
    }

    /// Replaces what is known of a slot.
    pub fn put(&mut self, slot: SlotIx, bits: Option<u64>) {
        self.0[slot] = bits;
    }

    /// Whether a value holds.
    pub fn has(&self, slot: SlotIx, value: usize) -> bool {
        self.0[slot].is_some_and(|bits| bits & (1 << value) != 0)
    }

    /// Sets a value: replaces it in a one-value slot, adds it to a many-value slot.
    pub fn set(&mut self, slots: &Slots, slot: SlotIx, value: usize) {
        let declared = slots.get(slot);
        let bit = 1 << value;
        let kept = if declared.many { self.0[slot].unwrap_or(0) } else { 0 };
        let superfluous = declared.replaces.get(&value).copied().unwrap_or(0);
        let held_by_other = declared
            .replaces
            .iter()
            .any(|(&winner, &mask)| kept & (1 << winner) != 0 && mask & bit != 0);
        let added = if held_by_other { 0 } else { bit };
        self.0[slot] = Some((kept | added) & !superfluous);
    }

    /// Takes a value away; a one-value slot becomes unknown.
    pub fn unset(&mut self, slots: &Slots, slot: SlotIx, value: usize) {
        if !self.has(slot, value) {
            return;
        }
        let left = self.0[slot].map(|bits| bits & !(1 << value));
        self.0[slot] = if slots.get(slot).many { left } else { None };
    }
}

/// A parsed condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guard {
    /// No condition.
    Always,
    /// The slot holds at least one value of the mask.
    Any(SlotIx, u64),
    /// Something is known of the slot.
    Known(SlotIx),
    /// Negation.
    Not(Box<Guard>),
    /// All hold.
    And(Vec<Guard>),
    /// At least one holds.
    Or(Vec<Guard>),
}

impl Guard {
    /// Decides the guard.
    pub fn holds(&self, facts: &Facts) -> bool {
        match self {
            Self::Always => true,
            Self::Any(slot, mask) => facts.get(*slot).is_some_and(|bits| bits & mask != 0),
            Self::Known(slot) => facts.get(*slot).is_some(),
            Self::Not(inner) => !inner.holds(facts),
            Self::And(all) => all.iter().all(|guard| guard.holds(facts)),
            Self::Or(any) => any.iter().any(|guard| guard.holds(facts)),
        }
    }

    /// Calls `see` for every slot and mask of values the guard speaks of.
    pub fn atoms(&self, see: &mut impl FnMut(SlotIx, u64)) {
        match self {
            Self::Always => {}
            Self::Any(slot, mask) => see(*slot, *mask),
            Self::Known(slot) => see(*slot, 0),
            Self::Not(inner) => inner.atoms(see),
            Self::And(list) | Self::Or(list) => {
                for guard in list {
                    guard.atoms(see);
                }
            }
        }
    }

    /// Calls `see` for every slot and mask of values that speaks for the guard: not what it denies.
    pub fn affirmed(&self, see: &mut impl FnMut(SlotIx, u64)) {
        match self {
            Self::Any(slot, mask) => see(*slot, *mask),
            Self::And(list) | Self::Or(list) => {
                for guard in list {
                    guard.affirmed(see);
                }
            }
            Self::Always | Self::Known(_) | Self::Not(_) => {}
        }
    }

    /// Parses a guard, such as `place in [calf, foot] and not (context has water)`.
    ///
    /// # Errors
    /// The first mistake, with its byte range within `text`.
    pub fn parse(text: &str, slots: &Slots) -> Result<Self, GuardError> {
        let tokens = tokens(text)?;
        let mut parser = Parser { tokens: &tokens, at: 0, slots, end: text.len() };
        let guard = parser.or()?;
        match parser.peek() {
            None => Ok(guard),
            Some(token) => Err(GuardError::new(
                token.range.clone(),
                format!("`{}` is not expected here", token.text),
                "join conditions with `and` or `or`",
            )),
        }
    }
}

/// A mistake in a guard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardError {
    /// Where in the guard's text, in bytes.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl GuardError {
    fn new(range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { range, message: message.into(), hint: hint.into() }
    }
}

#[derive(Debug)]
struct Token<'t> {
    text: &'t str,
    range: Range<usize>,
}

fn tokens(text: &str) -> Result<Vec<Token<'_>>, GuardError> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        if c.is_whitespace() {
            continue;
        }
        if is_word(c) {
            while let Some(&(at, next)) = chars.peek() {
                if !is_word(next) {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        } else if !"[](),".contains(c) {
            return Err(GuardError::new(
                start..end,
                format!("`{c}` has no meaning in a guard"),
                "use slots, values, `is`, `in [..]`, `has`, `and`, `or`, `not` and round brackets",
            ));
        }
        found.push(Token { text: &text[start..end], range: start..end });
    }
    Ok(found)
}

struct Parser<'t> {
    tokens: &'t [Token<'t>],
    at: usize,
    slots: &'t Slots,
    end: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Token<'t>> {
        self.tokens.get(self.at)
    }

    fn eat(&mut self, text: &str) -> bool {
        let hit = self.peek().is_some_and(|token| token.text == text);
        self.at += usize::from(hit);
        hit
    }

    fn next(&mut self, expected: &str) -> Result<&'t Token<'t>, GuardError> {
        let token = self.peek().ok_or_else(|| {
            GuardError::new(
                self.end..self.end,
                format!("the guard ends where {expected} is expected"),
                "complete the condition",
            )
        })?;
        self.at += 1;
        Ok(token)
    }

    fn or(&mut self) -> Result<Guard, GuardError> {
        let mut any = vec![self.and()?];
        while self.eat("or") {
            any.push(self.and()?);
        }
        Ok(if any.len() == 1 { any.remove(0) } else { Guard::Or(any) })
    }

    fn and(&mut self) -> Result<Guard, GuardError> {
        let mut all = vec![self.not()?];
        while self.eat("and") {
            all.push(self.not()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Guard::And(all) })
    }

    fn not(&mut self) -> Result<Guard, GuardError> {
        if self.eat("not") {
            return Ok(Guard::Not(Box::new(self.not()?)));
        }
        if self.eat("(") {
            let inner = self.or()?;
            let close = self.next("`)`")?;
            return if close.text == ")" {
                Ok(inner)
            } else {
                Err(GuardError::new(
                    close.range.clone(),
                    format!("`{}` stands where `)` is expected", close.text),
                    "close the bracket",
                ))
            };
        }
        self.atom()
    }

    fn atom(&mut self) -> Result<Guard, GuardError> {
        let name = self.next("a slot")?;
        let slot = self.slots.find(name.text).ok_or_else(|| {
            let known = self.slots.iter().map(|(_, slot)| slot.name.as_str());
            GuardError::new(
                name.range.clone(),
                format!("there is no slot `{}`", name.text),
                nearest(name.text, known),
            )
        })?;
        let verb = self.next("`is`, `in` or `has`")?;
        match verb.text {
            "is" | "has" => {
                let negated = self.eat("not");
                let value = self.next("a value")?;
                let atom = match value.text {
                    "known" => Guard::Known(slot),
                    "unknown" => Guard::Not(Box::new(Guard::Known(slot))),
                    _ => Guard::Any(slot, self.bit(slot, value)?),
                };
                Ok(if negated { Guard::Not(Box::new(atom)) } else { atom })
            }
            "in" => Ok(Guard::Any(slot, self.list(slot)?)),
            other => Err(GuardError::new(
                verb.range.clone(),
                format!("`{other}` is not a comparison"),
                "write `slot is value`, `slot in [a, b]` or `slot has value`",
            )),
        }
    }

    fn list(&mut self, slot: SlotIx) -> Result<u64, GuardError> {
        let open = self.next("`[`")?;
        if open.text != "[" {
            return Err(GuardError::new(
                open.range.clone(),
                format!("`{}` stands where `[` is expected", open.text),
                "write the values in square brackets: `place in [calf, foot]`",
            ));
        }
        let mut mask = 0;
        loop {
            let value = self.next("a value")?;
            mask |= self.bit(slot, value)?;
            let after = self.next("`,` or `]`")?;
            match after.text {
                "]" => return Ok(mask),
                "," => {}
                other => {
                    return Err(GuardError::new(
                        after.range.clone(),
                        format!("`{other}` stands where `,` or `]` is expected"),
                        "separate values with commas",
                    ));
                }
            }
        }
    }

    fn bit(&self, slot: SlotIx, token: &Token<'_>) -> Result<u64, GuardError> {
        let declared = self.slots.get(slot);
        declared.value(token.text).map(|value| 1 << value).ok_or_else(|| {
            GuardError::new(
                token.range.clone(),
                format!("slot `{}` has no value `{}`", declared.name, token.text),
                nearest(token.text, declared.values.iter().map(String::as_str)),
            )
        })
    }
}

/// The known word that a mistyped one is nearest to, if it is near.
pub fn close<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let best = known.min_by_key(|candidate| strsim::levenshtein(word, candidate))?;
    (strsim::levenshtein(word, best) <= 2).then_some(best)
}

/// A hint that names the known word nearest to a mistyped one, or lists what there is.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    match (close(word, known.iter().copied()), known.first()) {
        (Some(best), _) => format!("did you mean `{best}`?"),
        (None, Some(_)) if known.len() <= 16 => format!("there is: {}", known.join(", ")),
        (None, Some(_)) => format!("there is: {}, …", known[..16].join(", ")),
        (None, None) => "declare it first".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots() -> Slots {
        let mut slots = Slots::default();
        let slot = |name: &str, values: &[&str], many| Slot {
            name: name.into(),
            values: values.iter().map(ToString::to_string).collect(),
            many,
            replaces: BTreeMap::new(),
            lasting: false,
            derived: false,
        };
        slots.add(slot("place", &["calf", "foot", "back"], false));
        let mut context = slot("context", &["child_u3_fever", "child", "water"], true);
        context.replaces.insert(0, 0b010);
        slots.add(context);
        slots
    }

    fn facts(place: Option<usize>, context: &[usize]) -> Facts {
        let slots = slots();
        let mut facts = Facts::unknown(&slots);
        if let Some(place) = place {
            facts.set(&slots, 0, place);
        }
        for &value in context {
            facts.set(&slots, 1, value);
        }
        facts
    }

    #[test]
    fn guards_are_decided_by_membership() {
        let rows: &[(&str, Facts, bool)] = &[
            ("place is calf", facts(Some(0), &[]), true),
            ("place is not calf", facts(Some(0), &[]), false),
            ("place is not calf", facts(None, &[]), true),
            ("place in [foot, back]", facts(Some(2), &[]), true),
            ("place is known and not context has water", facts(Some(2), &[1]), true),
            ("place is unknown or context has water", facts(Some(2), &[2]), true),
            ("not (place is calf or place is foot)", facts(Some(1), &[]), false),
            ("context is known", facts(None, &[]), false),
        ];
        for (text, facts, expected) in rows {
            let guard = Guard::parse(text, &slots()).unwrap();
            assert_eq!(guard.holds(facts), *expected, "{text}");
        }
    }

    #[test]
    fn mistakes_name_the_place_and_the_mend() {
        let rows = [
            ("plaice is calf", 0..6, "did you mean `place`?"),
            ("place is calv", 9..13, "did you mean `calf`?"),
            ("place is calf context has water", 14..21, "join conditions with `and` or `or`"),
            (
                "place in calf",
                9..13,
                "write the values in square brackets: `place in [calf, foot]`",
            ),
            ("place is", 8..8, "complete the condition"),
            (
                "place = calf",
                6..7,
                "use slots, values, `is`, `in [..]`, `has`, `and`, `or`, `not` and round brackets",
            ),
        ];
        for (text, range, hint) in rows {
            let error = Guard::parse(text, &slots()).unwrap_err();
            assert_eq!((error.range, error.hint.as_str()), (range, hint), "{text}");
        }
    }

    #[test]
    fn a_stronger_value_replaces_the_weaker_in_either_order() {
        assert_eq!(facts(None, &[1, 0]).get(1), Some(0b001));
        assert_eq!(facts(None, &[0, 1]).get(1), Some(0b001));
    }
}
