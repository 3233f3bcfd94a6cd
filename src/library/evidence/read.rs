//! The BibTeX text to entries with plain field values and the places they stand at.
//!
//! Owns syntax. It reads on after a mistake, so that one missing brace does not hide the rest,
//! and it never judges what the fields say.

use std::collections::HashMap;

use biblatex::{
    Bibliography, ChunksExt, ParseError, ParseErrorKind, RawBibliography, RawEntry, Spanned,
};

use crate::dialogue::problem::{Place, Problem};

/// One field: its text with whitespace collapsed, and where it begins in the file.
pub(super) struct Field {
    pub(super) offset: usize,
    pub(super) text: String,
}

/// One entry of the file.
pub(super) struct Item {
    pub(super) key: String,
    pub(super) key_offset: usize,
    pub(super) kind: String,
    pub(super) kind_offset: usize,
    /// Where offsets in errors about `tex` count from.
    pub(super) base: usize,
    pub(super) fields: HashMap<String, Field>,
    pub(super) tex: biblatex::Entry,
}

/// Reads all entries that can be read; the rest become problems.
pub(super) fn read(path: &str, text: &str, problems: &mut Vec<Problem>) -> Vec<Item> {
    let mut items = Vec::new();
    for (base, raw) in pieces(path, text, problems) {
        for entry in &raw.entries {
            let kind_offset = base + entry.v.kind.span.start;
            let Some(fields) = field_offsets(path, text, base, &entry.v, problems) else {
                continue;
            };
            // One by one: taken together, the first bad entry would hide all the others.
            let single = RawBibliography {
                preamble: String::new(),
                entries: vec![Spanned::new(entry.v.clone(), entry.span.clone())],
                abbreviations: raw.abbreviations.clone(),
            };
            match Bibliography::from_raw(single).map(|list| list.into_iter().next()) {
                Err(error) => problems.push(syntax(path, text, base, &error)),
                Ok(None) => {}
                Ok(Some(tex)) => items.push(Item {
                    key: tex.key.clone(),
                    key_offset: base + entry.v.key.span.start,
                    kind: entry.v.kind.v.to_ascii_lowercase(),
                    kind_offset,
                    base,
                    fields: fields
                        .into_iter()
                        .map(|(name, offset)| {
                            let text = tex.get(&name).map(ChunksExt::format_verbatim);
                            let text = text.unwrap_or_default();
                            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                            (name, Field { offset, text })
                        })
                        .collect(),
                    tex,
                }),
            }
        }
    }
    items
}

/// The whole file if it parses, else each entry by itself, with the offset it begins at.
fn pieces<'t>(
    path: &str,
    text: &'t str,
    problems: &mut Vec<Problem>,
) -> Vec<(usize, RawBibliography<'t>)> {
    if let Ok(raw) = RawBibliography::parse(text) {
        return vec![(0, raw)];
    }
    let mut starts: Vec<usize> =
        text.match_indices('@').map(|(at, _)| at).filter(|&at| begins_line(text, at)).collect();
    starts.push(text.len());
    let mut pieces = Vec::new();
    for pair in starts.windows(2) {
        match RawBibliography::parse(&text[pair[0]..pair[1]]) {
            Ok(raw) => pieces.push((pair[0], raw)),
            Err(error) => problems.push(syntax(path, text, pair[0], &error)),
        }
    }
    pieces
}

fn begins_line(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().is_none_or(|before| before.trim().is_empty())
}

/// Where each field begins. `None` if a field is written twice: which one counts is anybody's guess.
fn field_offsets(
    path: &str,
    text: &str,
    base: usize,
    entry: &RawEntry<'_>,
    problems: &mut Vec<Problem>,
) -> Option<HashMap<String, usize>> {
    let mut offsets = HashMap::new();
    let mut twice = false;
    for field in &entry.fields {
        let name = field.key.v.to_ascii_lowercase();
        let offset = base + field.key.span.start;
        if offsets.contains_key(&name) {
            problems.push(Problem::new(
                "S014",
                Place::at(path, text, offset),
                format!("`{}` has the field `{name}` twice", entry.key.v),
                "keep one of them",
            ));
            twice = true;
        }
        offsets.insert(name, offset);
    }
    (!twice).then_some(offsets)
}

fn syntax(path: &str, text: &str, base: usize, error: &ParseError) -> Problem {
    let hint = match &error.kind {
        ParseErrorKind::UnexpectedEof => {
            "a closing brace is missing: every { in this entry needs its }"
        }
        ParseErrorKind::UnknownAbbreviation(_) => "put the value in braces: field = {value},",
        ParseErrorKind::MalformedCommand => "write the character itself instead of a TeX command",
        _ => "an entry is written @article{key, field = {value}, field = {value},}",
    };
    Problem::new(
        "S001",
        Place::at(path, text, base + error.span.start),
        format!("this is not BibTeX: {}", error.kind),
        hint,
    )
}
