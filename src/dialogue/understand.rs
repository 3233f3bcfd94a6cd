//! What was heard, into the slots and on to where it leads. The hearing itself is in `hear`.

use super::advance::{Talk, settle};
use super::hear::{ClockTime, Finding, HalfDay, Heard, Intent, Understanding, Who, hear};
use super::script::{Action, Then};

/// Slots that hearing knows by name, as the lists of heard words do.
const PLACE: &str = "place";
const SIGN: &str = "sign";
pub(super) const LANGUAGE: &str = "language";
pub(super) const OPTION: &str = "option";
pub(super) const INTENT: &str = "intent";
const OUTCOME: &str = "outcome";
pub(super) const WHO: &str = "who";
pub(super) const HELPER: &str = "helper";

impl Talk<'_> {
    /// Hears a sentence and takes over what it says.
    pub(super) fn listen(&mut self, text: &str) -> Heard {
        let before = self.understood_so_far();
        let mut heard = hear(&self.script.lexicon, &self.state.language, text, &before);
        self.place_or_way(&mut heard);
        let spoken = heard.language.take_if(|_| !self.state.language_chosen);
        if let Some(language) =
            spoken.filter(|it| self.script.words.languages().any(|code| code == it))
        {
            self.state.language = language;
        }
        let mut understood = before.clone();
        understood.apply(&heard);
        for finding in &heard.denied {
            if let Some((slot, value)) = self.declared(&finding.slot, &finding.value) {
                self.unset(slot, value);
            }
        }
        // A sign goes when what it rested on is denied.
        for sign in before.signs.keys().filter(|sign| !understood.signs.contains_key(*sign)) {
            if let Some((slot, value)) = self.declared(SIGN, sign) {
                self.unset(slot, value);
            }
        }
        if heard.places.is_some() {
            // Of several places the first one named has the card, unless they stand side by side.
            let place = understood.place.first().filter(|_| !self.which_first(&heard));
            match place.and_then(|place| self.declared(PLACE, place)) {
                Some((slot, value)) => self.set(slot, value),
                None => self.facts.put(self.script.roles.place, None),
            }
        }
        for finding in heard.set.iter().filter(|finding| finding.slot != PLACE) {
            if let Some((slot, value)) = self.declared(&finding.slot, &finding.value) {
                self.set(slot, value);
            }
        }
        let who = heard.who.map(|who| match who {
            Who::Me => "self",
            Who::Helper => HELPER,
        });
        if let Some((slot, value)) = who.and_then(|who| self.declared(WHO, who)) {
            self.facts.set(&self.script.slots, slot, value);
        }
        self.state.understood = understood;
        let more = |it: &Finding| ![OPTION, INTENT, OUTCOME].contains(&&*it.slot);
        let elsewhere =
            |option: &&str| self.here().is_none_or(|step| self.offered(step, option).is_none());
        let said = heard.value(OPTION).filter(|_| !heard.set.iter().any(more));
        self.said = said.filter(elsewhere).map(str::to_owned);
        heard
    }

    /// A word that is both a place and a way to go, such as "back", is the place where a place is
    /// asked for, and the way elsewhere.
    fn place_or_way(&self, heard: &mut Heard) {
        if heard.places.is_none() || heard.navigation.is_none() {
            return;
        }
        let at = self.here();
        let fills = at.and_then(|step| self.script.steps[step].fills.as_ref());
        if at.is_none() || fills.is_some_and(|fill| fill.slot == self.script.roles.place) {
            heard.navigation = None;
        } else {
            heard.places = None;
            heard.set.retain(|finding| finding.slot != PLACE);
        }
    }

    /// Whether several places were named and none of them has the card already.
    fn which_first(&self, heard: &Heard) -> bool {
        let place = self.script.roles.place;
        let slot = self.script.slots.get(place);
        let has = |name: &String| slot.value(name).is_some_and(|it| self.facts.has(place, it));
        heard.equals.len() > 1 && !heard.equals.iter().any(has)
    }

    /// What earlier sentences said, and what the buttons said since.
    pub(super) fn understood_so_far(&self) -> Understanding {
        let mut understood = self.state.understood.clone();
        for (slot, declared) in self.script.slots.iter() {
            let values = declared.values.iter().enumerate();
            let held = values.filter(|(value, _)| self.facts.has(slot, *value));
            for (_, name) in held {
                understood.said.insert(format!("{}.{name}", declared.name));
                if slot == self.script.roles.place {
                    understood.place = vec![name.clone()];
                }
            }
        }
        understood
    }

    /// A red flag that may have been meant.
    pub(super) fn doubted(&self, heard: &Heard) -> Option<usize> {
        let doubt = heard.doubt.as_ref()?;
        self.script.slots.get(self.script.roles.doubt).value(&doubt.sign)
    }

    pub(super) fn declared(&self, slot: &str, value: &str) -> Option<(usize, usize)> {
        let slot = self.script.slots.find(slot)?;
        let declared = self.script.slots.get(slot);
        if declared.derived { None } else { Some((slot, declared.value(value)?)) }
    }

    /// Asks which of several places was meant.
    pub(super) fn choose_place(&mut self, heard: &Heard) -> bool {
        let place = self.script.roles.place;
        if self.facts.get(place).is_some() {
            return false;
        }
        let slot = self.script.slots.get(place);
        let several = !heard.equals.is_empty();
        let among: Vec<&String> = if several {
            heard.equals.iter().collect()
        } else {
            heard.choices.iter().flat_map(|choice| &choice.options).collect()
        };
        let candidates: Vec<usize> = among.iter().filter_map(|name| slot.value(name)).collect();
        let asks = self
            .script
            .steps
            .iter()
            .position(|step| step.fills.as_ref().is_some_and(|fill| fill.slot == place));
        let (Some(step), [_, _, ..]) = (asks, candidates.as_slice()) else { return false };
        // A red flag, or whatever else comes before the place, comes before the question too.
        if settle(self.script, &self.facts, self.script.start) != step {
            return false;
        }
        self.note(if several { "which-first" } else { "which-place" });
        self.ask_among = Some((step, candidates));
        self.enter(step);
        self.ask_among = None;
        true
    }

    /// What a sentence asks for when it says nothing about a cramp.
    pub(super) fn asked_for(&mut self, heard: &Heard) -> bool {
        let name = match heard.intent {
            Intent::Sources => "sources",
            Intent::Reminder => "remind",
            Intent::History => "history",
            Intent::CrampNow | Intent::CrampPast | Intent::Other => return false,
        };
        let Some(command) = self.script.commands.iter().find(|command| command.name == name) else {
            return false;
        };
        let then = command.then.clone();
        let args = match (&then, heard.time.as_ref()) {
            (Then::Do(Action::Remind), Some(time)) => written(*time),
            _ => String::new(),
        };
        self.then(&then, &args);
        true
    }
}

/// A clock time as `/remind` reads it.
fn written(time: ClockTime) -> String {
    let half = match time.half {
        Some(HalfDay::Am) => "am",
        Some(HalfDay::Pm) => "pm",
        None => "",
    };
    format!("{}:{:02}{half}", time.hour, time.minute)
}
