//! The bot in the terminal: the same turns, store and queue of messages, without a network.
//!
//! One person and one thread: what is committed is shown at once.

use std::time::Duration;

use anyhow::Context;

use super::clock::Clock;
use super::turn::{Admission, Delivered, Happening, Turns};
use crate::channel::Message;
use crate::channel::terminal::{Heard, Terminal};
use crate::dialogue::{Content, Input};
use crate::picture;
use crate::store::{ChatId, Lane, Outgoing, Store};

/// The person at the terminal.
const CHAT: ChatId = 0;
/// The longest wait for a key: a changed clock is noticed after that.
const WAIT_MAX: Duration = Duration::from_secs(1);
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
        let start = Input::Command { name: "start".to_owned(), args: String::new() };
        happen(turns, clock, language, start, message)?;
        show_queued(turns, clock, &mut terminal, &mut message)?;
    }
    loop {
        let due = turns.due(clock(), AT_ONCE)?;
        if !due.is_empty() {
            turns.handle(&due, &[], clock())?;
            show_queued(turns, clock, &mut terminal, &mut message)?;
        }
        match terminal.hear(WAIT_MAX).context("the terminal cannot be read")? {
            Heard::End => return Ok(()),
            Heard::Nothing => {}
            Heard::Input(input) => {
                happen(turns, clock, language, input, message)?;
                show_queued(turns, clock, &mut terminal, &mut message)?;
            }
        }
    }
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
                delivered.push(show(outgoing, terminal, message)?);
            }
            turns.handle(&[], &delivered, clock())?;
        }
    }
    Ok(())
}

fn show(
    outgoing: &Outgoing,
    terminal: &mut Terminal,
    newest: &mut Option<i64>,
) -> anyhow::Result<Delivered> {
    let mut shown = None;
    match serde_json::from_slice(&outgoing.bytes).context("a queued message cannot be read")? {
        Message::Screen { screen, .. } => {
            let message = terminal.show(&screen).context("the terminal cannot be written to")?;
            *newest = Some(message);
            shown = (screen.number > 0).then_some((screen.number, message));
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
        Message::PressAnswer { note: None, .. } => {}
    }
    Ok(Delivered {
        lane: outgoing.lane,
        seq: outgoing.seq,
        chat: outgoing.chat,
        shown,
        blocked: false,
        file: None,
    })
}
