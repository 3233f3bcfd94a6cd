//! Owns mending one typing mistake in a word. It must never choose between two corrections.

use super::{Kind, Recognised, Vocabulary};

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
    targets: Vec<(usize, Box<str>)>,
    /// Hash and index of a target, in order.
    by_hash: Vec<(u32, u32)>,
}

impl Near {
    fn new(mut targets: Vec<(usize, Box<str>)>) -> Self {
        targets.sort_unstable();
        targets.dedup();
        let mut by_hash = Vec::new();
        for (index, (_, target)) in (0..).zip(&targets) {
            by_hash.extend(deletions(target).iter().map(|key| (hash(key), index)));
        }
        by_hash.sort_unstable();
        by_hash.dedup();
        by_hash.shrink_to_fit();
        Self { targets, by_hash }
    }

    /// The spellings one edit away.
    fn of<'near>(&'near self, spelling: &'near str) -> impl Iterator<Item = (usize, &'near str)> {
        deletions(spelling).into_iter().flat_map(move |key| {
            let hash = hash(&key);
            let from = self.by_hash.partition_point(|(other, _)| *other < hash);
            let same = self.by_hash[from..].iter().take_while(move |(other, _)| *other == hash);
            let targets = same.map(|(_, index)| &self.targets[*index as usize]);
            targets
                .filter(move |(_, target)| near(spelling, target))
                .map(|(tongue, target)| (*tongue, &**target))
        })
    }
}

/// FNV-1a.
fn hash(text: &str) -> u32 {
    let step = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    text.bytes().fold(0x811c_9dc5, step)
}

impl Vocabulary {
    fn typos(&self) -> &Typos {
        self.typos.get_or_init(|| {
            let fits = |chars_min: usize, spelling: &str| {
                (chars_min..=TYPO_CHARS_MAX).contains(&spelling.chars().count())
            };
            let of = |kind: Kind| {
                let words = self.words.iter().filter(move |word| word.kind == kind);
                words.filter_map(|word| Some((word.tongue, self.spellings.resolve(word.spelling)?)))
            };
            let long = |chars_min: usize, (tongue, spelling): (usize, &'_ str)| {
                fits(chars_min, spelling).then(|| (tongue, Box::from(spelling)))
            };
            let mut words = Vec::new();
            for (tongue, form) in of(Kind::Plain) {
                words.extend(long(TYPO_CHARS_MIN, (tongue, form)));
                words.extend(long(TYPO_CHARS_MIN, (tongue, &self.stem(tongue, form))));
            }
            let beginnings = of(Kind::Prefix).map(|(_, form)| (0, form));
            let beginnings = beginnings.filter_map(|it| long(PREFIX_TYPO_CHARS_MIN, it));
            Typos { words: Near::new(words), beginnings: Near::new(beginnings.collect()) }
        })
    }

    /// One-edit corrections: none when two different words are equally near.
    pub(super) fn corrected(&self, form: &str, given: usize) -> Recognised {
        let mut targets: Vec<(usize, &str)> = Vec::new();
        let mut spellings = vec![form.to_owned()];
        for tongue in 0..self.tongues.len() {
            if self.tongues[tongue].latin == form.is_ascii() {
                spellings.push(self.stem(tongue, form));
            }
        }
        spellings.dedup();
        let typos = self.typos();
        for spelling in &spellings {
            let chars = spelling.chars().count();
            if !(TYPO_CHARS_MIN..=TYPO_CHARS_MAX).contains(&chars) {
                continue;
            }
            for (tongue, target) in typos.words.of(spelling) {
                // A word of another language is mended more carefully: "single" is no "ingle".
                let own = tongue == given || spelling.chars().next() == target.chars().next();
                if own && !targets.contains(&(tongue, target)) {
                    targets.push((tongue, target));
                }
            }
        }
        let nearest =
            if targets.iter().any(|target| target.0 == given) { Some(given) } else { None };
        targets.retain(|target| nearest.is_none_or(|given| target.0 == given));
        let stemmed = |(tongue, target): &(usize, &str)| self.stem(*tongue, target);
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
                self.typos().beginnings.of(beginning).map(|(_, target)| target).collect();
            targets.sort_unstable();
            targets.dedup();
            if let [target] = targets[..] {
                return self.recognised(self.beginning(target).collect());
            }
        }
        Recognised::default()
    }
}

/// The spelling itself and every spelling with one letter left out.
fn deletions(spelling: &str) -> Vec<String> {
    let mut keys = vec![spelling.to_owned()];
    for (at, letter) in spelling.char_indices() {
        let mut key = String::with_capacity(spelling.len());
        key.push_str(&spelling[..at]);
        key.push_str(&spelling[at + letter.len_utf8()..]);
        keys.push(key);
    }
    keys
}

/// One edit apart with the same first letter, or with the first two letters swapped.
fn near(left: &str, right: &str) -> bool {
    let (first, second) = (left.chars().next(), left.chars().nth(1));
    let same_start = first == right.chars().next() || second == right.chars().next();
    same_start && strsim::osa_distance(left, right) <= 1
}
