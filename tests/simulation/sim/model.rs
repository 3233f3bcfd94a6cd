//! What must come of an input: the pure engine and the plainest possible keeping of its effects.
//!
//! It shares nothing with the service but the engine, so that a slip there shows here.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use crampbot::channel::Message;
use crampbot::dialogue::screen::emergency_number;
use crampbot::dialogue::words::Arg;
use crampbot::dialogue::{Content, Effect, Fetch, Input, Record, Screen, Script, State, advance};
use crampbot::store::{ChatId, Lane, Outgoing, Timer, Write};

use super::history::history;

/// A pressed button: the press and the message.
pub(super) type Press = Option<(String, Option<i64>)>;

/// One conversation as it must be.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conversation {
    pub(crate) state: Option<State>,
    pub(crate) records: BTreeMap<u64, Record>,
    /// The message that carries the newest screen.
    pub(crate) screen_message: Option<(u64, i64)>,
}

/// An input, and all that the model needs to know of it.
#[derive(Clone)]
pub(crate) struct Happened {
    pub(crate) chat: ChatId,
    pub(crate) language: &'static str,
    pub(crate) input: Input,
    pub(crate) press: Press,
    pub(crate) now: DateTime<Utc>,
}

impl Conversation {
    fn state(&self, script: &Script, happened: &Happened) -> State {
        let new = || State::new(script.words.best(happened.language), happened.now);
        self.state.clone().unwrap_or_else(new)
    }

    /// The turn: the conversation afterwards, and the writes that keep it and answer it.
    pub(super) fn turn(&self, script: &Script, happened: &Happened) -> (Self, Vec<Write>) {
        let mut after = self.clone();
        let unasked = matches!(happened.input, Input::Timer { .. } | Input::Blocked);
        if unasked && self.state.is_none() {
            return (after, vec![]);
        }
        let mut forgets = false;
        let mut state = self.state(script, happened);
        let (mut writes, mut toast) = (vec![], None);
        let mut input = Some(happened.input.clone());
        if let (Some(Input::Press { on_screen, .. }), Some((_, message))) =
            (&mut input, &happened.press)
        {
            *on_screen =
                message.is_some() && *message == self.screen_message.map(|(_, message)| message);
        }
        while let Some(now) = input.take() {
            let turn = advance(script, state, now, happened.now);
            state = turn.state;
            for effect in turn.effects {
                match effect {
                    Effect::Show(screen) => writes.push(show(happened, screen)),
                    Effect::Refresh(screen) => {
                        let newest = after.screen_message;
                        let newest = newest.filter(|(number, _)| *number == screen.number);
                        if let Some((_, message)) = newest {
                            let refresh = Message::Refresh { screen, message };
                            writes.push(queued(happened.chat, Lane::Live, &refresh));
                        }
                    }
                    // The simulated bot sends none.
                    Effect::Draw(_) => {}
                    Effect::PlaceKey(key) => {
                        let key = Message::PlaceKey { key };
                        writes.push(queued(happened.chat, Lane::Live, &key));
                    }
                    Effect::Send(document)
                        if matches!(
                            document.content,
                            Content::Picture { .. } | Content::Report { .. }
                        ) => {}
                    Effect::Send(document) => {
                        writes.push(queued(
                            happened.chat,
                            Lane::Live,
                            &Message::Document { document },
                        ));
                    }
                    Effect::Toast(text) => toast = Some(text),
                    Effect::Record(record) => {
                        let (chat, id) = (happened.chat, record.id);
                        let bytes = record.encode().expect("a record has a stored form");
                        writes.push(Write::Record { chat, id, bytes });
                        after.records.insert(id, record);
                    }
                    Effect::DeleteRecord(id) => {
                        writes.push(Write::DeleteRecord { chat: happened.chat, id });
                        after.records.remove(&id);
                    }
                    Effect::SetTimer { name, token, due } => {
                        let chat = happened.chat;
                        writes.push(Write::Timer(Timer { due, chat, name, token }));
                    }
                    Effect::CancelTimer { name, due } => {
                        writes.push(Write::DeleteTimer { due, chat: happened.chat, name });
                    }
                    Effect::Forget => {
                        writes.push(Write::Forget { chat: happened.chat });
                        forgets = true;
                    }
                    Effect::Fetch(Fetch { query, purpose }) => {
                        input = Some(Input::Fetched(purpose, history(&after.records, query)));
                    }
                }
            }
        }
        writes.extend(answer(happened, toast));
        after.state = Some(state);
        if forgets {
            after = Self::default();
        }
        (after, writes)
    }

    /// One of the kind lines instead of a turn.
    pub(super) fn note(&self, script: &Script, happened: &Happened, id: &str) -> Vec<Write> {
        note(script, happened, &self.state(script, happened).language, id)
    }
}

/// A message of the engine's own, in a language.
pub(super) fn note(script: &Script, happened: &Happened, language: &str, id: &str) -> Vec<Write> {
    let facts = State::new(language, happened.now).facts(&script.slots);
    let number = emergency_number(script, language, &facts);
    let args = [("number", Arg::Rendered(number))];
    let text = script.words.say(language, id, &args).into_owned();
    let (buttons, replace, reminder, urgent) = (vec![], false, false, false);
    let screen = Screen { number: 0, text, buttons, replace, reminder, urgent, until: None };
    [show(happened, screen)].into_iter().chain(answer(happened, None)).collect()
}

fn show(happened: &Happened, screen: Screen) -> Write {
    let lane = if screen.reminder { Lane::Reminder } else { Lane::Live };
    let pressed = happened.press.as_ref().and_then(|(_, message)| *message);
    let replaces = pressed.filter(|_| screen.replace);
    queued(happened.chat, lane, &Message::Screen { screen, replaces })
}

/// The answer to a press, if it was one.
pub(super) fn answer(happened: &Happened, note: Option<String>) -> Option<Write> {
    let (press, _) = happened.press.clone()?;
    Some(queued(happened.chat, Lane::Live, &Message::PressAnswer { press, note }))
}

/// A queued message; its place in the queue is the service's own affair.
fn queued(chat: ChatId, lane: Lane, message: &Message) -> Write {
    let bytes = serde_json::to_vec(message).expect("a message has a stored form");
    Write::Outgoing(Outgoing { lane, seq: 0, chat, bytes })
}
