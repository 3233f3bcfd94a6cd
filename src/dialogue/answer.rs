//! What is said to a screen instead of tapping it: the words of a button, its label, "back", "thanks".
//!
//! Only what says nothing else is taken for a button; whatever tells of a cramp is weighed in `understand`.

use super::advance::{Talk, settle};
use super::effect::Button;
use super::guard::Facts;
use super::hear::{Heard, Understanding, hear, same_words};
use super::screen::{DONE, Press};
use super::script::{Action, Choice, StepIx, Then};
use super::state::Beside;
use super::understand::{HELPER, INTENT, LANGUAGE, OPTION, WHO};

impl Talk<'_> {
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
    /// the sentence says more than the button: then everything is weighed from the start. The first
    /// sentence answers the question that would be asked.
    pub(super) fn answers_here(&mut self, text: &str, heard: &Heard, before: &Facts) -> bool {
        let outcome = self.script.roles.outcome;
        let told = self.facts.clone();
        self.facts.put(outcome, before.get(outcome));
        let start = || settle(self.script, &self.facts, self.script.start);
        let step = self.here().unwrap_or_else(start);
        let answers = !self.has_told(before) && self.presses(step, text, heard, told.get(outcome));
        if !answers {
            self.facts = told;
        }
        answers
    }

    /// The button of a step that a sentence names, by its words or by the outcome that it sets.
    fn presses(
        &mut self,
        step: StepIx,
        text: &str,
        heard: &Heard,
        told_outcome: Option<u64>,
    ) -> bool {
        if heard.value(OPTION).is_some_and(|option| self.press_option(step, option)) {
            return true;
        }
        let outcome = self.script.roles.outcome;
        if self.has_changed(outcome) {
            let told = |slot, value| slot == outcome && told_outcome == Some(1_u64 << value);
            let says_so = self.script.steps[step].options.iter().find(|choice| {
                choice.set.iter().any(|&(slot, value)| told(slot, value))
                    && choice.when.holds(&self.facts)
            });
            return says_so.map(|choice| self.choose(choice)).is_some();
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
            // "Ok" to "has it gone?" is a promise.
            let outcome = self.script.roles.outcome;
            let is_plain = |choice: &Choice| !choice.set.iter().any(|it| it.0 == outcome);
            let agreed = || self.offered(step, "yes").filter(|yes| word == "ok" && is_plain(yes));
            if let Some(choice) = self.offered(step, &word).or_else(agreed) {
                self.choose(&choice);
                return true;
            }
            let here = &self.script.steps[step];
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
            // "I will", where nothing else is asked.
            ("ok", _) => Then::Stay,
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
}

/// The option whose button has the label that somebody typed.
fn labelled<'b>(buttons: &'b [Vec<Button>], text: &str) -> Option<&'b str> {
    let button = buttons.iter().flatten().find(|button| same_words(&button.label, text))?;
    Some(Press::parse(&button.data)?.option)
}
