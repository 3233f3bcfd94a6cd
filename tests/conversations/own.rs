//! What is kept of a person, out and in again.

use chrono::TimeDelta;
use crampbot::channel::telegram::words;
use crampbot::dialogue::{Content, Input};
use crampbot::service::export::{everything, import, table};
use crampbot::store::{MemoryStore, Store, Write};

use crate::proof::do_something;
use crate::rehearsal::{CHAT, Rehearsal, shipped};

const CONVERSATIONS: u64 = 150;
const TURNS: usize = 40;

/// Export, forget, import, export: the same, wherever a conversation stands.
#[test]
fn an_export_comes_back_as_it_was() {
    let script = shipped();
    let said =
        ["cramp in my calf at night", "/remind 22:30 Europe/Berlin", "gone", "chest pain", "no"]
            .map(str::to_owned);
    let (mut records, mut timers) = (0, 0);
    for seed in 0..CONVERSATIONS {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut talk = Rehearsal::new(script.clone(), "en");
        for _ in 0..TURNS {
            do_something(&mut talk, &mut random, &said);
        }
        let now = talk.now();
        let Some(before) = everything(talk.store(), CHAT).unwrap() else { continue };
        let (state, due) = (talk.state(), talk.store().due(now + TimeDelta::days(9), 99).unwrap());
        records += talk.store().records(CHAT, None, 999).unwrap().len();
        timers += due.len();
        talk.store_mut().commit(&[Write::Forget { chat: CHAT }]).unwrap();
        assert_eq!(everything(talk.store(), CHAT).unwrap(), None);
        import(talk.store_mut(), CHAT, &before, false, now).unwrap();
        let after = everything(talk.store(), CHAT).unwrap().unwrap();
        assert!(after == before, "seed {seed}: {}", String::from_utf8_lossy(&after));
        assert_eq!(talk.state(), state);
        assert_eq!(talk.store().due(now + TimeDelta::days(9), 99).unwrap(), due, "seed {seed}");
        // Another person's is the same but for the name, which is not in it.
        import(talk.store_mut(), 8, &before, false, now).unwrap();
        assert!(everything(talk.store(), 8).unwrap().unwrap() == before);
    }
    assert!(records > 200 && timers > 50, "{records} records, {timers} timers");
}

/// What is asked for and what is newer may be in the same group of turns.
#[test]
fn an_older_cramp_opens_while_a_newer_one_is_written_down() {
    let mut talk = Rehearsal::new(shipped(), "en");
    talk.says("cramp in my calf");
    talk.says("it is gone");
    let (older, _) = talk.store().records(CHAT, None, 9).unwrap()[0];
    talk.waits(TimeDelta::days(1));
    let open = Input::Press { data: format!("0~own.records~open~{older}"), on_screen: false };
    let said = [words("/cramp"), words("cramp in my foot"), open];
    talk.happen(said.map(|input| (input, None)).into());
    assert_eq!(talk.store().records(CHAT, None, 9).unwrap().len(), 2);
    let (_, opened) = talk.screens.last().unwrap();
    assert!(opened.text.contains("Calf") && !opened.buttons.is_empty(), "{}", opened.text);
}

#[test]
fn what_is_no_export_is_refused_and_changes_nothing() {
    let mut talk = Rehearsal::new(shipped(), "en");
    talk.says("cramp in my calf");
    let good = String::from_utf8(everything(talk.store(), CHAT).unwrap().unwrap()).unwrap();
    let record = &good[good.find(r#""records":["#).unwrap() + 11..good.len() - 2];
    let long = format!(r#""script":"{}""#, "x".repeat(70_000));
    let rows = [
        ("", "no export"),
        ("[]", "no export"),
        (r#"{"format":"diary","version":1}"#, "`diary`"),
        (&good.replace(r#"export","version":1"#, r#"export","version":2"#), "use the newer one"),
        (&good.replace(r#""conversation":{"version":1"#, r#""conversation":{"version":99"#), "99"),
        (&good.replace(r#"{"version":2,"#, r#"{"version":9,"#), "format 9"),
        (&good.replace(r#""kind":"cramp""#, r#""kind":"poem""#), "cannot be read"),
        (&good.replace(record, &format!("{record},{record}")), "twice"),
        (&good.replace(r#""script":"#, &format!("{long},\"old\":")), "too long"),
        (&good[..good.len() - 1], "no export"),
    ];
    let now = talk.now();
    for (file, complaint) in rows {
        let mut store = MemoryStore::new();
        let error = import(&mut store, CHAT, file.as_bytes(), false, now).unwrap_err().to_string();
        assert!(error.contains(complaint), "{complaint}: {error}");
        assert_eq!(store.state(CHAT).unwrap(), None, "{complaint}");
        assert_eq!(store.records(CHAT, None, 9).unwrap(), [], "{complaint}");
    }
    let known = import(talk.store_mut(), CHAT, good.as_bytes(), false, now).unwrap_err();
    assert!(known.to_string().contains("--replace"), "{known}");
    import(talk.store_mut(), CHAT, good.as_bytes(), true, now).unwrap();
}

/// Somebody comes back after a month: nobody asks whether that cramp has gone.
#[test]
fn old_timers_do_not_fire_after_an_import() {
    let mut talk = Rehearsal::new(shipped(), "en");
    talk.says("/remind 22:30 Europe/Berlin");
    talk.says("cramp in my calf, woke me up");
    for _ in 0..2 {
        talk.presses("None of these").unwrap();
    }
    let file = everything(talk.store(), CHAT).unwrap().unwrap();
    assert_eq!(talk.store().due(talk.now() + TimeDelta::days(2), 9).unwrap().len(), 2);
    let later = talk.now() + TimeDelta::days(30);
    import(talk.store_mut(), CHAT, &file, true, later).unwrap();
    let due = talk.store().due(later, 9).unwrap();
    assert_eq!(due.iter().map(|timer| timer.name.as_str()).collect::<Vec<_>>(), ["bed-time"]);
    let shown = talk.screens.len();
    talk.is_down_for(TimeDelta::days(30));
    assert_eq!(talk.screens.len(), shown, "the missed reminder is noted, not sent");
    assert!(talk.store().next_due().unwrap().is_some_and(|due| due > later));
}

#[test]
fn the_table_has_a_line_for_each_record() {
    let mut talk = Rehearsal::new(shipped(), "en");
    talk.says("/remind 22:30 Europe/Berlin");
    talk.says("cramp in my calf at night, I am pregnant and 61 years old");
    talk.waits(TimeDelta::days(1));
    let made = table(talk.store(), &shipped(), CHAT).unwrap().unwrap();
    let mut lines = csv::Reader::from_reader(made.as_slice());
    let headings = lines.headers().unwrap().clone();
    let rows: Vec<_> = lines.records().map(Result::unwrap).collect();
    let at = |row: usize, name: &str| {
        let column = headings.iter().position(|heading| heading == name);
        rows[row].get(column.expect(name)).unwrap().to_owned()
    };
    let cramp = rows.iter().position(|row| &row[0] == "cramp").unwrap();
    assert_eq!(at(cramp, "at"), "2026-03-02T02:40:10Z");
    assert_eq!(at(cramp, "local"), "2026-03-02 03:40");
    assert_eq!((at(cramp, "place"), at(cramp, "timing")), ("calf".to_owned(), "night".to_owned()));
    assert_eq!(at(cramp, "context"), "age60 pregnancy");
    let reminder = rows.iter().position(|row| &row[0] == "reminder").unwrap();
    assert_eq!(
        (at(reminder, "evening").as_str(), at(reminder, "reminder").as_str()),
        ("2026-03-02", "sent")
    );
    assert_eq!(rows.len(), 2);
}

#[test]
fn both_files_are_sent_in_the_persons_language() {
    for (language, name) in [("en", "my-cramps"), ("ru", "moi-sudorogi"), ("es", "mis-calambres")] {
        let mut talk = Rehearsal::new(shipped(), language);
        talk.says("/export");
        let sent: Vec<_> =
            talk.documents.iter().map(|it| (it.content.clone(), it.name.clone())).collect();
        let (json, csv) = (format!("{name}.json"), format!("{name}.csv"));
        assert_eq!(sent, [(Content::Everything, json), (Content::Table, csv)]);
    }
}

fn picture(talk: &Rehearsal) -> (&str, &str) {
    let sent = talk.documents.last().expect("a picture");
    let Content::Picture { svg } = &sent.content else { panic!("{sent:?}") };
    (svg, &sent.caption)
}

/// Cramps at that hour of each of the last days, stretched on as many evenings.
fn with_days(language: &str, days: u32) -> Rehearsal {
    let mut talk = Rehearsal::new(shipped(), language);
    let today = talk.now();
    let mut writes = Vec::new();
    for day in 0..days {
        let at = today - TimeDelta::days(day.into());
        let id = u64::try_from(at.timestamp_millis()).unwrap() * 1000;
        let evening = at.date_naive();
        let cramp = format!(
            r#"{{"version":2,"id":{id},"kind":"cramp","at":"{}","answers":{{"place":["calf"]}},"script":"s"}}"#,
            at.to_rfc3339()
        );
        writes.push(Write::Record { chat: CHAT, id, bytes: cramp.into_bytes() });
        let next = id + 999;
        let reminder = format!(
            r#"{{"version":2,"id":{next},"kind":"reminder","at":"{}","evening":"{evening}","outcome":"done"}}"#,
            at.to_rfc3339()
        );
        writes.push(Write::Record { chat: CHAT, id: next, bytes: reminder.into_bytes() });
    }
    talk.store_mut().commit(&writes).unwrap();
    talk
}

#[test]
fn the_last_weeks_are_counted_in_every_language() {
    let rows = [
        ("en", 0, "Nothing is written here yet", ""),
        ("en", 1, "7 days, with today: 1 cramp.", "1 cramp, 1 evening stretched"),
        (
            "en",
            9,
            "7 days, with today: 7 cramps.\nThe last 4 weeks: 9 cramps, 9 evenings",
            "Calf 9",
        ),
        ("ru", 1, "7 дней, считая сегодня: 1 судорога.", "1 судорога, 1 вечер с растяжкой"),
        ("ru", 3, "7 дней, считая сегодня: 3 судороги.", "3 вечера с растяжкой"),
        ("ru", 30, "4 недели: 28 судорог, 28 вечеров", "30 судорог"),
        ("es", 1, "7 días, contando hoy: 1 calambre.", "1 noche con estiramientos"),
        ("es", 100, "4 semanas: 28 calambres, 28 noches", "84 calambres, 84 noches"),
    ];
    for (language, days, sum, caption) in rows {
        let mut talk = with_days(language, days);
        talk.says("/history");
        assert!(talk.shown().contains(sum), "{language} {days}: {}", talk.shown());
        assert_eq!(talk.documents.len(), usize::from(days > 0), "{language} {days}");
        if days > 0 {
            let (svg, text) = picture(&talk);
            assert!(text.contains(caption), "{language} {days}: {text}");
            assert!(text.encode_utf16().count() <= 1024);
            crampbot::picture::png(svg, crampbot::picture::WIDTH_PX).unwrap();
        }
    }
}

/// The picture shows what was counted, on the person's own clock.
#[test]
fn the_picture_goes_by_the_persons_clock() {
    let mut talk = with_days("en", 3);
    talk.says("/history");
    let (svg, text) = picture(&talk);
    assert!(text.contains("(UTC)"), "{text}");
    let in_utc = svg.to_owned();
    talk.says("/remind 22:30 Asia/Kolkata");
    talk.says("/history");
    let (svg, text) = picture(&talk);
    assert!(text.contains("by your clock"), "{text}");
    assert_ne!(svg, in_utc, "02:40 in UTC is 08:10 there");
}

#[test]
fn a_history_of_years_is_paged_to_its_end() {
    let mut talk = with_days("en", 100);
    talk.says("/history");
    let mut pages = 1;
    while talk.screen().buttons.iter().flatten().any(|button| button.label.contains("Older")) {
        talk.presses("Older").unwrap();
        pages += 1;
    }
    assert_eq!(pages, 10);
    assert_eq!(talk.documents.len(), 1, "one picture, on the first page");
    // The last page has the oldest day, 99 days before 2 March.
    assert!(talk.shown().contains("2025-11-23"), "{}", talk.shown());
    while talk.screen().buttons.iter().flatten().any(|button| button.label.contains("Newer")) {
        assert!(!talk.shown().contains("The last 7 days"), "{}", talk.shown());
        talk.presses("Newer").unwrap();
    }
    assert!(talk.shown().contains("The last 7 days, with today:"), "{}", talk.shown());
    assert_eq!(talk.documents.len(), 1, "the picture is there already");
}

/// The page of the newest document.
fn page(talk: &Rehearsal) -> &crampbot::dialogue::report::Page {
    let sent = talk.documents.last().expect("a document was sent");
    let Content::Report { page } = &sent.content else { panic!("{sent:?}") };
    page
}

/// Who told nothing gets a kind sentence; who told something gets it all in their own language.
#[test]
fn a_page_for_the_doctor() {
    let rows = [
        (
            "en",
            "no cramp in the last twelve months",
            ".pdf",
            "28 cramps",
            "Calf 28",
            "2 March 2026",
        ),
        ("ru", "ни об одной судороге", ".pdf", "28 судорог", "Икра 28", "2 марта 2026"),
        (
            "es",
            "no me has contado ningún calambre",
            ".pdf",
            "28 calambres",
            "Pantorrilla (gemelo) 28",
            "2 de marzo de 2026",
        ),
    ];
    for (language, empty, name, count, place, today) in rows {
        let mut talk = with_days(language, 0);
        talk.says("/report");
        assert!(talk.shown().contains(empty), "{language}: {}", talk.shown());
        assert_eq!(talk.documents.len(), 0, "{language}");
        let mut talk = with_days(language, 28);
        talk.says("/report");
        let sent = talk.documents.last().unwrap();
        assert!(sent.name.ends_with(name) && sent.name.is_ascii(), "{}", sent.name);
        let page = page(&talk);
        assert!(page.period.contains(today), "{language}: {}", page.period);
        let figure = &page.figures[0];
        assert_eq!(format!("{} {}", figure.value, figure.label), count, "{language}");
        let text: Vec<&str> = page.rows.iter().map(|row| row.text.as_str()).collect();
        assert!(text.iter().any(|text| text.contains(place)), "{language}: {text:?}");
        let pdf = crampbot::picture::page::pdf(page).unwrap();
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() < 200_000, "{}", pdf.len());
        let kept = serde_json::to_vec(sent).unwrap();
        assert!(kept.len() < 20_000, "{} bytes wait in the queue", kept.len());
    }
}

/// A page looks back as far as there is something to see: twelve weeks at least, a year at most.
#[test]
fn a_page_looks_back_a_year() {
    for (days, weeks) in [(3, 12), (84, 12), (85, 13), (360, 52), (500, 52)] {
        let mut talk = with_days("en", days);
        talk.says("/report");
        let page = page(&talk);
        assert_eq!(page.counts.weeks.len(), weeks, "{days} days");
        let counted: u32 = page.counts.weeks.iter().map(|week| week.cramps).sum();
        assert_eq!(counted.to_string(), page.figures[0].value, "{days} days");
        assert_eq!(counted, days.min(364), "{days} days");
    }
}

/// What was asked and what was told of danger signs stands there, and nothing else.
#[test]
fn danger_signs_stand_on_the_page() {
    for (press, expected) in [
        ("", "None told of. Asked about them with 0 of 1 cramp."),
        ("None of these", "None told of. Asked about them with 1 of 1 cramp."),
        (
            "One leg swollen",
            "One leg swollen, hot or red: 1, last on 2 March 2026. Asked about them with 1 of 1 cramp.",
        ),
    ] {
        let mut talk = Rehearsal::new(shipped(), "en");
        talk.says("cramp in my calf at night");
        if !press.is_empty() {
            talk.presses(press).unwrap();
        }
        talk.says("/report");
        assert_eq!(page(&talk).rows[0].text, expected, "{press}");
    }
}

/// A day that is named is the day of the cramp; one too far back is not, and that is said.
#[test]
fn a_cramp_is_written_down_for_the_day_it_was() {
    let rows = [
        ("en", "I had a calf cramp on Friday, it is gone now", "Fri 27 February", "2026-02-27: "),
        (
            "en",
            "I had a calf cramp on 20 February, it is gone now",
            "Fri 20 February",
            "2026-02-20: ",
        ),
        (
            "en",
            "I had a calf cramp on 2 February, it is gone now",
            "only write down the last two weeks",
            "2026-03-02 ",
        ),
        ("ru", "в пятницу свело икру, уже прошло", "27 февраля (пт)", "2026-02-27: "),
        (
            "es",
            "el viernes me dio un calambre en la pantorrilla, ya se me pasó",
            "27 de febrero (vie)",
            "2026-02-27: ",
        ),
    ];
    for (language, text, note, line) in rows {
        let mut talk = Rehearsal::new(shipped(), language);
        talk.says(text);
        assert!(talk.shown().contains(note), "{text}: {}", talk.shown());
        talk.says("/history");
        assert!(talk.shown().contains(line), "{text}: {}", talk.shown());
    }
}

/// The newest cramp is a tap away from the history, and any cramp can be moved within two weeks.
#[test]
fn a_cramp_is_moved_to_its_day() {
    let mut talk = with_days("en", 3);
    talk.says("/remind 22:30 Europe/Berlin");
    talk.says("/history");
    talk.presses("Change the last one").unwrap();
    assert!(talk.shown().contains("2026-03-02 "), "{}", talk.shown());
    talk.presses("Day").unwrap();
    let days = talk.screen().buttons.iter().flatten().filter(|it| it.data.contains("~d")).count();
    assert_eq!(days, 14, "{}", talk.shown());
    let before = talk.store().records(CHAT, None, 99).unwrap().len();
    talk.presses("Thu 19 February").unwrap();
    assert!(talk.shown().contains("2026-02-19: Calf"), "a day and no hour: {}", talk.shown());
    assert_eq!(talk.store().records(CHAT, None, 99).unwrap().len(), before, "moved, not copied");
    talk.says("/history");
    let first = talk.shown().find("2026-03-01").unwrap();
    assert!(talk.shown().find("2026-02-19").unwrap() > first, "{}", talk.shown());
    assert!(!talk.shown().contains("2026-03-02"), "{}", talk.shown());
    // A day that no button offers, and a record that is not there, change nothing.
    let records = talk.store().records(CHAT, None, 99).unwrap();
    let id = records.iter().map(|(id, _)| *id).find(|id| id % 1000 == 0).unwrap();
    for forged in
        [format!("0~own.day~d14~{id}"), format!("0~own.day~d-1~{id}"), "0~own.day~d1~77".into()]
    {
        let kept = talk.store().records(CHAT, None, 99).unwrap();
        talk.presses_data(&forged, 1);
        assert_eq!(talk.store().records(CHAT, None, 99).unwrap(), kept, "{forged}");
    }
}

/// A cramp that is talked about goes on in its record after it was moved.
#[test]
fn a_moved_cramp_goes_on() {
    let mut talk = Rehearsal::new(shipped(), "en");
    talk.says("cramp in my calf at night");
    talk.says("/history last");
    talk.presses("Day").unwrap();
    talk.presses("Sun 1 March").unwrap();
    talk.says("gone");
    talk.says("/history");
    let lines = talk.shown().matches("2026-03-0").count();
    assert_eq!(lines, 1, "{}", talk.shown());
    assert!(talk.shown().contains("2026-03-01: Calf · At night · Gone"), "{}", talk.shown());
}
