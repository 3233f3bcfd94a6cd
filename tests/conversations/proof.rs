//! The proof of the scripts: that it covers what the engine does, and that it catches what is broken.

use std::sync::Arc;

use chrono::TimeDelta;
use crampbot::dialogue::check::check;
use crampbot::library::Folder;

use crate::rehearsal::{Rehearsal, shipped};

const CONVERSATIONS: u64 = 150;
const TURNS: usize = 40;

#[test]
fn the_shipped_dialogues_are_proved() {
    let script = shipped();
    let proof = check(&script);
    let told: Vec<String> = proof.problems.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    println!("{} combinations at {} steps", proof.combinations, proof.steps);
}

/// The proof looks at a model of the engine. Here the engine itself goes astray, and wherever it comes
/// to, the proof must have looked.
#[test]
fn the_proof_covers_every_state_that_conversations_get_into() {
    let script = shipped();
    let proof = check(&script);
    let sentences = sentences();
    let mut states = 0;
    for seed in 0..CONVERSATIONS {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut talk = Rehearsal::new(Arc::clone(&script), "en");
        let mut done = Vec::new();
        for _ in 0..TURNS {
            done.push(do_something(&mut talk, &mut random, &sentences));
            // Who was forgotten has none.
            let Some(state) = talk.known_state() else { continue };
            states += 1;
            assert!(
                proof.covers(&state),
                "seed {seed}: not covered: {:?} with {:?} after\n{}",
                state.at,
                state.answers,
                done.join("\n")
            );
        }
    }
    println!("{states} states of {CONVERSATIONS} conversations, all of them covered");
}

pub(crate) fn do_something(
    talk: &mut Rehearsal,
    random: &mut fastrand::Rng,
    said: &[String],
) -> String {
    let screens = talk.screens.len();
    match random.u8(..100) {
        _ if screens == 0 => {}
        // Mostly buttons of the newest screens, now and then an old one.
        0..60 => {
            let back = if random.u8(..10) == 0 { random.usize(..screens) } else { 0 };
            let screen = screens - 1 - back;
            let buttons = talk.screens[screen].1.buttons.iter().flatten().count();
            if buttons > 0 {
                let button = random.usize(..buttons);
                let label =
                    talk.screens[screen].1.buttons.iter().flatten().nth(button).map(|b| &b.label);
                let label = format!("[{}]", label.map_or("", |label| label.as_str()));
                talk.presses_at(screen, button);
                return label;
            }
        }
        60..68 => {
            let seconds = [20, 40, 300, 700, 90_000][random.usize(..5)];
            talk.waits(TimeDelta::seconds(seconds));
            return format!("+ {seconds}s");
        }
        68..74 => {
            let back =
                ["back", "/forget", "/emergency", "/cramp", "/remind 22:30", "/cancel", "/sources"];
            let word = back[random.usize(..back.len())];
            talk.says(word);
            return word.to_owned();
        }
        _ => {}
    }
    let sentence = &said[random.usize(..said.len())];
    talk.says(sentence);
    sentence.clone()
}

/// What people say in the transcripts, in all languages.
fn sentences() -> Vec<String> {
    let folder = Folder::embedded();
    let lines = folder.below("transcripts/").flat_map(|(_, text)| text.lines());
    let typed = lines.filter_map(|line| line.strip_prefix("> "));
    typed.filter(|said| !said.starts_with('[')).map(str::to_owned).collect()
}

#[test]
fn what_breaks_a_rule_is_found() {
    // File, what stands there, what stands there instead, what the proof says of it.
    let rows = [
        ("cramp.toml", "go = \"elsewhere\"", "go = \"where\"", "P001"),
        (
            "cramp.toml",
            "when = \"outcome in [gone, eased]\"\ngo = \"after\"",
            "when = \"outcome is still and outcome is gone\"\ngo = \"after\"",
            "P002",
        ),
        (
            "cramp.toml",
            "[[step.route]]\ngo = \"gate\"",
            "[[step.route]]\nwhen = \"place is calf\"\ngo = \"gate\"",
            "P003",
        ),
        ("cramp.toml", "[[step.route]]\ngo = \"gate\"", "[[step.route]]\ngo = \"start\"", "P004"),
        (
            "cramp.toml",
            "next = \"part\"\nnav = [\"emergency\"]",
            "next = \"part\"\nnav = [\"restart\"]",
            "P010",
        ),
        ("bot.toml", "now_go = \"cramp.now\"", "now_go = \"cramp.answer\"", "P012"),
        ("cramp.toml", "when = \"sign has stroke\"", "when = \"sign has chest\"", "P013"),
        ("cramp.toml", "say = \"card-stroke\"", "say = \"card-chest\"", "P014"),
        ("cramp.toml", "do = \"confirm_doubt\"", "do = \"stay\"", "P015"),
        (
            "cramp.toml",
            "show = [\"first_instruction\"]\nask = \"timing-ask\"",
            "ask = \"timing-ask\"",
            "P020",
        ),
        (
            "cramp.toml",
            "show = [\"first_instruction\", \"hold\"]\nask = \"gate-ask\"",
            "show = [\"hold\"]\nask = \"gate-ask\"",
            "P021",
        ),
        (
            "cramp.toml",
            "place is abdomen and timing is during_exercise and gate is clear and not context",
            "place is abdomen and timing is during_exercise and not context",
            "P030",
        ),
        ("en/questions.ftl", "done-gone =", "never-said = Never.\ndone-gone =", "P042"),
    ];
    let folder = Folder::embedded();
    for (path, old, new, expected) in rows {
        let text = folder.file(path).unwrap();
        assert!(text.contains(old), "{path} has no {old}");
        let (script, problems) = folder.with(path, text.replacen(old, new, 1)).compile();
        assert!(problems.is_empty(), "{new}: {problems:#?}");
        let script = script.unwrap();
        let told: Vec<String> = check(&script).problems.iter().map(ToString::to_string).collect();
        let found = told.iter().any(|problem| problem.starts_with(expected));
        assert!(found, "{new}: {}", told.join("\n"));
    }
}
