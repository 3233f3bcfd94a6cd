//! One source of evidence: what the bot may cite, and how sure its finding is.
//!
//! Data only. The library makes sources from `sources.bib`; nothing here parses or formats.

use chrono::NaiveDate;

/// How far a finding can be trusted, after GRADE.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CertaintyLevel {
    /// The true effect is probably quite different from the finding.
    VeryLow,
    /// The true effect may be quite different from the finding.
    Low,
    /// The finding is probably close to the true effect.
    Moderate,
    /// The finding is close to the true effect.
    High,
}

impl CertaintyLevel {
    /// All levels, highest first.
    pub const ALL: [Self; 4] = [Self::High, Self::Moderate, Self::Low, Self::VeryLow];

    /// The word for it in `sources.bib`, which is also a stable id for translated words.
    pub fn id(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Moderate => "moderate",
            Self::Low => "low",
            Self::VeryLow => "very_low",
        }
    }

    /// The level with an id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.id() == id)
    }
}

/// One entry of `sources.bib`, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The key that scripts cite it by.
    pub key: String,
    /// Position in `/sources`, from 1: the article's references first, then the others in file order.
    pub number: usize,
    /// The reference in the Vancouver style, as plain text and without its number.
    pub vancouver: String,
    /// Where it can be read: the DOI, else `PubMed`, else a page. `None` only if the file says why.
    pub link: Option<String>,
    /// What it found, in plain words.
    pub finding: String,
    /// How sure that is, in plain words.
    pub certainty: String,
    /// How sure that is, as a grade.
    pub certainty_level: CertaintyLevel,
    /// The day a person last checked this entry.
    pub reviewed: NaiveDate,
    /// Key of the newer source that has replaced this one.
    pub superseded_by: Option<String>,
    /// Place in the reference list of the article that the bot is based on.
    pub article: Option<u8>,
}
