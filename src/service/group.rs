//! A group of turns in the making: states and writes that are not in the store yet.
//!
//! A turn that breaks is undone as if it had never begun, and answered kindly; the turns before and
//! after it in the same group do not notice. Nothing is written from here.

use std::collections::{BTreeMap, HashSet};
use std::ops::Bound::{Excluded, Unbounded};
use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;

use super::flood;
use super::turn::{Admission, Delivered, Envelope, Files, Happening, Leaving, Prepared, TurnError};
use crate::channel::{KeptFile, Message};
use crate::dialogue::RECORDS_PER_PAGE;
use crate::dialogue::effect::RECENT_MAX;
use crate::dialogue::screen::emergency_number;
use crate::dialogue::words::Arg;
use crate::dialogue::{
    Effect, Fetch, History, Input, Query, Record, Screen, Script, State, advance,
};
use crate::store::{
    ChatId, Lane, Outgoing, Store, StoreError, Timer, VALUE_BYTES_MAX, Write, check_sizes,
};

/// Records read at a time when a page of cramps is looked for.
const RECORDS_AT_ONCE: usize = 200;
/// What a queued message takes, mostly.
const MESSAGE_BYTES: usize = 2048;
/// The longest id of a press that is answered, in bytes. Telegram's are twenty figures long.
const PRESS_BYTES_MAX: usize = 1024;
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
    messages: Vec<Envelope>,
    /// Who was forgotten in this group: the store still knows them.
    forgotten: HashSet<ChatId>,
    seen: HashSet<i64>,
    next_seq: u64,
    /// Which files are sent.
    pub(super) files: Files,
    /// Who was forgotten before this group.
    leaving: &'a Leaving,
}

impl<'a, S: Store> Group<'a, S> {
    pub(super) fn new(
        script: &'a Script,
        store: &'a S,
        now: DateTime<Utc>,
        next_seq: u64,
        leaving: &'a Leaving,
    ) -> Self {
        Self {
            script,
            store,
            now,
            states: BTreeMap::new(),
            writes: Vec::new(),
            messages: Vec::new(),
            forgotten: HashSet::new(),
            seen: HashSet::new(),
            next_seq,
            files: Files::All,
            leaving,
        }
    }

    /// Everything to be committed at once.
    pub(super) fn finish(mut self) -> Prepared {
        let states = self.states.into_iter();
        self.writes.extend(states.map(|(chat, (_, bytes))| Write::State { chat, bytes }));
        Prepared { writes: self.writes, messages: self.messages, next_seq: self.next_seq }
    }

    /// Notes that a message is out of the outbox's hands.
    pub(super) fn deliver(&mut self, done: &Delivered) -> Result<(), TurnError> {
        self.writes.push(Write::DeleteOutgoing { lane: done.lane, seq: done.seq });
        // A message that was on its way when the person was forgotten leaves nothing behind.
        if let Some((screen, message)) = done.shown
            && !self.is_leaving(done)
        {
            self.writes.push(Write::ScreenMessage { chat: done.chat, screen, message });
        }
        if let Some(KeptFile { name, bytes }) = done.file.clone() {
            let file = Write::File { name, bytes };
            match check_sizes(std::slice::from_ref(&file)) {
                Ok(()) => self.writes.push(file),
                // It is uploaded again when it is needed again.
                Err(error) => log::error!("the id of a file is not kept: {error}"),
            }
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

    fn is_leaving(&self, done: &Delivered) -> bool {
        self.leaving.get(&done.chat).is_some_and(|goodbye| done.seq <= *goodbye)
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
        let (writes, messages) = (self.writes.len(), self.messages.len());
        let next_seq = self.next_seq;
        // A state is put back only at the end of a turn, so there is nothing else to undo.
        let broken = match catch_unwind(AssertUnwindSafe(|| self.turn(happening))) {
            Ok(Ok(Kept::Yes)) => return Ok(()),
            Ok(Ok(Kept::No { language })) => Ok(language),
            Ok(Err(error)) if !error.is_lasting() => return Err(error),
            Ok(Err(error @ TurnError::Stored { .. })) => Err(error.to_string()),
            Ok(Err(error)) => Err(format!("chat {}: {error}", happening.chat)),
            Err(_) => Err(format!("chat {}: a turn broke off", happening.chat)),
        };
        self.undo(writes, messages, next_seq);
        let said = match broken {
            Ok(language) => self.decline(happening, &language),
            Err(why) => {
                log::error!("{why}");
                self.apologise(happening)
            }
        };
        match said {
            // Nobody else waits for what can never be said.
            Err(error) if error.is_lasting() => {
                log::error!("chat {}: {error}", happening.chat);
                self.undo(writes, messages, next_seq);
                Ok(())
            }
            said => said,
        }
    }

    /// Goes back to so many writes and messages.
    fn undo(&mut self, writes: usize, messages: usize, next_seq: u64) {
        self.writes.truncate(writes);
        self.messages.truncate(messages);
        self.next_seq = next_seq;
    }

    fn turn(&mut self, happening: &Happening) -> Result<Kept, TurnError> {
        // Nobody who is not known gets a conversation but by beginning one.
        let begins = !matches!(happening.input, Input::Timer { .. } | Input::Blocked);
        if !begins && self.known(happening.chat)?.is_none() {
            return Ok(Kept::Yes);
        }
        let written = self.writes.len();
        let mut state = self.state(happening)?;
        let flooding = happening.admission != Admission::Answered;
        let before = flooding.then(|| state.clone());
        let mut input = self.locate(happening)?;
        let mut done = Performed::default();
        for _ in 0..FETCHES_MAX {
            let turn = advance(self.script, state, input, self.now);
            state = turn.state;
            self.perform(happening, turn.effects, &mut done)?;
            match done.fetch.take() {
                None => break,
                Some(Fetch { query, purpose }) => {
                    input = Input::Fetched(purpose, self.fetch(happening.chat, query)?);
                }
            }
        }
        if let Some(before) = before
            && !flood::raises_alarm(self.script, &before, &state)
        {
            return Ok(Kept::No { language: before.language });
        }
        self.answer_press(happening, done.toast)?;
        check_sizes(&self.writes[written..])?;
        if done.forgets {
            self.states.remove(&happening.chat);
            self.forgotten.insert(happening.chat);
        } else {
            let bytes = fits(state.encode()?)?;
            self.states.insert(happening.chat, (state, bytes));
        }
        Ok(Kept::Yes)
    }

    fn state(&self, happening: &Happening) -> Result<State, TurnError> {
        let chat = happening.chat;
        if let Some((state, _)) = self.states.get(&chat) {
            return Ok(state.clone());
        }
        match self.known(chat)? {
            Some(bytes) => {
                State::decode(&bytes).map_err(|source| TurnError::Stored { chat, source })
            }
            None => Ok(State::new(self.script.words.best(&happening.language), self.now)),
        }
    }

    /// A conversation as it is kept, this group included.
    fn known(&self, chat: ChatId) -> Result<Option<Vec<u8>>, StoreError> {
        match self.states.get(&chat) {
            Some((_, bytes)) => Ok(Some(bytes.clone())),
            None if self.forgotten.contains(&chat) => Ok(None),
            None => self.store.state(chat),
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
                Some(Some((*screen, *message)))
            }
            Write::Forget { chat: whose } if *whose == chat => Some(None),
            _ => None,
        });
        match newest {
            Some(newest) => Ok(newest),
            None => self.store.screen_message(chat),
        }
    }

    /// Turns effects into writes.
    fn perform(
        &mut self,
        happening: &Happening,
        effects: Vec<Effect>,
        done: &mut Performed,
    ) -> Result<(), TurnError> {
        let chat = happening.chat;
        for effect in effects {
            match effect {
                Effect::Show(screen) => self.queue(happening, screen)?,
                Effect::Refresh(screen) => {
                    // A screen that has not arrived yet will arrive with what it said then.
                    if let Some((number, message)) = self.newest_screen(chat)?
                        && number == screen.number
                    {
                        self.push(chat, Lane::Live, Message::Refresh { screen, message })?;
                    }
                }
                Effect::Draw(picture) if self.files == Files::All => {
                    self.push(chat, Lane::Live, Message::Picture { picture })?;
                }
                Effect::Draw(_) => {}
                Effect::PlaceKey(key) => {
                    self.push(chat, Lane::Live, Message::PlaceKey { key })?;
                }
                Effect::Send(document) if Files::of(&document) > self.files => {}
                Effect::Send(document) => {
                    self.push(chat, Lane::Live, Message::Document { document })?;
                }
                Effect::Toast(text) => done.toast = Some(text),
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
                Effect::Forget => {
                    self.writes.push(Write::Forget { chat });
                    done.forgets = true;
                }
                Effect::Fetch(fetch) => done.fetch = Some(fetch),
            }
        }
        Ok(())
    }

    fn queue(&mut self, happening: &Happening, screen: Screen) -> Result<(), TurnError> {
        let lane = if screen.reminder { Lane::Reminder } else { Lane::Live };
        let pressed = happening.press.as_ref().and_then(|(_, message)| *message);
        let replaces = pressed.filter(|_| screen.replace);
        self.push(happening.chat, lane, Message::Screen { screen, replaces })
    }

    /// Every press is answered, or its button would seem to wait for ever.
    fn answer_press(
        &mut self,
        happening: &Happening,
        note: Option<String>,
    ) -> Result<(), TurnError> {
        let Some((press, _)) = &happening.press else { return Ok(()) };
        if press.len() > PRESS_BYTES_MAX {
            log::error!(
                "chat {}: a press has an id that is too long to be answered",
                happening.chat
            );
            return Ok(());
        }
        let answer = Message::PressAnswer { press: press.clone(), note };
        self.push(happening.chat, Lane::Live, answer)
    }

    fn push(&mut self, chat: ChatId, lane: Lane, message: Message) -> Result<(), TurnError> {
        // Growing to a screen's size would cost more than writing it.
        let mut bytes = Vec::with_capacity(MESSAGE_BYTES);
        serde_json::to_writer(&mut bytes, &message)?;
        let bytes = fits(bytes)?;
        let seq = self.next_seq;
        self.next_seq += 1;
        self.writes.push(Write::Outgoing(Outgoing { lane, seq, chat, bytes }));
        self.messages.push(Envelope { lane, seq, chat, message });
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
            until: None,
        };
        self.queue(happening, screen)
    }

    /// Some of a chat's records, those of this group included.
    fn fetch(&self, chat: ChatId, query: Query) -> Result<History, TurnError> {
        let mut wanted = Wanted::new(query);
        let before = match query {
            Query::Page(_) | Query::Recent(_) | Query::Since(_) => None,
            Query::Cramp(id) => id.checked_add(1),
        };
        let mut fresh: BTreeMap<u64, Option<&[u8]>> = BTreeMap::new();
        for write in &self.writes {
            match write {
                Write::Record { chat: whose, id, bytes } if *whose == chat => {
                    fresh.insert(*id, Some(bytes));
                }
                Write::DeleteRecord { chat: whose, id } if *whose == chat => {
                    fresh.insert(*id, None);
                }
                Write::Forget { chat: whose } if *whose == chat => fresh.clear(),
                _ => {}
            }
        }
        // What this group has made may be newer than anything that is asked for.
        let end = before.map_or(Unbounded, Excluded);
        let mut fresh =
            fresh.range((Unbounded, end)).map(|(id, bytes)| (*id, *bytes)).rev().peekable();
        let mut stored = Vec::new().into_iter().peekable();
        let (mut before, mut is_end) = (before, self.forgotten.contains(&chat));
        loop {
            if stored.peek().is_none() && !is_end {
                let batch = self.store.records(chat, before, RECORDS_AT_ONCE)?;
                is_end = batch.len() < RECORDS_AT_ONCE;
                before = batch.last().map(|(id, _)| *id);
                stored = batch.into_iter().peekable();
                continue;
            }
            // The newer of the two, and of one record what this group makes of it.
            let next_fresh = fresh.peek().map(|(id, _)| *id);
            let next_stored = stored.peek().map(|(id, _): &(u64, Vec<u8>)| *id);
            let more = match next_fresh.max(next_stored) {
                None => break,
                next if next == next_fresh => {
                    if next == next_stored {
                        stored.next();
                    }
                    let bytes = fresh.next().and_then(|(id, bytes)| Some((id, bytes?)));
                    bytes.is_none_or(|(id, bytes)| wanted.take(chat, id, bytes))
                }
                _ => stored.next().is_none_or(|(id, bytes)| wanted.take(chat, id, &bytes)),
            };
            if !more {
                break;
            }
        }
        Ok(wanted.found)
    }
}

/// What of a walk through the records, newest first, is wanted.
struct Wanted {
    query: Query,
    /// Cramps still to be passed over, and still to be taken.
    skip: usize,
    take: usize,
    found: History,
}

impl Wanted {
    fn new(query: Query) -> Self {
        let (skip, take) = match query {
            Query::Page(page) => (page as usize * RECORDS_PER_PAGE, RECORDS_PER_PAGE),
            Query::Recent(_) => (0, RECORDS_PER_PAGE + 1),
            Query::Cramp(_) => (0, 1),
            Query::Since(_) => (0, 0),
        };
        Self { query, skip, take, found: History { records: Vec::new(), more: false } }
    }

    /// Looks at a record; `false` when no older one is wanted.
    fn take(&mut self, chat: ChatId, id: u64, bytes: &[u8]) -> bool {
        let recent = matches!(self.query, Query::Recent(from) | Query::Since(from) if id >= from);
        let other = matches!(self.query, Query::Cramp(wanted) if id != wanted);
        let by_age = matches!(self.query, Query::Recent(_) | Query::Since(_));
        if other || (self.take == 0 && !recent && by_age) {
            return false;
        }
        // A page far back is reached without reading all that is before it.
        if !recent && !is_cramp(bytes) {
            return true;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return true;
        }
        if self.take == 0 && !recent {
            self.found.more = true;
            return false;
        }
        match Record::decode(bytes) {
            Ok(record) => {
                self.take = self.take.saturating_sub(usize::from(record.is_cramp()));
                self.found.records.push(record);
            }
            // One record that cannot be read must not hide the others.
            Err(error) => log::error!("chat {chat}: {error}"),
        }
        self.found.records.len() < RECENT_MAX
    }
}

/// Whether stored bytes are about a cramp, without reading all of them.
fn is_cramp(bytes: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Kind<'a> {
        kind: &'a str,
    }
    serde_json::from_slice::<Kind<'_>>(bytes).is_ok_and(|it| it.kind == "cramp")
}

/// What the effects of a turn ask for beyond writes.
#[derive(Default)]
struct Performed {
    /// The note on the pressed button.
    toast: Option<String>,
    /// The records that are to be read.
    fetch: Option<Fetch>,
    /// The person is forgotten.
    forgets: bool,
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
