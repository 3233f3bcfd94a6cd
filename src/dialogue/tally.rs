//! What a person's records add up to: places, quiet nights, streaks, cramps a week.
//!
//! Pure counting over records that somebody else has read. It never says anything, and what it does
//! not know it leaves out: no record is no proof of no cramp.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};

use super::schedule::{Weekdays, Zone, local};
use super::state::{Answers, Entry, Record, ReminderOutcome};

/// The name of the slot that says where a cramp was.
const PLACE: &str = "place";
/// Fewer days say nothing about how it was before.
const BEFORE_DAYS_MIN: u32 = 14;
/// A streak longer than this is not counted out.
const STREAK_MAX: u32 = 1000;

/// Cramps of a time, and how long that time was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// How many there were.
    pub cramps: u32,
    /// In how many days, at least one.
    pub days: u32,
}

impl Rate {
    /// Cramps in seven days, in tenths, rounded.
    pub fn tenths_a_week(self) -> u32 {
        (self.cramps * 70 + self.days / 2) / self.days.max(1)
    }
}

/// The cramps among some records: when, and what was answered.
pub fn cramps(records: &[Record]) -> impl Iterator<Item = (DateTime<Utc>, &Answers)> {
    records.iter().filter_map(|record| match &record.entry {
        Entry::Cramp { at, answers, .. } => Some((*at, answers)),
        Entry::Reminder { .. } => None,
    })
}

/// Where the cramps since an instant were, the most frequent place first.
pub fn places_since(records: &[Record], since: DateTime<Utc>) -> Vec<String> {
    let mut counted: Vec<(String, u32)> = Vec::new();
    for (_, answers) in cramps(records).filter(|(at, _)| *at >= since) {
        for place in answers.get(PLACE).into_iter().flatten() {
            match counted.iter_mut().find(|(known, _)| known == place) {
                Some((_, count)) => *count += 1,
                None => counted.push((place.clone(), 1)),
            }
        }
    }
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted.into_iter().map(|(place, _)| place).collect()
}

/// Whole nights without a cramp before an evening: 0 when the last one was in the night, or on the day,
/// before it. A night goes from noon to noon by the person's own clock. `None` when no cramp is
/// recorded, or one in the night that begins with this evening.
pub fn quiet_nights(records: &[Record], zone: Zone, evening: NaiveDate) -> Option<u32> {
    let last = cramps(records).map(|(at, _)| at).max()?;
    let night = local(last - TimeDelta::hours(12), zone).date;
    u32::try_from((evening - night).num_days() - 1).ok()
}

/// Evenings in a row on which the stretch was done, up to the one before `evening`. Evenings without a
/// reminder, because of the weekday or an outage, neither count nor break it.
pub fn streak(records: &[Record], days: Weekdays, evening: NaiveDate) -> u32 {
    let outcome = |date: NaiveDate| {
        records.iter().find_map(|record| match record.entry {
            Entry::Reminder { evening, outcome, .. } if evening == date => Some(outcome),
            _ => None,
        })
    };
    let first = records.iter().filter_map(|record| match record.entry {
        Entry::Reminder { evening, .. } => Some(evening),
        Entry::Cramp { .. } => None,
    });
    let Some(first) = first.min() else { return 0 };
    let mut count = 0;
    let mut date = evening;
    while let Some(before) = date.checked_sub_days(Days::new(1)).filter(|date| *date >= first) {
        date = before;
        match outcome(date) {
            Some(ReminderOutcome::Done) => count += 1,
            Some(ReminderOutcome::Skipped) => {}
            None if !days.contains(date.weekday()) => {}
            Some(ReminderOutcome::Sent | ReminderOutcome::NotTonight) | None => break,
        }
        if count == STREAK_MAX {
            break;
        }
    }
    count
}

/// Cramps from one instant to another. `None` when the time is shorter than a day.
pub fn rate(records: &[Record], from: DateTime<Utc>, to: DateTime<Utc>) -> Option<Rate> {
    let days = u32::try_from((to - from).num_days()).ok().filter(|days| *days > 0)?;
    let within = cramps(records).filter(|(at, _)| (from..to).contains(at));
    let cramps = u32::try_from(within.count()).ok()?;
    Some(Rate { cramps, days })
}

/// Cramps in the `length` before an instant, as far back as there are records. `None` when they go
/// back less than two weeks: who told of the first cramp yesterday had not one every day before it.
pub fn rate_before(records: &[Record], instant: DateTime<Utc>, length: TimeDelta) -> Option<Rate> {
    let first = cramps(records).map(|(at, _)| at).filter(|at| *at < instant).min()?;
    let rate = rate(records, first.max(instant - length), instant)?;
    Some(rate).filter(|rate| rate.days >= BEFORE_DAYS_MIN)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn cramp(when: &str, place: &str) -> Record {
        let answers = Answers::from([(PLACE.to_owned(), BTreeSet::from([place.to_owned()]))]);
        let script = String::new();
        let entry = Entry::Cramp { at: at(when), local: None, told: None, answers, script };
        Record { version: Record::VERSION, id: 0, entry }
    }

    fn evening(date: &str, outcome: ReminderOutcome) -> Record {
        let evening = date.parse().unwrap();
        let entry = Entry::Reminder { at: at("2026-01-01T00:00:00Z"), evening, outcome };
        Record { version: Record::VERSION, id: 0, entry }
    }

    #[test]
    fn places_of_a_time_by_frequency() {
        let records = [
            cramp("2026-03-09T01:00:00Z", "foot"),
            cramp("2026-03-08T01:00:00Z", "calf"),
            cramp("2026-03-05T01:00:00Z", "calf"),
            cramp("2026-01-05T01:00:00Z", "hand"),
        ];
        assert_eq!(places_since(&records, at("2026-02-24T00:00:00Z")), ["calf", "foot"]);
        assert_eq!(places_since(&[], at("2026-02-24T00:00:00Z")), [] as [&str; 0]);
    }

    #[test]
    fn nights_are_counted_by_the_persons_calendar() {
        // 23:30 UTC on the 8th is the 9th in Berlin.
        let records =
            [cramp("2026-03-08T23:30:00Z", "calf"), cramp("2026-03-01T23:30:00Z", "calf")];
        let nights = |zone: &str, evening: &str| {
            let (zone, evening) = (Zone::parse(zone).unwrap(), evening.parse().unwrap());
            quiet_nights(&records, zone, evening)
        };
        assert_eq!(nights("Europe/Berlin", "2026-03-12"), Some(3));
        // It is still the 9th, noon, in Auckland.
        assert_eq!(nights("Pacific/Auckland", "2026-03-12"), Some(2));
        assert_eq!(nights("Europe/Berlin", "2026-03-09"), Some(0));
        assert_eq!(nights("Europe/Berlin", "2026-03-08"), None);
        assert_eq!(quiet_nights(&[], Zone::UTC, "2026-03-08".parse().unwrap()), None);
    }

    #[test]
    fn a_streak_is_broken_by_an_evening_without_the_stretch_only() {
        use ReminderOutcome::{Done, NotTonight, Sent, Skipped};
        let rows: [(&[(&str, ReminderOutcome)], u32); 6] = [
            (&[], 0),
            (&[("2026-03-09", Done), ("2026-03-08", Done), ("2026-03-07", Sent)], 2),
            (&[("2026-03-09", Sent), ("2026-03-08", Done)], 0),
            (&[("2026-03-09", Done), ("2026-03-08", Skipped), ("2026-03-07", Done)], 2),
            (&[("2026-03-09", Done), ("2026-03-08", NotTonight), ("2026-03-07", Done)], 1),
            // The 8th was a Sunday.
            (&[("2026-03-09", Done), ("2026-03-07", Done)], 2),
        ];
        let weekdays = Weekdays::ALL.toggled(chrono::Weekday::Sun);
        for (evenings, expected) in rows {
            let records: Vec<Record> = evenings.iter().map(|(day, it)| evening(day, *it)).collect();
            let found = streak(&records, weekdays, "2026-03-10".parse().unwrap());
            assert_eq!(found, expected, "{evenings:?}");
        }
    }

    #[test]
    fn rates_before_and_after() {
        let records = [
            cramp("2026-04-01T01:00:00Z", "calf"),
            cramp("2026-02-28T01:00:00Z", "calf"),
            cramp("2026-02-25T01:00:00Z", "calf"),
            cramp("2026-02-10T01:00:00Z", "calf"),
        ];
        let start = at("2026-03-01T00:00:00Z");
        let six_weeks = TimeDelta::weeks(6);
        // Told of since the 10th only: eighteen days, three cramps.
        let before = rate_before(&records, start, six_weeks).unwrap();
        assert_eq!((before, before.tenths_a_week()), (Rate { cramps: 3, days: 18 }, 12));
        assert_eq!(rate_before(&records[..2], start, six_weeks), None, "one day is too short");
        let after = rate(&records, start, start + six_weeks).unwrap();
        assert_eq!((after, after.tenths_a_week()), (Rate { cramps: 1, days: 42 }, 2));
        assert_eq!(rate_before(&records, at("2026-01-01T00:00:00Z"), six_weeks), None);
        assert_eq!(rate(&records, start, start), None);
    }
}
