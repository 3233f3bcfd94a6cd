//! A page for the doctor: what a person told of their cramps in the last months, in their language.
//!
//! Counts and puts into words. It never judges, never says what nobody told, and never draws: a page is
//! data, and what becomes of it on paper is decided elsewhere.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

use super::advance::Talk;
use super::chart::{Counts, WEEKS};
use super::effect::{Content, Document, Effect, Fetch, Purpose, Query, RECENT_MAX};
use super::remind::{SIX_WEEKS, WEEKDAYS};
use super::state::{Answers, Entry, Record, ReminderOutcome};
use super::tally;
use super::words::{Arg, plain};

/// Weeks that a page looks back at most. It shows as many as the picture of the history at least.
const WEEKS_MAX: usize = 52;
/// Before so many days nobody knows how many cramps a week there are.
const RATE_DAYS_MIN: i64 = 14;
/// Danger signs that have a line of their own; more are nobody's life.
const SIGNS_MAX: usize = 6;
/// Values of one slot that a row names.
const VALUES_MAX: usize = 8;
/// Slots that have a place of their own on the page.
const SIGN: &str = "sign";
const PAIN: &str = "pain";
/// The slot and the value that say: the danger signs were asked about, and there was none.
const ASKED: (&str, &str) = ("gate", "clear");
/// The slot and the value of a cramp at night.
const NIGHT: (&str, &str) = ("timing", "night");

/// What is on the page, in plain text without tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Code of the language.
    pub language: String,
    /// What it is.
    pub title: String,
    /// From when to when.
    pub period: String,
    /// Who says so, and by which clock.
    pub lead: String,
    /// What is to be seen first.
    pub figures: Vec<Figure>,
    /// Above the cramps by week.
    pub weeks: String,
    /// Above the places.
    pub places: String,
    /// Above the hours.
    pub hours: String,
    /// What the charts show.
    pub counts: Counts,
    /// Everything else.
    pub rows: Vec<Row>,
    /// Below all of it.
    pub foot: String,
}

/// A number that is to be seen first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The number.
    pub value: String,
    /// What it is the number of.
    pub label: String,
}

/// A line of the page, or a few.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What it is about.
    pub label: String,
    /// What was told.
    pub text: String,
}

/// The message that names what a slot's row is about; a slot without one has no row.
pub(super) fn row_label(slot: &str) -> String {
    format!("report-row-{slot}")
}

/// A cramp of the page's time.
struct Cramp<'r> {
    local: NaiveDateTime,
    answers: &'r Answers,
}

impl Cramp<'_> {
    fn has(&self, (slot, value): (&str, &str)) -> bool {
        self.answers.get(slot).is_some_and(|values| values.contains(value))
    }
}

impl Talk<'_> {
    /// Asks for what the page is made of.
    pub(super) fn report(&mut self) {
        let query = Query::Since(self.ids_from(WEEKS_MAX));
        self.effects.push(Effect::Fetch(Fetch { query, purpose: Purpose::Report }));
    }

    /// Sends the page, or says that there is nothing to put on it.
    pub(super) fn report_on(&mut self, records: &[Record]) {
        let Some(page) = self.page(records) else { return self.say_alone("report-empty") };
        self.say_alone("report-text");
        let name = format!("{}.pdf", self.say("report-name", &[]));
        let caption = self.say("report-caption", &[]);
        let content = Content::Report { page: Box::new(page) };
        self.effects.push(Effect::Send(Document { content, name, caption }));
    }

    fn page(&self, records: &[Record]) -> Option<Page> {
        let today = self.local(self.now, None).date();
        let earliest = self.first_day(WEEKS_MAX);
        let dated = records.iter().filter_map(|record| match &record.entry {
            Entry::Cramp { at, local, answers, .. } => {
                Some(Cramp { local: self.local(*at, *local), answers })
            }
            Entry::Reminder { .. } => None,
        });
        // Newest first, as the records are.
        let cramps: Vec<Cramp<'_>> = dated.filter(|cramp| cramp.local.date() >= earliest).collect();
        let first = cramps.iter().map(|cramp| cramp.local.date()).min()?;
        let days = usize::try_from((today - first).num_days()).unwrap_or(0) + 1;
        let weeks = days.div_ceil(7).clamp(WEEKS, WEEKS_MAX);
        let counts = self.count(records, weeks);
        let from = self.first_day(weeks);
        let clock = if self.state.reminder.zone.is_some() { "report-clock" } else { "report-utc" };
        let clock = Arg::Rendered(self.say(clock, &[]));
        let mut lead = self.say("report-told", &[("first", self.date(first)), ("clock", clock)]);
        if records.len() >= RECENT_MAX {
            let count = number(RECENT_MAX);
            lead = [lead, self.say("report-newest", &[("count", count)])].join(" ");
        }
        let period = [("from", self.date(from)), ("to", self.date(today))];
        let page = Page {
            language: self.state.language.clone(),
            title: self.say("report-title", &[]),
            period: self.say("report-period", &period),
            lead,
            figures: self.figures(&cramps, (today - first).num_days() + 1),
            weeks: self.say("report-weeks", &[]),
            places: self.say("report-places", &[]),
            hours: self.say("report-hours", &[]),
            counts,
            rows: self.report_rows(&cramps, records, from),
            foot: self.say("report-foot", &[]),
        };
        Some(page.map_text(plain))
    }

    fn figures(&self, cramps: &[Cramp<'_>], days: i64) -> Vec<Figure> {
        let all = cramps.len();
        let mut figures = vec![Figure {
            value: all.to_string(),
            label: self.say("report-cramps", &[("count", number(all))]),
        }];
        if days >= RATE_DAYS_MIN {
            let (cramps, days) = (u32::try_from(all), u32::try_from(days));
            let rate = tally::Rate { cramps: cramps.unwrap_or(0), days: days.unwrap_or(1) };
            let (value, label) =
                (self.decimal(rate.tenths_a_week()), self.say("report-a-week", &[]));
            figures.push(Figure { value, label });
        }
        let nights = cramps.iter().filter(|cramp| cramp.has(NIGHT)).count();
        let label = self.say(&format!("{}-{}", NIGHT.0, NIGHT.1), &[]);
        figures.push(Figure { value: nights.to_string(), label });
        let told = cramps.iter().flat_map(|cramp| cramp.answers.get(PAIN).into_iter().flatten());
        let mut pains: Vec<i64> =
            told.filter_map(|value| value.strip_prefix('p')?.parse().ok()).collect();
        pains.sort_unstable();
        if let (Some(least), Some(most)) = (pains.first(), pains.last()) {
            let spread = [
                ("count", number(pains.len())),
                ("least", Arg::Count(*least)),
                ("most", Arg::Count(*most)),
            ];
            let value = pains[pains.len() / 2].to_string();
            figures.push(Figure { value, label: self.say("report-pain", &spread) });
        }
        figures
    }

    fn report_rows(&self, cramps: &[Cramp<'_>], records: &[Record], from: NaiveDate) -> Vec<Row> {
        let mut rows = vec![self.signs(cramps)];
        for &slot in &self.script.recorded {
            let declared = self.script.slots.get(slot);
            let label = row_label(&declared.name);
            if self.script.words.message(&self.state.language, &label).is_none() {
                continue;
            }
            let mut counts: BTreeMap<String, u32> = BTreeMap::new();
            for value in cramps.iter().filter_map(|cramp| cramp.answers.get(&declared.name)) {
                for value in value.iter().filter(|value| declared.value(value).is_some()) {
                    *counts.entry(value.clone()).or_default() += 1;
                }
            }
            if counts.is_empty() {
                continue;
            }
            let mut told = self.counted(&declared.name, &counts);
            told.truncate(VALUES_MAX);
            let untold = cramps.iter().filter(|cramp| !cramp.answers.contains_key(&declared.name));
            let untold = untold.count();
            if !declared.many && untold > 0 {
                told.push(self.say("report-untold", &[("count", number(untold))]));
            }
            rows.push(Row { label: self.say(&label, &[]), text: told.join("\u{a0}· ") });
        }
        rows.push(self.stretching(records, from));
        rows
    }

    /// The danger signs that were told of, and with how many cramps they were asked about.
    fn signs(&self, cramps: &[Cramp<'_>]) -> Row {
        let mut told: BTreeMap<&String, (usize, NaiveDate)> = BTreeMap::new();
        for cramp in cramps {
            for sign in cramp.answers.get(SIGN).into_iter().flatten() {
                let date = cramp.local.date();
                let (count, last) = told.entry(sign).or_insert((0, date));
                *count += 1;
                *last = date.max(*last);
            }
        }
        let mut lines: Vec<_> = told.into_iter().collect();
        // The latest first.
        lines.sort_by_key(|(_, (_, last))| std::cmp::Reverse(*last));
        let say = |(sign, (count, last)): (&String, (usize, NaiveDate))| {
            let sign = Arg::Rendered(self.say(&format!("{SIGN}-{sign}"), &[]));
            let args = [("what", sign), ("count", number(count)), ("date", self.date(last))];
            self.say("report-sign", &args)
        };
        let mut lines: Vec<String> = lines.into_iter().take(SIGNS_MAX).map(say).collect();
        if lines.is_empty() {
            lines.push(self.say("report-no-sign", &[]));
        }
        let signs = |cramp: &&Cramp<'_>| cramp.answers.get(SIGN).is_some_and(|it| !it.is_empty());
        let asked = cramps.iter().filter(|cramp| cramp.has(ASKED) || signs(cramp)).count();
        let args = [("asked", number(asked)), ("count", number(cramps.len()))];
        lines.push(self.say("report-asked", &args));
        Row { label: self.say("report-signs", &[]), text: lines.join(" ") }
    }

    /// How often the evening stretch was done, and how many cramps there were before and since.
    fn stretching(&self, records: &[Record], from: NaiveDate) -> Row {
        let evenings: Vec<ReminderOutcome> = records
            .iter()
            .filter_map(|record| match record.entry {
                Entry::Reminder { evening, outcome, .. } if evening >= from => Some(outcome),
                _ => None,
            })
            .filter(|outcome| *outcome != ReminderOutcome::Skipped)
            .collect();
        let label = self.say("report-stretching", &[]);
        if evenings.is_empty() {
            return Row { label, text: self.say("report-no-evening", &[]) };
        }
        let done = evenings.iter().filter(|outcome| **outcome == ReminderOutcome::Done).count();
        let args = [("count", number(done)), ("evenings", number(evenings.len()))];
        let mut lines = vec![self.say("report-evenings", &args)];
        if let Some(began) = self.state.reminder.began {
            let start = began.and_time(NaiveTime::MIN).and_utc();
            let a_week = |rate: tally::Rate| Arg::Rendered(self.decimal(rate.tenths_a_week()));
            // No further back than the page looks.
            let since = start.max(from.and_time(NaiveTime::MIN).and_utc());
            let after = tally::rate(records, since, self.now);
            let after = after.filter(|rate| i64::from(rate.days) >= RATE_DAYS_MIN);
            let date = || ("date", self.date(began));
            match (tally::rate_before(records, start, SIX_WEEKS), after) {
                (Some(before), Some(after)) => lines.push(self.say(
                    "report-before",
                    &[date(), ("before", a_week(before)), ("after", a_week(after))],
                )),
                (None, Some(after)) => {
                    lines.push(self.say("report-after", &[date(), ("after", a_week(after))]));
                }
                (_, None) => {}
            }
        }
        Row { label, text: lines.join(" ") }
    }

    /// A date as people write it.
    fn date(&self, date: NaiveDate) -> Arg<'static> {
        let year = ("year", Arg::Count(date.year().into()));
        let [day, month] = self.day_and_month(date);
        Arg::Rendered(self.say("date", &[day, month, year]))
    }

    /// A day of these weeks, as people say it.
    pub(super) fn day(&self, date: NaiveDate) -> String {
        let weekday = WEEKDAYS[date.weekday().num_days_from_monday() as usize];
        let weekday = ("weekday", Arg::Rendered(self.say(weekday, &[])));
        let [day, month] = self.day_and_month(date);
        self.say("date-day", &[weekday, day, month])
    }

    fn day_and_month(&self, date: NaiveDate) -> [(&'static str, Arg<'static>); 2] {
        let month = self.say("month", &[("month", Arg::Count(date.month().into()))]);
        [("day", Arg::Count(date.day().into())), ("month", Arg::Rendered(month))]
    }
}

impl Page {
    fn map_text(mut self, change: fn(&str) -> String) -> Self {
        let own = [
            &mut self.title,
            &mut self.period,
            &mut self.lead,
            &mut self.weeks,
            &mut self.places,
            &mut self.hours,
            &mut self.foot,
        ];
        let figures = self.figures.iter_mut().flat_map(|it| [&mut it.value, &mut it.label]);
        let rows = self.rows.iter_mut().flat_map(|it| [&mut it.label, &mut it.text]);
        for text in own.into_iter().chain(figures).chain(rows) {
            *text = change(text);
        }
        self
    }
}

fn number(count: usize) -> Arg<'static> {
    Arg::Count(i64::try_from(count).unwrap_or(i64::MAX))
}
