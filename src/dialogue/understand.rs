//! What was heard, into the slots and on to where it leads. The hearing itself is in `hear`.

use super::advance::Talk;
use super::hear::{Heard, Intent};
use super::screen::DONE;
use super::script::{Action, Then};

/// Slots that hearing fills for the engine, not for scripts.
const NAVIGATION: &str = "navigation";
const LANGUAGE: &str = "language";

impl Talk<'_> {
    /// Takes over what was heard; returns a red flag that is in doubt.
    pub(super) fn listen(&mut self, heard: &Heard) -> Option<usize> {
        self.state.understood.apply(heard);
        for finding in &heard.denied {
            if let Some((slot, value)) = self.declared(&finding.slot, &finding.value) {
                self.unset(slot, value);
            }
        }
        let place = self.script.roles.place;
        let mut place_taken = false;
        for finding in &heard.set {
            let Some((slot, value)) = self.declared(&finding.slot, &finding.value) else {
                continue;
            };
            // Of several places the first one named has the card.
            if slot == place && std::mem::replace(&mut place_taken, true) {
                continue;
            }
            self.set(slot, value);
        }
        let sign = self.script.slots.get(self.script.roles.sign);
        heard.doubt.as_ref().and_then(|doubt| sign.value(&doubt.value))
    }

    fn declared(&self, slot: &str, value: &str) -> Option<(usize, usize)> {
        let slot = self.script.slots.find(slot)?;
        let declared = self.script.slots.get(slot);
        if declared.derived { None } else { Some((slot, declared.value(value)?)) }
    }

    /// Words that move the conversation: "back", "stop", "yes".
    pub(super) fn navigate(&mut self, heard: &Heard) -> bool {
        if let Some(code) = value_of(heard, LANGUAGE) {
            self.then(&Then::Do(Action::Language(code.to_owned())), "");
            return true;
        }
        let Some(word) = value_of(heard, NAVIGATION).map(str::to_owned) else { return false };
        let at = self.state.at.as_deref().and_then(|at| self.script.step(at));
        if let Some(step) = at {
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
            (_, Some(command)) => command.then.clone(),
            (_, None) => return false,
        };
        self.then(&then, "");
        true
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
        let slot = self.script.slots.get(place);
        let candidates: Vec<usize> =
            heard.choices.iter().filter_map(|name| slot.value(name)).collect();
        let asks = self
            .script
            .steps
            .iter()
            .position(|step| step.fills.as_ref().is_some_and(|fill| fill.slot == place));
        let (Some(step), [_, _, ..]) = (asks, candidates.as_slice()) else { return false };
        self.note("which-place");
        self.ask_among = Some((step, candidates));
        self.enter(step);
        self.ask_among = None;
        true
    }

    /// What a sentence asks for when it says nothing about a cramp.
    pub(super) fn asked_for(&mut self, heard: &Heard, text: &str) -> bool {
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
            (Then::Do(Action::Remind), Some(time)) => time.range_in(text).to_owned(),
            _ => String::new(),
        };
        self.then(&then, &args);
        true
    }
}

fn value_of<'h>(heard: &'h Heard, slot: &str) -> Option<&'h str> {
    heard.set.iter().find(|finding| &*finding.slot == slot).map(|finding| &*finding.value)
}
