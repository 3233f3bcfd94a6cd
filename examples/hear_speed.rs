//! Measures hearing: microseconds a message of 200 characters, and how the time grows with the text.
//!
//! ```text
//! cargo run --release --example hear_speed
//! ```
//!
//! The least of many runs, on one core: what a busy machine adds is not ours. Targets: under 100 µs
//! for 200 characters; a message of one repeated word twice as long takes twice the time.
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use crampbot::dialogue::hear::{Lexicon, Understanding, hear};
use crampbot::library::Folder;

const RUNS: usize = 500;
const LONG_RUNS: usize = 20;

/// A message of 200 characters in each language, with places, times, denials and an age.
const MESSAGES: [(&str, &str); 3] = [
    (
        "en",
        "woke up at 3am with a horrible cramp in my left calf it wont let go and i cant stand on it, \
         no swelling, no chest pain, im 67 and i take a water pill, my husband tried rubbing it and \
         then it got worse",
    ),
    (
        "ru",
        "проснулась в три ночи от ужасной судороги в левой икре не отпускает и встать не могу, \
         отека нет, в груди не болит, мне 67 и я пью мочегонное, муж растирал и стало только хуже, \
         подскажите что делать",
    ),
    (
        "es",
        "me desperté a las 3 de la madrugada con un calambre horrible en la pantorrilla izquierda \
         no se me quita y no puedo apoyarla, no está hinchada, no me duele el pecho, tengo 67 y \
         tomo diuréticos",
    ),
];

/// One word each, repeated: places, denials, numbers, symbols, words on no list.
const WORDS: [(&str, &str); 12] = [
    ("en", "cramp "),
    ("en", "leg "),
    ("en", "no "),
    ("en", "no chest pain "),
    ("en", "my leg is swollen "),
    ("en", "3 "),
    ("en", "qwzx "),
    ("en", "a"),
    ("en", "🦵"),
    ("en", "\u{202e}\u{200b}calf\u{301} "),
    ("ru", "судорога "),
    ("es", "calambre "),
];

fn main() -> Result<(), Box<dyn Error>> {
    let (script, problems) = Folder::embedded().compile();
    let script = script.ok_or_else(|| format!("{} problems in the dialogues", problems.len()))?;
    let lexicon = &script.lexicon;
    println!("a message of 200 characters");
    for (lang, text) in MESSAGES {
        let text = repeated(text, 200);
        println!("  {lang}  {:>8.1} µs", micros(least(lexicon, lang, &text, RUNS)));
    }
    println!("one word repeated       1,024      2,048      4,096 characters   4,096 to 2,048");
    for (lang, word) in WORDS {
        let time = |chars| least(lexicon, lang, &repeated(word, chars), LONG_RUNS);
        let [one, two, four] = [1024, 2048, 4096].map(time);
        println!(
            "  {:<18} {:>8.0} µs {:>7.0} µs {:>7.0} µs {:>20.2}",
            word.escape_debug().to_string(),
            micros(one),
            micros(two),
            micros(four),
            four.as_secs_f64() / two.as_secs_f64(),
        );
    }
    Ok(())
}

fn repeated(text: &str, chars: usize) -> String {
    text.chars().cycle().take(chars).collect()
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn least(lexicon: &Lexicon, lang: &str, text: &str, runs: usize) -> Duration {
    let nothing = Understanding::default();
    let run = |_| {
        let start = Instant::now();
        black_box(hear(lexicon, lang, black_box(text), &nothing));
        start.elapsed()
    };
    (0..runs).map(run).min().unwrap_or_default()
}
