//! Bibliography entries to references in the Vancouver style, as plain text.
//!
//! Owns the citation style. It never looks at findings, links or certainty.

use std::collections::HashMap;

use biblatex::{Chunk, Spanned, TypeError};
use hayagriva::citationberg::{IndependentStyle, XmlDeError};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest, Entry,
};

const STYLE: &str = include_str!("vancouver.csl");

/// Makes an entry that the style can print, or says which field is malformed.
pub(super) fn entry(mut tex: biblatex::Entry) -> Result<Entry, TypeError> {
    // Vancouver prints journals abbreviated, and hayagriva does not read `shortjournal`.
    if let Some(short) = tex.get("shortjournal").map(<[Spanned<Chunk>]>::to_vec) {
        tex.set("journal", short);
    }
    let mut entry = Entry::try_from(&tex)?;
    if let Some(pmid) = tex.get("pmid") {
        entry.set_pmid(biblatex::ChunksExt::format_verbatim(pmid));
    }
    let mut authors = entry.authors().unwrap_or_default().to_vec();
    for person in &mut authors {
        // "van der Schans CP", not "Schans CP van der": in Vancouver a particle belongs to the name.
        if let Some(prefix) = person.prefix.take() {
            person.name = format!("{prefix} {}", person.name);
        }
        // BibTeX writes a list that was cut short as "... and others".
        if person.name == "others" && person.given_name.is_none() {
            "et al".clone_into(&mut person.name);
        }
    }
    if !authors.is_empty() {
        entry.set_authors(authors);
    }
    Ok(entry)
}

/// The references by key. Keys must be unique. Fails only if the built-in style is broken.
pub(super) fn format(entries: &[Entry]) -> Result<HashMap<String, String>, XmlDeError> {
    let style = IndependentStyle::from_xml(STYLE)?;
    let mut driver = BibliographyDriver::new();
    let items = entries.iter().map(CitationItem::with_entry).collect();
    driver.citation(CitationRequest::from_items(items, &style, &[]));
    let request = BibliographyRequest { style: &style, locale: None, locale_files: &[] };
    let items = driver.finish(request).bibliography.map(|list| list.items).unwrap_or_default();
    Ok(items
        .into_iter()
        .map(|item| {
            let mut text = String::new();
            // Writing to a string cannot fail.
            let _ = item.content.write_buf(&mut text, BufWriteFormat::Plain);
            (item.key, text.trim().to_owned())
        })
        .collect())
}
