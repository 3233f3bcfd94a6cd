//! `dialogues/CLAIMS.md`: every claim of the article stands there once, and what it names exists.

use std::collections::BTreeSet;

use crate::rehearsal::shipped;

const CLAIMS: usize = 103;

#[test]
fn every_claim_is_traced_once_to_words_that_exist() {
    let script = shipped();
    let text = include_str!("../../dialogues/CLAIMS.md");
    let mut numbers = Vec::new();
    let mut named = BTreeSet::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let Some(number) = cells[0].parse::<usize>().ok() else { continue };
        let [_, claim, verdict, place] = cells[..] else { panic!("four cells: {line}") };
        assert!(!claim.is_empty(), "{line}");
        let ids: Vec<&str> = place.split('`').skip(1).step_by(2).collect();
        for id in &ids {
            for language in script.words.languages() {
                assert!(script.words.message(language, id).is_some(), "{number}: `{id}`");
            }
        }
        match verdict {
            "used" => assert!(!ids.is_empty(), "{number} names no message"),
            "myth" => assert!(ids.iter().any(|id| id.starts_with("myth-")), "{number}: no myth"),
            "dropped" => assert!(place.len() > 10, "{number} is dropped without a reason"),
            other => panic!("{number} is `{other}`"),
        }
        numbers.push(number);
        named.extend(ids);
    }
    assert_eq!(numbers, (1..=CLAIMS).collect::<Vec<_>>());

    // What is named is said: a line, a question or a label that the scripts use.
    let blocks = script.blocks.iter().flat_map(|block| &block.lines).map(|line| &line.say);
    let asked = script.steps.iter().filter_map(|step| step.ask.as_ref());
    let options = script.steps.iter().flat_map(|step| &step.options).map(|choice| &choice.say);
    let fills = script.steps.iter().filter_map(|step| step.fills.as_ref());
    let labels = fills.flat_map(|fill| {
        let slot = script.slots.get(fill.slot);
        fill.offer.iter().map(move |&value| format!("{}-{}", slot.name, slot.values[value]))
    });
    let said: BTreeSet<String> =
        blocks.chain(asked).chain(options).cloned().chain(labels).collect();
    let unsaid: Vec<&str> = named.into_iter().filter(|id| !said.contains(*id)).collect();
    assert_eq!(unsaid, Vec::<&str>::new());
}
