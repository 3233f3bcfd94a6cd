//! Owns clock times: how they are said, and how long it is from one to another. It must never know what they mean.

use serde::{Deserialize, Serialize};

use super::super::fold::Token;
use super::super::section::Section;
use super::{Finder, Number};

const HOUR_MINUTES: f64 = 60.0;
/// Hours come again after so many when nobody says which half of the day is meant.
const DIAL_HOURS: f64 = 12.0;

/// A clock time as said; whoever asked for it decides about morning and evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockTime {
    /// Hour as said.
    pub hour: u8,
    /// Minute as said, or 0.
    pub minute: u8,
    /// Morning or evening, when said.
    pub half: Option<HalfDay>,
}

/// Half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HalfDay {
    /// Before noon.
    Am,
    /// After noon.
    Pm,
}

impl ClockTime {
    /// Hours since midnight.
    pub(super) fn hours(self) -> f64 {
        let hour = f64::from(self.hour % 24) + f64::from(self.minute) / HOUR_MINUTES;
        match self.half {
            Some(HalfDay::Pm) if hour < DIAL_HOURS => hour + DIAL_HOURS,
            Some(HalfDay::Am) if hour >= DIAL_HOURS => hour - DIAL_HOURS,
            _ => hour,
        }
    }

    /// Minutes since an earlier time, on the dial of a clock; none between a time and itself.
    pub(super) fn since(self, began: Self) -> Option<f64> {
        let hours = (self.hours() - began.hours()).rem_euclid(DIAL_HOURS);
        (hours > 0.0).then_some(hours * HOUR_MINUTES)
    }
}

/// A clock time in a message.
pub(super) struct Told {
    pub(super) time: ClockTime,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it is one for sure; otherwise only beside another one.
    pub(super) sure: bool,
    /// Whether it is the time now: "its gone eleven".
    pub(super) now: bool,
}

/// Numbers that may be half an hour past the hour before.
const HALF_HOURS: std::ops::Range<f64> = 2.0..13.0;
const HALF_HOUR_MINUTES: i16 = 30;
/// Words beside an hour that add so many minutes.
const MINUTES: [(&str, i16); 3] =
    [("cue.half_past", HALF_HOUR_MINUTES), ("cue.quarter_past", 15), ("cue.quarter_to", -15)];

impl Finder<'_> {
    pub(super) fn clock(&self, number: &Number) -> Option<Told> {
        let whole = |token: &Token| token.form.parse::<u8>().ok();
        // "Полпятого" is the number four and a half.
        let half_hour = !self.tokens[number.start].is_number()
            && number.value.fract() > 0.0
            && HALF_HOURS.contains(&number.value);
        let hour = whole(&self.tokens[number.start]).filter(|hour| *hour <= 24);
        let hour = hour.or_else(|| {
            let fits =
                half_hour || (number.value.fract() == 0.0 && (0.0..=24.0).contains(&number.value));
            fits.then(|| format!("{}", number.value.floor()).parse().ok())?
        })?;
        let (mut start, mut added) = (number.start, half_hour.then_some(HALF_HOUR_MINUTES));
        for (cue, minutes) in MINUTES {
            let before = (number.start.saturating_sub(3)..number.start)
                .find(|&at| self.cue_at(at, cue) == Some(number.start));
            if let Some(before) = before.filter(|&at| self.same_clause(at, number.start)) {
                (start, added) = (before, Some(minutes));
            }
        }
        let now = self.cue_before(start, "cue.clock_now");
        let beside = now || self.cue_before(start, "cue.clock_from");
        let at_cue = added.is_some() || self.cue_before(start, "cue.clock_at");
        let (mut minute, mut end, mut sure) = (0, number.start + 1, false);
        if let Some(next) = self.tokens.get(end)
            && let Some(minutes) = whole(next).filter(|minutes| *minutes < 60)
            && next.form.len() == 2
        {
            let colon = next.joined == Some(':');
            let first = number.start == 0 && self.key_at(end + 1, Section::Unit).is_none();
            let dot = next.joined == Some('.') && (at_cue || first);
            let space = next.joined.is_none() && at_cue;
            if colon || dot || space {
                (minute, end, sure) = (minutes, end + 1, true);
            }
        }
        if !sure {
            end = number.end;
            if number.end > number.start + 1 && self.tokens[number.start].is_number() {
                return None;
            }
        }
        let behind =
            MINUTES.iter().find_map(|&(cue, minutes)| Some((self.cue_at(end, cue)?, minutes)));
        if let Some((after, minutes)) = behind.filter(|_| added.is_none() && minute == 0)
            && self.same_clause(number.start, end)
        {
            (end, added) = (after, Some(minutes));
        }
        let mut half = None;
        for (cue, value) in [
            ("cue.clock_am", Some(HalfDay::Am)),
            ("cue.clock_pm", Some(HalfDay::Pm)),
            ("cue.clock_hour", None),
        ] {
            // "At 3 hours" is a time, "3 hours" is none.
            let told = value.is_some() || at_cue || beside;
            if told && let Some(after) = self.cue_at(end, cue) {
                (half, end) = (value.or(half), after);
                sure |= value.is_some() || at_cue;
            }
        }
        let unit = self.key_at(end, Section::Unit).is_some();
        let bound = !self.same_clause(number.start, end);
        let known = self
            .at(end)
            .any(|mention| !matches!(self.lexicon.section(mention.concept), Section::Unit));
        if !sure && at_cue {
            // "At 3 my calf" is a time, "to one side" is none.
            let told = bound || (known && self.tokens[number.start].is_number()) || added.is_some();
            sure = told && !unit;
        }
        if !sure && !(beside && (bound || known) && !unit) {
            return None;
        }
        let (hour, minute) = added.map_or((hour, minute), |added| {
            let minutes = (i16::from(hour) * 60 + added).rem_euclid(24 * 60);
            let part = |part: i16| u8::try_from(part).unwrap_or(0);
            (part(minutes / 60), part(minutes % 60))
        });
        Some(Told { time: ClockTime { hour, minute, half }, start, end, sure, now })
    }
}
