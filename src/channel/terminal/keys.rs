//! A line from a terminal: typed words, or a button chosen with the arrow keys.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use crossterm::cursor::MoveToColumn;
use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{Clear, ClearType, disable_raw_mode, enable_raw_mode, size};
use crossterm::{execute, queue};
use unicode_segmentation::UnicodeSegmentation;

use super::render;
use crate::dialogue::Button;

/// What the person did.
pub(super) enum Typed {
    Line(String),
    /// A button, by its position.
    Chosen(usize),
    Nothing,
    End,
}

/// Raw mode while it lives.
struct Raw;

impl Raw {
    fn enter() -> io::Result<Self> {
        enable_raw_mode().map(|()| Self)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // There is nothing better to do with a terminal that is gone.
        let _ = disable_raw_mode();
    }
}

/// Waits for a line or a choice; `live` stands before it. While something is typed the wait goes on.
pub(super) fn line(live: &str, buttons: &[Button], wait: Duration) -> io::Result<Typed> {
    let raw = Raw::enter()?;
    let mut typed = String::new();
    let mut chosen: Option<usize> = None;
    let until = Instant::now() + wait;
    prompt(live, &typed, chosen, buttons)?;
    let result = loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() && typed.is_empty() && chosen.is_none() {
            break Typed::Nothing;
        }
        if !event::poll(left.max(Duration::from_millis(200)))? {
            continue;
        }
        let Event::Key(key) = event::read()? else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        if let Some(done) = press(key, &mut typed, &mut chosen, buttons.len()) {
            break done;
        }
        prompt(live, &typed, chosen, buttons)?;
    };
    drop(raw);
    let mut out = io::stdout();
    if matches!(result, Typed::Nothing) {
        execute!(out, MoveToColumn(0), Clear(ClearType::CurrentLine))?;
    } else {
        writeln!(out, "\n")?;
    }
    Ok(result)
}

fn press(
    key: KeyEvent,
    typed: &mut String,
    chosen: &mut Option<usize>,
    count: usize,
) -> Option<Typed> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Char('c' | 'd') if control => return Some(Typed::End),
        KeyCode::Char('u') if control => typed.clear(),
        KeyCode::Char(c) if !control => {
            *chosen = None;
            typed.push(c);
        }
        KeyCode::Backspace => {
            let last = typed.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
            typed.truncate(last);
        }
        KeyCode::Down | KeyCode::Tab if count > 0 => {
            typed.clear();
            *chosen = Some(chosen.map_or(0, |at| (at + 1) % count));
        }
        KeyCode::Up if count > 0 => {
            typed.clear();
            *chosen = Some(chosen.map_or(count - 1, |at| (at + count - 1) % count));
        }
        KeyCode::Esc => *chosen = None,
        KeyCode::Enter => match *chosen {
            Some(index) => return Some(Typed::Chosen(index)),
            None if typed.trim().is_empty() => {}
            None => return Some(Typed::Line(std::mem::take(typed))),
        },
        _ => {}
    }
    None
}

/// Draws the line: what is typed, or the button that Enter would press.
fn prompt(live: &str, typed: &str, chosen: Option<usize>, buttons: &[Button]) -> io::Result<()> {
    let mut out = io::stdout();
    queue!(
        out,
        MoveToColumn(0),
        Clear(ClearType::CurrentLine),
        Print(live),
        Print(if live.is_empty() { "> " } else { " > " })
    )?;
    let width = usize::from(size().map_or(80, |(columns, _)| columns))
        .saturating_sub(4 + live.chars().count());
    if let Some((index, button)) =
        chosen.and_then(|index| buttons.get(index).map(|button| (index, button)))
    {
        let label = render::text(&button.label, false);
        queue!(
            out,
            SetAttribute(Attribute::Reverse),
            Print(format!("{} {label}", index + 1)),
            SetAttribute(Attribute::Reset)
        )?;
    } else {
        let all: Vec<&str> = typed.graphemes(true).collect();
        let tail = all[all.len().saturating_sub(width)..].concat();
        queue!(out, Print(tail))?;
    }
    out.flush()
}
