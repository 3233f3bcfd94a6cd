//! Owns compiling all `heard.toml` files into one immutable lexicon, with every problem found. It
//! must never hold a word of any language itself.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::cues::Cues;
use super::pattern::{self, Lists, Step};
use super::rule::{self, Quantity, Rule};
use super::section::{SECTIONS, Section};
use super::source::{self, HeardFile, Source, Written};
use super::understanding::Level;
use super::vocabulary::{Vocabulary, WordId};
use crate::dialogue::problem::{Place, Problem};

/// Index of a concept: one key of one section.
pub(super) type ConceptId = u16;

/// The language code of the file that holds rules, not words.
const ALL_LANGUAGES: &str = "all";
/// Shorter words than this keep their place in a phrase of free order.
const FREE_CHARS_MIN: usize = 3;
/// Bits of a language set.
const LANGUAGES_MAX: usize = 16;

pub(super) struct Concept {
    pub(super) section: Section,
    pub(super) slot: &'static str,
    pub(super) key: String,
    /// `slot.key`
    pub(super) name: String,
}

struct Phrase {
    concept: ConceptId,
    tongue: usize,
    steps: Box<[Step]>,
    fit: Fit,
    text: Box<str>,
}

/// Where a phrase counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Anywhere,
    /// Two words the other way round: not over a comma, where they belong to different things.
    Clause,
    /// Written `^so`: only when it is the whole message.
    Alone,
}

/// Everything the bot can hear: compiled, immutable, cheap per message.
pub struct Lexicon {
    pub(super) vocabulary: Vocabulary,
    concepts: Vec<Concept>,
    by_name: HashMap<String, ConceptId>,
    /// The concept looked up last.
    latest: ConceptId,
    phrases: Vec<Phrase>,
    /// Phrases by their first word, unless their second word is fixed too.
    by_first: Buckets,
    /// Phrases by their first two words.
    by_pair: Buckets,
    number_starts: Vec<u32>,
    pub(super) rules: Vec<Rule>,
    pub(super) quantities: Vec<Quantity>,
    levels: BTreeMap<String, Level>,
    /// Tables of the rules file: `[general]`, `[choice]`, `[mute]`, `[others]`.
    tables: BTreeMap<(String, String), Vec<String>>,
    pub(super) cues: Cues,
    /// By concept: whether a rule may combine it with later turns.
    pub(super) remembered: Vec<bool>,
}

impl Lexicon {
    /// Compiles the files; a lexicon comes out even when there are problems.
    pub fn compile(files: &[HeardFile<'_>]) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut lexicon = Self {
            vocabulary: Vocabulary::default(),
            concepts: Vec::new(),
            by_name: HashMap::new(),
            latest: 0,
            phrases: Vec::new(),
            by_first: Buckets::default(),
            by_pair: Buckets::default(),
            number_starts: Vec::new(),
            rules: Vec::new(),
            quantities: Vec::new(),
            levels: BTreeMap::new(),
            tables: BTreeMap::new(),
            cues: Cues::default(),
            remembered: Vec::new(),
        };
        let sources: Vec<(HeardFile<'_>, Source)> =
            files.iter().map(|&file| (file, source::read(file, &mut problems))).collect();
        for (file, source) in &sources {
            if file.lang != ALL_LANGUAGES {
                lexicon.add_words(*file, source, &mut problems);
            }
        }
        for (file, source) in &sources {
            if file.lang == ALL_LANGUAGES {
                lexicon.add_tables(*file, source, &mut problems);
            }
        }
        for (file, source) in &sources {
            rule::compile(&mut lexicon, *file, source, &mut problems);
        }
        rule::add_direct(&mut lexicon);
        for rule in &mut lexicon.rules {
            rule.phase = rule.order();
        }
        lexicon.cues = Cues::of(&lexicon);
        lexicon.remembered = vec![false; lexicon.concepts.len()];
        for concept in lexicon.rules.iter().flat_map(Rule::remembered) {
            lexicon.remembered[concept as usize] = true;
        }
        lexicon.index();
        problems.sort_by(|left, right| left.place.cmp(&right.place));
        (lexicon, problems)
    }

    fn add_words(&mut self, file: HeardFile<'_>, source: &Source, problems: &mut Vec<Problem>) {
        if self.vocabulary.tongues.len() >= LANGUAGES_MAX {
            problems.push(Problem::new(
                "H003",
                Place::whole(file.path),
                "too many languages",
                format!("at most {LANGUAGES_MAX} languages are heard at once"),
            ));
            return;
        }
        let of = |section: &str| -> Vec<&Written> {
            source.phrases.iter().filter(|phrase| &*phrase.section == section).collect()
        };
        let stemmer = of("").into_iter().find(|phrase| &*phrase.key == "stemmer");
        let letters = |section: &str| -> Vec<(String, String)> {
            let of = of(section).into_iter();
            of.map(|it| (it.key.to_string(), it.text.trim_matches('_').to_owned())).collect()
        };
        let transliteration = letters("transliteration");
        let layout = letters("layout").into_iter();
        let layout = layout.filter_map(|(key, to)| Some((key.chars().next()?, to.chars().next()?)));
        let latin = source.phrases.iter().filter(|phrase| &*phrase.section == "place");
        let latin = latin.filter(|phrase| phrase.text.is_ascii()).count() * 2 > of("place").len();
        let stemmer = stemmer.map(|phrase| &*phrase.text);
        let tongue = self.vocabulary.add_tongue(
            file.lang,
            stemmer,
            latin,
            transliteration,
            layout.collect(),
        );
        let free_order = of("").into_iter().any(|it| &*it.key == "order" && &*it.text == "free");
        self.vocabulary.tongues[tongue].free_order = free_order;
        let mut lists = Lists::default();
        for phrase in of("macro") {
            lists.add(&phrase.key, &phrase.text);
        }
        for phrase in &source.phrases {
            match &*phrase.section {
                "" | "macro" | "transliteration" | "layout" => {}
                "guard" => self.vocabulary.guard(tongue, &phrase.text),
                section => {
                    let known = SECTIONS.iter().find(|(name, _)| *name == section);
                    let result = match known {
                        Some((_, Section::Measure)) | None => Err((
                            "H004",
                            format!("`[{section}]` is no section"),
                            "see the sections of the other languages".to_owned(),
                        )),
                        Some(_) => {
                            self.add_phrase(section, phrase, tongue, &mut lists).map_err(|error| {
                                (
                                    "H005",
                                    error,
                                    "see the notation in `dialogues/README.md`".to_owned(),
                                )
                            })
                        }
                    };
                    if let Err((code, message, hint)) = result {
                        let place = Place::at(file.path, file.text, phrase.offset);
                        problems.push(Problem::new(code, place, message, hint));
                    }
                }
            }
        }
    }

    fn add_phrase(
        &mut self,
        section: &str,
        written: &Written,
        tongue: usize,
        lists: &mut Lists,
    ) -> Result<(), String> {
        let (fit, bare) = match written.text.strip_prefix('^') {
            Some(bare) => (Fit::Alone, bare),
            None => (Fit::Anywhere, &*written.text),
        };
        let mut text = Cow::from(bare);
        if section == "silent" || section.starts_with("no_") {
            // What silences others must be just so: no inflection of it, no typo.
            let mut exact = String::with_capacity(text.len() + 8);
            for word in text.split_inclusive([' ', '/', '[', ']']) {
                let letters = word.trim_end_matches([' ', '/', '[', ']']);
                if !letters.is_empty() && letters.chars().all(char::is_alphabetic) {
                    exact.push('=');
                }
                exact.push_str(word);
            }
            text = exact.into();
        }
        let steps = pattern::parse(&text, tongue, lists, &mut self.vocabulary)?;
        let concept = self.add_concept(section, &written.key)?;
        // "не дышит" the other way round would take the "не" of something else.
        let long = text.split_whitespace().all(|word| word.chars().count() >= FREE_CHARS_MIN);
        if let [first @ Step::Word { .. }, second @ Step::Word { .. }] = &steps[..]
            && self.vocabulary.tongues[tongue].free_order
            && long
            && fit == Fit::Anywhere
            && matches!(self.section(concept), Section::Word | Section::Phrase | Section::Sign)
        {
            let steps = [second.clone(), first.clone()].into();
            let text = written.text.clone();
            self.phrases.push(Phrase { concept, tongue, steps, fit: Fit::Clause, text });
        }
        let text = written.text.clone();
        self.phrases.push(Phrase { concept, tongue, steps, fit, text });
        Ok(())
    }

    /// The concept of a section and key, added when new.
    pub(super) fn add_concept(&mut self, section: &str, key: &str) -> Result<ConceptId, String> {
        // The phrases of one key come one after the other.
        let is_named = |concept: &Concept| {
            let rest = concept.name.strip_prefix(section).and_then(|rest| rest.strip_prefix('.'));
            rest == Some(key)
        };
        if self.concepts.get(self.latest as usize).is_some_and(is_named) {
            return Ok(self.latest);
        }
        let name = format!("{section}.{key}");
        if let Some(&id) = self.by_name.get(&name) {
            self.latest = id;
            return Ok(id);
        }
        let found = SECTIONS.iter().find(|(candidate, _)| *candidate == section);
        let &(slot, section) = found.ok_or_else(|| format!("`{section}` is no section"))?;
        let id =
            ConceptId::try_from(self.concepts.len()).map_err(|_| "too many keys".to_owned())?;
        let concept = Concept { section, slot, key: key.to_owned(), name: name.clone() };
        self.concepts.push(concept);
        self.by_name.insert(name, id);
        Ok(id)
    }

    fn add_tables(&mut self, file: HeardFile<'_>, source: &Source, problems: &mut Vec<Problem>) {
        for written in &source.phrases {
            if &*written.section != "level" {
                let key = (written.section.to_string(), written.key.to_string());
                self.tables.entry(key).or_default().push(written.text.to_string());
                continue;
            }
            match &*written.key {
                "now" => drop(self.levels.insert(written.text.to_string(), Level::Now)),
                "today" => drop(self.levels.insert(written.text.to_string(), Level::Today)),
                _ => problems.push(Problem::new(
                    "H006",
                    Place::at(file.path, file.text, written.offset),
                    format!("`{}` is no level", written.key),
                    "the levels are `now` and `today`",
                )),
            }
        }
    }

    fn index(&mut self) {
        self.vocabulary.finish();
        self.phrases.shrink_to_fit();
        let (mut singles, mut pairs) = (Vec::new(), Vec::new());
        for (index, phrase) in (0..).zip(&self.phrases) {
            match fixed(&phrase.steps) {
                [None, _] => self.number_starts.push(index),
                [Some(first), None] => {
                    singles.extend(first.iter().map(|word| (u64::from(*word), index)));
                }
                [Some(first), Some(second)] => {
                    for &word in first {
                        pairs.extend(second.iter().map(|next| (pair(word, *next), index)));
                    }
                }
            }
        }
        self.by_first = Buckets::new(singles);
        self.by_pair = Buckets::new(pairs);
    }

    /// Phrases that begin with this word, unless their second word is fixed too.
    pub(super) fn starting_with(&self, word: WordId) -> impl Iterator<Item = u32> {
        self.by_first.of(u64::from(word))
    }

    /// Phrases that begin with these two words.
    pub(super) fn starting_pair(&self, word: WordId, next: WordId) -> impl Iterator<Item = u32> {
        self.by_pair.of(pair(word, next))
    }

    pub(super) fn starting_with_number(&self) -> &[u32] {
        &self.number_starts
    }

    pub(super) fn phrase(&self, phrase: u32) -> (ConceptId, usize, &[Step]) {
        let phrase = &self.phrases[phrase as usize];
        (phrase.concept, phrase.tongue, &phrase.steps)
    }

    pub(super) fn fit(&self, phrase: u32) -> Fit {
        self.phrases[phrase as usize].fit
    }

    /// Languages that have precedence over this one.
    pub(super) fn earlier(tongue: usize, given: usize) -> u32 {
        if tongue == given { 0 } else { ((1 << tongue) - 1) | (1 << given) }
    }

    pub(super) fn section(&self, concept: ConceptId) -> Section {
        self.concepts[concept as usize].section
    }

    pub(super) fn concept(&self, concept: ConceptId) -> &Concept {
        &self.concepts[concept as usize]
    }

    pub(super) fn concepts(&self) -> impl Iterator<Item = (ConceptId, &Concept)> {
        (0..).zip(&self.concepts)
    }

    pub(super) fn find(&self, name: &str) -> Option<ConceptId> {
        self.by_name.get(name).copied()
    }

    pub(super) fn name(&self, concept: ConceptId) -> &str {
        &self.concept(concept).name
    }

    /// The name of a phrase in a trace: language, key and phrase.
    pub(super) fn phrase_name(&self, phrase: u32) -> String {
        let phrase = &self.phrases[phrase as usize];
        let tongue = &self.vocabulary.tongues[phrase.tongue].code;
        format!("{tongue}/{} \"{}\"", self.name(phrase.concept), phrase.text)
    }

    pub(super) fn table(&self, table: &str, key: &str) -> &[String] {
        let key = (table.to_owned(), key.to_owned());
        self.tables.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The index of a language, the first one when unknown.
    pub(super) fn tongue(&self, lang: &str) -> usize {
        self.vocabulary.tongues.iter().position(|tongue| tongue.code == lang).unwrap_or(0)
    }

    /// The slots that words can set.
    pub fn slots(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| rule.slot.as_str())
    }

    /// How urgent a sign is.
    pub fn level(&self, sign: &str) -> Option<Level> {
        self.levels.get(sign).copied()
    }

    /// Every sign with its level.
    pub fn levels(&self) -> &BTreeMap<String, Level> {
        &self.levels
    }
}

/// The words of the first and of the second place of a phrase, where there must be one.
fn fixed(steps: &[Step]) -> [Option<&[WordId]>; 2] {
    [0, 1].map(|at| match steps.get(at) {
        Some(Step::Word { any, optional: false }) => Some(&**any),
        _ => None,
    })
}

fn pair(word: WordId, next: WordId) -> u64 {
    u64::from(word) << 32 | u64::from(next)
}

/// Phrases by what they begin with, all in one piece of memory.
#[derive(Default)]
struct Buckets(Box<[(u64, u32)]>);

impl Buckets {
    fn new(mut entries: Vec<(u64, u32)>) -> Self {
        entries.sort_unstable();
        entries.dedup();
        Self(entries.into())
    }

    fn of(&self, key: u64) -> impl Iterator<Item = u32> {
        let from = self.0.partition_point(|(other, _)| *other < key);
        self.0[from..].iter().take_while(move |(other, _)| *other == key).map(|(_, phrase)| *phrase)
    }
}
