//! What each language must have besides its messages: word lists, clock words, a button. Must never read them.

use std::collections::BTreeMap;

use super::resolve::Structure;
use super::{Files, Heard};
use crate::dialogue::hear::{ALL_LANGUAGES, EVIDENCE, Expected};
use crate::dialogue::problem::{Place, Problem};
use crate::dialogue::script::{Action, Then};
use crate::dialogue::words::Words;

/// Reports files that a language cannot do without.
pub(super) fn check(languages: &[String], files: &Files<'_>, problems: &mut Vec<Problem>) {
    let mut missing = |file: String, what: &str| {
        problems.push(Problem::new(
            "E031",
            Place::whole(&file),
            format!("there is no {file}"),
            what.to_owned(),
        ));
    };
    let (Heard::Now(heard) | Heard::Later(heard)) = &files.heard;
    let has = |lang: &str, evidence: bool| {
        heard.iter().any(|file| file.lang == lang && file.is_evidence() == evidence)
    };
    if !has(ALL_LANGUAGES, false) {
        missing(
            "heard.toml".to_owned(),
            "it says how words combine; without it no red flag is heard",
        );
    }
    for language in languages {
        if !has(language, false) {
            let what = "without the words of a language nothing is heard in it, no red flag either";
            missing(format!("{language}/heard.toml"), what);
        }
        if !has(language, true) {
            let what = "it weighs what no rule knows; a language without labelled messages has an empty one";
            missing(format!("{language}/{EVIDENCE}"), what);
        }
        if !files.clocks.iter().any(|file| file.language == language) {
            missing(format!("{language}/clock.toml"), "without it no bedtime is understood");
        }
    }
}

/// Reports languages that no button speaks.
pub(super) fn have_buttons(parts: &Structure, words: &Words, problems: &mut Vec<Problem>) {
    let several = words.languages().count() > 1;
    for language in words.languages().filter(|_| several) {
        let wanted = Then::Do(Action::Language(language.to_owned()));
        let mut choices = parts.steps.iter().flat_map(|step| &step.options);
        if !choices.any(|choice| choice.then == wanted) {
            problems.push(Problem::new(
                "E032",
                Place::whole("bot.toml"),
                format!("no button speaks the language `{language}`"),
                format!(
                    "add an option with do = \"language_{language}\" where the language is chosen"
                ),
            ));
        }
    }
}

impl Structure {
    /// What the word lists may name.
    pub(super) fn expected<'s>(&'s self, words: &'s Words) -> Expected<'s> {
        let values: BTreeMap<&str, Vec<&str>> = self
            .slots
            .iter()
            .map(|(_, slot)| (slot.name.as_str(), slot.values.iter().map(String::as_str).collect()))
            .collect();
        let options = self.steps.iter().flat_map(|step| step.options.iter().chain(&step.nav));
        let offered = self.steps.iter().flat_map(|step| {
            let fills = step.fills.iter().map(|fill| (fill.slot, &fill.offer));
            fills.chain(step.changes.iter().map(|changes| (changes.slot, &changes.offer)))
        });
        let offered = offered.flat_map(|(slot, offer)| {
            let values = &self.slots.get(slot).values;
            offer.iter().filter_map(|&value| values.get(value))
        });
        let buttons = options.map(|choice| choice.id.as_str()).chain(offered.map(String::as_str));
        let of = |mask: u64| {
            let signs = self.slots.get(self.roles.sign).values.iter().enumerate();
            signs.filter(|(at, _)| mask & (1 << at) != 0).map(|(_, sign)| sign.as_str()).collect()
        };
        Expected {
            languages: words.languages().collect(),
            values,
            buttons: buttons.collect(),
            commands: self.commands.iter().map(|command| command.name.as_str()).collect(),
            levels: [("now", of(self.roles.now)), ("today", of(self.roles.today))],
        }
    }
}
