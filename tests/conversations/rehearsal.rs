//! A rehearsal in which everything must go well.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, TimeDelta, Utc};
use crampbot::dialogue::{Input, Screen, Script, State};
use crampbot::library::Folder;
use crampbot::service::rehearsal;
pub(crate) use crampbot::service::rehearsal::CHAT;
use crampbot::service::rehearsal::Press;

/// A person talking to the bot.
pub(crate) struct Rehearsal(rehearsal::Rehearsal);

/// The script inside the binary, compiled once.
pub(crate) fn shipped() -> Arc<Script> {
    static SHIPPED: LazyLock<Arc<Script>> = LazyLock::new(|| {
        let (script, problems) = Folder::embedded().compile();
        assert!(problems.is_empty(), "{problems:#?}");
        Arc::new(script.unwrap())
    });
    Arc::clone(&SHIPPED)
}

impl Deref for Rehearsal {
    type Target = rehearsal::Rehearsal;

    fn deref(&self) -> &rehearsal::Rehearsal {
        &self.0
    }
}

impl DerefMut for Rehearsal {
    fn deref_mut(&mut self) -> &mut rehearsal::Rehearsal {
        &mut self.0
    }
}

impl Rehearsal {
    pub(crate) fn new(script: Arc<Script>, language: &str) -> Self {
        Self(rehearsal::Rehearsal::new(script, language).unwrap())
    }

    /// The newest screen.
    pub(crate) fn screen(&self) -> &Screen {
        &self.screens.last().expect("nothing was shown yet").1
    }

    pub(crate) fn state(&self) -> State {
        self.known_state().expect("no turn yet")
    }

    /// The same, or nothing when the person is not known.
    pub(crate) fn known_state(&self) -> Option<State> {
        self.0.known_state().unwrap()
    }

    /// Types a line: a sentence or a command.
    pub(crate) fn says(&mut self, line: &str) {
        self.0.says(line).unwrap();
    }

    /// Presses a button of the newest screen by its label, or by a part of one label only.
    pub(crate) fn presses(&mut self, label: &str) -> Result<(), String> {
        self.0.presses(label).map_err(|error| error.to_string())
    }

    pub(crate) fn presses_data(&mut self, data: &str, message: i64) {
        self.0.presses_data(data, message).unwrap();
    }

    /// Presses a button of any screen shown so far.
    pub(crate) fn presses_at(&mut self, screen: usize, button: usize) {
        let (message, screen) = &self.screens[screen];
        let Some(button) = screen.buttons.iter().flatten().nth(button) else { return };
        let (data, message) = (button.data.clone(), *message);
        self.presses_data(&data, message);
    }

    /// Lets time pass; timers fire at their minute.
    pub(crate) fn waits(&mut self, time: TimeDelta) {
        self.0.waits(time).unwrap();
    }

    /// The machine is off for a while: timers fire late.
    pub(crate) fn is_down_for(&mut self, time: TimeDelta) {
        self.0.is_down_for(time).unwrap();
    }

    /// The machine's clock is set, and the bot looks up.
    pub(crate) fn clock_is_set(&mut self, now: DateTime<Utc>) {
        self.0.clock_is_set(now).unwrap();
    }

    pub(crate) fn happens(&mut self, input: Input, press: Press) {
        self.happen(vec![(input, press)]);
    }

    /// Things that happen in one group of turns.
    pub(crate) fn happen(&mut self, inputs: Vec<(Input, Press)>) {
        self.0.happen(inputs).unwrap();
    }
}
