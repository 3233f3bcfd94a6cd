//! The readability formulas, each for the language it was made for.
//!
//! Owns the published constants. Must never be given a text of another language: its syllables would be counted wrong.

use serde::Deserialize;

use super::count::Count;
use super::syllables;

/// A standard formula. The name is what `bot.toml` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// English, in years of age: the Flesch-Kincaid grade (Kincaid and others 1975) plus five.
    FleschKincaid,
    /// Russian, in years of age: the grade of Solovyev, Ivanov and Solnyshkina (2018, doi:10.3233/JIFS-169489), which was
    /// fitted to Russian school books, plus six (the first grade is for children of seven).
    Sis,
    /// Spanish, in points: the perspicuity of Szigriszt Pazos (1993), read on the INFLESZ scale, which was validated on
    /// texts for patients (Barrio-Cantalejo and others 2008, An Sist Sanit Navar 31(2): 135-152). 65 and more is "fairly
    /// easy", 80 and more "very easy".
    Inflesz,
}

impl Formula {
    /// The score of a text, to one decimal.
    pub(super) fn score(self, count: &Count) -> f64 {
        let (sentence, word) = (count.words_per_sentence(), count.syllables_per_word());
        let score = match self {
            Self::FleschKincaid => 0.39 * sentence + 11.8 * word - 15.59 + 5.0,
            Self::Sis => 0.36 * sentence + 5.76 * word - 11.97 + 6.0,
            Self::Inflesz => 206.835 - 62.3 * word - sentence,
        };
        (score * 10.0).round() / 10.0
    }

    /// Whether a score keeps a limit.
    pub(super) fn keeps(self, score: f64, limit: f64) -> bool {
        match self {
            Self::FleschKincaid | Self::Sis => score <= limit,
            Self::Inflesz => score >= limit,
        }
    }

    /// Syllables of a word of the formula's language.
    pub(super) fn syllables(self, word: &str) -> usize {
        match self {
            Self::FleschKincaid => syllables::english(word),
            Self::Sis => syllables::russian(word),
            Self::Inflesz => syllables::spanish(word),
        }
    }

    /// How a limit is read.
    pub fn rule(self) -> &'static str {
        match self {
            Self::FleschKincaid | Self::Sis => "a reading age of at most",
            Self::Inflesz => "INFLESZ points of at least",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(formula: Formula, words: usize, sentences: usize, syllables: usize) -> f64 {
        formula.score(&Count { words, sentences, syllables, ..Count::default() })
    }

    #[test]
    fn worked_examples_come_out_as_worked() {
        let rows = [
            // As published, with the counts they were published with.
            // "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature": grade 11.3.
            (Formula::FleschKincaid, 13, 1, 24, 11.3 + 5.0),
            // The lowest grade there can be, -3.40: one word of one syllable.
            (Formula::FleschKincaid, 1, 1, 1, -3.4 + 5.0),
            // "Green Eggs and Ham": 5.7 words a sentence, 1.02 syllables a word, grade -1.3.
            (Formula::FleschKincaid, 570, 100, 581, -1.3 + 5.0),
            // By hand, from the published constants: 206.835 - 62.3 - 1, the most there can be.
            (Formula::Inflesz, 1, 1, 1, 143.5),
            // 206.835 - 62.3 x 2 - 10.
            (Formula::Inflesz, 100, 10, 200, 72.2),
            // 0.36 x 10 + 5.76 x 2.5 - 11.97 = grade 6.03.
            (Formula::Sis, 100, 10, 250, 12.0),
        ];
        for (formula, words, sentences, syllables, expected) in rows {
            let score = scored(formula, words, sentences, syllables);
            assert!((score - expected).abs() < 0.051, "{formula:?}: {score}, not {expected}");
        }
    }

    #[test]
    fn longer_sentences_and_longer_words_are_harder() {
        for formula in [Formula::FleschKincaid, Formula::Sis, Formula::Inflesz] {
            let easy = scored(formula, 100, 20, 150);
            assert!(formula.keeps(easy, easy), "{formula:?}");
            for (sentences, syllables) in [(10, 150), (20, 180)] {
                let hard = scored(formula, 100, sentences, syllables);
                assert!(!formula.keeps(hard, easy), "{formula:?}: {hard} for {easy}");
            }
        }
    }
}
