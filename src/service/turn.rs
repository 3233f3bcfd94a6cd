//! A group of turns: load, advance, one durable commit. Synchronous and deterministic.
//!
//! Nothing is sent from here and nothing is handed out before the commit. A commit that fails may
//! still have happened, so it is the prepared group that is tried again, never its making.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use crate::channel::{KeptFile, Message};
use crate::dialogue::state::{DecodeError, Entry};
use crate::dialogue::views::RECORDS_PER_PAGE;
use crate::dialogue::{Effect, History, Input, Record, Screen, Script, State, Turn, advance};
use crate::store::{ChatId, Lane, Outgoing, Store, StoreError, Timer, Write};

/// How long a handled update is remembered, so that its repetition changes nothing.
const SEEN_FOR: TimeDelta = TimeDelta::hours(48);
/// Notes of handled updates dropped at a time.
const EXPIRE_AT_ONCE: usize = 1000;
/// Records read at a time when a page of cramps is looked for.
const RECORDS_AT_ONCE: usize = 200;
/// Inputs that one input may cause by asking for data.
const FETCHES_MAX: usize = 4;

/// Something that happened in a chat, from any channel or from a timer.
#[derive(Debug, Clone)]
pub struct Happening {
    /// Whose conversation.
    pub chat: ChatId,
    /// Telegram's number of the update, for telling repetitions.
    pub update: Option<i64>,
    /// Language to begin with, as the channel names it.
    pub language: String,
    /// What happened.
    pub input: Input,
    /// The press to be answered: its id and the message with the button.
    pub press: Option<(String, Option<i64>)>,
    /// The timer that fired.
    pub fired: Option<Timer>,
}

/// A message that is out of the outbox's hands.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// Its lane.
    pub lane: Lane,
    /// Its place in the queue.
    pub seq: u64,
    /// Whose.
    pub chat: ChatId,
    /// The screen and the message that now carries it.
    pub shown: Option<(u64, i64)>,
    /// The person has blocked the bot.
    pub blocked: bool,
    /// A file that came to be with it.
    pub file: Option<KeptFile>,
}

/// Why a group of turns did not happen.
#[derive(Debug, Error)]
pub enum TurnError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A stored value cannot be read.
    #[error("chat {chat}: {source}")]
    Stored {
        /// Whose value.
        chat: ChatId,
        /// Why.
        source: DecodeError,
    },
    /// A value cannot be written.
    #[error("cannot write a value: {0}")]
    Encode(#[from] serde_json::Error),
}

/// Handles turns on a store.
pub struct Turns<S> {
    script: Arc<Script>,
    store: S,
    next_seq: u64,
    draws: bool,
}

/// A group that is ready to be committed.
#[derive(Debug)]
pub struct Prepared {
    writes: Vec<Write>,
    next_seq: u64,
}

/// A group in the making: states and writes that are not in the store yet.
struct Group {
    now: DateTime<Utc>,
    states: HashMap<ChatId, State>,
    writes: Vec<Write>,
    seen: HashSet<i64>,
    next_seq: u64,
}

impl<S: Store> Turns<S> {
    /// Turns on a store that this process alone holds.
    pub fn new(script: Arc<Script>, store: S) -> Result<Self, StoreError> {
        let next_seq = store.last_seq()?.map_or(1, |last| last + 1);
        Ok(Self { script, store, next_seq, draws: true })
    }

    /// The same without drawings: the words say everything.
    #[must_use]
    pub fn without_pictures(self) -> Self {
        Self { draws: false, ..self }
    }

    /// The store, for reading.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The store, for what is not a turn: backups, repairs.
    pub fn store_mut(&mut self) -> &mut S {
        &mut self.store
    }

    /// The words, for messages that no turn makes.
    pub fn script(&self) -> &Arc<Script> {
        &self.script
    }

    /// Handles a group; returns what is to be sent, in order. Everything is committed then.
    pub fn handle(
        &mut self,
        happenings: &[Happening],
        delivered: &[Delivered],
        now: DateTime<Utc>,
    ) -> Result<Vec<Outgoing>, TurnError> {
        let prepared = self.prepare(happenings, delivered, now)?;
        Ok(self.commit(&prepared)?)
    }

    /// Makes a group; nothing has happened yet.
    pub fn prepare(
        &self,
        happenings: &[Happening],
        delivered: &[Delivered],
        now: DateTime<Utc>,
    ) -> Result<Prepared, TurnError> {
        let mut group = Group {
            now,
            states: HashMap::new(),
            writes: Vec::new(),
            seen: HashSet::new(),
            next_seq: self.next_seq,
        };
        for done in delivered {
            self.deliver(&mut group, done)?;
        }
        for happening in happenings {
            self.happen(&mut group, happening)?;
        }
        for (chat, state) in &group.states {
            group.writes.push(Write::State { chat: *chat, bytes: state.encode()? });
        }
        Ok(Prepared { writes: group.writes, next_seq: group.next_seq })
    }

    /// Commits a group; returns what is to be sent, in order. When it fails, the same group may be
    /// committed again, and no other before it.
    pub fn commit(&mut self, prepared: &Prepared) -> Result<Vec<Outgoing>, StoreError> {
        if !prepared.writes.is_empty() {
            self.store.commit(&prepared.writes)?;
        }
        self.next_seq = prepared.next_seq;
        let outgoing = prepared.writes.iter().filter_map(|write| match write {
            Write::Outgoing(outgoing) => Some(outgoing.clone()),
            _ => None,
        });
        Ok(outgoing.collect())
    }

    /// Timers that are due, as happenings.
    pub fn due(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Happening>, StoreError> {
        let timers = self.store.due(now, limit)?.into_iter();
        Ok(timers
            .map(|timer| Happening {
                chat: timer.chat,
                update: None,
                language: String::new(),
                input: Input::Timer { name: timer.name.clone(), token: timer.token },
                press: None,
                fired: Some(timer),
            })
            .collect())
    }

    /// Forgets some of the updates that cannot be repeated any more.
    pub fn tidy(&mut self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        self.store.expire_seen(now - SEEN_FOR, EXPIRE_AT_ONCE)
    }

    fn deliver(&self, group: &mut Group, done: &Delivered) -> Result<(), TurnError> {
        group.writes.push(Write::DeleteOutgoing { lane: done.lane, seq: done.seq });
        if let Some((screen, message)) = done.shown {
            group.writes.push(Write::ScreenMessage { chat: done.chat, screen, message });
        }
        if let Some(file) = &done.file {
            let KeptFile { name, bytes } = file.clone();
            group.writes.push(Write::File { name, bytes });
        }
        if done.blocked {
            self.happen(
                group,
                &Happening {
                    chat: done.chat,
                    update: None,
                    language: String::new(),
                    input: Input::Blocked,
                    press: None,
                    fired: None,
                },
            )?;
        }
        Ok(())
    }

    fn happen(&self, group: &mut Group, happening: &Happening) -> Result<(), TurnError> {
        if let Some(update) = happening.update {
            if self.store.is_seen(update)? || !group.seen.insert(update) {
                return Ok(());
            }
            group.writes.push(Write::Seen { update, at: group.now });
        }
        if let Some(timer) = &happening.fired {
            group.writes.push(Write::DeleteTimer {
                due: timer.due,
                chat: timer.chat,
                name: timer.name.clone(),
            });
        }
        let mut state = match self.state(group, happening) {
            Ok(state) => state,
            Err(error @ TurnError::Stored { .. }) => {
                // The value stays as it is, for a person to look at; the others go on.
                log::error!("{error}");
                let state = State::new(self.script.words.best(&happening.language), group.now);
                Self::queue(group, happening, self.apology(&state))?;
                return Self::answer_press(group, happening, None);
            }
            Err(error) => return Err(error),
        };
        let mut input = self.locate(group, happening)?;
        let mut toast = None;
        for _ in 0..FETCHES_MAX {
            let Some(turn) = self.advance(state.clone(), input, group.now) else {
                // The state stays as it was before the turn that broke.
                let screen = self.apology(&state);
                Self::queue(group, happening, screen)?;
                break;
            };
            state = turn.state;
            let fetch = self.perform(group, happening, turn.effects, &mut toast)?;
            match fetch {
                None => break,
                Some(page) => input = Input::Fetched(self.history(group, happening.chat, page)?),
            }
        }
        Self::answer_press(group, happening, toast)?;
        group.states.insert(happening.chat, state);
        Ok(())
    }

    fn state(&self, group: &mut Group, happening: &Happening) -> Result<State, TurnError> {
        let chat = happening.chat;
        if let Some(state) = group.states.remove(&chat) {
            return Ok(state);
        }
        match self.store.state(chat)? {
            Some(bytes) => {
                State::decode(&bytes).map_err(|source| TurnError::Stored { chat, source })
            }
            None => Ok(State::new(self.script.words.best(&happening.language), group.now)),
        }
    }

    /// Finds out whether a press was made on the newest screen.
    fn locate(&self, group: &Group, happening: &Happening) -> Result<Input, StoreError> {
        let mut input = happening.input.clone();
        if let (Input::Press { on_screen, .. }, Some((_, message))) = (&mut input, &happening.press)
        {
            let mut fresh = group.writes.iter().rev();
            let newest = match fresh.find_map(|write| match write {
                Write::ScreenMessage { chat, message, .. } if *chat == happening.chat => {
                    Some(*message)
                }
                _ => None,
            }) {
                Some(newest) => Some(newest),
                None => self.store.screen_message(happening.chat)?.map(|(_, newest)| newest),
            };
            *on_screen = newest.is_some() && newest == *message;
        }
        Ok(input)
    }

    /// One turn; `None` when it panicked. Nobody else notices, and nothing of it is kept.
    fn advance(&self, state: State, input: Input, now: DateTime<Utc>) -> Option<Turn> {
        let script = &self.script;
        catch_unwind(AssertUnwindSafe(|| advance(script, state, input, now))).ok()
    }

    fn apology(&self, state: &State) -> Screen {
        let words = &self.script.words;
        Screen {
            number: 0,
            text: words.say(&state.language, "something-broke", &[]).into_owned(),
            buttons: Vec::new(),
            replace: false,
            reminder: false,
            urgent: false,
        }
    }

    /// Turns effects into writes; returns the page of the history that is asked for.
    fn perform(
        &self,
        group: &mut Group,
        happening: &Happening,
        effects: Vec<Effect>,
        toast: &mut Option<String>,
    ) -> Result<Option<u32>, TurnError> {
        let chat = happening.chat;
        let mut fetch = None;
        for effect in effects {
            match effect {
                Effect::Show(screen) => Self::queue(group, happening, screen)?,
                Effect::Draw(picture) if self.draws => {
                    Self::push(group, chat, Lane::Live, &Message::Picture { picture })?;
                }
                Effect::Draw(_) => {}
                Effect::Toast(text) => *toast = Some(text),
                Effect::Record(record) => {
                    let bytes = record.encode()?;
                    group.writes.push(Write::Record { chat, id: record.id, bytes });
                }
                Effect::DeleteRecord(id) => group.writes.push(Write::DeleteRecord { chat, id }),
                Effect::SetTimer { name, token, due } => {
                    group.writes.push(Write::Timer(Timer { due, chat, name, token }));
                }
                Effect::CancelTimer { name, due } => {
                    group.writes.push(Write::DeleteTimer { due, chat, name });
                }
                Effect::Fetch { page } => fetch = Some(page),
            }
        }
        Ok(fetch)
    }

    fn queue(group: &mut Group, happening: &Happening, screen: Screen) -> Result<(), TurnError> {
        let lane = if screen.reminder { Lane::Reminder } else { Lane::Live };
        let pressed = happening.press.as_ref().and_then(|(_, message)| *message);
        let replaces = pressed.filter(|_| screen.replace);
        Self::push(group, happening.chat, lane, &Message::Screen { screen, replaces })
    }

    /// Every press is answered, or its button would seem to wait for ever.
    fn answer_press(
        group: &mut Group,
        happening: &Happening,
        note: Option<String>,
    ) -> Result<(), TurnError> {
        let Some((press, _)) = &happening.press else { return Ok(()) };
        let answer = Message::PressAnswer { press: press.clone(), note };
        Self::push(group, happening.chat, Lane::Live, &answer)
    }

    fn push(
        group: &mut Group,
        chat: ChatId,
        lane: Lane,
        message: &Message,
    ) -> Result<(), TurnError> {
        let bytes = serde_json::to_vec(message)?;
        let seq = group.next_seq;
        group.next_seq += 1;
        group.writes.push(Write::Outgoing(Outgoing { lane, seq, chat, bytes }));
        Ok(())
    }

    /// A page of a chat's cramps, those of this group included.
    fn history(&self, group: &Group, chat: ChatId, page: u32) -> Result<History, TurnError> {
        // One record that cannot be read must not hide the others.
        let decode = |bytes: &[u8]| match Record::decode(bytes) {
            Ok(record) => Some(record),
            Err(error) => {
                log::error!("chat {chat}: {error}");
                None
            }
        };
        let mut fresh: HashMap<u64, Option<Record>> = HashMap::new();
        for write in &group.writes {
            match write {
                Write::Record { chat: whose, id, bytes } if *whose == chat => {
                    fresh.insert(*id, decode(bytes));
                }
                Write::DeleteRecord { chat: whose, id } if *whose == chat => {
                    fresh.insert(*id, None);
                }
                _ => {}
            }
        }
        let wanted = (page as usize + 1) * RECORDS_PER_PAGE + 1;
        let is_cramp = |record: &Record| matches!(record.entry, Entry::Cramp { .. });
        let mut found: Vec<Record> =
            fresh.values().flatten().filter(|record| is_cramp(record)).cloned().collect();
        let mut before = None;
        while found.len() < wanted + fresh.len() {
            let batch = self.store.records(chat, before, RECORDS_AT_ONCE)?;
            let Some((oldest, _)) = batch.last() else { break };
            before = Some(*oldest);
            for (id, bytes) in &batch {
                if !fresh.contains_key(id) {
                    found.extend(decode(bytes).filter(is_cramp));
                }
            }
        }
        found.sort_by_key(|record| std::cmp::Reverse(record.id));
        let more = found.len() > (page as usize + 1) * RECORDS_PER_PAGE;
        let records = found.into_iter().skip(page as usize * RECORDS_PER_PAGE);
        Ok(History { records: records.take(RECORDS_PER_PAGE).collect(), page, more })
    }
}
