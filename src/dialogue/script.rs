//! A compiled script: what the dialogue files say, resolved and ready to run.
//!
//! References between parts are indexes that `parse` has resolved; nothing that leaves the process
//! (stored states, buttons, records) carries one. Nothing here is changed after loading.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::guard::{Facts, Guard, SlotIx, Slots};
use super::hear::Hearing;
use super::problem::Place;
use super::readability::Limits;
use super::schedule::ClockWords;
use super::source::Source;
use super::words::Words;

/// Index of a step in [`Script::steps`].
pub type StepIx = usize;
/// Index of a block in [`Script::blocks`].
pub type BlockIx = usize;

/// Everything the bot knows: structure, words, ears and evidence.
pub struct Script {
    /// Declared slots.
    pub slots: Slots,
    /// All steps of all dialogues, in file order.
    pub steps: Vec<Step>,
    /// All blocks, in file order.
    pub blocks: Vec<Block>,
    /// Rules tried before the current step, in order. The red flags come first.
    pub always: Vec<AlwaysRule>,
    /// What must never be on a screen.
    pub forbids: Vec<Forbid>,
    /// What must be on a screen.
    pub requires: Vec<Require>,
    /// What no message may say.
    pub never_say: Vec<NeverSay>,
    /// Commands in the order of the menu.
    pub commands: Vec<Command>,
    /// Timers a step can start.
    pub timers: Vec<TimerRule>,
    /// The slots the engine itself reads or writes.
    pub roles: Roles,
    /// Where a conversation starts.
    pub start: StepIx,
    /// Old step names -> where those conversations go on.
    pub moved: BTreeMap<String, StepIx>,
    /// A pause this long starts a new episode, in minutes.
    pub new_episode_after_minutes: i64,
    /// Slots kept in the history and shown there.
    pub recorded: Vec<SlotIx>,
    /// Slots kept in the history and not shown in its lines.
    pub noted: Vec<SlotIx>,
    /// Country value -> emergency number.
    pub numbers: BTreeMap<usize, String>,
    /// How easy advice must be to read.
    pub readability: Option<Limits>,
    /// What it says.
    pub words: Words,
    /// What it hears.
    pub lexicon: Hearing,
    /// Times of day in words.
    pub clock: ClockWords,
    /// The evidence, in the order of `/sources`.
    pub sources: Vec<Source>,
    /// The drawings that lines name, as SVG.
    pub pictures: BTreeMap<String, Arc<str>>,
    /// Changes whenever any file of the folder does; kept with each record.
    pub version: String,
}

/// The slots, steps and levels that have a meaning outside the script.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    /// Where the cramp is.
    pub place: SlotIx,
    /// Red flags.
    pub sign: SlotIx,
    /// Signs that mean: call the emergency number now.
    pub now: u64,
    /// Signs that mean: see a doctor today.
    pub today: u64,
    /// The steps with the cards of the two levels.
    pub now_step: StepIx,
    /// See `now_step`.
    pub today_step: StepIx,
    /// Shows the emergency number to whoever asks for it; a tap away from every screen.
    pub emergency_step: StepIx,
    /// Where a doubtful sign is asked about.
    pub doubt_step: StepIx,
    /// The sign in doubt, while it is asked about.
    pub doubt: SlotIx,
    /// Where the person is; decides the emergency number.
    pub country: SlotIx,
    /// Derived: whether a reminder is set.
    pub reminder: SlotIx,
    /// Derived: the level of the red flags that hold.
    pub level: SlotIx,
    /// How the episode ended.
    pub outcome: SlotIx,
    /// Asks for the bedtime.
    pub reminder_time: StepIx,
    /// Asks for the time zone.
    pub reminder_zone: StepIx,
    /// Says when the reminder comes.
    pub reminder_set: StepIx,
    /// The reminder itself, an aside.
    pub reminder_send: StepIx,
    /// Says that the reminders stop for want of an answer, an aside.
    pub reminder_paused: StepIx,
    /// The reminder that asks after six weeks whether to go on, an aside.
    pub reminder_review: StepIx,
    /// The guided routine.
    pub routine: StepIx,
    /// Where it ends.
    pub routine_done: StepIx,
    /// The block that carries the first instruction of a place.
    pub first_instruction: BlockIx,
}

/// One step: something shown, asked or decided.
#[derive(Debug, Clone)]
pub struct Step {
    /// `dialogue.step`, unique; what states and buttons carry.
    pub name: String,
    /// Where it is declared.
    pub place: Place,
    /// What the screen is composed of, top to bottom.
    pub show: Vec<Part>,
    /// The question below it.
    pub ask: Option<String>,
    /// The slot this step asks for; the step is skipped when it is known.
    pub fills: Option<Fill>,
    /// Buttons, after those of `fills`.
    pub options: Vec<Choice>,
    /// Tried in order on entering; the first that holds is followed.
    pub routes: Vec<Route>,
    /// Buttons per row.
    pub columns: usize,
    /// Standard buttons at the foot.
    pub nav: Vec<Choice>,
    /// Timers started on entering (a running one is left alone).
    pub starts: Vec<usize>,
    /// Timers stopped on entering.
    pub stops: Vec<usize>,
    /// Shown beside the conversation without moving it.
    pub aside: bool,
    /// Text that stands for what the engine composes itself.
    pub view: Option<View>,
    /// What a free text answers at this step, beyond what is heard everywhere.
    pub takes: Option<Takes>,
    /// An aside whose buttons change what a record says of that slot, and the aside that shows it.
    pub changes: Option<Changes>,
    /// Entering this step closes the episode.
    pub ends_episode: bool,
}

/// A slot that a step asks for.
#[derive(Debug, Clone)]
pub struct Fill {
    /// The slot.
    pub slot: SlotIx,
    /// Values offered as buttons, in order.
    pub offer: Vec<usize>,
    /// Where to go once it is known.
    pub next: StepIx,
}

/// What an aside changes of a record.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The slot.
    pub slot: SlotIx,
    /// Values offered as buttons, in order.
    pub offer: Vec<usize>,
    /// The aside that shows the record then.
    pub shown: StepIx,
}

/// A part of a screen.
#[derive(Debug, Clone)]
pub enum Part {
    /// A message of the Fluent files.
    Words(String),
    /// A block: lines chosen by guards.
    Block(BlockIx),
}

/// A button and what it does.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Unique within the step; what the button carries.
    pub id: String,
    /// Where it is declared.
    pub place: Place,
    /// Label message.
    pub say: String,
    /// Whether it begins a row.
    pub new_row: bool,
    /// Offered only when this holds.
    pub when: Guard,
    /// Slots to set.
    pub set: Vec<(SlotIx, usize)>,
    /// Slots to make unknown.
    pub clear: Vec<SlotIx>,
    /// What happens then.
    pub then: Then,
}

/// What follows a choice or a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// Go on to a step.
    Go(StepIx),
    /// Show the same step again.
    Stay,
    /// Something the engine does itself.
    Do(Action),
}

/// What the engine does itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// One step back.
    Back,
    /// Forget the answers of this episode and start again.
    Restart,
    /// End the conversation.
    Stop,
    /// Show an aside at its first page.
    Aside(StepIx),
    /// Next page of an aside.
    NextPage,
    /// Previous page of an aside.
    PreviousPage,
    /// The red flag in doubt is really there.
    ConfirmDoubt,
    /// Set the reminder from the text after the command.
    Remind,
    /// Switch the reminder on, asking for what it lacks.
    RemindOn,
    /// Switch the reminder off.
    RemindOff,
    /// Put a weekday among the reminder's, or take it out.
    RemindDay(chrono::Weekday),
    /// Move the bedtime; earlier when negative.
    RemindShift {
        /// By how much.
        minutes: i32,
    },
    /// Answers to a reminder.
    RemindAnswer(ReminderAnswer),
    /// Pause the guided routine, or go on.
    GuidePause,
    /// Leave the rest of the current stretch out.
    GuideSkip,
    /// Speak another language.
    Language(String),
    /// Delete the record that an aside is about.
    DeleteRecord,
    /// Send everything that is kept of this person.
    Export,
    /// Sends a page for the doctor.
    Report,
    /// Delete everything that is kept of this person.
    Forget,
}

/// What somebody answered to a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReminderAnswer {
    /// Stretched.
    Done,
    /// Remind again in half an hour.
    Later,
    /// Leave it for this night.
    NotTonight,
    /// After six weeks: go on.
    GoOn,
}

/// A conditional jump.
#[derive(Debug, Clone)]
pub struct Route {
    /// Taken when this holds.
    pub when: Guard,
    /// Where to.
    pub go: StepIx,
    /// Where it is declared.
    pub place: Place,
}

/// Lines of which the guards choose some.
#[derive(Debug, Clone)]
pub struct Block {
    /// Name, unique.
    pub name: String,
    /// Where it is declared.
    pub place: Place,
    /// At most this many lines are shown, the first ones that hold.
    pub limit: usize,
    /// Whether its lines are advice, which must cite evidence.
    pub advice: bool,
    /// Blocks whose lines stand under its drawings, below the line that names the drawing.
    pub caption: Vec<BlockIx>,
    /// Whether its drawings come every time, not once in an episode.
    pub redraw: bool,
    /// Shown once for each of several values of a slot that the engine chooses.
    pub each: Option<Each>,
    /// The lines, most important first.
    pub lines: Vec<Line>,
}

/// A slot that a block is shown for several values of.
#[derive(Debug, Clone)]
pub struct Each {
    /// The slot.
    pub slot: SlotIx,
    /// The values when nothing chooses others.
    pub default: Vec<usize>,
}

/// Values that a block is shown for, at most.
pub const EACH_MAX: usize = 3;

/// One line of a block.
#[derive(Debug, Clone)]
pub struct Line {
    /// Shown when this holds.
    pub when: Guard,
    /// Its message.
    pub say: String,
    /// Keys of the evidence it rests on.
    pub cites: Vec<String>,
    /// The drawing that shows it.
    pub picture: Option<String>,
    /// Whether it may be a stretch: then no red flag may hold while it is shown.
    pub stretch: bool,
    /// Where it is declared.
    pub place: Place,
}

impl Block {
    /// The lines that the facts choose.
    pub fn chosen<'b>(&'b self, facts: &Facts) -> impl Iterator<Item = &'b Line> {
        self.lines.iter().filter(|line| line.when.holds(facts)).take(self.limit)
    }
}

/// A rule tried before the current step.
#[derive(Debug, Clone)]
pub struct AlwaysRule {
    /// Tried only when this turn set that slot.
    pub changed: Option<SlotIx>,
    /// Tried only when somebody said what the button of that name says, and it is not on the screen.
    pub said: Option<String>,
    /// Fires when this holds.
    pub when: Guard,
    /// Slots it makes unknown, before it sets any.
    pub clear: Vec<SlotIx>,
    /// Slots it sets.
    pub set: Vec<(SlotIx, usize)>,
    /// Where it leads.
    pub go: StepIx,
    /// Where it is declared.
    pub place: Place,
}

/// Messages that must never be on a screen while a condition holds.
#[derive(Debug, Clone)]
pub struct Forbid {
    /// While this holds.
    pub when: Guard,
    /// None of these messages, as text or as a button.
    pub messages: Vec<String>,
    /// Nothing of these blocks.
    pub blocks: Vec<BlockIx>,
    /// Where it is declared.
    pub place: Place,
}

/// What a step must have while a condition holds.
#[derive(Debug, Clone)]
pub struct Require {
    /// While this holds.
    pub when: Guard,
    /// At this step.
    pub step: StepIx,
    /// A button for each of these signs.
    pub signs: Vec<usize>,
    /// Each of these messages, as text.
    pub messages: Vec<String>,
    /// Something of each of these blocks.
    pub blocks: Vec<BlockIx>,
    /// Where it is declared.
    pub place: Place,
}

/// Words that no message may say.
#[derive(Debug, Clone)]
pub struct NeverSay {
    /// The phrases: words, `a/b`, `wor*`, and `#` for a figure.
    pub phrases: Vec<String>,
    /// In these languages; in all of them when there are none.
    pub languages: Vec<String>,
    /// Messages that may: names, `*` for any that begin so.
    pub but: Vec<String>,
    /// Why, for whoever writes them.
    pub why: String,
}

/// A command such as `/cramp`.
#[derive(Debug, Clone)]
pub struct Command {
    /// Without the slash.
    pub name: String,
    /// What it does.
    pub then: Then,
    /// Whether the menu lists it (then `command-<name>` describes it).
    pub listed: bool,
    /// Where it is declared.
    pub place: Place,
}

/// A timer that a step can start.
#[derive(Debug, Clone)]
pub struct TimerRule {
    /// Name, unique.
    pub name: String,
    /// Seconds from its start.
    pub after_seconds: i64,
    /// Stopped when the conversation goes to a step that does not start it.
    pub here: bool,
    /// The steps that start it show how much of it is left.
    pub countdown: bool,
    /// It has no effect unless this holds when it fires.
    pub when: Guard,
    /// Where it leads.
    pub go: StepIx,
    /// Where it is declared.
    pub place: Place,
}

/// Text that the engine composes from data rather than from blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The list of evidence, in pages.
    Sources,
    /// The evidence of the answer on the screen.
    Why,
    /// The lines of the step's blocks, each with its evidence, in pages.
    Lines,
    /// The person's own cramps, in pages.
    History,
    /// The newest of them, a button each.
    Records,
    /// One of them.
    Record,
    /// The days that it can be moved to, a button each.
    Days,
    /// When the reminder comes.
    Reminder,
    /// What the records say at bedtime, below the first part.
    Evening,
}

/// What a free text answers at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A bedtime, or a zone that is written as one.
    Bedtime,
    /// A time zone, a city, or what the clock says.
    Zone,
}

impl Script {
    /// The step of that name, or the one it was moved to.
    pub fn step(&self, name: &str) -> Option<StepIx> {
        self.steps
            .iter()
            .position(|step| step.name == name)
            .or_else(|| self.moved.get(name).copied())
    }

    /// The dialogue a step belongs to.
    pub fn dialogue_of(&self, step: StepIx) -> &str {
        let name = &self.steps[step].name;
        name.split_once('.').map_or(name.as_str(), |(dialogue, _)| dialogue)
    }

    /// The timers that a conversation no longer waits for once it is at that step.
    pub fn timers_stopped_by(&self, step: &Step) -> impl Iterator<Item = usize> {
        let timers = self.timers.iter().enumerate();
        let stopped = timers.filter(|(timer, rule)| {
            step.stops.contains(timer) || rule.here && !step.starts.contains(timer)
        });
        stopped.map(|(timer, _)| timer)
    }

    /// The slots whose values people know by name: those that a question offers, and the red flags.
    pub fn named_slots(&self) -> impl Iterator<Item = SlotIx> {
        let asked = self.steps.iter().filter_map(|step| step.fills.as_ref());
        let asked = asked.filter(|fill| !fill.offer.is_empty()).map(|fill| fill.slot);
        asked.chain([self.roles.sign])
    }

    /// The source with that key.
    pub fn source(&self, key: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.key == key)
    }
}
