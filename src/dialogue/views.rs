//! Screens made of the evidence. All words come from the script.

use std::collections::{BTreeMap, BTreeSet};

use super::advance::Talk;
use super::guard::SlotIx;
use super::screen::Page;
use super::script::{Block, Line, Part, StepIx};
use super::source::Source;
use super::words::Arg;

/// What one page holds, in UTF-16 units: easy to read on a phone, and with heading and notes far
/// below Telegram's 4,096.
const PAGE_UNITS_MAX: usize = 2600;
/// Advice about more subjects than this is named without them.
const SUBJECTS_MAX: usize = 6;

impl Talk<'_> {
    /// One page of all the evidence, with the advice that rests on it.
    pub(super) fn sources_page(&self, page: u32) -> Page {
        paged(self.source_entries(), page)
    }

    /// The page that the source with that number is on.
    pub(super) fn page_of_source(&self, number: usize) -> u32 {
        let mut last = 0;
        let pages = split(self.source_entries());
        let page = pages.iter().position(|page| {
            last += page.len();
            number <= last
        });
        page.and_then(|page| u32::try_from(page).ok()).unwrap_or(0)
    }

    fn source_entries(&self) -> impl Iterator<Item = String> {
        let sources = self.script.sources.iter();
        sources.map(|source| {
            format!("{}\n{}", self.source_entry(source), self.advice_resting_on(source))
        })
    }

    /// One page of the evidence that the current screen rests on.
    pub(super) fn why_page(&self, page: u32) -> Page {
        let cited = self.cited_here();
        if cited.is_empty() {
            return Page { text: self.say("why-nothing", &[]), ..Page::default() };
        }
        paged(cited.into_iter().map(|source| self.source_entry(source)), page)
    }

    /// One page of the lines of a step's blocks, each with its evidence.
    pub(super) fn lines_page(&self, step: StepIx, page: u32) -> Page {
        let lines = self.blocks_of(step).flat_map(|block| block.chosen(&self.facts));
        let entries = lines.map(|line| {
            let sources = line.cites.iter().filter_map(|key| self.script.source(key));
            let mut numbers: Vec<usize> = sources.map(|source| source.number).collect();
            numbers.sort_unstable();
            let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            let sources = Arg::Text(numbers.join(", ").into());
            let evidence = self.say("line-evidence", &[("sources", sources)]);
            format!("{}\n{evidence}", self.say(&line.say, &[]))
        });
        paged(entries, page)
    }

    fn blocks_of(&self, step: StepIx) -> impl Iterator<Item = &Block> {
        self.script.steps[step].show.iter().filter_map(|part| match part {
            Part::Block(block) => Some(&self.script.blocks[*block]),
            Part::Words(_) => None,
        })
    }

    fn cited_here(&self) -> Vec<&Source> {
        let Some(step) = self.here() else {
            return Vec::new();
        };
        let keys: Vec<&String> = self
            .blocks_of(step)
            .flat_map(|block| self.lines_of(block))
            .flat_map(|line| &line.cites)
            .collect();
        self.script.sources.iter().filter(|source| keys.contains(&&source.key)).collect()
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

    /// Where the advice stands that cites a source, and what it is about.
    fn advice_resting_on(&self, source: &Source) -> String {
        let mut advice: Vec<String> = Vec::new();
        for block in self.script.blocks.iter().filter(|block| block.advice) {
            let lines = block.lines.iter().filter(|line| line.cites.contains(&source.key));
            let lines: Vec<&Line> = lines.collect();
            if lines.is_empty() {
                continue;
            }
            let title = self.say(&format!("block-{}", block.name), &[]);
            let subjects: BTreeSet<(SlotIx, usize)> =
                lines.iter().flat_map(|line| self.subjects(line)).collect();
            let subjects: Vec<String> =
                subjects.into_iter().filter_map(|subject| self.name_of(subject)).collect();
            let text = match subjects.len() {
                1..=SUBJECTS_MAX => self.say(
                    "advice-about",
                    &[
                        ("advice", Arg::Rendered(title)),
                        ("subjects", Arg::Rendered(subjects.join(" · "))),
                    ],
                ),
                _ => title,
            };
            if !advice.contains(&text) {
                advice.push(text);
            }
        }
        if advice.is_empty() {
            return self.say("source-unused", &[]);
        }
        self.say("source-used", &[("advice", Arg::Rendered(advice.join("; ")))])
    }

    /// What a line is about: the values of the slot that its condition narrows down most.
    fn subjects(&self, line: &Line) -> Vec<(SlotIx, usize)> {
        let mut named: BTreeMap<SlotIx, u64> = BTreeMap::new();
        let slots: Vec<SlotIx> = self.script.named_slots().collect();
        line.when.affirmed(&mut |slot, mask| {
            if slots.contains(&slot) {
                *named.entry(slot).or_default() |= mask;
            }
        });
        let narrowest = named.into_iter().min_by_key(|(_, mask)| mask.count_ones());
        let Some((slot, mask)) = narrowest else { return Vec::new() };
        (0..u64::BITS as usize)
            .filter(|value| mask & (1 << value) != 0)
            .map(|value| (slot, value))
            .collect()
    }

    /// What people call a value; `None` for one that is for guards only.
    fn name_of(&self, (slot, value): (SlotIx, usize)) -> Option<String> {
        let slot = self.script.slots.get(slot);
        let id = format!("{}-{}", slot.name, slot.values.get(value)?);
        self.script.words.message(&self.state.language, &id)?;
        Some(self.say(&id, &[]))
    }
}

/// The page of that number, or the last one.
fn paged(entries: impl Iterator<Item = String>, page: u32) -> Page {
    let pages = split(entries);
    let last = pages.len().saturating_sub(1);
    let number = (page as usize).min(last);
    let text = pages.get(number).map(|page| page.join("\n\n")).unwrap_or_default();
    let more = number < last;
    Page { text, number: u32::try_from(number).unwrap_or(0), more, ..Page::default() }
}

/// As many entries on a page as fit, at least one.
fn split(entries: impl Iterator<Item = String>) -> Vec<Vec<String>> {
    let mut pages: Vec<Vec<String>> = Vec::new();
    let mut filled = 0;
    for entry in entries {
        let units = entry.encode_utf16().count();
        match pages.last_mut() {
            Some(page) if filled + units <= PAGE_UNITS_MAX => {
                page.push(entry);
                filled += units;
            }
            _ => {
                pages.push(vec![entry]);
                filled = units;
            }
        }
    }
    pages
}
