//! Owns recognising single words: exact forms, stems, beginnings, transliteration and keyboard layouts.
//! It must never turn a known word into another one.

mod typo;

use std::collections::HashMap;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};
use string_interner::StringInterner;
use string_interner::backend::StringBackend;
use string_interner::symbol::{Symbol, SymbolU32};

use self::typo::Typos;

/// Index of a word of the word lists.
pub(super) type WordId = u32;

/// A word of another language than the one given matches by stem from this length on.
const FOREIGN_STEM_CHARS_MIN: usize = 5;
/// Shorter words than this are not read as typed on the wrong keyboard.
const LAYOUT_CHARS_MIN: usize = 4;
/// Years, which may match by their beginning: `20*`.
const YEAR_DIGITS: usize = 4;

/// One language of the word lists.
pub(super) struct Tongue {
    pub(super) code: String,
    stemmer: Option<Stemmer>,
    latin: bool,
    /// Whether two words of a phrase may come in either order.
    pub(super) free_order: bool,
    /// Latin letters to letters of this language, longest first.
    transliteration: Vec<(String, String)>,
    /// Latin letters to the letters on the same keys.
    layout: Vec<(char, char)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Plain,
    Exact,
    Prefix,
}

/// The words a token may be, and the languages that know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Recognised {
    pub(super) words: Vec<WordId>,
    /// Bit per language.
    pub(super) known: u32,
}

/// A word of a word list.
struct Word {
    tongue: usize,
    kind: Kind,
    spelling: SymbolU32,
}

/// Words by a spelling, or by a spelling in a language. Sorted once, when all are there.
#[derive(Default)]
struct Index(Vec<(u64, WordId)>);

impl Index {
    fn of(&self, key: u64) -> impl Iterator<Item = WordId> {
        let from = self.0.partition_point(|(other, _)| *other < key);
        self.0[from..].iter().take_while(move |(other, _)| *other == key).map(|(_, word)| *word)
    }
}

fn in_any(spelling: SymbolU32) -> u64 {
    spelling.to_usize() as u64
}

fn in_tongue(tongue: usize, spelling: SymbolU32) -> u64 {
    (tongue as u64) << 32 | in_any(spelling)
}

/// All words of all languages. Every spelling is kept once, in one piece of memory.
#[derive(Default)]
pub(super) struct Vocabulary {
    pub(super) tongues: Vec<Tongue>,
    spellings: StringInterner<StringBackend<SymbolU32>>,
    words: Vec<Word>,
    /// Only while words are added.
    ids: HashMap<(usize, Kind, SymbolU32), WordId>,
    exact: Index,
    /// By language and stem.
    stems: Index,
    prefixes: Index,
    prefix_chars_min: usize,
    guards: HashMap<SymbolU32, u32>,
    /// Made when the first word that is on no list is met: a start must not wait for it.
    typos: OnceLock<Typos>,
}

impl Vocabulary {
    /// Adds a language; `stemmer` is the English name of a Snowball algorithm.
    pub(super) fn add_tongue(
        &mut self,
        code: &str,
        stemmer: Option<&str>,
        latin: bool,
        mut transliteration: Vec<(String, String)>,
        layout: Vec<(char, char)>,
    ) -> usize {
        transliteration.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
        self.tongues.push(Tongue {
            code: code.to_owned(),
            stemmer: stemmer.and_then(algorithm).map(Stemmer::create),
            latin,
            free_order: false,
            transliteration,
            layout,
        });
        self.prefix_chars_min = 2;
        self.tongues.len() - 1
    }

    /// Registers a written word: `word` (with its inflections), `=word` (only so), `wor*` (beginning).
    pub(super) fn add(&mut self, tongue: usize, written: &str) -> WordId {
        let (kind, form) = if let Some(form) = written.strip_prefix('=') {
            (Kind::Exact, form)
        } else if let Some(form) = written.strip_suffix('*') {
            (Kind::Prefix, form)
        } else {
            (Kind::Plain, written)
        };
        let form = super::fold::word(form);
        let spelling = self.spellings.get_or_intern(&form);
        let next = WordId::try_from(self.words.len()).unwrap_or(WordId::MAX);
        let id = *self.ids.entry((tongue, kind, spelling)).or_insert(next);
        if id != next {
            return id;
        }
        self.words.push(Word { tongue, kind, spelling });
        match kind {
            Kind::Prefix => self.prefixes.0.push((in_any(spelling), id)),
            Kind::Exact => self.exact.0.push((in_any(spelling), id)),
            Kind::Plain => {
                self.exact.0.push((in_any(spelling), id));
                if form.chars().count() >= 3 {
                    let stem = self.stem(tongue, &form);
                    let stem = self.spellings.get_or_intern(stem);
                    self.stems.0.push((in_tongue(tongue, stem), id));
                }
            }
        }
        id
    }

    /// Registers an everyday word that is never corrected into one of the lists.
    pub(super) fn guard(&mut self, tongue: usize, written: &str) {
        let spelling = self.spellings.get_or_intern(super::fold::word(written));
        *self.guards.entry(spelling).or_default() |= 1 << tongue;
    }

    /// Every word is there: from now on they can be found.
    pub(super) fn finish(&mut self) {
        self.ids = HashMap::new();
        for index in [&mut self.exact, &mut self.stems, &mut self.prefixes] {
            index.0.sort_unstable();
            index.0.shrink_to_fit();
        }
        self.words.shrink_to_fit();
        self.spellings.shrink_to_fit();
    }

    fn stem(&self, tongue: usize, form: &str) -> String {
        match &self.tongues[tongue].stemmer {
            Some(stemmer) => stemmer.stem(form).into_owned(),
            None => form.to_owned(),
        }
    }

    /// What a folded token may be, given the language of the conversation.
    pub(super) fn recognise(&self, form: &str, given: usize) -> Recognised {
        let mut recognised = self.listed(form, given);
        let guarded = self.spellings.get(form).and_then(|form| self.guards.get(&form));
        let guarded = guarded.copied().unwrap_or(0);
        recognised.known |= guarded;
        if !recognised.words.is_empty() || guarded != 0 || !form.chars().all(char::is_alphabetic) {
            return recognised;
        }
        for squeezed in squeezes(form) {
            recognised = self.listed(&squeezed, given);
            if !recognised.words.is_empty() {
                return recognised;
            }
        }
        // Who writes Russian in Latin letters means no English word with a mistake in it.
        let transliterates = form.is_ascii() && !self.tongues[given].latin;
        if transliterates {
            recognised = self.transliterated(form);
        }
        if recognised.words.is_empty() {
            recognised = self.corrected(form, given);
        }
        if recognised.words.is_empty() && form.is_ascii() && !transliterates {
            recognised = self.transliterated(form);
        }
        if recognised.words.is_empty() {
            recognised = self.on_other_layout(form);
        }
        recognised
    }

    /// A word typed with the keyboard in the wrong language: "cdtkj" for "свело". Only a word just
    /// as it is listed counts, for chance makes many others.
    fn on_other_layout(&self, form: &str) -> Recognised {
        if form.chars().count() < LAYOUT_CHARS_MIN {
            return Recognised::default();
        }
        let ascii = form.is_ascii();
        for (index, tongue) in self.tongues.iter().enumerate() {
            let key = |letter: char| {
                let mut keys = tongue.layout.iter();
                let found = keys.find(|key| letter == if ascii { key.0 } else { key.1 })?;
                Some(if ascii { found.1 } else { found.0 })
            };
            let Some(spelled) = form.chars().map(key).collect::<Option<String>>() else { continue };
            let meant =
                |other: usize| if ascii { other == index } else { self.tongues[other].latin };
            for other in (0..self.tongues.len()).filter(|&other| meant(other)) {
                let recognised = self.listed(&spelled, other);
                if !recognised.words.is_empty() {
                    return recognised;
                }
            }
        }
        Recognised::default()
    }

    fn listed(&self, form: &str, given: usize) -> Recognised {
        let mut words = Vec::new();
        if let Some(spelling) = self.spellings.get(form) {
            words.extend(self.exact.of(in_any(spelling)));
        }
        let chars = form.chars().count();
        if form.chars().all(char::is_alphabetic) {
            for tongue in 0..self.tongues.len() {
                let far = tongue != given && chars < FOREIGN_STEM_CHARS_MIN && form.is_ascii();
                if !far
                    && chars >= 3
                    && self.tongues[tongue].latin == form.is_ascii()
                    && let Some(stem) = self.spellings.get(self.stem(tongue, form))
                {
                    words.extend(self.stems.of(in_tongue(tongue, stem)));
                }
            }
        }
        if form.chars().all(char::is_alphabetic) || chars == YEAR_DIGITS {
            let ends = form.char_indices().skip(self.prefix_chars_min).map(|(at, _)| at);
            for end in ends.chain([form.len()]) {
                words.extend(self.beginning(&form[..end]));
            }
        }
        words.sort_unstable();
        words.dedup();
        self.recognised(words)
    }

    /// The words that are listed by just this beginning.
    fn beginning(&self, form: &str) -> impl Iterator<Item = WordId> {
        let spelling = self.spellings.get(form);
        spelling.into_iter().flat_map(|spelling| self.prefixes.of(in_any(spelling)))
    }

    fn recognised(&self, words: Vec<WordId>) -> Recognised {
        let tongues = words.iter().map(|&word| self.words[word as usize].tongue);
        Recognised { known: tongues.fold(0, |known, tongue| known | 1 << tongue), words }
    }

    fn transliterated(&self, form: &str) -> Recognised {
        if form.len() < 2 {
            return Recognised::default();
        }
        for (index, tongue) in self.tongues.iter().enumerate() {
            if tongue.transliteration.is_empty() {
                continue;
            }
            let mut rest = form;
            let mut spelled = String::new();
            while let Some(first) = rest.chars().next() {
                let step = tongue.transliteration.iter().find(|(from, _)| rest.starts_with(from));
                let (len, to) = step.map_or((first.len_utf8(), ""), |(from, to)| (from.len(), to));
                spelled.push_str(to);
                rest = &rest[len..];
            }
            let mut recognised = self.listed(&spelled, index);
            if recognised.words.is_empty() {
                recognised = self.corrected(&spelled, index);
            }
            if !recognised.words.is_empty() {
                return recognised;
            }
        }
        Recognised::default()
    }
}

fn algorithm(name: &str) -> Option<Algorithm> {
    Some(match name {
        "english" => Algorithm::English,
        "russian" => Algorithm::Russian,
        "spanish" => Algorithm::Spanish,
        "french" => Algorithm::French,
        "german" => Algorithm::German,
        "italian" => Algorithm::Italian,
        "portuguese" => Algorithm::Portuguese,
        "turkish" => Algorithm::Turkish,
        _ => return None,
    })
}

/// The spelling with letters said three times or more said twice, then once.
fn squeezes(form: &str) -> Vec<String> {
    let mut twice = String::new();
    let mut once = String::new();
    let (mut last, mut run, mut long) = ('\0', 0, false);
    for letter in form.chars() {
        run = if letter == last { run + 1 } else { 1 };
        last = letter;
        long |= run >= 3;
        if run <= 2 {
            twice.push(letter);
        }
    }
    if !long {
        return Vec::new();
    }
    last = '\0';
    for letter in form.chars() {
        if letter != last {
            once.push(letter);
        }
        last = letter;
    }
    vec![twice, once]
}
