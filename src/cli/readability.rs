//! `crampbot check --readability`: how hard each message of advice is to read, as a table.

use crate::dialogue::{Script, readability};

/// Prints a line for each message in each language, and one for each language.
pub(super) fn print_table(script: &Script) {
    println!("{:<36} {:<4} {:>6} {:>6} {:>6}", "message", "lang", "score", "limit", "words");
    let rows = readability::measure(script);
    for row in &rows {
        let score = row.score.map_or_else(|| "-".to_owned(), |score| format!("{score:.1}"));
        let kind = if row.is_first { "  first instruction" } else { "" };
        println!(
            "{:<36} {:<4} {score:>6} {:>6} {:>6}{kind}",
            row.id, row.language, row.limit.limit, row.count.words
        );
    }
    println!();
    for language in script.words.languages() {
        let of_language = rows.iter().filter(|row| row.language == language);
        let scores: Vec<f64> = of_language.clone().filter_map(|row| row.score).collect();
        let Some(limit) = of_language.clone().next().map(|row| row.limit) else { continue };
        let (least, most) = scores.iter().fold((f64::MAX, f64::MIN), |(least, most), score| {
            (least.min(*score), most.max(*score))
        });
        let firsts = of_language.filter(|row| row.is_first).map(|row| row.count.words);
        println!(
            "{language}: {} messages scored, {least:.1} to {most:.1}; {} {}; longest first instruction {} words",
            scores.len(),
            limit.formula.rule(),
            limit.limit,
            firsts.max().unwrap_or(0)
        );
    }
}
