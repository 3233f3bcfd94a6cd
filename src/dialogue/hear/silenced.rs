//! Owns the question whether a phrase that silences, or takes standing away, is an emergency itself: then nobody
//! who says it is heard. It must never change what is heard.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::{ALL_LANGUAGES, ConceptId, Lexicon};
use super::section::Section;
use super::source::{self, HeardFile, Words};
use super::understanding::Understanding;
use super::{fold, hear_but};
use crate::dialogue::problem::{Place, Problem};

/// Sections that take away what is inside their phrases.
const SILENT: [&str; 2] = ["silent", "no_sign"];
/// Keys of `cue` that take standing away.
const CUES: [&str; 14] = [
    "past",
    "past_weak",
    "resolved",
    "general",
    "general_after",
    "study",
    "supposed",
    "thought",
    "asks",
    "animal",
    "negator",
    "negator_after",
    "negator_end",
    "answer_no",
];
/// Keys of `cue` whose words tell nothing by themselves.
const SMALL: [&str; 8] = ["filler", "starter", "link", "list_or", "or", "self", "mine", "present"];
/// A longer phrase tells a story of its own.
const WORDS_MAX: usize = 8;

/// Phrases that hide a sign: without them they would be heard as one, word for word.
pub fn hidden_signs(lexicon: &Lexicon, files: &[HeardFile<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.lang != ALL_LANGUAGES) {
        let source = source::read(*file, &mut Vec::new());
        let macros: BTreeMap<&str, &Words<'_>> = source
            .words
            .iter()
            .filter(|it| &*it.section == "macro")
            .map(|it| (&*it.key, it))
            .collect();
        let small: BTreeSet<String> = source
            .words
            .iter()
            .filter(|words| &*words.section == "cue" && SMALL.contains(&&*words.key))
            .flat_map(|words| &words.phrases)
            .flat_map(|phrase| fold::tokens(&phrase.text))
            .map(|token| token.form)
            .collect();
        let silences = |words: &&Words<'_>| {
            SILENT.contains(&&*words.section)
                || (&*words.section == "cue" && CUES.contains(&&*words.key))
        };
        for words in source.words.iter().filter(silences) {
            // Those that were read and left are listed.
            let left = lexicon.table("hides", file.lang);
            for phrase in
                words.phrases.iter().filter(|it| !left.iter().any(|left| *left == it.text))
            {
                let samples = samples(&phrase.text, &macros);
                let found =
                    samples.iter().find_map(|it| whole_sign(lexicon, file.lang, it, &small));
                let Some((sign, rule)) = found else { continue };
                let whose = if &*words.section == "cue" { &words.key } else { &words.section };
                problems.push(Problem::new(
                    "H016",
                    Place::at(file.path, file.text, phrase.offset),
                    format!("`{}` in [{whose}] hides the sign `{sign}` ({rule})", phrase.text),
                    "nobody who says this would be heard; add what makes it harmless, or delete it",
                ));
            }
        }
    }
    problems
}

/// The sign that a message is, if none of its words tells anything else.
fn whole_sign(
    lexicon: &Lexicon,
    lang: &str,
    text: &str,
    small: &BTreeSet<String>,
) -> Option<(String, String)> {
    let tokens = fold::tokens(text);
    if tokens.is_empty() || tokens.len() > WORDS_MAX {
        return None;
    }
    let speaks = |concept: ConceptId| {
        !matches!(
            lexicon.section(concept),
            Section::Silent
                | Section::NoSign
                | Section::NoPlace
                | Section::NoTime
                | Section::NoNumber
                | Section::Cue
        )
    };
    let nobody = Understanding::default();
    let heard = hear_but(lexicon, lang, text, &nobody, |it| !speaks(it), false);
    let signs = heard.set.iter().filter(|finding| finding.slot == "sign");
    let spans: Vec<_> = signs.clone().flat_map(|finding| &finding.spans).collect();
    let first = signs.clone().next()?;
    let tells = |token: &fold::Token| {
        let inside =
            spans.iter().any(|span| span.start <= token.span.start && token.span.end <= span.end);
        !inside && !small.contains(&token.form)
    };
    (!tokens.iter().any(tells)).then(|| (first.value.clone(), first.rule.clone()))
}

/// Some of the sentences that a phrase stands for: each of its words at least once, with what may be missing left out.
fn samples(phrase: &str, macros: &BTreeMap<&str, &Words<'_>>) -> BTreeSet<String> {
    let mut parts: Vec<Vec<&str>> = Vec::new();
    for part in phrase.trim_start_matches('^').split_whitespace() {
        if part == ".." || part.starts_with('[') {
            continue;
        }
        let mut any = Vec::new();
        for word in part.split('/') {
            match word.strip_prefix('$').map(|name| macros.get(name)) {
                Some(list) => {
                    any.extend(list.iter().flat_map(|list| &list.phrases).map(|it| &*it.text));
                }
                None if word == "#" => any.push("5"),
                None => any.push(word),
            }
        }
        parts.push(any.into_iter().map(|word| word.trim_matches(['=', '*'])).collect());
    }
    let sentence = |at: usize, choice: usize| {
        let words = parts
            .iter()
            .enumerate()
            .filter_map(|(index, any)| any.get(if index == at { choice } else { 0 }).copied());
        words.collect::<Vec<_>>().join(" ")
    };
    let each =
        parts.iter().enumerate().flat_map(|(at, any)| (0..any.len()).map(move |it| (at, it)));
    each.map(|(at, choice)| sentence(at, choice)).collect()
}
