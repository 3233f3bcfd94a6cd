//! The person's own cramps: shown in pages, changed, deleted, and told of a night or a day later.
//!
//! All of it stands beside the conversation: nothing here moves it or looks at what is known in it.
//! Records come in by [`Input::Fetched`](super::Input::Fetched); all words come from the script.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::advance::Talk;
use super::effect::{Button, Content, Document, Effect, Fetch, Purpose, Query};
use super::episode::record_id;
use super::hear::{Heard, Intent};
use super::input::History;
use super::schedule::{self, Bedtime, DAYS_BACK, Day, Zone};
use super::screen::{Page, Press, rows};
use super::script::{StepIx, View};
use super::state::{Entry, Episode, Record, ReminderOutcome};
use super::words::Arg;

/// Records on one page of `/history`.
pub const RECORDS_PER_PAGE: usize = 10;
/// What a button that opens a record says at most, in characters.
const LABEL_CHARS_MAX: usize = 60;
/// The option of such a button.
const OPEN: &str = "open";
/// The options of the days that a cramp can be moved to begin so.
const DAY: &str = "d";
/// When a cramp of a day or of a night was that is told of without an hour.
const DAY_HOUR: u8 = 12;
/// See [`DAY_HOUR`].
const NIGHT_HOUR: u8 = 3;
/// The slot and the value of a cramp at night.
const TIMING: &str = "timing";
/// See [`TIMING`].
const NIGHT: &str = "night";
/// The slot that says more of a place.
const PART: &str = "part";
/// What heard words set when they tell how long ago a cramp was. No slot: the conversation goes the same
/// way.
const AGO: &str = "ago";

impl Talk<'_> {
    /// Asks for the records that an aside shows; `argument` is a page, or a record.
    pub(super) fn fetch_for(&mut self, step: StepIx, argument: i64, replace: bool) {
        let query = match self.script.steps[step].view {
            // Without a number it is the newest.
            Some(View::Record) if argument != 0 => Query::Cramp(argument.cast_unsigned()),
            Some(View::Record | View::Records) => Query::Page(0),
            Some(View::History) if argument == 0 => return self.fetch_recent(step, replace),
            _ => Query::Page(u32::try_from(argument).unwrap_or(0)),
        };
        let purpose = Purpose::Show { step, argument, replace };
        self.effects.push(Effect::Fetch(Fetch { query, purpose }));
    }

    /// The records are there.
    pub(super) fn fetched(&mut self, purpose: Purpose, history: &History) {
        match purpose {
            Purpose::Show { step, argument, replace } => {
                self.replace = replace;
                match (self.script.steps[step].view, history.records.first()) {
                    (Some(View::Record), Some(record)) => self.show_record(step, record),
                    (Some(View::Record), None) => self.say_alone("record-gone"),
                    (Some(View::Records), Some(_)) => self.list_records(step, history),
                    _ => self.show_history_page(step, argument, "", history),
                }
            }
            Purpose::SumUp { step, replace } => self.sum_up(step, replace, history),
            Purpose::Redate { step, days_ago } => {
                self.replace = true;
                match history.records.first() {
                    Some(record) => self.redate(step, record.clone(), days_ago),
                    None => self.say_alone("record-gone"),
                }
            }
            Purpose::Report => self.report_on(&history.records),
            Purpose::Evening { evening, until } => {
                self.remind_of(evening, until, &history.records);
            }
            Purpose::Change { step, slot, value } => {
                self.replace = true;
                let Some(mut record) = history.records.first().cloned() else {
                    return self.say_alone("record-gone");
                };
                let is_place = slot == self.script.roles.place;
                let slot = self.script.slots.get(slot);
                if let (Entry::Cramp { answers, .. }, Some(value)) =
                    (&mut record.entry, slot.values.get(value))
                {
                    answers.insert(slot.name.clone(), [value.clone()].into());
                    if is_place {
                        // It said more of the other place.
                        answers.remove(PART);
                    }
                    record.version = Record::VERSION;
                }
                self.effects.push(Effect::Record(record.clone()));
                self.show_record(step, &record);
            }
        }
    }

    /// A press of an aside that opens or changes a record. Only the person's own records are looked
    /// for, so a forged number finds nothing.
    pub(super) fn press_on_record(&mut self, step: StepIx, option: &str, argument: i64) -> bool {
        let here = &self.script.steps[step];
        let shown = self.script.steps.iter().position(|step| step.view == Some(View::Record));
        if let (Some(View::Records), Some(shown), OPEN) = (here.view, shown, option) {
            self.fetch_for(shown, argument, true);
            return true;
        }
        let days_ago = option.strip_prefix(DAY).and_then(|days| days.parse::<u64>().ok());
        let days_ago = days_ago.filter(|days| *days < DAYS_BACK);
        if let (Some(View::Days), Some(step), Some(days_ago)) = (here.view, shown, days_ago) {
            let purpose = Purpose::Redate { step, days_ago };
            let query = Query::Cramp(argument.cast_unsigned());
            self.effects.push(Effect::Fetch(Fetch { query, purpose }));
            return true;
        }
        let Some(changes) = &here.changes else { return false };
        let declared = self.script.slots.get(changes.slot);
        let Some(value) = declared.value(option).filter(|it| changes.offer.contains(it)) else {
            return false;
        };
        let purpose = Purpose::Change { step: changes.shown, slot: changes.slot, value };
        let query = Query::Cramp(argument.cast_unsigned());
        self.effects.push(Effect::Fetch(Fetch { query, purpose }));
        true
    }

    /// The values that an aside can give to a slot of a record, or the days, a button each.
    pub(super) fn values_of_record(&self, step: StepIx, argument: i64) -> Vec<Vec<Button>> {
        let here = &self.script.steps[step];
        if here.view == Some(View::Days) {
            let days = (0..DAYS_BACK).filter_map(|days_ago| {
                let date = schedule::date_ago(self.now, self.own_zone()?, days_ago)?;
                let option = format!("{DAY}{days_ago}");
                let press = Press { screen: 0, step: &here.name, option: &option, argument };
                Some((false, Button { label: self.day(date), data: press.encode() }))
            });
            return rows(days.collect(), here.columns);
        }
        let Some(changes) = &here.changes else { return Vec::new() };
        let slot = self.script.slots.get(changes.slot);
        let names = changes.offer.iter().filter_map(|&value| slot.values.get(value));
        let buttons = names.map(|name| {
            let label = self.say(&format!("{}-{name}", slot.name), &[]);
            let data = Press { screen: 0, step: &here.name, option: name, argument }.encode();
            (false, Button { label, data })
        });
        rows(buttons.collect(), here.columns)
    }

    /// Moves a cramp to another day. Of its hour nothing is known then.
    fn redate(&mut self, step: StepIx, mut record: Record, days_ago: u64) {
        let old = record.id;
        let zone = self.own_zone();
        let date = zone.and_then(|zone| schedule::date_ago(self.now, zone, days_ago));
        if let Entry::Cramp { at, local, told, answers, .. } = &mut record.entry
            && let (Some(zone), Some(date)) = (zone, date)
            && self.local(*at, *local).date() != date
        {
            let night = answers.get(TIMING).is_some_and(|values| values.contains(NIGHT));
            let hour = if night { NIGHT_HOUR } else { DAY_HOUR };
            let moved = Bedtime::new(hour, 0).and_then(|it| schedule::instant_of(date, it, zone));
            *told = told.or(Some(*at));
            *at = moved.unwrap_or(*at).min(self.now);
            let known = self.state.reminder.zone;
            *local = known.and_then(|zone| schedule::local(*at, zone).to_minutes());
            let at = *at;
            record.id = record_id(at, self.state.next_number());
            record.version = Record::VERSION;
            if let Some(episode) = self.state.episode.as_mut().filter(|it| it.record == old) {
                let told = episode.told.or(Some(episode.started));
                *episode = Episode { record: record.id, started: at, told };
            }
            self.effects.push(Effect::DeleteRecord(old));
            self.effects.push(Effect::Record(record.clone()));
        }
        self.show_record(step, &record);
    }

    /// The person's time zone. Who has not told it lives by UTC.
    fn own_zone(&self) -> Option<Zone> {
        self.state.reminder.zone.or_else(|| Zone::fixed(0))
    }

    pub(super) fn delete_record(&mut self, argument: i64) {
        let id = argument.cast_unsigned();
        self.effects.push(Effect::DeleteRecord(id));
        // What is still said of this cramp makes a new record.
        self.state.episode = self.state.episode.filter(|episode| episode.record != id);
        self.replace = true;
        self.say_alone("record-deleted");
    }

    fn show_record(&mut self, step: StepIx, record: &Record) {
        let text = [self.text_of(step), self.history_line(record)].join("\n\n");
        let buttons = self.aside_buttons(step, record.id.cast_signed(), |_| true);
        self.push_screen(0, text, buttons, false);
    }

    fn list_records(&mut self, step: StepIx, history: &History) {
        let here = &self.script.steps[step];
        let button = |record: &Record| {
            let argument = record.id.cast_signed();
            let mut label = self.line_of(record, "record-label");
            if let Some((cut, _)) = label.char_indices().nth(LABEL_CHARS_MAX) {
                label.truncate(cut);
                label.push('…');
            }
            let press = Press { screen: 0, step: &here.name, option: OPEN, argument };
            vec![Button { label, data: press.encode() }]
        };
        let mut buttons: Vec<_> = history.records.iter().map(button).collect();
        buttons.extend(self.aside_buttons(step, 0, |_| true));
        self.push_screen(0, self.text_of(step), buttons, false);
    }

    /// A page of cramps, below a few words.
    pub(super) fn show_history_page(
        &mut self,
        step: StepIx,
        page: i64,
        words: &str,
        history: &History,
    ) {
        let lines: Vec<String> =
            history.records.iter().map(|record| self.history_line(record)).collect();
        let text = if lines.is_empty() { self.say("history-empty", &[]) } else { lines.join("\n") };
        let text = if words.is_empty() { text } else { format!("{words}\n\n{text}") };
        let number = u32::try_from(page).unwrap_or(0);
        let newest = number == 0 && !history.records.is_empty();
        self.show_page(step, Page { text, number, more: history.more, newest });
    }

    fn history_line(&self, record: &Record) -> String {
        self.line_of(record, "history-line")
    }

    fn line_of(&self, record: &Record, message: &str) -> String {
        let (when, what) = match &record.entry {
            Entry::Cramp { at, local, told, answers, .. } => {
                let words = self.script.recorded.iter().flat_map(|&slot| {
                    let slot = self.script.slots.get(slot);
                    let values = answers.get(&slot.name).into_iter().flatten();
                    values.map(move |value| format!("{}-{value}", slot.name))
                });
                // A value without a label of its own is for guards, not for people.
                let language = &self.state.language;
                let words = words.filter(|id| self.script.words.message(language, id).is_some());
                let words: Vec<String> = words.map(|id| self.say(&id, &[])).collect();
                let what = if words.is_empty() { "–".to_owned() } else { words.join(" · ") };
                (self.local_minute(*at, *local, told.is_some()), what)
            }
            Entry::Reminder { at, outcome, .. } => {
                let id = match outcome {
                    ReminderOutcome::Sent => "reminder-sent",
                    ReminderOutcome::Skipped => "reminder-skipped",
                    ReminderOutcome::Done => "reminder-done",
                    ReminderOutcome::NotTonight => "reminder-not-tonight",
                };
                (self.local_minute(*at, None, false), self.say(id, &[]))
            }
        };
        self.say(message, &[("when", Arg::Text(when.into())), ("what", Arg::Rendered(what))])
    }

    /// An instant on the person's own clock; in UTC, and saying so, while their zone is unknown. What
    /// was told of later has a date and no hour.
    fn local_minute(
        &self,
        at: DateTime<Utc>,
        noted: Option<NaiveDateTime>,
        dateless: bool,
    ) -> String {
        let zone = self.state.reminder.zone;
        let local = noted.or_else(|| zone.and_then(|zone| schedule::local(at, zone).to_minutes()));
        match local {
            _ if dateless => local.unwrap_or(at.naive_utc()).format("%Y-%m-%d").to_string(),
            Some(local) => local.format("%Y-%m-%d %H:%M").to_string(),
            None => at.format("%Y-%m-%d %H:%M UTC").to_string(),
        }
    }

    /// Everything that is kept, in two files.
    pub(super) fn export(&mut self) {
        self.say_alone("export-text");
        let files = [
            (Content::Everything, "export-everything", "json"),
            (Content::Table, "export-table", "csv"),
        ];
        for (content, caption, kind) in files {
            let name = format!("{}.{kind}", self.say("export-name", &[]));
            let caption = self.say(caption, &[]);
            self.effects.push(Effect::Send(Document { content, name, caption }));
        }
    }

    // Told of later.

    /// "Cramp last night, calf" is about that night, "on Monday" about that day. Anything that is not over
    /// is about now. Who has not told their zone lives by UTC.
    pub(super) fn date_back(&mut self, heard: &Heard, text: &str) {
        if heard.intent != Intent::CrampPast || self.state.episode.is_some() {
            return;
        }
        let Some(zone) = self.own_zone() else { return };
        let started = match heard.value(AGO) {
            Some("yesterday") if !self.was_at_night() => {
                self.last(DAY_HOUR, 1, zone).map(|at| (self.say("late-yesterday", &[]), at))
            }
            Some(_) => {
                self.last(NIGHT_HOUR, 0, zone).map(|at| (self.say("late-last_night", &[]), at))
            }
            None => self.day_named(text, zone),
        };
        if let Some((note, started)) = started {
            self.notes.push(note);
            self.state.episode = Some(Episode { told: Some(self.now), ..self.begun(started) });
        }
    }

    /// The day that a sentence names, in words, and when it was.
    fn day_named(&mut self, text: &str, zone: Zone) -> Option<(String, DateTime<Utc>)> {
        let today = schedule::local(self.now, zone).date;
        match schedule::day_said(&self.script.clock, &self.state.language, text, today)? {
            Day::On(date) => {
                let hour = if self.was_at_night() { NIGHT_HOUR } else { DAY_HOUR };
                let at = schedule::instant_of(date, Bedtime::new(hour, 0)?, zone)?.min(self.now);
                let day = Arg::Rendered(self.day(date));
                Some((self.say("late-day", &[("day", day)]), at))
            }
            Day::TooFar => {
                self.note("late-too-far");
                None
            }
        }
    }

    /// An episode that began at an instant.
    pub(super) fn begun(&mut self, started: DateTime<Utc>) -> Episode {
        let record = record_id(started, self.state.next_number());
        Episode { record, started, told: None }
    }

    fn was_at_night(&self) -> bool {
        let slot = self.script.slots.find(TIMING);
        slot.is_some_and(|slot| {
            let night = self.script.slots.get(slot).value(NIGHT);
            night.is_some_and(|night| self.facts.has(slot, night))
        })
    }

    /// That hour of the local date so many days ago, or of the day before that if it is not over yet.
    fn last(&self, hour: u8, days: u64, zone: Zone) -> Option<DateTime<Utc>> {
        let time = Bedtime::new(hour, 0)?;
        let date = schedule::date_ago(self.now, zone, days)?;
        let at = |date| schedule::instant_of(date, time, zone);
        let over = at(date).filter(|at| self.now - at > TimeDelta::hours(2));
        over.or_else(|| at(date.pred_opt()?))
    }
}
