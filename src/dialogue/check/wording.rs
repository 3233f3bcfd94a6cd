//! Messages: none is never said, none is without its original.

use std::collections::BTreeSet;

use super::Prover;
use crate::dialogue::ENGINE_WORDS;
use crate::dialogue::drawing::picture_words;
use crate::dialogue::hear::words_of;
use crate::dialogue::report::row_label;
use crate::dialogue::script::NeverSay;
use crate::dialogue::script::Part;
use crate::dialogue::words::{Arg, plain};

impl Prover<'_> {
    pub(super) fn wording(&mut self) {
        self.messages_are_said();
        self.nothing_forbidden_is_said();
        self.messages_have_text();
    }

    /// What safety.toml lets no message say, in any language.
    fn nothing_forbidden_is_said(&mut self) {
        let script = self.script();
        for language in script.words.languages() {
            let rules = script.never_say.iter();
            let rules: Vec<&NeverSay> = rules
                .filter(|it| {
                    it.languages.is_empty() || it.languages.iter().any(|it| it == language)
                })
                .collect();
            for (id, message) in script.words.messages(language) {
                let args: Vec<(&str, Arg<'_>)> = message
                    .variables
                    .iter()
                    .map(|it| (it.as_str(), Arg::Text("".into())))
                    .collect();
                let said = words_of(&plain(&script.words.say(language, id, &args)));
                for rule in rules.iter().filter(|rule| !rule.but.iter().any(|but| fits(but, id))) {
                    let Some(phrase) = rule.phrases.iter().find(|phrase| says(&said, phrase))
                    else {
                        continue;
                    };
                    let text = format!("message `{id}` says `{phrase}`: {}", rule.why);
                    let hint = "say it otherwise; [[never_say]] of safety.toml has the rule";
                    self.report("P045", &message.place, text, hint);
                }
            }
        }
    }

    fn messages_have_text(&mut self) {
        let script = self.script();
        for language in script.words.languages() {
            for (id, message) in script.words.messages(language) {
                let empty =
                    message.fixed.as_ref().is_some_and(|text| plain(text).trim().is_empty());
                if empty {
                    let text = format!("message `{id}` has no text");
                    self.report("P046", &message.place, text, "write what it says");
                }
            }
        }
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
                let hint = "use it in a script, or delete it; was it a warning? put its line back";
                self.report("P042", &message.place, text, hint);
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

/// Whether a message is of that name, or begins so before a `*`.
fn fits(name: &str, id: &str) -> bool {
    match name.strip_suffix('*') {
        Some(beginning) => id.starts_with(beginning),
        None => name == id,
    }
}

/// Whether words hold a phrase: `a/b` is either, `wor*` a beginning, `#` a figure.
fn says(words: &[String], phrase: &str) -> bool {
    let parts: Vec<&str> = phrase.split_whitespace().collect();
    let is = |word: &str, part: &str| {
        part.split('/').any(|part| match part.strip_suffix('*') {
            Some(beginning) => word.starts_with(beginning),
            None if part == "#" => word.chars().all(|it| it.is_ascii_digit()),
            None => word == part,
        })
    };
    !parts.is_empty()
        && words
            .windows(parts.len())
            .any(|some| some.iter().zip(&parts).all(|(word, part)| is(word, part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_as_words() {
        let says = |text: &str, phrase: &str| says(&words_of(text), phrase);
        assert!(says("Take 300 mg of it.", "# mg/g"));
        assert!(says("Take 300mg.", "# mg"));
        assert!(says("Примите 300 мг.", "# мг"));
        assert!(says("Eat bananas!", "banan*"));
        assert!(says("un plátano", "platano"));
        assert!(!says("for 30 minutes", "# m"));
        assert!(!says("a mg", "# mg"));
        assert!(!says("anything", ""));
    }
}
