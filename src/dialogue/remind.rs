//! The bedtime reminder: setting it, sending it once an evening, and what people answer to it.
//!
//! Local times become instants in `schedule` alone. A reminder never moves the conversation.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::advance::{Talk, record_id};
use super::effect::Effect;
use super::schedule::{self, Bedtime, Zone};
use super::script::{ReminderAnswer, Takes, Then};
use super::state::{Entry, Record, ReminderOutcome};
use super::words::Arg;

/// The name of the reminder's timer; scripts cannot declare one with a hyphen.
pub(super) const TIMER: &str = "bed-time";
/// A reminder later than this is noted as skipped instead of sent.
const GRACE: TimeDelta = TimeDelta::minutes(90);
/// A reminder's buttons work this long.
const ANSWERABLE: TimeDelta = TimeDelta::days(7);
/// Tells an evening's record from those of cramps at the same millisecond.
const REMINDER_RECORD: u64 = 999;
/// What *Later* means.
const LATER: TimeDelta = TimeDelta::minutes(30);

impl Talk<'_> {
    /// `/remind`, with or without a time and a zone behind it.
    pub(super) fn remind(&mut self, args: &str) {
        let args = args.trim();
        if args.eq_ignore_ascii_case("off") {
            return self.remind_off();
        }
        if args.is_empty() {
            let step = if self.state.reminder.on {
                self.script.roles.reminder_set
            } else {
                self.script.roles.reminder_time
            };
            return self.enter(step);
        }
        if let Some((bedtime, zone)) = read_bedtime_and_zone(args) {
            self.set_reminder(Some(bedtime), zone);
        } else {
            self.note("reminder-not-a-time");
            self.enter(self.script.roles.reminder_time);
        }
    }

    pub(super) fn remind_off(&mut self) {
        self.state.reminder.on = false;
        self.cancel(TIMER);
        self.refresh_derived();
        self.say_alone("reminder-switched-off");
    }

    /// Whether the current step asked for this text, and what came of it.
    pub(super) fn takes(&mut self, text: &str) -> bool {
        let at = self.state.at.as_deref().and_then(|at| self.script.step(at));
        let Some(takes) = at.and_then(|step| self.script.steps[step].takes) else { return false };
        match takes {
            Takes::Bedtime => match read_bedtime_and_zone(text) {
                Some((bedtime, zone)) => self.set_reminder(Some(bedtime), zone),
                None => return false,
            },
            Takes::Zone => match read_zone(self.now, text) {
                Some(zone) => self.set_reminder(None, Some(zone)),
                None => return false,
            },
        }
        true
    }

    fn set_reminder(&mut self, bedtime: Option<Bedtime>, zone: Option<Zone>) {
        let reminder = &mut self.state.reminder;
        reminder.bedtime = bedtime.or(reminder.bedtime);
        if zone.is_some() {
            reminder.zone = zone;
        }
        let step = match (&reminder.bedtime, &reminder.zone) {
            (None, _) => self.script.roles.reminder_time,
            (Some(_), None) => self.script.roles.reminder_zone,
            (Some(_), Some(_)) => {
                reminder.on = true;
                self.schedule_reminder(self.now);
                self.script.roles.reminder_set
            }
        };
        self.refresh_derived();
        self.enter(step);
    }

    /// Arms the timer for the next evening that has had no reminder yet.
    fn schedule_reminder(&mut self, after: DateTime<Utc>) {
        let reminder = &self.state.reminder;
        let (Some(bedtime), Some(zone)) = (reminder.bedtime, reminder.zone) else { return };
        let next =
            schedule::next_after_date(bedtime, reminder.days, zone, after, reminder.last_evening);
        match next {
            Some(occurrence) => self.arm(TIMER, occurrence.at),
            None => self.cancel(TIMER),
        }
    }

    /// A person who had blocked the bot is back: the reminder goes on.
    pub(super) fn resume_reminder(&mut self) {
        if self.state.reminder.on && !self.state.timers.contains_key(TIMER) {
            self.schedule_reminder(self.now);
        }
    }

    /// The person blocked the bot: nothing is sent until they write again.
    pub(super) fn pause_reminder(&mut self) {
        self.cancel(TIMER);
    }

    /// The timer fired.
    pub(super) fn bedtime(&mut self, due: DateTime<Utc>) {
        let reminder = &self.state.reminder;
        let Some(zone) = reminder.zone.filter(|_| reminder.on) else { return };
        let put_off = self.state.reminder.put_off.take();
        let evening = put_off.unwrap_or_else(|| schedule::local(due, zone).date);
        self.state.reminder.last_evening = Some(evening);
        let late = self.now - due > GRACE;
        let outcome = if late { ReminderOutcome::Skipped } else { ReminderOutcome::Sent };
        self.record_reminder(evening, outcome);
        if !late {
            self.send_reminder(evening);
        }
        self.schedule_reminder(self.now.max(due));
    }

    fn send_reminder(&mut self, evening: NaiveDate) {
        let step = self.script.roles.reminder_send;
        let text = self.text_of(step);
        let argument = i64::from(evening.num_days_from_ce());
        let buttons = self.aside_buttons(step, argument, |_: &Then| true);
        self.push_screen(0, text, buttons, true);
    }

    /// A button under a reminder; `argument` says which evening it was for.
    pub(super) fn remind_answer(&mut self, answer: ReminderAnswer, argument: i64) {
        let today = self.now.date_naive();
        let evening = i32::try_from(argument).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        let recent = |evening: &NaiveDate| (*evening - today).abs() <= ANSWERABLE;
        let Some(evening) = evening.filter(recent) else {
            return self.say_alone("stale-button");
        };
        match answer {
            ReminderAnswer::Done => {
                self.record_reminder(evening, ReminderOutcome::Done);
                self.say_alone("reminder-done-thanks");
            }
            ReminderAnswer::NotTonight => {
                self.record_reminder(evening, ReminderOutcome::NotTonight);
                self.say_alone("reminder-not-tonight-answer");
            }
            ReminderAnswer::Later => {
                // The regular timer is set again when this one has fired.
                self.state.reminder.put_off = Some(evening);
                self.arm(TIMER, self.now + LATER);
                self.say_alone("reminder-later-answer");
            }
        }
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

    /// When the reminder comes, in words.
    pub(super) fn reminder_line(&self) -> String {
        let reminder = &self.state.reminder;
        match (&reminder.bedtime, &reminder.zone) {
            (Some(bedtime), Some(zone)) if reminder.on => self.say(
                "reminder-line",
                &[
                    ("time", Arg::Text(bedtime.to_string().into())),
                    ("zone", Arg::Text(zone.to_string().into())),
                ],
            ),
            _ => self.say("reminder-none", &[]),
        }
    }
}

/// `22:30`, or `22:30 Europe/Berlin`: the longest beginning that is a time, and a zone behind it.
fn read_bedtime_and_zone(text: &str) -> Option<(Bedtime, Option<Zone>)> {
    let text = text.trim();
    if let Ok(bedtime) = Bedtime::parse(text) {
        return Some((bedtime, None));
    }
    text.match_indices(char::is_whitespace).find_map(|(at, _)| {
        let bedtime = Bedtime::parse(text[..at].trim()).ok()?;
        Some((bedtime, Some(Zone::parse(text[at..].trim())?)))
    })
}

/// A zone's name, or what the person's clock says.
fn read_zone(now: DateTime<Utc>, text: &str) -> Option<Zone> {
    let text = text.trim();
    Zone::parse(text).or_else(|| {
        let (hour, minute) = schedule::clock(text)?;
        schedule::zone_for_clock(now, hour, minute)
    })
}
