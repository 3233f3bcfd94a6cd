//! The transcripts of the dialogues folder, replayed. Their format is in dialogues/README.md.

use std::sync::Arc;

use chrono::TimeDelta;
use crampbot::dialogue::{Script, State};
use crampbot::library::Folder;

use crate::coverage::Coverage;
use crate::rehearsal::{Rehearsal, shipped};

#[test]
fn every_transcript_holds() {
    let script = shipped();
    let mut coverage = Coverage::new(&script);
    let (count, failures) = replay_all(&script, &mut |from, state| coverage.see(from, state));
    println!("{count} transcripts\n{coverage}");
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    assert!(count >= 120, "only {count} transcripts");
    assert_eq!(coverage.missing(), Vec::<String>::new(), "never visited");
}

/// Replays all transcripts with a script: how many, and what does not hold. `see` gets the state before
/// and after every turn.
pub(crate) fn replay_all(
    script: &Arc<Script>,
    see: &mut impl FnMut(Option<&State>, &State),
) -> (usize, Vec<String>) {
    let folder = Folder::embedded();
    let mut failures = Vec::new();
    let mut count = 0;
    for (path, text) in folder.below("transcripts/") {
        count += 1;
        if let Err(failure) = replay(script, text, see) {
            failures.push(format!("{path}:{failure}"));
        }
    }
    (count, failures)
}

/// Replays one transcript; the error begins with the line.
fn replay(
    script: &Arc<Script>,
    text: &str,
    see: &mut impl FnMut(Option<&State>, &State),
) -> Result<(), String> {
    let mut talk = Rehearsal::new(Arc::clone(script), language_of(text));
    let mut before = None;
    let mut drawn_before = 0;
    for (index, line) in text.lines().enumerate() {
        let at = |message: String| format!("{}: {message}", index + 1);
        let (mark, rest) = line.split_at(line.len().min(1));
        let rest = rest.trim();
        if matches!(mark, ">" | "+") {
            drawn_before = talk.pictures.len();
        }
        match mark {
            "" | "#" | "@" => {}
            ">" => match rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(label) => {
                    talk.presses(label)
                        .map_err(|error| at(format!("{error}\n{}", talk.shown())))?;
                }
                None => talk.says(rest),
            },
            "+" => talk.waits(duration(rest).ok_or_else(|| at("no duration".to_owned()))?),
            "=" | "!" => {
                let has = fold(&talk.shown()).contains(&fold(rest));
                if has != (mark == "=") {
                    let what = if has { "must not say" } else { "does not say" };
                    return Err(at(format!("the screen {what} `{rest}`:\n{}", talk.shown())));
                }
            }
            "~" => {
                let drawn = talk.pictures[drawn_before..].iter();
                let drawn: Vec<&str> = drawn.map(|picture| picture.name.as_str()).collect();
                let wanted = if rest == "nothing" { vec![] } else { vec![rest] };
                if drawn != wanted {
                    return Err(at(format!("drawn: {drawn:?}, not {wanted:?}\n{}", talk.shown())));
                }
            }
            _ => return Err(at("a line begins with >, =, !, ~, +, @ or #".to_owned())),
        }
        if mark == ">" || mark == "+" {
            let state = talk.known_state();
            if let Some(state) = &state {
                see(before.as_ref(), state);
            }
            before = state;
        }
    }
    Ok(())
}

fn language_of(text: &str) -> &str {
    let line = text.lines().find_map(|line| line.strip_prefix('@'));
    line.and_then(|line| line.trim().strip_prefix("lang")).map_or("en", str::trim)
}

fn duration(text: &str) -> Option<TimeDelta> {
    let (number, unit) = text.split_at(text.find(|c: char| c.is_alphabetic())?);
    let number = number.trim().parse().ok()?;
    match unit {
        "s" => TimeDelta::try_seconds(number),
        "m" => TimeDelta::try_minutes(number),
        "h" => TimeDelta::try_hours(number),
        "d" => TimeDelta::try_days(number),
        _ => None,
    }
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
