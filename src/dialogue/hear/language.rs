//! Owns the guess which language a message is written in. It must never change what is heard.

use super::fold::Token;
use super::lexicon::Lexicon;
use super::vocabulary::Recognised;

/// Words that only another language knows, for a message in the letters of the given one.
const WORDS_MIN: usize = 2;

/// The language of a message, if it is plainly another than the given one: it alone knows several words,
/// or one in letters that the given language does not use, and the given one alone knows none.
pub(super) fn written_in(
    lexicon: &Lexicon,
    tokens: &[Token],
    recognised: &[Recognised],
    which: &[u32],
    given: usize,
) -> Option<String> {
    let tongues = &lexicon.vocabulary.tongues;
    let is_latin = tongues.get(given).is_some_and(|it| it.latin);
    // By language: the words that it alone knows, and those that the given one alone knows.
    let mut alone = vec![(0_usize, 0_usize); tongues.len()];
    for (token, at) in tokens.iter().zip(which) {
        let known = recognised.get(*at as usize).map_or(0, |word| word.known);
        let has = |tongue: usize| known & (1 << tongue) != 0;
        for (tongue, (its, ours)) in alone.iter_mut().enumerate() {
            match (has(tongue), has(given)) {
                (true, false) if is_latin && !token.form.is_ascii() => *its += WORDS_MIN,
                (true, false) => *its += 1,
                (false, true) => *ours += 1,
                _ => {}
            }
        }
    }
    let (best, (its, ours)) = alone.into_iter().enumerate().max_by_key(|(_, (its, _))| *its)?;
    (its >= WORDS_MIN && ours == 0).then(|| tongues[best].code.clone())
}
