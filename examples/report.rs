//! Writes the page of `/report` for some made-up people, in every language, to be looked at; and says how
//! long its turn and its PDF take.
//!
//!     cargo run --example report -- FOLDER

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use crampbot::channel::Message;
use crampbot::channel::telegram::words;
use crampbot::dialogue::schedule::Zone;
use crampbot::dialogue::state::{Entry, ReminderOutcome};
use crampbot::dialogue::{Content, Record, Script, State};
use crampbot::library::Folder;
use crampbot::picture;
use crampbot::service::turn::{Admission, Happening, Turns};
use crampbot::store::{MemoryStore, Store, Write};

const CHAT: i64 = 7;
/// Cramps, and over how many days.
const PEOPLE: [(u64, i64); 4] = [(0, 1), (3, 20), (60, 110), (10_000, 1_000)];

fn main() -> anyhow::Result<()> {
    let out: PathBuf = std::env::args_os().nth(1).context("give the folder to write to")?.into();
    std::fs::create_dir_all(&out)?;
    let (script, _) = Folder::embedded().compile();
    let script = Arc::new(script.context("no script")?);
    let now = "2026-03-09T20:00:00Z".parse::<DateTime<Utc>>()?;
    for language in script.words.languages() {
        for (cramps, days) in PEOPLE {
            let store = person(&script, language, now, cramps, days)?;
            let mut turns = Turns::new(Arc::clone(&script), store)?;
            let before = Instant::now();
            let happening = Happening {
                chat: CHAT,
                update: None,
                language: language.to_owned(),
                input: words("/report"),
                press: None,
                fired: None,
                admission: Admission::Answered,
            };
            let sent = turns.handle(&[happening], &[], now)?;
            let turn = before.elapsed().as_secs_f64() * 1000.0;
            for outgoing in &sent {
                match serde_json::from_slice(&outgoing.bytes)? {
                    Message::Screen { screen, .. } => {
                        println!("{language} {cramps}: {}", screen.text);
                    }
                    Message::Document { document } => {
                        let Content::Report { page } = document.content else { continue };
                        let before = Instant::now();
                        let pdf = picture::page::pdf(&page)?;
                        println!(
                            "{language} {cramps}: turn {turn:.1} ms, {} bytes queued; PDF of {} bytes in {:.1} ms",
                            outgoing.bytes.len(),
                            pdf.len(),
                            before.elapsed().as_secs_f64() * 1000.0
                        );
                        std::fs::write(out.join(format!("{language}-{cramps}.pdf")), pdf)?;
                    }
                    _ => {}
                }
            }
        }
    }
    Ok(())
}

fn person(
    script: &Script,
    language: &str,
    now: DateTime<Utc>,
    cramps: u64,
    days: i64,
) -> anyhow::Result<MemoryStore> {
    let mut random = fastrand::Rng::with_seed(cramps);
    let mut store = MemoryStore::default();
    let mut writes = Vec::new();
    let id = |at: DateTime<Utc>, count: u64| {
        u64::try_from(at.timestamp_millis()).unwrap_or(0) * 1000 + count % 1000
    };
    let slots: BTreeMap<&str, Vec<String>> =
        script.slots.iter().map(|(_, slot)| (&*slot.name, slot.values.clone())).collect();
    for count in 0..cramps {
        let share = days * 86_400 * i64::try_from(count)? / i64::try_from(cramps)?;
        let hour = TimeDelta::minutes(random.i64(-200..200));
        let at = now - TimeDelta::seconds(share) - TimeDelta::hours(18) + hour;
        let mut answers = BTreeMap::new();
        let mut answer = |slot: &str, chance: u8, often: usize| {
            if random.u8(..100) < chance {
                let values = slots.get(slot).map_or(&[][..], |values| &values[..]);
                let few = random.usize(..values.len().min(often).max(1));
                let value = values.get(few.min(random.usize(..values.len().max(1))));
                answers.insert(slot.to_owned(), value.into_iter().cloned().collect());
            }
        };
        answer("place", 100, 9);
        answer("timing", 85, 2);
        answer("context", 40, 12);
        answer("outcome", 90, 2);
        answer("pain", 70, 11);
        answer("lasted", 60, 3);
        answer("helped", 60, 4);
        answer("medicine", 15, 6);
        answer("sign", if cramps > 3 { 4 } else { 0 }, 45);
        answer("gate", 80, 1);
        let entry = Entry::Cramp { at, local: None, told: None, answers, script: String::new() };
        let record = Record { version: Record::VERSION, id: id(at, count), entry };
        let (id, bytes) = (record.id, record.encode()?);
        writes.push(Write::Record { chat: CHAT, id, bytes });
    }
    let mut state = State::new(language, now);
    if cramps >= 60 {
        state.reminder.zone = Zone::parse("Europe/Berlin");
        let evenings = 40;
        state.reminder.began = Some(now.date_naive() - TimeDelta::days(evenings));
        for back in 1..=evenings {
            let evening = now.date_naive() - TimeDelta::days(back);
            let outcome = if random.u8(..10) < 7 {
                ReminderOutcome::Done
            } else {
                ReminderOutcome::NotTonight
            };
            let at = now - TimeDelta::days(back);
            let entry = Entry::Reminder { at, evening, outcome };
            let record = Record { version: Record::VERSION, id: id(at, 999), entry };
            let (id, bytes) = (record.id, record.encode()?);
            writes.push(Write::Record { chat: CHAT, id, bytes });
        }
    }
    state.answers = BTreeMap::from([("country".to_owned(), BTreeSet::from(["eu".to_owned()]))]);
    writes.push(Write::State { chat: CHAT, bytes: state.encode()? });
    store.commit(&writes)?;
    Ok(store)
}
