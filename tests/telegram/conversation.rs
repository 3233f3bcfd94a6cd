//! Whole conversations, as a person has them.

use std::collections::BTreeSet;

use crampbot::dialogue::state::Entry;
use crampbot::dialogue::{Record, State};
use crampbot::store::Store;

use crate::bench::{Bench, shipped, state_of, taps, words};

#[tokio::test]
async fn from_the_first_word_to_gone() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    gate.has(&words("first-calf")).has(&words("gate-ask")).has(&words("disclaimer"));
    assert!(!gate.edited);

    let mut screen = gate.clone();
    let mut presses = vec![];
    let answers = [("no", "timing-ask"), ("night", "context-ask"), ("done", "gone-ask")];
    for (option, next) in answers {
        presses.push(taps(&anna, &screen, option));
        screen = anna.expects_screen().await;
        screen.has(&words(next)).has(&words("first-calf")).lacks(&words("disclaimer"));
        assert_eq!((screen.message_id, screen.edited), (gate.message_id, true), "{screen}");
    }
    presses.push(taps(&anna, &screen, "yes"));
    screen = anna.expects_screen().await;
    screen.has(&words("done-gone"));
    presses.push(taps(&anna, &screen, "p7"));
    screen = anna.expects_screen().await;
    assert_eq!(screen.message_id, gate.message_id);
    // What is typed is answered below it.
    anna.says("the cramp is back");
    let new = anna.expects_screen().await;
    assert!(new.message_id > gate.message_id && !new.edited);

    bench.ends_well(&bot).await;
    assert!(presses.iter().all(|press| press.answers() == 1));
    assert_eq!(anna.received().len(), 2, "{}", bench.tg.transcript());
    let records = bench.store().records(anna.id(), None, 9).unwrap();
    let [(_, record)] = &records[..] else { panic!("{} records", records.len()) };
    let Entry::Cramp { answers, .. } = Record::decode(record).unwrap().entry else { panic!() };
    for (slot, value) in
        [("place", "calf"), ("timing", "night"), ("outcome", "gone"), ("pain", "p7")]
    {
        assert_eq!(answers[slot], BTreeSet::from([value.to_owned()]), "{slot}");
    }
}

#[tokio::test]
async fn a_key_shares_the_place_while_it_is_asked_for() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("/remind 22:30");
    anna.expects(&words("place-key-here")).await;
    assert_eq!(anna.reply_keyboard(), [[words("place-key")]]);
    anna.shares_location(40.4, -3.7);
    let set = anna.expects("Europe/Madrid").await;
    assert!(anna.reply_keyboard().is_empty(), "{}", bench.tg.transcript());
    assert_eq!(anna.times_told(&words("place-key-thanks")), 1);
    assert_eq!(anna.newest().map(|newest| newest.message_id), Some(set.message_id));
    bench.ends_well(&bot).await;
}

#[tokio::test]
async fn a_red_flag_in_the_first_words_comes_first() {
    let bench = Bench::new();
    let bot = bench.start();
    let boris = bench.tg.user("Boris").lang("en");
    boris.says("cramp in my calf and I have chest pain");
    boris.expects_screen().await.has(&words("number-unknown")).lacks(&words("gate-ask"));
    bench.ends_well(&bot).await;
    assert_eq!(state_of(&bench.store(), &boris).at.as_deref(), Some("cramp.now"));
}

#[tokio::test]
async fn the_evidence_has_pages() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("/sources");
    let first = anna.expects_screen().await;
    let script = shipped();
    let mut screen = first.clone();
    let mut told = screen.text.clone();
    while screen.data().iter().any(|data| data.contains("~next")) {
        let press = taps(&anna, &screen, "next");
        press.answered().await;
        screen = anna.expects_screen().await;
        assert_eq!(screen.message_id, first.message_id);
        told += &screen.text;
    }
    for source in &script.sources {
        assert!(told.contains(&source.vancouver), "{} is not told", source.key);
        assert!(source.link.as_ref().is_none_or(|link| told.contains(link)), "{}", source.key);
    }
    taps(&anna, &screen, "previous");
    anna.expects_screen().await;
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), 1);
}

#[tokio::test]
async fn every_command_is_answered() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let asks = |command: &str| {
        anna.says(command);
        anna.expects_screen()
    };
    asks("/history").await.has(&words("history-empty"));
    asks("/remind").await.has(&words("time-ask"));
    asks("half past ten").await;
    anna.expects(&words("place-key-here")).await;
    anna.says("/remind 22:30 Europe/Berlin");
    anna.expects(&words("place-key-away")).await;
    anna.expects_screen().await.has("22:30").has("Europe/Berlin");
    asks("/cramp@simulated_cramp_bot").await.has(&words("where-ask"));
    asks("my calf").await.has(&words("first-calf"));
    asks("/HISTORY").await.has(&words("place-calf"));
    asks("/no_such_thing").await.has(&words("unknown-command")).has(&words("first-calf"));
    asks("/cancel").await.has(&words("stopped"));
    asks("/remind off").await.has(&words("reminder-switched-off"));
    for command in &shipped().commands {
        let screen = asks(&format!("/{}", command.name)).await;
        assert!(!screen.text.is_empty() && screen.text != "–", "/{}: {screen}", command.name);
    }
    bench.ends_well(&bot).await;
    let State { reminder, .. } = state_of(&bench.store(), &anna);
    assert!(!reminder.on && reminder.zone.is_some() && reminder.bedtime.is_some());
}

#[tokio::test]
async fn commands_are_in_the_menu_with_their_descriptions() {
    let bench = Bench::new();
    let bot = bench.start();
    bench.tg.called("setChatMenuButton", 1).await;
    bench.tg.called("getUpdates", 1).await;
    bench.ends_well(&bot).await;
    let profile = bench.tg.profile();
    let script = shipped();
    // The first language also stands for everybody whose language is not there.
    for language in script.words.languages().chain([""]) {
        let key = (language.to_owned(), String::new());
        let menu = profile.commands[&key].as_array().unwrap();
        let listed = script.commands.iter().filter(|command| command.listed);
        let listed: Vec<&str> = listed.map(|command| command.name.as_str()).collect();
        let names = menu.iter().map(|entry| entry["command"].as_str().unwrap());
        assert_eq!(names.collect::<Vec<_>>(), listed, "{language:?}");
        assert!(listed.contains(&"sources") && listed.contains(&"cancel"));
        for entry in menu {
            let description = entry["description"].as_str().unwrap();
            assert!(description.len() > 2, "{entry}");
        }
    }
    assert_eq!(profile.menu_buttons[&0]["type"], "commands");
}

#[tokio::test]
async fn everybody_has_a_conversation_of_their_own() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let boris = bench.tg.user("Boris").lang("en");
    anna.says("cramp in my calf");
    boris.says("cramp in my jaw");
    let (hers, his) = (anna.expects_screen().await, boris.expects_screen().await);
    hers.has(&words("first-calf"));
    his.lacks(&words("first-calf"));
    // The same words of another person under one's own message mean one's own conversation.
    taps(&boris, &his, "no");
    boris.expects_screen().await.lacks(&words("first-calf"));
    bench.ends_well(&bot).await;
    let store = bench.store();
    assert_eq!(state_of(&store, &anna).at.as_deref(), Some("cramp.gate"));
    assert_ne!(state_of(&store, &boris).at.as_deref(), Some("cramp.gate"));
    assert_eq!(anna.received().len(), 1);
}
