//! What is on a screen, by facts: which lines of which blocks, which buttons, the emergency number.
//!
//! Owns the mirror of what `screen` composes. Must never judge it.

use super::diagram::Set;
use super::turns::Model;
use crate::dialogue::script::{BlockIx, Part, StepIx};

/// Which lines are chosen, for all blocks.
pub(super) struct Screens {
    /// By block and line: the facts with which the line is shown.
    pub(super) lines: Vec<Vec<Set>>,
    /// By block: the facts with which anything of it is shown.
    pub(super) blocks: Vec<Set>,
    /// By step: the facts with which it shows any advice.
    pub(super) advice: Vec<Set>,
    /// By step: the facts with which it shows the emergency number in every language.
    pub(super) number: Vec<Set>,
}

impl Screens {
    pub(super) fn new(model: &mut Model<'_>) -> Self {
        let blocks = 0..model.script.blocks.len();
        let lines: Vec<Vec<Set>> = blocks.map(|block| model.chosen(block)).collect();
        let any = lines.iter().map(|lines| lines.iter().fold(Set::EMPTY, |a, &b| model.d.or(a, b)));
        let mut screens =
            Self { blocks: any.collect(), lines, advice: Vec::new(), number: Vec::new() };
        let steps = 0..model.script.steps.len();
        screens.advice = steps.clone().map(|step| screens.shows_advice(model, step)).collect();
        screens.number = steps.map(|step| screens.shows_number(model, step)).collect();
        screens
    }

    fn shows_advice(&self, model: &mut Model<'_>, step: StepIx) -> Set {
        let script = model.script;
        let blocks = script.steps[step].show.iter().filter_map(|part| match part {
            Part::Block(block) if script.blocks[*block].advice => Some(self.blocks[*block]),
            _ => None,
        });
        blocks.fold(Set::EMPTY, |any, block| model.d.or(any, block))
    }

    fn shows_number(&self, model: &mut Model<'_>, step: StepIx) -> Set {
        let script = model.script;
        let languages = script.words.languages();
        languages.fold(Set::FULL, |everywhere, language| {
            let carries = |id: &str| {
                let message = script.words.message(language, id);
                message.is_some_and(|message| message.variables.iter().any(|it| it == "number"))
            };
            let shown = self.shows(model, step, &carries);
            model.d.and(everywhere, shown)
        })
    }

    /// The facts with which a step's text has a message of some kind.
    pub(super) fn shows(
        &self,
        model: &mut Model<'_>,
        step: StepIx,
        kind: &dyn Fn(&str) -> bool,
    ) -> Set {
        let here = &model.script.steps[step];
        let mut shown = Set::EMPTY;
        for part in &here.show {
            match part {
                Part::Words(id) if kind(id) => return Set::FULL,
                Part::Words(_) => {}
                Part::Block(block) => {
                    let lines = model.script.blocks[*block].lines.iter().zip(&self.lines[*block]);
                    for (_, &chosen) in lines.filter(|(line, _)| kind(&line.say)) {
                        shown = model.d.or(shown, chosen);
                    }
                }
            }
        }
        if here.ask.as_deref().is_some_and(kind) { Set::FULL } else { shown }
    }

    /// The facts with which a step shows that block.
    pub(super) fn shows_block(&self, model: &Model<'_>, step: StepIx, block: BlockIx) -> Set {
        let mut parts = model.script.steps[step].show.iter();
        let there = parts.any(|part| matches!(part, Part::Block(shown) if *shown == block));
        if there { self.blocks[block] } else { Set::EMPTY }
    }

    /// The facts with which a step says anything at all.
    pub(super) fn says_anything(&self, model: &mut Model<'_>, step: StepIx) -> Set {
        let here = &model.script.steps[step];
        if here.ask.is_some() || here.view.is_some() {
            return Set::FULL;
        }
        here.show.iter().fold(Set::EMPTY, |sum, part| match part {
            Part::Words(_) => Set::FULL,
            Part::Block(block) => model.d.or(sum, self.blocks[*block]),
        })
    }
}

impl Model<'_> {
    /// The facts with which each line of a block is shown; mirrors `Block::chosen`.
    fn chosen(&mut self, block: BlockIx) -> Vec<Set> {
        let block = &self.script.blocks[block];
        // By number of lines shown already, below the limit.
        let mut shown = vec![Set::FULL; block.limit.min(1)];
        let mut chosen = Vec::with_capacity(block.lines.len());
        for line in &block.lines {
            let holds = self.space.guard(&mut self.d, &line.when);
            let room = shown.iter().fold(Set::EMPTY, |sum, &some| self.d.or(sum, some));
            chosen.push(self.d.and(room, holds));
            if block.limit > block.lines.len() {
                continue;
            }
            let more: Vec<Set> = shown.iter().map(|&some| self.d.and(some, holds)).collect();
            for some in &mut shown {
                *some = self.d.minus(*some, holds);
            }
            shown.push(Set::EMPTY);
            for (count, more) in more.into_iter().enumerate() {
                shown[count + 1] = self.d.or(shown[count + 1], more);
            }
            shown.truncate(block.limit);
        }
        if let Some(each) = &block.each {
            // The engine chooses the value, whatever the conversation says of it.
            let open = self.space.variables_of(each.slot).into_iter().map(|it| (it, true));
            let open = self.d.cube(open);
            for some in &mut chosen {
                *some = self.d.exists(*some, open);
            }
        }
        chosen
    }

    /// Some facts for which more than that many of the conditions hold at once.
    pub(super) fn more_than(&mut self, most: usize, conditions: &[Set], among: Set) -> Set {
        let mut holding = vec![among];
        for &condition in conditions {
            let more: Vec<Set> = holding.iter().map(|&some| self.d.and(some, condition)).collect();
            for some in &mut holding {
                *some = self.d.minus(*some, condition);
            }
            holding.push(Set::EMPTY);
            let last = most + 1;
            for (count, more) in more.into_iter().enumerate() {
                let count = (count + 1).min(last);
                holding[count] = self.d.or(holding[count], more);
            }
            holding.truncate(last + 1);
        }
        holding.get(most + 1).copied().unwrap_or(Set::EMPTY)
    }
}
