//! What the checker says about drawings: a copy of the dialogues with one mistake each.

use std::fs;
use std::path::Path;

use crampbot::library::Folder;
use crampbot::service::drawings;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The problems of the shipped dialogues with one piece of text replaced.
fn problems(file: &str, from: &str, to: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogues"), folder.path());
    let path = folder.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
    let (script, mut problems) = Folder::read(folder.path()).unwrap().compile();
    problems.extend(script.iter().flat_map(drawings::problems));
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn every_mistake_is_reported_with_its_place_and_a_hint() {
    let long = format!("first-calf = {}", "Тяните. ".repeat(110));
    let rows = [
        ("bot.toml", "[bot]", "[bot]", "", ""),
        ("cramp.toml", "picture = \"neck\"", "picture = \"nekc\"", "E028 cramp.toml:", "neck"),
        ("cramp.toml", "caption = [\"hold\"]", "caption = [\"holt\"]", "E015 cramp.toml:", "hold"),
        ("ru/cards.ftl", "first-calf =", &long, "E029 cramp.toml:", "first-calf"),
        ("es/pictures.ftl", "picture-neck =", "picture-nekc =", "E022 cramp.toml:", "es/"),
        ("pictures/neck.svg", "<title>", "<text/><title>", "D001 pictures/neck.svg:2:3", "shapes"),
        ("pictures/neck.svg", "</svg>", "", "D001 pictures/neck.svg:", "shapes"),
        ("pictures/neck.svg", "<title>", "<image href=\"a.png\"/><title>", "D001 ", "shapes"),
        ("pictures/neck.svg", "0 0 640 480", "0 0 1 9000", "D001 pictures/neck.svg:1:1", "shapes"),
    ];
    for (file, from, to, wanted, hint) in rows {
        let found = problems(file, from, to);
        if wanted.is_empty() {
            assert_eq!(found, [] as [String; 0]);
            continue;
        }
        assert!(!found.is_empty() && found.len() <= 2, "{file}, {wanted}: {found:#?}");
        assert!(found[0].starts_with(wanted) && found[0].contains(hint), "{wanted}: {found:#?}");
    }
}

/// A drawing that nobody names is never seen; a stretch without one is not shown.
#[test]
fn every_shipped_drawing_is_named_by_a_line() {
    let (script, _) = Folder::embedded().compile();
    let script = script.unwrap();
    let lines = script.blocks.iter().flat_map(|block| &block.lines);
    let mut named: Vec<&String> = lines.filter_map(|line| line.picture.as_ref()).collect();
    named.sort();
    named.dedup();
    assert_eq!(named, script.pictures.keys().collect::<Vec<_>>());
}
