//! Owns compiling all `heard.toml` files into one immutable lexicon, with every problem found. It
//! must never hold a word of any language itself.

mod index;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::buckets::{Bits, Buckets};
use super::cues::Cues;
use super::evidence::{Bounds, Evidence};
use super::pattern::{self, Lists, Step, Steps};
use super::rule::{self, Quantity, Rule};
use super::section::{SECTIONS, Section};
use super::source::{self, HeardFile, Source, Words, Written};
use super::understanding::Level;
use super::vocabulary::{Vocabulary, WordId};
use crate::dialogue::problem::{Place, Problem};

/// Index of a concept: one key of one section.
pub(super) type ConceptId = u16;

/// The language code of the file that holds rules, not words.
pub(crate) const ALL_LANGUAGES: &str = "all";
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

/// A phrase, in as few bytes as there are phrases many. Its steps end where those of the next begin.
struct Phrase {
    steps: u32,
    /// Where its words begin in the text of its language, and their bytes.
    text: u32,
    text_bytes: u32,
    concept: ConceptId,
    tongue: u8,
    fit: Fit,
}

/// What a language has written, to show in a trace.
struct Text {
    file: Cow<'static, str>,
    /// Phrases that the file writes with escapes, as they are meant.
    escaped: String,
}

impl Text {
    /// Where a phrase is to be found; as if what is escaped stood behind the file.
    fn place(&mut self, written: &Written<'_>) -> (usize, usize) {
        match &written.text {
            Cow::Borrowed(text) => (written.offset, text.len()),
            Cow::Owned(text) => {
                self.escaped.push_str(text);
                (self.file.len() + self.escaped.len() - text.len(), text.len())
            }
        }
    }

    fn at(&self, from: usize, bytes: usize) -> &str {
        let text = match from.checked_sub(self.file.len()) {
            None => self.file.get(from..from + bytes),
            Some(from) => self.escaped.get(from..from + bytes),
        };
        text.unwrap_or_default()
    }
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
    phrases: Vec<Phrase>,
    pub(super) steps: Steps,
    /// By language.
    texts: Vec<Text>,
    /// Phrases by their first word, unless their second word is fixed too: the last place, and the phrase.
    by_first: Buckets<(Step, u32)>,
    /// Phrases by their first two words: the second word, the last place, and the phrase.
    by_pair: Buckets<(WordId, Step, u32)>,
    /// Hashes of those two words.
    pairs: Bits,
    /// In the order they are tried in.
    pub(super) rules: Vec<Rule>,
    /// Rules by the concepts of which they need one, behind them those that need none.
    rules_by_need: Buckets<u32>,
    pub(super) quantities: Vec<Quantity>,
    levels: BTreeMap<String, Level>,
    /// Tables of the rules file: `[general]`, `[choice]`, `[mute]`, `[scope]`, `[evidence]`.
    tables: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    pub(super) cues: Cues,
    pub(super) evidence: Evidence,
    /// Words that deny what follows by themselves, in order.
    pub(super) negators: Vec<WordId>,
    /// By concept: whether a rule may combine it with later turns.
    pub(super) remembered: Vec<bool>,
}

impl Lexicon {
    /// Compiles the files; a lexicon comes out even when there are problems.
    pub fn compile(files: &[HeardFile<'_>]) -> (Self, Vec<Problem>) {
        Self::compile_and_keep(files, |text| Cow::Owned(text.to_owned()))
    }

    /// The same for files that are inside the binary: their text is not copied.
    pub fn compile_embedded(files: &[HeardFile<'static>]) -> (Self, Vec<Problem>) {
        Self::compile_and_keep(files, Cow::Borrowed)
    }

    fn compile_and_keep<'file>(
        files: &[HeardFile<'file>],
        keep: impl Fn(&'file str) -> Cow<'static, str>,
    ) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut lexicon = Self {
            vocabulary: Vocabulary::default(),
            concepts: Vec::new(),
            by_name: HashMap::new(),
            phrases: Vec::new(),
            steps: Steps::default(),
            texts: Vec::new(),
            by_first: Buckets::default(),
            by_pair: Buckets::default(),
            pairs: Bits::default(),
            rules: Vec::new(),
            rules_by_need: Buckets::default(),
            quantities: Vec::new(),
            levels: BTreeMap::new(),
            tables: BTreeMap::new(),
            cues: Cues::default(),
            evidence: Evidence::default(),
            negators: Vec::new(),
            remembered: Vec::new(),
        };
        let mut sources: Vec<(HeardFile<'_>, Source<'_>)> = Vec::new();
        let (weighed, listed): (Vec<_>, Vec<_>) =
            files.iter().copied().partition(HeardFile::is_evidence);
        for file in listed {
            let mut source = source::read(file, &mut problems);
            // A file at a time, so that no two of them are in memory as they are read.
            let words = std::mem::take(&mut source.words);
            if file.lang == ALL_LANGUAGES {
                lexicon.add_tables(file, &words, &mut problems);
            } else {
                lexicon.add_words(file, &words, keep(file.text), &mut problems);
            }
            sources.push((file, source));
        }
        for (file, source) in &sources {
            rule::compile(&mut lexicon, *file, source, &mut problems);
        }
        rule::add_direct(&mut lexicon);
        for rule in &mut lexicon.rules {
            rule.phase = rule.order();
        }
        lexicon.rules.sort_by_key(|rule| rule.phase);
        lexicon.cues = Cues::of(&lexicon);
        lexicon.evidence = Evidence::read(&weighed, &mut lexicon.vocabulary, &mut problems);
        let bounds = Bounds::of(&lexicon, files, &mut problems);
        lexicon.evidence.bounds = bounds;
        lexicon.remembered = vec![false; lexicon.concepts.len()];
        for concept in lexicon.rules.iter().flat_map(Rule::remembered) {
            lexicon.remembered[concept as usize] = true;
        }
        lexicon.index();
        problems.sort_by(|left, right| left.place.cmp(&right.place));
        (lexicon, problems)
    }

    fn add_words(
        &mut self,
        file: HeardFile<'_>,
        words: &[Words<'_>],
        text: Cow<'static, str>,
        problems: &mut Vec<Problem>,
    ) {
        if self.vocabulary.tongues.len() >= LANGUAGES_MAX {
            problems.push(Problem::new(
                "H003",
                Place::whole(file.path),
                "too many languages",
                format!("at most {LANGUAGES_MAX} languages are heard at once"),
            ));
            return;
        }
        let of = |section: &'static str| words.iter().filter(move |it| &*it.section == section);
        let first = |key: &str| of("").find(|it| &*it.key == key)?.phrases.first();
        let letters = |section: &'static str| {
            of(section).flat_map(|it| {
                let of_key = it.phrases.iter();
                of_key.map(|to| (it.key.to_string(), to.text.trim_matches('_').to_owned()))
            })
        };
        let layout = letters("layout");
        let layout = layout.filter_map(|(key, to)| Some((key.chars().next()?, to.chars().next()?)));
        let places = || of("place").flat_map(|it| &it.phrases);
        let latin = places().filter(|it| it.text.is_ascii()).count() * 2 > places().count();
        let tongue = self.vocabulary.add_tongue(
            file.lang,
            first("stemmer").map(|phrase| &*phrase.text),
            latin,
            letters("transliteration").collect(),
            layout.collect(),
        );
        self.texts.push(Text { file: text, escaped: String::new() });
        let free_order = first("order").is_some_and(|it| it.text == "free");
        self.vocabulary.tongues[tongue].free_order = free_order;
        let mut lists = Lists::default();
        for list in of("macro") {
            list.phrases.iter().for_each(|word| lists.add(&list.key, &word.text));
        }
        for words in words {
            match &*words.section {
                "" | "macro" | "transliteration" | "layout" => continue,
                "guard" => {
                    words.phrases.iter().for_each(|it| self.vocabulary.guard(tongue, &it.text));
                    continue;
                }
                _ => {}
            }
            let section = SECTIONS.iter().find(|(name, _)| *name == &*words.section);
            let mut concept = None;
            for phrase in &words.phrases {
                let result = match section {
                    Some((_, Section::Measure)) | None => Err((
                        "H004",
                        format!("`[{}]` is no section", words.section),
                        "see the sections of the other languages".to_owned(),
                    )),
                    Some(_) => {
                        let added =
                            self.add_phrase(words, &mut concept, phrase, tongue, &mut lists);
                        added.map_err(|error| {
                            ("H005", error, "see the notation in `dialogues/README.md`".to_owned())
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

    fn add_phrase(
        &mut self,
        words: &Words<'_>,
        known: &mut Option<ConceptId>,
        written: &Written<'_>,
        tongue: usize,
        lists: &mut Lists,
    ) -> Result<(), String> {
        let (fit, bare) = match written.text.strip_prefix('^') {
            Some(bare) => (Fit::Alone, bare),
            None => (Fit::Anywhere, &*written.text),
        };
        let mut text = Cow::from(bare);
        if &*words.section == "silent" || words.section.starts_with("no_") {
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
        let steps = pattern::parse(&text, tongue, lists, &mut self.vocabulary, &mut self.steps)?;
        let concept = match *known {
            Some(concept) => concept,
            None => *known.insert(self.add_concept(&words.section, &words.key)?),
        };
        // "не дышит" the other way round would take the "не" of something else.
        let long = text.split_whitespace().all(|word| word.chars().count() >= FREE_CHARS_MIN);
        let place = self.texts[tongue].place(written);
        if let [first, second] = steps[..]
            && first.is_word()
            && second.is_word()
            && self.vocabulary.tongues[tongue].free_order
            && long
            && fit == Fit::Anywhere
            && matches!(self.section(concept), Section::Word | Section::Phrase | Section::Sign)
        {
            self.push_phrase(concept, tongue, &[second, first], Fit::Clause, place);
        }
        self.push_phrase(concept, tongue, &steps, fit, place);
        Ok(())
    }

    fn push_phrase(
        &mut self,
        concept: ConceptId,
        tongue: usize,
        steps: &[Step],
        fit: Fit,
        (from, bytes): (usize, usize),
    ) {
        let [text, text_bytes] = [from, bytes].map(|it| u32::try_from(it).unwrap_or(u32::MAX));
        let tongue = u8::try_from(tongue).unwrap_or(u8::MAX);
        let steps = self.steps.add(steps);
        self.phrases.push(Phrase { steps, text, text_bytes, concept, tongue, fit });
    }

    /// The concept of a section and key, added when new.
    pub(super) fn add_concept(&mut self, section: &str, key: &str) -> Result<ConceptId, String> {
        let name = format!("{section}.{key}");
        if let Some(&id) = self.by_name.get(&name) {
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

    fn add_tables(
        &mut self,
        file: HeardFile<'_>,
        words: &[Words<'_>],
        problems: &mut Vec<Problem>,
    ) {
        for Words { section, key, phrases, .. } in words {
            if &**section != "level" {
                let table = self.tables.entry(section.to_string()).or_default();
                let values = table.entry(key.to_string()).or_default();
                values.extend(phrases.iter().map(|phrase| phrase.text.to_string()));
                continue;
            }
            let level = match &**key {
                "now" => Some(Level::Now),
                "today" => Some(Level::Today),
                _ => None,
            };
            for phrase in phrases {
                match level {
                    Some(level) => drop(self.levels.insert(phrase.text.to_string(), level)),
                    None => problems.push(Problem::new(
                        "H006",
                        Place::at(file.path, file.text, phrase.offset),
                        format!("`{key}` is no level"),
                        "the levels are `now` and `today`",
                    )),
                }
            }
        }
    }

    /// By concept: the languages that have a phrase of it, a bit each.
    pub(super) fn spoken(&self) -> Vec<u32> {
        let mut spoken = vec![0; self.concepts.len()];
        for phrase in &self.phrases {
            spoken[usize::from(phrase.concept)] |= 1 << phrase.tongue;
        }
        spoken
    }

    fn steps_of(&self, phrase: u32) -> &[Step] {
        let of = |phrase: usize| self.phrases.get(phrase).map(|phrase| phrase.steps as usize);
        let phrase = phrase as usize;
        self.steps.of(of(phrase).unwrap_or_default()..of(phrase + 1).unwrap_or(self.steps.len()))
    }

    /// Phrases that begin with this word, unless their second word is fixed too, behind their last place:
    /// most end otherwise than the message.
    pub(super) fn starting_with(&self, word: WordId) -> &[(Step, u32)] {
        self.by_first.of(word)
    }

    /// Phrases that begin with this word and another fixed one, behind that and their last place. Few pairs
    /// of words begin any, and that is asked first: the phrases are all over the memory.
    pub(super) fn starting_with_both(&self, word: WordId, next: WordId) -> &[(WordId, Step, u32)] {
        if !self.pairs.has(index::pair_hash(word, next)) {
            return &[];
        }
        let pairs = self.by_pair.of(word);
        let from = pairs.partition_point(|&(other, ..)| other < next);
        let same = pairs[from..].partition_point(|&(other, ..)| other == next);
        &pairs[from..from + same]
    }

    /// What stands for any number in digits where phrases are looked up by their first word.
    pub(super) fn number(&self) -> WordId {
        u32::try_from(self.vocabulary.len()).unwrap_or(u32::MAX)
    }

    /// Its concept, language, steps, and where it counts.
    pub(super) fn phrase(&self, index: u32) -> (ConceptId, usize, &[Step], Fit) {
        let phrase = &self.phrases[index as usize];
        (phrase.concept, usize::from(phrase.tongue), self.steps_of(index), phrase.fit)
    }

    /// Languages that have precedence over this one.
    pub(super) fn earlier(tongue: usize, given: usize) -> u32 {
        if tongue == given { 0 } else { ((1 << tongue) - 1) | (1 << given) }
    }

    /// The rules that may hold when these concepts are said, in the order they are tried in: most rules need
    /// what a message does not mention.
    pub(super) fn rules_about(
        &self,
        said: impl Iterator<Item = ConceptId>,
    ) -> impl Iterator<Item = &Rule> {
        let always = u32::try_from(self.concepts.len()).unwrap_or(u32::MAX);
        let needs = said.map(u32::from).chain([always]);
        let mut rules: Vec<u32> =
            needs.flat_map(|need| self.rules_by_need.of(need)).copied().collect();
        rules.sort_unstable();
        rules.dedup();
        rules.into_iter().filter_map(|rule| self.rules.get(rule as usize))
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
        let tongue = usize::from(phrase.tongue);
        let code = &self.vocabulary.tongues[tongue].code;
        let text = self.texts[tongue].at(phrase.text as usize, phrase.text_bytes as usize);
        format!("{code}/{} \"{text}\"", self.name(phrase.concept))
    }

    pub(super) fn table(&self, table: &str, key: &str) -> &[String] {
        let values = self.tables.get(table).and_then(|table| table.get(key));
        values.map_or(&[], Vec::as_slice)
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
