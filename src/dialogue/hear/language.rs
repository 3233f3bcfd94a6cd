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
    let known = |at: &u32| recognised.get(*at as usize).map_or(0, |word| word.known);
    let has = |bits: u32, tongue: usize| bits & (1 << tongue) != 0;
    let foreign =
        |token: &Token| tongues.get(given).is_some_and(|it| it.latin) && !token.form.is_ascii();
    let only = |one: usize, other: usize| {
        let words = tokens
            .iter()
            .zip(which)
            .filter(move |(_, at)| has(known(at), one) && !has(known(at), other));
        words.map(|(token, _)| if foreign(token) { WORDS_MIN } else { 1 }).sum::<usize>()
    };
    let others = (0..tongues.len()).filter(|&tongue| tongue != given);
    let best = others.max_by_key(|&tongue| only(tongue, given))?;
    let plainly = only(best, given) >= WORDS_MIN && only(given, best) == 0;
    plainly.then(|| tongues[best].code.clone())
}
