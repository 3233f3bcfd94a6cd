//! Telegram's limits: the longest text, the longest label, the most buttons of every screen.

use super::Prover;
use super::diagram::Set;
use crate::dialogue::remind::WEEKDAYS;
use crate::dialogue::screen::{BUTTON_DATA_BYTES_MAX, DONE, Press};
use crate::dialogue::script::{Choice, EACH_MAX, Part, StepIx, View};
use crate::dialogue::words::Arg;

/// Telegram's longest message, in UTF-16 units after its tags are read.
const TEXT_UNITS_MAX: usize = 4096;
/// The longest label that is still readable on a small screen.
const LABEL_CHARS_MAX: usize = 64;
/// Telegram's most buttons of a message and of a row.
const BUTTONS_MAX: usize = 100;
const ROW_BUTTONS_MAX: usize = 8;
/// Between the parts of a screen, and between the lines of a block.
const PART_GAP: usize = 2;
const LINE_GAP: usize = 1;
/// A time zone with a long name, for the sentence that says when a reminder comes.
const LONG_ZONE: &str = "America/Argentina/ComodRivadavia";
/// Notes of which one may stand above a screen, with the disclaimer and the news of an edit.
const NOTES: [&str; 13] = [
    "not-understood",
    "which-one",
    "you-are-welcome",
    "not-text",
    "unknown-command",
    "which-place",
    "which-city",
    "reminder-not-a-time",
    "reminder-not-a-zone",
    "reminder-switched-off",
    "location-not-now",
    "location-at-sea",
    "late-too-far",
];

/// What the records may say at bedtime.
const TOLD: [&str; 7] = [
    "evening-streak",
    "evening-quiet",
    "evening-cramp",
    "evening-places",
    "review-done",
    "review-rates",
    "review-after",
];

/// The lines of a block that are not decided yet: when each is shown, and its length.
#[derive(Clone)]
struct Lines {
    most: usize,
    lines: Vec<(Set, usize)>,
}

impl<'s> Prover<'s> {
    pub(super) fn limits(&mut self) {
        let languages: Vec<&'s str> = self.script().words.languages().collect();
        for step in 0..self.script().steps.len() {
            let here = &self.script().steps[step];
            let shown = if here.aside { self.everywhere() } else { self.reach.at[step] };
            if shown.is_empty() {
                continue;
            }
            for language in &languages {
                self.text_fits(language, step, shown);
            }
            self.buttons_fit(step, shown);
            for language in &languages {
                self.labels_fit(language, step);
            }
        }
    }

    /// The length of a message on the screen, with the longest values of its variables.
    fn units(&self, language: &str, id: &str) -> usize {
        let words = &self.script().words;
        let Some(message) = words.message(language, id) else { return 0 };
        let fixed = message.fixed.as_deref();
        fixed.map_or_else(|| self.longest(language, id, &message.variables), units_of)
    }

    fn longest(&self, language: &str, id: &str, variables: &[String]) -> usize {
        let words = &self.script().words;
        let say = |id: &str, args: &[(&str, Arg<'_>)]| words.say(language, id, args).into_owned();
        let longer = |a: String, b: String| if units_of(&b) > units_of(&a) { b } else { a };
        let unknown = say("number-unknown", &[]);
        let number = self.script().numbers.values().cloned().fold(unknown, longer);
        let doubt = self.script().slots.get(self.script().roles.doubt);
        let signs = doubt.values.iter().map(|value| say(&format!("sign-{value}"), &[]));
        let sign = if variables.iter().any(|name| name == "sign") {
            signs.fold(String::new(), longer)
        } else {
            String::new()
        };
        let args = [
            ("number", Arg::Rendered(number)),
            ("sign", Arg::Rendered(sign)),
            ("places", Arg::Rendered(self.longest_places(language))),
            ("bar", Arg::Text("░░░░░░░░░░".into())),
            ("seconds", Arg::Count(1000)),
            ("side", Arg::Rendered(longer(say("guide-left", &[]), say("guide-right", &[])))),
            ("repetition", Arg::Count(10)),
            ("repetitions", Arg::Count(10)),
            ("count", Arg::Count(1000)),
            ("evenings", Arg::Count(1000)),
            ("before", Arg::Text("100.0".into())),
            ("after", Arg::Text("100.0".into())),
            ("time", Arg::Text("00:00".into())),
            ("now", Arg::Text("00:00".into())),
            ("days", Arg::Rendered(WEEKDAYS.map(|day| say(day, &[])).join(", "))),
            ("zone", Arg::Text(LONG_ZONE.into())),
        ];
        units_of(&say(id, &args))
    }

    /// As many places as stretches are chosen for, with the longest names.
    fn longest_places(&self, language: &str) -> String {
        let place = self.script().slots.get(self.script().roles.place);
        let say = |id: &str| self.script().words.say(language, id, &[]).into_owned();
        let mut names: Vec<String> =
            place.values.iter().map(|value| say(&format!("{}-{value}", place.name))).collect();
        names.sort_by_key(|name| std::cmp::Reverse(units_of(name)));
        names.truncate(EACH_MAX);
        names.join(", ")
    }

    /// What may stand above a screen.
    fn notes(&self, language: &str) -> usize {
        let longest = NOTES.iter().map(|id| self.units(language, id)).max().unwrap_or(0);
        let others = ["disclaimer", "script-changed"].map(|id| self.units(language, id) + PART_GAP);
        others.iter().sum::<usize>() + longest + PART_GAP
    }

    fn text_fits(&mut self, language: &str, step: StepIx, shown: Set) {
        let here = &self.script().steps[step];
        if here.view.is_some_and(|view| view != View::Reminder) {
            return;
        }
        let mut parts: Vec<Lines> = Vec::new();
        let mut fixed = self.notes(language);
        if here.view == Some(View::Reminder) {
            let lines = ["reminder-line", "reminder-days", "reminder-no-days", "reminder-none"];
            let line = lines.map(|id| self.units(language, id));
            fixed += line.into_iter().max().unwrap_or(0) + PART_GAP;
            fixed += self.units(language, "reminder-fixed") + LINE_GAP;
        }
        if here.view == Some(View::Evening) {
            let told = TOLD.iter().map(|id| self.units(language, id) + PART_GAP);
            fixed += told.sum::<usize>();
        }
        if here.starts.iter().any(|&timer| self.script().timers[timer].countdown) {
            fixed += self.units(language, "countdown") + PART_GAP;
        }
        if step == self.script().roles.routine {
            let lines = ["guide-hold", "guide-rest", "guide-paused"];
            fixed += lines.map(|id| self.units(language, id)).into_iter().max().unwrap_or(0);
        }
        fixed += here.ask.as_deref().map_or(0, |id| self.units(language, id));
        for part in &here.show {
            match part {
                Part::Words(id) => fixed += self.units(language, id) + PART_GAP,
                Part::Block(block) => {
                    fixed += PART_GAP;
                    let lines = self.script().blocks[*block].lines.iter();
                    let lengths: Vec<usize> =
                        lines.map(|line| self.units(language, &line.say) + LINE_GAP).collect();
                    let chosen = self.screens.lines[*block].iter().copied().zip(lengths);
                    let block = &self.script().blocks[*block];
                    let times = if block.each.is_some() { EACH_MAX } else { 1 };
                    let most = block.limit.saturating_mul(times);
                    parts.push(Lines { most, lines: chosen.collect() });
                }
            }
        }
        let room = TEXT_UNITS_MAX.saturating_sub(fixed);
        let over =
            if fixed <= TEXT_UNITS_MAX { self.longer_than(room, shown, &parts) } else { shown };
        if !over.is_empty() {
            let message = format!("a screen of `{}` is too long in `{language}`", here.name);
            let hint = "a message holds 4,096 characters; shorten its lines or lower a limit";
            let at = if here.aside { self.reach.at.len() - 1 } else { step };
            self.report_at("P050", &here.place, (at, over), &message, hint);
        }
    }

    /// Some facts with which the chosen lines are longer than there is room: looks at each combination
    /// of lines, but only where they might be too long.
    fn longer_than(&mut self, room: usize, facts: Set, parts: &[Lines]) -> Set {
        let lines: Vec<(Set, usize)> = parts.iter().flat_map(|part| &part.lines).copied().collect();
        self.longer_among(room, facts, parts, &lines)
    }

    fn longer_among(
        &mut self,
        room: usize,
        facts: Set,
        parts: &[Lines],
        lines: &[(Set, usize)],
    ) -> Set {
        if self.at_most(facts, parts) <= room {
            return Set::EMPTY;
        }
        let Some(&(chosen, length)) = lines.first() else { return facts };
        let with = self.model.d.and(facts, chosen);
        let without = self.model.d.minus(facts, chosen);
        let rest = without_first(parts);
        let over = if length > room {
            with
        } else {
            self.longer_among(room - length, with, &rest, &lines[1..])
        };
        if over.is_empty() { self.longer_among(room, without, &rest, &lines[1..]) } else { over }
    }

    /// More than the chosen lines can be long: of each block, the longest that can be chosen together.
    fn at_most(&mut self, facts: Set, parts: &[Lines]) -> usize {
        if facts.is_empty() {
            return 0;
        }
        let mut sum = 0;
        for part in parts {
            let mut lengths = Vec::new();
            for &(chosen, length) in &part.lines {
                if self.model.d.meet(facts, chosen) {
                    lengths.push(length);
                }
            }
            let conditions: Vec<Set> = part.lines.iter().map(|&(chosen, _)| chosen).collect();
            let mut count = lengths.len().min(part.most);
            while count > 0 && self.model.more_than(count - 1, &conditions, facts).is_empty() {
                count -= 1;
            }
            lengths.sort_unstable_by(|a, b| b.cmp(a));
            sum += lengths.iter().take(count).sum::<usize>();
        }
        sum
    }

    fn buttons_fit(&mut self, step: StepIx, shown: Set) {
        let here = &self.script().steps[step];
        let is_nav = |choice: &Choice| here.nav.iter().any(|nav| nav.place == choice.place);
        let offered = self.model.offered(step);
        let of = |nav: bool| -> Vec<Set> {
            let choices = offered.iter().filter(|(choice, _)| is_nav(choice) == nav);
            choices.map(|&(_, when)| when).collect()
        };
        let (own, nav) = (of(false), of(true));
        let filled = here.fills.as_ref().map_or(0, |fill| {
            fill.offer.len() + usize::from(self.script().slots.get(fill.slot).many)
        });
        let all = [own, nav.clone()].concat();
        let many = self.more_of(BUTTONS_MAX.saturating_sub(filled), &all, shown);
        let wide = self.more_of(ROW_BUTTONS_MAX, &nav, shown);
        for (over, what) in
            [(many, "more than 100 buttons"), (wide, "more than 8 standard buttons")]
        {
            if !over.is_empty() {
                let message = format!("step `{}` has {what}", here.name);
                let at = if here.aside { self.reach.at.len() - 1 } else { step };
                self.report_at("P053", &here.place, (at, over), &message, "split the step");
            }
        }
        let script = self.script();
        let values = here.fills.iter().flat_map(|fill| &script.slots.get(fill.slot).values);
        let options = here.options.iter().chain(&here.nav).map(|choice| &choice.id);
        let done = DONE.to_owned();
        for option in values.chain(options).chain([&done]) {
            // The longest number of a screen, or a date of a reminder.
            let (screen, argument) = if here.aside { (0, i64::MIN) } else { (u64::MAX, 0) };
            let press = Press { screen, step: &here.name, option, argument };
            if press.encode().len() > BUTTON_DATA_BYTES_MAX {
                let message =
                    format!("button `{option}` of `{}` does not fit into 64 bytes", here.name);
                self.report("P052", &here.place, message, "shorten the names of step and option");
            }
        }
    }

    fn more_of(&mut self, most: usize, conditions: &[Set], among: Set) -> Set {
        if conditions.len() <= most {
            return Set::EMPTY;
        }
        self.model.more_than(most, conditions, among)
    }

    fn labels_fit(&mut self, language: &str, step: StepIx) {
        let script = self.script();
        let here = &script.steps[step];
        let mut labels: Vec<String> =
            here.options.iter().chain(&here.nav).map(|choice| choice.say.clone()).collect();
        let mut ticks = 0;
        if let Some(fill) = &here.fills {
            let slot = script.slots.get(fill.slot);
            let value = |&value: &usize| format!("{}-{}", slot.name, slot.values[value]);
            labels.extend(fill.offer.iter().map(value));
            if slot.many {
                let own = [("label", Arg::Rendered(String::new()))];
                ticks = script.words.say(language, "ticked", &own).chars().count();
                labels.extend(["ticked-done", "ticked-none"].map(str::to_owned));
            }
        }
        for id in labels {
            let Some(message) = script.words.message(language, &id) else { continue };
            let text = script.words.say(language, &id, &[("number", Arg::Text("112".into()))]);
            let (length, place) = (text.trim().chars().count(), message.place.clone());
            if length == 0 || length + ticks > LABEL_CHARS_MAX {
                let message = format!("label `{id}` has {} characters", length + ticks);
                self.report("P051", &place, message, "a label has 1 to 64 characters");
            }
            if text.contains(['<', '&', '\n']) {
                let message = format!("label `{id}` has tags, signs for tags or several lines");
                self.report("P051", &place, message, "a label is one plain line");
            }
        }
    }
}

fn without_first(parts: &[Lines]) -> Vec<Lines> {
    let mut rest: Vec<Lines> =
        parts.iter().filter(|part| !part.lines.is_empty()).cloned().collect();
    if let Some(first) = rest.first_mut() {
        first.lines.remove(0);
    }
    rest
}

/// The length that Telegram counts: without tags, signs read.
fn units_of(text: &str) -> usize {
    let tags = ["<b>", "</b>", "<i>", "</i>"];
    let plain = tags.iter().fold(text.to_owned(), |text, tag| text.replace(tag, ""));
    let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    plain.encode_utf16().count()
}
