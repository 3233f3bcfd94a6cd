//! Composes what a step shows: blocks and lines chosen by the facts, the question, the buttons.
//!
//! Every word comes from the script. Nothing here decides where the conversation goes.

use super::advance::Talk;
use super::effect::{Button, Effect, Screen};
use super::guard::Facts;
use super::script::{
    Action, Block, Choice, EACH_MAX, Each, Line, Part, Script, StepIx, Then, View,
};
use super::state::Beside;
use super::words::Arg;

/// The option that ends a many-choice question.
pub const DONE: &str = "done";
/// Telegram's limit for what a button carries, in bytes.
pub const BUTTON_DATA_BYTES_MAX: usize = 64;
const SEPARATOR: char = '~';

/// What a button carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press<'d> {
    /// The screen it was on; 0 for asides.
    pub screen: u64,
    /// Full name of the step.
    pub step: &'d str,
    /// Option within the step.
    pub option: &'d str,
    /// A page or a date, for asides.
    pub argument: i64,
}

impl<'d> Press<'d> {
    /// Reads what came in with a press. Nothing in it is trusted: `None` for anything unusual.
    pub fn parse(data: &'d str) -> Option<Self> {
        if data.len() > BUTTON_DATA_BYTES_MAX {
            return None;
        }
        let mut parts = data.split(SEPARATOR);
        let screen = parts.next()?.parse().ok()?;
        let (step, option) = (parts.next()?, parts.next()?);
        let argument = parts.next().map_or(Some(0), |text| text.parse().ok())?;
        parts.next().is_none().then_some(Self { screen, step, option, argument })
    }

    /// The form that [`Press::parse`] reads.
    pub fn encode(&self) -> String {
        let Self { screen, step, option, argument } = self;
        if *argument == 0 {
            format!("{screen}{SEPARATOR}{step}{SEPARATOR}{option}")
        } else {
            format!("{screen}{SEPARATOR}{step}{SEPARATOR}{option}{SEPARATOR}{argument}")
        }
    }
}

/// A text and whether it has pages before and after it.
#[derive(Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) number: u32,
    pub(super) more: bool,
    /// The newest cramp stands on it.
    pub(super) newest: bool,
}

impl Talk<'_> {
    /// Adds a message above the next screen.
    pub(super) fn note(&mut self, id: &str) {
        let text = self.say(id, &[]);
        self.notes.push(text);
    }

    /// Shows a message without buttons and without moving.
    pub(super) fn say_alone(&mut self, id: &str) {
        self.note(id);
        self.push_screen(0, String::new(), Vec::new(), false);
    }

    /// Shows the current step again; begins the conversation when there is none.
    pub(super) fn show_current(&mut self) {
        match self.here() {
            Some(step) => self.show(step),
            None => self.go(self.script.start),
        }
    }

    /// Shows a step as the conversation's screen.
    pub(super) fn show(&mut self, step: StepIx) {
        // What stands beside the conversation does not keep a cramp of yesterday going.
        self.state.last_turn = self.now;
        let mut parts = self.parts_of(step);
        // Once, and below the help: nobody in pain reads it first.
        if !std::mem::replace(&mut self.state.greeted, true) {
            parts.push(self.say("disclaimer", &[]));
        }
        parts.extend(self.question_of(step));
        parts.extend(self.countdown_line(step));
        let text = parts.join("\n\n");
        let number = self.state.screen;
        let buttons = self.buttons_of(step, number);
        let picture = self.picture_of(step);
        // A drawing already lies below the message that was pressed. The next one stands right
        // below its own text, so the text becomes a new message.
        if picture.is_some() && !self.state.drawn.is_empty() {
            self.replace = false;
        }
        self.push_screen(number, text, buttons, false);
        if let Some(picture) = picture {
            self.state.drawn.insert(picture.name.clone());
            self.effects.push(Effect::Draw(picture));
        }
    }

    /// The conversation's screen once more, on the message that carries it.
    pub(super) fn refresh(&mut self, step: StepIx) {
        let mut parts = self.parts_of(step);
        parts.extend(self.question_of(step));
        parts.extend(self.countdown_line(step));
        let number = self.state.screen;
        let buttons = self.buttons_of(step, number);
        let (replace, reminder, urgent) = (true, false, self.is_urgent());
        let text = parts.join("\n\n");
        let until = None;
        let screen = Screen { number, text, buttons, replace, reminder, urgent, until };
        self.effects.push(Effect::Refresh(screen));
    }

    /// Shows a step beside the conversation.
    ///
    /// `argument` is a page, or the record that it is about.
    pub(super) fn aside(&mut self, step: StepIx, argument: i64, replace: bool) {
        self.state.beside = Some(Beside { at: self.script.steps[step].name.clone(), argument });
        let page = u32::try_from(argument).unwrap_or(0);
        let shown = match self.script.steps[step].view {
            Some(View::History | View::Records | View::Record) => {
                return self.fetch_for(step, argument, replace);
            }
            None | Some(View::Days) => {
                self.replace = replace;
                let text = self.text_of(step);
                let mut buttons = self.values_of_record(step, argument);
                buttons.extend(self.aside_buttons(step, argument, |_| true));
                return self.push_screen(0, text, buttons, false);
            }
            Some(View::Sources) => self.sources_page(page),
            Some(View::Why) => self.why_page(page),
            Some(View::Lines) => self.lines_page(step, page),
            Some(View::Reminder | View::Evening) => Page::default(),
        };
        self.replace = replace;
        self.show_page(step, shown);
    }

    /// Shows a page of an aside, with the buttons that lead to its neighbours.
    pub(super) fn show_page(&mut self, step: StepIx, page: Page) {
        let own = self.text_of(step);
        let text = [own, page.text].into_iter().filter(|part| !part.is_empty());
        let text = text.collect::<Vec<_>>().join("\n\n");
        let argument = i64::from(page.number);
        let buttons = self.aside_buttons(step, argument, |then| match then {
            Then::Do(Action::NextPage) => page.more,
            Then::Do(Action::PreviousPage) => page.number > 0,
            Then::Do(Action::Aside(to)) if self.script.steps[*to].view == Some(View::Record) => {
                page.newest
            }
            _ => true,
        });
        self.push_screen(0, text, buttons, false);
    }

    /// The buttons of an aside; `argument` comes back with a press.
    pub(super) fn aside_buttons(
        &self,
        step: StepIx,
        argument: i64,
        offered: impl Fn(&Then) -> bool,
    ) -> Vec<Vec<Button>> {
        let here = &self.script.steps[step];
        let choices = here
            .options
            .iter()
            .filter(|choice| choice.when.holds(&self.facts) && offered(&choice.then));
        let buttons = choices.map(|choice| {
            let data = Press { screen: 0, step: &here.name, option: &choice.id, argument };
            (choice.new_row, Button { label: self.label(choice), data: data.encode() })
        });
        rows(buttons.collect(), here.columns)
    }

    pub(super) fn push_screen(
        &mut self,
        number: u64,
        text: String,
        buttons: Vec<Vec<Button>>,
        reminder: bool,
    ) {
        let mut parts = std::mem::take(&mut self.notes);
        if !text.is_empty() {
            parts.push(text);
        }
        let replace = std::mem::take(&mut self.replace);
        let text = parts.join("\n\n");
        let urgent = self.is_urgent();
        let until = None;
        let screen = Screen { number, text, buttons, replace, reminder, urgent, until };
        self.effects.push(Effect::Show(screen));
    }

    /// Renders a message in the person's language.
    pub(super) fn say(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let language = &self.state.language;
        let words = &self.script.words;
        let fixed = words.message(language, id).and_then(|message| message.fixed.as_deref());
        if let Some(text) = fixed {
            text.to_owned()
        } else {
            let mut all = args.to_vec();
            let number = emergency_number(self.script, language, &self.facts);
            all.push(("number", Arg::Rendered(number)));
            all.push(("sign", Arg::Rendered(self.doubtful_sign())));
            words.say(language, id, &all).into_owned()
        }
    }

    fn doubtful_sign(&self) -> String {
        let doubt = self.script.roles.doubt;
        let value = self.facts.get(doubt).filter(|bits| *bits != 0).map(u64::trailing_zeros);
        let name = value.and_then(|value| self.script.slots.get(doubt).values.get(value as usize));
        name.map_or_else(String::new, |name| self.say(&format!("sign-{name}"), &[]))
    }

    /// Everything a step says, its question last.
    pub(super) fn text_of(&self, step: StepIx) -> String {
        let mut parts = self.parts_of(step);
        parts.extend(self.question_of(step));
        parts.join("\n\n")
    }

    fn question_of(&self, step: StepIx) -> Option<String> {
        self.script.steps[step].ask.as_ref().map(|ask| self.say(ask, &[]))
    }

    fn parts_of(&self, step: StepIx) -> Vec<String> {
        let here = &self.script.steps[step];
        let mut parts: Vec<String> = Vec::with_capacity(here.show.len() + 1);
        for part in &here.show {
            match part {
                Part::Words(id) => parts.push(self.say(id, &[])),
                // Its lines come in pages.
                Part::Block(_) if here.view == Some(View::Lines) => {}
                Part::Block(block) => {
                    let lines = self.lines_of(&self.script.blocks[*block]);
                    let lines: Vec<String> =
                        lines.iter().map(|line| self.say(&line.say, &[])).collect();
                    if !lines.is_empty() {
                        parts.push(lines.join("\n"));
                    }
                }
            }
        }
        match here.view {
            Some(View::Reminder) => parts.push(self.reminder_line()),
            Some(View::Evening) if !self.told.is_empty() => {
                parts.insert(parts.len().min(1), self.told.join(" "));
            }
            _ => {}
        }
        parts
    }

    /// The first of a step's blocks that is shown for several values.
    pub(super) fn each_of(&self, step: StepIx) -> Option<&Each> {
        self.script.steps[step].show.iter().find_map(|part| match part {
            Part::Block(block) => self.script.blocks[*block].each.as_ref(),
            Part::Words(_) => None,
        })
    }

    /// The lines of a block that the facts choose.
    pub(super) fn lines_of<'b>(&self, block: &'b Block) -> Vec<&'b Line> {
        let Some(each) = &block.each else { return block.chosen(&self.facts).collect() };
        let values = match self.current_stretch() {
            Some(value) if self.each.is_empty() => vec![value],
            _ if self.each.is_empty() => each.default.clone(),
            _ => self.each.clone(),
        };
        let mut lines = Vec::new();
        for value in values.into_iter().take(EACH_MAX) {
            let mut facts = self.facts.clone();
            facts.put(each.slot, Some(1 << value));
            lines.extend(block.chosen(&facts));
        }
        lines
    }

    /// The label of a button; a chosen weekday is ticked.
    fn label(&self, choice: &Choice) -> String {
        let label = self.say(&choice.say, &[]);
        match choice.then {
            Then::Do(Action::RemindDay(day)) if self.state.reminder.days.contains(day) => {
                self.say("ticked", &[("label", Arg::Rendered(label))])
            }
            Then::Do(Action::GuidePause) if self.is_paused() => self.say("guide-go-on", &[]),
            _ => label,
        }
    }

    pub(super) fn buttons_of(&self, step: StepIx, screen: u64) -> Vec<Vec<Button>> {
        let here = &self.script.steps[step];
        let button = |option: &str, label: String| Button {
            label,
            data: Press { screen, step: &here.name, option, argument: 0 }.encode(),
        };
        let mut buttons = Vec::new();
        let mut last = Vec::new();
        if let Some(fill) = &here.fills {
            let slot = self.script.slots.get(fill.slot);
            let among = self.ask_among.as_ref().filter(|(asked, _)| *asked == step);
            let offer = among.map_or(&fill.offer, |(_, values)| values);
            for &value in offer {
                let name = &slot.values[value];
                let label = self.say(&format!("{}-{name}", slot.name), &[]);
                let ticked = slot.many && self.facts.has(fill.slot, value);
                let label = if ticked {
                    self.say("ticked", &[("label", Arg::Rendered(label))])
                } else {
                    label
                };
                buttons.push(button(name, label));
            }
            if slot.many {
                let any = self.facts.get(fill.slot).is_some_and(|bits| bits != 0);
                let label = self.say(if any { "ticked-done" } else { "ticked-none" }, &[]);
                last.push(vec![button(DONE, label)]);
            }
        }
        for city in &self.cities {
            let zone = city.zone.to_string();
            buttons.push(button(&zone, self.city_label(city)));
        }
        let offered = |choice: &&Choice| choice.when.holds(&self.facts);
        let label = |choice: &Choice| button(&choice.id, self.label(choice));
        let mut buttons: Vec<(bool, Button)> = buttons.into_iter().map(|it| (false, it)).collect();
        let options = here.options.iter().filter(offered);
        buttons.extend(options.map(|choice| (choice.new_row, label(choice))));
        let mut rows = rows(buttons, here.columns);
        rows.extend(last);
        // The standard buttons share the last row: they are the same on every screen.
        let nav: Vec<Button> = here.nav.iter().filter(offered).map(label).collect();
        if !nav.is_empty() {
            rows.push(nav);
        }
        rows
    }
}

/// The emergency number to show: the person's country's, or the sentence for unknown countries.
pub fn emergency_number(script: &Script, language: &str, facts: &Facts) -> String {
    let country = facts.get(script.roles.country).filter(|bits| *bits != 0);
    let country = country.map(|bits| bits.trailing_zeros() as usize);
    match country.and_then(|country| script.numbers.get(&country)) {
        Some(number) => number.clone(),
        None => script.words.say(language, "number-unknown", &[]).into_owned(),
    }
}

/// Buttons in rows; those with `true` begin a row of their own.
pub(super) fn rows(buttons: Vec<(bool, Button)>, columns: usize) -> Vec<Vec<Button>> {
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for (new_row, button) in buttons {
        match rows.last_mut() {
            Some(row) if row.len() < columns && !new_row => row.push(button),
            _ => rows.push(vec![button]),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_reads_back_and_nothing_else_does() {
        let press = Press { screen: 12, step: "cramp.gate", option: "none", argument: -3 };
        assert_eq!(Press::parse(&press.encode()), Some(press));
        let long = format!("1~cramp.gate~{}", "x".repeat(60));
        for data in ["", "~", "x~a~b", "1~a", "1~a~b~c", "1~a~b~1~2", "-1~a~b", &long] {
            assert_eq!(Press::parse(data), None, "{data}");
        }
    }
}
