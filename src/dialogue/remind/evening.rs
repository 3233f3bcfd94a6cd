//! What happens at bedtime: one reminder an evening, late or missed, and what people answer to it.
//!
//! A reminder never moves the conversation; only a button below it may.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::TIMER;
use crate::dialogue::advance::Talk;
use crate::dialogue::effect::{Effect, Fetch, Purpose, Query};
use crate::dialogue::episode::record_id;
use crate::dialogue::schedule;
use crate::dialogue::script::{EACH_MAX, ReminderAnswer, StepIx, Then};
use crate::dialogue::state::{Entry, Episode, Record, ReminderOutcome};
use crate::dialogue::tally::{self, Rate};
use crate::dialogue::words::Arg;

/// A reminder later than this is noted as skipped instead of sent, or left out if it waited to be sent.
const GRACE: TimeDelta = TimeDelta::minutes(90);
/// There is a bedtime every week. A reminder further ahead was planned while the clock was.
pub const AHEAD_MAX: TimeDelta = TimeDelta::days(8);
/// By how much newer rules of a zone may have moved an evening that was planned with older ones.
const RULES_CHANGE: TimeDelta = TimeDelta::hours(3);
/// Evenings missed longer ago than this are not noted one by one.
const NOTED_FOR: TimeDelta = TimeDelta::days(30);
/// After so many reminders without any sign of the person they stop.
pub(super) const IGNORED_MAX: u8 = 14;
/// How long a danger sign holds reminders back, unless the person says that it is over.
const DANGER_FOR: TimeDelta = TimeDelta::hours(48);
/// How far back the records are read: six weeks before and after.
const RECALLED: TimeDelta = TimeDelta::weeks(13);
/// Cramps of this time choose the stretches.
const PLACES_FROM: TimeDelta = TimeDelta::weeks(2);
/// After this time it asks whether to go on; the trials were as long.
pub(in crate::dialogue) const SIX_WEEKS: TimeDelta = TimeDelta::weeks(6);
/// A shorter streak is not worth a word.
const STREAK_TOLD_MIN: u32 = 2;
/// A reminder's buttons work this long.
const ANSWERABLE: TimeDelta = TimeDelta::days(7);
/// Tells an evening's record from those of cramps at the same millisecond.
const REMINDER_RECORD: u64 = 999;
/// What *Later* means.
const LATER: TimeDelta = TimeDelta::minutes(30);

impl Talk<'_> {
    /// The person is there: reminders that had stopped, for want of an answer or because the bot was
    /// blocked, go on.
    pub(in crate::dialogue) fn resume_reminder(&mut self) {
        self.state.reminder.ignored = 0;
        if self.state.reminder.on && !self.state.timers.contains_key(TIMER) {
            self.schedule_reminder(self.now);
        }
    }

    /// The person blocked the bot: nothing is sent until they write again.
    pub(in crate::dialogue) fn pause_reminder(&mut self) {
        self.cancel(TIMER);
        self.hold_routine();
    }

    /// The timer fired, perhaps late, perhaps evenings late.
    pub(in crate::dialogue) fn bedtime(&mut self, due: DateTime<Utc>) {
        if !self.state.reminder.on {
            return;
        }
        if due - self.now > AHEAD_MAX {
            return self.plan_anew();
        }
        let mut after = due - RULES_CHANGE;
        if let Some(evening) = self.state.reminder.put_off.take() {
            after = due;
            if self.now - due <= GRACE && !self.in_danger() {
                self.send_reminder(evening, due);
            }
        }
        after = after.max(self.now - NOTED_FOR);
        loop {
            let reminder = &self.state.reminder;
            let (Some(bedtime), Some(zone)) = (reminder.bedtime, reminder.zone) else { return };
            let (days, last) = (reminder.days, reminder.last_evening);
            // Asked of the rules of today: they may have changed since the timer was set.
            let next = schedule::next_after_date(bedtime, days, zone, after, last);
            let Some(next) = next else { return };
            if next.at > self.now {
                return self.arm(TIMER, next.at);
            }
            after = next.at;
            self.state.reminder.last_evening = Some(next.local_date);
            if self.now - next.at > GRACE {
                self.record_reminder(next.local_date, ReminderOutcome::Skipped);
            } else if self.in_danger() {
                // Nobody is asked to stretch a leg that a doctor has to see.
            } else if self.state.reminder.ignored >= IGNORED_MAX {
                // It is said once only: late is better than never.
                let step = self.script.roles.reminder_paused;
                return self.show_at_bedtime(step, next.local_date, None);
            } else {
                self.state.reminder.ignored += 1;
                self.record_reminder(next.local_date, ReminderOutcome::Sent);
                self.send_reminder(next.local_date, next.at);
            }
        }
    }

    /// The clock was far ahead when the reminder was planned: evenings that it noted then have not been.
    fn plan_anew(&mut self) {
        let today = self.state.reminder.zone.map(|zone| schedule::local(self.now, zone).date);
        let reminder = &mut self.state.reminder;
        let has_been = |evening: &NaiveDate| today.is_none_or(|today| *evening <= today);
        reminder.last_evening = reminder.last_evening.filter(has_been);
        reminder.began = reminder.began.filter(has_been);
        self.schedule_reminder(self.now);
    }

    /// A danger sign was told of lately and still stands.
    fn in_danger(&self) -> bool {
        let lately = |episode: Episode| self.now - episode.started < DANGER_FOR;
        self.is_urgent() && self.state.episode.is_some_and(lately)
    }

    /// Asks for the records that the reminder is put into words from.
    fn send_reminder(&mut self, evening: NaiveDate, due: DateTime<Utc>) {
        let since = self.now - RECALLED;
        // Their ids are the milliseconds of when they began, in thousandths.
        let query = Query::Since(u64::try_from(since.timestamp_millis()).unwrap_or(0) * 1000);
        let purpose = Purpose::Evening { evening, until: due + GRACE };
        self.effects.push(Effect::Fetch(Fetch { query, purpose }));
    }

    /// The reminder of an evening; after six weeks the one that asks whether to go on.
    pub(in crate::dialogue) fn remind_of(
        &mut self,
        evening: NaiveDate,
        until: DateTime<Utc>,
        records: &[Record],
    ) {
        let roles = &self.script.roles;
        let reminder = &mut self.state.reminder;
        let began = *reminder.began.get_or_insert(evening);
        let reviews = !reminder.reviewed && evening - began >= SIX_WEEKS;
        reminder.reviewed |= reviews;
        let step = if reviews { roles.reminder_review } else { roles.reminder_send };
        let places = tally::places_since(records, self.now - PLACES_FROM);
        self.each = self.stretches_for(step, &places);
        self.state.reminder.stretches = self.names_of(step, &self.each);
        self.told = if reviews { self.review(began, evening, records) } else { Vec::new() };
        self.tell_evening(evening, &places, records);
        self.show_at_bedtime(step, evening, Some(until));
    }

    /// The stretches for the places where cramps were, and of the usual ones as many as make two.
    fn stretches_for(&self, step: StepIx, places: &[String]) -> Vec<usize> {
        let Some(each) = self.each_of(step) else { return Vec::new() };
        let slot = self.script.slots.get(each.slot);
        let mut chosen: Vec<usize> =
            places.iter().filter_map(|place| slot.value(place)).take(EACH_MAX).collect();
        for &usual in &each.default {
            if chosen.len() < each.default.len() && !chosen.contains(&usual) {
                chosen.push(usual);
            }
        }
        chosen
    }

    fn names_of(&self, step: StepIx, stretches: &[usize]) -> Vec<String> {
        let Some(each) = self.each_of(step) else { return Vec::new() };
        let values = &self.script.slots.get(each.slot).values;
        stretches.iter().filter_map(|&value| values.get(value).cloned()).collect()
    }

    /// What the records say of this evening. What they do not say is left out.
    fn tell_evening(&mut self, evening: NaiveDate, places: &[String], records: &[Record]) {
        let reminder = &self.state.reminder;
        let Some(zone) = reminder.zone else { return };
        let count = |count: u32| [("count", Arg::Count(count.into()))];
        let streak = tally::streak(records, reminder.days, evening);
        let mut told = Vec::new();
        if streak >= STREAK_TOLD_MIN {
            told.push(self.say("evening-streak", &count(streak)));
        }
        match tally::quiet_nights(records, zone, evening) {
            Some(0) => told.push(self.say("evening-cramp", &[])),
            Some(nights) => told.push(self.say("evening-quiet", &count(nights))),
            None => {}
        }
        let place = &self.script.slots.get(self.script.roles.place).name;
        let names = places.iter().take(EACH_MAX);
        let names: Vec<String> =
            names.map(|value| self.say(&format!("{place}-{value}"), &[])).collect();
        if !names.is_empty() {
            let places = Arg::Rendered(names.join(", "));
            told.push(self.say("evening-places", &[("places", places)]));
        }
        self.told.extend(told);
    }

    /// Before and after, as far as the records go.
    fn review(&self, began: NaiveDate, tonight: NaiveDate, records: &[Record]) -> Vec<String> {
        let start = began.and_time(NaiveTime::MIN).and_utc();
        let evenings = records.iter().filter_map(|record| match record.entry {
            Entry::Reminder { evening, outcome, .. } if (began..tonight).contains(&evening) => {
                Some(outcome)
            }
            _ => None,
        });
        let evenings: Vec<ReminderOutcome> =
            evenings.filter(|outcome| *outcome != ReminderOutcome::Skipped).collect();
        let done = evenings.iter().filter(|outcome| **outcome == ReminderOutcome::Done).count();
        let number = |count: usize| Arg::Count(i64::try_from(count).unwrap_or(i64::MAX));
        let mut told =
            vec![self.say(
                "review-done",
                &[("count", number(done)), ("evenings", number(evenings.len()))],
            )];
        let before = tally::rate_before(records, start, SIX_WEEKS);
        // No further back than the records that were read.
        let after = tally::rate(records, start.max(self.now - SIX_WEEKS), self.now);
        let a_week = |rate: Rate| Arg::Rendered(self.decimal(rate.tenths_a_week()));
        match (before, after) {
            (Some(before), Some(after)) => told.push(
                self.say("review-rates", &[("before", a_week(before)), ("after", a_week(after))]),
            ),
            (None, Some(after)) => {
                told.push(self.say("review-after", &[("after", a_week(after))]));
            }
            (_, None) => {}
        }
        told
    }

    pub(in crate::dialogue) fn decimal(&self, tenths: u32) -> String {
        let part = |number: u32| Arg::Count(number.into());
        self.say("decimal", &[("whole", part(tenths / 10)), ("tenth", part(tenths % 10))])
    }

    /// Shows an aside whose buttons know which evening it was for.
    fn show_at_bedtime(&mut self, step: StepIx, evening: NaiveDate, until: Option<DateTime<Utc>>) {
        let text = self.text_of(step);
        let argument = i64::from(evening.num_days_from_ce());
        let buttons = self.aside_buttons(step, argument, |_: &Then| true);
        self.push_screen(0, text, buttons, true);
        if let Some(Effect::Show(screen)) = self.effects.last_mut() {
            screen.until = until;
        }
    }

    /// A button under a reminder; `argument` says which evening it was for.
    pub(in crate::dialogue) fn remind_answer(&mut self, answer: ReminderAnswer, argument: i64) {
        let today = self.now.date_naive();
        let evening = i32::try_from(argument).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        let recent = |evening: &NaiveDate| (*evening - today).abs() <= ANSWERABLE;
        let Some(evening) = evening.filter(recent) else {
            return self.say_alone("stale-button");
        };
        match answer {
            ReminderAnswer::Done => {
                self.answer_evening(evening, ReminderOutcome::Done);
                self.say_alone("reminder-done-thanks");
            }
            ReminderAnswer::NotTonight => {
                self.answer_evening(evening, ReminderOutcome::NotTonight);
                self.say_alone("reminder-not-tonight-answer");
            }
            ReminderAnswer::Later => self.later(evening),
            ReminderAnswer::GoOn => self.say_alone("reminder-goes-on"),
        }
    }

    /// The guided routine was done: that answers the evening's reminder, if it is not long over.
    pub(in crate::dialogue) fn answer_last_evening(&mut self, outcome: ReminderOutcome) {
        let reminder = &self.state.reminder;
        let (Some(zone), Some(evening)) = (reminder.zone, reminder.last_evening) else { return };
        if (schedule::local(self.now, zone).date - evening).num_days() <= 1 {
            self.answer_evening(evening, outcome);
        }
    }

    /// What the person says of an evening is the last word on it.
    fn answer_evening(&mut self, evening: NaiveDate, outcome: ReminderOutcome) {
        self.record_reminder(evening, outcome);
        if self.state.reminder.put_off == Some(evening) {
            self.schedule_reminder(self.now);
        }
    }

    fn later(&mut self, evening: NaiveDate) {
        if self.state.reminder.last_evening != Some(evening) {
            return self.say_alone("stale-button");
        }
        let at = self.now + LATER;
        let regular = self.state.reminder.put_off.is_none();
        let next = self.state.timers.get(TIMER).filter(|_| regular);
        // The next evening's own reminder is never given up for a late answer to this one's.
        if self.state.reminder.on && next.is_none_or(|next| next.due > at) {
            self.arm(TIMER, at);
            self.state.reminder.put_off = Some(evening);
        }
        self.say_alone("reminder-later-answer");
    }

    /// One evening has one record: what became of its reminder.
    fn record_reminder(&mut self, evening: NaiveDate, outcome: ReminderOutcome) {
        let midnight = evening.and_time(NaiveTime::MIN).and_utc();
        self.effects.push(Effect::Record(Record {
            version: Record::VERSION,
            id: record_id(midnight, REMINDER_RECORD),
            entry: Entry::Reminder { at: self.now, evening, outcome },
        }));
    }
}
