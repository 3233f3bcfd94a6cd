//! Deeds and facts in words, for the conversations that show a problem.

use super::diagram::Set;
use super::turns::{Deed, Model};

impl<'s> Model<'s> {
    /// What somebody does: `[Calf]`, `/cramp`, `waits for ten_minutes`.
    pub(super) fn deed(&self, deed: Deed<'s>) -> String {
        let script = self.script;
        match deed {
            Deed::Tap(say) => format!("[{}]", self.label(say)),
            Deed::Value(slot, value) => {
                let slot = script.slots.get(slot);
                format!("[{}]", self.label(&format!("{}-{}", slot.name, slot.values[value])))
            }
            Deed::Done => format!("[{}]", self.label("ticked-done")),
            Deed::Command(name) => format!("/{name}"),
            Deed::Timer(timer) => format!("waits for {}", script.timers[timer].name),
            Deed::Says => "says something".to_owned(),
            Deed::Doubts => "says what may be a red flag".to_owned(),
            Deed::NamesPlaces => "names two places".to_owned(),
            Deed::Types => "types a time or a zone".to_owned(),
            Deed::Follows => "follows the routine to its end".to_owned(),
        }
    }

    /// What a message says in the source language when it has no variables, else its name.
    pub(super) fn label(&self, id: &str) -> String {
        let source = self.script.words.languages().next().unwrap_or_default();
        let message = self.script.words.message(source, id);
        message.and_then(|message| message.fixed.as_deref()).unwrap_or(id).to_owned()
    }

    /// The sentence that turns one of some facts into one of others.
    pub(super) fn sentence(&mut self, before: Set, heard: Set, deed: Deed<'s>) -> String {
        let from = self.one_of(before);
        let to = self.after_words(from);
        let to = self.d.and(to, heard);
        let (was, is) = (self.d.pick(from), self.d.pick(to));
        let mut parts = Vec::new();
        for slot in self.heard_slots() {
            let name = &self.script.slots.get(slot).name;
            let said = is.contains(&self.space.said[slot]);
            let (old, new) = (self.space.values(&was, slot), self.space.values(&is, slot));
            match new {
                Some(values) if said || old.as_ref() != Some(&values) => {
                    parts.extend(values.iter().map(|value| format!("{name}={value}")));
                    if values.is_empty() {
                        parts.push(format!("not {name}"));
                    }
                }
                None if old.is_some() => parts.push(format!("not {name}")),
                _ => {}
            }
        }
        let told = if parts.is_empty() { None } else { Some(format!("says {}", parts.join(", "))) };
        match Some(deed).filter(|deed| *deed != Deed::Says).map(|deed| self.deed(deed)) {
            Some(deed) => told.map_or(deed.clone(), |told| format!("{told} and {deed}")),
            None => told.unwrap_or_else(|| "says something".to_owned()),
        }
    }

    /// What one of some facts says: `place=calf, context=water`.
    pub(super) fn one_as_words(&self, facts: Set) -> String {
        let on = self.d.pick(facts);
        let known = self.script.slots.iter().filter_map(|(index, slot)| {
            let values = self.space.values(&on, index)?;
            Some(format!("{}={}", slot.name, values.join("+")))
        });
        known.collect::<Vec<_>>().join(", ")
    }
}
