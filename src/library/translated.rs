//! Which translations are of words that have changed since.
//!
//! Owns `<language>/translated.toml`: for each message the checksum of the source text that it was
//! translated from. It never reads or writes a file, and never judges a translation.

use std::collections::BTreeMap;

use fluent_syntax::{ast, parser, serializer};

use super::Folder;
use crate::dialogue::Script;
use crate::dialogue::problem::Problem;

/// Path of the notes of a language within the folder.
pub fn path(language: &str) -> String {
    format!("{language}/translated.toml")
}

/// Every translated message whose source was changed and that nobody has looked at since.
pub fn stale(folder: &Folder, script: &Script) -> Vec<Problem> {
    let source = source_texts(folder, script);
    let original = script.words.languages().next().unwrap_or_default();
    let mut problems = Vec::new();
    for language in script.words.languages().skip(1) {
        let noted = noted(folder, language);
        for (id, message) in script.words.messages(language) {
            let Some(text) = source.get(id) else { continue };
            if noted.get(id) != Some(&checksum(text)) {
                problems.push(Problem::new(
                    "E028",
                    message.place.clone(),
                    format!(
                        "`{id}` in `{language}` is a translation of older words in `{original}`"
                    ),
                    format!("translate it again, then run `crampbot translated DIR {id}`"),
                ));
            }
        }
    }
    problems
}

/// The new notes of a language once these messages, or all of them, are translations of the
/// source as it is now.
pub fn note(folder: &Folder, script: &Script, language: &str, ids: &[String]) -> String {
    let source = source_texts(folder, script);
    let mut notes = noted(folder, language);
    let translated = |id: &str| script.words.message(language, id).is_some();
    notes.retain(|id, _| source.contains_key(id) && translated(id));
    for (id, text) in source.iter().filter(|(id, _)| translated(id)) {
        if ids.is_empty() || ids.contains(id) {
            notes.insert(id.clone(), checksum(text));
        }
    }
    let lines = notes.iter().map(|(id, sum)| format!("{id} = \"{sum}\"\n"));
    let head =
        "# Which source text each message was translated from. Written by `crampbot translated`.\n";
    head.to_owned() + &lines.collect::<String>()
}

/// Notes that cannot be read count as none: everything is reported then.
fn noted(folder: &Folder, language: &str) -> BTreeMap<String, String> {
    let text = folder.file(&path(language)).unwrap_or_default();
    toml::from_str(text).unwrap_or_default()
}

/// What is translated: the messages of the source language, and the findings of the evidence.
fn source_texts(folder: &Folder, script: &Script) -> BTreeMap<String, String> {
    let findings = script.sources.iter();
    let mut texts: BTreeMap<String, String> =
        findings.map(|source| (format!("source-{}", source.key), source.finding.clone())).collect();
    let original = format!("{}/", script.words.languages().next().unwrap_or_default());
    for (_, text) in
        folder.below(&original).filter(|(path, _)| super::extension(path) == Some("ftl"))
    {
        let (Ok(tree) | Err((tree, _))) = parser::parse(text);
        for entry in tree.body {
            let ast::Entry::Message(mut message) = entry else { continue };
            message.comment = None;
            let id = message.id.name.to_owned();
            let body = vec![ast::Entry::Message(message)];
            texts.insert(id, serializer::serialize(&ast::Resource { body }));
        }
    }
    texts
}

/// Enough to notice a change; it guards against nothing else.
fn checksum(text: &str) -> String {
    format!("{:08x}", crc32fast::hash(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(change: impl Fn(&mut BTreeMap<String, String>)) -> Folder {
        let mut folder = Folder::embedded();
        change(&mut folder.0);
        folder
    }

    fn stale_ids(folder: &Folder) -> Vec<String> {
        let script = folder.compile().0.unwrap();
        stale(folder, &script).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_shipped_translations_are_fresh() {
        assert_eq!(stale_ids(&Folder::embedded()), Vec::<String>::new());
    }

    #[test]
    fn a_changed_source_is_reported_until_its_translations_are_noted() {
        let mut folder = folder(|files| {
            let text = files.get_mut("en/questions.ftl").unwrap();
            *text = text.replace("gate-dark_urine = Dark brown pee", "gate-dark_urine = Brown pee");
            // Where it stands and what is remarked beside it do not matter.
            *text = format!("# A remark\n\n{text}");
        });
        let found = stale_ids(&folder);
        assert_eq!(found.len(), 2, "{found:#?}");
        assert!(found.iter().all(|problem| problem.contains("gate-dark_urine")), "{found:#?}");
        let script = folder.compile().0.unwrap();
        for language in ["ru", "es"] {
            let other = note(&folder, &script, language, &["gate-clot".to_owned()]);
            assert_eq!(Some(other.as_str()), folder.file(&path(language)), "it is not that one");
            let notes = note(&folder, &script, language, &["gate-dark_urine".to_owned()]);
            folder.0.insert(path(language), notes);
        }
        assert_eq!(stale_ids(&folder), Vec::<String>::new());
    }
}
