//! Times of day in words: "half past ten", "в пол-одиннадцатого", "las diez y media".
//!
//! Owns how the words of a language combine to a time; the words themselves are in
//! `<language>/clock.toml`. It never decides between morning and evening: `bedtime` does.

use std::collections::BTreeMap;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::bedtime::{Half, Read};
use super::day::{DayWords, WrittenDays};
use crate::dialogue::problem::{Place, Problem};

/// The longest text worth looking at, in bytes.
const TEXT_MAX: usize = 120;
/// The largest word for an hour: 24 is midnight and 36 noon, whatever else is said.
const HOUR_MAX: u8 = 36;
/// Minutes of a day.
const DAY: i32 = 24 * 60;

/// A `clock.toml` of the dialogues folder.
#[derive(Debug, Clone, Copy)]
pub struct ClockFile<'f> {
    /// Language code, the folder's name.
    pub language: &'f str,
    /// Path within the dialogues folder.
    pub path: &'f str,
    /// Content.
    pub text: &'f str,
}

/// How times are said, in every language.
#[derive(Debug, Default)]
pub struct ClockWords {
    languages: Vec<(String, Language)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    on: Vec<String>,
    off: Vec<String>,
    filler: Vec<String>,
    split: Vec<String>,
    hour: BTreeMap<String, u8>,
    next_hour: BTreeMap<String, u8>,
    minute: BTreeMap<String, u8>,
    half: WrittenHalf,
    days: WrittenDays,
    way: Vec<WrittenWay>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenHalf {
    am: Vec<String>,
    pm: Vec<String>,
    night: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenWay {
    say: String,
    /// Minutes to be added.
    #[serde(default)]
    add: i32,
    /// The minutes are before the hour.
    #[serde(default)]
    before: bool,
}

#[derive(Debug)]
struct Language {
    /// What switches the reminder on, and off.
    switches: [Vec<Vec<String>>; 2],
    /// Left out wherever they stand.
    fillers: Vec<Vec<String>>,
    /// Beginnings of words that are words of their own.
    split: Vec<String>,
    hours: BTreeMap<Vec<String>, u8>,
    next_hours: BTreeMap<Vec<String>, u8>,
    minutes: BTreeMap<Vec<String>, u8>,
    halves: Vec<(Vec<String>, Half)>,
    ways: Vec<Way>,
    days: DayWords,
}

#[derive(Debug)]
struct Way {
    parts: Vec<Part>,
    add: i32,
    before: bool,
}

#[derive(Debug)]
enum Part {
    Hour,
    NextHour,
    Minute,
    /// One of these words.
    Word(Vec<String>),
}

/// What a part of a way stands for.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    hour: i32,
    minute: i32,
    leading_zero: bool,
}

/// Words for hours and minutes that no clock shows.
fn beyond_the_clock(written: &Written, file: &ClockFile<'_>) -> Vec<Problem> {
    let tables = [
        ("hour", &written.hour, HOUR_MAX),
        ("next_hour", &written.next_hour, HOUR_MAX),
        ("minute", &written.minute, 59),
    ];
    let beyond = tables.into_iter().flat_map(|(table, words, most)| {
        words.iter().filter(move |(_, value)| **value > most).map(move |(word, value)| {
            let at = file.text.find(&format!("{word}\" = {value}"));
            let at = at.or_else(|| file.text.find(&format!("{word} = {value}")));
            let place = Place::at(file.path, file.text, at.unwrap_or_default());
            let message = format!("`{word}` is no {table} of a clock: {value}");
            Problem::new("C002", place, message, format!("a number from 0 to {most}"))
        })
    });
    beyond.collect()
}

impl ClockWords {
    /// Compiles the files; returns all problems found.
    pub fn compile(files: &[ClockFile<'_>]) -> (Self, Vec<Problem>) {
        let mut words = Self::default();
        let mut problems = Vec::new();
        for file in files {
            match toml::from_str::<Written>(file.text) {
                Ok(written) => {
                    problems.extend(beyond_the_clock(&written, file));
                    words.languages.push((file.language.to_owned(), Language::new(&written)));
                }
                Err(error) => problems.push(Problem::new(
                    "C001",
                    Place::at(file.path, file.text, error.span().map_or(0, |span| span.start)),
                    format!("times of day cannot be read: {}", error.message()),
                    "see dialogues/README.md for what may stand here",
                )),
            }
        }
        (words, problems)
    }

    /// Reads a time, first as `language` says it, and what is left of the text beside it: a place.
    pub(super) fn read(&self, language: &str, text: &str) -> Option<(Read, String)> {
        if text.len() > TEXT_MAX {
            return None;
        }
        let words = words(text);
        self.beginning_with(language).find_map(|language| language.read(&words))
    }

    /// How days are said, and numbers: by one language, then by the others.
    pub(super) fn days<'w>(
        &'w self,
        language: &'w str,
    ) -> impl Iterator<Item = (&'w DayWords, &'w BTreeMap<Vec<String>, u8>)> {
        self.beginning_with(language).map(|language| (&language.days, &language.hours))
    }

    fn beginning_with<'w>(&'w self, language: &'w str) -> impl Iterator<Item = &'w Language> {
        let own = self.languages.iter().filter(move |(code, _)| code == language);
        let others = self.languages.iter().filter(move |(code, _)| code != language);
        own.chain(others).map(|(_, language)| language)
    }
}

impl ClockWords {
    /// Whether a text says, in any language, that the reminder be on or off.
    pub fn switch(&self, text: &str) -> Option<bool> {
        let said = forms(text);
        let says = |on: usize| {
            self.languages.iter().any(|(_, language)| language.switches[on].contains(&said))
        };
        (!said.is_empty()).then_some(())?;
        if says(0) { Some(true) } else { says(1).then_some(false) }
    }

    /// A text, and what is left of it without the small words before and behind it, one by one.
    pub(super) fn place_texts(&self, text: &str) -> Vec<String> {
        let words = words(text);
        let mut texts = vec![text.to_owned()];
        for (_, language) in &self.languages {
            language.strip(&words, &mut texts);
        }
        texts
    }
}

impl Language {
    fn new(written: &Written) -> Self {
        let list = |phrases: &[String]| {
            let mut list: Vec<Vec<String>> = phrases.iter().map(|text| forms(text)).collect();
            // The longest first: "every evening" before "evening".
            list.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
            list
        };
        let table = |table: &BTreeMap<String, u8>| {
            table.iter().map(|(text, number)| (forms(text), *number)).collect()
        };
        let half = |phrases: &[String], half| {
            list(phrases).into_iter().map(move |phrase| (phrase, half)).collect::<Vec<_>>()
        };
        Self {
            switches: [list(&written.on), list(&written.off)],
            fillers: list(&written.filler),
            split: written.split.clone(),
            hours: table(&written.hour),
            next_hours: table(&written.next_hour),
            minutes: table(&written.minute),
            halves: [
                half(&written.half.am, Half::Am),
                half(&written.half.pm, Half::Pm),
                half(&written.half.night, Half::Night),
            ]
            .concat(),
            ways: written.way.iter().map(Way::new).collect(),
            days: DayWords::new(&written.days),
        }
    }

    /// The longest beginning, or else the longest end, that says a time. Small words beside it are left
    /// to the place: "a las diez en La Paz".
    fn read(&self, words: &[Word]) -> Option<(Read, String)> {
        let words = self.split(words);
        for length in (1..=words.len()).rev() {
            if let Some(read) = self.time(&words[..length]) {
                let said = (1..length).find(|&end| self.are_fillers(&words[end..length]));
                return Some((read, self.place(&words[said.unwrap_or(length)..])));
            }
            let first = words.len() - length;
            if let Some(read) = self.time(&words[first..]) {
                let mut starts = (first + 1..words.len()).rev();
                let said = starts.find(|&start| self.are_fillers(&words[first..start]));
                return Some((read, self.place(&words[..said.unwrap_or(first)])));
            }
        }
        None
    }

    fn split(&self, words: &[Word]) -> Vec<Word> {
        let mut all = Vec::with_capacity(words.len());
        for word in words {
            let begins = |start: &&String| {
                let rest = word.form.strip_prefix(start.as_str());
                rest.is_some_and(|rest| {
                    let rest = vec![rest.to_owned()];
                    self.next_hours.contains_key(&rest) || rest[0].parse::<u8>().is_ok()
                })
            };
            match self.split.iter().find(begins) {
                Some(start) => {
                    let rest = word.form[start.len()..].to_owned();
                    all.push(Word { form: start.clone(), written: String::new() });
                    all.push(Word { form: rest, written: word.written.clone() });
                }
                None => all.push(word.clone()),
            }
        }
        all
    }

    /// Words as they were written; nothing when all of them are small words.
    fn place(&self, words: &[Word]) -> String {
        if self.are_fillers(words) { String::new() } else { written(words) }
    }

    fn are_fillers(&self, words: &[Word]) -> bool {
        self.without_fillers(words).is_empty()
    }

    /// What is left when the small words at the beginning and then those at the end are taken away.
    fn strip(&self, words: &[Word], texts: &mut Vec<String>) {
        let mut left = words;
        while let Some(filler) = self.fillers.iter().find(|filler| begins_with(left, filler)) {
            left = &left[filler.len()..];
            texts.push(written(left));
        }
        while let Some(filler) = self.fillers.iter().find(|filler| ends_with(left, filler)) {
            left = &left[..left.len() - filler.len()];
            texts.push(written(left));
        }
    }

    fn without_fillers(&self, words: &[Word]) -> Vec<Word> {
        let mut left = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let filler = self.fillers.iter().find(|filler| begins_with(&words[at..], filler));
            if let Some(filler) = filler {
                at += filler.len();
            } else {
                left.push(words[at].clone());
                at += 1;
            }
        }
        left
    }

    /// The time that these words say, all of them.
    fn time(&self, words: &[Word]) -> Option<Read> {
        let mut half = None;
        let mut left: Vec<Word> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let said = self.halves.iter().find(|(phrase, _)| begins_with(&words[at..], phrase));
            if let Some((phrase, said)) = said {
                // "10 pm tonight", "1 in the morning, at night": said twice. Am and pm are at odds.
                half = match (half, *said) {
                    (None | Some(Half::Night), said) => Some(said),
                    (Some(Half::Am), Half::Pm) | (Some(Half::Pm), Half::Am) => return None,
                    (said, _) => said,
                };
                at += phrase.len();
            } else {
                left.push(words[at].clone());
                at += 1;
            }
        }
        let left = self.without_fillers(&left);
        self.ways.iter().find_map(|way| {
            let found = self.follow(&way.parts, &left, Found::default())?;
            let minute = if way.before { -found.minute } else { found.minute };
            let minutes = (found.hour * 60 + minute + way.add).rem_euclid(DAY);
            let (hour, minute) = (minutes / 60, minutes % 60);
            // Midnight (24) and noon (36) are what they are, whatever else is said.
            let midnight = found.hour >= 24;
            Some(Read {
                hour: u8::try_from(hour).ok()?,
                minute: u8::try_from(minute).ok()?,
                half: half.filter(|_| !midnight),
                leading_zero: found.leading_zero || midnight,
            })
        })
    }

    fn follow(&self, parts: &[Part], words: &[Word], found: Found) -> Option<Found> {
        let Some((part, parts)) = parts.split_first() else {
            return words.is_empty().then_some(found);
        };
        let table = match part {
            Part::Word(any) => {
                let (word, words) = words.split_first()?;
                return any.contains(&word.form).then(|| self.follow(parts, words, found))?;
            }
            Part::Hour => &self.hours,
            Part::NextHour => &self.next_hours,
            Part::Minute => &self.minutes,
        };
        let with = |number: i32, found: Found| match part {
            Part::Minute => Found { minute: number, ..found },
            _ => Found { hour: number, ..found },
        };
        let first = words.first()?;
        let figure = first.form.parse::<i32>().ok().filter(|_| first.form.len() <= 2);
        let below = if matches!(part, Part::Minute) { 59 } else { 24 };
        if let Some(figure) = figure.filter(|figure| (0..=below).contains(figure)) {
            let zero = first.form.len() == 2 && first.form.starts_with('0');
            let is_hour = matches!(part, Part::Hour);
            // One figure is no number of minutes: "22:3" is a slip of the finger.
            if is_hour || !matches!(part, Part::Minute) || first.form.len() == 2 {
                let found = Found { leading_zero: found.leading_zero || zero && is_hour, ..found };
                let read = self.follow(parts, &words[1..], with(figure, found));
                if read.is_some() {
                    return read;
                }
            }
        }
        table.iter().find_map(|(phrase, number)| {
            let said = begins_with(words, phrase);
            said.then(|| self.follow(parts, &words[phrase.len()..], with((*number).into(), found)))?
        })
    }
}

impl Way {
    fn new(written: &WrittenWay) -> Self {
        let parts = written.say.split_whitespace().map(|part| match part {
            "{hour}" => Part::Hour,
            "{next_hour}" => Part::NextHour,
            "{minute}" => Part::Minute,
            words => Part::Word(words.split('/').map(form).collect()),
        });
        Self { parts: parts.collect(), add: written.add, before: written.before }
    }
}

/// A word or a figure of a text.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) form: String,
    written: String,
}

/// Words and figures; letters and figures side by side are two: "10pm", "22h".
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let kind = |c: char| match c {
        _ if c.is_ascii_digit() => 1,
        _ if c.is_alphabetic() || is_combining_mark(c) => 2,
        '\'' | '’' => 3,
        // Names of zones: Europe/Berlin, UTC+3.
        '/' | '_' | '+' => 4,
        _ => 0,
    };
    let mut last = 0;
    for c in text.nfc() {
        if c == ',' {
            // It parts a city from its country.
            if let Some(word) = words.last_mut().filter(|word| !word.written.ends_with(c)) {
                word.written.push(c);
            }
            last = 0;
            continue;
        }
        let this = kind(c);
        if this == 0 || this == 3 {
            last = if this == 3 { last } else { 0 };
            continue;
        }
        if this == 4 || last == 4 {
            // Left as one word, whatever it is made of.
            match words.last_mut().filter(|_| last != 0) {
                Some(word) => word.written.push(c),
                None => words.push(Word { form: String::new(), written: c.to_string() }),
            }
            last = 4;
            continue;
        }
        match words.last_mut().filter(|_| last == this) {
            Some(word) => word.written.push(c),
            None => words.push(Word { form: String::new(), written: c.to_string() }),
        }
        last = this;
    }
    for word in &mut words {
        word.form = form(word.written.trim_end_matches(','));
    }
    words
}

pub(super) fn forms(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.form).collect()
}

fn form(text: &str) -> String {
    let lower = text.to_lowercase().replace('ё', "е");
    lower.nfd().filter(|&c| !is_combining_mark(c)).nfc().collect()
}

fn written(words: &[Word]) -> String {
    let all = words.iter().map(|word| word.written.as_str()).collect::<Vec<_>>().join(" ");
    all.trim_end_matches(',').to_owned()
}

pub(super) fn ends_with(words: &[Word], phrase: &[String]) -> bool {
    let end = words.len().checked_sub(phrase.len());
    end.is_some_and(|end| begins_with(&words[end..], phrase))
}

pub(super) fn begins_with(words: &[Word], phrase: &[String]) -> bool {
    words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, form)| word.form == *form)
}
