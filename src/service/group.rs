//! A group of turns in the making: states and writes that are not in the store yet.
//!
//! A turn that breaks is undone as if it had never begun, and answered kindly; the turns before and
//! after it in the same group do not notice. Nothing is written from here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, TimeDelta, Utc};

use super::flood;
use super::turn::{Admission, Delivered, Happening, Prepared, TurnError};
use crate::channel::{KeptFile, Message};
use crate::dialogue::screen::emergency_number;
use crate::dialogue::state::Entry;
use crate::dialogue::views::RECORDS_PER_PAGE;
use crate::dialogue::words::Arg;
use crate::dialogue::{Effect, History, Input, Recall, Record, Screen, Script, State, advance};
use crate::store::{ChatId, Lane, Outgoing, Store, StoreError, Timer, VALUE_BYTES_MAX, Write};

/// Records read at a time when a page of cramps is looked for.
const RECORDS_AT_ONCE: usize = 200;
/// Records read for one reminder, at most: one that is put into words needs no more.
const RECORDS_RECALLED_MAX: usize = 1000;
/// Inputs that one input may cause by asking for data.
const FETCHES_MAX: usize = 4;
/// A timer whose turn broke is tried again after this.
const TIMER_AGAIN: TimeDelta = TimeDelta::minutes(5);

pub(super) struct Group<'a, S> {
    script: &'a Script,
    store: &'a S,
    now: DateTime<Utc>,
    /// Conversations as this group leaves them, and as they are stored.
    states: BTreeMap<ChatId, (State, Vec<u8>)>,
    writes: Vec<Write>,
    seen: HashSet<i64>,
    next_seq: u64,
    /// Whether drawings are sent.
    pub(super) draws: bool,
}

impl<'a, S: Store> Group<'a, S> {
    pub(super) fn new(script: &'a Script, store: &'a S, now: DateTime<Utc>, next_seq: u64) -> Self {
        let (states, writes, seen) = (BTreeMap::new(), Vec::new(), HashSet::new());
        Self { script, store, now, states, writes, seen, next_seq, draws: true }
    }

    /// Everything to be committed at once.
    pub(super) fn finish(mut self) -> Prepared {
        let states = self.states.into_iter();
        self.writes.extend(states.map(|(chat, (_, bytes))| Write::State { chat, bytes }));
        Prepared { writes: self.writes, next_seq: self.next_seq }
    }

    /// Notes that a message is out of the outbox's hands.
    pub(super) fn deliver(&mut self, done: &Delivered) -> Result<(), TurnError> {
        self.writes.push(Write::DeleteOutgoing { lane: done.lane, seq: done.seq });
        if let Some((screen, message)) = done.shown {
            self.writes.push(Write::ScreenMessage { chat: done.chat, screen, message });
        }
        if let Some(KeptFile { name, bytes }) = done.file.clone() {
            self.writes.push(Write::File { name, bytes });
        }
        if done.blocked {
            self.happen(&Happening {
                chat: done.chat,
                update: None,
                language: String::new(),
                input: Input::Blocked,
                press: None,
                fired: None,
                admission: Admission::Answered,
            })?;
        }
        Ok(())
    }

    /// One turn, once for each update. Only a store that fails is an error.
    pub(super) fn happen(&mut self, happening: &Happening) -> Result<(), TurnError> {
        if let Some(update) = happening.update {
            if self.store.is_seen(update)? || !self.seen.insert(update) {
                return Ok(());
            }
            self.writes.push(Write::Seen { update, at: self.now });
        }
        if happening.admission == Admission::Dropped {
            return Ok(());
        }
        if let Some(Timer { due, chat, name, .. }) = &happening.fired {
            self.writes.push(Write::DeleteTimer { due: *due, chat: *chat, name: name.clone() });
        }
        let (writes, next_seq) = (self.writes.len(), self.next_seq);
        // A state is put back only at the end of a turn, so there is nothing else to undo.
        let broken = match catch_unwind(AssertUnwindSafe(|| self.turn(happening))) {
            Ok(Ok(Kept::Yes)) => return Ok(()),
            Ok(Ok(Kept::No { language })) => Ok(language),
            Ok(Err(error @ TurnError::Store(_))) => return Err(error),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("chat {}: a turn broke off", happening.chat)),
        };
        self.writes.truncate(writes);
        self.next_seq = next_seq;
        match broken {
            Ok(language) => self.decline(happening, &language),
            Err(why) => {
                log::error!("{why}");
                self.apologise(happening)
            }
        }
    }

    fn turn(&mut self, happening: &Happening) -> Result<Kept, TurnError> {
        let mut state = self.state(happening)?;
        let flooding = happening.admission != Admission::Answered;
        let before = flooding.then(|| state.clone());
        let mut input = self.locate(happening)?;
        let mut toast = None;
        for _ in 0..FETCHES_MAX {
            let turn = advance(self.script, state, input, self.now);
            state = turn.state;
            match self.perform(happening, turn.effects, &mut toast)? {
                None => break,
                Some(Query::Page(page)) => {
                    input = Input::Fetched(self.history(happening.chat, page)?);
                }
                Some(Query::Recall(recall)) => {
                    let records = self.records_since(happening.chat, recall.since)?;
                    input = Input::Recalled { recall, records };
                }
            }
        }
        if let Some(before) = before
            && !flood::raises_alarm(self.script, &before, &state)
        {
            return Ok(Kept::No { language: before.language });
        }
        self.answer_press(happening, toast)?;
        let bytes = fits(state.encode()?)?;
        self.states.insert(happening.chat, (state, bytes));
        Ok(Kept::Yes)
    }

    fn state(&self, happening: &Happening) -> Result<State, TurnError> {
        let chat = happening.chat;
        if let Some((state, _)) = self.states.get(&chat) {
            return Ok(state.clone());
        }
        match self.store.state(chat)? {
            Some(bytes) => {
                State::decode(&bytes).map_err(|source| TurnError::Stored { chat, source })
            }
            None => Ok(State::new(self.script.words.best(&happening.language), self.now)),
        }
    }

    /// Finds out whether a press was made on the newest screen.
    fn locate(&self, happening: &Happening) -> Result<Input, StoreError> {
        let mut input = happening.input.clone();
        if let (Input::Press { on_screen, .. }, Some((_, message))) = (&mut input, &happening.press)
        {
            let newest = self.newest_screen(happening.chat)?.map(|(_, newest)| newest);
            *on_screen = newest.is_some() && newest == *message;
        }
        Ok(input)
    }

    /// The message that carries a chat's current screen, as this group leaves it.
    fn newest_screen(&self, chat: ChatId) -> Result<Option<(u64, i64)>, StoreError> {
        let mut fresh = self.writes.iter().rev();
        let newest = fresh.find_map(|write| match write {
            Write::ScreenMessage { chat: whose, screen, message } if *whose == chat => {
                Some((*screen, *message))
            }
            _ => None,
        });
        match newest {
            Some(newest) => Ok(Some(newest)),
            None => self.store.screen_message(chat),
        }
    }

    /// Turns effects into writes; returns what is asked of the records.
    fn perform(
        &mut self,
        happening: &Happening,
        effects: Vec<Effect>,
        toast: &mut Option<String>,
    ) -> Result<Option<Query>, TurnError> {
        let chat = happening.chat;
        let mut fetch = None;
        for effect in effects {
            match effect {
                Effect::Show(screen) => self.queue(happening, screen)?,
                Effect::Refresh(screen) => {
                    // A screen that has not arrived yet will arrive with what it said then.
                    if let Some((number, message)) = self.newest_screen(chat)?
                        && number == screen.number
                    {
                        self.push(chat, Lane::Live, &Message::Refresh { screen, message })?;
                    }
                }
                Effect::Draw(picture) if self.draws => {
                    self.push(chat, Lane::Live, &Message::Picture { picture })?;
                }
                Effect::Draw(_) => {}
                Effect::Toast(text) => *toast = Some(text),
                Effect::Record(record) => {
                    let bytes = fits(record.encode()?)?;
                    self.writes.push(Write::Record { chat, id: record.id, bytes });
                }
                Effect::DeleteRecord(id) => self.writes.push(Write::DeleteRecord { chat, id }),
                Effect::SetTimer { name, token, due } => {
                    self.writes.push(Write::Timer(Timer { due, chat, name, token }));
                }
                Effect::CancelTimer { name, due } => {
                    self.writes.push(Write::DeleteTimer { due, chat, name });
                }
                Effect::Fetch { page } => fetch = Some(Query::Page(page)),
                Effect::Recall(recall) => fetch = Some(Query::Recall(recall)),
            }
        }
        Ok(fetch)
    }

    fn queue(&mut self, happening: &Happening, screen: Screen) -> Result<(), TurnError> {
        let lane = if screen.reminder { Lane::Reminder } else { Lane::Live };
        let pressed = happening.press.as_ref().and_then(|(_, message)| *message);
        let replaces = pressed.filter(|_| screen.replace);
        self.push(happening.chat, lane, &Message::Screen { screen, replaces })
    }

    /// Every press is answered, or its button would seem to wait for ever.
    fn answer_press(
        &mut self,
        happening: &Happening,
        note: Option<String>,
    ) -> Result<(), TurnError> {
        let Some((press, _)) = &happening.press else { return Ok(()) };
        let answer = Message::PressAnswer { press: press.clone(), note };
        self.push(happening.chat, Lane::Live, &answer)
    }

    fn push(&mut self, chat: ChatId, lane: Lane, message: &Message) -> Result<(), TurnError> {
        let bytes = fits(serde_json::to_vec(message)?)?;
        let seq = self.next_seq;
        self.next_seq += 1;
        self.writes.push(Write::Outgoing(Outgoing { lane, seq, chat, bytes }));
        Ok(())
    }

    /// A person who writes too much is told once, then there is silence.
    fn decline(&mut self, happening: &Happening, language: &str) -> Result<(), TurnError> {
        if happening.admission == Admission::Told && happening.input.is_from_person() {
            self.note(happening, language, "too-fast")?;
        }
        self.answer_press(happening, None)
    }

    /// Somebody who waits is told; a timer is tried again, because nobody waits for it and a
    /// reminder that is not set again would never come back.
    fn apologise(&mut self, happening: &Happening) -> Result<(), TurnError> {
        if let Some(fired) = &happening.fired {
            let due = self.now + TIMER_AGAIN;
            self.writes.push(Write::Timer(Timer { due, ..fired.clone() }));
            return Ok(());
        }
        if !happening.input.is_from_person() {
            return Ok(());
        }
        let state = catch_unwind(AssertUnwindSafe(|| self.state(happening)));
        let language = match state {
            Ok(Ok(state)) => state.language,
            _ => self.script.words.best(&happening.language).to_owned(),
        };
        self.note(happening, &language, "something-broke")?;
        self.answer_press(happening, None)
    }

    fn note(
        &mut self,
        happening: &Happening,
        language: &str,
        id: &'static str,
    ) -> Result<(), TurnError> {
        let facts = State::new(language, self.now).facts(&self.script.slots);
        let number = emergency_number(self.script, language, &facts);
        let text = self.script.words.say(language, id, &[("number", Arg::Rendered(number))]);
        let screen = Screen {
            number: 0,
            text: text.into_owned(),
            buttons: Vec::new(),
            replace: false,
            reminder: false,
            urgent: false,
        };
        self.queue(happening, screen)
    }

    /// A page of a chat's cramps, those of this group included.
    fn history(&self, chat: ChatId, page: u32) -> Result<History, TurnError> {
        let fresh = self.fresh_records(chat);
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
                    found.extend(read_record(chat, bytes).filter(is_cramp));
                }
            }
        }
        found.sort_by_key(|record| std::cmp::Reverse(record.id));
        let more = found.len() > (page as usize + 1) * RECORDS_PER_PAGE;
        let records = found.into_iter().skip(page as usize * RECORDS_PER_PAGE);
        Ok(History { records: records.take(RECORDS_PER_PAGE).collect(), page, more })
    }

    /// A chat's records since an instant, newest first, those of this group included. Their ids are
    /// the milliseconds of when they began, in thousandths.
    fn records_since(&self, chat: ChatId, since: DateTime<Utc>) -> Result<Vec<Record>, StoreError> {
        let fresh = self.fresh_records(chat);
        let mut found: Vec<Record> = fresh.values().flatten().cloned().collect();
        let oldest = u64::try_from(since.timestamp_millis()).unwrap_or(0) * 1000;
        let mut before = None;
        loop {
            let batch = self.store.records(chat, before, RECORDS_AT_ONCE)?;
            let known = batch.iter().filter(|(id, _)| *id >= oldest && !fresh.contains_key(id));
            found.extend(known.filter_map(|(_, bytes)| read_record(chat, bytes)));
            match batch.last() {
                Some((last, _)) if *last >= oldest && found.len() < RECORDS_RECALLED_MAX => {
                    before = Some(*last);
                }
                _ => break,
            }
        }
        found.sort_by_key(|record| std::cmp::Reverse(record.id));
        Ok(found)
    }

    /// Records that this group writes; `None` for one that it deletes.
    fn fresh_records(&self, chat: ChatId) -> HashMap<u64, Option<Record>> {
        let mut fresh = HashMap::new();
        for write in &self.writes {
            match write {
                Write::Record { chat: whose, id, bytes } if *whose == chat => {
                    fresh.insert(*id, read_record(chat, bytes));
                }
                Write::DeleteRecord { chat: whose, id } if *whose == chat => {
                    fresh.insert(*id, None);
                }
                _ => {}
            }
        }
        fresh
    }
}

/// One record that cannot be read must not hide the others.
fn read_record(chat: ChatId, bytes: &[u8]) -> Option<Record> {
    Record::decode(bytes).inspect_err(|error| log::error!("chat {chat}: {error}")).ok()
}

/// What a turn asks of the records.
enum Query {
    Page(u32),
    Recall(Recall),
}

/// What became of a turn that did not break.
enum Kept {
    Yes,
    /// The person writes too much.
    No {
        language: String,
    },
}

fn fits(bytes: Vec<u8>) -> Result<Vec<u8>, TurnError> {
    if bytes.len() > VALUE_BYTES_MAX { Err(TurnError::TooLong(bytes.len())) } else { Ok(bytes) }
}
