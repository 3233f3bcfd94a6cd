//! Messages: none is never said, none is without its original.

use std::collections::BTreeSet;

use super::Prover;
use crate::dialogue::ENGINE_WORDS;
use crate::dialogue::drawing::picture_words;
use crate::dialogue::report::row_label;
use crate::dialogue::script::Part;

impl Prover<'_> {
    pub(super) fn wording(&mut self) {
        self.messages_are_said();
    }

    fn messages_are_said(&mut self) {
        let script = self.script();
        let said = self.said();
        let mut languages = script.words.languages();
        let source = languages.next().unwrap_or_default();
        let evidence =
            |id: &str| id.strip_prefix("source-").is_some_and(|key| script.source(key).is_some());
        for (id, message) in script.words.messages(source) {
            if !said.contains(id) && !evidence(id) {
                let text = format!("message `{id}` is never said");
                self.report("P042", &message.place, text, "use it in a script, or delete it");
            }
        }
        for language in languages {
            for (id, message) in script.words.messages(language) {
                let original = script.words.message(source, id).filter(|original| {
                    let mut fills = original.variables.iter();
                    original.variables.len() != message.variables.len()
                        || fills.any(|variable| !message.variables.contains(variable))
                });
                if original.is_some() {
                    let text = format!("message `{id}` has other variables than its original");
                    let hint = "the emergency number, above all, stands in both";
                    self.report("P044", &message.place, text, hint);
                }
                // The findings of the evidence are written in the source language elsewhere.
                if script.words.message(source, id).is_none() && !evidence(id) {
                    let text = format!("message `{id}` translates nothing");
                    self.report(
                        "P043",
                        &message.place,
                        text,
                        "write it in the source language too",
                    );
                }
            }
        }
    }

    /// Every message that the script or the engine can say.
    fn said(&self) -> BTreeSet<String> {
        let script = self.script();
        let mut said: BTreeSet<String> =
            ENGINE_WORDS.iter().map(|(id, _)| (*id).to_owned()).collect();
        for step in &script.steps {
            said.extend(step.ask.clone());
            said.extend(step.show.iter().filter_map(|part| match part {
                Part::Words(id) => Some(id.clone()),
                Part::Block(_) => None,
            }));
            said.extend(step.options.iter().chain(&step.nav).map(|choice| choice.say.clone()));
        }
        let lines = script.blocks.iter().flat_map(|block| &block.lines);
        said.extend(lines.map(|line| line.say.clone()));
        let listed = script.commands.iter().filter(|command| command.listed);
        said.extend(listed.map(|command| format!("command-{}", command.name)));
        // Where the advice stands that a source supports.
        let advice = script.blocks.iter().filter(|block| block.advice);
        said.extend(advice.map(|block| format!("block-{}", block.name)));
        // What a drawing shows, for those who do not see it.
        let pictures = script.pictures.keys();
        said.extend(pictures.map(|name| picture_words(name)));
        // Rows of the page for the doctor.
        let rows = script.recorded.iter().map(|&slot| &script.slots.get(slot).name);
        said.extend(rows.map(|slot| row_label(slot)));
        // Labels of values: of questions, and of what the history tells.
        for (_, slot) in script.slots.iter() {
            said.extend(slot.values.iter().map(|value| format!("{}-{value}", slot.name)));
        }
        said
    }
}
