//! Screens made of data: the evidence and the person's own history. All words come from the script.

use super::advance::Talk;
use super::input::History;
use super::schedule;
use super::screen::Page;
use super::script::{Part, View};
use super::source::Source;
use super::state::{Entry, Record};
use super::words::Arg;

/// Sources on one page of `/sources`: a reference with its finding takes about 500 characters.
const SOURCES_PER_PAGE: usize = 5;
/// Records on one page of `/history`.
pub const RECORDS_PER_PAGE: usize = 10;

impl Talk<'_> {
    /// One page of all the evidence.
    pub(super) fn sources_page(&self, page: u32) -> Page {
        self.page_of_sources(&self.script.sources.iter().collect::<Vec<_>>(), page)
    }

    /// One page of the evidence that the current screen rests on.
    pub(super) fn why_page(&self, page: u32) -> Page {
        let cited = self.cited_here();
        if cited.is_empty() {
            return Page { text: self.say("why-nothing", &[]), number: 0, more: false };
        }
        self.page_of_sources(&cited, page)
    }

    fn cited_here(&self) -> Vec<&Source> {
        let Some(step) = self.state.at.as_deref().and_then(|at| self.script.step(at)) else {
            return Vec::new();
        };
        let parts = self.script.steps[step].show.iter();
        let blocks = parts.filter_map(|part| match part {
            Part::Block(block) => Some(&self.script.blocks[*block]),
            Part::Words(_) => None,
        });
        let keys: Vec<&String> = blocks
            .flat_map(|block| block.chosen(&self.facts))
            .flat_map(|line| &line.cites)
            .collect();
        self.script.sources.iter().filter(|source| keys.contains(&&source.key)).collect()
    }

    fn page_of_sources(&self, sources: &[&Source], page: u32) -> Page {
        let pages = sources.len().div_ceil(SOURCES_PER_PAGE).max(1);
        let number = (page as usize).min(pages - 1);
        let shown = sources.iter().skip(number * SOURCES_PER_PAGE).take(SOURCES_PER_PAGE);
        let text = shown.map(|source| self.source_entry(source)).collect::<Vec<_>>().join("\n\n");
        Page { text, number: u32::try_from(number).unwrap_or(0), more: number + 1 < pages }
    }

    fn source_entry(&self, source: &Source) -> String {
        let own = format!("source-{}", source.key);
        // The findings are written in English with the reference; other languages translate them.
        let finding = match self.script.words.message(&self.state.language, &own) {
            Some(_) => self.say(&own, &[]),
            None => super::words::escape(&source.finding),
        };
        let certainty = format!("certainty-{}", source.certainty_level.id().replace('_', "-"));
        let mut text = self.say(
            "source-entry",
            &[
                ("position", Arg::Text(source.number.to_string().into())),
                ("reference", Arg::Text(source.vancouver.as_str().into())),
                ("finding", Arg::Rendered(finding)),
                ("certainty", Arg::Rendered(self.say(&certainty, &[]))),
                ("link", Arg::Text(source.link.as_deref().unwrap_or("–").into())),
            ],
        );
        if let Some(newer) = source.superseded_by.as_deref().and_then(|key| self.script.source(key))
        {
            text.push('\n');
            let position = Arg::Text(newer.number.to_string().into());
            text += &self.say("source-superseded", &[("position", position)]);
        }
        text
    }

    /// A page of the history that was fetched.
    pub(super) fn show_history_page(&mut self, history: &History) {
        let steps = &self.script.steps;
        let Some(step) = steps.iter().position(|step| step.view == Some(View::History)) else {
            return;
        };
        let lines: Vec<String> =
            history.records.iter().map(|record| self.history_line(record)).collect();
        let text = if lines.is_empty() { self.say("history-empty", &[]) } else { lines.join("\n") };
        self.show_page(step, Page { text, number: history.page, more: history.more });
    }

    fn history_line(&self, record: &Record) -> String {
        match &record.entry {
            Entry::Cramp { at, answers, .. } => {
                let words = self.script.recorded.iter().flat_map(|&slot| {
                    let slot = self.script.slots.get(slot);
                    let values = answers.get(&slot.name).into_iter().flatten();
                    values.map(move |value| format!("{}-{value}", slot.name))
                });
                // A value without a label of its own is for guards, not for people.
                let language = &self.state.language;
                let words = words.filter(|id| self.script.words.message(language, id).is_some());
                let words: Vec<String> = words.map(|id| self.say(&id, &[])).collect();
                let what = if words.is_empty() { "–".to_owned() } else { words.join(" · ") };
                self.say(
                    "history-line",
                    &[
                        ("when", Arg::Text(self.local_minute(*at).into())),
                        ("what", Arg::Rendered(what)),
                    ],
                )
            }
            Entry::Reminder { at, outcome, .. } => {
                let id = match outcome {
                    super::state::ReminderOutcome::Sent => "reminder-sent",
                    super::state::ReminderOutcome::Skipped => "reminder-skipped",
                    super::state::ReminderOutcome::Done => "reminder-done",
                    super::state::ReminderOutcome::NotTonight => "reminder-not-tonight",
                };
                self.say(
                    "history-line",
                    &[
                        ("when", Arg::Text(self.local_minute(*at).into())),
                        ("what", Arg::Rendered(self.say(id, &[]))),
                    ],
                )
            }
        }
    }

    /// An instant on the person's own clock; in UTC, and saying so, while their zone is unknown.
    fn local_minute(&self, at: chrono::DateTime<chrono::Utc>) -> String {
        match self.state.reminder.zone {
            Some(zone) => {
                let local = schedule::local(at, zone);
                format!("{} {:02}:{:02}", local.date, local.hour, local.minute)
            }
            None => at.format("%Y-%m-%d %H:%M UTC").to_string(),
        }
    }
}
