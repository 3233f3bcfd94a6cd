//! Which drawing goes with a screen, and the words below it. All of them come from the script.

use super::advance::Talk;
use super::effect::Picture;
use super::script::{Part, StepIx};
use super::words::Arg;

impl Talk<'_> {
    /// The first drawing of a step's lines that was not sent in this episode.
    pub(super) fn picture_of(&self, step: StepIx) -> Option<Picture> {
        let blocks = self.script.steps[step].show.iter().filter_map(|part| match part {
            Part::Block(block) => Some(&self.script.blocks[*block]),
            Part::Words(_) => None,
        });
        let lines = blocks
            .flat_map(|block| self.lines_of(block).into_iter().map(move |line| (block, line)));
        let (block, line, name) = lines
            .filter_map(|(block, line)| line.picture.as_ref().map(|name| (block, line, name)))
            .find(|(block, _, name)| block.redraw || !self.state.drawn.contains(*name))?;
        let also =
            block.caption.iter().flat_map(|also| self.script.blocks[*also].chosen(&self.facts));
        let caption = std::iter::once(line).chain(also).map(|line| self.say(&line.say, &[]));
        let what = self.say(&picture_words(name), &[]);
        Some(Picture {
            name: name.clone(),
            caption: caption.collect::<Vec<_>>().join("\n"),
            alt: self.say("picture", &[("what", Arg::Rendered(what))]),
            urgent: self.is_urgent(),
        })
    }

    /// Whether a danger sign holds or is asked about.
    pub(super) fn is_urgent(&self) -> bool {
        let roles = &self.script.roles;
        [roles.sign, roles.doubt]
            .iter()
            .any(|slot| self.facts.get(*slot).is_some_and(|bits| bits != 0))
    }
}

/// The message that says what is to be seen on a drawing.
pub(super) fn picture_words(name: &str) -> String {
    format!("picture-{}", name.replace('_', "-"))
}
