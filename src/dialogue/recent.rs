//! The person's last weeks in figures: a line above the history, a picture below it.
//!
//! Counts records by the person's own calendar; the drawing itself is in `chart`.

use std::collections::BTreeMap;

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};

use super::advance::Talk;
use super::chart::{self, Counts, WEEKS, Week};
use super::effect::{Content, Document, Effect, Fetch, Purpose, Query};
use super::episode::record_id;
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
    pub(super) fn fetch_recent(&mut self, step: StepIx, replace: bool) {
        let query = Query::Recent(self.ids_from(WEEKS));
        let purpose = Purpose::SumUp { step, replace };
        self.effects.push(Effect::Fetch(Fetch { query, purpose }));
    }

    /// The least id that a record of these weeks can have.
    pub(super) fn ids_from(&self, weeks: usize) -> u64 {
        let midnight = self.first_day(weeks).and_time(NaiveTime::MIN).and_utc();
        // A day early, whatever the zone.
        record_id(midnight - TimeDelta::days(1), 0)
    }

    /// Shows the first page of the history, with the last weeks above it and as a picture below. Who
    /// comes back to it has the picture already.
    pub(super) fn sum_up(&mut self, step: StepIx, replace: bool, history: &History) {
        self.replace = replace;
        let counts = self.count(&history.records, WEEKS);
        let cramps = history.records.iter().filter(|record| record.is_cramp());
        let page = History {
            more: cramps.clone().count() > RECORDS_PER_PAGE,
            records: cramps.take(RECORDS_PER_PAGE).cloned().collect(),
        };
        let seen = counts.weeks.iter().any(|week| week.cramps + week.stretched > 0);
        let sum = if seen { self.sum_in_words(&counts) } else { String::new() };
        self.show_history_page(step, 0, &sum, &page);
        if seen && !replace {
            let caption = self.picture_in_words(&counts);
            let content = Content::Picture { svg: chart::svg(&counts) };
            let name = String::new();
            self.effects.push(Effect::Send(Document { content, name, caption }));
        }
    }

    /// The first day of the oldest week that is looked at; the newest week ends today.
    pub(super) fn first_day(&self, weeks: usize) -> NaiveDate {
        let days = Days::new((7 * weeks as u64).saturating_sub(1));
        self.local(self.now, None).date().checked_sub_days(days).unwrap_or_default()
    }

    /// The person's own clock, or UTC.
    pub(super) fn local(&self, at: DateTime<Utc>, noted: Option<NaiveDateTime>) -> NaiveDateTime {
        let zone = self.state.reminder.zone;
        let local = noted.or_else(|| schedule::local(at, zone?).to_minutes());
        local.unwrap_or(at.naive_utc())
    }

    /// What these weeks hold; the newest ends today.
    pub(super) fn count(&self, records: &[Record], weeks: usize) -> Counts {
        let first = self.first_day(weeks);
        let week = |index| {
            let begins = first.checked_add_days(Days::new(7 * index)).unwrap_or_default();
            Week { day: begins.day(), month: begins.month(), ..Week::default() }
        };
        let mut counts =
            Counts { weeks: (0..weeks as u64).map(week).collect(), ..Counts::default() };
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
        let slot = &self.script.slots.get(self.script.roles.place).name;
        let mut places = self.counted(slot, &counts.places);
        places.truncate(PLACES_NAMED);
        let places = places.join(", ");
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

    /// Values of a slot, each with how often it was, the most frequent first.
    pub(super) fn counted(&self, slot: &str, counts: &BTreeMap<String, u32>) -> Vec<String> {
        let mut counts: Vec<(&String, u32)> =
            counts.iter().map(|(value, count)| (value, *count)).collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let say = |(value, count): (&String, u32)| {
            let value = Arg::Rendered(self.say(&format!("{slot}-{value}"), &[]));
            self.say("chart-place", &[("place", value), ("count", Arg::Count(count.into()))])
        };
        counts.into_iter().map(say).collect()
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
