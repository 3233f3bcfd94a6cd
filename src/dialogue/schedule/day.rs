//! Days that are over, as people say them: "on Monday", "12 мая", "hace tres días", "12.05".
//!
//! Owns how words become a date of the last two weeks; the words are in `<language>/clock.toml`. It never
//! guesses: what may be a time or a measure is no date.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use serde::Deserialize;

use super::said::{ClockWords, Word, begins_with, ends_with, forms, words};

/// So many days back a day is known, today among them.
pub const DAYS_BACK: u64 = 14;

/// A day that somebody named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// One of the last two weeks.
    On(NaiveDate),
    /// One before them, or none that was.
    TooFar,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenDays {
    /// Stand before a weekday.
    on: Vec<String>,
    /// Stand before what is no day of a cramp: since, every.
    not: Vec<String>,
    /// May stand around the number of a day.
    around: Vec<String>,
    /// How long ago, with `{days}`.
    ago: Vec<String>,
    /// A day by itself: so many days ago.
    day: BTreeMap<String, u64>,
    weekday: BTreeMap<String, u8>,
    month: BTreeMap<String, u32>,
}

/// How a language says days.
#[derive(Debug)]
pub(super) struct DayWords {
    on: Vec<Vec<String>>,
    not: Vec<Vec<String>>,
    around: Vec<String>,
    /// What stands before and after the number.
    ago: Vec<(Vec<String>, Vec<String>)>,
    days: Vec<(Vec<String>, u64)>,
    weekdays: BTreeMap<String, u8>,
    months: BTreeMap<String, u32>,
}

/// The day that a sentence names, first as `language` says it.
pub fn day_said(
    words_of: &ClockWords,
    language: &str,
    text: &str,
    today: NaiveDate,
) -> Option<Day> {
    if let Some(day) = in_figures(text, today) {
        return Some(day);
    }
    let words = words(text);
    let mut languages = words_of.days(language);
    languages.find_map(|(days, numbers)| {
        (0..words.len()).find_map(|at| days.day_at(&words, at, numbers, today))
    })
}

impl DayWords {
    pub(super) fn new(written: &WrittenDays) -> Self {
        let list = |phrases: &[String]| phrases.iter().map(|text| forms(text)).collect();
        let ago = written.ago.iter().map(|way| {
            let (before, after) = way.split_once("{days}").unwrap_or((way, ""));
            (forms(before), forms(after))
        });
        let mut days: Vec<(Vec<String>, u64)> =
            written.day.iter().map(|(text, ago)| (forms(text), *ago)).collect();
        // The longest first: "the day before yesterday" before "yesterday".
        days.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        let single = |text: &String| forms(text).concat();
        Self {
            on: list(&written.on),
            not: list(&written.not),
            around: written.around.iter().map(single).collect(),
            ago: ago.collect(),
            days,
            weekdays: written.weekday.iter().map(|(text, day)| (single(text), *day)).collect(),
            months: written.month.iter().map(|(text, month)| (single(text), *month)).collect(),
        }
    }

    fn day_at(
        &self,
        words: &[Word],
        at: usize,
        numbers: &BTreeMap<Vec<String>, u8>,
        today: NaiveDate,
    ) -> Option<Day> {
        let (said, rest) = words.split_at(at);
        if self.not.iter().any(|not| ends_with(said, not)) {
            return None;
        }
        for (phrase, days) in &self.days {
            if begins_with(rest, phrase) {
                return Some(back(today, *days));
            }
        }
        for (before, after) in &self.ago {
            let number = rest.get(before.len()).filter(|_| begins_with(rest, before));
            let Some(number) = number else { continue };
            let count = number.form.parse::<u64>().ok().or_else(|| {
                numbers.get(std::slice::from_ref(&number.form)).map(|number| (*number).into())
            });
            if let Some(count) = count.filter(|_| begins_with(&rest[before.len() + 1..], after)) {
                return Some(back(today, count));
            }
        }
        self.weekday(said, rest, words.len() == 1, today).or_else(|| self.date(rest, today))
    }

    /// "On Monday" is the last one before today. The word alone is enough when nothing else is said.
    fn weekday(&self, said: &[Word], rest: &[Word], alone: bool, today: NaiveDate) -> Option<Day> {
        let weekday = self.weekdays.get(&rest.first()?.form)?;
        if !alone && !self.on.iter().any(|on| ends_with(said, on)) {
            return None;
        }
        // "Since" may stand before the small word.
        let before = self.on.iter().find(|on| ends_with(said, on)).map_or(0, Vec::len);
        let said = &said[..said.len() - before];
        if self.not.iter().any(|not| ends_with(said, not)) {
            return None;
        }
        let today_is = today.weekday().number_from_monday();
        let days = (today_is + 7 - u32::from(*weekday) + 6) % 7 + 1;
        Some(back(today, days.into()))
    }

    /// "12 May", "May 12th", "12 de mayo".
    fn date(&self, rest: &[Word], today: NaiveDate) -> Option<Day> {
        let near = rest.iter().filter(|word| !self.around.contains(&word.form)).take(3);
        let near: Vec<&str> = near.map(|word| word.form.as_str()).collect();
        let (day, month) = match near.as_slice() {
            [day, month, ..] if self.months.contains_key(*month) => (day, self.months[*month]),
            [month, day, ..] if self.months.contains_key(*month) => (day, self.months[*month]),
            _ => return None,
        };
        let day = day.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
        let year =
            near.get(2).filter(|year| year.len() == 4).and_then(|year| year.parse::<i32>().ok());
        Some(dated(today, year, month, day))
    }
}

/// "12.05", "12/5/2026", "2026-05-12". Without a year it may be a time or a measure: then it counts only
/// as one of the last two weeks.
fn in_figures(text: &str, today: NaiveDate) -> Option<Day> {
    text.split_whitespace().find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        let parts: Vec<&str> = word.split(['.', '/', '-']).collect();
        let number = |text: &str| text.parse::<u32>().ok();
        match parts.as_slice() {
            [day, month] if month.len() == 2 || word.contains('/') => {
                let day = dated(today, None, number(month)?, number(day)?);
                Some(day).filter(|day| *day != Day::TooFar)
            }
            [year, month, day] if year.len() == 4 => {
                Some(dated(today, year.parse().ok(), number(month)?, number(day)?))
            }
            [day, month, year] if year.len() == 4 => {
                Some(dated(today, year.parse().ok(), number(month)?, number(day)?))
            }
            _ => None,
        }
    })
}

/// A date without a year is the last one that was.
fn dated(today: NaiveDate, year: Option<i32>, month: u32, day: u32) -> Day {
    let this = NaiveDate::from_ymd_opt(year.unwrap_or(today.year()), month, day);
    let last = || NaiveDate::from_ymd_opt(today.year() - 1, month, day);
    let date = if year.is_some() { this } else { this.filter(|it| *it <= today).or_else(last) };
    let ago = date.and_then(|date| u64::try_from((today - date).num_days()).ok());
    ago.map_or(Day::TooFar, |ago| back(today, ago))
}

fn back(today: NaiveDate, days: u64) -> Day {
    let date = today.checked_sub_days(Days::new(days)).filter(|_| days < DAYS_BACK);
    date.map_or(Day::TooFar, Day::On)
}

#[cfg(test)]
mod tests {
    use super::super::ClockFile;
    use super::*;

    #[test]
    fn days_in_words_and_figures() {
        let files = [
            ("en", include_str!("../../../dialogues/en/clock.toml")),
            ("ru", include_str!("../../../dialogues/ru/clock.toml")),
            ("es", include_str!("../../../dialogues/es/clock.toml")),
        ];
        let files = files.map(|(language, text)| ClockFile { language, path: "clock.toml", text });
        let (words, problems) = ClockWords::compile(&files);
        assert_eq!(problems, []);
        // A Thursday.
        let today = "2026-05-14".parse().unwrap();
        let rows = [
            ("en", "cramp on Monday, calf", "2026-05-11"),
            ("en", "last Thursday my calf cramped", "2026-05-07"),
            ("en", "I had a cramp on Wednesday night", "2026-05-13"),
            ("en", "Friday", "2026-05-08"),
            ("en", "cramp two days ago in the foot", "2026-05-12"),
            ("en", "3 days ago", "2026-05-11"),
            ("en", "the day before yesterday", "2026-05-12"),
            ("en", "on 12 May", "2026-05-12"),
            ("en", "May 12th", "2026-05-12"),
            ("en", "on the 2nd of May", "2026-05-02"),
            ("en", "cramp 12.05, calf", "2026-05-12"),
            ("en", "12/5", "2026-05-12"),
            ("en", "2026-05-01", "2026-05-01"),
            ("en", "30 April", "too far"),
            ("en", "20 days ago", "too far"),
            ("en", "12 June", "too far"),
            ("en", "12.06.2026", "too far"),
            ("en", "31 February", "too far"),
            ("en", "every Monday", ""),
            ("en", "since Monday", ""),
            ("en", "next Monday", ""),
            ("en", "it may hurt", ""),
            ("en", "for 10.5 minutes", ""),
            ("en", "fever of 38.5", ""),
            ("en", "at 10.30", ""),
            ("ru", "в понедельник свело икру", "2026-05-11"),
            ("ru", "свело в прошлую среду", "2026-05-13"),
            ("ru", "во вторник", "2026-05-12"),
            ("ru", "12 мая", "2026-05-12"),
            ("ru", "позавчера", "2026-05-12"),
            ("ru", "два дня назад", "2026-05-12"),
            ("ru", "5 дней назад", "2026-05-09"),
            ("ru", "с понедельника", ""),
            ("ru", "каждый понедельник", ""),
            ("es", "el lunes me dio un calambre", "2026-05-11"),
            ("es", "el sábado pasado", "2026-05-09"),
            ("es", "12 de mayo", "2026-05-12"),
            ("es", "anteayer", "2026-05-12"),
            ("es", "hace tres días", "2026-05-11"),
            ("es", "desde el lunes", ""),
            ("es", "cada lunes", ""),
            ("es", "todos los lunes", ""),
        ];
        for (language, text, expected) in rows {
            let found = match day_said(&words, language, text, today) {
                Some(Day::On(date)) => date.to_string(),
                Some(Day::TooFar) => "too far".to_owned(),
                None => String::new(),
            };
            assert_eq!(found, expected, "{language}: {text}");
        }
    }
}
