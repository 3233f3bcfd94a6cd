//! The texts under drawings: Telegram refuses a picture whose caption is too long.

use super::resolve::Structure;
use crate::dialogue::effect::CAPTION_UNITS_MAX;
use crate::dialogue::problem::Problem;
use crate::dialogue::script::Block;
use crate::dialogue::words::{Arg, Words, visible_units};

/// Reports every caption that may become too long, in any language, whatever else holds.
pub(super) fn check(parts: &Structure, words: &Words, problems: &mut Vec<Problem>) {
    for language in words.languages() {
        let length = Lengths::new(parts, words, language);
        for block in &parts.blocks {
            let also: usize =
                block.caption.iter().map(|also| length.longest(&parts.blocks[*also])).sum();
            for line in block.lines.iter().filter(|line| line.picture.is_some()) {
                let units = length.of(&line.say) + also;
                if units > CAPTION_UNITS_MAX {
                    problems.push(Problem::new(
                        "E029",
                        line.place.clone(),
                        format!(
                            "the text below the drawing has {units} characters in `{language}`"
                        ),
                        format!("shorten `{}` to leave at most {CAPTION_UNITS_MAX}", line.say),
                    ));
                }
            }
        }
    }
}

/// Lengths of messages in one language, with the longest values for their variables.
struct Lengths<'w> {
    words: &'w Words,
    language: &'w str,
    number: String,
    sign: String,
}

impl<'w> Lengths<'w> {
    fn new(parts: &Structure, words: &'w Words, language: &'w str) -> Self {
        let longest = |texts: &mut dyn Iterator<Item = String>| {
            texts.max_by_key(|text| visible_units(text)).unwrap_or_default()
        };
        let unknown = words.say(language, "number-unknown", &[]).into_owned();
        let number = longest(&mut parts.numbers.values().cloned().chain([unknown]));
        let signs = &parts.slots.get(parts.roles.sign).values;
        let mut signs =
            signs.iter().map(|sign| words.say(language, &format!("sign-{sign}"), &[]).into_owned());
        let sign = longest(&mut signs);
        Self { words, language, number, sign }
    }

    fn of(&self, id: &str) -> usize {
        let args = [
            ("number", Arg::Rendered(self.number.clone())),
            ("sign", Arg::Rendered(self.sign.clone())),
        ];
        visible_units(&self.words.say(self.language, id, &args))
    }

    /// The most that a block can say, with the breaks before its lines.
    fn longest(&self, block: &Block) -> usize {
        let mut lengths: Vec<usize> =
            block.lines.iter().map(|line| self.of(&line.say) + 1).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.iter().take(block.limit).sum()
    }
}
