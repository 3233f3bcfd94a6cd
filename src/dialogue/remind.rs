//! The bedtime reminder as it is set: time, zone, weekdays, on and off.
//!
//! What happens in the evening is in `evening`. Local times become instants in `schedule` alone.

mod evening;

pub use evening::AHEAD_MAX;
pub(super) use evening::SIX_WEEKS;

use chrono::{DateTime, Utc, Weekday};

use super::advance::Talk;
use super::effect::{Effect, PlaceKey};
use super::schedule::{self, Bedtime, City, Weekdays, Whereabouts, Zone};
use super::script::Takes;
use super::words::Arg;

/// The name of the reminder's timer; scripts cannot declare one with a hyphen.
pub const TIMER: &str = "bed-time";
/// The messages that name the weekdays, Monday first.
pub(super) const WEEKDAYS: [&str; 7] =
    ["day-mon", "day-tue", "day-wed", "day-thu", "day-fri", "day-sat", "day-sun"];
/// From `A` to its regional indicator; two of them are a flag.
const REGIONAL_INDICATOR: u32 = 0x1F1E6 - 'A' as u32;

impl Talk<'_> {
    /// `/remind`, with or without a time and a zone behind it.
    pub(super) fn remind(&mut self, args: &str) {
        let args = args.trim();
        match self.script.clock.switch(args) {
            Some(true) => return self.set_reminder(None, None),
            Some(false) => return self.remind_off(),
            None => {}
        }
        if args.is_empty() {
            let step = if self.state.reminder.on {
                self.script.roles.reminder_set
            } else {
                self.script.roles.reminder_time
            };
            return self.enter(step);
        }
        if self.take_bedtime(args) {
            return;
        }
        // "22:30 Narnia": the time is clear, so only the place is asked again.
        let (clock, language) = (&self.script.clock, &self.state.language);
        // "Between 10 and 11" is no place.
        let named = |(_, rest): &(Bedtime, String)| {
            rest.chars().any(char::is_alphabetic) && !rest.chars().any(char::is_numeric)
        };
        let said = schedule::bedtime_said(clock, language, args).filter(named);
        if let Some((bedtime, _)) = said {
            self.note("reminder-not-a-zone");
            self.set_reminder(Some(bedtime), None);
            return;
        }
        self.note("reminder-not-a-time");
        self.enter(self.script.roles.reminder_time);
    }

    pub(super) fn remind_off(&mut self) {
        self.state.reminder.on = false;
        self.state.reminder.put_off = None;
        self.cancel(TIMER);
        self.refresh_derived();
        let set = &self.script.steps[self.script.roles.reminder_set].name;
        if self.state.at.as_ref() == Some(set) {
            self.note("reminder-switched-off");
            self.show_current();
        } else {
            self.say_alone("reminder-switched-off");
        }
    }

    /// Puts a weekday in or takes it out, on the same screen.
    pub(super) fn remind_day(&mut self, day: Weekday) {
        self.state.reminder.days = self.state.reminder.days.toggled(day);
        self.schedule_reminder(self.now);
        self.show_current();
    }

    /// Moves the bedtime, on the same screen.
    pub(super) fn remind_shift(&mut self, minutes: i32) {
        let reminder = &mut self.state.reminder;
        reminder.bedtime = reminder.bedtime.map(|bedtime| bedtime.shifted(minutes));
        self.schedule_reminder(self.now);
        self.show_current();
    }

    /// Whether a text is what a step takes, and what came of it.
    pub(super) fn takes(&mut self, takes: Takes, text: &str) -> bool {
        match takes {
            Takes::Bedtime => self.take_bedtime(text) || self.take_zone_name(text),
            Takes::Zone => self.take_zone(text),
        }
    }

    /// What a text answers at the current step.
    pub(super) fn takes_here(&self) -> Option<Takes> {
        self.here().and_then(|step| self.script.steps[step].takes)
    }

    /// A shared place: it tells the zone where that is asked for. It never calls for help.
    pub(super) fn location(&mut self, latitude_e6: i32, longitude_e6: i32) {
        if self.takes_here().is_none() {
            self.note("location-not-now");
            return self.show_current();
        }
        let degrees = |millionths: i32| f64::from(millionths) / 1e6;
        let zone = schedule::zone_at(degrees(latitude_e6), degrees(longitude_e6));
        if zone.is_some() {
            self.put_place_key_away("place-key-thanks");
            return self.set_reminder(None, zone);
        }
        self.note("location-at-sea");
        self.enter(self.script.roles.reminder_zone);
    }

    /// Where the zone is asked for, a key shares the place with one tap; elsewhere it is in the way.
    pub(super) fn see_to_place_key(&mut self) {
        let asked = self.takes_here() == Some(Takes::Zone);
        if asked && !self.state.place_key {
            let (text, label) = (self.say("place-key-here", &[]), self.say("place-key", &[]));
            self.effects.push(Effect::PlaceKey(PlaceKey { text, label: Some(label) }));
            self.state.place_key = true;
        } else if !asked {
            self.put_place_key_away("place-key-away");
        }
    }

    fn put_place_key_away(&mut self, id: &str) {
        if std::mem::take(&mut self.state.place_key) {
            let text = self.say(id, &[]);
            self.effects.push(Effect::PlaceKey(PlaceKey { text, label: None }));
        }
    }

    /// `22:30`, "half past ten", `22:30 Europe/Berlin`, "10pm in Madrid".
    fn take_bedtime(&mut self, text: &str) -> bool {
        let Some((bedtime, place)) = self.read_bedtime(text.trim()) else { return false };
        match place {
            None => self.set_reminder(Some(bedtime), None),
            Some(Whereabouts::Zone(zone)) => self.set_reminder(Some(bedtime), Some(zone)),
            Some(Whereabouts::Cities(cities)) => {
                self.state.reminder.bedtime = Some(bedtime);
                self.ask_city(cities);
            }
        }
        true
    }

    fn read_bedtime(&self, text: &str) -> Option<(Bedtime, Option<Whereabouts>)> {
        if let Ok(bedtime) = Bedtime::parse(text) {
            return Some((bedtime, None));
        }
        // A zone in figures first: "22:30 UTC-3" has a sign that words have not.
        let with_zone = text.match_indices(char::is_whitespace).find_map(|(at, _)| {
            let bedtime = Bedtime::parse(text[..at].trim()).ok()?;
            let zone = schedule::exact_zone(text[at..].trim())?;
            Some((bedtime, Some(Whereabouts::Zone(zone))))
        });
        if with_zone.is_some() {
            return with_zone;
        }
        let (clock, language) = (&self.script.clock, &self.state.language);
        let (bedtime, rest) = schedule::bedtime_said(clock, language, text)?;
        if rest.is_empty() {
            return Some((bedtime, None));
        }
        // What is more than a time and a place may say something else.
        schedule::place_said(clock, &rest, false).map(|place| (bedtime, Some(place)))
    }

    /// A zone or a city, and nothing else.
    fn take_zone_name(&mut self, text: &str) -> bool {
        match schedule::place_named(text) {
            Some(place) => self.take_place(place),
            None => return false,
        }
        true
    }

    /// A zone, a city in a short sentence, or what the person's clock says.
    fn take_zone(&mut self, text: &str) -> bool {
        let text = text.trim();
        let words = &self.script.clock;
        let clock = || {
            let (hour, minute) = schedule::clock_said(words, &self.state.language, text)?;
            schedule::zone_for_clock(self.now, hour, minute).map(Whereabouts::Zone)
        };
        match schedule::place_said(words, text, true).or_else(clock) {
            Some(place) => self.take_place(place),
            None => return false,
        }
        true
    }

    fn take_place(&mut self, place: Whereabouts) {
        match place {
            Whereabouts::Zone(zone) => self.set_reminder(None, Some(zone)),
            Whereabouts::Cities(cities) => self.ask_city(cities),
        }
    }

    /// Asks which of several cities is meant.
    fn ask_city(&mut self, cities: Vec<City>) {
        self.note("which-city");
        self.cities = cities;
        self.enter(self.script.roles.reminder_zone);
        self.cities.clear();
    }

    pub(super) fn city_label(&self, city: &City) -> String {
        let flag = city
            .country
            .chars()
            .filter_map(|letter| char::from_u32(u32::from(letter) + REGIONAL_INDICATOR));
        self.say(
            "city-choice",
            &[
                ("flag", Arg::Text(flag.collect::<String>().into())),
                ("city", Arg::Text(city.name.into())),
                ("zone", Arg::Text(city.zone.to_string().into())),
            ],
        )
    }

    /// Takes over what is given, and switches the reminder on or asks for what it lacks.
    pub(super) fn set_reminder(&mut self, bedtime: Option<Bedtime>, zone: Option<Zone>) {
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
                // The buttons of what is set stand last.
                self.put_place_key_away("place-key-away");
                self.script.roles.reminder_set
            }
        };
        self.refresh_derived();
        self.enter(step);
    }

    /// Arms the timer for the next evening that has had no reminder yet.
    fn schedule_reminder(&mut self, after: DateTime<Utc>) {
        self.state.reminder.put_off = None;
        let reminder = &self.state.reminder;
        let (Some(bedtime), Some(zone), true) = (reminder.bedtime, reminder.zone, reminder.on)
        else {
            return;
        };
        let next =
            schedule::next_after_date(bedtime, reminder.days, zone, after, reminder.last_evening);
        match next {
            Some(occurrence) => self.arm(TIMER, occurrence.at),
            None => self.cancel(TIMER),
        }
    }

    /// When the reminder comes, in words.
    pub(super) fn reminder_line(&self) -> String {
        let reminder = &self.state.reminder;
        let (Some(bedtime), Some(zone), true) = (&reminder.bedtime, &reminder.zone, reminder.on)
        else {
            return self.say("reminder-none", &[]);
        };
        if reminder.days.is_empty() {
            return self.say("reminder-no-days", &[]);
        }
        let days = reminder
            .days
            .iter()
            .map(|day| self.say(WEEKDAYS[day.num_days_from_monday() as usize], &[]));
        let days = days.collect::<Vec<_>>().join(", ");
        let id = if reminder.days == Weekdays::ALL { "reminder-line" } else { "reminder-days" };
        let line = self.say(
            id,
            &[
                ("time", Arg::Text(bedtime.to_string().into())),
                ("zone", Arg::Text(zone.to_string().into())),
                ("days", Arg::Rendered(days)),
                ("now", Arg::Text(self.clock_in(*zone).into())),
            ],
        );
        // An offset does not know when the clocks change.
        if zone.is_fixed() { format!("{line}\n{}", self.say("reminder-fixed", &[])) } else { line }
    }

    /// What the clock says there now, so that a wrong zone is noticed.
    fn clock_in(&self, zone: Zone) -> String {
        let local = schedule::local(self.now, zone);
        format!("{:02}:{:02}", local.hour, local.minute)
    }
}

/// The note on a text that is not what a step takes, with an example of what is.
pub(super) fn not_taken(takes: Takes) -> &'static str {
    match takes {
        Takes::Bedtime => "reminder-not-a-time",
        Takes::Zone => "reminder-not-a-zone",
    }
}
