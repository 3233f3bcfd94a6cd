//! The transcripts of the dialogues folder, replayed. Their format is in dialogues/README.md.

use std::sync::Arc;

use crampbot::dialogue::Script;
use crampbot::dialogue::problem::Problem;
use crampbot::library::Folder;
use crampbot::service::rehearsal::replay_all;

use crate::coverage::Coverage;
use crate::rehearsal::shipped;

#[test]
fn every_transcript_holds() {
    let script = shipped();
    let mut coverage = Coverage::new(&script);
    let folder = Folder::embedded();
    let count = folder.below("transcripts/").count();
    let see = &mut |from: Option<&_>, state: &_| coverage.see(from, state);
    let failures = replay_all(&script, folder.below("transcripts/"), see);
    println!("{count} transcripts\n{coverage}");
    assert_eq!(failures, []);
    assert!(count >= 120, "only {count} transcripts");
    assert_eq!(coverage.missing(), Vec::<String>::new(), "never visited");
}

/// What does not hold of the shipped transcripts with another script.
pub(crate) fn failures(script: &Arc<Script>) -> Vec<Problem> {
    let folder = Folder::embedded();
    replay_all(script, folder.below("transcripts/"), &mut |_, _| {})
}

#[test]
fn a_transcript_that_does_not_hold_is_told_with_its_line() {
    let script = shipped();
    // What is written, the line that does not hold, and what is said of it.
    let rows = [
        ("@ lang en\n> cramp in my calf\n= no such words\n", 3, "does not say `no such words`"),
        ("> cramp in my calf\n! shin\n", 2, "must not say `shin`"),
        ("> cramp in my calf\n~ foot\n", 2, "drawn: [\"calf\"], not [\"foot\"]"),
        ("> cramp in my calf\n\n> [Nobody]\n", 3, "there is no button [Nobody]"),
        ("+ soon\n", 1, "no duration"),
        ("cramp\n", 1, "a line begins with"),
        ("é\n", 1, "a line begins with"),
    ];
    for (text, line, said) in rows {
        let found = replay_all(&script, std::iter::once(("a.txt", text)), &mut |_, _| {});
        let [problem] = &found[..] else { panic!("{text}: {found:?}") };
        assert_eq!((problem.code, problem.place.line), ("X001", line), "{text}");
        assert!(problem.message.contains(said), "{problem}");
    }
}
