//! What happens at bedtime: one reminder an evening, late or missed, and what people answer to it.
//!
//! A reminder never moves the conversation; only a button below it may.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::TIMER;
use crate::dialogue::advance::{Talk, record_id};
use crate::dialogue::effect::Effect;
use crate::dialogue::schedule;
use crate::dialogue::script::{ReminderAnswer, StepIx, Then};
use crate::dialogue::state::{Entry, Record, ReminderOutcome};

/// A reminder later than this is noted as skipped instead of sent.
const GRACE: TimeDelta = TimeDelta::minutes(90);
/// By how much newer rules of a zone may have moved an evening that was planned with older ones.
const RULES_CHANGE: TimeDelta = TimeDelta::hours(3);
/// Evenings missed longer ago than this are not noted one by one.
const NOTED_FOR: TimeDelta = TimeDelta::days(30);
/// After so many reminders without any sign of the person they stop.
pub(super) const IGNORED_MAX: u8 = 14;
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
    }

    /// The timer fired, perhaps late, perhaps evenings late.
    pub(in crate::dialogue) fn bedtime(&mut self, due: DateTime<Utc>) {
        if !self.state.reminder.on {
            return;
        }
        let mut after = due - RULES_CHANGE;
        if let Some(evening) = self.state.reminder.put_off.take() {
            after = due;
            if self.now - due <= GRACE {
                self.send_reminder(evening);
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
            } else if self.state.reminder.ignored >= IGNORED_MAX {
                return self.show_at_bedtime(self.script.roles.reminder_paused, next.local_date);
            } else {
                self.state.reminder.ignored += 1;
                self.record_reminder(next.local_date, ReminderOutcome::Sent);
                self.send_reminder(next.local_date);
            }
        }
    }

    fn send_reminder(&mut self, evening: NaiveDate) {
        self.show_at_bedtime(self.script.roles.reminder_send, evening);
    }

    /// Shows an aside whose buttons know which evening it was for.
    fn show_at_bedtime(&mut self, step: StepIx, evening: NaiveDate) {
        let text = self.text_of(step);
        let argument = i64::from(evening.num_days_from_ce());
        let buttons = self.aside_buttons(step, argument, |_: &Then| true);
        self.push_screen(0, text, buttons, true);
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
