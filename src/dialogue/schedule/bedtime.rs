//! Bedtimes and weekdays as people choose them.
//!
//! Owns what counts as a time of day, and whether it is in the morning or in the evening. It knows
//! figures, am and pm; it never knows words ("half past ten", "вечера"), which `said` reads.

use std::fmt;

use chrono::Weekday;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest text worth looking at; `10 : 15 p. m.` has 13 letters.
const TEXT_MAX: usize = 24;

/// The text is not a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a time of day")]
pub struct NotATime;

/// A time of day at which somebody goes to bed. Stored as `22:30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bedtime {
    hour: u8,
    minute: u8,
}

impl Bedtime {
    /// A time of day, hour 0 to 23 and minute 0 to 59.
    pub fn new(hour: u8, minute: u8) -> Option<Self> {
        (hour < 24 && minute < 60).then_some(Self { hour, minute })
    }

    /// Reads `22:30`, `22.30`, `2230`, `22h30`, `22`, `10pm`, `10:15 p.m.`.
    ///
    /// Without am or pm people mean the evening: 6 to 11 become 18 to 23, and 12 becomes midnight.
    /// Somebody who sleeps by day writes `8am` or `08:00`: a leading zero is a 24-hour clock.
    pub fn parse(text: &str) -> Result<Self, NotATime> {
        Read::parse(text).and_then(Read::bedtime).ok_or(NotATime)
    }

    /// The time so many minutes later, over midnight if need be; earlier for negative numbers.
    #[must_use]
    pub fn shifted(self, minutes: i32) -> Self {
        const DAY: i32 = 24 * 60;
        let at = (i32::from(self.hour) * 60 + i32::from(self.minute) + minutes).rem_euclid(DAY);
        let part = |number: i32| u8::try_from(number).unwrap_or(0);
        Self { hour: part(at / 60), minute: part(at % 60) }
    }

    /// 0 to 23.
    pub fn hour(self) -> u8 {
        self.hour
    }

    /// 0 to 59.
    pub fn minute(self) -> u8 {
        self.minute
    }
}

impl fmt::Display for Bedtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl From<Bedtime> for String {
    fn from(bedtime: Bedtime) -> Self {
        bedtime.to_string()
    }
}

impl TryFrom<String> for Bedtime {
    type Error = NotATime;

    /// The stored form, where 10:00 is in the morning and 12:00 is noon.
    fn try_from(text: String) -> Result<Self, NotATime> {
        clock(&text).and_then(|(hour, minute)| Self::new(hour, minute)).ok_or(NotATime)
    }
}

/// Reads what a clock says, in the same spellings, as hour and minute of the day. Without am or pm
/// it is taken as written.
pub fn clock(text: &str) -> Option<(u8, u8)> {
    let read = Read::parse(text)?;
    Some((read.hour_of_day()?, read.minute))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
    /// "At night": before midnight the evening, after it the morning.
    Night,
}

/// The figures of a time as they are written or said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) half: Option<Half>,
    /// A 24-hour clock, such as 08:00.
    pub(super) leading_zero: bool,
}

impl Read {
    fn parse(text: &str) -> Option<Self> {
        if text.len() > TEXT_MAX {
            return None;
        }
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.to_ascii_lowercase();
        let (half, text) = strip_half(&text);
        let (hour, minute) = match text.split_once([':', '.', 'h']) {
            // "22h" and "22.": nothing follows.
            Some((hour, "")) => (hour, "00"),
            Some((hour, minute)) => (hour, minute),
            None if text.len() > 2 => text.split_at_checked(text.len() - 2)?,
            None => (text, "00"),
        };
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if !digits(hour) || !digits(minute) || !(1..=2).contains(&hour.len()) || minute.len() != 2 {
            return None;
        }
        let leading_zero = hour.len() == 2 && hour.starts_with('0');
        let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
        (minute < 60).then_some(Self { hour, minute, half, leading_zero })
    }

    /// The time as somebody means it who goes to bed then.
    pub(super) fn bedtime(self) -> Option<Bedtime> {
        let hour = match self.hour {
            hour @ 6..=11 if self.half.is_none() && !self.leading_zero => hour + 12,
            12 if self.half.is_none() && !self.leading_zero => 0,
            _ => self.hour_of_day()?,
        };
        Bedtime::new(hour, self.minute)
    }

    /// 24:00 is midnight, 12am is midnight and 12pm is noon.
    pub(super) fn hour_of_day(self) -> Option<u8> {
        match (self.half, self.hour) {
            (Some(Half::Night), hour @ 6..=12) => Some((hour + 12) % 24),
            (None, 24) if self.minute == 0 => Some(0),
            // "22:30 pm" is clear enough.
            (None, hour @ 0..=23)
            | (Some(Half::Pm), hour @ 13..=23)
            | (Some(Half::Night), hour @ (0..=5 | 13..=23)) => Some(hour),
            (Some(Half::Am), hour @ 1..=12) => Some(hour % 12),
            (Some(Half::Pm), hour @ 1..=12) => Some(hour % 12 + 12),
            _ => None,
        }
    }
}

fn strip_half(text: &str) -> (Option<Half>, &str) {
    for (ending, half) in
        [("am", Half::Am), ("a.m.", Half::Am), ("pm", Half::Pm), ("p.m.", Half::Pm)]
    {
        if let Some(rest) = text.strip_suffix(ending) {
            return (Some(half), rest);
        }
    }
    (None, text)
}

/// A set of weekdays. Stored as a number: Monday is 1, Tuesday 2, Wednesday 4, … Sunday 64.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Weekdays(u8);

impl Weekdays {
    /// Every day.
    pub const ALL: Self = Self(0b111_1111);
    /// No day: nothing ever happens.
    pub const NONE: Self = Self(0);

    /// Whether a day is in the set.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & Self::bit(day) != 0
    }

    /// The set with a day put in, or taken out if it was in.
    #[must_use]
    pub fn toggled(self, day: Weekday) -> Self {
        Self(self.0 ^ Self::bit(day))
    }

    /// Whether there is no day in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days of the set, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
        [Mon, Tue, Wed, Thu, Fri, Sat, Sun].into_iter().filter(move |&day| self.contains(day))
    }

    fn bit(day: Weekday) -> u8 {
        1 << day.num_days_from_monday()
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        Self(days.into_iter().fold(0, |bits, day| bits | Self::bit(day)))
    }
}

impl From<Weekdays> for u8 {
    fn from(days: Weekdays) -> Self {
        days.0
    }
}

impl TryFrom<u8> for Weekdays {
    type Error = &'static str;

    fn try_from(bits: u8) -> Result<Self, Self::Error> {
        if bits > Self::ALL.0 { Err("there are seven weekdays") } else { Ok(Self(bits)) }
    }
}
