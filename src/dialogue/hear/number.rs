//! Owns numbers: quantities with units, ages and clock times, turned into mentions of `measure.*`.
//! It must never know what a quantity means.

mod clock;

pub use clock::{ClockTime, HalfDay};

use super::fold::Token;
use super::lexicon::Lexicon;
use super::mention::Mention;
use super::section::Section;

/// The unit of ages in years, and of a clock time in hours.
const AGE: &str = "age";
const AGE_MONTHS: &str = "age_month";
const CLOCK: &str = "clock";
const CLOCK_SPAN: &str = "clock_span";
const BARE: &str = "none";
const MONTHS_A_YEAR: f64 = 12.0;
/// A message that begins with a bare number in these bounds begins with an age.
const LEADING_AGE: std::ops::RangeInclusive<f64> = 55.0..=110.0;
/// A bare number in these bounds behind a person is their age, unless it may be the heat of a body.
const PERSON_AGE: std::ops::RangeInclusive<f64> = 3.0..=110.0;
const BODY_HEAT: std::ops::RangeInclusive<f64> = 35.0..=43.0;
/// Nobody is that old: "103 f" is a heat.
const HEAT_FROM: f64 = 95.0;

struct Number {
    value: f64,
    start: usize,
    end: usize,
}

struct Finder<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a [Token],
    mentions: &'a [Mention],
    first_at: Vec<usize>,
}

/// Mentions of quantities, and the last clock time.
pub(super) fn quantities(
    lexicon: &Lexicon,
    tokens: &[Token],
    mentions: &[Mention],
    swallowed: &[(Mention, Mention)],
) -> (Vec<Mention>, Option<ClockTime>) {
    let mut first_at = vec![mentions.len(); tokens.len() + 2];
    for (index, mention) in mentions.iter().enumerate().rev() {
        first_at[mention.start] = index;
    }
    for at in (0..=tokens.len()).rev() {
        first_at[at] = first_at[at].min(first_at[at + 1]);
    }
    let finder = Finder { lexicon, tokens, mentions, first_at };
    let mut found = Vec::new();
    let (mut clock, mut began) = (None, None::<ClockTime>);
    let mut at = 0;
    while at < tokens.len() {
        let Some(number) = finder.number(at) else {
            at += 1;
            continue;
        };
        at = number.end;
        let silent = |silent: &Mention| silent.start <= number.start && silent.end >= number.end;
        let past = mentions[..finder.first_at[number.end]].iter().rev().take(40).any(|mention| {
            mention.end > number.start && Some(mention.concept) == lexicon.cues.past
        });
        if past || swallowed.iter().any(|(_, by)| silent(by)) || finder.is_silent(&number) {
            continue;
        }
        if let Some(told) = finder.clock(&number) {
            at = told.end;
            let span = began.filter(|_| told.now).and_then(|began| told.time.since(began));
            if let Some(minutes) = span {
                finder.measured(CLOCK_SPAN, minutes, told.start..told.end, &mut found);
            }
            began = began.or(Some(told.time));
            // "Since noon, its half one" is no night.
            if told.sure && (span.is_none() || told.time.half.is_some()) {
                clock = Some(told.time);
                finder.measured(CLOCK, told.time.hours(), told.start..told.end, &mut found);
            }
            continue;
        }
        let (unit, range) = finder.unit(&number);
        let value = if unit == AGE_MONTHS { number.value / MONTHS_A_YEAR } else { number.value };
        let unit = if unit == AGE_MONTHS { AGE } else { unit };
        finder.measured(unit, value, range, &mut found);
    }
    (found, clock)
}

impl Finder<'_> {
    fn at(&self, token: usize) -> impl Iterator<Item = &Mention> {
        let from = self.first_at.get(token).copied().unwrap_or(self.mentions.len());
        self.mentions[from..].iter().take_while(move |mention| mention.start == token)
    }

    fn key_at(&self, token: usize, section: Section) -> Option<(&str, &Mention)> {
        let mention = self.at(token).find(|it| self.lexicon.section(it.concept) == section)?;
        Some((&self.lexicon.concept(mention.concept).key, mention))
    }

    fn is_silent(&self, number: &Number) -> bool {
        (number.start.saturating_sub(6)..=number.start).any(|start| {
            self.at(start).any(|mention| {
                let section = self.lexicon.section(mention.concept);
                matches!(section, Section::Silent | Section::NoNumber) && mention.end >= number.end
            })
        })
    }

    fn number(&self, at: usize) -> Option<Number> {
        let token = &self.tokens[at];
        if token.is_number() {
            let mut value: f64 = token.form.parse().ok()?;
            let mut end = at + 1;
            if let Some(next) = self.tokens.get(end)
                && matches!(next.joined, Some('.' | ',' | '٫'))
            {
                value = format!("{}.{}", token.form, next.form).parse().ok()?;
                end += 1;
            }
            return Some(Number { value, start: at, end });
        }
        let (key, mention) = self.key_at(at, Section::Number)?;
        Some(Number { value: key.parse().ok()?, start: at, end: mention.end })
    }

    fn same_clause(&self, left: usize, right: usize) -> bool {
        let clause = |at: usize| self.tokens.get(at).map(|token| token.clause);
        clause(left).is_some() && clause(left) == clause(right)
    }

    fn cue_at(&self, token: usize, cue: &str) -> Option<usize> {
        let concept = self.lexicon.find(cue)?;
        self.at(token).find(|mention| mention.concept == concept).map(|mention| mention.end)
    }

    fn cue_before(&self, token: usize, cue: &str) -> bool {
        (token.saturating_sub(4)..token)
            .any(|start| self.cue_at(start, cue) == Some(token) && self.same_clause(start, token))
    }

    /// "Папа 64", "uncle joe 75": a number behind somebody, or behind their name.
    fn is_of_person(&self, number: &Number) -> bool {
        let person = |end: usize| {
            (end.saturating_sub(2)..end).any(|start| self.cue_at(start, "cue.person") == Some(end))
                && self.same_clause(end - 1, number.start)
        };
        let named = || {
            number.start > 1
                && self.at(number.start - 1).next().is_none()
                && person(number.start - 1)
        };
        let whole = self.tokens[number.start].is_number() && number.end == number.start + 1;
        let bare = !self.tokens.get(number.end).is_some_and(Token::is_number);
        let may_be = PERSON_AGE.contains(&number.value) && !BODY_HEAT.contains(&number.value);
        whole && bare && may_be && number.start > 0 && (person(number.start) || named())
    }

    /// The units that start at a token, and their ends.
    fn units_at(&self, token: usize) -> impl Iterator<Item = (&str, usize)> {
        let units = self.at(token).filter(|it| self.lexicon.section(it.concept) == Section::Unit);
        units.map(|it| (self.lexicon.concept(it.concept).key.as_str(), it.end))
    }

    fn unit(&self, number: &Number) -> (&str, std::ops::Range<usize>) {
        let range = number.start..number.end;
        let mut units = self.units_at(number.end);
        if self.same_clause(number.start, number.end)
            && let Some(unit) = units.next()
        {
            let heat = unit.0 == AGE && number.value >= HEAT_FROM;
            let (unit, end) = if heat { units.next().unwrap_or(unit) } else { unit };
            return (unit, number.start..end);
        }
        for start in number.start.saturating_sub(2)..number.start {
            if let Some((unit, mention)) = self.key_at(start, Section::Unit)
                && mention.end == number.start
                && self.same_clause(start, number.start)
                && start.checked_sub(1).is_none_or(|before| self.number(before).is_none())
            {
                return (unit, start..number.end);
            }
        }
        let aged = self.cue_before(number.start, "cue.age_before") || self.is_of_person(number);
        let plus = self.tokens.get(number.end).is_some_and(|next| next.form == "+");
        let next_number = self.tokens.get(number.end).is_some_and(Token::is_number);
        let alone = number.start == 0
            || (!self.same_clause(number.start - 1, number.start)
                && !self.same_clause(number.start, number.end));
        let at = self.cue_before(number.start, "cue.clock_at");
        let leading = (alone || at)
            && !next_number
            && self.tokens[number.start].joined.is_none()
            && LEADING_AGE.contains(&number.value);
        let percent = self.tokens.get(number.end).is_some_and(|next| next.form == "%");
        if (aged || plus || leading) && !percent { (AGE, range) } else { (BARE, range) }
    }

    fn measured(
        &self,
        unit: &str,
        value: f64,
        range: std::ops::Range<usize>,
        into: &mut Vec<Mention>,
    ) {
        for quantity in &self.lexicon.quantities {
            if quantity.unit == unit && value >= quantity.from && value < quantity.below {
                into.push(Mention {
                    concept: quantity.concept,
                    phrase: None,
                    start: range.start,
                    end: range.end,
                    standing: 0,
                    by: None,
                });
            }
        }
    }
}
