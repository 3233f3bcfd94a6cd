//! Look-ups of names. A miss is reported with a hint and answered with the first of its kind: the
//! script is refused anyway, and going on finds the other mistakes.

use toml::Spanned;

use super::raw::Text;
use super::resolve::{NAME_BYTES_MAX, Resolver};
use crate::dialogue::drawing::picture_words;
use crate::dialogue::guard::{Slot, SlotIx, nearest};
use crate::dialogue::problem::{Place, Problem};

use crate::dialogue::script::{Choice, StepIx};

impl Resolver<'_, '_> {
    pub(super) fn slot_named(&mut self, file: usize, name: &Text) -> SlotIx {
        self.slots.find(name.get_ref()).unwrap_or_else(|| {
            let known: Vec<String> = self.slots.iter().map(|(_, slot)| slot.name.clone()).collect();
            self.unknown("E011", file, name, "slot", known.iter());
            if self.slots.is_empty() {
                let values = vec!["-".to_owned()];
                let name = name.get_ref().clone();
                self.slots.add(Slot { name, values, ..Slot::default() });
            }
            0
        })
    }

    pub(super) fn value(&mut self, file: usize, slot: SlotIx, name: &Text) -> usize {
        let declared = self.slots.get(slot).clone();
        declared.value(name.get_ref()).unwrap_or_else(|| {
            let what = format!("value of slot `{}`:", declared.name);
            self.unknown("E012", file, name, &what, declared.values.iter());
            0
        })
    }

    pub(super) fn step(&mut self, file: usize, dialogue: &str, name: &Text) -> StepIx {
        let text = name.get_ref();
        let full = if text.contains('.') { text.clone() } else { format!("{dialogue}.{text}") };
        if let Some(&(index, _)) = self.steps.get(&full) {
            return index;
        }
        let known: Vec<String> = self.steps.keys().cloned().collect();
        let named = Spanned::new(name.span(), full);
        self.unknown("E014", file, &named, "step", known.iter());
        0
    }

    pub(super) fn block_named(&mut self, file: usize, name: &Text) -> Option<usize> {
        let found = self.blocks.get(name.get_ref()).copied();
        if found.is_none() {
            let known: Vec<String> = self.blocks.keys().cloned().collect();
            self.unknown("E015", file, name, "block", known.iter());
        }
        found
    }

    pub(super) fn timer_named(&mut self, file: usize, name: &Text) -> Option<usize> {
        let found = self.timers.get(name.get_ref()).copied();
        if found.is_none() {
            let known: Vec<String> = self.timers.keys().cloned().collect();
            self.unknown("E025", file, name, "timer", known.iter());
        }
        found
    }

    pub(super) fn nav_named(&mut self, file: usize, name: &Text) -> Option<Choice> {
        let found = self.nav.iter().find(|choice| choice.id == *name.get_ref()).cloned();
        if found.is_none() {
            let known: Vec<String> = self.nav.iter().map(|choice| choice.id.clone()).collect();
            self.unknown("E026", file, name, "button of [[nav]]", known.iter());
        }
        found
    }

    /// A drawing, which every language describes for those who do not see it.
    pub(super) fn picture(&mut self, file: usize, name: &Text) -> String {
        if self.pictures.contains_key(name.get_ref()) {
            self.say(file, name, &picture_words(name.get_ref()));
        } else {
            self.unknown("E028", file, name, "drawing", self.pictures.keys());
        }
        name.get_ref().clone()
    }

    /// Notes that a message is used: every language must have it.
    pub(super) fn say(&mut self, file: usize, at: &Text, id: &str) {
        let place = self.place(file, at.span().start);
        super::require_words(self.words, id, &["number", "sign"], &place, self.problems);
    }

    pub(super) fn check_name(&mut self, file: usize, name: &Text) {
        self.check_name_text(file, name.span().start, name.get_ref());
    }

    pub(super) fn check_name_text(&mut self, file: usize, offset: usize, name: &str) {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if name.is_empty() || name.len() > NAME_BYTES_MAX || !name.chars().all(allowed) {
            let place = self.place(file, offset);
            self.problems.push(Problem::new(
                "E019",
                place,
                format!("`{name}` cannot be a name"),
                format!("use 1 to {NAME_BYTES_MAX} of a-z, 0-9 and _"),
            ));
        }
    }

    pub(super) fn unknown<'k>(
        &mut self,
        code: &'static str,
        file: usize,
        name: &Text,
        kind: &str,
        known: impl Iterator<Item = &'k String>,
    ) {
        let hint = nearest(name.get_ref(), known.map(String::as_str));
        self.report(code, file, name, &format!("there is no {kind} `{}`", name.get_ref()), &hint);
    }

    pub(super) fn report(
        &mut self,
        code: &'static str,
        file: usize,
        at: &Text,
        message: &str,
        hint: &str,
    ) {
        let place = self.place(file, at.span().start);
        self.problems.push(Problem::new(code, place, message, hint));
    }

    pub(super) fn place(&self, file: usize, offset: usize) -> Place {
        self.lines[file].at(offset)
    }
}
