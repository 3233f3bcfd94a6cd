//! What stands beside the conversation: the evidence, the myths, the language.

use crampbot::dialogue::script::{Action, Part, Then, View};

use crate::rehearsal::{Rehearsal, shipped};

/// Telegram's limit for a text, in UTF-16 units.
const TEXT_UNITS_MAX: usize = 4096;

/// All pages of an aside, from the first to the last.
fn pages(command: &str, language: &str) -> Vec<String> {
    let mut talk = Rehearsal::new(shipped(), language);
    let next = shipped().words.say(language, "page-next", &[]).into_owned();
    talk.says(command);
    let mut pages = vec![talk.screen().text.clone()];
    while talk.presses(&next).is_ok() {
        pages.push(talk.screen().text.clone());
        assert!(pages.len() < 100, "{command} has no last page");
    }
    pages
}

#[test]
fn every_source_and_myth_stands_on_one_page_that_telegram_takes() {
    let script = shipped();
    for language in script.words.languages() {
        let (sources, myths) = (pages("/sources", language), pages("/myths", language));
        for page in sources.iter().chain(&myths) {
            assert!(page.encode_utf16().count() <= TEXT_UNITS_MAX, "{language}: {page}");
        }
        let on = |pages: &[String], wanted: &str| {
            pages.iter().map(|page| page.matches(wanted).count()).sum::<usize>()
        };
        for source in &script.sources {
            let link = source.link.as_deref().unwrap_or_default();
            let number = format!("<b>{}.</b> ", source.number);
            assert_eq!(on(&sources, &number), 1, "{language}: {number}");
            assert!(on(&sources, link) > 0, "{language}: {link}");
        }
        let block = script.blocks.iter().find(|block| block.name == "myths").unwrap();
        for line in &block.lines {
            let number = [("number", crampbot::dialogue::words::Arg::Rendered(String::new()))];
            let said = script.words.say(language, &line.say, &number);
            let belief = said.lines().next().unwrap();
            assert_eq!(on(&myths, belief), 1, "{language}: {belief}");
        }
    }
}

#[test]
fn a_source_names_the_advice_that_rests_on_it() {
    let sources = pages("/sources", "en").join("\n");
    let entry = |words: &str| {
        let from = sources.find(words).unwrap();
        let to = sources[from..].find("\n\n").map_or(sources.len(), |end| from + end);
        &sources[from..to]
    };
    let febrile = entry("Seizures with fever come most often");
    for words in ["Used in:", "the first step (Under 3 with fever)", "emergency cards ("] {
        assert!(febrile.contains(words), "{words}: {febrile}");
    }
    assert!(entry("Eight symptom apps").contains("No advice of mine rests on it."));
}

#[test]
fn every_screen_with_advice_of_its_own_says_why() {
    let script = shipped();
    let shown_before_the_answer = ["first_instruction", "hold", "call_number"];
    let advises = |part: &Part| match part {
        Part::Block(block) => {
            let block = &script.blocks[*block];
            block.advice && !shown_before_the_answer.contains(&block.name.as_str())
        }
        Part::Words(_) => false,
    };
    for step in script.steps.iter().filter(|step| !step.aside && step.show.iter().any(advises)) {
        let why = step.options.iter().any(|choice| match choice.then {
            Then::Do(Action::Aside(aside)) => script.steps[aside].view == Some(View::Why),
            _ => false,
        });
        assert!(why, "{} has no Why?", step.name);
    }
}

#[test]
fn why_shows_the_sources_of_an_emergency_card_only() {
    let mut talk = Rehearsal::new(shipped(), "en");
    talk.says("my chest hurts a lot and i cant breathe");
    talk.presses("Why?").unwrap();
    assert!(talk.shown().contains("first-aid guideline"), "{}", talk.shown());
    assert!(!talk.shown().contains("pickle"), "{}", talk.shown());
}

#[test]
fn a_language_can_be_chosen_and_is_kept() {
    let mut talk = Rehearsal::new(shipped(), "en");
    talk.says("cramp in my calf");
    let before = talk.state();
    talk.says("/language");
    assert!(talk.shown().contains("[English]\n[Русский]\n[Español]"), "{}", talk.shown());
    talk.presses("Español").unwrap();
    assert!(talk.shown().contains("espinilla"), "{}", talk.shown());
    assert_eq!((talk.state().at, talk.state().screen), (before.at, before.screen));
    talk.presses("Nada de esto").unwrap();
    assert!(talk.shown().contains("¿Cuándo empezó?"), "{}", talk.shown());
    talk.says("/language ru");
    assert!(talk.shown().contains("Когда свело?"), "{}", talk.shown());
    talk.says("in english please");
    assert!(talk.shown().contains("When did it come?"), "{}", talk.shown());
    talk.says("/language klingon");
    assert!(talk.shown().contains("Which language"), "{}", talk.shown());
    assert_eq!(talk.state().language, "en");
}

#[test]
fn an_unknown_language_is_answered_in_english() {
    let mut talk = Rehearsal::new(shipped(), "tlh");
    talk.says("/start");
    assert!(talk.shown().contains("Where is the cramp?"), "{}", talk.shown());
}

#[test]
fn help_names_every_command_and_no_other() {
    let script = shipped();
    for language in script.words.languages() {
        let text = script.words.say(language, "help-text", &[]).into_owned();
        let words =
            text.split(|c: char| c.is_whitespace() || c == ',').map(|word| word.trim_matches('.'));
        let named: Vec<&str> = words.filter_map(|word| word.strip_prefix('/')).collect();
        let commands = script.commands.iter().filter(|command| command.listed);
        let commands = commands.map(|command| command.name.as_str());
        let mut wanted: Vec<&str> =
            commands.filter(|name| !["start", "help"].contains(name)).collect();
        let mut found = named;
        wanted.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, wanted, "{language}");
    }
}

#[test]
fn buttons_are_short_in_every_language() {
    let script = shipped();
    let labels = script.steps.iter().flat_map(|step| step.options.iter().chain(&step.nav));
    for choice in labels {
        for language in script.words.languages() {
            let label = script.words.say(language, &choice.say, &[]);
            assert!(label.chars().count() <= 60, "{language}: {label}");
        }
    }
}
