//! A group of turns: load, advance, one durable commit. Synchronous and deterministic.
//!
//! Nothing is sent from here and nothing is handed out before the commit. A commit that fails may
//! still have happened, so it is the prepared group that is tried again, never its making.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use thiserror::Error;

use super::group::Group;
use crate::channel::{KeptFile, Message};
use crate::dialogue::state::DecodeError;
use crate::dialogue::{Content, Document, Input, REMINDER_AHEAD_MAX, REMINDER_TIMER, Script};
use crate::store::{ChatId, Lane, Outgoing, Store, StoreError, Timer, Write};

/// How long a handled update is remembered, so that its repetition changes nothing.
const SEEN_FOR: TimeDelta = TimeDelta::hours(48);
/// Notes of handled updates dropped at a time, and how often.
const EXPIRE_AT_ONCE: usize = 1000;
const TIDY_EVERY: TimeDelta = TimeDelta::seconds(10);

/// How often it is looked for reminders that a wrong clock has planned; at once when it is put back.
const LOOK_AHEAD_EVERY: TimeDelta = TimeDelta::minutes(10);

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
    /// Whether it is answered.
    pub admission: Admission,
}

/// Whether a person who writes very much is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// It is.
    Answered,
    /// Only a new red flag is; otherwise the person is told to wait.
    Told,
    /// Only a new red flag is; the person was told before.
    Silent,
    /// It is not.
    Dropped,
}

/// A message and where it goes.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// The lane it waits in.
    pub lane: Lane,
    /// Its place in the queue.
    pub seq: u64,
    /// Who it is for.
    pub chat: ChatId,
    /// What is said.
    pub message: Message,
}

/// Whether a chat has more than one person in it: Telegram gives those negative numbers.
pub(super) fn is_group(chat: ChatId) -> bool {
    chat < 0
}

impl Envelope {
    /// Reads a message as the store keeps it.
    pub fn read(kept: &Outgoing) -> Result<Self, serde_json::Error> {
        let message = serde_json::from_slice(&kept.bytes)?;
        Ok(Self { lane: kept.lane, seq: kept.seq, chat: kept.chat, message })
    }
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
    /// A value is longer than any store keeps.
    #[error("a value of {0} bytes is too long to be kept")]
    TooLong(usize),
}

impl TurnError {
    /// Whether trying again will never help: one turn is given up then, not all of them.
    pub(super) fn is_lasting(&self) -> bool {
        match self {
            Self::Store(error) => matches!(error, StoreError::TooLarge { .. }),
            Self::Stored { .. } | Self::Encode(_) | Self::TooLong(_) => true,
        }
    }
}

/// Handles turns on a store.
pub struct Turns<S> {
    script: Arc<Script>,
    store: S,
    next_seq: u64,
    files: Files,
    leaving: Leaving,
    /// When the next timer is due, if that was looked up since timers last changed.
    next_due: Option<DateTime<Utc>>,
    knows_next_due: bool,
    /// When old notes of updates were last looked for.
    tidied_at: Option<DateTime<Utc>>,
    /// When it was last looked for reminders too far ahead.
    looked_ahead_at: Option<DateTime<Utc>>,
}

/// Which files are sent: each kind and those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Files {
    /// Copies of what is kept.
    Copies,
    /// The page for the doctor.
    Pages,
    /// Drawings and charts.
    All,
}

impl Files {
    /// The kind of a document.
    pub(super) fn of(document: &Document) -> Self {
        match document.content {
            Content::Everything | Content::Table => Self::Copies,
            Content::Report { .. } => Self::Pages,
            Content::Picture { .. } => Self::All,
        }
    }
}

/// Who was forgotten and is still to get the goodbye: its place in the queue. What arrives before it
/// was on its way already, and leaves no trace.
pub(super) type Leaving = HashMap<ChatId, u64>;

/// A group that is ready to be committed.
#[derive(Debug)]
pub struct Prepared {
    pub(super) writes: Vec<Write>,
    /// What is to be sent once it is committed, in order: the queued messages among the writes.
    pub(super) messages: Vec<Envelope>,
    pub(super) next_seq: u64,
}

impl Delivered {
    /// That a message is out of the outbox's hands, whatever became of it.
    pub fn of(message: &Envelope) -> Self {
        let Envelope { lane, seq, chat, .. } = *message;
        Self { lane, seq, chat, shown: None, blocked: false, file: None }
    }
}

impl<S: Store> Turns<S> {
    /// Turns on a store that this process alone holds.
    pub fn new(script: Arc<Script>, store: S) -> Result<Self, StoreError> {
        let next_seq = store.last_seq()?.map_or(1, |last| last + 1);
        let (files, leaving) = (Files::All, Leaving::new());
        Ok(Self {
            script,
            store,
            next_seq,
            files,
            leaving,
            next_due: None,
            knows_next_due: false,
            tidied_at: None,
            looked_ahead_at: None,
        })
    }

    /// The same without drawings: the words say everything.
    #[must_use]
    pub fn without_pictures(self) -> Self {
        Self { files: Files::Pages, ..self }
    }

    /// The same without anything that threads of their own render: for a simulation, whose time they
    /// do not share.
    #[must_use]
    pub fn without_rendering(self) -> Self {
        Self { files: Files::Copies, ..self }
    }

    /// The store, for reading.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// The store, for what is not a turn: backups, repairs.
    pub fn store_mut(&mut self) -> &mut S {
        self.knows_next_due = false;
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
    ) -> Result<Vec<Envelope>, TurnError> {
        let prepared = self.prepare(happenings, delivered, now)?;
        self.commit(&prepared)?;
        Ok(prepared.messages)
    }

    /// Makes a group; nothing has happened yet.
    pub fn prepare(
        &self,
        happenings: &[Happening],
        delivered: &[Delivered],
        now: DateTime<Utc>,
    ) -> Result<Prepared, TurnError> {
        let mut group = Group::new(&self.script, &self.store, now, self.next_seq, &self.leaving);
        group.files = self.files;
        for done in delivered {
            group.deliver(done)?;
        }
        for happening in happenings {
            group.happen(happening)?;
        }
        Ok(group.finish())
    }

    /// Commits a group. When it fails, the same group may be committed again, and no other before it.
    pub fn commit(&mut self, prepared: &Prepared) -> Result<(), StoreError> {
        if !prepared.writes.is_empty() {
            self.store.commit(&prepared.writes)?;
        }
        self.next_seq = prepared.next_seq;
        if prepared.writes.iter().any(Write::is_about_timers) {
            self.knows_next_due = false;
        }
        self.note_who_leaves(&prepared.writes);
        Ok(())
    }

    /// When the next timer is due.
    pub fn next_due(&mut self) -> Result<Option<DateTime<Utc>>, StoreError> {
        if !self.knows_next_due {
            self.next_due = self.store.next_due()?;
            self.knows_next_due = true;
        }
        Ok(self.next_due)
    }

    fn note_who_leaves(&mut self, writes: &[Write]) {
        for write in writes {
            match write {
                Write::Forget { chat } => drop(self.leaving.insert(*chat, u64::MAX)),
                Write::Outgoing(goodbye) => {
                    let place = self.leaving.get_mut(&goodbye.chat);
                    if let Some(place) = place.filter(|place| **place == u64::MAX) {
                        *place = goodbye.seq;
                    }
                }
                Write::DeleteOutgoing { seq, .. } => {
                    self.leaving.retain(|_, goodbye| goodbye != seq);
                }
                _ => {}
            }
        }
    }

    /// Timers that are due, as happenings; and reminders so far ahead that they must be planned anew.
    pub fn due(&mut self, now: DateTime<Utc>, limit: usize) -> Result<Vec<Happening>, StoreError> {
        let mut timers = Vec::new();
        if self.next_due()?.is_some_and(|next| next <= now) {
            timers = self.store.due(now, limit)?;
        }
        let room = limit - timers.len();
        if room > 0
            && !self.looked_ahead_at.is_some_and(|then| is_within(LOOK_AHEAD_EVERY, then, now))
        {
            let ahead = self.store.due_after(now + REMINDER_AHEAD_MAX, room)?;
            // There may be more of them.
            self.looked_ahead_at = (ahead.len() < room).then_some(now);
            timers.extend(ahead.into_iter().filter(|timer| timer.name == REMINDER_TIMER));
        }
        Ok(timers
            .into_iter()
            .map(|timer| Happening {
                chat: timer.chat,
                update: None,
                language: String::new(),
                input: Input::Timer { name: timer.name.clone(), token: timer.token },
                press: None,
                fired: Some(timer),
                admission: Admission::Answered,
            })
            .collect())
    }

    /// Forgets some of the updates that cannot be repeated any more, now and then.
    pub fn tidy(&mut self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        if self.tidied_at.is_some_and(|then| is_within(TIDY_EVERY, then, now)) {
            return Ok(0);
        }
        self.tidied_at = Some(now);
        self.store.expire_seen(now - SEEN_FOR, EXPIRE_AT_ONCE)
    }
}

/// Whether something is as fresh as that. A clock that was set back must not put off what comes next.
fn is_within(span: TimeDelta, then: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    then <= now && now - then < span
}
