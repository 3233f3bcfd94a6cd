//! Problems found in a dialogues folder: data here, rendered once by the command line.

use std::fmt;

/// A place in a file of the dialogues folder. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path relative to the dialogues folder, with `/` separators.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte offset in a file's text; an offset past the end means the end.
    pub fn at(file: &str, text: &str, offset: usize) -> Self {
        Lines::of(file, text).at(offset)
    }

    /// The start of a file, for problems that concern the whole of it.
    pub fn whole(file: &str) -> Self {
        Self { file: file.to_owned(), line: 1, column: 1 }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The lines of a file, to find many places in it.
pub struct Lines<'text> {
    file: &'text str,
    text: &'text str,
    /// Where each line but the first begins.
    starts: Vec<usize>,
}

impl<'text> Lines<'text> {
    /// Finds the lines of a file.
    pub fn of(file: &'text str, text: &'text str) -> Self {
        let starts = text.match_indices('\n').map(|(newline, _)| newline + 1).collect();
        Self { file, text, starts }
    }

    /// The place of a byte offset; an offset past the end means the end.
    pub fn at(&self, offset: usize) -> Place {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = if line == 0 { 0 } else { self.starts[line - 1] };
        let before = self.text.get(start..offset).unwrap_or_default();
        Place { file: self.file.to_owned(), line: line + 1, column: before.chars().count() + 1 }
    }
}

/// One thing wrong with a dialogues folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable code, such as `E012`, listed in `dialogues/README.md`.
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(
        code: &'static str,
        place: Place,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { code, place, message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.code, self.place, self.message)?;
        if self.hint.is_empty() { Ok(()) } else { write!(f, "\n    hint: {}", self.hint) }
    }
}
