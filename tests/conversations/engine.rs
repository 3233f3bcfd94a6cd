//! What the engine promises, on the shipped dialogues.

use chrono::{NaiveDate, TimeDelta};
use crampbot::dialogue::state::{Entry, ReminderOutcome};
use crampbot::dialogue::{Input, Record, State};
use crampbot::store::{Store, Write};

use crate::rehearsal::{CHAT, Rehearsal, shipped};

fn talk() -> Rehearsal {
    Rehearsal::new(shipped(), "en")
}

fn records(talk: &Rehearsal) -> Vec<Record> {
    let stored = talk.store().records(CHAT, None, 1000).unwrap();
    stored.iter().map(|(_, bytes)| Record::decode(bytes).unwrap()).collect()
}

fn reminders(talk: &Rehearsal) -> Vec<(NaiveDate, ReminderOutcome)> {
    let mut found: Vec<_> = records(talk)
        .into_iter()
        .filter_map(|record| match record.entry {
            Entry::Reminder { evening, outcome, .. } => Some((evening, outcome)),
            Entry::Cramp { .. } => None,
        })
        .collect();
    found.sort_by_key(|(evening, _)| *evening);
    found
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

#[test]
fn the_first_reply_helps_wherever_it_hurts() {
    let rows = [
        ("cramp in my calf", "shin"),
        ("my foot is cramping", "shin"),
        ("cramp in the front of my thigh", "heel"),
        ("my hamstring has cramped", "leg"),
        ("charley horse", "Straighten the knee"),
        ("cramp in my buttock", "thigh"),
        ("my hand is cramping", "fingers"),
        ("neck cramp", "head"),
        ("cramp in my jaw", "jaw"),
        ("back spasm", "knees"),
    ];
    for (said, help) in rows {
        let mut talk = talk();
        talk.says(said);
        let shown = talk.shown();
        assert!(shown.contains(help), "{said}: {shown}");
        assert!(shown.contains("[🚨 Emergency]"), "{said}: {shown}");
    }
}

#[test]
fn an_old_button_keeps_the_state_and_shows_the_question_again() {
    let mut talk = talk();
    talk.says("/start");
    let (message, old) = talk.screens.last().cloned().unwrap();
    talk.presses("Calf").unwrap();
    talk.says("/cramp");
    talk.presses("Neck").unwrap();
    let before = talk.state();
    talk.presses_data(&old.buttons[0][0].data, message + 100);
    let after = talk.state();
    assert_eq!((before.at, before.answers, before.screen), (after.at, after.answers, after.screen));
    assert_eq!(talk.notes.len(), 1);
    assert!(talk.shown().contains("head"), "{}", talk.shown());
}

#[test]
fn a_double_tap_chooses_once() {
    let mut talk = talk();
    talk.says("cramp in my calf");
    let (message, screen) = talk.screens.last().cloned().unwrap();
    let none = screen.buttons.iter().flatten().find(|button| button.label == "None of these");
    let data = none.unwrap().data.clone();
    talk.presses_data(&data, message);
    let (once, shown) = (talk.state(), talk.screens.len());
    talk.presses_data(&data, message);
    assert_eq!(talk.state().at, once.at);
    assert_eq!(talk.screens.len(), shown, "the question is on the screen already");
    assert_eq!(talk.notes.len(), 1, "the second tap is told so");
}

#[test]
fn forged_buttons_do_nothing() {
    let mut talk = talk();
    talk.says("cramp in my calf");
    let before = talk.state();
    let screen = before.screen;
    for data in [
        String::new(),
        "nonsense".to_owned(),
        format!("{screen}~cramp.answer~gone"),
        format!("{screen}~cramp.gate~no_such_option"),
        format!("{screen}~cramp.gate~none~99999999999999999999"),
        "x".repeat(4096),
    ] {
        talk.presses_data(&data, 1);
        assert_eq!(talk.state().answers, before.answers, "{data}");
    }
}

#[test]
fn an_edit_of_the_scripts_leads_to_the_start_with_a_sentence() {
    let mut talk = talk();
    talk.says("cramp in my calf");
    let mut state: State = talk.state();
    state.at = Some("cramp.removed_long_ago".to_owned());
    state.answers.insert("removed".to_owned(), ["value".to_owned()].into());
    let bytes = state.encode().unwrap();
    talk.store_mut().commit(&[Write::State { chat: CHAT, bytes }]).unwrap();
    talk.says("hm");
    assert!(talk.shown().contains("improved"), "{}", talk.shown());
    assert!(talk.state().at.is_some_and(|at| at.starts_with("cramp.")));
}

#[test]
fn one_episode_is_one_record() {
    let mut talk = talk();
    talk.says("cramp in my calf");
    talk.presses("None of these").unwrap();
    talk.presses("Back").unwrap();
    talk.presses("None of these").unwrap();
    talk.says("not my calf, my foot");
    talk.says("/cramp");
    talk.says("my foot is cramping at night");
    let all = records(&talk);
    assert_eq!(all.len(), 1, "{all:#?}");
    let Entry::Cramp { answers, .. } = &all[0].entry else { panic!("a cramp is recorded") };
    assert!(answers["place"].contains("foot") && answers["timing"].contains("night"));
}

#[test]
fn a_long_pause_begins_another_episode() {
    let mut talk = talk();
    talk.says("cramp in my calf");
    talk.waits(TimeDelta::hours(12));
    talk.says("cramp in my neck");
    assert_eq!(records(&talk).len(), 2);
}

#[test]
fn a_red_flag_wins_over_every_step() {
    let mut talk = talk();
    let alarm = |talk: &mut Rehearsal| {
        talk.says("my chest hurts a lot and i cant breathe");
        assert!(talk.shown().starts_with("Call your emergency number now"), "{}", talk.shown());
        talk.presses("This is not happening").unwrap();
    };
    alarm(&mut talk);
    talk.says("cramp in my calf");
    alarm(&mut talk);
    talk.presses("None of these").unwrap();
    alarm(&mut talk);
    talk.says("/history");
    alarm(&mut talk);
    talk.says("/remind");
    alarm(&mut talk);
    talk.says("/sources");
    alarm(&mut talk);
}

#[test]
fn a_cramp_that_lasts_ten_minutes_is_seen_today() {
    let mut talk = talk();
    talk.says("cramp in my calf");
    talk.waits(TimeDelta::minutes(11));
    assert!(talk.shown().contains("Ten minutes"), "{}", talk.shown());
    talk.presses("Still there").unwrap();
    assert!(talk.shown().contains("See a doctor today"), "{}", talk.shown());
    talk.presses("This is not happening").unwrap();

    // Typed, it means the same.
    let mut talk = Rehearsal::new(shipped(), "en");
    talk.says("cramp in my calf");
    talk.waits(TimeDelta::minutes(11));
    talk.says("still there");
    assert!(talk.shown().contains("See a doctor today"), "{}", talk.shown());
}

#[test]
fn the_reminder_comes_once_an_evening_at_the_local_minute() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    assert!(talk.shown().contains("22:30"));
    // The clocks go forward on the 29th: 21:30 UTC before, 20:30 UTC from then on.
    for _ in 0..3 {
        talk.waits(TimeDelta::days(10));
        // Who never answers is not reminded for ever.
        talk.says("/history");
    }
    let sent = reminders(&talk);
    assert_eq!(sent.len(), 30, "{sent:?}");
    assert!(sent.iter().enumerate().all(|(index, (evening, outcome))| {
        *evening == day(2) + TimeDelta::days(i64::try_from(index).unwrap())
            && *outcome == ReminderOutcome::Sent
    }));
    let utc = |wanted: u32| {
        let at = records(&talk).into_iter().find_map(|record| match record.entry {
            Entry::Reminder { at, evening, .. } if evening == day(wanted) => Some(at),
            _ => None,
        });
        at.unwrap().format("%H:%M").to_string()
    };
    assert_eq!((utc(28), utc(29)), ("21:30".to_owned(), "20:30".to_owned()));
}

#[test]
fn a_reminder_past_the_grace_is_skipped_and_noted() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    let shown = talk.screens.len();
    // 2:40 UTC plus 21 hours: two hours and ten minutes past 21:30 UTC.
    talk.is_down_for(TimeDelta::hours(21));
    assert_eq!(talk.screens.len(), shown, "nothing is sent at night");
    assert_eq!(reminders(&talk), [(day(2), ReminderOutcome::Skipped)]);
    talk.waits(TimeDelta::days(1));
    assert_eq!(reminders(&talk).len(), 2);
}

#[test]
fn a_reminder_put_off_over_midnight_stays_on_its_evening() {
    let mut talk = talk();
    talk.says("/remind 23:45 Europe/Berlin");
    talk.waits(TimeDelta::hours(21));
    talk.presses("Later").unwrap();
    talk.waits(TimeDelta::minutes(40));
    talk.presses("Done").unwrap();
    talk.waits(TimeDelta::days(1));
    let evenings: Vec<_> = reminders(&talk).into_iter().map(|(evening, _)| evening).collect();
    assert_eq!(evenings, [day(2), day(3)]);
}

#[test]
fn history_comes_in_pages() {
    let mut talk = talk();
    for _ in 0..23 {
        talk.says("cramp in my calf");
        talk.waits(TimeDelta::hours(12));
    }
    talk.says("/history");
    let lines = |talk: &Rehearsal| talk.shown().matches('•').count();
    assert_eq!(lines(&talk), 10);
    talk.presses("Older").unwrap();
    talk.presses("Older").unwrap();
    assert_eq!(lines(&talk), 3);
    assert!(talk.presses("Older").is_err(), "there is nothing older");
}

#[test]
fn every_stretch_has_a_drawing_whose_words_say_it_all() {
    let rows = [
        ("cramp in my calf", "calf"),
        ("my foot is cramping", "foot"),
        ("cramp in the front of my thigh", "thigh_front"),
        ("my hamstring has cramped", "thigh_back_sitting"),
        ("charley horse", "calf"),
        ("cramp in my buttock", "buttock"),
        ("my hand is cramping", "hand"),
        ("neck cramp", "neck"),
        ("cramp in my jaw", "jaw"),
        ("back spasm", "back"),
        ("I am 34 weeks pregnant, cramp in my calf", "calf_pregnant"),
        ("I am 71, cramp in my calf", "calf"),
        ("I am driving and my calf cramps", "driving"),
        ("my husband has a cramp in his calf", "calf_helper"),
        ("my husband will not wake up", "recovery_position"),
        ("my wife is shaking all over and does not answer", "recovery_position"),
    ];
    for (said, name) in rows {
        let mut talk = talk();
        talk.says(said);
        let [picture] = &talk.pictures[..] else { panic!("{said}: {:?}", talk.pictures) };
        assert_eq!(picture.name, name, "{said}: {}", talk.shown());
        let text = &talk.screen().text;
        let first = picture.caption.lines().next().unwrap();
        assert!(text.contains(first), "{said}: the screen does not say {first}");
        assert_eq!(picture.urgent, talk.screen().urgent, "{said}");
        assert!(picture.alt.starts_with('🖼'), "{}", picture.alt);
    }
}

#[test]
fn a_drawing_comes_once_in_an_episode() {
    let mut talk = talk();
    let drawn = |talk: &Rehearsal| -> Vec<String> {
        talk.pictures.iter().map(|picture| picture.name.clone()).collect()
    };
    talk.says("cramp in my calf");
    for label in ["None of these", "At night", "Back", "At night", "None of these", "Still there"] {
        talk.presses(label).unwrap();
    }
    assert_eq!(drawn(&talk), ["calf", "calf_standing"]);
    talk.says("not my calf, my foot");
    talk.says("no, my calf");
    assert_eq!(drawn(&talk), ["calf", "calf_standing", "foot"]);
    talk.waits(TimeDelta::hours(12));
    talk.says("cramp in my calf");
    assert_eq!(drawn(&talk).last().map(String::as_str), Some("calf"));
    assert_eq!(talk.pictures.len(), 4);
    // Whoever asks to be shown a stretch is shown it each time.
    for _ in 0..2 {
        talk.says("/stretch");
        talk.presses("Calf").unwrap();
    }
    assert_eq!(talk.pictures.len(), 6);
}

/// Nothing that a stretch needs to be asked for first, and nothing while a danger sign holds.
#[test]
fn a_stretch_without_a_cramp_is_shown_only_where_no_question_comes_first() {
    let mut talk = talk();
    talk.says("/stretch");
    for label in ["Neck", "Jaw", "Belly", "Side", "Whole body"] {
        assert!(!talk.shown().contains(&format!("[{label}")), "{}", talk.shown());
    }
    assert!(talk.shown().contains("[🚨 Emergency]"));
    talk.presses("Hand").unwrap();
    assert!(talk.shown().contains("[🚨 Emergency]") && talk.shown().contains("Do not stretch"));
    assert!(records(&talk).is_empty(), "there was no cramp");
    talk.says("my chest hurts and I cannot breathe");
    talk.says("/stretch");
    assert!(talk.shown().starts_with("Call your emergency number now"), "{}", talk.shown());
}

#[test]
fn who_is_forgotten_leaves_the_goodbye_and_then_nothing() {
    let mut talk = talk();
    talk.says("cramp in my calf at night");
    talk.says("/remind 22:30 Europe/Berlin");
    talk.says("/forget");
    talk.presses("Delete everything").unwrap();
    assert!(talk.shown().contains("is deleted"), "{}", talk.shown());
    let store = talk.store();
    assert_eq!(store.state(CHAT).unwrap(), None);
    assert_eq!(store.records(CHAT, None, 9).unwrap(), []);
    assert_eq!(store.screen_message(CHAT).unwrap(), None);
    assert_eq!((store.next_due().unwrap(), store.last_seq().unwrap()), (None, None));
    // What happens to them later makes them no acquaintance again.
    talk.happens(Input::Blocked, None);
    talk.happens(Input::Timer { name: "ten_minutes".to_owned(), token: 1 }, None);
    assert_eq!(talk.known_state(), None);
}

#[test]
fn an_old_question_does_nothing_when_it_is_answered_with_no() {
    let mut talk = talk();
    talk.says("cramp in my calf");
    let before = talk.state();
    talk.says("/forget");
    let (asked, _) = talk.screens.last().cloned().unwrap();
    talk.presses("Keep it").unwrap();
    let (answered, screen) = talk.screens.last().cloned().unwrap();
    assert_eq!((asked, screen.buttons.len()), (answered, 0), "the question is gone");
    assert_eq!(talk.state().answers, before.answers);
}

/// What was stored before a cramp knew its local time is still read.
#[test]
fn records_of_the_first_format_are_shown_and_changed() {
    let mut talk = talk();
    let bytes = br#"{"version":1,"id":1772419200000001,"kind":"cramp","at":"2026-03-02T02:40:00Z",
        "answers":{"place":["calf"]},"script":"old"}"#
        .to_vec();
    talk.store_mut()
        .commit(&[Write::Record { chat: CHAT, id: 1_772_419_200_000_001, bytes }])
        .unwrap();
    talk.says("/history");
    assert!(talk.shown().contains("2026-03-02 02:40 UTC: Calf"), "{}", talk.shown());
    for label in ["Change or delete one", "Calf", "How long", "Over 10 minutes"] {
        talk.presses(label).unwrap();
    }
    assert!(talk.shown().contains("Calf · Over 10 minutes"), "{}", talk.shown());
    assert_eq!(records(&talk)[0].version, Record::VERSION);
}

/// Numbers of records come from buttons, and buttons may be forged.
#[test]
fn a_forged_record_is_nobodys() {
    let mut talk = talk();
    talk.says("cramp in my calf");
    let kept = records(&talk);
    for data in
        ["0~own.pain~p3~1", "0~own.records~open~-1", "0~own.pain~skipped~1", "0~own.record~pain~1"]
    {
        talk.presses_data(data, 1);
    }
    talk.presses_data("0~own.delete~yes~1", 1);
    assert_eq!(records(&talk), kept);
}

#[test]
fn a_cramp_knows_the_clock_on_the_wall() {
    let mut talk = talk();
    talk.says("/remind 22:30 America/New_York");
    talk.says("cramp in my calf");
    let Entry::Cramp { local, told, .. } = records(&talk)[0].entry.clone() else { panic!() };
    assert_eq!(local.unwrap().to_string(), "2026-03-01 21:40:00");
    assert_eq!(told, None);
}
