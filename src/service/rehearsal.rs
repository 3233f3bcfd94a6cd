//! A conversation without a network: the real turns on the in-memory store, with a clock that only moves when it is told
//! to, and whole conversations replayed so. Every state is written and read back on every turn.
//!
//! Owns the format of transcripts. Must never be part of a running bot.

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, TimeZone, Utc};

use super::turn::{Admission, Delivered, Envelope, Happening, Turns};
use crate::channel::Message;
use crate::channel::telegram::words;
use crate::dialogue::problem::{Place, Problem};
use crate::dialogue::{Document, Input, Picture, Screen, Script, State};
use crate::store::{MemoryStore, Store};

/// The chat of whoever rehearses.
pub const CHAT: i64 = 7;
/// How many transcripts that do not hold are told one by one.
const FAILURES_MAX: usize = 10;
/// How long each turn takes.
const TURN_SECONDS: i64 = 5;

/// A press: its id and the message with the button.
pub type Press = Option<(String, Option<i64>)>;

/// A person talking to the bot.
pub struct Rehearsal {
    turns: Turns<MemoryStore>,
    language: String,
    now: DateTime<Utc>,
    messages: i64,
    /// Everything shown, oldest first, with the message that carries it.
    pub screens: Vec<(i64, Screen)>,
    /// Drawings sent, oldest first.
    pub pictures: Vec<Picture>,
    /// Files sent, oldest first.
    pub documents: Vec<Document>,
    /// Whether the key that shares the place was brought or taken away, oldest first.
    pub place_keys: Vec<bool>,
    /// How often a screen was changed by itself.
    pub refreshed: usize,
    /// Notes on pressed buttons.
    pub notes: Vec<String>,
}

impl Rehearsal {
    /// Somebody new, who speaks that language.
    pub fn new(script: Arc<Script>, language: &str) -> anyhow::Result<Self> {
        let now = Utc.with_ymd_and_hms(2026, 3, 2, 2, 40, 0).single();
        Ok(Self {
            turns: Turns::new(script, MemoryStore::new())?,
            language: language.to_owned(),
            now: now.context("there is no such instant")?,
            messages: 0,
            screens: Vec::new(),
            pictures: Vec::new(),
            documents: Vec::new(),
            place_keys: Vec::new(),
            refreshed: 0,
            notes: Vec::new(),
        })
    }

    /// What the newest screen says, without tags, and its buttons.
    pub fn shown(&self) -> String {
        let Some((_, screen)) = self.screens.last() else { return String::new() };
        let labels = screen.buttons.iter().flatten().map(|button| format!("[{}]", button.label));
        let plain = ["<b>", "</b>", "<i>", "</i>"]
            .iter()
            .fold(screen.text.clone(), |text, tag| text.replace(tag, ""));
        format!("{plain}\n{}", labels.collect::<Vec<_>>().join("\n"))
    }

    /// What is kept of the conversation; nothing when the person is not known.
    pub fn known_state(&self) -> anyhow::Result<Option<State>> {
        let bytes = self.turns.store().state(CHAT)?;
        Ok(bytes.map(|bytes| State::decode(&bytes)).transpose()?)
    }

    /// What is kept.
    pub fn store(&self) -> &MemoryStore {
        self.turns.store()
    }

    /// For values that the bot itself would not write.
    pub fn store_mut(&mut self) -> &mut MemoryStore {
        self.turns.store_mut()
    }

    /// The instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Types a line: a sentence or a command.
    pub fn says(&mut self, line: &str) -> anyhow::Result<()> {
        self.happen(vec![(words(line), None)])
    }

    /// Presses a button of the newest screen by its label, or by a part of one label only.
    pub fn presses(&mut self, label: &str) -> anyhow::Result<()> {
        let (message, screen) = self.screens.last().context("nothing was shown yet")?;
        let buttons: Vec<_> = screen.buttons.iter().flatten().collect();
        let wanted = label.to_lowercase();
        let exact = buttons.iter().find(|button| button.label.to_lowercase() == wanted);
        let mut partly = buttons.iter().filter(|b| b.label.to_lowercase().contains(&wanted));
        let button = match (exact, partly.next(), partly.next()) {
            (Some(button), _, _) | (None, Some(button), None) => button,
            (None, None, _) => anyhow::bail!("there is no button [{label}]"),
            _ => anyhow::bail!("[{label}] may be several buttons"),
        };
        let (data, message) = (button.data.clone(), *message);
        self.presses_data(&data, message)
    }

    /// Presses what a button of a message carries.
    pub fn presses_data(&mut self, data: &str, message: i64) -> anyhow::Result<()> {
        let input = Input::Press { data: data.to_owned(), on_screen: false };
        self.happen(vec![(input, Some(("press".to_owned(), Some(message))))])
    }

    /// Lets time pass; timers fire at their minute.
    pub fn waits(&mut self, time: TimeDelta) -> anyhow::Result<()> {
        let until = self.now + time;
        while let Some(due) = self.turns.store().next_due()?.filter(|due| *due <= until) {
            self.now = self.now.max(due);
            let fired = self.turns.due(self.now, 100)?;
            let outgoing = self.turns.handle(&fired, &[], self.now)?;
            self.deliver(outgoing)?;
        }
        self.now = until;
        Ok(())
    }

    /// The machine is off for a while: timers fire late.
    pub fn is_down_for(&mut self, time: TimeDelta) -> anyhow::Result<()> {
        self.now += time;
        self.waits(TimeDelta::zero())
    }

    /// The machine's clock is set, and the bot looks up.
    pub fn clock_is_set(&mut self, now: DateTime<Utc>) -> anyhow::Result<()> {
        self.now = now;
        let fired = self.turns.due(now, 100)?;
        let outgoing = self.turns.handle(&fired, &[], now)?;
        self.deliver(outgoing)
    }

    /// Things that happen in one group of turns.
    pub fn happen(&mut self, inputs: Vec<(Input, Press)>) -> anyhow::Result<()> {
        self.now += TimeDelta::seconds(TURN_SECONDS);
        let happening = |(input, press)| Happening {
            chat: CHAT,
            update: None,
            language: self.language.clone(),
            input,
            press,
            fired: None,
            admission: Admission::Answered,
        };
        let happenings: Vec<Happening> = inputs.into_iter().map(happening).collect();
        let outgoing = self.turns.handle(&happenings, &[], self.now)?;
        self.deliver(outgoing)
    }

    fn deliver(&mut self, messages: Vec<Envelope>) -> anyhow::Result<()> {
        let mut delivered = Vec::new();
        for envelope in messages {
            let mut done = Delivered::of(&envelope);
            match envelope.message {
                Message::Screen { screen, replaces } => {
                    let id = replaces.unwrap_or_else(|| {
                        self.messages += 1;
                        self.messages
                    });
                    done.shown = (screen.number > 0).then_some((screen.number, id));
                    self.screens.push((id, screen));
                }
                Message::Refresh { screen, message } => {
                    self.refreshed += 1;
                    self.screens.push((message, screen));
                }
                Message::PlaceKey { key } => self.place_keys.push(key.label.is_some()),
                Message::Picture { picture } => self.pictures.push(picture),
                Message::Document { document } => self.documents.push(document),
                Message::PressAnswer { note, .. } => self.notes.extend(note),
            }
            delivered.push(done);
        }
        self.turns.handle(&[], &delivered, self.now)?;
        Ok(())
    }
}

/// What does not hold of transcripts, by path and text. `see` gets the state before and after every turn.
pub fn replay_all<'t>(
    script: &Arc<Script>,
    transcripts: impl Iterator<Item = (&'t str, &'t str)>,
    see: &mut impl FnMut(Option<&State>, &State),
) -> Vec<Problem> {
    let failed = transcripts.filter_map(|(path, text)| replay(script, path, text, see).err());
    let mut failures: Vec<Problem> = failed.collect();
    if let Some(more) = failures.len().checked_sub(FAILURES_MAX).filter(|more| *more > 0) {
        failures.truncate(FAILURES_MAX);
        if let Some(last) = failures.last_mut() {
            last.hint = format!("{}; and {more} more transcripts do not hold", last.hint);
        }
    }
    failures
}

/// Replays one transcript up to the first line that does not hold.
fn replay(
    script: &Arc<Script>,
    path: &str,
    text: &str,
    see: &mut impl FnMut(Option<&State>, &State),
) -> Result<(), Problem> {
    let at = |line: usize, message: String, shown: &str| {
        let place = Place { file: path.to_owned(), line, column: 1 };
        let hint = if shown.is_empty() {
            "see \"Transcripts\" in README.md".to_owned()
        } else {
            format!(
                "mend the script, or the transcript if this is meant; the screen says:\n{shown}"
            )
        };
        Problem::new("X001", place, message, hint)
    };
    let broke = |line: usize, error: &anyhow::Error, talk: &Rehearsal| {
        at(line, format!("{error:#}"), &talk.shown())
    };
    let mut talk = Rehearsal::new(Arc::clone(script), language_of(text))
        .map_err(|error| at(1, format!("{error:#}"), ""))?;
    let mut before = None;
    let mut drawn_before = 0;
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let mark = line.get(..1).unwrap_or_default();
        let rest = line.get(mark.len()..).unwrap_or_default().trim();
        if matches!(mark, ">" | "+") {
            drawn_before = talk.pictures.len();
        }
        match mark {
            "#" | "@" => {}
            "" if line.is_empty() => {}
            ">" => {
                let label = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
                let done = match label {
                    Some(label) => talk.presses(label),
                    None => talk.says(rest),
                };
                done.map_err(|error| broke(number, &error, &talk))?;
            }
            "+" => {
                let time =
                    duration(rest).ok_or_else(|| at(number, "no duration".to_owned(), ""))?;
                talk.waits(time).map_err(|error| broke(number, &error, &talk))?;
            }
            "=" | "!" => {
                let has = folded(&talk.shown()).contains(&folded(rest));
                if has != (mark == "=") {
                    let what = if has { "must not say" } else { "does not say" };
                    let message = format!("the screen {what} `{rest}`");
                    return Err(at(number, message, &talk.shown()));
                }
            }
            "~" => {
                let drawn = talk.pictures[drawn_before..].iter();
                let drawn: Vec<&str> = drawn.map(|picture| picture.name.as_str()).collect();
                let wanted = if rest == "nothing" { vec![] } else { vec![rest] };
                if drawn != wanted {
                    let message = format!("drawn: {drawn:?}, not {wanted:?}");
                    return Err(at(number, message, &talk.shown()));
                }
            }
            _ => {
                let message = "a line begins with >, =, !, ~, +, @ or #".to_owned();
                return Err(at(number, message, ""));
            }
        }
        if mark == ">" || mark == "+" {
            let state = talk.known_state().map_err(|error| broke(number, &error, &talk))?;
            if let Some(state) = &state {
                see(before.as_ref(), state);
            }
            before = state;
        }
    }
    Ok(())
}

fn language_of(text: &str) -> &str {
    let line = text.lines().find_map(|line| line.strip_prefix('@'));
    line.and_then(|line| line.trim().strip_prefix("lang")).map_or("en", str::trim)
}

fn duration(text: &str) -> Option<TimeDelta> {
    let (number, unit) = text.split_at(text.find(|c: char| c.is_alphabetic())?);
    let number = number.trim().parse().ok()?;
    match unit {
        "s" => TimeDelta::try_seconds(number),
        "m" => TimeDelta::try_minutes(number),
        "h" => TimeDelta::try_hours(number),
        "d" => TimeDelta::try_days(number),
        _ => None,
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
