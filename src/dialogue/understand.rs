//! What was heard, into the slots and on to where it leads. The hearing itself is in `hear`.

use super::advance::{Talk, settle};
use super::effect::Button;
use super::guard::Facts;
use super::hear::{
    ClockTime, Finding, HalfDay, Heard, Intent, Understanding, Who, hear, same_words,
};
use super::screen::{DONE, Press};
use super::script::{Action, StepIx, Then};
use super::state::Beside;

/// Slots that hearing knows by name, as the lists of heard words do.
const PLACE: &str = "place";
const SIGN: &str = "sign";
const LANGUAGE: &str = "language";
const OPTION: &str = "option";
const INTENT: &str = "intent";
const OUTCOME: &str = "outcome";
const WHO: &str = "who";
const HELPER: &str = "helper";

impl Talk<'_> {
    /// Hears a sentence and takes over what it says.
    pub(super) fn listen(&mut self, text: &str) -> Heard {
        let before = self.understood_so_far();
        let mut heard = hear(&self.script.lexicon, &self.state.language, text, &before);
        self.place_or_way(&mut heard);
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
    fn understood_so_far(&self) -> Understanding {
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

    fn declared(&self, slot: &str, value: &str) -> Option<(usize, usize)> {
        let slot = self.script.slots.find(slot)?;
        let declared = self.script.slots.get(slot);
        if declared.derived { None } else { Some((slot, declared.value(value)?)) }
    }

    /// Whether a sentence told anything; "I" tells nothing.
    pub(super) fn has_told(&self, before: &Facts) -> bool {
        let who = self.script.slots.find(WHO);
        let mut said = self.facts.clone();
        if let Some(who) = who.filter(|who| before.get(*who).is_none() && !self.is_helper()) {
            said.put(who, None);
        }
        said != *before
    }

    fn is_helper(&self) -> bool {
        let helper = self.declared(WHO, HELPER);
        helper.is_some_and(|(slot, value)| self.facts.has(slot, value))
    }

    /// "It got worse", "8", and "still there" mean what the button that says so means at this step, unless
    /// the sentence says more than the button: then everything is weighed from the start.
    pub(super) fn answers_here(&mut self, text: &str, heard: &Heard, before: &Facts) -> bool {
        let outcome = self.script.roles.outcome;
        let said = std::mem::replace(&mut self.facts, before.clone());
        let told_outcome = said.get(outcome);
        self.facts = said.clone();
        self.facts.put(outcome, before.get(outcome));
        let answered = !self.has_told(before)
            && self.here().is_some_and(|step| self.presses(step, text, heard, told_outcome));
        if !answered {
            self.facts = said;
        }
        answered
    }

    /// The button of a step that a sentence names, by its words or by the outcome that it sets.
    fn presses(
        &mut self,
        step: StepIx,
        text: &str,
        heard: &Heard,
        told_outcome: Option<u64>,
    ) -> bool {
        let here = &self.script.steps[step];
        if heard.value(OPTION).is_some_and(|option| self.press_option(step, option)) {
            return true;
        }
        let outcome = self.script.roles.outcome;
        if self.has_changed(outcome) {
            let told = |slot, value| slot == outcome && told_outcome == Some(1_u64 << value);
            let mut options = here.options.iter();
            let says_so = options.find(|choice| {
                choice.set.iter().any(|&(slot, value)| told(slot, value))
                    && choice.when.holds(&self.facts)
            });
            if let Some(choice) = says_so {
                self.choose(choice);
                return true;
            }
            return false;
        }
        let buttons = self.buttons_of(step, self.state.screen);
        labelled(&buttons, text).is_some_and(|option| self.press_option(step, option))
    }

    /// What the last screen of an episode offers may be said to it: "yes", "8". Anything more is about
    /// another cramp.
    pub(super) fn answers_the_end(&mut self, text: &str) -> bool {
        if self.is_late() || self.here().is_none() {
            return false;
        }
        let Some(heard) = self.hear_a_button(text) else { return false };
        let before = self.facts.clone();
        self.answers_here(text, &heard, &before) || self.navigate(&heard)
    }

    /// The same for what stands beside the conversation.
    pub(super) fn answers_beside(&mut self, text: &str) -> bool {
        let Some(Beside { at, argument }) = self.beside.take() else { return false };
        let Some(step) = self.script.step(&at) else { return false };
        let Some(heard) = self.hear_a_button(text) else { return false };
        let buttons = self.aside_buttons(step, argument, |_| true);
        let word = labelled(&buttons, text).or(heard.navigation.as_deref());
        let Some(choice) = word.and_then(|word| self.offered(step, word)) else { return false };
        self.aside_choice(step, &choice.then, argument);
        true
    }

    /// What was heard in a sentence that says nothing about a cramp.
    fn hear_a_button(&self, text: &str) -> Option<Heard> {
        let lexicon = &self.script.lexicon;
        let heard = hear(lexicon, &self.state.language, text, &Understanding::default());
        let more = heard.set.iter().any(|it| it.slot != OPTION && it.slot != INTENT);
        (!more && heard.doubt.is_none()).then_some(heard)
    }

    /// Words that move the conversation: "back", "stop", "yes".
    pub(super) fn navigate(&mut self, heard: &Heard) -> bool {
        if let Some(code) = heard.value(LANGUAGE) {
            self.then(&Then::Do(Action::Language(code.to_owned())), "");
            return true;
        }
        let Some(word) = heard.navigation.clone() else { return false };
        if let Some(step) = self.here() {
            let here = &self.script.steps[step];
            let mut choices = here.options.iter().chain(&here.nav);
            if let Some(choice) = choices.find(|choice| choice.id == word).cloned() {
                self.choose(&choice);
                return true;
            }
            let means_none = matches!(word.as_str(), "no" | DONE | "skip");
            let fill = here.fills.clone().filter(|_| means_none);
            if let Some(fill) = fill.filter(|fill| self.script.slots.get(fill.slot).many) {
                self.finish_many(fill.slot, fill.next);
                return true;
            }
        }
        let command = self.script.commands.iter().find(|command| command.name == word);
        let then = match (word.as_str(), command) {
            ("back", _) => Then::Do(Action::Back),
            ("restart", _) => Then::Do(Action::Restart),
            ("stop", _) => Then::Do(Action::Stop),
            ("thanks", _) => {
                self.thanked();
                return true;
            }
            (_, Some(command)) => command.then.clone(),
            (_, None) => return false,
        };
        self.then(&then, "");
        true
    }

    fn thanked(&mut self) {
        let talks = self.here().is_some_and(|step| !self.script.steps[step].ends_episode);
        if talks {
            self.note("you-are-welcome");
            self.show_current();
        } else {
            self.say_alone("you-are-welcome");
        }
    }

    /// A command that there is not, but the word means something: `/stop`, `/back`.
    pub(super) fn command_in_words(&mut self, name: &str) -> bool {
        let so_far = self.understood_so_far();
        let heard = hear(&self.script.lexicon, &self.state.language, name, &so_far);
        heard.navigation.is_some() && self.navigate(&heard)
    }

    /// Ends a question with several answers.
    pub(super) fn finish_many(&mut self, slot: usize, next: usize) {
        if self.facts.get(slot).is_none() {
            self.facts.put(slot, Some(0));
        }
        self.go(next);
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

/// The option whose button has the label that somebody typed.
fn labelled<'b>(buttons: &'b [Vec<Button>], text: &str) -> Option<&'b str> {
    let button = buttons.iter().flatten().find(|button| same_words(&button.label, text))?;
    Some(Press::parse(&button.data)?.option)
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
