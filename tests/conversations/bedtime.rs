//! The bedtime reminder: where and when, once an evening through everything, and what is answered.

use chrono::{NaiveDate, TimeDelta};
use crampbot::dialogue::Input;
use crampbot::dialogue::Record;
use crampbot::dialogue::state::{Entry, ReminderOutcome};
use crampbot::store::{Store, Timer, Write};

use crate::rehearsal::{CHAT, Rehearsal, shipped};

fn talk() -> Rehearsal {
    Rehearsal::new(shipped(), "en")
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
}

/// What became of each evening, in order.
fn evenings(talk: &Rehearsal) -> Vec<(NaiveDate, ReminderOutcome)> {
    let stored = talk.store().records(CHAT, None, 1000).unwrap();
    let records = stored.iter().map(|(_, bytes)| Record::decode(bytes).unwrap());
    let found = records.filter_map(|record| match record.entry {
        Entry::Reminder { evening, outcome, .. } => Some((evening, outcome)),
        Entry::Cramp { .. } => None,
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(evening, _)| *evening);
    found
}

/// Reminders that were shown.
fn sent(talk: &Rehearsal) -> usize {
    talk.screens.iter().filter(|(_, screen)| screen.reminder).count()
}

fn zone(talk: &Rehearsal) -> Option<String> {
    talk.state().reminder.zone.map(|zone| zone.to_string())
}

fn shares(talk: &mut Rehearsal, latitude: f64, longitude: f64) {
    #[expect(clippy::cast_possible_truncation, reason = "degrees are small")]
    let millionths = |degrees: f64| (degrees * 1e6) as i32;
    let (latitude_e6, longitude_e6) = (millionths(latitude), millionths(longitude));
    talk.happens(Input::Location { latitude_e6, longitude_e6 }, None);
}

#[test]
fn a_shared_place_tells_the_zone_where_it_is_asked_for() {
    let mut talk = talk();
    talk.says("/remind 22:30");
    assert!(talk.shown().contains("Where are you?"), "{}", talk.shown());
    // In the middle of the Atlantic.
    shares(&mut talk, 40.0, -30.0);
    assert!(talk.shown().contains("at sea") && talk.shown().contains("22:15"), "{}", talk.shown());
    assert_eq!(zone(&talk), None);
    shares(&mut talk, -33.45, -70.67);
    assert!(talk.shown().contains("America/Santiago"), "{}", talk.shown());
    // Moved to where the clock differs: the same screen, another zone.
    shares(&mut talk, 47.4, 8.5);
    assert_eq!(zone(&talk).as_deref(), Some("Europe/Zurich"));
    for nowhere in [(95.0, 181.0), (-90.0, 0.0), (0.0, 180.0)] {
        shares(&mut talk, nowhere.0, nowhere.1);
    }
    talk.says("cramp in my calf");
    let before = talk.state().reminder;
    shares(&mut talk, 55.75, 37.6);
    assert!(talk.shown().contains("I cannot send help"), "{}", talk.shown());
    assert!(talk.shown().contains("shin"), "the conversation goes on: {}", talk.shown());
    assert_eq!(talk.state().reminder.zone, before.zone);
}

#[test]
fn a_city_is_understood_as_a_person_would() {
    let rows = [
        ("Munich", Some("Europe/Berlin")),
        ("münchen", Some("Europe/Berlin")),
        ("London", Some("Europe/London")),
        ("I live in Nizhny Novgorod", Some("Europe/Moscow")),
        ("я живу в Екатеринбурге", Some("Asia/Yekaterinburg")),
        ("в Перми", Some("Asia/Yekaterinburg")),
        ("Нью-Йорк", Some("America/New_York")),
        ("Ciudad de México", Some("America/Mexico_City")),
        ("Moscú", Some("Europe/Moscow")),
        ("Amsterdm", Some("Europe/Amsterdam")),
        ("Lyon, France", Some("Europe/Paris")),
        ("я живу в Угличе", Some("Europe/Moscow")),
        ("Portland, Oregon", None),
        ("Europe/Kyiv", Some("Europe/Kyiv")),
        ("UTC-3", Some("UTC-03:00")),
        ("half past nine at night", Some("UTC-05:15")),
        ("Valencia", None),
        ("Birmingham", None),
        ("somewhere nice maybe", None),
        ("mañana", None),
        ("asdfgh", None),
        ("the ocean", None),
        ("22:77", None),
    ];
    for (said, expected) in rows {
        let mut talk = talk();
        talk.says("/remind half past ten at night");
        talk.says(said);
        assert_eq!(zone(&talk).as_deref(), expected, "{said}: {}", talk.shown());
        let at = talk.state().at;
        let asks = expected.is_none();
        assert_eq!(at.as_deref() == Some("bedtime.zone"), asks, "{said}: {}", talk.shown());
    }
}

#[test]
fn a_city_that_exists_twice_is_asked_back() {
    let mut talk = talk();
    talk.says("/remind 10pm in Valencia");
    let shown = talk.shown();
    assert!(shown.contains("There are several"), "{shown}");
    let zones = ["Europe/Madrid", "America/Caracas", "America/Los_Angeles"];
    assert!(zones.iter().all(|zone| shown.contains(zone)), "{shown}");
    let buttons = talk.screen().buttons.iter().flatten();
    assert!(buttons.clone().all(|button| button.data.len() <= 64));
    let caracas = buttons.clone().find(|button| button.label.contains("Caracas")).unwrap();
    // What a button carries is not trusted.
    let forged = caracas.data.replace("America/Caracas", "Mars/Olympus");
    let message = talk.screens.last().unwrap().0;
    talk.presses_data(&forged, message);
    assert_eq!(zone(&talk), None);
    talk.presses("Caracas").unwrap();
    assert!(talk.shown().contains("Every day at 22:00"), "{}", talk.shown());
    assert_eq!(zone(&talk).as_deref(), Some("America/Caracas"));
}

/// Said at the time step, as a person who goes to bed then means it.
#[test]
fn times_are_understood_however_they_are_said() {
    let rows: [(&str, &[(&str, &str)]); 3] = [
        (
            "en",
            &[
                ("half eleven", "23:30"),
                ("at midnight", "00:00"),
                ("noon", "12:00"),
                ("12 noon", "12:00"),
                ("quarter to midnight", "23:45"),
                ("quarter to ten", "21:45"),
                ("quarter of ten", "21:45"),
                ("10pm tonight", "22:00"),
                ("1 in the morning, at night", "01:00"),
                ("11 o'clock sharp", "23:00"),
                ("Ten O’Clock", "22:00"),
                ("eleven-ish", "23:00"),
                ("twenty-two thirty", "22:30"),
                ("twenty two hundred", "22:00"),
                ("usually around 11 pm", "23:00"),
                ("21 h", "21:00"),
                ("before midnight", "00:00"),
            ],
        ),
        (
            "ru",
            &[
                ("в девять вечера", "21:00"),
                ("в пол-одиннадцатого", "22:30"),
                ("часов в десять", "22:00"),
                ("22ч", "22:00"),
                ("22 ч 30 мин", "22:30"),
                ("21 час", "21:00"),
                ("около полуночи", "00:00"),
                ("полдень", "12:00"),
                ("к одиннадцати", "23:00"),
                ("двадцать два тридцать", "22:30"),
                ("в двадцать три ноль ноль", "23:00"),
                ("напоминай мне в десять вечера", "22:00"),
                ("в начале одиннадцатого", "22:00"),
                ("без пяти одиннадцать", "22:55"),
            ],
        ),
        (
            "es",
            &[
                ("a medianoche", "00:00"),
                ("al mediodía", "12:00"),
                ("a las diez en punto", "22:00"),
                ("las once de la noche en punto", "23:00"),
                ("un cuarto para las once", "22:45"),
                ("faltan diez para las once", "22:50"),
                ("veintidós treinta", "22:30"),
                ("a las veintitrés horas", "23:00"),
                ("las once pasadas", "23:00"),
                ("21 h", "21:00"),
            ],
        ),
    ];
    for (language, rows) in rows {
        let mut talk = Rehearsal::new(shipped(), language);
        talk.says("/remind 21:11 Europe/Madrid");
        for (said, expected) in rows {
            talk.says("/remind 21:11");
            talk.says(&format!("/remind {said}"));
            let reminder = talk.state().reminder;
            assert_eq!(reminder.bedtime.unwrap().to_string(), *expected, "{said}");
            // What is said beside a time is never taken for a place that it only resembles.
            assert_eq!(zone(&talk).as_deref(), Some("Europe/Madrid"), "{said}");
        }
        for nonsense in ["25:99", "mañana", "between 10 and 11", "1000000", "???"] {
            talk.says(&format!("/remind {nonsense}"));
            let shown = talk.shown();
            assert!(shown.contains("22:30"), "an example: {nonsense}: {shown}");
            let bedtime = talk.state().reminder.bedtime.unwrap().to_string();
            assert_eq!(bedtime, rows.last().unwrap().1, "{nonsense}");
        }
    }
}

#[test]
fn the_reminder_is_switched_in_words() {
    let mut talk = talk();
    talk.says("/remind 22:30 La Paz, Bolivia");
    talk.presses("La_Paz").unwrap();
    for (said, on) in
        [("stop", false), ("on", true), ("выключи", false), ("activar", true), ("apágalo", false)]
    {
        talk.says(&format!("/remind {said}"));
        assert_eq!(talk.state().reminder.on, on, "{said}");
    }
    // A time beside a place that is not known is kept, and the place asked for.
    talk.says("/remind 21:15 Narnia");
    assert_eq!(talk.state().reminder.bedtime.unwrap().to_string(), "21:15");
    assert!(talk.shown().contains("I do not know that place"), "{}", talk.shown());
    assert_eq!(zone(&talk).as_deref(), Some("America/La_Paz"));
}

#[test]
fn a_key_shares_the_place_while_it_is_asked_for() {
    let mut talk = talk();
    talk.says("/remind 22:30");
    assert_eq!(talk.place_keys, [true]);
    talk.says("hmm");
    shares(&mut talk, 40.0, -30.0);
    assert_eq!(talk.place_keys, [true], "it is there already");
    shares(&mut talk, 40.4, -3.7);
    assert_eq!(talk.place_keys, [true, false]);
    assert!(talk.shown().contains("Europe/Madrid"), "{}", talk.shown());
    // Whatever else leads away from the question takes it away as well.
    for away in ["Lima", "/cancel", "cramp in my calf", "/forget"] {
        talk.says("/remind off");
        talk.says("/settings");
        talk.says("/remind 22:30");
        talk.presses("Time zone").unwrap();
        assert_eq!(talk.place_keys.last(), Some(&true), "{away}");
        talk.says(away);
        if away == "/forget" {
            talk.presses("Delete everything").unwrap();
        }
        assert_eq!(talk.place_keys.last(), Some(&false), "{away}");
    }
    let balance = talk.place_keys.chunks(2).all(|pair| pair == [true, false]);
    assert!(balance, "{:?}", talk.place_keys);
}

#[test]
fn settings_change_on_one_message() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    talk.says("/settings");
    let message = talk.screens.last().unwrap().0;
    for label in ["Sat", "Sun", "15 min later", "15 min later", "Switch it off", "Switch it on"] {
        talk.presses(label).unwrap();
        assert_eq!(talk.screens.last().unwrap().0, message, "{label} is edited in place");
    }
    let shown = talk.shown();
    assert!(shown.contains("At 23:00 on: Mon, Tue, Wed, Thu, Fri"), "{shown}");
    // 2 March 2026 is a Monday.
    talk.waits(TimeDelta::days(7));
    let sent = |date: u32| (day(date), ReminderOutcome::Sent);
    assert_eq!(evenings(&talk), [sent(2), sent(3), sent(4), sent(5), sent(6)]);
    for label in ["Mon", "Tue", "Wed", "Thu", "Fri"] {
        talk.says("/settings");
        talk.presses(label).unwrap();
    }
    assert!(talk.shown().contains("No day is chosen"), "{}", talk.shown());
    assert_eq!(talk.store().next_due().unwrap(), None);
}

#[test]
fn an_outage_is_made_up_for_within_the_grace_and_noted_after_it() {
    use ReminderOutcome::{Sent, Skipped};
    // The bot goes down at 21:00 UTC; 22:30 in Berlin is 21:30 UTC.
    let rows: [(i64, &[(u32, ReminderOutcome)]); 6] = [
        (40, &[(2, Sent)]),
        (2 * 60, &[(2, Sent)]),
        (2 * 60 + 1, &[(2, Skipped)]),
        (30 + 25 * 60, &[(2, Skipped), (3, Sent)]),
        (30 + 26 * 60, &[(2, Skipped), (3, Skipped)]),
        (30 + 73 * 60, &[(2, Skipped), (3, Skipped), (4, Skipped), (5, Sent)]),
    ];
    for (minutes, expected) in rows {
        let mut talk = talk();
        talk.says("/remind 22:30 Europe/Berlin");
        // 2:40:05 now.
        talk.waits(TimeDelta::seconds(((21 - 2) * 60 - 40) * 60 - 5));
        talk.is_down_for(TimeDelta::minutes(minutes));
        let expected: Vec<_> = expected.iter().map(|(date, it)| (day(*date), *it)).collect();
        assert_eq!(evenings(&talk), expected, "down for {minutes} minutes");
        let shown = expected.iter().filter(|(_, outcome)| *outcome == Sent).count();
        assert_eq!(sent(&talk), shown, "down for {minutes} minutes");
        // And the evenings after it come as ever.
        talk.waits(TimeDelta::days(2));
        assert_eq!(evenings(&talk).len(), expected.len() + 2, "down for {minutes} minutes");
    }
}

#[test]
fn a_year_without_the_bot_is_not_noted_day_by_day() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    talk.is_down_for(TimeDelta::days(365));
    assert!((29..=31).contains(&evenings(&talk).len()), "{}", evenings(&talk).len());
    assert_eq!(sent(&talk), 0);
    talk.waits(TimeDelta::days(1));
    assert_eq!(sent(&talk), 1);
}

#[test]
fn fourteen_evenings_without_an_answer_are_enough() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    talk.waits(TimeDelta::days(14));
    assert_eq!(sent(&talk), 14);
    assert!(talk.shown().contains("Time for your bedtime stretch"));
    talk.waits(TimeDelta::days(1));
    assert!(talk.shown().contains("I stop for now"), "{}", talk.shown());
    talk.waits(TimeDelta::days(30));
    assert_eq!(sent(&talk), 15, "nothing more");
    // Any answer wakes it, and it says nothing of it in the middle of a cramp.
    talk.says("cramp in my calf");
    assert!(talk.shown().contains("shin"));
    talk.waits(TimeDelta::days(15));
    assert_eq!(sent(&talk), 30);
    talk.presses("Go on").unwrap();
    assert!(talk.shown().contains("Every day at 22:30"), "{}", talk.shown());
    // Somebody who answers now and then is never given up.
    for _ in 0..5 {
        talk.waits(TimeDelta::days(10));
        talk.presses("Done").unwrap();
    }
    assert_eq!(sent(&talk), 80);
}

#[test]
fn later_never_costs_the_next_evening_and_done_ends_it() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    talk.waits(TimeDelta::hours(19));
    assert_eq!(sent(&talk), 1);
    talk.presses("Later").unwrap();
    // Pressed again on the reminder that is still there: done before half an hour is over.
    let reminder = talk.screens.iter().rposition(|(_, screen)| screen.reminder).unwrap();
    talk.presses_at(reminder, 0);
    talk.waits(TimeDelta::hours(2));
    assert_eq!(sent(&talk), 1, "no second reminder after Done");
    // A late "Later", ten minutes before the next evening's reminder.
    let mut talk = Rehearsal::new(shipped(), "en");
    talk.says("/remind 22:30 Europe/Berlin");
    // 2:40:05 to 21:20 UTC on the next day.
    talk.waits(TimeDelta::minutes(18 * 60 + 40 + 24 * 60));
    talk.presses("Later").unwrap();
    talk.waits(TimeDelta::hours(3));
    assert_eq!(evenings(&talk).len(), 2);
    assert_eq!(sent(&talk), 2);
}

/// Somebody who travels, changes the bedtime and meets clock changes, and whose bot restarts all the
/// while (every state is read back on every turn), is reminded at most once a date, and on every date
/// that passes quietly.
#[test]
fn one_reminder_a_date_through_moves_and_outages() {
    let zones = ["Europe/Berlin", "America/New_York", "Pacific/Apia", "Africa/Cairo", "UTC+05:30"];
    let times = ["22:30", "0:15", "1am", "23:45"];
    for seed in 0..20 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut talk = talk();
        talk.says("/remind 22:30 Europe/Berlin");
        for _ in 0..40 {
            match random.u8(..4) {
                0 => talk.says(&format!(
                    "/remind {} {}",
                    times[random.usize(..times.len())],
                    zones[random.usize(..zones.len())]
                )),
                1 => talk.is_down_for(TimeDelta::minutes(random.i64(0..3000))),
                2 if sent(&talk) > 0 => {
                    let at = talk.screens.iter().rposition(|(_, screen)| screen.reminder).unwrap();
                    talk.presses_at(at, random.usize(..3));
                }
                _ => talk.waits(TimeDelta::minutes(random.i64(0..4000))),
            }
        }
        let all = evenings(&talk);
        let dates: std::collections::BTreeSet<_> = all.iter().map(|(date, _)| *date).collect();
        assert_eq!(dates.len(), all.len(), "seed {seed}: {all:?}");
        let state = talk.state();
        assert_eq!(state.reminder.last_evening, dates.last().copied(), "seed {seed}");
        assert!(talk.store().next_due().unwrap().is_some(), "seed {seed}");
    }
}

#[test]
fn the_words_come_from_what_happened() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    talk.waits(TimeDelta::days(1));
    let shown = talk.shown();
    assert!(shown.contains("• Calf") && shown.contains("• Back of the thigh"), "{shown}");
    assert!(!shown.contains("cramp in the night") && !shown.contains("in a row"), "{shown}");
    // 3 March: two cramps of the foot at night, one of the hand.
    for cramp in ["cramp in my foot", "my hand is cramping", "cramp in my foot"] {
        talk.says("/cramp");
        talk.says(cramp);
        talk.says("gone");
        talk.waits(TimeDelta::hours(7));
    }
    // The next evening.
    talk.waits(TimeDelta::hours(21));
    let shown = talk.shown();
    assert!(shown.contains("last cramps were: Foot or toes, Hand or forearm."), "{shown}");
    assert!(shown.contains("• Foot") && shown.contains("• Hand"), "{shown}");
    assert!(!shown.contains("• Calf"), "{shown}");
    for _ in 0..4 {
        talk.presses("Done").unwrap();
        talk.waits(TimeDelta::days(1));
    }
    let shown = talk.shown();
    assert!(shown.contains("You did it on 4 evenings in a row."), "{shown}");
    assert!(shown.contains("nights without a cramp."), "{shown}");
    // Two weeks later the foot is forgotten.
    talk.presses("Done").unwrap();
    talk.waits(TimeDelta::days(13));
    let shown = talk.shown();
    assert!(shown.contains("• Calf") && !shown.contains("• Foot"), "{shown}");
    assert!(!shown.contains("in a row"), "thirteen evenings were not answered: {shown}");
    // A step beside the conversation changes nothing of it.
    assert_eq!(talk.state().answers.get("stretch"), None);
}

#[test]
fn after_six_weeks_it_shows_before_and_after_and_asks() {
    let mut talk = talk();
    // Three weeks with a cramp every other day.
    for _ in 0..11 {
        talk.says("/cramp");
        talk.says("cramp in my calf");
        talk.says("gone");
        talk.waits(TimeDelta::days(2));
    }
    talk.says("/remind 22:30 Europe/Berlin");
    for _ in 0..42 {
        talk.waits(TimeDelta::days(1));
        assert!(talk.shown().contains("Time for your bedtime stretch"), "{}", talk.shown());
        talk.presses("Done").unwrap();
    }
    talk.says("cramp in my calf");
    talk.waits(TimeDelta::days(1));
    let shown = talk.shown();
    assert!(shown.contains("Six weeks of bedtime stretches"), "{shown}");
    assert!(shown.contains("You did the stretch on 42 of 42 evenings."), "{shown}");
    assert!(shown.contains("3.7 in the weeks before, 0.2 since then"), "{shown}");
    assert!(shown.contains("may help") && shown.contains("keep reminding"), "{shown}");
    talk.presses("Go on").unwrap();
    assert!(talk.shown().contains("I go on"));
    talk.waits(TimeDelta::days(1));
    assert!(talk.shown().contains("Time for your bedtime stretch"), "once is enough");

    // Nothing is known of the time before.
    let mut talk = Rehearsal::new(shipped(), "ru");
    talk.says("/remind 22:30 Europe/Moscow");
    for _ in 0..5 {
        talk.waits(TimeDelta::days(9));
        talk.says("/settings");
    }
    let review = talk.screens.iter().find(|(_, screen)| screen.text.contains("Шесть недель"));
    let text = &review.unwrap().1.text;
    assert!(text.contains("0,0. Как было раньше, я не знаю."), "{text}");
}

/// Nobody is asked to stretch a leg that a doctor has to see.
#[test]
fn a_danger_sign_holds_the_reminder_back() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    talk.says("my calf is swollen, red and hot");
    assert_eq!(talk.state().at.as_deref(), Some("cramp.today"));
    talk.waits(TimeDelta::days(1));
    assert_eq!(sent(&talk), 0);
    talk.waits(TimeDelta::days(2));
    assert_eq!(sent(&talk), 1, "after two days it comes again");
}

/// The guided routine: what stands on the screen every five seconds, as phase, side and repetition.
#[test]
fn the_routine_goes_from_hold_to_rest_to_the_other_side() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    talk.waits(TimeDelta::hours(19));
    talk.presses("Start").unwrap();
    let drawings = |talk: &Rehearsal| {
        talk.pictures.iter().map(|picture| picture.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(drawings(&talk), ["calf_standing"]);
    assert!(talk.shown().contains("Hold. Left side, 1 of 3"), "{}", talk.shown());
    assert!(talk.shown().contains("░░░░░░░░░░ 10 s"), "{}", talk.shown());
    let message = talk.screens.last().unwrap().0;
    talk.waits(TimeDelta::seconds(5));
    assert!(talk.shown().contains("▓▓▓▓▓░░░░░ 5 s"), "{}", talk.shown());
    talk.waits(TimeDelta::seconds(5));
    assert!(talk.shown().contains("Rest. Left side, 1 of 3 done"), "{}", talk.shown());
    talk.waits(TimeDelta::seconds(10));
    assert!(talk.shown().contains("Hold. Left side, 2 of 3"), "{}", talk.shown());
    talk.waits(TimeDelta::seconds(40));
    assert!(talk.shown().contains("Hold. Right side, 1 of 3"), "{}", talk.shown());
    assert_eq!(talk.screens.last().unwrap().0, message, "one message, edited in place");
    talk.waits(TimeDelta::seconds(60));
    assert!(talk.shown().contains("Back of the thigh"), "{}", talk.shown());
    assert_eq!(drawings(&talk), ["calf_standing", "thigh_back_sitting"]);
    assert_ne!(talk.screens.last().unwrap().0, message, "its drawing stands below it");
    // The last rest is none: it ends with the last hold.
    talk.waits(TimeDelta::seconds(105));
    assert!(talk.shown().contains("Hold. Right side, 3 of 3"), "{}", talk.shown());
    talk.waits(TimeDelta::seconds(5));
    assert!(talk.shown().contains("Well done"), "{}", talk.shown());
    assert_eq!(evenings(&talk), [(day(2), ReminderOutcome::Done)]);
    assert_eq!(talk.state().routine, None);
    // 230 seconds, an edit every five at most.
    assert!(talk.refreshed <= 46, "{} edits", talk.refreshed);
    assert!(!talk.state().timers.contains_key("count-down"));
}

#[test]
fn the_routine_pauses_skips_stops_and_survives_an_outage() {
    let mut talk = talk();
    talk.says("/stretch");
    talk.presses("The bedtime routine").unwrap();
    talk.waits(TimeDelta::seconds(5));
    // Five seconds pass before the press.
    talk.presses("Pause").unwrap();
    assert!(talk.shown().contains("Paused. Left side, 1 of 3"), "{}", talk.shown());
    let before = talk.refreshed;
    talk.waits(TimeDelta::hours(1));
    assert_eq!(talk.refreshed, before, "nothing moves");
    talk.presses("Go on").unwrap();
    talk.waits(TimeDelta::seconds(12));
    assert!(talk.shown().contains("Left side"), "{}", talk.shown());
    // The bot is down for ten minutes in the middle of it: what was going on begins again.
    talk.is_down_for(TimeDelta::minutes(10));
    assert!(talk.shown().contains("░░░░░░░░░░ 10 s"), "{}", talk.shown());
    assert!(talk.shown().contains("• Calf"), "{}", talk.shown());
    talk.presses("Skip").unwrap();
    assert!(talk.shown().contains("Back of the thigh"), "{}", talk.shown());
    assert!(talk.shown().contains("Left side, 1 of 3"), "{}", talk.shown());
    talk.presses("Stop").unwrap();
    assert!(talk.shown().contains("we stop here"), "{}", talk.shown());
    talk.presses("From the start").unwrap();
    talk.presses("Skip").unwrap();
    talk.presses("Skip").unwrap();
    assert!(talk.shown().contains("Well done"), "{}", talk.shown());
    assert_eq!(evenings(&talk), [], "nothing was held, and there was no reminder");
    // A red flag in the middle ends it at once.
    talk.says("/stretch");
    talk.presses("The bedtime routine").unwrap();
    talk.says("I have chest pain");
    assert_eq!(talk.state().at.as_deref(), Some("cramp.now"));
    assert_eq!(talk.state().routine, None);
    let screens = talk.screens.len();
    talk.waits(TimeDelta::minutes(5));
    assert_eq!(talk.screens.len(), screens, "no stretch comes back over the card");
}

#[test]
fn the_routine_takes_two_taps_as_one_and_shows_itself_again() {
    let mut talk = talk();
    talk.says("/stretch");
    talk.presses("routine").unwrap();
    let (message, screen) = talk.screens.last().cloned().unwrap();
    let pause = screen.buttons.iter().flatten().find(|button| button.label == "Pause").unwrap();
    talk.presses_data(&pause.data, message);
    talk.presses_data(&pause.data, message);
    assert!(talk.state().routine.unwrap().paused_seconds.is_some(), "still paused");
    talk.waits(TimeDelta::hours(1));
    assert!(talk.shown().contains("Paused"), "{}", talk.shown());
    let routine = talk.state().routine;
    talk.happens(Input::Returned, None);
    assert!(talk.shown().contains("Paused"), "{}", talk.shown());
    assert_eq!(talk.state().routine, routine);
    talk.says("/language es");
    assert!(talk.shown().contains("En pausa"), "{}", talk.shown());
    talk.presses("Seguir").unwrap();
    assert!(talk.shown().contains("Mantén"), "{}", talk.shown());
    // There is no such command, but everybody knows what is meant.
    talk.says("/stop");
    assert_eq!(talk.state().at.as_deref(), Some("bedtime.stopped"));
    assert_eq!(talk.state().routine, None);
    // Nobody sees it after the bot was blocked: it waits.
    talk.presses("Desde el principio").unwrap();
    talk.happens(Input::Blocked, None);
    assert!(talk.state().routine.unwrap().paused_seconds.is_some());
    let refreshed = talk.refreshed;
    talk.waits(TimeDelta::hours(1));
    assert_eq!(talk.refreshed, refreshed);
}

#[test]
fn a_hold_during_a_cramp_counts_down_and_asks() {
    let mut talk = talk();
    talk.says("cramp in my calf, woke me up");
    talk.presses("None of these").unwrap();
    talk.presses("None of these").unwrap();
    talk.presses("Hold with me").unwrap();
    let message = talk.screens.last().unwrap().0;
    assert!(talk.shown().contains("░░░░░░░░░░ 30 s"), "{}", talk.shown());
    talk.waits(TimeDelta::seconds(15));
    assert!(talk.shown().contains("▓▓▓▓▓░░░░░ 15 s"), "{}", talk.shown());
    assert_eq!(talk.screens.last().unwrap().0, message, "edited in place");
    talk.waits(TimeDelta::seconds(15));
    assert_eq!(talk.state().at.as_deref(), Some("cramp.gone_yet"));
    assert_eq!(talk.refreshed, 5);
    talk.waits(TimeDelta::minutes(10));
    talk.presses("Still there").unwrap();
    assert!(talk.shown().contains("See a doctor today"), "{}", talk.shown());
}

/// A timer that was set with older rules of the zone: the rules of today decide when it is time.
#[test]
fn an_evening_planned_with_older_rules_comes_once() {
    for (planned_minutes, sent_at_plan) in [(-60, 0), (60, 1), (0, 1)] {
        let mut talk = talk();
        talk.says("/remind 22:30 Europe/Berlin");
        let mut state = talk.state();
        let armed = state.timers.get_mut("bed-time").unwrap();
        let name = "bed-time".to_owned();
        let gone = Write::DeleteTimer { due: armed.due, chat: CHAT, name: name.clone() };
        armed.due += TimeDelta::minutes(planned_minutes);
        let (due, token) = (armed.due, armed.token);
        let timer = Write::Timer(Timer { due, chat: CHAT, name, token });
        let bytes = state.encode().unwrap();
        talk.store_mut().commit(&[gone, timer, Write::State { chat: CHAT, bytes }]).unwrap();
        // 2:40:05 now; 22:30 in Berlin is 21:30 UTC.
        let until_plan = TimeDelta::minutes(18 * 60 + 50 + planned_minutes);
        talk.waits(until_plan);
        assert_eq!(sent(&talk), sent_at_plan, "planned {planned_minutes} minutes later");
        talk.waits(TimeDelta::hours(3));
        assert_eq!(sent(&talk), 1, "planned {planned_minutes} minutes later");
        talk.waits(TimeDelta::days(3));
        assert_eq!(sent(&talk), 4, "planned {planned_minutes} minutes later");
        assert_eq!(evenings(&talk).len(), 4);
    }
}

/// The clock was far ahead for a moment: reminders go on as soon as it is right again.
#[test]
fn a_clock_that_was_far_ahead_does_not_silence_the_reminders() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    let (right, planned) = (talk.now(), talk.state().timers["bed-time"].due);
    talk.is_down_for(TimeDelta::days(400));
    assert!(talk.state().timers["bed-time"].due - right > TimeDelta::days(399));
    talk.clock_is_set(right + TimeDelta::seconds(34));
    assert_eq!(talk.state().timers["bed-time"].due, planned);
    assert_eq!(sent(&talk), 0, "planned anew, not sent");
    talk.waits(TimeDelta::days(1));
    assert_eq!(sent(&talk), 1);
    talk.waits(TimeDelta::days(2));
    assert_eq!(sent(&talk), 3);
}

/// The message says itself until when it may wait.
#[test]
fn a_reminder_is_worth_sending_for_ninety_minutes() {
    let mut talk = talk();
    talk.says("/remind 22:30 Europe/Berlin");
    let due = talk.state().timers["bed-time"].due;
    talk.is_down_for(due - talk.now() + TimeDelta::minutes(80));
    assert_eq!(sent(&talk), 1);
    assert_eq!(talk.screen().until, Some(due + TimeDelta::minutes(90)));
    // What was queued by an earlier version has no such time.
    let kept = serde_json::to_string(talk.screen()).unwrap();
    let (head, _) = kept.split_once(",\"until\"").unwrap();
    let earlier: crampbot::dialogue::Screen = serde_json::from_str(&format!("{head}}}")).unwrap();
    assert_eq!(earlier.until, None);
}
