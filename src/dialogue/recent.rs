//! The person's last weeks in figures: a line above the history, a picture below it.
//!
//! Counts records by the person's own calendar; the drawing itself is in `chart`.

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};

use super::advance::{Talk, record_id};
use super::chart::{self, Counts, WEEKS, Week};
use super::effect::{Content, Document, Effect, Fetch, Purpose, Query};
use super::input::History;
use super::own::RECORDS_PER_PAGE;
use super::schedule;
use super::script::StepIx;
use super::state::{Entry, Record, ReminderOutcome};
use super::words::Arg;

/// Places that the words below the picture name.
const PLACES_NAMED: usize = 3;
/// Weeks that count as the last month.
const MONTH_WEEKS: usize = 4;

impl Talk<'_> {
    /// Asks for what the first page of the history needs.
    pub(super) fn fetch_recent(&mut self, step: StepIx) {
        let midnight = self.first_day().and_time(NaiveTime::MIN).and_utc();
        // A day early, whatever the zone.
        let from = record_id(midnight - TimeDelta::days(1), 0);
        let (query, purpose) = (Query::Recent(from), Purpose::SumUp(step));
        self.effects.push(Effect::Fetch(Fetch { query, purpose }));
    }

    /// Shows the first page of the history, with the last weeks above it and as a picture below.
    pub(super) fn sum_up(&mut self, step: StepIx, history: &History) {
        let counts = self.count(&history.records);
        let cramps = history.records.iter().filter(|record| record.is_cramp());
        let page = History {
            more: cramps.clone().count() > RECORDS_PER_PAGE,
            records: cramps.take(RECORDS_PER_PAGE).cloned().collect(),
        };
        let seen = counts.weeks.iter().any(|week| week.cramps + week.stretched > 0);
        let sum = if seen { self.sum_in_words(&counts) } else { String::new() };
        self.show_history_page(step, 0, &sum, &page);
        if seen {
            let caption = self.picture_in_words(&counts);
            let content = Content::Picture { svg: chart::svg(&counts) };
            let name = String::new();
            self.effects.push(Effect::Send(Document { content, name, caption }));
        }
    }

    /// The first day of the oldest week that is looked at; the newest week ends today.
    fn first_day(&self) -> NaiveDate {
        let days = Days::new(7 * WEEKS as u64 - 1);
        self.local(self.now, None).date().checked_sub_days(days).unwrap_or_default()
    }

    /// The person's own clock, or UTC.
    fn local(&self, at: DateTime<Utc>, noted: Option<NaiveDateTime>) -> NaiveDateTime {
        let zone = self.state.reminder.zone;
        let local = noted.or_else(|| schedule::local(at, zone?).to_minutes());
        local.unwrap_or(at.naive_utc())
    }

    fn count(&self, records: &[Record]) -> Counts {
        let first = self.first_day();
        let mut counts = Counts::default();
        for (index, week) in counts.weeks.iter_mut().enumerate() {
            let begins = first.checked_add_days(Days::new(7 * index as u64)).unwrap_or_default();
            (week.day, week.month) = (begins.day(), begins.month());
        }
        let week_of =
            |date: NaiveDate| usize::try_from((date - first).num_days().div_euclid(7)).ok();
        for record in records {
            match &record.entry {
                Entry::Cramp { at, local, told, answers, .. } => {
                    let local = self.local(*at, *local);
                    let week = week_of(local.date()).and_then(|week| counts.weeks.get_mut(week));
                    let Some(week) = week else { continue };
                    week.cramps += 1;
                    let place = &self.script.slots.get(self.script.roles.place).name;
                    for place in answers.get(place).into_iter().flatten() {
                        *counts.places.entry(place.clone()).or_default() += 1;
                    }
                    // What was told of later has no hour.
                    if told.is_none() {
                        counts.hours[local.hour() as usize % 24] += 1;
                    }
                }
                Entry::Reminder { evening, outcome: ReminderOutcome::Done, .. } => {
                    if let Some(week) = week_of(*evening).and_then(|it| counts.weeks.get_mut(it)) {
                        week.stretched += 1;
                    }
                }
                Entry::Reminder { .. } => {}
            }
        }
        counts
    }

    fn sum_in_words(&self, counts: &Counts) -> String {
        let month = &counts.weeks[WEEKS - MONTH_WEEKS..];
        self.say(
            "history-sum",
            &[
                ("week", self.cramps_in(&counts.weeks[WEEKS - 1..])),
                ("month", self.cramps_in(month)),
                ("evenings", self.evenings_in(month)),
            ],
        )
    }

    /// What is to be seen on the picture, for those who do not see it as well.
    fn picture_in_words(&self, counts: &Counts) -> String {
        let mut places: Vec<(&String, u32)> =
            counts.places.iter().map(|(place, count)| (place, *count)).collect();
        places.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let slot = &self.script.slots.get(self.script.roles.place).name;
        let places = places.iter().take(PLACES_NAMED).map(|(place, count)| {
            let place = Arg::Rendered(self.say(&format!("{slot}-{place}"), &[]));
            self.say("chart-place", &[("place", place), ("count", Arg::Count((*count).into()))])
        });
        let places = places.collect::<Vec<_>>().join(", ");
        let clock = if self.state.reminder.zone.is_some() { "chart-clock" } else { "chart-utc" };
        self.say(
            "chart",
            &[
                ("cramps", self.cramps_in(&counts.weeks)),
                ("evenings", self.evenings_in(&counts.weeks)),
                ("places", Arg::Rendered(if places.is_empty() { "–".to_owned() } else { places })),
                ("clock", Arg::Rendered(self.say(clock, &[]))),
            ],
        )
    }

    fn cramps_in(&self, weeks: &[Week]) -> Arg<'static> {
        let count = weeks.iter().map(|week| i64::from(week.cramps)).sum();
        Arg::Rendered(self.say("history-cramps", &[("count", Arg::Count(count))]))
    }

    fn evenings_in(&self, weeks: &[Week]) -> Arg<'static> {
        let count = weeks.iter().map(|week| i64::from(week.stretched)).sum();
        Arg::Rendered(self.say("history-evenings", &[("count", Arg::Count(count))]))
    }
}
