//! `sources.bib` to the sources that the bot may cite, with every mistake in the file.
//!
//! Owns the fields an entry must have and the codes S001 to S016. It takes text, so it never reads
//! a file; and it never hides a mistake behind another.

mod link;
mod read;
#[cfg(test)]
mod tests;
mod vancouver;

use std::collections::{HashMap, HashSet};

use biblatex::TypeError;
use chrono::NaiveDate;

use self::read::{Field, Item};
use crate::dialogue::problem::{Place, Problem};
use crate::dialogue::source::{CertaintyLevel, Source};

const KINDS: [&str; 3] = ["article", "online", "misc"];

/// When a source can have appeared; there is no clock here to know better.
const YEARS: std::ops::RangeInclusive<u16> = 1800..=2100;

const FIELDS: [&str; 23] = [
    "author",
    "title",
    "journal",
    "shortjournal",
    "year",
    "volume",
    "number",
    "pages",
    "howpublished",
    "doi",
    "pmid",
    "url",
    "nolink",
    "article",
    "superseded_by",
    "finding",
    "certainty",
    "certainty_level",
    "reviewed",
    "verified",
    "unverified",
    "evidence_at",
    "note",
];

/// Reads `sources.bib`. `path` is only named in the problems.
///
/// If there are problems the sources are good for checking other files against (every entry whose
/// syntax is right is there, gaps filled with blanks), but not for showing.
pub fn parse(path: &str, text: &str) -> (Vec<Source>, Vec<Problem>) {
    let mut problems = Vec::new();
    let items = read::read(path, text, &mut problems);
    let mut check = Check { path, text, problems };
    let items = check.unique(items);
    if items.is_empty() && check.problems.is_empty() {
        let hint = "add at least one entry: @article{key, title = {...}, ...}";
        check.problem("S013", 0, "there is no source in this file", hint);
    }
    let (mut sources, entries): (Vec<Source>, Vec<Option<hayagriva::Entry>>) =
        items.iter().map(|item| (check.source(item), check.entry(item))).unzip();
    check.articles(&items, &sources);
    check.successors(&items, &sources);

    let entries: Vec<_> = entries.into_iter().flatten().collect();
    match vancouver::format(&entries) {
        Ok(mut references) => {
            for source in &mut sources {
                source.vancouver = references.remove(&source.key).unwrap_or_default();
            }
        }
        Err(error) => {
            let message = format!("the built-in citation style cannot be read: {error}");
            check.problem("S016", 0, message, "this is a bug in the program, not in the file");
        }
    }
    sources.sort_by_key(|source| source.article.unwrap_or(u8::MAX));
    for (index, source) in sources.iter_mut().enumerate() {
        source.number = index + 1;
    }
    check.problems.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    (sources, check.problems)
}

struct Check<'t> {
    path: &'t str,
    text: &'t str,
    problems: Vec<Problem>,
}

impl Check<'_> {
    fn problem(&mut self, code: &'static str, at: usize, message: impl Into<String>, hint: &str) {
        self.problems.push(Problem::new(code, Place::at(self.path, self.text, at), message, hint));
    }

    /// Drops entries whose key is taken.
    fn unique(&mut self, items: Vec<Item>) -> Vec<Item> {
        let mut first: HashMap<String, usize> = HashMap::new();
        let mut kept = Vec::new();
        for item in items {
            if let Some(&offset) = first.get(&item.key) {
                let line = Place::at(self.path, self.text, offset).line;
                let message = format!("the key `{}` is used twice", item.key);
                self.problem("S002", item.key_offset, message, &format!("first in line {line}"));
                continue;
            }
            first.insert(item.key.clone(), item.key_offset);
            kept.push(item);
        }
        kept
    }

    /// Checks the bibliographic fields and makes what the citation style prints.
    fn entry(&mut self, item: &Item) -> Option<hayagriva::Entry> {
        if !KINDS.contains(&item.kind.as_str()) {
            let message = format!("`{}` is of the unknown kind @{}", item.key, item.kind);
            self.problem("S015", item.kind_offset, message, "use @article, @online or @misc");
        }
        if item.key.is_empty() || !item.key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        {
            let message = format!("`{}` cannot be a key", item.key);
            let hint = "use only the letters a to z, digits and _, such as luo2020pregnancy";
            self.problem("S002", item.key_offset, message, hint);
        }
        self.unknown_fields(item);
        self.required(item, "S003", "title", "add title = {...},");
        if item.kind == "article" {
            self.required(item, "S003", "journal", "add journal = {...}, or use @online or @misc");
            self.required(item, "S003", "year", "add year = {2026},");
        }
        let is_year =
            |text: &str| text.len() == 4 && text.parse().is_ok_and(|year| YEARS.contains(&year));
        let bad_year = item.fields.get("year").filter(|year| !is_year(&year.text));
        if let Some(year) = bad_year {
            let message = format!("`{}` is not a year", year.text);
            let hint = "write four digits, such as {2026}, from 1800 to 2100";
            self.problem("S003", year.offset, message, hint);
        }
        match vancouver::entry(item.tex.clone()) {
            Ok(entry) => Some(entry),
            Err(_) if bad_year.is_some() => None,
            Err(TypeError { span, kind }) => {
                let message = format!("a field of `{}` is malformed: {kind}", item.key);
                let hint = "compare with an entry that works";
                self.problem("S003", item.base + span.start, message, hint);
                None
            }
        }
    }

    fn unknown_fields(&mut self, item: &Item) {
        for (name, field) in &item.fields {
            if FIELDS.contains(&name.as_str()) {
                continue;
            }
            let near = FIELDS.into_iter().max_by(|a, b| {
                strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name))
            });
            let hint = match near.filter(|near| strsim::jaro_winkler(near, name) > 0.85) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known fields: {}", FIELDS.join(", ")),
            };
            let message = format!("`{}` has the unknown field `{name}`", item.key);
            self.problem("S012", field.offset, message, &hint);
        }
    }

    /// The text of a field that must be there and must not be empty.
    fn required<'i>(
        &mut self,
        item: &'i Item,
        code: &'static str,
        name: &str,
        hint: &str,
    ) -> Option<&'i Field> {
        let field = item.fields.get(name).filter(|field| !field.text.is_empty());
        if field.is_none() {
            let at = item.fields.get(name).map_or(item.key_offset, |field| field.offset);
            self.problem(code, at, format!("`{}` has no {name}", item.key), hint);
        }
        field
    }

    /// Checks our own fields and makes the source, but for its number and reference.
    fn source(&mut self, item: &Item) -> Source {
        let text = |field: Option<&Field>| field.map(|f| f.text.clone()).unwrap_or_default();
        let finding = "say what it found in one or two plain sentences: finding = {...},";
        let certainty = "say in plain words how sure that is: certainty = {...},";
        Source {
            key: item.key.clone(),
            number: 0,
            vancouver: String::new(),
            link: self.link(item),
            finding: text(self.required(item, "S004", "finding", finding)),
            certainty: text(self.required(item, "S005", "certainty", certainty)),
            certainty_level: self.level(item),
            reviewed: self.reviewed(item),
            superseded_by: item.fields.get("superseded_by").map(|field| field.text.clone()),
            article: self.article(item),
        }
    }

    fn level(&mut self, item: &Item) -> CertaintyLevel {
        let hint = "use high, moderate, low or very_low";
        let Some(field) = self.required(item, "S006", "certainty_level", hint) else {
            return CertaintyLevel::VeryLow;
        };
        CertaintyLevel::from_id(&field.text).unwrap_or_else(|| {
            let message = format!("`{}` is not a certainty level", field.text);
            self.problem("S006", field.offset, message, hint);
            CertaintyLevel::VeryLow
        })
    }

    fn reviewed(&mut self, item: &Item) -> NaiveDate {
        let hint = "write the day a person last checked this entry as year-month-day, such as \
                    reviewed = {2026-11-22},";
        let Some(field) = self.required(item, "S007", "reviewed", hint) else {
            return NaiveDate::default();
        };
        let date = field.text.parse().ok().filter(|_| field.text.len() == "2026-11-22".len());
        date.unwrap_or_else(|| {
            let message = format!("`{}` is not a date", field.text);
            self.problem("S007", field.offset, message, hint);
            NaiveDate::default()
        })
    }

    fn article(&mut self, item: &Item) -> Option<u8> {
        let field = item.fields.get("article")?;
        let number = field.text.parse().ok().filter(|number| (1..u8::MAX).contains(number));
        if number.is_none() {
            let message = format!("`{}` is not a place in the article's list", field.text);
            self.problem("S010", field.offset, message, "write a number from 1, or leave it out");
        }
        number
    }

    fn articles(&mut self, items: &[Item], sources: &[Source]) {
        let mut taken: HashMap<u8, &str> = HashMap::new();
        for (item, source) in items.iter().zip(sources) {
            let (Some(number), Some(field)) = (source.article, item.fields.get("article")) else {
                continue;
            };
            if let Some(other) = taken.insert(number, &source.key) {
                let message = format!("`{other}` and `{}` are both number {number}", source.key);
                self.problem("S010", field.offset, message, "give each its own number");
            }
        }
    }

    fn successors(&mut self, items: &[Item], sources: &[Source]) {
        let keys: HashSet<&str> = sources.iter().map(|source| source.key.as_str()).collect();
        let replaced: HashSet<&str> = sources
            .iter()
            .filter(|source| source.superseded_by.is_some())
            .map(|source| source.key.as_str())
            .collect();
        for item in items {
            let Some(field) = item.fields.get("superseded_by") else { continue };
            let newer = field.text.as_str();
            if !keys.contains(newer) {
                let message = format!("`{}` is superseded by the unknown `{newer}`", item.key);
                self.problem(
                    "S009",
                    field.offset,
                    message,
                    "name the key of an entry in this file",
                );
            } else if replaced.contains(newer) {
                let message = format!("`{newer}` is itself superseded");
                self.problem("S009", field.offset, message, "name the newest entry");
            }
        }
    }
}
