//! What counts down before the person's eyes: a hold during a cramp, and the routine at bedtime.
//!
//! A timer of its own edits the message of the current screen every few seconds, far below the rate
//! that Telegram allows. Where a routine stands is kept, so that it goes on after a restart; what a
//! countdown leads to is decided by the script's own timer, not by the ticks.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::advance::Talk;
use super::script::{Script, StepIx};
use super::state::{ReminderOutcome, State};
use super::words::Arg;

/// The name of the timer that ticks; scripts cannot declare one with a hyphen.
pub(super) const TICK: &str = "count-down";
/// Between two edits of a message. Telegram allows about one a second in a chat.
const TICK_EVERY: TimeDelta = TimeDelta::seconds(5);
/// A part of the routine that was missed by more than this, because the bot was down, begins again.
const LATE: TimeDelta = TimeDelta::seconds(5);
/// Each stretch is held so long, and rested so long after it (Hallegraeff and others 2012).
const HOLD_SECONDS: i64 = 10;
/// See [`HOLD_SECONDS`].
const REPETITIONS: u8 = 3;
/// Signs of a bar.
const BAR: i64 = 10;

/// What counts down on a conversation's current screen, as it is at an instant: for channels that can
/// show it more often than it is sent.
pub fn countdown_line(script: &Script, state: &State, now: DateTime<Utc>) -> Option<String> {
    let step = script.step(state.at.as_deref()?)?;
    Talk::begin(script, state.clone(), now).countdown_line(step)
}

/// A guided routine that is under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routine {
    /// The stretches that are left, the current one first: values of the slot that the block has
    /// `each` of.
    pub left: Vec<String>,
    /// Which side.
    pub side: Side,
    /// Which repetition, from 1.
    pub repetition: u8,
    /// Holding or resting.
    pub phase: Phase,
    /// When that ends.
    pub until: DateTime<Utc>,
    /// Seconds that were left when it was paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused_seconds: Option<i64>,
    /// Whether anything was held to its end.
    #[serde(default)]
    pub held: bool,
}

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The left one, first.
    Left,
    /// The right one.
    Right,
}

/// A part of a repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Stretching.
    Hold,
    /// Resting.
    Rest,
}

impl Routine {
    fn new(left: Vec<String>, now: DateTime<Utc>) -> Self {
        Self {
            left,
            side: Side::Left,
            repetition: 1,
            phase: Phase::Hold,
            until: now + TimeDelta::seconds(HOLD_SECONDS),
            paused_seconds: None,
            held: false,
        }
    }

    /// Goes on to what comes after the current part; `false` after the last. There is no rest after the last hold.
    fn step(&mut self) -> bool {
        match self.phase {
            Phase::Rest => {
                self.phase = Phase::Hold;
                if self.repetition < REPETITIONS {
                    self.repetition += 1;
                    return true;
                }
                self.repetition = 1;
                if self.side == Side::Left {
                    self.side = Side::Right;
                    return true;
                }
                self.side = Side::Left;
                self.left.remove(0);
                !self.left.is_empty()
            }
            Phase::Hold => {
                self.held = true;
                let last = self.repetition == REPETITIONS && self.side == Side::Right;
                if last && self.left.len() <= 1 {
                    return false;
                }
                self.phase = Phase::Rest;
                true
            }
        }
    }

    fn seconds_left(&self, now: DateTime<Utc>) -> i64 {
        let left = || seconds_up(self.until - now).clamp(0, HOLD_SECONDS);
        self.paused_seconds.unwrap_or_else(left)
    }
}

impl Talk<'_> {
    /// A step has become the current one: what counts down on it begins.
    pub(super) fn begin_counting(&mut self, step: StepIx) {
        self.cancel(TICK);
        self.state.routine = None;
        if step == self.script.roles.routine {
            self.begin_routine();
        }
        self.tick_again(step);
    }

    /// The next tick, while something counts down.
    fn tick_again(&mut self, step: StepIx) {
        let next = self.now + TICK_EVERY;
        if let Some(routine) = &self.state.routine {
            if routine.paused_seconds.is_none() {
                let until = routine.until;
                self.arm(TICK, next.min(until));
            }
        } else if self.countdown(step).is_some_and(|(due, _)| next < due) {
            self.arm(TICK, next);
        }
    }

    /// The script's timer that counts down on a step: when it fires, and from how many seconds.
    fn countdown(&self, step: StepIx) -> Option<(DateTime<Utc>, i64)> {
        let starts = self.script.steps[step].starts.iter();
        starts.map(|&timer| &self.script.timers[timer]).filter(|rule| rule.countdown).find_map(
            |rule| {
                let armed = self.state.timers.get(&rule.name)?;
                Some((armed.due, rule.after_seconds))
            },
        )
    }

    /// What counts down on a step, as a bar; it stands last on the screen.
    pub(super) fn countdown_line(&self, step: StepIx) -> Option<String> {
        if step == self.script.roles.routine {
            return Some(self.routine_line());
        }
        let (due, total) = self.countdown(step)?;
        let left = seconds_up(due - self.now).clamp(0, total);
        Some(self.say("countdown", &[bar(left, total), ("seconds", Arg::Count(left))]))
    }

    /// A tick: the same screen with fewer seconds on it.
    pub(super) fn tick(&mut self) {
        let at = self.here();
        let Some(step) = at else { return };
        if let Some(routine) = &mut self.state.routine {
            let missed = self.now - routine.until;
            if missed > LATE {
                // The bot was down: nobody has held this to its end.
                routine.until = self.now + TimeDelta::seconds(HOLD_SECONDS);
            } else if missed >= TimeDelta::zero() {
                let stretches = routine.left.len();
                if !routine.step() {
                    return self.finish_routine();
                }
                routine.until += TimeDelta::seconds(HOLD_SECONDS);
                if routine.left.len() < stretches {
                    return self.show_next_stretch();
                }
            }
        }
        self.tick_again(step);
        self.refresh(step);
    }

    fn begin_routine(&mut self) {
        let mut left = self.state.reminder.stretches.clone();
        if left.is_empty() {
            let usual = self.each_of(self.script.roles.routine);
            let values = usual.map(|each| {
                let slot = self.script.slots.get(each.slot);
                each.default.iter().filter_map(|&value| slot.values.get(value).cloned()).collect()
            });
            left = values.unwrap_or_default();
        }
        self.state.routine = Some(Routine::new(left, self.now));
        self.choose_stretch();
    }

    /// The current stretch is the one that its block is shown for, with its drawing.
    fn choose_stretch(&mut self) {
        self.state.drawn.clear();
        self.replace = false;
    }

    /// The value that blocks with `each` are shown for while a routine is under way.
    pub(super) fn current_stretch(&self) -> Option<usize> {
        let stretch = self.state.routine.as_ref()?.left.first()?;
        let each = self.each_of(self.script.roles.routine)?;
        self.script.slots.get(each.slot).value(stretch)
    }

    fn show_next_stretch(&mut self) {
        let step = self.script.roles.routine;
        self.choose_stretch();
        self.cancel(TICK);
        self.tick_again(step);
        self.state.screen = self.state.next_number();
        self.show(step);
    }

    /// The person has blocked the bot: the routine waits for them.
    pub(super) fn hold_routine(&mut self) {
        let now = self.now;
        if let Some(routine) = &mut self.state.routine {
            routine.paused_seconds = Some(routine.seconds_left(now));
            self.cancel(TICK);
        }
    }

    /// Pause, or go on with as many seconds as were left.
    pub(super) fn pause_routine(&mut self) {
        let now = self.now;
        if let Some(routine) = &mut self.state.routine {
            let left = routine.seconds_left(now);
            match routine.paused_seconds.take() {
                Some(seconds) => routine.until = now + TimeDelta::seconds(seconds),
                None => routine.paused_seconds = Some(left),
            }
            self.cancel(TICK);
            self.tick_again(self.script.roles.routine);
            // The same button now means the other: a second tap of one finger must not take it back.
            self.state.screen = self.state.next_number();
        }
        self.show_current();
    }

    /// Leaves the rest of the current stretch out.
    pub(super) fn skip_stretch(&mut self) {
        let now = self.now;
        let Some(routine) = &mut self.state.routine else { return self.show_current() };
        routine.left.remove(0);
        if routine.left.is_empty() {
            return self.finish_routine();
        }
        let (left, held) = (std::mem::take(&mut routine.left), routine.held);
        *routine = Routine { held, ..Routine::new(left, now) };
        self.show_next_stretch();
    }

    /// Whether the routine waits for the person.
    pub(super) fn is_paused(&self) -> bool {
        self.state.routine.as_ref().is_some_and(|routine| routine.paused_seconds.is_some())
    }

    fn finish_routine(&mut self) {
        let held = self.state.routine.take().is_some_and(|routine| routine.held);
        if held {
            self.answer_last_evening(ReminderOutcome::Done);
        }
        self.enter(self.script.roles.routine_done);
    }

    fn routine_line(&self) -> String {
        let Some(routine) = &self.state.routine else { return String::new() };
        let id = match (routine.paused_seconds, routine.phase) {
            (Some(_), _) => "guide-paused",
            (None, Phase::Hold) => "guide-hold",
            (None, Phase::Rest) => "guide-rest",
        };
        let side = match routine.side {
            Side::Left => "guide-left",
            Side::Right => "guide-right",
        };
        let left = routine.seconds_left(self.now);
        self.say(
            id,
            &[
                ("side", Arg::Rendered(self.say(side, &[]))),
                ("repetition", Arg::Count(routine.repetition.into())),
                ("repetitions", Arg::Count(REPETITIONS.into())),
                bar(left, HOLD_SECONDS),
                ("seconds", Arg::Count(left)),
            ],
        )
    }
}

/// Full signs for what is over, empty ones for what is left.
fn bar(left: i64, total: i64) -> (&'static str, Arg<'static>) {
    let over = ((total - left) * BAR / total.max(1)).clamp(0, BAR);
    let sign = |index| if index < over { '▓' } else { '░' };
    ("bar", Arg::Text((0..BAR).map(sign).collect::<String>().into()))
}

/// Whole seconds, a begun one counted.
fn seconds_up(time: TimeDelta) -> i64 {
    (time.num_milliseconds() + 999).div_euclid(1000)
}
