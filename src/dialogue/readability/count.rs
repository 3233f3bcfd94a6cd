//! Words, sentences and syllables of a text as a person sees it.
//!
//! Words and sentences are cut by the Unicode rules (UAX 29). A line is at least one sentence, the number or dot before a
//! step of a list is none, and a figure is a word of one syllable, as Flesch counted. Must never know a limit.

use unicode_segmentation::UnicodeSegmentation;

/// How much there is to read, and what is hardest about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Count {
    /// Words, figures among them.
    pub words: usize,
    /// Sentences and lines without a full stop.
    pub sentences: usize,
    /// Syllables of all words.
    pub syllables: usize,
    /// The sentence with most words.
    pub longest_sentence: String,
    /// Up to three words with most syllables, three at least.
    pub longest_words: Vec<String>,
}

impl Count {
    /// Counts a text that may carry the tags and escapes of a message.
    pub(super) fn of(text: &str, syllables_of: impl Fn(&str) -> usize) -> Self {
        const LONG_WORDS_MAX: usize = 3;
        let plain = plain(text);
        let mut count = Self::default();
        let (mut longest, mut long_words) = (0, Vec::new());
        for sentence in plain.lines().map(without_marker).flat_map(str::unicode_sentences) {
            let words = sentence.unicode_words().count();
            count.words += words;
            count.sentences += usize::from(words > 0);
            if words > longest {
                longest = words;
                sentence.trim().clone_into(&mut count.longest_sentence);
            }
            for word in sentence.unicode_words() {
                let is_figure = word.starts_with(|letter: char| letter.is_numeric());
                let syllables = if is_figure { 1 } else { syllables_of(word) };
                count.syllables += syllables;
                let word = word.to_lowercase();
                if syllables >= 3 && !long_words.iter().any(|(_, known)| *known == word) {
                    long_words.push((syllables, word));
                }
            }
        }
        long_words.sort_by(|(a, _), (b, _)| b.cmp(a));
        let words = long_words.into_iter().map(|(_, word)| word);
        count.longest_words = words.take(LONG_WORDS_MAX).collect();
        count
    }

    /// What to shorten, in one sentence.
    pub(super) fn what_is_hard(&self) -> String {
        let sentence = format!("the longest sentence is “{}”", self.longest_sentence);
        match self.longest_words.join(", ") {
            words if words.is_empty() => format!("{sentence}; split it"),
            words => format!("{sentence}; the longest words are {words}"),
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a message has a few thousand words at most")]
    fn ratio(part: usize, of: usize) -> f64 {
        part as f64 / of.max(1) as f64
    }

    pub(super) fn words_per_sentence(&self) -> f64 {
        Self::ratio(self.words, self.sentences)
    }

    pub(super) fn syllables_per_word(&self) -> f64 {
        Self::ratio(self.syllables, self.words)
    }
}

/// Without tags, and with the signs that were escaped.
fn plain(text: &str) -> String {
    let text = ["<b>", "</b>", "<i>", "</i>"]
        .iter()
        .fold(text.to_owned(), |text, tag| text.replace(tag, ""));
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// A line of a list without its `1.` or dot.
fn without_marker(line: &str) -> &str {
    let line = line.trim_start();
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    match digits.strip_prefix(". ") {
        Some(rest) if digits.len() < line.len() => rest,
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_sentences_are_those_a_person_reads() {
        let rows = [
            ("", 0, 0),
            ("Sit. <b>Lean forward</b> from the hips.", 6, 2),
            ("🔴 <b>In the water</b>\n1. Float.\n2. Do not fight it, wave.", 9, 3),
            ("• No stretch. Call now: 112.", 5, 2),
            ("Toes curled down? Pull them up.", 6, 2),
            ("Say: “Let the jaw hang.” Do not force it.", 9, 2),
            ("Hold 20 to 30 seconds &amp; breathe", 6, 1),
            ("a doctor’s line", 3, 1),
            ("Нога синеет? Звоните: 112.", 4, 2),
            ("¿Frío? Llama ya al 112.", 5, 2),
        ];
        for (text, words, sentences) in rows {
            let count = Count::of(text, |_| 1);
            assert_eq!((count.words, count.sentences), (words, sentences), "{text}");
        }
    }

    #[test]
    fn the_hardest_parts_are_named() {
        let count = Count::of("Stop. Take a rehydration solution now. Solution!", str::len);
        assert_eq!(count.longest_sentence, "Take a rehydration solution now.");
        assert_eq!(count.longest_words, ["rehydration", "solution", "stop"]);
    }
}
