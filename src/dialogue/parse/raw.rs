//! The dialogue files as written: TOML tables to raw parts with byte ranges, nothing resolved.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::dialogue::problem::{Place, Problem};
use crate::dialogue::readability::Limits;

/// A TOML file of the dialogues folder.
#[derive(Debug, Clone, Copy)]
pub struct ScriptFile<'f> {
    /// Path within the folder.
    pub path: &'f str,
    /// Content.
    pub text: &'f str,
}

/// A part together with the file it stands in.
#[derive(Debug)]
pub(super) struct In<T> {
    pub(super) file: usize,
    pub(super) range: Range<usize>,
    pub(super) part: T,
}

/// All parts of all files.
#[derive(Debug, Default)]
pub(super) struct Raw {
    pub(super) bot: Option<In<RawBot>>,
    pub(super) slots: Vec<In<(String, RawSlot)>>,
    pub(super) always: Vec<In<RawAlways>>,
    pub(super) forbids: Vec<In<RawForbid>>,
    pub(super) requires: Vec<In<RawRequire>>,
    pub(super) never_say: Vec<In<RawNeverSay>>,
    pub(super) commands: Vec<In<RawCommand>>,
    pub(super) timers: Vec<In<RawTimer>>,
    pub(super) numbers: Vec<In<RawNumber>>,
    pub(super) readability: Option<In<Limits>>,
    pub(super) nav: Vec<In<RawOption>>,
    pub(super) blocks: Vec<In<RawBlock>>,
    pub(super) steps: Vec<In<RawStep>>,
    /// Dialogue name of each file, from its path.
    pub(super) dialogues: Vec<String>,
}

pub(super) type Text = Spanned<String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBot {
    pub(super) languages: Vec<String>,
    pub(super) start: Text,
    pub(super) new_episode_after_minutes: i64,
    pub(super) recorded: Vec<Text>,
    #[serde(default)]
    pub(super) noted: Vec<Text>,
    pub(super) place: Text,
    pub(super) country: Text,
    pub(super) outcome: Text,
    pub(super) first_instruction: Text,
    pub(super) red_flags: RawRedFlags,
    pub(super) reminders: RawReminders,
    #[serde(default)]
    pub(super) moved: BTreeMap<String, Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRedFlags {
    pub(super) emergency: Text,
    pub(super) doubt_go: Text,
    pub(super) now_go: Text,
    pub(super) today_go: Text,
    pub(super) now: Vec<Text>,
    pub(super) today: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawReminders {
    pub(super) time: Text,
    pub(super) zone: Text,
    pub(super) set: Text,
    pub(super) send: Text,
    pub(super) paused: Text,
    pub(super) review: Text,
    pub(super) routine: Text,
    pub(super) routine_done: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSlot {
    pub(super) values: Vec<Text>,
    #[serde(default)]
    pub(super) many: bool,
    #[serde(default)]
    pub(super) lasting: bool,
    #[serde(default)]
    pub(super) derived: bool,
    #[serde(default)]
    pub(super) replaces: BTreeMap<Text, Vec<Text>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAlways {
    pub(super) changed: Option<Text>,
    pub(super) said: Option<Text>,
    pub(super) when: Option<Text>,
    #[serde(default)]
    pub(super) set: BTreeMap<Text, Text>,
    #[serde(default)]
    pub(super) clear: Vec<Text>,
    pub(super) go: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawForbid {
    pub(super) when: Text,
    #[serde(default)]
    pub(super) shows: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRequire {
    pub(super) when: Option<Text>,
    pub(super) step: Text,
    #[serde(default)]
    pub(super) signs: Vec<Text>,
    #[serde(default)]
    pub(super) shows: Vec<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNeverSay {
    pub(super) phrases: Vec<String>,
    #[serde(default)]
    pub(super) languages: Vec<Text>,
    #[serde(default)]
    pub(super) but: Vec<String>,
    pub(super) why: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCommand {
    pub(super) name: Text,
    pub(super) go: Option<Text>,
    #[serde(rename = "do")]
    pub(super) action: Option<Text>,
    #[serde(default)]
    pub(super) hidden: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTimer {
    pub(super) id: Text,
    pub(super) after_seconds: i64,
    #[serde(default)]
    pub(super) here: bool,
    #[serde(default)]
    pub(super) countdown: bool,
    pub(super) when: Option<Text>,
    pub(super) go: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNumber {
    pub(super) countries: Vec<Text>,
    /// None for countries whose number is not known.
    pub(super) number: Option<Text>,
}

#[derive(Debug, Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOption {
    pub(super) id: Text,
    pub(super) say: Option<Text>,
    pub(super) when: Option<Text>,
    #[serde(default)]
    pub(super) set: BTreeMap<Text, Text>,
    #[serde(default)]
    pub(super) clear: Vec<Text>,
    pub(super) go: Option<Text>,
    #[serde(rename = "do")]
    pub(super) action: Option<Text>,
    #[serde(default)]
    pub(super) new_row: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawBlock {
    pub(super) id: Text,
    pub(super) limit: Option<usize>,
    #[serde(default)]
    pub(super) plain: bool,
    #[serde(default)]
    pub(super) caption: Vec<Text>,
    #[serde(default)]
    pub(super) redraw: bool,
    pub(super) each: Option<Text>,
    #[serde(default)]
    pub(super) default: Vec<Text>,
    pub(super) line: Vec<Spanned<RawLine>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLine {
    pub(super) when: Option<Text>,
    pub(super) say: Text,
    #[serde(default)]
    pub(super) cites: Vec<Text>,
    pub(super) picture: Option<Text>,
    #[serde(default = "yes")]
    pub(super) stretch: bool,
}

/// What is not said to be harmless may be a stretch.
fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStep {
    pub(super) id: Text,
    #[serde(default)]
    pub(super) show: Vec<Text>,
    pub(super) ask: Option<Text>,
    pub(super) fills: Option<Text>,
    pub(super) offer: Option<Vec<Text>>,
    pub(super) next: Option<Text>,
    #[serde(default)]
    pub(super) option: Vec<RawOption>,
    #[serde(default)]
    pub(super) route: Vec<RawRoute>,
    pub(super) columns: Option<usize>,
    pub(super) nav: Option<Vec<Text>>,
    #[serde(default)]
    pub(super) starts: Vec<Text>,
    #[serde(default)]
    pub(super) stops: Vec<Text>,
    #[serde(default)]
    pub(super) aside: bool,
    #[serde(default)]
    pub(super) ends_episode: bool,
    pub(super) view: Option<Text>,
    pub(super) takes: Option<Text>,
    pub(super) changes: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRoute {
    pub(super) when: Option<Text>,
    pub(super) go: Text,
}

/// Reads all files. Each part is read on its own, so that one mistake does not hide the next.
pub(super) fn read(files: &[ScriptFile<'_>]) -> (Raw, Vec<Problem>) {
    let mut raw = Raw::default();
    let mut problems = Vec::new();
    for (index, file) in files.iter().enumerate() {
        raw.dialogues.push(file.path.trim_end_matches(".toml").to_owned());
        let (table, errors) = DeTable::parse_recoverable(file.text);
        for error in errors {
            let offset = error.span().map_or(0, |span| span.start);
            problems.push(Problem::new(
                "E001",
                Place::at(file.path, file.text, offset),
                format!("this is not TOML: {}", error.message()),
                "check quotes, brackets and commas on this line and the one above",
            ));
        }
        let mut reader = Reader { file: index, source: file, problems: &mut problems };
        for (key, value) in table.into_inner() {
            let name = key.get_ref().as_ref().to_owned();
            match name.as_str() {
                "bot" => raw.bot = reader.part(value),
                "slots" => reader.slots(value, &mut raw.slots),
                "always" => reader.list(value, &mut raw.always),
                "forbid" => reader.list(value, &mut raw.forbids),
                "require" => reader.list(value, &mut raw.requires),
                "never_say" => reader.list(value, &mut raw.never_say),
                "command" => reader.list(value, &mut raw.commands),
                "timer" => reader.list(value, &mut raw.timers),
                "number" => reader.list(value, &mut raw.numbers),
                "readability" => raw.readability = reader.part(value),
                "nav" => reader.list(value, &mut raw.nav),
                "block" => reader.list(value, &mut raw.blocks),
                "step" => reader.list(value, &mut raw.steps),
                _ => reader.report(
                    "E002",
                    key.span().start,
                    format!("`{name}` means nothing here"),
                    "there is: bot, slots, always, forbid, require, never_say, command, timer, number, readability, nav, block, step",
                ),
            }
        }
    }
    (raw, problems)
}

/// Takes the key that stands at an offset out of a table, or out of a table within it.
fn forget(value: &mut Spanned<DeValue<'_>>, offset: usize) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => {
            let before = table.len();
            let kept = std::mem::take(table).into_iter();
            *table = kept.filter(|(key, _)| key.span().start != offset).collect();
            before != table.len() || table.iter_mut().any(|(_, inner)| forget(inner, offset))
        }
        DeValue::Array(items) => items.iter_mut().any(|inner| forget(inner, offset)),
        _ => false,
    }
}

struct Reader<'r, 'f> {
    file: usize,
    source: &'r ScriptFile<'f>,
    problems: &'r mut Vec<Problem>,
}

impl<'f> Reader<'_, 'f> {
    fn report(&mut self, code: &'static str, offset: usize, message: String, hint: &str) {
        let place = Place::at(self.source.path, self.source.text, offset);
        self.problems.push(Problem::new(code, place, message, hint));
    }

    fn part<T: Deserialize<'f>>(&mut self, value: Spanned<DeValue<'f>>) -> Option<In<T>> {
        let range = value.span();
        let mut value = value;
        loop {
            match T::deserialize(ValueDeserializer::from(value.clone())) {
                Ok(part) => return Some(In { file: self.file, range, part }),
                Err(error) => {
                    let offset = error.span().map_or(range.start, |span| span.start);
                    self.report(
                        "E003",
                        offset,
                        error.message().to_owned(),
                        "see dialogues/README.md for what may stand here",
                    );
                    // A key that means nothing hides nothing else: the part is read without it.
                    if !error.message().starts_with("unknown field") || !forget(&mut value, offset)
                    {
                        return None;
                    }
                }
            }
        }
    }

    fn list<T: Deserialize<'f>>(&mut self, value: Spanned<DeValue<'f>>, into: &mut Vec<In<T>>) {
        let start = value.span().start;
        match value.into_inner() {
            DeValue::Array(items) => {
                for item in items {
                    into.extend(self.part(item));
                }
            }
            _ => self.report(
                "E003",
                start,
                "a list of tables is expected".to_owned(),
                "write it with double brackets, such as [[step]]",
            ),
        }
    }

    fn slots(&mut self, value: Spanned<DeValue<'f>>, into: &mut Vec<In<(String, RawSlot)>>) {
        let start = value.span().start;
        let DeValue::Table(table) = value.into_inner() else {
            return self.report(
                "E003",
                start,
                "a table of slots is expected".to_owned(),
                "write [slots.name] and its values below it",
            );
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref().to_owned();
            let range = key.span();
            if let Some(slot) = self.part::<RawSlot>(value) {
                into.push(In { file: self.file, range, part: (name, slot.part) });
            }
        }
    }
}
