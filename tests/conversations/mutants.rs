//! Broken copies of the shipped dialogues, made by rule. What neither the parser, the wording, the transcripts
//! nor the proof notice, survives.
//!
//! All of them, with the survivors:
//! `cargo test --release --test conversations mutants -- --include-ignored --nocapture`

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crampbot::dialogue::check::check;
use crampbot::dialogue::readability;
use crampbot::library::Folder;

use crate::transcripts::failures;

/// At most so many of each kind, spread over all there are.
const OF_EACH_KIND: usize = 24;
/// The share that must not survive, in percent.
const CAUGHT_PERCENT: usize = 95;

struct Mutant {
    kind: &'static str,
    path: String,
    line: usize,
    what: String,
    text: String,
}

#[test]
fn a_few_mutants_are_caught() {
    let all = mutants(&Folder::embedded());
    let few: Vec<&Mutant> = all.iter().step_by(29).collect();
    assert_eq!(survivors(&few), Vec::<String>::new());
}

#[test]
#[ignore = "takes minutes; the command stands above"]
fn mutants_are_caught() {
    let all = mutants(&Folder::embedded());
    assert!(all.len() >= 200, "only {} mutants", all.len());
    let survivors = survivors(&all.iter().collect::<Vec<_>>());
    let caught = all.len() - survivors.len();
    println!("{caught} of {} mutants caught; survivors:\n{}", all.len(), survivors.join("\n"));
    assert!(caught * 100 >= all.len() * CAUGHT_PERCENT);
}

fn survivors(mutants: &[&Mutant]) -> Vec<String> {
    let folder = Folder::embedded();
    let mut caught: BTreeMap<&str, usize> = BTreeMap::new();
    let mut survivors = Vec::new();
    for mutant in mutants {
        match caught_by(&folder, mutant) {
            Some(by) => *caught.entry(by).or_default() += 1,
            None => survivors
                .push(format!("{}:{}: {}: {}", mutant.path, mutant.line, mutant.kind, mutant.what)),
        }
    }
    println!("caught by: {caught:?}");
    survivors
}

fn caught_by(folder: &Folder, mutant: &Mutant) -> Option<&'static str> {
    let folder = folder.with(&mutant.path, mutant.text.clone());
    let (script, problems) = folder.compile();
    let Some(script) = script.filter(|_| problems.is_empty()) else { return Some("parser") };
    if !readability::check(&script).is_empty() || !folder.translations(&script).check().is_empty() {
        return Some("wording");
    }
    let script = Arc::new(script);
    if !failures(&script).is_empty() {
        return Some("transcripts");
    }
    (!check(&script).problems.is_empty()).then_some("proof")
}

/// The mutants of all kinds, in a fixed order.
fn mutants(folder: &Folder) -> Vec<Mutant> {
    let mut kinds: BTreeMap<&'static str, Vec<Mutant>> = BTreeMap::new();
    for (path, text) in folder.below("") {
        let mut add = |kind: &'static str, range: Range<usize>, new: &str| {
            let mut mutated = text.to_owned();
            mutated.replace_range(range.clone(), new);
            let line = text[..range.start].lines().count() + 1;
            let old = text[range].lines().take(4).collect::<Vec<_>>().join(" ");
            let mutant = Mutant {
                kind,
                path: path.to_owned(),
                line,
                what: format!("{old} → {}", new.lines().take(4).collect::<Vec<_>>().join(" ")),
                text: mutated,
            };
            kinds.entry(kind).or_default().push(mutant);
        };
        if ["cramp.toml", "bot.toml"].contains(&path) {
            structure(text, &mut add);
        } else if path.rsplit_once('.').is_some_and(|(_, kind)| kind == "ftl") {
            words(text, &mut add);
        }
    }
    let spread = |mutants: Vec<Mutant>| {
        let step = mutants.len().div_ceil(OF_EACH_KIND).max(1);
        mutants.into_iter().step_by(step)
    };
    kinds.into_values().flat_map(spread).collect()
}

fn structure(text: &str, add: &mut impl FnMut(&'static str, Range<usize>, &str)) {
    let dropped = [
        ("[[block.line]]", "drop a line"),
        ("[[step.option]]", "drop a button"),
        ("[[step.route]]", "drop a branch"),
        ("[[always]]", "drop a rule"),
    ];
    for (header, kind) in dropped {
        for range in paragraphs(text, header) {
            add(kind, range, "");
        }
    }
    let lines = paragraphs(text, "[[block.line]]");
    for pair in lines.windows(2) {
        let says = [said(text, &pair[0]), said(text, &pair[1])];
        // Neighbours only, so that both belong to one block.
        if let ([Some(first), Some(second)], true) = (says, pair[0].end == pair[1].start) {
            let between = &text[first.end..second.start];
            let swapped = format!("{}{between}{}", &text[second.clone()], &text[first.clone()]);
            add("swap two lines", first.start..second.end, &swapped);
        }
    }
    let mut targets: Vec<&str> = Vec::new();
    for range in rest_of_lines(text, "go = ") {
        let target = &text[range.clone()];
        if let Some(other) = targets.iter().rev().find(|other| **other != target) {
            add("retarget a branch", range, other);
        }
        targets.push(target);
    }
    for range in rest_of_lines(text, "cites = ") {
        add("drop a citation", range, "[]");
    }
    for range in rest_of_lines(text, "when = ") {
        let guard = text[range.clone()].strip_prefix('"').and_then(|it| it.strip_suffix('"'));
        // Those over several lines begin with more quotes.
        if let Some(guard) = guard.filter(|guard| !guard.is_empty() && !guard.starts_with('"')) {
            add("turn a condition round", range, &format!("\"not ({guard})\""));
        }
    }
    for (at, _) in text.match_indices("set = { sign = \"") {
        let start = at + "set = { sign = \"".len();
        let Some(length) = text[start..].find('"') else { continue };
        let other = if &text[start..start + length] == "stroke" { "seizure" } else { "stroke" };
        add("another red flag", start..start + length, other);
    }
    for range in rest_of_lines(text, "show = ") {
        let first =
            text[range.clone()].find(", ").map(|comma| range.start + 1..range.start + comma + 2);
        add("drop a part of a screen", first.unwrap_or(range.start + 1..range.end - 1), "");
    }
    for range in rest_of_lines(text, "number = ") {
        add("another emergency number", range, "\"555\"");
    }
    for (list, kind) in [("now = [", "drop a red flag"), ("today = [", "drop a red flag")] {
        let Some(start) = text.find(&format!("\n{list}\n")) else { continue };
        let end = text[start..].find("\n]").map_or(text.len(), |end| start + end);
        for (at, _) in text[start..end].match_indices("\", ") {
            let quote = text[..start + at].rfind('"').unwrap_or(start);
            add(kind, quote..start + at + 3, "");
        }
    }
}

fn words(text: &str, add: &mut impl FnMut(&'static str, Range<usize>, &str)) {
    let mut at = 0;
    let mut cards: Vec<Range<usize>> = Vec::new();
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let Some((id, _)) = line.split_once(" = ") else { continue };
        if id.starts_with([' ', '#']) {
            continue;
        }
        add("drop a translation", range.clone(), "");
        let words = range.start + id.len() + 3..range.end;
        if ["card-", "first-"].iter().any(|kind| id.starts_with(kind))
            && words.end > words.start + 1
        {
            if let Some(first) = cards.last().cloned() {
                let between = &text[first.end..words.start];
                let (one, other) = (&text[first.clone()], &text[words.clone()]);
                add("swap two cards", first.start..words.end, &format!("{other}{between}{one}"));
            }
            cards.push(words);
        }
        if let Some(number) = line.find("{ $number }") {
            let start = range.start + number;
            add("drop the emergency number", start..start + "{ $number }".len(), "112");
        }
    }
}

/// The parts of a file under a header, each with its header.
fn paragraphs(text: &str, header: &str) -> Vec<Range<usize>> {
    let starts = text.match_indices(header).map(|(at, _)| at);
    let end = |start: usize| {
        let rest = &text[start + header.len()..];
        let ends = ["\n[", "\n\n", "\n#"].iter().filter_map(|end| rest.find(end));
        ends.min().map_or(text.len(), |end| start + header.len() + end + 1)
    };
    starts.map(|start| start..end(start)).collect()
}

/// What follows a key on its line.
fn rest_of_lines(text: &str, key: &str) -> Vec<Range<usize>> {
    let key = format!("\n{key}");
    let starts = text.match_indices(&key).map(|(at, _)| at + key.len());
    let end = |start: usize| text[start..].find('\n').map_or(text.len(), |end| start + end);
    starts.map(|start| start..end(start)).collect()
}

/// The message of a line.
fn said(text: &str, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let start = paragraph.start + text[paragraph.clone()].find("\nsay = ")? + "\nsay = ".len();
    let end = start + text[start..].find('\n')?;
    Some(start..end)
}
