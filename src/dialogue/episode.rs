//! One episode: when it is over, what of it is kept as a record, and how everything of a person goes.

use chrono::{DateTime, TimeDelta, Utc};

use super::advance::Talk;
use super::effect::Effect;
use super::guard::Facts;
use super::hear::Understanding;
use super::schedule;
use super::state::{Answers, Entry, Record, State};

impl Talk<'_> {
    /// Whether a sentence now is about another cramp than the one talked about.
    pub(super) fn is_over(&self) -> bool {
        self.is_late() || self.here().is_none_or(|step| self.script.steps[step].ends_episode)
    }

    /// Whether so much time has gone by that a sentence is about another cramp.
    pub(super) fn is_late(&self) -> bool {
        let pause = TimeDelta::minutes(self.script.new_episode_after_minutes);
        self.now - self.state.last_turn > pause
    }

    /// Forgets what belongs to one episode: the next input begins another.
    pub(super) fn new_episode(&mut self) {
        self.keep_record();
        for (slot, declared) in self.script.slots.iter() {
            if !declared.lasting {
                self.facts.put(slot, None);
            }
        }
        self.refresh_derived();
        self.recorded_before = self.recorded_answers();
        self.state.understood = Understanding::default();
        self.state.trail.clear();
        self.state.episode = None;
        self.state.drawn.clear();
        self.state.at = None;
        self.before = None;
        for rule in &self.script.timers {
            self.cancel(&rule.name);
        }
        self.cancel(super::guide::TICK);
        self.state.routine = None;
    }

    /// Everything kept of the person goes. What is said of it is the last that waits to be sent.
    pub(super) fn forget(&mut self) {
        // What is taken away after it must be known to be there.
        let place_key = self.state.place_key;
        self.state = State::new(&self.state.language, self.now);
        self.state.place_key = place_key;
        self.facts = Facts::unknown(&self.script.slots);
        self.refresh_derived();
        self.recorded_before = self.recorded_answers();
        self.before = None;
        self.effects = vec![Effect::Forget];
        self.say_alone("forgotten");
    }

    pub(super) fn recorded_answers(&self) -> Answers {
        let mut state = State::new("", self.now);
        let mut facts = Facts::unknown(&self.script.slots);
        for &slot in self.script.recorded.iter().chain(&self.script.noted) {
            facts.put(slot, self.facts.get(slot));
        }
        state.keep(&self.script.slots, &facts);
        state.answers
    }

    /// Keeps the record of the episode up to date once there is something to remember.
    pub(super) fn keep_record(&mut self) {
        let roles = &self.script.roles;
        let known = |slot| self.facts.get(slot).is_some_and(|bits| bits != 0);
        if !known(roles.place) && !known(roles.sign) {
            return;
        }
        let answers = self.recorded_answers();
        if answers == self.recorded_before {
            return;
        }
        let episode = self.state.episode.unwrap_or_else(|| self.begun(self.now));
        self.state.episode = Some(episode);
        self.recorded_before.clone_from(&answers);
        let script = self.script.version.clone();
        let zone = self.state.reminder.zone;
        let local = zone.and_then(|zone| schedule::local(episode.started, zone).to_minutes());
        let entry =
            Entry::Cramp { at: episode.started, local, told: episode.told, answers, script };
        self.effects.push(Effect::Record(Record {
            version: Record::VERSION,
            id: episode.record,
            entry,
        }));
    }
}

/// Ids grow with time, so that a chat's records are in order; the counter keeps them apart.
pub(super) fn record_id(at: DateTime<Utc>, counter: u64) -> u64 {
    u64::try_from(at.timestamp_millis()).unwrap_or(0) * 1000 + counter % 1000
}
