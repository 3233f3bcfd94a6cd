//! What one seed means: who writes what and when, and what goes wrong.

use fastrand::Rng;

/// Milliseconds of virtual time.
pub(crate) type Ms = i64;

pub(crate) const SECOND: Ms = 1000;
pub(crate) const MINUTE: Ms = 60 * SECOND;
pub(crate) const HOUR: Ms = 60 * MINUTE;
pub(crate) const DAY: Ms = 24 * HOUR;

/// What a person does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    Say(&'static str),
    /// A sentence that must be answered with the card of an emergency.
    Alarm(&'static str),
    /// One of the buttons seen last, or of an older message.
    Press {
        old: bool,
    },
    /// So many messages at once.
    Flood(usize),
    Block,
    /// An update that no version of the bot can read.
    Nonsense,
}

/// A thing broken on purpose, to see that the checks notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sabotage {
    None,
    /// Updates count as acknowledged when they are handed out, before any commit.
    AcknowledgedOnReceipt,
    /// A crash takes back what the disk had confirmed last.
    NotSynced,
    /// The disk forgets which updates were handled.
    SeenForgotten,
    /// The disk keeps messages in the queue that are taken off it.
    QueueKept,
    /// The disk never tells of the last message in the queue.
    QueueLeaks,
}

impl Sabotage {
    /// All of them.
    pub(crate) const ALL: [Self; 5] = [
        Self::AcknowledgedOnReceipt,
        Self::NotSynced,
        Self::SeenForgotten,
        Self::QueueKept,
        Self::QueueLeaks,
    ];
}

/// Chances are in a thousand.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faults {
    pub(crate) too_many: u32,
    pub(crate) server_error: u32,
    pub(crate) lost_answer: u32,
    pub(crate) bad_request: u32,
    pub(crate) poll_failure: u32,
    pub(crate) duplicate: u32,
    pub(crate) shuffle: bool,
    pub(crate) commit_refused: u32,
    pub(crate) commit_unsure: u32,
    pub(crate) read_failure: u32,
    pub(crate) turn_panic: u32,
    pub(crate) commit_panic: u32,
    /// Calls between crashes, about; 0 for none.
    pub(crate) crash_every: u64,
}

/// When something lasting is wrong.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spells {
    /// Telegram refuses all sending.
    pub(crate) throttled: Vec<(Ms, Ms)>,
    /// Telegram does not work at all.
    pub(crate) outages: Vec<(Ms, Ms)>,
    pub(crate) disk_full: Vec<(Ms, Ms)>,
    /// The machine's clock is wrong by so much from then on.
    pub(crate) clock_jumps: Vec<(Ms, Ms)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    pub(crate) people: usize,
    pub(crate) span: Ms,
    /// (when, who, what), in order.
    pub(crate) timeline: Vec<(Ms, usize, Action)>,
    pub(crate) faults: Faults,
    pub(crate) spells: Spells,
}

const SAID: [&str; 19] = [
    "cramp in my calf",
    "/start",
    "судорога в икре",
    "me dio un calambre en la pantorrilla",
    "my foot cramps every night",
    "/history",
    "/sources",
    "/cramp",
    "/privacy",
    "/forget",
    "no",
    "back",
    "it is gone",
    "I am 34 weeks pregnant",
    "thanks",
    "/nonsense 1 2 3",
    "/emergency",
    "/cancel",
    "hamstring, after running",
];

const ALARMS: [&str; 3] = ["chest pain", "he is unconscious", "I cannot breathe"];

const REMINDERS: [&str; 4] = [
    "/remind 22:30 Europe/Berlin",
    "/remind 23:00 America/New_York",
    "/remind 21:15 Asia/Kolkata",
    "/remind 00:10 Australia/Sydney",
];

impl Scenario {
    pub(crate) fn of(seed: u64, random: &mut Rng) -> Self {
        // Few large runs among many small ones.
        let (people, span, actions) = match seed % 1000 {
            999 => (2000, 10 * MINUTE, 1),
            990..=998 => (random.usize(2..6), 21 * DAY, 12),
            800..990 => (random.usize(2..8), random.i64(2..4) * DAY, 8),
            _ => (random.usize(1..6), random.i64(1..12) * HOUR, 6),
        };
        let mut timeline = vec![];
        for who in 0..people {
            // Somebody who wants to be reminded says so early, and then behaves.
            let reminded = span > DAY && random.u8(0..3) > 0;
            if reminded {
                let remind = REMINDERS[random.usize(0..REMINDERS.len())];
                timeline.push((random.i64(0..HOUR), who, Action::Say(remind)));
            }
            for _ in 0..random.usize(1..=actions) {
                let at = random.i64(0..span);
                let mut at = at;
                // What people do, they do in bursts.
                for _ in 0..random.usize(1..4) {
                    timeline.push((at, who, action(random, reminded)));
                    at += random.i64(0..30 * SECOND);
                }
            }
        }
        timeline.sort_by_key(|(at, ..)| *at);
        let (faults, spells) = (faults(random), spells(random, span));
        Self { people, span, timeline, faults, spells }
    }
}

fn action(random: &mut Rng, reminded: bool) -> Action {
    match random.u32(0..100) {
        0..45 => Action::Press { old: random.u8(0..8) == 0 },
        45..55 => Action::Alarm(ALARMS[random.usize(0..ALARMS.len())]),
        55 => Action::Nonsense,
        56 if !reminded => Action::Block,
        57 if random.bool() => Action::Flood(random.usize(70..90)),
        _ => Action::Say(SAID[random.usize(0..SAID.len())]),
    }
}

fn faults(random: &mut Rng) -> Faults {
    let mut chance = |most: u32| if random.bool() { random.u32(0..=most) } else { 0 };
    Faults {
        too_many: chance(100),
        server_error: chance(100),
        lost_answer: chance(60),
        bad_request: chance(20),
        poll_failure: chance(100),
        duplicate: chance(300),
        shuffle: chance(1) == 1,
        commit_refused: chance(100),
        commit_unsure: chance(100),
        read_failure: chance(30),
        turn_panic: chance(30),
        commit_panic: chance(10),
        // Not so often that it never gets anywhere.
        crash_every: if chance(1) == 0 { 0 } else { random.u64(8..80) },
    }
}

fn spells(random: &mut Rng, span: Ms) -> Spells {
    let mut spell = |longest: Ms| {
        let count = random.usize(0..3).saturating_sub(1);
        let mut one = || {
            let from = random.i64(0..span);
            (from, from + random.i64(SECOND..longest))
        };
        (0..count).map(|_| one()).collect::<Vec<_>>()
    };
    let (throttled, outages, disk_full) = (spell(2 * MINUTE), spell(2 * HOUR), spell(30 * MINUTE));
    let jumps = random.usize(0..4).saturating_sub(1);
    let clock_jumps =
        (0..jumps).map(|_| (random.i64(0..span), random.i64(-2 * HOUR..=2 * HOUR))).collect();
    Spells { throttled, outages, disk_full, clock_jumps }
}

/// Whether an instant lies in one of the spells; when that one ends.
pub(crate) fn within(spells: &[(Ms, Ms)], now: Ms) -> Option<Ms> {
    spells.iter().find(|(from, to)| (*from..*to).contains(&now)).map(|(_, to)| *to)
}
