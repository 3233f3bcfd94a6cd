//! Owns mending one typing mistake in a word. It must never choose between two corrections.

use super::{Recognised, Vocabulary};

/// Shorter beginnings than this are never corrected.
const PREFIX_TYPO_CHARS_MIN: usize = 7;
/// Shorter words than this are never corrected.
const TYPO_CHARS_MIN: usize = 5;
/// Longer words than this are never corrected.
const TYPO_CHARS_MAX: usize = 24;

impl Vocabulary {
    /// Registers the beginning of words, so that a mistake in it can be mended.
    pub(super) fn index_beginning(&mut self, form: &str) {
        if (PREFIX_TYPO_CHARS_MIN..=TYPO_CHARS_MAX).contains(&form.chars().count()) {
            for key in deletions(form) {
                let targets = self.prefix_deletions.entry(key).or_default();
                if !targets.iter().any(|target| target == form) {
                    targets.push(form.to_owned());
                }
            }
        }
    }

    /// Registers a word and its stem.
    pub(super) fn index_typos(&mut self, tongue: usize, form: &str, stem: &str) {
        for spelling in [form, stem] {
            let chars = spelling.chars().count();
            if (TYPO_CHARS_MIN..=TYPO_CHARS_MAX).contains(&chars) {
                for key in deletions(spelling) {
                    let targets = self.deletions.entry(key).or_default();
                    let target = (tongue, spelling.to_owned());
                    if !targets.contains(&target) {
                        targets.push(target);
                    }
                }
            }
        }
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
        for spelling in spellings {
            let chars = spelling.chars().count();
            if !(TYPO_CHARS_MIN..=TYPO_CHARS_MAX).contains(&chars) {
                continue;
            }
            for key in deletions(&spelling) {
                for (tongue, target) in self.deletions.get(&key).into_iter().flatten() {
                    // A word of another language is mended more carefully: "single" is no "ingle".
                    let own = *tongue == given || spelling.chars().next() == target.chars().next();
                    if own && near(&spelling, target) && !targets.contains(&(*tongue, target)) {
                        targets.push((*tongue, target));
                    }
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
            let keys = deletions(beginning);
            let targets = keys.iter().filter_map(|key| self.prefix_deletions.get(key)).flatten();
            let mut targets: Vec<&String> =
                targets.filter(|target| near(beginning, target)).collect();
            targets.sort_unstable();
            targets.dedup();
            if let [target] = targets[..] {
                let words = self.prefixes.get(target).cloned().unwrap_or_default();
                let known =
                    words.iter().fold(0, |known, &word| known | 1 << self.owner[word as usize]);
                return Recognised { words, known };
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
