//! The dialogues folder to a script: the copy inside the binary, or a folder on disk.
//!
//! Reads files and hands them to the parser; decides nothing about them. A folder with problems is
//! never served.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::Context;
use include_dir::{Dir, include_dir};

use crate::dialogue::hear::{self, ALL_LANGUAGES, EVIDENCE, HeardFile};
use crate::dialogue::parse::{self, Files, Heard, ScriptFile};
use crate::dialogue::problem::{Place, Problem};
use crate::dialogue::reviewed::{self, StampFile, Translations};
use crate::dialogue::schedule::ClockFile;
use crate::dialogue::script::Script;
use crate::dialogue::words::WordFile;

pub mod evidence;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/dialogues");

/// What is read; notes are not.
const TEXT_FILES: [&str; 5] = ["toml", "ftl", "bib", "txt", "svg"];
/// The folder of the drawings.
const PICTURES: &str = "pictures";
/// What is heard: in a language's folder its words, beside them the rules.
const RULES: &str = "heard.toml";
/// The largest file that is read, in bytes; anything longer is a mistake.
const FILE_BYTES_MAX: u64 = 4 << 20;

/// The files of a dialogues folder by their path within it.
pub struct Folder {
    files: BTreeMap<Text, Text>,
    /// Files that are no text, or are there and would not be read.
    problems: Vec<Problem>,
}

/// What is inside the binary need not be copied.
type Text = Cow<'static, str>;

impl Folder {
    /// The folder inside the binary.
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        collect_embedded(&EMBEDDED, &mut files);
        Self { files, problems: Vec::new() }
    }

    /// A folder on disk.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let mut folder = Self { files: BTreeMap::new(), problems: Vec::new() };
        read_into(path, path, &mut folder)?;
        anyhow::ensure!(
            !folder.files.is_empty() || !folder.problems.is_empty(),
            "{} holds no dialogue files",
            path.display()
        );
        folder.problems.sort_by(|a, b| a.place.cmp(&b.place));
        Ok(folder)
    }

    /// The folder with one file written anew.
    #[must_use]
    pub fn with(&self, path: &str, text: String) -> Self {
        let mut files = self.files.clone();
        files.insert(path.to_owned().into(), text.into());
        Self { files, problems: self.problems.clone() }
    }

    /// The folder without one of its files.
    #[must_use]
    pub fn without(&self, path: &str) -> Self {
        let mut files = self.files.clone();
        files.remove(path);
        Self { files, problems: self.problems.clone() }
    }

    /// What need not be mended before the folder is served: lines of word lists that nobody can read, and
    /// words in them that nobody can say.
    pub fn warnings(&self) -> Vec<Problem> {
        let heard = self.files.iter().filter_map(|(path, text)| heard_file(path, text));
        let of = |file| {
            [hear::long_lines(&file), hear::dead_words(&file), hear::repeated_phrases(&file)]
                .concat()
        };
        heard.flat_map(of).collect()
    }

    /// Phrases of the word lists that hide a sign. Too much work for a start: `check` looks for them.
    pub fn hidden_signs(&self, script: &Script) -> Vec<Problem> {
        let heard = self.files.iter().filter_map(|(path, text)| heard_file(path, text));
        hear::hidden_signs(&script.lexicon, &heard.collect::<Vec<_>>())
    }

    /// The text of one file.
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(Text::as_ref)
    }

    /// The files below a folder, such as `transcripts/`, in the order of their names.
    pub fn below<'f>(&'f self, folder: &'f str) -> impl Iterator<Item = (&'f str, &'f str)> {
        let files = self.files.iter().filter(move |(path, _)| path.starts_with(folder));
        files.map(|(path, text)| (path.as_ref(), text.as_ref()))
    }

    /// Compiles the folder; returns every problem found.
    pub fn compile(&self) -> (Option<Script>, Vec<Problem>) {
        self.compile_but(Vec::new())
    }

    /// The same, but word lists that are inside the binary, and were checked before they got there,
    /// are only read when they are first needed: they are most of the work.
    pub fn compile_for_service(&self) -> (Option<Script>, Vec<Problem>) {
        let embedded = |(path, text): (&Text, &Text)| match (path, text) {
            (Cow::Borrowed(path), Cow::Borrowed(text)) => heard_file(path, text),
            _ => None,
        };
        self.compile_but(self.files.iter().filter_map(embedded).collect())
    }

    fn compile_but(&self, later: Vec<HeardFile<'static>>) -> (Option<Script>, Vec<Problem>) {
        if !self.problems.is_empty() {
            // What is missing with them would be told as many false mistakes.
            return (None, self.problems.clone());
        }
        let (sources, mut problems) = match self.file("sources.bib") {
            Some(text) => evidence::parse("sources.bib", text),
            None => (
                Vec::new(),
                vec![Problem::new(
                    "S000",
                    Place::whole("sources.bib"),
                    "there is no sources.bib",
                    "the evidence that advice cites stands there",
                )],
            ),
        };
        let (version, words) = (self.version(), self.words());
        let mut files = Files { words, sources, version, ..Files::default() };
        let now = self.files.iter().filter_map(|(path, text)| heard_file(path, text));
        files.heard =
            if later.is_empty() { Heard::Now(now.collect()) } else { Heard::Later(later) };
        for (path, text) in &self.files {
            match path.split_once('/') {
                Some((PICTURES, name)) => {
                    if let Some(name) = name.strip_suffix(".svg") {
                        files.pictures.insert(name.to_owned(), text.as_ref().into());
                    }
                }
                None if path == RULES => {}
                Some((language, "clock.toml")) => {
                    files.clocks.push(ClockFile { language, path, text });
                }
                None if extension(path) == Some("toml") => {
                    files.scripts.push(ScriptFile { path, text });
                }
                _ => {}
            }
        }
        let (script, found) = parse::parse(files);
        problems.extend(found);
        (script, problems)
    }

    /// The translations of a script of this folder, and what they were compared with.
    pub fn translations<'f>(&'f self, script: &'f Script) -> Translations<'f> {
        let files = self.files.iter().filter_map(|(path, text)| {
            let (language, name) = path.split_once('/')?;
            (name == reviewed::FILE).then_some(StampFile { language, path, text })
        });
        Translations::new(script, &self.words(), &files.collect::<Vec<_>>())
    }

    fn words(&self) -> Vec<WordFile<'_>> {
        let files = self.files.iter().filter_map(|(path, text)| {
            let (language, _) = path.split_once('/')?;
            (extension(path) == Some("ftl")).then_some(WordFile { language, path, text })
        });
        files.collect()
    }

    fn version(&self) -> String {
        let mut hasher = DefaultHasher::new();
        // Transcripts, stamps and remarks do not change what is said.
        let said = |path: &str| {
            matches!(extension(path), Some("toml" | "ftl" | "bib" | "svg"))
                && !path.ends_with(reviewed::FILE)
        };
        for (path, text) in self.files.iter().filter(|(path, _)| said(path)) {
            (path, text).hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }
}

/// A file of words, or of the rules that combine them, which are the same in every language.
fn heard_file<'f>(path: &'f str, text: &'f str) -> Option<HeardFile<'f>> {
    match path.split_once('/') {
        None if path == RULES => Some(HeardFile { lang: ALL_LANGUAGES, path, text }),
        Some((lang, RULES | EVIDENCE)) => Some(HeardFile { lang, path, text }),
        _ => None,
    }
}

fn extension(path: &str) -> Option<&str> {
    path.rsplit_once('.').map(|(_, extension)| extension)
}

fn is_text(path: &str) -> bool {
    extension(path).is_some_and(|extension| TEXT_FILES.contains(&extension))
}

fn collect_embedded(dir: &'static Dir<'_>, files: &mut BTreeMap<Text, Text>) {
    for file in dir.files() {
        let path = match file.path().to_string_lossy() {
            Cow::Borrowed(path) if !path.contains('\\') => Cow::Borrowed(path),
            path => path.replace('\\', "/").into(),
        };
        if let Some(text) = file.contents_utf8().filter(|_| is_text(&path)) {
            files.insert(path, text.into());
        }
    }
    for inner in dir.dirs() {
        collect_embedded(inner, files);
    }
}

fn read_into(root: &Path, dir: &Path, folder: &mut Folder) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(dir)
        .with_context(|| format!("cannot read the dialogues folder {}", dir.display()))?;
    for entry in entries {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            read_into(root, &path, folder)?;
            continue;
        }
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        if let Some(hint) = is_passed_over(&name) {
            let place = Place::whole(&name);
            folder.problems.push(Problem::new("E035", place, "this file is not read", hint));
            continue;
        }
        if !is_text(&name) {
            continue;
        }
        let size = path.metadata()?.len();
        anyhow::ensure!(
            size <= FILE_BYTES_MAX,
            "{} has {size} bytes; the limit is {FILE_BYTES_MAX}",
            path.display()
        );
        let bytes =
            std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        match as_text(&name, bytes) {
            Ok(text) => drop(folder.files.insert(name.into(), text.into())),
            Err(problem) => folder.problems.push(problem),
        }
    }
    Ok(())
}

/// Why a file of that name, which somebody will have meant to be read, is not.
fn is_passed_over(name: &str) -> Option<String> {
    let (folder, file) = name.split_once('/').unwrap_or(("", name));
    let lower = file.to_lowercase();
    let like = |ending: &str| lower.ends_with(ending) || lower.contains(&format!("{ending}."));
    if [PICTURES, "transcripts"].contains(&folder) {
        return None;
    }
    let ending = [".ftl", ".toml", ".bib"].into_iter().find(|ending| like(ending))?;
    if !file.ends_with(ending) {
        return Some(format!("its name must end in `{ending}`"));
    }
    let known = [RULES, EVIDENCE, "clock.toml", reviewed::FILE];
    (!folder.is_empty() && ending == ".toml" && !known.contains(&file))
        .then(|| format!("in the folder of a language there are {}", known.join(", ")))
}

/// The text of a file: UTF-8, with or without its mark, with lines that end in a line feed.
fn as_text(name: &str, bytes: Vec<u8>) -> Result<String, Problem> {
    const HINT: &str = "save it as UTF-8 with line feeds";
    let wrong = |text: &str, at: usize, message: &str| {
        Problem::new("E036", Place::at(name, text, at), message.to_owned(), HINT)
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
        wrong(&before, at, "this is no UTF-8 text")
    })?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    if let Some(at) = text.find('\0') {
        return Err(wrong(&text, at, "this is no UTF-8 text"));
    }
    let bare = |at: &usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    if let Some(at) = text.match_indices('\r').map(|(at, _)| at).find(bare) {
        return Err(wrong(&text, at, "a line ends without a line feed"));
    }
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        *at += line.len();
        Some((*at - line.len(), line))
    });
    let marker =
        lines.find(|(_, line)| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> "));
    match marker {
        Some((at, _)) => Err(Problem::new(
            "E037",
            Place::at(name, &text, at),
            "two versions of this file were merged and do not agree",
            "choose what is to stand between `<<<<<<<` and `>>>>>>>`, and delete these marks",
        )),
        None => Ok(text),
    }
}
