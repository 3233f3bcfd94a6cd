//! Owns what a person, a test or the engine can see of hearing: findings with their spans and reasons.
//! It must never decide anything.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{ClockTime, Intent, Labels, Lexicon, Understanding, Who, hear};

/// Separates the turns of a conversation on one line.
const TURNS: &str = " || ";

/// A slot set or denied by a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Slot, such as `place` or `sign`.
    pub slot: String,
    /// Value, such as `calf` or `clot`.
    pub value: String,
    /// The rule and the phrases it rests on.
    pub rule: String,
    /// Bytes of the original message.
    pub spans: Vec<Range<usize>>,
    /// The concepts it rests on.
    pub concepts: Vec<String>,
}

/// Why something said does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Said not to be so.
    Denied,
    /// Was so, is no more.
    Past,
    /// Is so of somebody else.
    Other,
    /// A general question or a supposition.
    General,
    /// A figure of speech.
    Figure,
}

/// Something said that does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppressed {
    /// What it would have been.
    pub finding: Finding,
    /// Why it does not count.
    pub reason: Reason,
    /// The words that took its standing.
    pub by: Vec<Range<usize>>,
}

/// A word with several readings: the engine asks one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What was said, such as `leg`.
    pub asked: String,
    /// What it may be.
    pub options: Vec<String>,
    /// Bytes of the original message; none when said earlier.
    pub spans: Vec<Range<usize>>,
}

/// A sign that may or may not be there: the engine asks yes or no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// The sign.
    pub sign: String,
    /// The rule and its phrases.
    pub rule: String,
    /// Bytes of the original message.
    pub spans: Vec<Range<usize>>,
}

/// Everything a message says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Slots set, by position.
    pub set: Vec<Finding>,
    /// Slots and concepts denied.
    pub denied: Vec<Finding>,
    /// What was said and does not count.
    pub suppressed: Vec<Suppressed>,
    /// Places to ask about.
    pub choices: Vec<Choice>,
    /// A sign to ask about.
    pub doubt: Option<Doubt>,
    /// Points of evidence for an emergency: ten make the odds e times as high.
    #[serde(default)]
    pub evidence: i32,
    /// What the person wants.
    pub intent: Intent,
    /// Whose body it is.
    pub who: Option<Who>,
    /// A clock time.
    pub time: Option<ClockTime>,
    /// The language it is written in, if plainly another than the given one.
    #[serde(default)]
    pub language: Option<String>,
    /// A navigation word that is the whole message.
    pub navigation: Option<String>,
    /// The places after this turn, when it says any.
    pub places: Option<Vec<String>>,
    /// Places named side by side, so that none of them is the first to help.
    pub equals: Vec<String>,
    /// Contexts that replace a more general one.
    pub replaced_contexts: Vec<(String, String)>,
    /// Concepts to remember for later turns.
    pub said: BTreeSet<String>,
    /// Signs of earlier turns that are none after this one.
    #[serde(default)]
    pub withdrawn: Vec<String>,
}

impl Heard {
    /// The value of a slot that holds one.
    pub fn value(&self, slot: &str) -> Option<&str> {
        self.set.iter().find(|finding| finding.slot == slot).map(|finding| finding.value.as_str())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.slot, self.value)?;
        for span in &self.spans {
            write!(f, " [{}..{}]", span.start, span.end)?;
        }
        if self.rule.is_empty() { Ok(()) } else { write!(f, "  by {}", self.rule) }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Denied => "denied",
            Self::Past => "in the past",
            Self::Other => "of somebody else",
            Self::General => "in general",
            Self::Figure => "a figure of speech",
        })
    }
}

impl fmt::Display for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.set {
            writeln!(f, "{finding}")?;
        }
        for suppressed in &self.suppressed {
            write!(f, "not {} ({})", suppressed.finding, suppressed.reason)?;
            for by in &suppressed.by {
                write!(f, " because of [{}..{}]", by.start, by.end)?;
            }
            writeln!(f)?;
        }
        for choice in &self.choices {
            writeln!(f, "ask: {} = {}?", choice.asked, choice.options.join(" or "))?;
        }
        if self.equals.len() > 1 {
            writeln!(f, "ask: which first, {}?", self.equals.join(" or "))?;
        }
        if let Some(doubt) = &self.doubt {
            writeln!(f, "ask: sign = {}?  by {}", doubt.sign, doubt.rule)?;
        }
        if self.evidence != 0 {
            writeln!(f, "evidence of an emergency = {:+} points", self.evidence)?;
        }
        for sign in &self.withdrawn {
            writeln!(f, "withdrawn: sign = {sign}")?;
        }
        if let Some(who) = self.who {
            writeln!(f, "who = {who:?}")?;
        }
        if let Some(language) = &self.language {
            writeln!(f, "language = {language}")?;
        }
        if let Some(time) = self.time {
            writeln!(f, "time = {}:{:02} {:?}", time.hour, time.minute, time.half)?;
        }
        if let Some(navigation) = &self.navigation {
            writeln!(f, "navigation = {navigation}")?;
        }
        write!(f, "intent = {}", self.intent.code())
    }
}

/// A line that is not `lang<TAB>text`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected `lang<TAB>text`")]
pub struct LineError;

/// The labels after the last turn of a line `lang<TAB>turn || turn`.
pub fn labels_of_line(lexicon: &Lexicon, line: &str) -> Result<Labels, LineError> {
    let (lang, text) = line.trim_end_matches(['\r', '\n']).split_once('\t').ok_or(LineError)?;
    let mut understanding = Understanding::default();
    for turn in text.split(TURNS) {
        let heard = hear(lexicon, lang, turn, &understanding);
        understanding.apply(&heard);
    }
    Ok(understanding.labels(lexicon))
}
