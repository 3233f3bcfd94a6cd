//! The terminal: screens as text with numbered buttons, and what is typed as inputs.
//!
//! Plain when piped; bold, colour and arrow keys where there is a terminal.

mod keys;
mod render;

use std::io::{self, BufRead, IsTerminal, Write};
use std::time::Duration;

use crate::channel::telegram::words;
use crate::dialogue::{Button, Input, Screen};

/// A person at a terminal, or a file piped in.
pub struct Terminal {
    /// Buttons of the newest screen, in the order of their numbers.
    buttons: Vec<Button>,
    /// Number of the newest screen, as a message id.
    screen: i64,
    interactive: bool,
    styled: bool,
    /// What is being typed, while somebody can type.
    line: keys::Line,
    /// A piped transcript: only its `>` lines are spoken.
    transcript: Option<bool>,
}

/// What came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something was typed or chosen.
    Input(Input),
    /// Nothing yet: see to the timers and ask again.
    Nothing,
    /// The person left, or the file is at its end.
    End,
}

impl Terminal {
    /// The terminal of this process.
    pub fn new() -> Self {
        let interactive = io::stdin().is_terminal() && io::stdout().is_terminal();
        // https://no-color.org asks for the variable's mere presence.
        let plain = std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty());
        let styled = io::stdout().is_terminal() && !plain;
        Self {
            buttons: Vec::new(),
            screen: 0,
            interactive,
            styled,
            line: keys::Line::default(),
            transcript: None,
        }
    }

    /// Whether somebody is there to type.
    pub fn is_interactive(&self) -> bool {
        self.interactive
    }

    /// Shows a screen; returns the message number it now has.
    pub fn show(&mut self, screen: &Screen) -> io::Result<i64> {
        self.buttons = screen.buttons.iter().flatten().cloned().collect();
        self.screen += 1;
        self.line.put_away(true)?;
        let width = self.width();
        let mut out = io::stdout().lock();
        writeln!(out, "{}", render::screen(screen, self.styled, width))?;
        out.flush()?;
        Ok(self.screen)
    }

    /// The newest screen has changed. What counts down on it stands before what is typed; the rest
    /// would only be said again.
    pub fn refresh(&mut self, screen: &Screen) {
        self.buttons = screen.buttons.iter().flatten().cloned().collect();
    }

    fn width(&self) -> Option<usize> {
        let size = self.interactive.then(crossterm::terminal::size).and_then(Result::ok);
        // Some terminals do not know how wide they are.
        size.map(|(columns, _)| usize::from(columns)).filter(|columns| *columns > 0)
    }

    /// Shows the note that a press was answered with.
    pub fn note(&mut self, text: &str) -> io::Result<()> {
        self.line.put_away(false)?;
        let width = self.width();
        let mut out = io::stdout().lock();
        let text = format!("({})", render::text(text, self.styled));
        writeln!(out, "{}\n", render::wrapped(&text, width))?;
        out.flush()
    }

    /// Waits for input, but no longer than `wait` where somebody can be waited for. What counts down
    /// stands before what they type.
    pub fn hear(&mut self, counting: Option<&str>, wait: Duration) -> io::Result<Heard> {
        if self.interactive {
            let counting = counting.map(|line| render::text(&line.replace('\n', " "), false));
            return match self.line.hear(&counting.unwrap_or_default(), &self.buttons, wait)? {
                keys::Typed::Line(line) => Ok(Heard::Input(self.read(&line))),
                keys::Typed::Chosen(index) => {
                    Ok(self.press(index).map_or(Heard::Nothing, Heard::Input))
                }
                keys::Typed::Nothing => Ok(Heard::Nothing),
                keys::Typed::End => Ok(Heard::End),
            };
        }
        let mut bytes = Vec::new();
        if io::stdin().lock().read_until(b'\n', &mut bytes)? == 0 {
            return Ok(Heard::End);
        }
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\n', '\r']);
        Ok(self.spoken(line).map_or(Heard::Nothing, |line| {
            let mut out = io::stdout().lock();
            // A record of the conversation needs both sides; the answers follow anyway.
            let _ = writeln!(out, "> {line}\n");
            drop(out);
            Heard::Input(self.read(&line))
        }))
    }

    /// The words of a piped line. A file that begins like a transcript is read as one.
    fn spoken(&mut self, line: &str) -> Option<String> {
        let line = line.trim_start_matches('\u{feff}');
        if line.trim().is_empty() {
            return None;
        }
        let is_transcript =
            *self.transcript.get_or_insert_with(|| line.starts_with(['#', '@', '>']));
        if !is_transcript {
            return Some(line.to_owned());
        }
        let said = line.strip_prefix('>')?.trim();
        let label = said.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        Some(label.unwrap_or(said).to_owned())
    }

    /// A button's own words, or its number, press it; anything else is said. Words come first: where the
    /// buttons are figures, 3 means three.
    fn read(&self, line: &str) -> Input {
        let trimmed = line.trim();
        let number = trimmed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_number = number.filter(|index| *index < self.buttons.len());
        let wanted = trimmed.to_lowercase();
        let plain = |button: &Button| render::text(&button.label, false).to_lowercase();
        let exact = self.buttons.iter().position(|button| plain(button) == wanted);
        let by_part = || {
            let mut starting =
                (0..self.buttons.len()).filter(|at| plain(&self.buttons[*at]).contains(&wanted));
            let first = starting.next().filter(|_| self.transcript == Some(true))?;
            starting.next().is_none().then_some(first)
        };
        exact
            .or(by_number)
            .or_else(by_part)
            .and_then(|index| self.press(index))
            .unwrap_or_else(|| words(line))
    }

    fn press(&self, index: usize) -> Option<Input> {
        let button = self.buttons.get(index)?;
        Some(Input::Press { data: button.data.clone(), on_screen: true })
    }
}

impl Default for Terminal {
    fn default() -> Self {
        Self::new()
    }
}
