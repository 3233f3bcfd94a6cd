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

/// The line that is being edited. It outlives the waits, so that timers fire and what counts down
/// goes on while somebody types.
#[derive(Default)]
pub(super) struct Line {
    typed: String,
    /// A button, by its position.
    chosen: Option<usize>,
    /// What counted down when the line was drawn; `None` when it is not on the screen.
    drawn: Option<String>,
    raw: Option<Raw>,
}

impl Line {
    /// Waits for a line or a choice; `counting` stands before it.
    pub(super) fn hear(
        &mut self,
        counting: &str,
        buttons: &[Button],
        wait: Duration,
    ) -> io::Result<Typed> {
        if self.raw.is_none() {
            self.raw = Some(Raw::enter()?);
        }
        if self.drawn.as_deref() != Some(counting) {
            self.draw(counting, buttons)?;
        }
        let until = Instant::now() + wait;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if !event::poll(left)? {
                return Ok(Typed::Nothing);
            }
            match event::read()? {
                Event::Key(key) if key.kind != KeyEventKind::Release => {
                    let count = buttons.len();
                    if let Some(done) = press(key, &mut self.typed, &mut self.chosen, count) {
                        // What was said stays on the screen, without what counted down before it.
                        self.draw("", buttons)?;
                        (self.raw, self.drawn) = (None, None);
                        (self.chosen, self.typed) = (None, String::new());
                        writeln!(io::stdout(), "\n")?;
                        return Ok(done);
                    }
                    self.draw(counting, buttons)?;
                }
                Event::Resize(..) => self.draw(counting, buttons)?,
                _ => {}
            }
        }
    }

    /// Makes room for what is printed. New buttons are chosen from anew; what was typed is kept.
    pub(super) fn put_away(&mut self, new_buttons: bool) -> io::Result<()> {
        self.raw = None;
        if new_buttons {
            self.chosen = None;
        }
        if self.drawn.take().is_some() {
            execute!(io::stdout(), MoveToColumn(0), Clear(ClearType::CurrentLine))?;
        }
        Ok(())
    }

    fn draw(&mut self, counting: &str, buttons: &[Button]) -> io::Result<()> {
        prompt(counting, &self.typed, self.chosen, buttons)?;
        self.drawn = Some(counting.to_owned());
        Ok(())
    }
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
            None => return Some(Typed::Line(typed.clone())),
        },
        _ => {}
    }
    None
}

/// Draws the line: what is typed, or the button that Enter would press. It never takes a second line.
fn prompt(
    counting: &str,
    typed: &str,
    chosen: Option<usize>,
    buttons: &[Button],
) -> io::Result<()> {
    let mut out = io::stdout();
    let columns = size().map_or(0, |(columns, _)| usize::from(columns));
    // Some terminals do not know how wide they are.
    let columns = if columns == 0 { 80 } else { columns };
    let (before, width) = before(counting, columns);
    queue!(out, MoveToColumn(0), Clear(ClearType::CurrentLine), Print(before))?;
    if let Some((index, button)) =
        chosen.and_then(|index| buttons.get(index).map(|button| (index, button)))
    {
        let label = render::text(&button.label, false);
        let label = match render::number(index, &label) {
            Some(number) => format!("{number} {label}"),
            None => label,
        };
        let label: String = label.graphemes(true).take(width).collect();
        queue!(
            out,
            SetAttribute(Attribute::Reverse),
            Print(label),
            SetAttribute(Attribute::Reset)
        )?;
    } else {
        let all: Vec<&str> = typed.graphemes(true).collect();
        let tail = all[all.len().saturating_sub(width)..].concat();
        queue!(out, Print(tail))?;
    }
    out.flush()
}

/// What stands before the words, and how many columns are left for them and the cursor.
fn before(counting: &str, columns: usize) -> (String, usize) {
    let sign = if counting.is_empty() { "> " } else { " > " };
    let mut before: String = counting.graphemes(true).take(columns.saturating_sub(4)).collect();
    before.push_str(sign);
    let width = columns.saturating_sub(before.graphemes(true).count() + 1);
    (before, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    #[test]
    fn the_line_never_takes_a_second_one() {
        assert_eq!(before("", 80), ("> ".to_owned(), 77));
        assert_eq!(before("▓░ 5 s", 80), ("▓░ 5 s > ".to_owned(), 70));
        let (long, width) = before(&"▓".repeat(200), 80);
        assert_eq!((long.graphemes(true).count(), width), (79, 0));
    }

    #[test]
    fn what_is_typed_waits_for_enter_and_arrows_choose() {
        let (mut typed, mut chosen) = (String::new(), None);
        let mut press = |code| press(key(code), &mut typed, &mut chosen, 3);
        for code in [KeyCode::Char('h'), KeyCode::Char('é'), KeyCode::Backspace] {
            assert!(press(code).is_none());
        }
        assert!(matches!(press(KeyCode::Enter), Some(Typed::Line(line)) if line == "h"));
        assert!(press(KeyCode::Up).is_none());
        assert!(matches!(press(KeyCode::Enter), Some(Typed::Chosen(2))));
    }
}
