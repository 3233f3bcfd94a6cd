//! Reviews of translations: which wording of the source language each translation was last compared with.
//!
//! `<language>/reviewed.toml` holds one stamp a message: the checksums of the source wording that a translator saw and of the
//! translation that was compared with it (stamps of old hold the first alone). Owns the stamps and what is wrong with them. Must never judge a translation, nor stamp one that nobody named.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use fluent_syntax::ast;
use toml::Spanned;

use super::problem::{Place, Problem};
use super::script::Script;
use super::words::{WordFile, offset};

/// The name of the file with the stamps, in the folder of each translated language.
pub const FILE: &str = "reviewed.toml";

const HEADER: &str = "\
# Which wording of the source language each translation was last compared with.
# Written by `crampbot reviewed`; see \"Translating\" in README.md.
";

/// A file of stamps.
#[derive(Debug, Clone, Copy)]
pub struct StampFile<'f> {
    /// Language code, the folder's name.
    pub language: &'f str,
    /// Path within the dialogues folder.
    pub path: &'f str,
    /// Content.
    pub text: &'f str,
}

/// The translations of a script and their stamps.
pub struct Translations<'s> {
    script: &'s Script,
    originals: Wordings,
    /// By language.
    translated: BTreeMap<&'s str, Wordings>,
    stamps: BTreeMap<&'s str, Stamps>,
    problems: Vec<Problem>,
}

/// Message -> what is written, with white space folded, so that a new line break is no new wording.
type Wordings = BTreeMap<String, String>;
/// Message -> where its stamp stands, and the stamp.
type Stamps = BTreeMap<String, (Place, String)>;

/// A translation that was not yet compared with the present wording.
#[derive(Debug)]
pub struct Waiting<'t> {
    /// The message.
    pub id: &'t str,
    /// Where its translation is written.
    pub place: &'t Place,
    /// The wording to compare with.
    pub original: &'t str,
    /// Why it waits.
    pub why: Why,
}

/// Why a translation waits to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nobody ever compared it.
    New,
    /// The original was another one when somebody did.
    OtherOriginal,
    /// The translation was another one when somebody did.
    OtherTranslation,
}

impl<'s> Translations<'s> {
    /// Reads the stamps; what cannot be read is among the problems.
    pub fn new(script: &'s Script, words: &[WordFile<'s>], files: &[StampFile<'s>]) -> Self {
        let source = script.words.languages().next().unwrap_or_default();
        let mut originals = wordings(words, source);
        // The source language says a finding as sources.bib does; others have a message for it.
        let findings = script.sources.iter();
        originals.extend(findings.map(|source| (finding_id(&source.key), folded(&source.finding))));
        let mut problems = Vec::new();
        let stamps = files.iter().map(|file| (file.language, read(file, &mut problems))).collect();
        let translated = script.words.languages().skip(1);
        let translated = translated.map(|language| (language, wordings(words, language))).collect();
        Self { script, originals, translated, stamps, problems }
    }

    /// Everything that is wrong with the translations and their stamps.
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = self.problems.clone();
        for language in self.languages() {
            for waiting in self.waiting(language) {
                let (code, what) = match waiting.why {
                    Why::OtherOriginal => ("T001", "was written for an older wording"),
                    Why::New => ("T002", "was never compared with its original"),
                    Why::OtherTranslation => ("T006", "was changed and not compared since"),
                };
                problems.push(Problem::new(
                    code,
                    waiting.place.clone(),
                    format!("the `{language}` translation of `{}` {what}", waiting.id),
                    format!(
                        "it says now: “{}”; once the translation says the same: crampbot reviewed {language} {}",
                        beginning(waiting.original),
                        waiting.id
                    ),
                ));
            }
            let gone = self.stamps(language).filter(|(id, _)| !self.is_translated(language, id));
            problems.extend(gone.map(|(id, (place, _))| {
                Problem::new(
                    "T003",
                    place.clone(),
                    format!("there is no message `{id}` to translate, but a stamp for it"),
                    "remove the line, or let `crampbot reviewed` write the file",
                )
            }));
            for source in &self.script.sources {
                let id = finding_id(&source.key);
                if self.script.words.message(language, &id).is_none() {
                    problems.push(Problem::new(
                        "T005",
                        Place::whole("sources.bib"),
                        format!(
                            "the finding of `{}` is not translated to `{language}`",
                            source.key
                        ),
                        format!("add `{id} = …` to a file in {language}/"),
                    ));
                }
            }
        }
        problems.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
        problems
    }

    /// The translations of a language that wait to be compared, in the order of their names.
    pub fn waiting<'t>(&'t self, language: &'t str) -> impl Iterator<Item = Waiting<'t>> {
        self.originals.iter().filter_map(move |(id, original)| {
            let place = &self.script.words.message(language, id)?.place;
            let stamped = self.stamps.get(language).and_then(|stamps| stamps.get(id));
            let translation = self.translation(language, id);
            let why = match stamped.map(|(_, old)| old.split_once('-').unwrap_or((old, ""))) {
                None => Why::New,
                Some((seen, _)) if seen != stamp(original) => Why::OtherOriginal,
                Some((_, seen)) if !seen.is_empty() && seen != stamp(translation) => {
                    Why::OtherTranslation
                }
                Some(_) => return None,
            };
            Some(Waiting { id, place, original, why })
        })
    }

    /// What the translation of a message says, as it is written.
    pub fn translation(&self, language: &str, id: &str) -> &str {
        let wording = self.translated.get(language).and_then(|of| of.get(id));
        wording.map(String::as_str).unwrap_or_default()
    }

    /// The file of stamps once the named messages were compared; without the stamps of messages that are gone, and with
    /// both checksums in those that hold one and are right.
    /// An error names a message that is not there to be compared.
    pub fn stamped(&self, language: &str, compared: &BTreeSet<&str>) -> Result<String, String> {
        if let Some(unknown) = compared.iter().find(|id| !self.is_translated(language, id)) {
            return Err((*unknown).to_owned());
        }
        let kept = self.stamps(language).filter(|(id, _)| self.is_translated(language, id));
        let both = |id: &str| {
            let original = self.originals.get(id)?;
            Some(format!("{}-{}", stamp(original), stamp(self.translation(language, id))))
        };
        let renewed = |id: &str, old: &String| {
            let right = self.originals.get(id).is_some_and(|original| *old == stamp(original));
            if right { both(id).unwrap_or_else(|| old.clone()) } else { old.clone() }
        };
        let mut stamps: BTreeMap<&str, String> =
            kept.map(|(id, (_, old))| (id.as_str(), renewed(id, old))).collect();
        let new = compared.iter().filter_map(|id| Some((*id, both(id)?)));
        stamps.extend(new);
        let mut text = HEADER.to_owned();
        for (id, stamp) in stamps {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{id} = \"{stamp}\"");
        }
        Ok(text)
    }

    /// The languages that are translated to.
    pub fn languages(&self) -> impl Iterator<Item = &'s str> {
        self.script.words.languages().skip(1)
    }

    fn stamps(&self, language: &str) -> impl Iterator<Item = (&String, &(Place, String))> {
        self.stamps.get(language).into_iter().flatten()
    }

    fn is_translated(&self, language: &str, id: &str) -> bool {
        self.originals.contains_key(id) && self.script.words.message(language, id).is_some()
    }
}

/// The message that holds the finding of a source in a language other than that of `sources.bib`.
fn finding_id(key: &str) -> String {
    format!("source-{key}")
}

/// Eight digits for a wording. CRC-32 is the same on every machine and in every version; it guards against oversight, not
/// against malice.
fn stamp(wording: &str) -> String {
    format!("{:08x}", crc32fast::hash(wording.as_bytes()))
}

/// Enough of a wording to know it by.
fn beginning(wording: &str) -> Cow<'_, str> {
    const CHARS_MAX: usize = 120;
    match wording.char_indices().nth(CHARS_MAX) {
        Some((end, _)) => Cow::Owned(format!("{}…", &wording[..end])),
        None => Cow::Borrowed(wording),
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wordings(files: &[WordFile<'_>], language: &str) -> Wordings {
    let mut found = Wordings::new();
    for file in files.iter().filter(|file| file.language == language) {
        let (Ok(tree) | Err((tree, _))) = fluent_syntax::parser::parse(file.text);
        for entry in &tree.body {
            let ast::Entry::Message(message) = entry else { continue };
            let name = message.id.name;
            let after = offset(file.text, name) + name.len();
            found.insert(name.to_owned(), folded(pattern(file.text, after)));
        }
    }
    found
}

/// What is written for the message whose name ends there: all up to the next line that is not indented.
fn pattern(text: &str, after_name: usize) -> &str {
    let text = text.get(after_name..).unwrap_or_default();
    let goes_on = |rest: &str| rest.starts_with([' ', '\n', '\r', '}']);
    let mut ends = text.match_indices('\n').map(|(at, _)| at);
    let end = ends.find(|end| !goes_on(&text[end + 1..])).unwrap_or(text.len());
    text[..end].trim_start().trim_start_matches('=').trim()
}

fn read(file: &StampFile<'_>, problems: &mut Vec<Problem>) -> Stamps {
    type Table = BTreeMap<Spanned<String>, String>;
    match toml::from_str::<Table>(file.text) {
        Ok(table) => table
            .into_iter()
            .map(|(id, stamp)| {
                let place = Place::at(file.path, file.text, id.span().start);
                (id.into_inner(), (place, stamp))
            })
            .collect(),
        Err(error) => {
            let start = error.span().map_or(0, |span| span.start);
            problems.push(Problem::new(
                "T004",
                Place::at(file.path, file.text, start),
                format!("these are no stamps: {}", error.message()),
                "write the file anew with `crampbot reviewed`",
            ));
            Stamps::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_a_crc_32_and_stays_one() {
        // The check value that every description of CRC-32 gives.
        assert_eq!(stamp("123456789"), "cbf43926");
    }

    #[test]
    fn a_wording_is_what_is_written_and_not_how_it_is_laid_out() {
        let text = "\
# a remark
one = Hold  it
two =
    <b>Hold</b>

    it, { $n ->
        [one] once
       *[other] often
    }
# another
three = x
";
        let file = WordFile { language: "en", path: "en/a.ftl", text };
        let found = wordings(&[file], "en");
        let expected = [
            ("one", "Hold it"),
            ("three", "x"),
            ("two", "<b>Hold</b> it, { $n -> [one] once *[other] often }"),
        ];
        let found: Vec<_> = found.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
        assert_eq!(found, expected);
        assert_eq!(wordings(&[file], "ru"), Wordings::new());
    }
}
