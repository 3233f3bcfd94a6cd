//! How long `/history` and `/export` take for somebody with very many records, on the store on disk.
//!
//!     cargo run --release --example history_speed -- [RECORDS]

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use crampbot::channel::telegram::words;
use crampbot::dialogue::Input;
use crampbot::library::Folder;
use crampbot::service::export;
use crampbot::service::turn::{Admission, Happening, Turns};
use crampbot::store::{SledStore, Write};

const CHAT: i64 = 7;
const RUNS: usize = 20;

fn main() -> anyhow::Result<()> {
    let count: u64 = std::env::args().nth(1).map_or(Ok(10_000), |count| count.parse())?;
    let folder = tempfile::tempdir()?;
    let mut store = SledStore::open(&folder.path().join("store"))?;
    let now = DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(20_000);
    for (spread, span_days) in [("over years", 3_000), ("in the last weeks", 80)] {
        let records = (0..count).map(|number| {
            let share = i64::try_from(number * 86_400 * span_days / count).unwrap_or(0);
            let at = now - TimeDelta::seconds(share);
            let id = u64::try_from(at.timestamp_millis()).unwrap_or(0) * 1000 + number % 998;
            let bytes = format!(
                r#"{{"version":2,"id":{id},"kind":"cramp","at":"{}","local":"2024-01-01T03:00:00","answers":{{"place":["calf"],"timing":["night"],"context":["age60"],"outcome":["gone"],"pain":["p7"]}},"script":"0123456789abcdef"}}"#,
                at.to_rfc3339()
            );
            Write::Record { chat: CHAT, id, bytes: bytes.into_bytes() }
        });
        let records: Vec<Write> =
            std::iter::once(Write::Forget { chat: CHAT }).chain(records).collect();
        crampbot::store::Store::commit(&mut store, &records)?;
        let (script, _) = Folder::embedded().compile();
        let script = Arc::new(script.ok_or_else(|| anyhow::anyhow!("no script"))?);
        let turns = Turns::new(Arc::clone(&script), store)?;
        let last = (count - 1) / 10;
        let press =
            |page| Input::Press { data: format!("0~about.history~next~{page}"), on_screen: false };
        for (what, input) in [
            ("first page and picture", words("/history")),
            ("second page", press(0)),
            ("last page", press(last - 1)),
        ] {
            let happening = Happening {
                chat: CHAT,
                update: None,
                language: "en".to_owned(),
                input,
                press: None,
                fired: None,
                admission: Admission::Answered,
            };
            let mut times: Vec<f64> = (0..RUNS)
                .map(|_| {
                    let before = Instant::now();
                    let made = turns.prepare(std::slice::from_ref(&happening), &[], now);
                    let taken = before.elapsed().as_secs_f64() * 1000.0;
                    assert!(made.is_ok());
                    taken
                })
                .collect();
            times.sort_by(f64::total_cmp);
            println!(
                "{count} records {spread}: {what}: median {:.1} ms, longest {:.1} ms",
                times[RUNS / 2],
                times[RUNS - 1]
            );
        }
        drop(turns);
        store = SledStore::open(&folder.path().join("store"))?;
        crampbot::store::Store::commit(
            &mut store,
            &[Write::State {
                chat: CHAT,
                bytes: crampbot::dialogue::State::new("en", now).encode()?,
            }],
        )?;
        let before = Instant::now();
        let json = export::everything(&store, CHAT)?.map_or(0, |bytes| bytes.len());
        let middle = Instant::now();
        let csv = export::table(&store, &script, CHAT)?.map_or(0, |bytes| bytes.len());
        println!(
            "{count} records: JSON of {json} bytes in {:.1} ms, CSV of {csv} bytes in {:.1} ms",
            (middle - before).as_secs_f64() * 1000.0,
            middle.elapsed().as_secs_f64() * 1000.0
        );
    }
    Ok(())
}
