//! Everything that is kept of one person, as files, and back again. docs/export.md describes them.
//!
//! Values go out and come in as they are stored: what was exported, forgotten and imported is the same
//! as before. Nothing here is sent or shown, and nothing of it is logged.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;

use crate::dialogue::state::{DecodeError, Entry};
use crate::dialogue::{Record, Script, State};
use crate::store::{ChatId, Store, StoreError, Timer, VALUE_BYTES_MAX, Write};

/// What the first field of a file says.
const FORMAT: &str = "crampbot-export";
/// The format this version writes, and the newest it reads.
const VERSION: u16 = 1;
/// Records read at a time.
const RECORDS_AT_ONCE: usize = 500;

/// Why nothing was exported or imported.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is not JSON, or not of this form.
    #[error("this is no export of crampbot: {0}")]
    Malformed(#[from] serde_json::Error),
    /// Something else.
    #[error("this is no export of crampbot: its format is `{0}`")]
    Foreign(String),
    /// Written by a newer version.
    #[error(
        "this export has version {found}, this crampbot reads up to {VERSION}; use the newer one"
    )]
    TooNew {
        /// Its version.
        found: u16,
    },
    /// A part that no crampbot wrote.
    #[error(transparent)]
    Part(#[from] DecodeError),
    /// Two records are one.
    #[error("record {0} stands in it twice")]
    Twice(u64),
    /// A part is longer than any store keeps.
    #[error("a part of {0} bytes is too long")]
    TooLong(usize),
    /// Nothing is overwritten by accident.
    #[error("something is kept of this person already; --replace puts the export in its place")]
    Known,
    /// A table that cannot be written.
    #[error("the table cannot be written: {0}")]
    Table(#[from] csv::Error),
}

#[derive(Serialize)]
struct Out<'a> {
    format: &'a str,
    version: u16,
    conversation: &'a RawValue,
    records: Vec<&'a RawValue>,
}

/// Read once the head is known to be ours.
#[derive(Deserialize)]
struct In<'a> {
    #[serde(borrow)]
    conversation: &'a RawValue,
    #[serde(borrow)]
    records: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Head {
    format: String,
    version: u16,
}

/// All of it as JSON; `None` when nothing is kept of that chat.
pub fn everything(store: &impl Store, chat: ChatId) -> Result<Option<Vec<u8>>, ExportError> {
    let Some(state) = store.state(chat)? else { return Ok(None) };
    let records = records(store, chat)?;
    let records = records.iter().map(|bytes| serde_json::from_slice(bytes));
    let out = Out {
        format: FORMAT,
        version: VERSION,
        conversation: serde_json::from_slice(&state)?,
        records: records.collect::<Result<_, _>>()?,
    };
    Ok(Some(serde_json::to_vec(&out)?))
}

/// The records as a table, as CSV, oldest first; `None` when nothing is kept of that chat. What the
/// script records is a column each, several values of one are split by a space.
pub fn table(
    store: &impl Store,
    script: &Script,
    chat: ChatId,
) -> Result<Option<Vec<u8>>, ExportError> {
    if store.state(chat)?.is_none() {
        return Ok(None);
    }
    let kept = script.recorded.iter().chain(&script.noted);
    let slots: Vec<&str> = kept.map(|&slot| script.slots.get(slot).name.as_str()).collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    let fixed = ["kind", "at", "local", "told", "evening", "reminder", "script"];
    table.write_record(fixed.iter().chain(&slots))?;
    let instant = |at: &DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    for bytes in records(store, chat)? {
        let mut row = match Record::decode(&bytes)?.entry {
            Entry::Cramp { at, local, told, answers, script } => {
                let local = local.map(|local| local.format("%Y-%m-%d %H:%M").to_string());
                let told = told.as_ref().map(instant);
                let mut row = vec!["cramp".to_owned(), instant(&at)];
                row.extend([local, told, None, None].map(Option::unwrap_or_default));
                row.push(script);
                row.extend(slots.iter().map(|slot| {
                    let values = answers.get(*slot).into_iter().flatten();
                    values.map(String::as_str).collect::<Vec<_>>().join(" ")
                }));
                row
            }
            Entry::Reminder { at, evening, outcome } => {
                let outcome = serde_json::to_value(outcome)?;
                let outcome = outcome.as_str().unwrap_or_default().to_owned();
                let (none, evening) = (String::new(), evening.to_string());
                vec!["reminder".to_owned(), instant(&at), none.clone(), none, evening, outcome]
            }
        };
        row.resize(fixed.len() + slots.len(), String::new());
        table.write_record(row)?;
    }
    let written = table.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(Some(written))
}

/// Reads an export back; returns how many records it had. It is committed at once, or nothing is.
pub fn import(
    store: &mut impl Store,
    chat: ChatId,
    file: &[u8],
    replace: bool,
    now: DateTime<Utc>,
) -> Result<usize, ExportError> {
    let head: Head = serde_json::from_slice(file)?;
    if head.format != FORMAT {
        return Err(ExportError::Foreign(head.format));
    }
    if head.version > VERSION {
        return Err(ExportError::TooNew { found: head.version });
    }
    let export: In<'_> = serde_json::from_slice(file)?;
    let known = store.state(chat)?.is_some() || !store.records(chat, None, 1)?.is_empty();
    if known && !replace {
        return Err(ExportError::Known);
    }
    let mut writes = vec![Write::Forget { chat }];
    let mut state = State::decode(export.conversation.get().as_bytes())?;
    state.drop_overdue(now);
    for (name, armed) in &state.timers {
        let name = name.clone();
        writes.push(Write::Timer(Timer { due: armed.due, chat, name, token: armed.token }));
    }
    writes.push(Write::State { chat, bytes: fits(state.encode()?)? });
    let mut ids = std::collections::BTreeSet::new();
    for record in &export.records {
        let bytes = fits(record.get().as_bytes().to_vec())?;
        let id = Record::decode(&bytes)?.id;
        if !ids.insert(id) {
            return Err(ExportError::Twice(id));
        }
        writes.push(Write::Record { chat, id, bytes });
    }
    store.commit(&writes)?;
    Ok(ids.len())
}

fn fits(bytes: Vec<u8>) -> Result<Vec<u8>, ExportError> {
    if bytes.len() > VALUE_BYTES_MAX { Err(ExportError::TooLong(bytes.len())) } else { Ok(bytes) }
}

/// Oldest first.
fn records(store: &impl Store, chat: ChatId) -> Result<Vec<Vec<u8>>, StoreError> {
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let batch = store.records(chat, before, RECORDS_AT_ONCE)?;
        let Some((oldest, _)) = batch.last() else { break };
        before = Some(*oldest);
        found.extend(batch.into_iter().map(|(_, bytes)| bytes));
    }
    found.reverse();
    Ok(found)
}
