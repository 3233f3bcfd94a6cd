//! The bot in the terminal: the same turns, store and queue of messages, without a network.
//!
//! One person and one thread: what is committed is shown at once.

use std::time::Duration;

use anyhow::Context;
use chrono::TimeDelta;

use super::clock::Clock;
use super::turn::{Admission, Delivered, Envelope, Happening, Turns};
use crate::channel::Message;
use crate::channel::terminal::{Heard, Terminal};
use crate::dialogue::{Content, Input, State, countdown_line};
use crate::picture;
use crate::store::{ChatId, Lane, Store};

/// The person at the terminal.
const CHAT: ChatId = 0;
/// The longest wait for a key: a changed clock is noticed after that.
const WAIT_MAX: Duration = Duration::from_secs(1);
/// The same while something counts down before the person's eyes.
const WAIT_COUNTING: Duration = Duration::from_millis(200);
/// Messages shown at a time.
const AT_ONCE: usize = 64;

/// Holds a conversation until the person leaves.
pub fn terminal<S: Store>(
    turns: &mut Turns<S>,
    clock: &Clock,
    language: &str,
) -> anyhow::Result<()> {
    let mut terminal = Terminal::new();
    let mut message = None;
    // What an earlier run could not show any more.
    show_queued(turns, clock, &mut terminal, &mut message)?;
    if terminal.is_interactive() {
        let begin = if is_under_way(turns, clock)? {
            Input::Returned
        } else {
            Input::Command { name: "start".to_owned(), args: String::new() }
        };
        happen(turns, clock, language, begin, message)?;
        show_queued(turns, clock, &mut terminal, &mut message)?;
    }
    loop {
        let due = turns.due(clock(), AT_ONCE)?;
        if !due.is_empty() {
            turns.handle(&due, &[], clock())?;
            show_queued(turns, clock, &mut terminal, &mut message)?;
        }
        let live = if terminal.is_interactive() { countdown(turns, clock)? } else { None };
        let wait = if live.is_some() { WAIT_COUNTING } else { WAIT_MAX };
        match terminal.hear(live.as_deref(), wait).context("the terminal cannot be read")? {
            Heard::End => return Ok(()),
            Heard::Nothing => {}
            Heard::Input(input) => {
                happen(turns, clock, language, input, message)?;
                show_queued(turns, clock, &mut terminal, &mut message)?;
            }
        }
    }
}

/// Whether the person left in the middle of something: then it goes on.
fn is_under_way<S: Store>(turns: &Turns<S>, clock: &Clock) -> anyhow::Result<bool> {
    let Some(state) = state(turns)? else { return Ok(false) };
    let pause = TimeDelta::minutes(turns.script().new_episode_after_minutes);
    Ok(state.at.is_some() && clock() - state.last_turn < pause)
}

fn state<S: Store>(turns: &Turns<S>) -> anyhow::Result<Option<State>> {
    let bytes = turns.store().state(CHAT)?;
    let state = bytes.as_deref().map(State::decode).transpose();
    state.context("the conversation cannot be read")
}

/// What counts down now. Nothing is sent for it, so that it may change every second.
fn countdown<S: Store>(turns: &Turns<S>, clock: &Clock) -> anyhow::Result<Option<String>> {
    let state = state(turns)?;
    Ok(state.and_then(|state| countdown_line(turns.script(), &state, clock())))
}

fn happen<S: Store>(
    turns: &mut Turns<S>,
    clock: &Clock,
    language: &str,
    input: Input,
    message: Option<i64>,
) -> anyhow::Result<()> {
    let press = matches!(input, Input::Press { .. }).then(|| (String::new(), message));
    let happening = Happening {
        chat: CHAT,
        update: None,
        language: language.to_owned(),
        input,
        press,
        fired: None,
        admission: Admission::Answered,
    };
    turns.handle(&[happening], &[], clock())?;
    Ok(())
}

fn show_queued<S: Store>(
    turns: &mut Turns<S>,
    clock: &Clock,
    terminal: &mut Terminal,
    message: &mut Option<i64>,
) -> anyhow::Result<()> {
    for lane in [Lane::Live, Lane::Reminder] {
        loop {
            let queued = turns.store().outgoing(lane, None, AT_ONCE)?;
            if queued.is_empty() {
                break;
            }
            let mut delivered = Vec::with_capacity(queued.len());
            for outgoing in &queued {
                let read = Envelope::read(outgoing).context("a queued message cannot be read")?;
                delivered.push(show(read, terminal, message)?);
            }
            turns.handle(&[], &delivered, clock())?;
        }
    }
    Ok(())
}

fn show(
    envelope: Envelope,
    terminal: &mut Terminal,
    newest: &mut Option<i64>,
) -> anyhow::Result<Delivered> {
    let mut delivered = Delivered::of(&envelope);
    match envelope.message {
        Message::Screen { screen, .. } => {
            let message = terminal.show(&screen).context("the terminal cannot be written to")?;
            *newest = Some(message);
            delivered.shown = (screen.number > 0).then_some((screen.number, message));
        }
        Message::Refresh { screen, .. } => terminal.refresh(&screen),
        Message::Picture { picture } => terminal.note(&picture.alt)?,
        Message::Document { document } => match document.content {
            Content::Picture { .. } => terminal.note(&document.caption)?,
            Content::Report { page } => {
                let file = std::env::current_dir()?.join(&document.name);
                std::fs::write(&file, picture::page::pdf(&page)?)
                    .with_context(|| format!("{} cannot be written", file.display()))?;
                terminal.note(&format!("{}: {}", document.caption, file.display()))?;
            }
            Content::Everything => {
                terminal.note(&format!("{}: crampbot export --user {CHAT}", document.caption))?;
            }
            Content::Table => {
                let caption = document.caption;
                terminal.note(&format!("{caption}: crampbot export --user {CHAT} --csv"))?;
            }
        },
        Message::PressAnswer { note: Some(note), .. } => terminal.note(&note)?,
        // A place cannot be shared from a terminal.
        Message::PressAnswer { note: None, .. } | Message::PlaceKey { .. } => {}
    }
    Ok(delivered)
}
