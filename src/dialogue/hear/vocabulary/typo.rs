//! Owns mending one typing mistake in a word. Of two corrections it takes the one that an
//! emergency may rest on; it must never turn one part of the body into another.

use string_interner::symbol::SymbolU32;

use super::super::buckets::Buckets;
use super::{Kind, Part, Recognised, Vocabulary, Weight, stem};

/// Shorter beginnings than this are never corrected.
const PREFIX_TYPO_CHARS_MIN: usize = 7;
/// Shorter words than this are never corrected.
const TYPO_CHARS_MIN: usize = 5;
/// Longer words than this are never corrected.
const TYPO_CHARS_MAX: usize = 24;

/// Spellings that may be meant, to be found by a spelling with a letter too many, too few or wrong.
pub(super) struct Typos {
    words: Near,
    /// Beginnings of words.
    beginnings: Near,
}

/// Spellings of a language, found by what is left when one letter is left out of them, or none. Only
/// the hash of that is kept: a few candidates too many are looked at, and none is missed.
struct Near {
    /// By language and spelling.
    targets: Box<[(u8, SymbolU32)]>,
    /// By the upper half of a hash, the hash and the index of a target: two looks into a memory too large to
    /// be near the processor, where a search in the whole would take twenty.
    by_hash: Buckets<(u32, u32)>,
}

impl Near {
    fn new(vocabulary: &Vocabulary, mut targets: Vec<(u8, SymbolU32)>) -> Self {
        targets.sort_unstable_by_key(|&(tongue, target)| (tongue, vocabulary.spelling(target)));
        targets.dedup();
        let by_hash = Buckets::new(1 << u16::BITS, |add| {
            for (index, &(_, target)) in (0..).zip(&targets) {
                deletions(vocabulary.spelling(target))
                    .for_each(|hash| add(hash >> u16::BITS, (hash, index)));
            }
        });
        Self { targets: targets.into(), by_hash }
    }

    /// The spellings one edit away.
    fn of<'near>(
        &'near self,
        vocabulary: &'near Vocabulary,
        spelling: &'near str,
    ) -> impl Iterator<Item = (usize, &'near str)> {
        deletions(spelling).flat_map(move |hash| {
            let alike = self.by_hash.of(hash >> u16::BITS).iter();
            let same = alike.filter(move |(other, _)| *other == hash);
            let targets = same.map(|(_, index)| self.targets[*index as usize]);
            let targets =
                targets.map(|(tongue, target)| (tongue.into(), vocabulary.spelling(target)));
            targets.filter(move |(_, target)| near(spelling, target))
        })
    }
}

impl Vocabulary {
    fn spelling(&self, spelling: SymbolU32) -> &str {
        self.spellings.resolve(spelling).unwrap_or_default()
    }

    /// Makes what mends mistakes, so that no message has to wait for it.
    pub(in super::super) fn get_ready(&self) {
        self.typos();
    }

    fn typos(&self) -> &Typos {
        self.typos.get_or_init(|| {
            let fits = |spelling: SymbolU32, chars_min: usize| {
                (chars_min..=TYPO_CHARS_MAX).contains(&self.spelling(spelling).chars().count())
            };
            let (mut words, mut beginnings) = (Vec::new(), Vec::new());
            for word in &self.words {
                match word.kind {
                    Kind::Plain => {
                        let tongue = &self.tongues[usize::from(word.tongue)];
                        let stem = stem(tongue, self.spelling(word.spelling));
                        let spellings = [Some(word.spelling), self.spellings.get(stem)];
                        let long = spellings.into_iter().flatten();
                        let long = long.filter(|&spelling| fits(spelling, TYPO_CHARS_MIN));
                        words.extend(long.map(|spelling| (word.tongue, spelling)));
                    }
                    Kind::Prefix if fits(word.spelling, PREFIX_TYPO_CHARS_MIN) => {
                        beginnings.push((0, word.spelling));
                    }
                    Kind::Exact | Kind::Prefix => {}
                }
            }
            Typos { words: Near::new(self, words), beginnings: Near::new(self, beginnings) }
        })
    }

    /// One-edit corrections: of two different words equally near the graver one, or none.
    pub(super) fn corrected(&self, form: &str, given: usize) -> Recognised {
        let mut targets: Vec<(usize, &str)> = Vec::new();
        let mut spellings = vec![form.to_owned()];
        for tongue in 0..self.tongues.len() {
            if self.tongues[tongue].latin == form.is_ascii() {
                spellings.push(stem(&self.tongues[tongue], form).into_owned());
            }
        }
        spellings.dedup();
        let typos = self.typos();
        for spelling in &spellings {
            let chars = spelling.chars().count();
            if !(TYPO_CHARS_MIN..=TYPO_CHARS_MAX).contains(&chars) {
                continue;
            }
            for (tongue, target) in typos.words.of(self, spelling) {
                // A word of another language is mended more carefully: "single" is no "ingle".
                let own = tongue == given || spelling.chars().next() == target.chars().next();
                // What is left of "plumbing" without its ending is no "plums".
                let alike = spelling == form || stem(&self.tongues[tongue], target) == target;
                if own && alike && !targets.contains(&(tongue, target)) {
                    targets.push((tongue, target));
                }
            }
        }
        let nearest =
            if targets.iter().any(|target| target.0 == given) { Some(given) } else { None };
        targets.retain(|target| nearest.is_none_or(|given| target.0 == given));
        let stemmed =
            |(tongue, target): &(usize, &'_ str)| stem(&self.tongues[*tongue], target).into_owned();
        let mut stems: Vec<String> = targets.iter().map(stemmed).collect();
        // A target that is the stem of another one is the same word; its own stem would tell nothing.
        for (stem, (_, target)) in stems.clone().iter().zip(&targets) {
            if stem != target && stems.iter().any(|other| other == target) {
                stems.retain(|other| other != stem);
            }
        }
        stems.sort();
        stems.dedup();
        match (targets.first(), stems.len()) {
            (Some((_, target)), 1) => self.listed(target, given),
            (None, _) => self.corrected_beginning(form),
            _ => self.graver(&targets, given),
        }
    }

    /// Of several corrections the one that an emergency may rest on, when the others are harmless;
    /// none of them when the others are parts of the body.
    fn graver(&self, targets: &[(usize, &str)], given: usize) -> Recognised {
        let any = |recognised: &Recognised, is: fn(&Weight) -> bool| {
            let weights = recognised.words.iter().map(|&word| &self.weights[word as usize]);
            weights.into_iter().any(is)
        };
        let all = targets.iter().map(|(_, target)| self.listed(target, given));
        let (grave, harmless): (Vec<Recognised>, Vec<Recognised>) =
            all.partition(|it| any(it, |weight| weight.grave));
        match &grave[..] {
            [first, others @ ..]
                if others.iter().all(|other| other == first)
                    && !harmless.iter().any(|it| any(it, |weight| weight.place)) =>
            {
                first.clone()
            }
            _ => Recognised::default(),
        }
    }

    /// A typing mistake in the beginning of a word that is listed by its beginning; the longest
    /// beginning that one edit makes counts.
    fn corrected_beginning(&self, form: &str) -> Recognised {
        let ends = form.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let ends: Vec<usize> = ends.take(TYPO_CHARS_MAX).skip(PREFIX_TYPO_CHARS_MIN - 1).collect();
        for end in ends.into_iter().rev() {
            let beginning = &form[..end];
            let mut targets: Vec<&str> =
                self.typos().beginnings.of(self, beginning).map(|(_, target)| target).collect();
            targets.sort_unstable();
            targets.dedup();
            if let [target] = targets[..] {
                return self.recognised(self.spelled(target, Part::Beginning).collect());
            }
        }
        Recognised::default()
    }
}

/// The hashes (FNV-1a) of the spelling itself and of every spelling with one letter left out.
fn deletions(spelling: &str) -> impl Iterator<Item = u32> {
    let step = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    let mut before = 0x811c_9dc5;
    let whole = spelling.as_bytes().iter().fold(before, step);
    let without = spelling.char_indices().map(move |(at, letter)| {
        let rest = &spelling.as_bytes()[at + letter.len_utf8()..];
        let left = rest.iter().fold(before, step);
        before = spelling.as_bytes()[at..at + letter.len_utf8()].iter().fold(before, step);
        left
    });
    std::iter::once(whole).chain(without)
}

/// One edit apart with the same first letter, or with the first two letters swapped.
fn near(left: &str, right: &str) -> bool {
    let (first, second) = (left.chars().next(), left.chars().nth(1));
    let same_start = first == right.chars().next() || second == right.chars().next();
    same_start && strsim::osa_distance(left, right) <= 1
}
