//! Owns the sections of a word list. It must never know their words.

/// What the keys of a section stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Section {
    Place,
    Timing,
    Context,
    Medicine,
    Sign,
    Intent,
    Outcome,
    Navigation,
    Option,
    Language,
    Word,
    Phrase,
    Cue,
    Silent,
    NoPlace,
    NoNumber,
    NoTime,
    NoSign,
    Number,
    Unit,
    Measure,
}

/// Sections by their name in the files.
pub(super) const SECTIONS: [(&str, Section); 21] = [
    ("place", Section::Place),
    ("timing", Section::Timing),
    ("context", Section::Context),
    ("medicine", Section::Medicine),
    ("sign", Section::Sign),
    ("intent", Section::Intent),
    ("outcome", Section::Outcome),
    ("navigation", Section::Navigation),
    ("option", Section::Option),
    ("language", Section::Language),
    ("word", Section::Word),
    ("phrase", Section::Phrase),
    ("cue", Section::Cue),
    ("silent", Section::Silent),
    ("no_place", Section::NoPlace),
    ("no_number", Section::NoNumber),
    ("no_time", Section::NoTime),
    ("no_sign", Section::NoSign),
    ("number", Section::Number),
    ("unit", Section::Unit),
    ("measure", Section::Measure),
];
