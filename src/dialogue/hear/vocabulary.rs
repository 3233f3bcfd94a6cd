//! Owns recognising single words: exact forms, stems, beginnings, transliteration and keyboard layouts.
//! It must never turn a known word into another one.

mod typo;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};
use string_interner::StringInterner;
use string_interner::backend::StringBackend;
use string_interner::symbol::{Symbol, SymbolU32};

use self::typo::Typos;
use super::buckets::Buckets;

/// Index of a word of the word lists.
pub(super) type WordId = u32;

/// A word of another language than the one given matches by stem from this length on.
const FOREIGN_STEM_CHARS_MIN: usize = 5;
/// Shorter beginnings than this are not looked for.
const PREFIX_CHARS_MIN: usize = 2;
/// Shorter words than this have no other forms.
const STEM_CHARS_MIN: usize = 3;
/// Shorter words than this are not read as typed on the wrong keyboard.
const LAYOUT_CHARS_MIN: usize = 4;
/// Years, which may match by their beginning: `20*`.
const YEAR_DIGITS: usize = 4;

/// One language of the word lists.
pub(super) struct Tongue {
    pub(super) code: String,
    stemmer: Option<Stemmer>,
    pub(super) latin: bool,
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
    /// The spelling of its stem in the given language, if any word has it.
    pub(super) stem: Option<u32>,
}

/// A word of a word list.
struct Word {
    spelling: SymbolU32,
    tongue: u8,
    kind: Kind,
}

/// What rests on a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// An emergency may.
    pub(super) grave: bool,
    /// A place does.
    pub(super) place: bool,
}

/// What a spelling is of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    #[default]
    Whole,
    Stem,
    Beginning,
}

/// All words of all languages. Every spelling is kept once, in one piece of memory.
#[derive(Default)]
pub(super) struct Vocabulary {
    pub(super) tongues: Vec<Tongue>,
    spellings: StringInterner<StringBackend<SymbolU32>>,
    words: Vec<Word>,
    /// Only while words are added.
    ids: HashMap<(usize, Kind, SymbolU32), WordId>,
    /// Only while words are added.
    spelled: Vec<(u32, (Part, WordId))>,
    /// By spelling.
    by_spelling: Buckets<(Part, WordId)>,
    guards: HashMap<SymbolU32, u32>,
    /// By word.
    pub(super) weights: Vec<Weight>,
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
        let spelled_by = |spelling: SymbolU32, part| (index_of(spelling), (part, id));
        match kind {
            Kind::Prefix => self.spelled.push(spelled_by(spelling, Part::Beginning)),
            Kind::Exact | Kind::Plain => self.spelled.push(spelled_by(spelling, Part::Whole)),
        }
        if kind == Kind::Plain && form.chars().count() >= STEM_CHARS_MIN {
            let stem = stem(&self.tongues[tongue], &form);
            let stem = self.spellings.get_or_intern(stem);
            self.spelled.push(spelled_by(stem, Part::Stem));
        }
        let tongue = u8::try_from(tongue).unwrap_or(u8::MAX);
        self.words.push(Word { spelling, tongue, kind });
        id
    }

    /// Registers an everyday word that is never corrected into one of the lists.
    pub(super) fn guard(&mut self, tongue: usize, written: &str) {
        let spelling = self.spellings.get_or_intern(&*super::fold::word(written));
        *self.guards.entry(spelling).or_default() |= 1 << tongue;
    }

    /// Registers the stems of the words of a text, so that [`Self::recognise`] finds them: their spellings.
    pub(super) fn add_stems(&mut self, tongue: usize, text: &str) -> Vec<u32> {
        let tokens = super::fold::tokens(text);
        let stems: Vec<String> =
            tokens.iter().map(|token| self.stem_text(tongue, &token.form).into_owned()).collect();
        stems.iter().map(|stem| index_of(self.spellings.get_or_intern(stem))).collect()
    }

    /// The stem of a folded form in a language; what is no word, or too short to have one, as it is.
    fn stem_text<'form>(&self, tongue: usize, form: &'form str) -> Cow<'form, str> {
        self.tongues.get(tongue).map_or(Cow::Borrowed(form), |tongue| stem_or_form(tongue, form))
    }

    /// Every word is there: from now on they can be found.
    pub(super) fn finish(&mut self) {
        self.ids = HashMap::new();
        let spelled = std::mem::take(&mut self.spelled);
        self.by_spelling = Buckets::new(self.spellings.len(), |add| {
            for &(spelling, of) in &spelled {
                add(spelling, of);
            }
        });
        self.words.shrink_to_fit();
        self.spellings.shrink_to_fit();
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words of which a spelling is such a part.
    fn spelled(&self, form: &str, part: Part) -> impl Iterator<Item = WordId> {
        let spelling = self.spellings.get(form).map(index_of);
        spelling.into_iter().flat_map(move |spelling| self.of_spelling(spelling, part))
    }

    fn of_spelling(&self, spelling: u32, part: Part) -> impl Iterator<Item = WordId> {
        let words = self.by_spelling.of(spelling).iter();
        words.filter(move |word| word.0 == part).map(|word| word.1)
    }

    /// The language of a word.
    pub(super) fn tongue(&self, word: WordId) -> usize {
        usize::from(self.words[word as usize].tongue)
    }

    /// What a folded token may be, given the language of the conversation.
    pub(super) fn recognise(&self, form: &str, given: usize) -> Recognised {
        let listed = self.listed(form, given);
        let stem = listed.stem;
        let mended = self.mended(form, given, listed);
        let meant = || mended.words.iter().find(|&&word| self.tongue(word) == given);
        let stem = stem.or_else(|| self.stem_of_word(*meant()?));
        Recognised { stem, ..mended }
    }

    fn stem_of_word(&self, word: WordId) -> Option<u32> {
        let word = &self.words[word as usize];
        let spelling = self.spellings.resolve(word.spelling)?;
        self.spellings.get(self.stem_text(usize::from(word.tongue), spelling)).map(index_of)
    }

    /// The stem of a folded form that messages are weighed by, as text.
    pub(super) fn weighed_stem(&self, form: &str, given: usize) -> String {
        let known = self
            .recognise(form, given)
            .stem
            .and_then(|stem| SymbolU32::try_from_usize(stem as usize));
        let known = known.and_then(|stem| self.spellings.resolve(stem));
        known.map_or_else(|| self.stem_text(given, form).into_owned(), str::to_owned)
    }

    /// What a token may be that is listed as some words or as none.
    fn mended(&self, form: &str, given: usize, listed: Recognised) -> Recognised {
        let mut recognised = listed;
        let guarded = self.spellings.get(form).and_then(|form| self.guards.get(&form));
        let guarded = guarded.copied().unwrap_or(0);
        recognised.known |= guarded;
        if guarded != 0 || !super::fold::is_alphabetic(form) {
            return recognised;
        }
        for form in squeezes(form) {
            recognised.words.extend(self.listed(&form, given).words);
        }
        if !recognised.words.is_empty() {
            recognised.words.sort_unstable();
            recognised.words.dedup();
            return self.recognised(recognised.words);
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
        let mut words: Vec<WordId> = self.spelled(form, Part::Whole).collect();
        let chars = form.chars().count();
        let alphabetic = super::fold::is_alphabetic(form);
        let mut own_stem = None;
        if alphabetic && chars >= STEM_CHARS_MIN {
            for (index, tongue) in self.tongues.iter().enumerate() {
                let far = index != given && chars < FOREIGN_STEM_CHARS_MIN && form.is_ascii();
                if !far && tongue.latin == form.is_ascii() {
                    let Some(stem) = self.spellings.get(stem(tongue, form)).map(index_of) else {
                        continue;
                    };
                    let of_stem = self.of_spelling(stem, Part::Stem);
                    words.extend(of_stem.filter(|&word| self.tongue(word) == index));
                    own_stem = own_stem.or(Some(stem).filter(|_| index == given));
                }
            }
        } else {
            own_stem = self.spellings.get(form).map(index_of);
        }
        if alphabetic || chars == YEAR_DIGITS {
            let ends = form.char_indices().skip(PREFIX_CHARS_MIN).map(|(at, _)| at);
            for end in ends.chain([form.len()]) {
                words.extend(self.spelled(&form[..end], Part::Beginning));
            }
        }
        words.sort_unstable();
        words.dedup();
        Recognised { stem: own_stem, ..self.recognised(words) }
    }

    fn recognised(&self, words: Vec<WordId>) -> Recognised {
        let known = words.iter().fold(0, |known, &word| known | 1 << self.tongue(word));
        Recognised { words, known, stem: None }
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

/// The stem of a folded form; the form itself in a language without a stemmer.
fn stem<'form>(tongue: &Tongue, form: &'form str) -> Cow<'form, str> {
    tongue.stemmer.as_ref().map_or(Cow::Borrowed(form), |stemmer| stemmer.stem(form))
}

fn stem_or_form<'form>(tongue: &Tongue, form: &'form str) -> Cow<'form, str> {
    if form.chars().count() >= STEM_CHARS_MIN && form.chars().all(char::is_alphabetic) {
        stem(tongue, form)
    } else {
        Cow::Borrowed(form)
    }
}

fn index_of(spelling: SymbolU32) -> u32 {
    u32::try_from(spelling.to_usize()).unwrap_or(u32::MAX)
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
