//! Dialogue files to a [`Script`]: resolves every name and reports every mistake.
//!
//! A script with problems is never handed out for serving; see [`parse`].

mod captions;
mod languages;
mod look_up;
mod raw;
mod resolve;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::hear::{self, HeardFile, Hearing, Lexicon};
use super::problem::{Place, Problem};
use super::schedule::{ClockFile, ClockWords};
use super::script::Script;
use super::source::Source;
use super::words::{WordFile, Words};

pub use raw::ScriptFile;

/// The files of a dialogues folder, read but not understood.
#[derive(Debug, Default)]
pub struct Files<'f> {
    /// `*.toml`, `bot.toml` among them.
    pub scripts: Vec<ScriptFile<'f>>,
    /// `<language>/*.ftl`.
    pub words: Vec<WordFile<'f>>,
    /// `<language>/heard.toml`.
    pub heard: Heard<'f>,
    /// `<language>/clock.toml`.
    pub clocks: Vec<ClockFile<'f>>,
    /// `pictures/*.svg`, by their name without the ending.
    pub pictures: BTreeMap<String, Arc<str>>,
    /// The evidence, parsed from `sources.bib`.
    pub sources: Vec<Source>,
    /// A digest of the whole folder.
    pub version: String,
}

/// Word lists, and when they are compiled.
#[derive(Debug)]
pub enum Heard<'f> {
    /// At once: their problems are told.
    Now(Vec<HeardFile<'f>>),
    /// When something is first heard.
    Later(Vec<HeardFile<'static>>),
}

impl Default for Heard<'_> {
    fn default() -> Self {
        Self::Now(Vec::new())
    }
}

/// Word lists that were compiled, or will be.
enum Ears {
    Ready(Lexicon),
    Later(Hearing),
}

/// Compiles a folder. The script is there when it could be put together at all; it may be served
/// only when there are no problems.
pub fn parse(files: Files<'_>) -> (Option<Script>, Vec<Problem>) {
    let (raw, mut problems) = raw::read(&files.scripts);
    let languages = raw.bot.as_ref().map(|bot| bot.part.languages.clone()).unwrap_or_default();
    let (words, found) = Words::compile(&languages, &files.words);
    problems.extend(found);
    languages::check(&languages, &files, &mut problems);
    let mut written = Vec::new();
    let lexicon = match files.heard {
        Heard::Now(files) => {
            let (lexicon, found) = Lexicon::compile(&files);
            problems.extend(found);
            written = files;
            Ears::Ready(lexicon)
        }
        Heard::Later(files) => {
            Ears::Later(Hearing::new(move || Lexicon::compile_embedded(&files).0))
        }
    };
    let (clock, found) = ClockWords::compile(&files.clocks);
    problems.extend(found);
    let keys: BTreeSet<&str> = files.sources.iter().map(|source| source.key.as_str()).collect();
    let mut resolver =
        resolve::Resolver::new(&files.scripts, &words, &keys, &files.pictures, &mut problems);
    let structure = resolver.resolve(raw);
    if let Some(parts) = &structure {
        captions::check(parts, &words, &mut problems);
        languages::have_buttons(parts, &words, &mut problems);
    }
    let lexicon = match (lexicon, &structure) {
        (Ears::Later(hearing), _) => hearing,
        (Ears::Ready(lexicon), None) => Hearing::new(move || lexicon),
        (Ears::Ready(lexicon), Some(parts)) => {
            problems.extend(hear::unexpected(&lexicon, &written, &parts.expected(&words)));
            Hearing::new(move || lexicon)
        }
    };
    for (id, variables) in super::ENGINE_WORDS {
        require_words(&words, id, variables, &Place::whole("bot.toml"), &mut problems);
    }
    let script = structure.map(|parts| Script {
        slots: parts.slots,
        steps: parts.steps,
        blocks: parts.blocks,
        always: parts.always,
        forbids: parts.forbids,
        requires: parts.requires,
        never_say: parts.never_say,
        commands: parts.commands,
        timers: parts.timers,
        roles: parts.roles,
        start: parts.start,
        moved: parts.moved,
        new_episode_after_minutes: parts.new_episode_after_minutes,
        recorded: parts.recorded,
        noted: parts.noted,
        numbers: parts.numbers,
        readability: parts.readability,
        words,
        lexicon,
        clock,
        sources: files.sources,
        pictures: files.pictures,
        version: files.version,
    });
    problems.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    // A message used in many places is missing once.
    let mut seen = BTreeSet::new();
    problems.retain(|problem| seen.insert((problem.code, problem.message.clone())));
    (script, problems)
}

/// Reports a message that some language lacks or that uses a variable nobody fills.
fn require_words(
    words: &Words,
    id: &str,
    variables: &[&str],
    used_at: &Place,
    problems: &mut Vec<Problem>,
) {
    for language in words.languages() {
        match words.message(language, id) {
            None => problems.push(Problem::new(
                "E022",
                used_at.clone(),
                format!("message `{id}` is not written in `{language}`"),
                format!("add `{id} = …` to a file in {language}/"),
            )),
            Some(message) => {
                for name in &message.variables {
                    if !variables.contains(&name.as_str()) {
                        problems.push(Problem::new(
                            "E023",
                            message.place.clone(),
                            format!("message `{id}` uses ${name}, which nothing fills here"),
                            match variables {
                                [] => "this message has no variables".to_owned(),
                                known => format!("it may use: ${}", known.join(", $")),
                            },
                        ));
                    }
                }
            }
        }
    }
}
