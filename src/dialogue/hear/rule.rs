//! Owns the combination rules: several mentions within a clause, sentence, message, conversation or a
//! few words of each other set a slot. It must never know what a slot means.

use std::ops::Range;

use super::lexicon::{ConceptId, Lexicon};
use super::mention::{Mention, standing};
use super::section::Section;
use super::source::{HeardFile, Source, WrittenRule};
use crate::dialogue::problem::{Place, Problem};

/// How far apart the parts of a rule may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Near(usize),
    Clause,
    Sentence,
    Message,
    Conversation,
}

/// One part of a rule: any of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Concept(ConceptId),
    /// A slot that is already set, to a value or to anything.
    Set(String, Option<String>),
}

/// A combination that sets a slot.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) slot: String,
    pub(super) value: String,
    all: Vec<Vec<Part>>,
    none: Vec<Part>,
    within: Within,
    pub(super) doubt: bool,
    pub(super) drop: Vec<ConceptId>,
    /// When the rule is tried: what rules of a phase set, those of later phases may ask for.
    pub(super) phase: u8,
}

/// When times are set: after the signs.
pub(super) const TIMING_PHASE: u8 = 2;

/// A number with a unit inside bounds becomes a mention of `measure.<name>`.
#[derive(Debug, Clone)]
pub(super) struct Quantity {
    pub(super) concept: ConceptId,
    pub(super) unit: String,
    pub(super) from: f64,
    pub(super) below: f64,
}

/// What makes a part of a rule hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evidence {
    Mention(usize),
    Slot,
}

/// What rules look at.
pub(super) struct View<'a> {
    pub(super) mentions: &'a [Mention],
    pub(super) by_concept: &'a ByConcept,
    pub(super) clauses: &'a [Range<usize>],
    pub(super) sentences: &'a [Range<usize>],
    /// Concepts said in earlier turns.
    pub(super) said: &'a [ConceptId],
    pub(super) set: &'a [(String, String)],
    /// By mention: whether its time is that of something else than the cramp.
    pub(super) of_else: &'a [bool],
}

/// The mentions of a message by concept. A message mentions few of the thousands there are, so that only
/// where those are is written.
pub(super) struct ByConcept {
    /// Indexes of mentions: those of a concept side by side, by position.
    mentions: Vec<usize>,
    /// By concept, where its own begin and end.
    bounds: Vec<(u32, u32)>,
}

impl ByConcept {
    pub(super) fn new(concepts: usize, all: &[Mention]) -> Self {
        let mut mentions: Vec<usize> = (0..all.len()).collect();
        mentions.sort_unstable_by_key(|&index| (all[index].concept, index));
        let mut bounds = vec![(0, 0); concepts];
        for (at, &index) in (0..).zip(&mentions) {
            let (from, to) = &mut bounds[usize::from(all[index].concept)];
            if *to == 0 {
                *from = at;
            }
            *to = at + 1;
        }
        Self { mentions, bounds }
    }

    /// Indexes of the mentions of a concept, by position.
    pub(super) fn of(&self, concept: ConceptId) -> &[usize] {
        let (from, to) = self.bounds[usize::from(concept)];
        &self.mentions[from as usize..to as usize]
    }
}

/// Compiles rules and quantities of a file.
pub(super) fn compile(
    lexicon: &mut Lexicon,
    file: HeardFile<'_>,
    source: &Source<'_>,
    problems: &mut Vec<Problem>,
) {
    for written in &source.quantities {
        match quantity(lexicon, written) {
            Ok(quantity) => lexicon.quantities.push(quantity),
            Err((message, offset)) => problems.push(Problem::new(
                "H007",
                Place::at(file.path, file.text, offset),
                message,
                "a quantity has `name`, `unit`, and `from` or `below`",
            )),
        }
    }
    for written in &source.rules {
        match compile_rule(lexicon, written) {
            Ok(rule) => lexicon.rules.push(rule),
            Err((message, offset)) => problems.push(Problem::new(
                "H008",
                Place::at(file.path, file.text, offset),
                message,
                "a rule has `set`, `all`, and perhaps `none`, `within`, `near`, `doubt`, `drop`",
            )),
        }
    }
}

/// Adds the rules that go without saying: a place word sets its place, a sign phrase its sign. A
/// written rule over just that word stands instead.
pub(super) fn add_direct(lexicon: &mut Lexicon) {
    let direct: Vec<Rule> = lexicon
        .concepts()
        .filter(|(_, concept)| {
            use Section::{Context, Language, Medicine, Option, Outcome, Place, Sign};
            matches!(
                concept.section,
                Place | Context | Medicine | Sign | Outcome | Language | Option
            )
        })
        .filter(|(id, concept)| {
            let alone = [vec![Part::Concept(*id)]];
            let same = |rule: &Rule| rule.slot == concept.slot && rule.value == concept.key;
            !lexicon.rules.iter().any(|rule| rule.all == alone && same(rule) && !rule.doubt)
        })
        .map(|(id, concept)| Rule {
            id: format!("{}.{}", concept.slot, concept.key),
            slot: concept.slot.to_owned(),
            value: concept.key.clone(),
            all: vec![vec![Part::Concept(id)]],
            none: Vec::new(),
            within: Within::Message,
            doubt: false,
            drop: Vec::new(),
            phase: 0,
        })
        .collect();
    lexicon.rules.extend(direct);
}

fn quantity(lexicon: &mut Lexicon, written: &WrittenRule) -> Result<Quantity, (String, usize)> {
    let mut quantity =
        Quantity { concept: 0, unit: String::new(), from: f64::MIN, below: f64::MAX };
    let mut named = false;
    for (field, values, offset) in &written.fields {
        let value = values.first().map_or("", String::as_str);
        let number =
            || value.parse::<f64>().map_err(|_| (format!("`{value}` is no number"), *offset));
        match field.as_str() {
            "name" => {
                named = true;
                let concept = lexicon.add_concept("measure", value);
                quantity.concept = concept.map_err(|error| (error, *offset))?;
            }
            "unit" => value.clone_into(&mut quantity.unit),
            "from" => quantity.from = number()?,
            "below" => quantity.below = number()?,
            _ => return Err((format!("`{field}` is no field of a quantity"), *offset)),
        }
    }
    if named { Ok(quantity) } else { Err(("a quantity without a name".to_owned(), written.offset)) }
}

fn compile_rule(lexicon: &mut Lexicon, written: &WrittenRule) -> Result<Rule, (String, usize)> {
    let mut rule = Rule {
        id: String::new(),
        slot: String::new(),
        value: String::new(),
        all: Vec::new(),
        none: Vec::new(),
        within: Within::Message,
        doubt: false,
        drop: Vec::new(),
        phase: 0,
    };
    for (field, values, offset) in &written.fields {
        let value = values.first().map_or("", String::as_str);
        let wrong = |message: String| (message, *offset);
        match field.as_str() {
            // The trace names it.
            "id" if lexicon.rules.iter().any(|other| other.id == value) => {
                return Err(wrong(format!("two rules are called `{value}`")));
            }
            "id" => value.clone_into(&mut rule.id),
            "set" => {
                let (slot, value) = value
                    .split_once('.')
                    .ok_or_else(|| wrong(format!("`{value}` is not `slot.value`")))?;
                slot.clone_into(&mut rule.slot);
                value.clone_into(&mut rule.value);
            }
            "all" => {
                for value in values {
                    rule.all.push(parts(lexicon, value).map_err(wrong)?);
                }
            }
            "none" => {
                for value in values {
                    rule.none.extend(parts(lexicon, value).map_err(wrong)?);
                }
            }
            "within" => {
                rule.within = match value {
                    "clause" => Within::Clause,
                    "sentence" => Within::Sentence,
                    "message" => Within::Message,
                    "conversation" => Within::Conversation,
                    _ => return Err(wrong(format!("`{value}` is no reach"))),
                }
            }
            "near" => {
                let words = value.parse().map_err(|_| wrong(format!("`{value}` is no number")))?;
                rule.within = Within::Near(words);
            }
            "doubt" => rule.doubt = value == "true",
            "drop" => {
                for value in values {
                    for part in parts(lexicon, value).map_err(wrong)? {
                        if let Part::Concept(concept) = part {
                            rule.drop.push(concept);
                        }
                    }
                }
            }
            _ => return Err(wrong(format!("`{field}` is no field of a rule"))),
        }
    }
    if rule.slot.is_empty() || (rule.all.is_empty() && rule.slot != "intent") {
        return Err(("a rule needs `set` and `all`".to_owned(), written.offset));
    }
    if rule.slot == "sign" && lexicon.level(&rule.value).is_none() {
        return Err((format!("`{}` has no level", rule.value), written.offset));
    }
    Ok(rule)
}

/// `a|b|section.*|set.slot|set.slot=value`
fn parts(lexicon: &Lexicon, text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    for name in text.split('|').map(str::trim) {
        if let Some(slot) = name.strip_prefix("set.") {
            let (slot, value) = slot.split_once('=').map_or((slot, None), |(s, v)| (s, Some(v)));
            parts.push(Part::Set(slot.to_owned(), value.map(str::to_owned)));
        } else if let Some(section) = name.strip_suffix(".*") {
            let of = lexicon.concepts().filter(|(_, concept)| concept.slot == section);
            parts.extend(of.map(|(id, _)| Part::Concept(id)));
        } else {
            let id = lexicon.find(name).ok_or_else(|| format!("nothing is called `{name}`"))?;
            parts.push(Part::Concept(id));
        }
    }
    Ok(parts)
}

impl Rule {
    /// Which standings keep a mention from counting for this slot.
    fn blocking(&self) -> u8 {
        match self.slot.as_str() {
            "sign" => u8::MAX,
            "context" => standing::DENIED | standing::PAST | standing::OTHER,
            "place" | "timing" => standing::DENIED | standing::OTHER,
            _ => standing::DENIED,
        }
    }

    fn counts(&self, view: &View<'_>, mention: usize) -> bool {
        let of_else = self.slot == "timing" && view.of_else[mention];
        view.mentions[mention].standing & self.blocking() == 0 && !of_else
    }

    /// The mentions that make the rule hold; none when it does not.
    pub(super) fn holds(&self, view: &View<'_>) -> Option<Vec<usize>> {
        let tokens = view.sentences.last().map_or(0, |last| last.end);
        let Some(first) = self.all.first() else {
            return (!self.hinders(view, &(0..tokens))).then(Vec::new);
        };
        match self.within {
            Within::Message | Within::Conversation => self.holds_in(view, &(0..tokens)),
            Within::Clause | Within::Sentence | Within::Near(_) => {
                for part in first {
                    let Part::Concept(concept) = part else { continue };
                    for &index in view.by_concept.of(*concept) {
                        let mention = &view.mentions[index];
                        if !self.counts(view, index) {
                            continue;
                        }
                        if let Some(found) = self.holds_in(view, &self.reach(view, mention, tokens))
                        {
                            return Some(found);
                        }
                    }
                }
                None
            }
        }
    }

    fn reach(&self, view: &View<'_>, mention: &Mention, tokens: usize) -> Range<usize> {
        let around = |ranges: &[Range<usize>]| {
            let at = ranges.partition_point(|range| range.end <= mention.start);
            ranges.get(at).cloned().unwrap_or(0..tokens)
        };
        match self.within {
            // What stands in another sentence belongs to something else.
            Within::Near(words) => {
                let sentence = around(view.sentences);
                mention.start.saturating_sub(words).max(sentence.start)
                    ..(mention.end + words).min(sentence.end)
            }
            Within::Clause => around(view.clauses),
            Within::Sentence => around(view.sentences),
            Within::Message | Within::Conversation => 0..tokens,
        }
    }

    fn holds_in(&self, view: &View<'_>, reach: &Range<usize>) -> Option<Vec<usize>> {
        let mut found = Vec::with_capacity(self.all.len());
        let mut fresh = false;
        for any in &self.all {
            let mention = any.iter().find_map(|part| self.mentioned(view, part, reach));
            match mention {
                Some(evidence) => {
                    fresh = true;
                    if let Evidence::Mention(mention) = evidence {
                        found.push(mention);
                    }
                }
                None if self.within == Within::Conversation && was_said(view, any) => {}
                None => return None,
            }
        }
        (fresh && !self.hinders(view, reach)).then_some(found)
    }

    fn hinders(&self, view: &View<'_>, reach: &Range<usize>) -> bool {
        self.none.iter().any(|part| self.mentioned(view, part, reach).is_some())
    }

    /// What makes a part hold, if anything does.
    fn mentioned(&self, view: &View<'_>, part: &Part, reach: &Range<usize>) -> Option<Evidence> {
        match part {
            Part::Set(slot, value) => {
                let is = |set: &(String, String)| {
                    set.0 == *slot && value.as_ref().is_none_or(|value| set.1 == *value)
                };
                view.set.iter().any(is).then_some(Evidence::Slot)
            }
            Part::Concept(concept) => {
                let indexes = view.by_concept.of(*concept);
                let from = indexes.partition_point(|&at| view.mentions[at].start < reach.start);
                indexes[from..]
                    .iter()
                    .take_while(|&&at| view.mentions[at].end <= reach.end)
                    .find(|&&at| self.counts(view, at))
                    .map(|&at| Evidence::Mention(at))
            }
        }
    }

    /// Concepts it may rest on.
    pub(super) fn needs(&self) -> impl Iterator<Item = ConceptId> {
        self.all.iter().flatten().filter_map(|part| match part {
            Part::Concept(concept) => Some(*concept),
            Part::Set(..) => None,
        })
    }

    /// The fewest concepts of which one must be mentioned, now or in an earlier turn; none when something
    /// else may make every part of it hold.
    pub(super) fn needs_one_of(&self) -> Option<Vec<ConceptId>> {
        let concepts = |any: &Vec<Part>| {
            let concept = |part: &Part| match part {
                Part::Concept(concept) => Some(*concept),
                Part::Set(..) => None,
            };
            any.iter().map(concept).collect::<Option<Vec<ConceptId>>>()
        };
        self.all.iter().filter_map(concepts).min_by_key(Vec::len)
    }

    /// Whether it can hold when only some concepts can be said.
    pub(super) fn may_hold(&self, said: &impl Fn(ConceptId) -> bool) -> bool {
        let is = |part: &Part| match part {
            Part::Concept(concept) => said(*concept),
            Part::Set(..) => true,
        };
        self.all.iter().all(|any| any.iter().any(is))
    }

    /// Whether these concepts are all it needs.
    pub(super) fn rests_on(&self, concepts: &[ConceptId]) -> bool {
        self.may_hold(&|concept| concepts.contains(&concept))
    }

    /// Whether what it needs must stand together, in less than the whole message.
    pub(super) fn is_near(&self) -> bool {
        !matches!(self.within, Within::Message | Within::Conversation)
    }

    /// Whether one of these concepts keeps it from holding.
    pub(super) fn hindered_by(&self, concepts: &[ConceptId]) -> bool {
        let is = |part: &Part| matches!(part, Part::Concept(concept) if concepts.contains(concept));
        self.none.iter().any(is)
    }

    /// Concepts that other turns may have to remember for this rule.
    pub(super) fn remembered(&self) -> impl Iterator<Item = ConceptId> {
        self.needs().filter(|_| self.within == Within::Conversation)
    }
}

fn was_said(view: &View<'_>, any: &[Part]) -> bool {
    any.iter().any(|part| matches!(part, Part::Concept(concept) if view.said.contains(concept)))
}

impl Rule {
    /// The phase of the rule; a place that depends on a sign or another place comes after the signs.
    pub(super) fn order(&self) -> u8 {
        match self.slot.as_str() {
            "sign" => 1,
            "timing" => TIMING_PHASE,
            "place" if self.waits_for_signs() => 2,
            "intent" => 3,
            _ => 0,
        }
    }

    /// Whether the rule asks if a sign is set, and so comes after the signs.
    fn waits_for_signs(&self) -> bool {
        let sign =
            |part: &Part| matches!(part, Part::Set(slot, _) if slot == "sign" || slot == "place");
        self.all.iter().flatten().chain(&self.none).any(sign)
    }
}
