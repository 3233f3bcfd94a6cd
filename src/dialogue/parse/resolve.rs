//! Raw parts to a script's structure: every name looked up once, every miss reported with a hint.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::Spanned;

use super::raw::{
    In, Raw, RawBlock, RawBot, RawCommand, RawForbid, RawNeverSay, RawNumber, RawOption,
    RawRequire, RawSlot, RawStep, RawTimer, ScriptFile, Text,
};
use crate::dialogue::guard::{Guard, Slot, SlotIx, Slots};
use crate::dialogue::problem::{Lines, Place, Problem};
use crate::dialogue::readability::Limits;
use crate::dialogue::script::{
    Action, AlwaysRule, Block, Changes, Choice, Command, EACH_MAX, Each, Fill, Forbid, Line,
    NeverSay, Part, ReminderAnswer, Require, Roles, Route, Step, StepIx, Takes, Then, TimerRule,
    View,
};
use crate::dialogue::words::Words;

/// The structure of a script: everything but words, ears and evidence.
pub(super) struct Structure {
    pub(super) slots: Slots,
    pub(super) steps: Vec<Step>,
    pub(super) blocks: Vec<Block>,
    pub(super) always: Vec<AlwaysRule>,
    pub(super) forbids: Vec<Forbid>,
    pub(super) requires: Vec<Require>,
    pub(super) never_say: Vec<NeverSay>,
    pub(super) commands: Vec<Command>,
    pub(super) timers: Vec<TimerRule>,
    pub(super) roles: Roles,
    pub(super) start: StepIx,
    pub(super) moved: BTreeMap<String, StepIx>,
    pub(super) new_episode_after_minutes: i64,
    pub(super) recorded: Vec<SlotIx>,
    pub(super) noted: Vec<SlotIx>,
    pub(super) numbers: BTreeMap<usize, String>,
    pub(super) readability: Option<Limits>,
}

/// Looks names up and collects what is wrong.
pub(super) struct Resolver<'r, 'f> {
    pub(super) lines: Vec<Lines<'f>>,
    pub(super) words: &'r Words,
    pub(super) sources: &'r BTreeSet<&'r str>,
    pub(super) pictures: &'r BTreeMap<String, Arc<str>>,
    pub(super) problems: &'r mut Vec<Problem>,
    pub(super) slots: Slots,
    /// Step name -> index and whether it is an aside.
    pub(super) steps: BTreeMap<String, (StepIx, bool)>,
    pub(super) blocks: BTreeMap<String, usize>,
    pub(super) timers: BTreeMap<String, usize>,
    pub(super) nav: Vec<Choice>,
}

/// Slots that the engine fills itself, or that the red flags make.
const SIGN: &str = "sign";
const DOUBT: &str = "doubt";
const LEVEL: &str = "level";
const REMINDER: &str = "reminder";
/// How long a hold that is counted down may be, in seconds.
const HOLD_SECONDS: (i64, i64) = (10, 60);
/// How long any other timer may be: from a minute to a day.
const WAIT_SECONDS: (i64, i64) = (60, 86_400);
/// How far one tap moves the bedtime.
const SHIFT_MINUTES: i32 = 15;
/// Longest dialogue, step and option names that leave room for the rest of a button's 64 bytes.
pub(super) const NAME_BYTES_MAX: usize = 20;

impl<'r, 'f> Resolver<'r, 'f> {
    pub(super) fn new(
        files: &'r [ScriptFile<'f>],
        words: &'r Words,
        sources: &'r BTreeSet<&'r str>,
        pictures: &'r BTreeMap<String, Arc<str>>,
        problems: &'r mut Vec<Problem>,
    ) -> Self {
        let lines = files.iter().map(|file| Lines::of(file.path, file.text)).collect();
        Self {
            lines,
            words,
            sources,
            pictures,
            problems,
            slots: Slots::default(),
            steps: BTreeMap::new(),
            blocks: BTreeMap::new(),
            timers: BTreeMap::new(),
            nav: Vec::new(),
        }
    }

    pub(super) fn resolve(&mut self, mut raw: Raw) -> Option<Structure> {
        let dialogues = std::mem::take(&mut raw.dialogues);
        for slot in std::mem::take(&mut raw.slots) {
            self.slot(slot);
        }
        if let Some(bot) = &raw.bot {
            self.own_slots(bot);
        }
        self.name_parts(&raw, &dialogues);
        let timers = raw.timers.iter().map(|timer| {
            let part = &timer.part;
            TimerRule {
                name: part.id.get_ref().clone(),
                after_seconds: part.after_seconds,
                here: part.here,
                countdown: part.countdown,
                when: self.guard(timer.file, part.when.as_ref()),
                go: self.step(timer.file, &dialogues[timer.file], &part.go),
                place: self.place(timer.file, timer.range.start),
            }
        });
        let timers = timers.collect();
        let blocks = raw.blocks.iter().map(|block| self.block(block)).collect();
        self.nav = raw
            .nav
            .iter()
            .map(|option| self.option(option.file, &dialogues[option.file], "nav", &option.part))
            .collect();
        let steps: Vec<Step> =
            raw.steps.iter().map(|step| self.step_of(step, &dialogues[step.file])).collect();
        let mut always = Vec::new();
        let bot = raw.bot.or_else(|| {
            self.problems.push(Problem::new(
                "E024",
                Place::whole("bot.toml"),
                "there is no [bot] section",
                "bot.toml names the languages, the start and the red flags",
            ));
            None
        })?;
        let roles = self.roles(&bot, &mut always);
        for rule in &raw.always {
            let part = &rule.part;
            always.push(AlwaysRule {
                changed: part.changed.as_ref().map(|slot| self.slot_named(rule.file, slot)),
                said: part.said.as_ref().map(|option| self.option_named(rule.file, option, &steps)),
                when: self.guard(rule.file, part.when.as_ref()),
                set: self.assignments(rule.file, &part.set),
                clear: part.clear.iter().map(|slot| self.slot_named(rule.file, slot)).collect(),
                go: self.step(rule.file, &dialogues[rule.file], &part.go),
                place: self.place(rule.file, rule.range.start),
            });
        }
        let forbids = raw.forbids.iter().map(|forbid| self.forbid(forbid)).collect();
        let requires = raw.requires.iter();
        let requires = requires
            .map(|require| self.require(require, &dialogues[require.file], roles.sign))
            .collect();
        let never_say = raw.never_say.iter().map(|never| self.never_say(never)).collect();
        self.timers_are_sane(&raw.timers, &steps);
        let commands = raw.commands.iter();
        let commands = commands.map(|command| self.command(command, &dialogues[command.file]));
        let commands = commands.collect();
        let numbers = self.numbers(&raw.numbers, roles.country);
        let moved = bot.part.moved.iter();
        let moved =
            moved.map(|(old, new)| (old.clone(), self.step(bot.file, "bot", new))).collect();
        let start = self.step(bot.file, "bot", &bot.part.start);
        let mut kept = |slots: &[Text]| {
            slots.iter().map(|slot| self.slot_named(bot.file, slot)).collect::<Vec<_>>()
        };
        let (recorded, noted) = (kept(&bot.part.recorded), kept(&bot.part.noted));
        (!steps.is_empty()).then(|| Structure {
            slots: std::mem::take(&mut self.slots),
            steps,
            blocks,
            always,
            forbids,
            requires,
            never_say,
            commands,
            timers,
            roles,
            start,
            moved,
            new_episode_after_minutes: bot.part.new_episode_after_minutes,
            recorded,
            noted,
            numbers,
            readability: raw.readability.map(|section| section.part),
        })
    }

    /// Gives every part its name, so that parts may refer to later ones.
    fn name_parts(&mut self, raw: &Raw, dialogues: &[String]) {
        for (index, step) in raw.steps.iter().enumerate() {
            let name = format!("{}.{}", dialogues[step.file], step.part.id.get_ref());
            self.check_name(step.file, &step.part.id);
            self.check_name_text(step.file, step.range.start, &dialogues[step.file]);
            if self.steps.insert(name.clone(), (index, step.part.aside)).is_some() {
                self.report(
                    "E010",
                    step.file,
                    &step.part.id,
                    &format!("step `{name}` exists twice"),
                    "rename one of the two",
                );
            }
        }
        for (index, block) in raw.blocks.iter().enumerate() {
            if self.blocks.insert(block.part.id.get_ref().clone(), index).is_some() {
                let message = format!("block `{}` exists twice", block.part.id.get_ref());
                self.report("E010", block.file, &block.part.id, &message, "rename one of the two");
            }
        }
        for (index, timer) in raw.timers.iter().enumerate() {
            self.timers.insert(timer.part.id.get_ref().clone(), index);
        }
    }

    /// Each of `shows` is a block, a message, or the beginning of names of messages and a `*`.
    fn forbid(&mut self, forbid: &In<RawForbid>) -> Forbid {
        let file = forbid.file;
        let place = self.place(file, forbid.range.start);
        let when = self.guard(file, Some(&forbid.part.when));
        let mut forbidden = Forbid { when, messages: Vec::new(), blocks: Vec::new(), place };
        let source = self.words.languages().next().unwrap_or_default();
        let known: Vec<String> = self.words.messages(source).map(|(id, _)| id.to_owned()).collect();
        for name in &forbid.part.shows {
            let text = name.get_ref();
            if let Some(&block) = self.blocks.get(text) {
                forbidden.blocks.push(block);
                continue;
            }
            let named = |id: &&String| match text.strip_suffix('*') {
                Some(beginning) => id.starts_with(beginning),
                None => *id == text,
            };
            let before = forbidden.messages.len();
            forbidden.messages.extend(known.iter().filter(named).cloned());
            if forbidden.messages.len() == before {
                self.unknown("E028", file, name, "block or message", known.iter());
            }
        }
        forbidden
    }

    /// Each of `shows` is a block or a message.
    fn require(&mut self, require: &In<RawRequire>, dialogue: &str, sign: SlotIx) -> Require {
        let (file, part) = (require.file, &require.part);
        let mut required = Require {
            when: self.guard(file, part.when.as_ref()),
            step: self.step(file, dialogue, &part.step),
            signs: part.signs.iter().map(|value| self.value(file, sign, value)).collect(),
            messages: Vec::new(),
            blocks: Vec::new(),
            place: self.place(file, require.range.start),
        };
        for name in &part.shows {
            match self.part(file, name) {
                Part::Block(block) => required.blocks.push(block),
                Part::Words(id) => required.messages.push(id),
            }
        }
        required
    }

    fn never_say(&mut self, never: &In<RawNeverSay>) -> NeverSay {
        let part = &never.part;
        for language in &part.languages {
            if !self.words.languages().any(|known| known == language.get_ref()) {
                let known: Vec<String> = self.words.languages().map(str::to_owned).collect();
                self.unknown("E012", never.file, language, "language", known.iter());
            }
        }
        NeverSay {
            phrases: part.phrases.clone(),
            languages: part.languages.iter().map(|it| it.get_ref().clone()).collect(),
            but: part.but.clone(),
            why: part.why.clone(),
        }
    }

    /// The emergency number of each country that has one: every country stands in one list.
    fn numbers(&mut self, lists: &[In<RawNumber>], country: SlotIx) -> BTreeMap<usize, String> {
        const HINT: &str = "write figures, spaces and slashes, such as \"112 / 103\"";
        let mut numbers = BTreeMap::new();
        let mut listed = BTreeSet::new();
        for list in lists {
            if let Some(number) = &list.part.number {
                let text = number.get_ref();
                let digits = text.chars().filter(char::is_ascii_digit).count();
                let other =
                    text.chars().find(|it| !it.is_ascii_digit() && !matches!(it, ' ' | '/'));
                if let Some(other) = other {
                    let message = format!("`{other}` is no part of a number: `{text}`");
                    self.report("E033", list.file, number, &message, HINT);
                } else if digits < 2 {
                    self.report("E033", list.file, number, &format!("`{text}` is no number"), HINT);
                }
            }
            for name in &list.part.countries {
                let value = self.value(list.file, country, name);
                if !listed.insert(value) {
                    let message = format!("`{}` stands in two lists of [[number]]", name.get_ref());
                    self.report("E033", list.file, name, &message, "keep one of them");
                }
                if let Some(number) = &list.part.number {
                    numbers.insert(value, number.get_ref().clone());
                }
            }
        }
        let countries = self.slots.get(country).values.clone();
        for (_, name) in countries.iter().enumerate().filter(|(value, _)| !listed.contains(value)) {
            self.problems.push(Problem::new(
                "E033",
                Place::whole("bot.toml"),
                format!("country `{name}` has no [[number]]"),
                "add it to a list; one without `number` is for countries whose number is not known",
            ));
        }
        numbers
    }

    /// A timer is started somewhere, and rings when somebody with a cramp still waits for it.
    fn timers_are_sane(&mut self, timers: &[In<RawTimer>], steps: &[Step]) {
        for (index, timer) in timers.iter().enumerate() {
            let part = &timer.part;
            let (from, to) = if part.countdown { HOLD_SECONDS } else { WAIT_SECONDS };
            if !(from..=to).contains(&part.after_seconds) {
                let message =
                    format!("timer `{}` rings after {} s", part.id.get_ref(), part.after_seconds);
                let hint = format!("after_seconds of such a timer is {from} to {to}");
                self.report("E034", timer.file, &part.id, &message, &hint);
            }
            if !steps.iter().any(|step| step.starts.contains(&index)) {
                let message = format!("no step starts the timer `{}`", part.id.get_ref());
                let hint = "add starts = [..] to a step, or delete the timer";
                self.report("E034", timer.file, &part.id, &message, hint);
            }
        }
    }

    fn command(&mut self, command: &In<RawCommand>, dialogue: &str) -> Command {
        let file = command.file;
        let part = &command.part;
        let (go, action) = (part.go.as_ref(), part.action.as_ref());
        let then = self.then(file, dialogue, &part.name, go, action);
        if !part.hidden {
            self.say(file, &part.name, &format!("command-{}", part.name.get_ref()));
        }
        Command {
            name: part.name.get_ref().clone(),
            then,
            listed: !part.hidden,
            place: self.place(file, command.range.start),
        }
    }

    fn roles(&mut self, bot: &In<RawBot>, always: &mut Vec<AlwaysRule>) -> Roles {
        let file = bot.file;
        let part = &bot.part;
        let flags = &part.red_flags;
        let own = |name: &str| self.slots.find(name).unwrap_or(0);
        let (sign, doubt) = (own(SIGN), own(DOUBT));
        let (level, reminder) = (own(LEVEL), own(REMINDER));
        let now = flags.now.len().min(Slot::VALUES_MAX);
        let all = (now + flags.today.len()).min(Slot::VALUES_MAX);
        let below = |count: usize| if count >= 64 { u64::MAX } else { (1 << count) - 1 };
        let (now, today) = (below(now), below(all) & !below(now));
        let roles = Roles {
            place: self.slot_named(file, &part.place),
            sign,
            now,
            today,
            now_step: self.step(file, "bot", &flags.now_go),
            today_step: self.step(file, "bot", &flags.today_go),
            emergency_step: self.step(file, "bot", &flags.emergency),
            doubt_step: self.step(file, "bot", &flags.doubt_go),
            doubt,
            country: self.slot_named(file, &part.country),
            reminder,
            reminder_time: self.step(file, "bot", &part.reminders.time),
            reminder_zone: self.step(file, "bot", &part.reminders.zone),
            reminder_set: self.step(file, "bot", &part.reminders.set),
            reminder_send: self.step(file, "bot", &part.reminders.send),
            reminder_paused: self.step(file, "bot", &part.reminders.paused),
            reminder_review: self.step(file, "bot", &part.reminders.review),
            routine: self.step(file, "bot", &part.reminders.routine),
            routine_done: self.step(file, "bot", &part.reminders.routine_done),
            level,
            outcome: self.slot_named(file, &part.outcome),
            first_instruction: self.block_named(file, &part.first_instruction).unwrap_or(0),
        };
        for (mask, go) in [(now, roles.now_step), (today, roles.today_step)] {
            always.push(AlwaysRule {
                said: None,
                changed: Some(sign),
                when: Guard::Any(sign, mask),
                set: Vec::new(),
                clear: Vec::new(),
                go,
                place: self.place(file, bot.range.start),
            });
        }
        roles
    }

    /// Declares the slots that the engine itself fills.
    fn own_slots(&mut self, bot: &In<RawBot>) {
        let flags = &bot.part.red_flags;
        let signs: Vec<Text> = flags.now.iter().chain(&flags.today).cloned().collect();
        let fixed = |values: &[&str]| {
            values.iter().map(|value| Spanned::new(0..0, (*value).to_owned())).collect()
        };
        let own = [
            (SIGN, signs.clone(), true, false),
            (DOUBT, signs, false, false),
            (LEVEL, fixed(&["none", "today", "now"]), false, true),
            (REMINDER, fixed(&["on", "off"]), false, true),
        ];
        for (name, values, many, derived) in own {
            let raw = RawSlot { values, many, lasting: false, derived, replaces: BTreeMap::new() };
            let range = bot.range.clone();
            self.slot(In { file: bot.file, range, part: (name.to_owned(), raw) });
        }
        for sign in flags.now.iter().chain(&flags.today) {
            self.say(bot.file, sign, &format!("{SIGN}-{}", sign.get_ref()));
        }
    }

    fn slot(&mut self, slot: In<(String, RawSlot)>) {
        let In { file, range, part: (name, raw) } = slot;
        let at = Spanned::new(range, name.clone());
        if raw.values.is_empty() || raw.values.len() > Slot::VALUES_MAX {
            let message = format!("slot `{name}` has {} values", raw.values.len());
            self.report("E018", file, &at, &message, "a slot has 1 to 64 values");
        }
        let mut values: Vec<String> = Vec::new();
        for value in &raw.values {
            self.check_name(file, value);
            if values.contains(value.get_ref()) {
                let message = format!("value `{}` stands here twice", value.get_ref());
                self.report("E010", file, value, &message, "keep one of the two");
            } else if values.len() < Slot::VALUES_MAX {
                values.push(value.get_ref().clone());
            }
        }
        let mut declared = Slot {
            name,
            values,
            many: raw.many,
            replaces: BTreeMap::new(),
            lasting: raw.lasting,
            derived: raw.derived,
        };
        for (winner, losers) in &raw.replaces {
            let mut known = |value: &Text| {
                let found = declared.value(value.get_ref());
                if found.is_none() {
                    self.unknown("E012", file, value, "value", declared.values.iter());
                }
                found
            };
            let mask =
                losers.iter().filter_map(&mut known).fold(0, |mask, value| mask | (1 << value));
            if let Some(winner) = known(winner) {
                declared.replaces.insert(winner, mask);
            }
        }
        if !self.slots.add(declared) {
            let message = format!("slot `{}` exists twice", at.get_ref());
            self.report("E010", file, &at, &message, "rename one of the two");
        }
    }

    fn block(&mut self, block: &In<RawBlock>) -> Block {
        let file = block.file;
        let advice = !block.part.plain;
        let lines = block.part.line.iter().map(|line| {
            let part = line.get_ref();
            self.say(file, &part.say, part.say.get_ref());
            if advice && part.cites.is_empty() {
                self.report(
                    "E021",
                    file,
                    &part.say,
                    &format!("advice `{}` cites no evidence", part.say.get_ref()),
                    "add cites = [\"key\"] with a key of sources.bib",
                );
            }
            for key in &part.cites {
                if !self.sources.contains(key.get_ref().as_str()) {
                    let known: Vec<String> = self.sources.iter().map(ToString::to_string).collect();
                    self.unknown("E020", file, key, "source", known.iter());
                }
            }
            Line {
                when: self.guard(file, part.when.as_ref()),
                say: part.say.get_ref().clone(),
                cites: part.cites.iter().map(|key| key.get_ref().clone()).collect(),
                picture: part.picture.as_ref().map(|name| self.picture(file, name)),
                stretch: part.stretch,
                place: self.place(file, line.span().start),
            }
        });
        let lines: Vec<Line> = lines.collect();
        if advice {
            self.say(file, &block.part.id, &format!("block-{}", block.part.id.get_ref()));
        }
        let also = &block.part.caption;
        Block {
            name: block.part.id.get_ref().clone(),
            place: self.place(file, block.range.start),
            limit: block.part.limit.unwrap_or(usize::MAX),
            advice,
            caption: also.iter().filter_map(|name| self.block_named(file, name)).collect(),
            redraw: block.part.redraw,
            each: block.part.each.as_ref().map(|slot| self.each(file, slot, &block.part.default)),
            lines,
        }
    }

    fn each(&mut self, file: usize, slot: &Text, default: &[Text]) -> Each {
        let slot = self.slot_named(file, slot);
        let default = default.iter().map(|value| self.value(file, slot, value));
        Each { slot, default: default.take(EACH_MAX).collect() }
    }

    fn step_of(&mut self, step: &In<RawStep>, dialogue: &str) -> Step {
        let file = step.file;
        let part = &step.part;
        let id = part.id.get_ref();
        let show = part.show.iter().map(|name| self.part(file, name)).collect();
        if let Some(ask) = &part.ask {
            self.say(file, ask, ask.get_ref());
        }
        let fills = part.fills.as_ref().map(|slot| self.fill(step, dialogue, slot));
        let options: Vec<Choice> =
            part.option.iter().map(|option| self.option(file, dialogue, id, option)).collect();
        for (index, option) in options.iter().enumerate() {
            if options[..index].iter().any(|other| other.id == option.id) {
                let message = format!("option `{}` exists twice in this step", option.id);
                self.report(
                    "E010",
                    file,
                    &part.option[index].id,
                    &message,
                    "rename one of the two",
                );
            }
        }
        let routes = part.route.iter().map(|route| Route {
            when: self.guard(file, route.when.as_ref()),
            go: self.step(file, dialogue, &route.go),
            place: self.place(file, route.go.span().start),
        });
        let routes = routes.collect();
        let nav = match &part.nav {
            None if part.aside => Vec::new(),
            None => self.nav.clone(),
            Some(names) => names.iter().filter_map(|name| self.nav_named(file, name)).collect(),
        };
        Step {
            name: format!("{dialogue}.{id}"),
            place: self.place(file, step.range.start),
            show,
            ask: part.ask.as_ref().map(|ask| ask.get_ref().clone()),
            fills,
            options,
            routes,
            columns: part.columns.unwrap_or(1).clamp(1, 8),
            nav,
            starts: part.starts.iter().filter_map(|name| self.timer_named(file, name)).collect(),
            stops: part.stops.iter().filter_map(|name| self.timer_named(file, name)).collect(),
            aside: part.aside,
            view: part.view.as_ref().and_then(|name| self.view(file, name)),
            takes: part.takes.as_ref().and_then(|name| self.takes(file, name)),
            changes: part.changes.as_ref().map(|slot| self.changes(step, dialogue, slot)),
            ends_episode: part.ends_episode,
        }
    }

    fn fill(&mut self, step: &In<RawStep>, dialogue: &str, slot: &Text) -> Fill {
        let file = step.file;
        let index = self.slot_named(file, slot);
        let declared = self.slots.get(index).clone();
        let offer = match &step.part.offer {
            None => (0..declared.values.len()).collect(),
            Some(values) => values.iter().map(|value| self.value(file, index, value)).collect(),
        };
        for &value in &offer {
            if let Some(value) = declared.values.get(value) {
                self.say(file, slot, &format!("{}-{value}", declared.name));
            }
        }
        let next = if let Some(next) = &step.part.next {
            self.step(file, dialogue, next)
        } else {
            self.report(
                "E017",
                file,
                slot,
                "the step does not say what comes next",
                "add next = \"step\"",
            );
            0
        };
        Fill { slot: index, offer, next }
    }

    /// An aside that changes a slot of a record: `next` shows the record then.
    fn changes(&mut self, step: &In<RawStep>, dialogue: &str, slot: &Text) -> Changes {
        let Fill { slot, offer, next } = self.fill(step, dialogue, slot);
        Changes { slot, offer, shown: next }
    }

    fn option(&mut self, file: usize, dialogue: &str, step: &str, raw: &RawOption) -> Choice {
        self.check_name(file, &raw.id);
        let default = Spanned::new(raw.id.span(), format!("{step}-{}", raw.id.get_ref()));
        let say = raw.say.as_ref().unwrap_or(&default);
        self.say(file, say, say.get_ref());
        Choice {
            id: raw.id.get_ref().clone(),
            place: self.place(file, raw.id.span().start),
            say: say.get_ref().clone(),
            new_row: raw.new_row,
            when: self.guard(file, raw.when.as_ref()),
            set: self.assignments(file, &raw.set),
            clear: raw.clear.iter().map(|slot| self.slot_named(file, slot)).collect(),
            then: self.then(file, dialogue, &raw.id, raw.go.as_ref(), raw.action.as_ref()),
        }
    }

    fn then(
        &mut self,
        file: usize,
        dialogue: &str,
        at: &Text,
        go: Option<&Text>,
        action: Option<&Text>,
    ) -> Then {
        match (go, action) {
            (Some(go), None) => {
                let step = self.step(file, dialogue, go);
                let aside = self.steps.values().any(|&(index, aside)| index == step && aside);
                if aside { Then::Do(Action::Aside(step)) } else { Then::Go(step) }
            }
            (None, Some(action)) => self.action(file, action),
            _ => {
                self.report(
                    "E017",
                    file,
                    at,
                    &format!("`{}` must have either `go` or `do`", at.get_ref()),
                    "add go = \"step\" or do = \"back\"",
                );
                Then::Stay
            }
        }
    }

    fn action(&mut self, file: usize, name: &Text) -> Then {
        Then::Do(match name.get_ref().as_str() {
            "stay" => return Then::Stay,
            "back" => Action::Back,
            "restart" => Action::Restart,
            "stop" => Action::Stop,
            "next_page" => Action::NextPage,
            "previous_page" => Action::PreviousPage,
            "confirm_doubt" => Action::ConfirmDoubt,
            "remind" => Action::Remind,
            "remind_on" => Action::RemindOn,
            "remind_off" => Action::RemindOff,
            "remind_15_earlier" => Action::RemindShift { minutes: -SHIFT_MINUTES },
            "remind_15_later" => Action::RemindShift { minutes: SHIFT_MINUTES },
            "remind_done" => Action::RemindAnswer(ReminderAnswer::Done),
            "remind_later" => Action::RemindAnswer(ReminderAnswer::Later),
            "remind_not_tonight" => Action::RemindAnswer(ReminderAnswer::NotTonight),
            "export" => Action::Export,
            "report" => Action::Report,
            "forget" => Action::Forget,
            "delete_record" => Action::DeleteRecord,
            "guide_pause" => Action::GuidePause,
            "guide_skip" => Action::GuideSkip,
            "remind_go_on" => Action::RemindAnswer(ReminderAnswer::GoOn),
            other => match (other.strip_prefix("language_"), weekday(other)) {
                (Some(code), _) if self.words.languages().any(|known| known == code) => {
                    Action::Language(code.to_owned())
                }
                (_, Some(day)) => Action::RemindDay(day),
                _ => {
                    let known = [
                        "stay",
                        "back",
                        "restart",
                        "stop",
                        "next_page",
                        "previous_page",
                        "remind",
                        "remind_on",
                        "remind_off",
                        "remind_15_earlier",
                        "remind_15_later",
                        "remind_on_<weekday>",
                        "remind_done",
                        "remind_later",
                        "remind_not_tonight",
                        "export",
                        "forget",
                        "delete_record",
                        "remind_go_on",
                        "guide_pause",
                        "guide_skip",
                        "language_<code>",
                    ];
                    let known = known.map(str::to_owned);
                    self.unknown("E016", file, name, "action", known.iter());
                    return Then::Stay;
                }
            },
        })
    }

    fn assignments(&mut self, file: usize, set: &BTreeMap<Text, Text>) -> Vec<(SlotIx, usize)> {
        let pairs = set.iter().map(|(slot, value)| {
            let slot = self.slot_named(file, slot);
            (slot, self.value(file, slot, value))
        });
        pairs.collect()
    }

    /// The name of a button that some step has.
    fn option_named(&mut self, file: usize, name: &Text, steps: &[Step]) -> String {
        let mut known = steps.iter().flat_map(|step| &step.options).map(|option| &option.id);
        if !known.clone().any(|id| id == name.get_ref()) {
            self.unknown("E030", file, name, "button", &mut known);
        }
        name.get_ref().clone()
    }

    fn part(&mut self, file: usize, name: &Text) -> Part {
        if let Some(&block) = self.blocks.get(name.get_ref()) {
            return Part::Block(block);
        }
        self.say(file, name, name.get_ref());
        Part::Words(name.get_ref().clone())
    }

    fn guard(&mut self, file: usize, text: Option<&Text>) -> Guard {
        let Some(text) = text else { return Guard::Always };
        match Guard::parse(text.get_ref(), &self.slots) {
            Ok(guard) => guard,
            Err(error) => {
                // The span of a string starts at its quote.
                let offset = text.span().start + 1 + error.range.start;
                let place = self.place(file, offset);
                self.problems.push(Problem::new("E013", place, error.message, error.hint));
                Guard::Always
            }
        }
    }

    fn view(&mut self, file: usize, name: &Text) -> Option<View> {
        Some(match name.get_ref().as_str() {
            "sources" => View::Sources,
            "why" => View::Why,
            "lines" => View::Lines,
            "history" => View::History,
            "records" => View::Records,
            "record" => View::Record,
            "days" => View::Days,
            "reminder" => View::Reminder,
            "evening" => View::Evening,
            _ => {
                let known = [
                    "sources", "why", "lines", "history", "records", "record", "days", "reminder",
                    "evening",
                ];
                let known = known.map(str::to_owned);
                self.unknown("E027", file, name, "view", known.iter());
                return None;
            }
        })
    }

    fn takes(&mut self, file: usize, name: &Text) -> Option<Takes> {
        Some(match name.get_ref().as_str() {
            "bedtime" => Takes::Bedtime,
            "zone" => Takes::Zone,
            _ => {
                let known = ["bedtime", "zone"].map(str::to_owned);
                self.unknown("E027", file, name, "kind of answer", known.iter());
                return None;
            }
        })
    }
}

/// The day of an action such as `remind_on_mon`.
fn weekday(action: &str) -> Option<chrono::Weekday> {
    action.strip_prefix("remind_on_")?.parse().ok()
}
