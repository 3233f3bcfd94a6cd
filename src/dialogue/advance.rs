//! One turn: `advance(script, state, input, now) -> Turn`.
//!
//! Decides where the conversation goes. What a screen says is composed in `screen`; reminders are
//! in `remind`. Never performs an effect, and never trusts what a button carries.

use chrono::{DateTime, TimeDelta, Utc};

use super::effect::{Effect, Turn};
use super::guard::{Facts, SlotIx};
use super::hear::Understanding;
use super::input::Input;
use super::remind::not_taken;
use super::schedule::{City, Zone};
use super::script::{Action, Choice, Script, StepIx, Takes, Then, View};
use super::state::{Answers, Armed, Beside, Checkpoint, State};

/// Steps that one input may lead through. The checker proves that scripts stay far below.
pub(super) const HOPS_MAX: usize = 64;
/// Slots that say under what circumstances a cramp came, not that there is one.
const CIRCUMSTANCES: [&str; 2] = ["timing", "context"];
/// How far Back reaches.
const TRAIL_MAX: usize = 20;

/// Handles one input. Pure: the same arguments give the same turn.
pub fn advance(script: &Script, state: State, input: Input, now: DateTime<Utc>) -> Turn {
    let mut talk = Talk::begin(script, state, now);
    if input.is_from_person() {
        talk.resume_reminder();
        talk.beside = talk.state.beside.take();
    }
    match input {
        Input::Text(text) => talk.text(&text),
        Input::Command { name, args } => talk.command(&name, &args),
        Input::Press { data, on_screen } => talk.press(&data, on_screen),
        Input::Timer { name, token } => talk.timer(&name, token),
        Input::Location { latitude_e6, longitude_e6 } => talk.location(latitude_e6, longitude_e6),
        Input::Returned => talk.show_current(),
        Input::Attachment => {
            talk.note("not-text");
            talk.show_current();
        }
        Input::NotPrivate => talk.say_alone("not-private"),
        Input::Blocked => talk.pause_reminder(),
        Input::Fetched(purpose, history) => talk.fetched(purpose, &history),
    }
    talk.finish()
}

/// A turn in the making.
pub(super) struct Talk<'s> {
    pub(super) script: &'s Script,
    pub(super) state: State,
    pub(super) facts: Facts,
    pub(super) now: DateTime<Utc>,
    pub(super) effects: Vec<Effect>,
    /// Messages to stand above the next screen.
    pub(super) notes: Vec<String>,
    /// The next screen replaces the message that was pressed.
    pub(super) replace: bool,
    /// Offer only these values of that step's slot.
    pub(super) ask_among: Option<(StepIx, Vec<usize>)>,
    /// Cities of one name, to be chosen from on the next screen.
    pub(super) cities: Vec<City>,
    /// What the records say, below the first part of a screen at bedtime.
    pub(super) told: Vec<String>,
    /// Values that blocks with `each` are shown for.
    pub(super) each: Vec<usize>,
    /// What the person sees beside the conversation.
    pub(super) beside: Option<Beside>,
    /// What a button says that is not on the screen.
    pub(super) said: Option<String>,
    /// Slots that this turn set.
    changed: Vec<SlotIx>,
    /// Where the person was, for Back.
    pub(super) before: Option<Checkpoint>,
    pub(super) recorded_before: Answers,
}

impl<'s> Talk<'s> {
    pub(super) fn begin(script: &'s Script, state: State, now: DateTime<Utc>) -> Self {
        let facts = state.facts(&script.slots);
        let before = state
            .at
            .as_ref()
            .map(|at| Checkpoint { at: at.clone(), answers: state.answers.clone() });
        let mut talk = Self {
            script,
            facts,
            now,
            effects: Vec::new(),
            notes: Vec::new(),
            replace: false,
            ask_among: None,
            cities: Vec::new(),
            told: Vec::new(),
            each: Vec::new(),
            beside: None,
            said: None,
            changed: Vec::new(),
            before,
            recorded_before: Answers::new(),
            state,
        };
        talk.recorded_before = talk.recorded_answers();
        talk.refresh_derived();
        talk.follow_moved_step();
        talk
    }

    fn finish(mut self) -> Turn {
        self.keep_record();
        self.see_to_place_key();
        self.state.keep(&self.script.slots, &self.facts);
        Turn { state: self.state, effects: self.effects }
    }

    // Inputs.

    fn text(&mut self, text: &str) {
        if self.answers_beside(text) {
            return;
        }
        if self.is_over() {
            if self.answers_the_end(text) {
                return;
            }
            self.new_episode();
        }
        let (before, understood) = (self.facts.clone(), self.state.understood.clone());
        let heard = self.listen(text);
        self.date_back(&heard, text);
        if self.follow_always() {
            return;
        }
        if let Some(sign) = self.doubted(&heard) {
            self.facts.set(&self.script.slots, self.script.roles.doubt, sign);
            return self.enter(self.script.roles.doubt_step);
        }
        if self.is_a_time(text, &before, understood) || self.answers_here(text, &heard, &before) {
            return;
        }
        // A word that stands for a button means the button only when it says nothing else.
        let told = self.has_told(&before);
        if !told && self.navigate(&heard) || self.choose_place(&heard) {
            return;
        }
        // Also when something was only denied: "not my calf" asks for the place again.
        if told || !self.changed.is_empty() {
            return self.go(self.script.start);
        }
        if self.asked_for(&heard) {
            return;
        }
        if self.state.at.is_some() {
            let yes = heard.navigation.as_deref() == Some("yes");
            let other = if yes { "which-one" } else { "not-understood" };
            self.note(self.takes_here().map_or(other, not_taken));
        }
        self.show_current();
    }

    /// What a step asks of the clock says nothing about a cramp: "ten at night" is no circumstance,
    /// and neither is "on the ocean", which is asked again.
    fn is_a_time(&mut self, text: &str, before: &Facts, understood: Understanding) -> bool {
        let Some(takes) = self.takes_here() else { return false };
        let heard = std::mem::replace(&mut self.facts, before.clone());
        let heard_so_far = std::mem::replace(&mut self.state.understood, understood);
        if self.takes(takes, text) {
            return true;
        }
        let mut slots = self.script.slots.iter();
        let only_circumstances = heard != *before
            && slots.all(|(slot, declared)| {
                heard.get(slot) == before.get(slot) || CIRCUMSTANCES.contains(&&*declared.name)
            });
        if only_circumstances {
            self.note(not_taken(takes));
            self.show_current();
            return true;
        }
        self.facts = heard;
        self.state.understood = heard_so_far;
        false
    }

    fn command(&mut self, name: &str, args: &str) {
        if let Some(command) = self.script.commands.iter().find(|command| command.name == name) {
            let then = command.then.clone();
            self.then(&then, args);
        } else if !self.command_in_words(name) {
            self.note("unknown-command");
            self.show_current();
        }
    }

    fn press(&mut self, data: &str, on_screen: bool) {
        let Some(press) = super::screen::Press::parse(data) else {
            return self.stale(on_screen);
        };
        let Some(step) = self.script.step(press.step) else { return self.stale(on_screen) };
        let aside = self.script.steps[step].aside;
        let current =
            self.state.at.as_deref() == Some(press.step) && press.screen == self.state.screen;
        if !aside && !current {
            return self.stale(on_screen);
        }
        self.replace = true;
        if aside && self.press_on_record(step, press.option, press.argument) {
            return;
        }
        if aside && let Some(choice) = self.offered(step, press.option) {
            return self.aside_choice(step, &choice.then, press.argument);
        }
        if !self.press_option(step, press.option) {
            self.stale(on_screen);
        }
    }

    /// Does what an option of a step does, if it has that option now.
    pub(super) fn press_option(&mut self, step: StepIx, option: &str) -> bool {
        if let Some(fill) = self.script.steps[step].fills.clone() {
            let declared = self.script.slots.get(fill.slot);
            if let Some(value) = declared.value(option) {
                self.fill(step, fill.slot, value, fill.next);
                return true;
            }
            if declared.many && option == super::screen::DONE {
                self.finish_many(fill.slot, fill.next);
                return true;
            }
        }
        if let Some(choice) = self.offered(step, option) {
            self.choose(&choice);
            return true;
        }
        // One of several cities: its button names the zone.
        let asks_zone = self.script.steps[step].takes == Some(Takes::Zone);
        let zone = Zone::parse(option).filter(|_| asks_zone && option.contains('/'));
        if let Some(zone) = zone {
            self.set_reminder(None, Some(zone));
        }
        zone.is_some()
    }

    fn fill(&mut self, step: StepIx, slot: SlotIx, value: usize, next: StepIx) {
        if !self.script.slots.get(slot).many {
            self.set(slot, value);
            if !self.follow_always() {
                self.go(next);
            }
            return;
        }
        if self.facts.has(slot, value) {
            self.facts.unset(&self.script.slots, slot, value);
        } else {
            self.set(slot, value);
        }
        if !self.follow_always() {
            self.show(step);
        }
    }

    pub(super) fn choose(&mut self, choice: &Choice) {
        self.change(&choice.clear, &choice.set);
        if !self.follow_always() {
            self.then(&choice.then, "");
        }
    }

    fn timer(&mut self, name: &str, token: u64) {
        let due = match self.state.timers.get(name) {
            Some(armed) if armed.token == token => armed.due,
            // Re-armed or cancelled since: this one means nothing any more.
            _ => return,
        };
        self.state.timers.remove(name);
        if name == super::remind::TIMER {
            return self.bedtime(due);
        }
        if name == super::guide::TICK {
            return self.tick();
        }
        let rule = self.script.timers.iter().find(|rule| rule.name == name);
        if let Some(rule) = rule.filter(|rule| rule.when.holds(&self.facts)) {
            self.go(rule.go);
        }
    }

    // Moving.

    /// Performs what a choice, a command or a word leads to.
    pub(super) fn then(&mut self, then: &Then, args: &str) {
        match then {
            Then::Go(step) => self.go(*step),
            Then::Stay => self.show_current(),
            Then::Do(Action::Back) => self.back(),
            Then::Do(Action::Restart) => self.restart(),
            Then::Do(Action::Stop) => self.stop(),
            Then::Do(Action::Aside(step)) => self.open_aside(*step, args),
            Then::Do(Action::Language(code)) => {
                self.state.language.clone_from(code);
                self.state.language_chosen = true;
                self.show_current();
            }
            Then::Do(Action::ConfirmDoubt) => self.confirm_doubt(),
            Then::Do(Action::Remind) => self.remind(args),
            Then::Do(Action::RemindOn) => self.set_reminder(None, None),
            Then::Do(Action::RemindOff) => self.remind_off(),
            Then::Do(Action::Export) => self.export(),
            Then::Do(Action::Report) => self.report(),
            Then::Do(Action::Forget) => self.forget(),
            Then::Do(Action::RemindDay(day)) => self.remind_day(*day),
            Then::Do(Action::RemindShift { minutes }) => self.remind_shift(*minutes),
            Then::Do(Action::GuidePause) => self.pause_routine(),
            Then::Do(Action::GuideSkip) => self.skip_stretch(),
            // These live on asides only, where `aside_choice` handles them.
            Then::Do(
                Action::NextPage
                | Action::PreviousPage
                | Action::RemindAnswer(_)
                | Action::DeleteRecord,
            ) => {
                self.show_current();
            }
        }
    }

    /// Shows an aside. The name of one of its buttons after the command presses that button; the
    /// number of a source opens its page.
    fn open_aside(&mut self, step: StepIx, args: &str) {
        let wanted = args.to_lowercase();
        let options = self.script.steps[step].options.iter();
        // Nobody is forgotten before they were asked.
        let options = options.filter(|choice| choice.then != Then::Do(Action::Forget));
        let mut options = options.filter(|choice| choice.when.holds(&self.facts));
        let named = options.find(|choice| {
            choice.id == wanted || self.say(&choice.say, &[]).to_lowercase() == wanted
        });
        if let Some(then) = named.map(|choice| choice.then.clone()) {
            return self.aside_choice(step, &then, 0);
        }
        let number = args.parse().ok();
        let number = number.filter(|_| self.script.steps[step].view == Some(View::Sources));
        let page = number.map_or(0, |number| self.page_of_source(number));
        self.aside(step, page.into(), false);
    }

    pub(super) fn aside_choice(&mut self, step: StepIx, then: &Then, argument: i64) {
        match then {
            Then::Do(Action::NextPage) => self.aside(step, argument.saturating_add(1), true),
            Then::Do(Action::PreviousPage) => self.aside(step, argument.saturating_sub(1), true),
            Then::Do(Action::DeleteRecord) => self.delete_record(argument),
            Then::Do(Action::RemindAnswer(answer)) => self.remind_answer(*answer, argument),
            // An answer takes the place of its question.
            Then::Do(Action::Aside(answer)) if self.is_an_answer(*answer) => {
                self.aside(*answer, argument, true);
            }
            other => {
                // The aside stays where it is; what it leads to is a message of its own.
                self.replace = matches!(other, Then::Do(Action::RemindOff | Action::Forget));
                self.then(other, "");
            }
        }
    }

    /// Whether an aside takes the place of the one whose button led to it.
    fn is_an_answer(&self, step: StepIx) -> bool {
        use View::{Days, Record, Records};
        matches!(self.script.steps[step].view, None | Some(Record | Records | Days))
    }

    /// Goes to a step: past everything that is known already, to the first that has to be shown.
    pub(super) fn go(&mut self, step: StepIx) {
        let step = settle(self.script, &self.facts, step);
        self.enter(step);
    }

    /// Shows a step and makes it the current one.
    pub(super) fn enter(&mut self, step: StepIx) {
        let target = &self.script.steps[step];
        if let Some(before) = self.before.take().filter(|before| before.at != target.name) {
            self.state.trail.push(before);
            let excess = self.state.trail.len().saturating_sub(TRAIL_MAX);
            self.state.trail.drain(..excess);
        }
        self.state.at = Some(target.name.clone());
        for timer in self.script.timers_stopped_by(target) {
            self.cancel(&self.script.timers[timer].name);
        }
        for &timer in &target.starts {
            let rule = &self.script.timers[timer];
            if !self.state.timers.contains_key(&rule.name) {
                self.arm(&rule.name, self.now + TimeDelta::seconds(rule.after_seconds));
            }
        }
        self.begin_counting(step);
        self.state.screen = self.state.next_number();
        self.show(step);
    }

    fn back(&mut self) {
        match self.state.trail.pop() {
            None => self.restart(),
            Some(Checkpoint { at, answers }) => {
                self.state.answers = answers;
                let now = std::mem::replace(&mut self.facts, self.state.facts(&self.script.slots));
                // The country is no answer about this cramp.
                for (slot, _) in self.script.slots.iter().filter(|(_, slot)| slot.lasting) {
                    self.facts.put(slot, now.get(slot));
                }
                self.refresh_derived();
                self.before = None;
                self.changed.clear();
                match self.script.step(&at) {
                    Some(step) => self.enter(step),
                    None => self.restart(),
                }
            }
        }
    }

    fn restart(&mut self) {
        // An unfinished episode is told anew, not twice.
        let unfinished = self.facts.get(self.script.roles.outcome).is_none();
        let episode = self.state.episode.filter(|_| unfinished);
        self.new_episode();
        self.state.episode = episode;
        self.go(self.script.start);
    }

    fn stop(&mut self) {
        self.new_episode();
        self.say_alone("stopped");
    }

    /// The current step.
    pub(super) fn here(&self) -> Option<StepIx> {
        self.state.at.as_deref().and_then(|at| self.script.step(at))
    }

    fn confirm_doubt(&mut self) {
        let roles = &self.script.roles;
        if let Some(bits) = self.facts.get(roles.doubt).filter(|bits| *bits != 0) {
            // Both slots are made of the same list of signs.
            self.set(roles.sign, bits.trailing_zeros() as usize);
        }
        self.facts.put(roles.doubt, None);
        if !self.follow_always() {
            self.go(self.script.start);
        }
    }

    // Slots and rules.

    fn change(&mut self, clear: &[SlotIx], set: &[(SlotIx, usize)]) {
        for &slot in clear {
            self.facts.put(slot, None);
        }
        self.refresh_derived();
        for &(slot, value) in set {
            self.set(slot, value);
        }
    }

    pub(super) fn set(&mut self, slot: SlotIx, value: usize) {
        self.facts.set(&self.script.slots, slot, value);
        self.refresh_derived();
        if !self.changed.contains(&slot) {
            self.changed.push(slot);
        }
    }

    /// Whether this turn set the slot.
    pub(super) fn has_changed(&self, slot: SlotIx) -> bool {
        self.changed.contains(&slot)
    }

    /// Takes a value away that the person denied.
    pub(super) fn unset(&mut self, slot: SlotIx, value: usize) {
        self.facts.unset(&self.script.slots, slot, value);
        self.refresh_derived();
    }

    /// Tries the rules that come before every step. Red flags are the first of them.
    fn follow_always(&mut self) -> bool {
        let script = self.script;
        let fires = |talk: &Self, rule: &super::script::AlwaysRule| {
            rule.changed.is_none_or(|slot| talk.changed.contains(&slot))
                && (rule.said.is_none() || rule.said == talk.said)
                && rule.when.holds(&talk.facts)
        };
        let Some(rule) = script.always.iter().find(|rule| fires(self, rule)) else { return false };
        self.change(&rule.clear, &rule.set);
        self.go(rule.go);
        true
    }

    pub(super) fn refresh_derived(&mut self) {
        let roles = &self.script.roles;
        let signs = self.facts.get(roles.sign).unwrap_or(0);
        let level = if signs & roles.now != 0 {
            "now"
        } else if signs & roles.today != 0 {
            "today"
        } else {
            "none"
        };
        let reminder = if self.state.reminder.on { "on" } else { "off" };
        for (slot, value) in [(roles.level, level), (roles.reminder, reminder)] {
            let value = self.script.slots.get(slot).value(value);
            self.facts.put(slot, value.map(|value| 1 << value));
        }
    }

    pub(super) fn offered(&self, step: StepIx, option: &str) -> Option<Choice> {
        let step = &self.script.steps[step];
        let mut choices = step.options.iter().chain(&step.nav);
        choices.find(|choice| choice.id == option && choice.when.holds(&self.facts)).cloned()
    }

    // Old scripts, old buttons.

    fn follow_moved_step(&mut self) {
        let Some(at) = &self.state.at else { return };
        if let Some(step) = self.script.step(at) {
            self.state.at = Some(self.script.steps[step].name.clone());
        } else {
            self.before = None;
            self.state.trail.clear();
            let start = settle(self.script, &self.facts, self.script.start);
            self.state.at = Some(self.script.steps[start].name.clone());
            self.note("script-changed");
        }
    }

    fn stale(&mut self, on_screen: bool) {
        let text = self.say("stale-button", &[]);
        self.effects.push(Effect::Toast(text));
        self.replace = false;
        if !on_screen {
            self.show_current();
        }
    }

    // Timers.

    pub(super) fn arm(&mut self, name: &str, due: DateTime<Utc>) {
        self.cancel(name);
        let token = self.state.next_number();
        self.state.timers.insert(name.to_owned(), Armed { token, due });
        self.effects.push(Effect::SetTimer { name: name.to_owned(), token, due });
    }

    pub(super) fn cancel(&mut self, name: &str) {
        if let Some(Armed { due, .. }) = self.state.timers.remove(name) {
            self.effects.push(Effect::CancelTimer { name: name.to_owned(), due });
        }
    }
}

/// Walks from a step past everything the facts have decided, to the step that has to be shown.
pub(super) fn settle(script: &Script, facts: &Facts, start: StepIx) -> StepIx {
    let mut step = start;
    for _ in 0..HOPS_MAX {
        let here = &script.steps[step];
        let route = here.routes.iter().find(|route| route.when.holds(facts));
        let known = here.fills.as_ref().filter(|fill| facts.get(fill.slot).is_some());
        step = match (route, known) {
            (Some(route), _) => route.go,
            (None, Some(fill)) => fill.next,
            (None, None) => return step,
        };
    }
    step
}
