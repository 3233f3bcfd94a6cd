//! What many people do at once, drawn from a seed, and what must come of it.

use crampbot::channel::telegram::words;
use crampbot::dialogue::{Input, Screen};

use crate::botapi::{BotApi, Call, Press, User};
use crate::oracle::Oracle;

/// Said in any order. None of them sets a reminder: whether one is due depends on the clock.
const TEXTS: [&str; 26] = [
    "cramp in my calf",
    "/start",
    "my foot cramps every night",
    "it hurts so much",
    "судорога в икре",
    "me dio un calambre en la pantorrilla",
    "hamstring, after running",
    "help",
    "thanks, it is better now",
    "/history",
    "what can I do before bed?",
    "it came back 😣",
    "I am 34 weeks pregnant",
    "no",
    "back",
    "calf or thigh, not sure",
    "it is gone",
    "chest pain",
    "my grandpa has a cramp in his back",
    "/cancel",
    "/sources",
    "/cramp",
    "/emergency",
    "/privacy",
    "/nonsense 1 2 3",
    "no chest pain, just the calf",
];

/// A message nobody has: what is pressed there is answered in a new message.
const NO_MESSAGE: i64 = 1;

/// A small random source (xorshift) whose seed is in the test.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % u64::try_from(end).unwrap()).unwrap()
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// The people, what they press, and how their conversations must be afterwards.
pub(crate) struct Plan {
    pub(crate) users: Vec<User>,
    pub(crate) expected: Vec<Oracle>,
    pub(crate) presses: Vec<Press>,
}

impl Plan {
    /// Sends `updates` texts and presses of `people` at once.
    pub(crate) fn send(tg: &BotApi, random: &mut Random, people: usize, updates: usize) -> Self {
        let users = tg.users(people);
        let mut plan = Self { expected: vec![Oracle::new(); people], users, presses: vec![] };
        for _ in 0..updates {
            let who = random.below(people);
            let (input, oracle) = loop {
                let input = next_input(random, &plan.expected[who]);
                let mut oracle = plan.expected[who].clone();
                oracle.happens(&input);
                if !oracle.in_a_hurry {
                    break (input, oracle);
                }
            };
            plan.expected[who] = oracle;
            match &input {
                Input::Press { data, .. } => {
                    plan.presses.push(plan.users[who].presses_data(NO_MESSAGE, data));
                }
                Input::Text(text) => drop(plan.users[who].says(text)),
                Input::Command { name, args } => {
                    plan.users[who].says(&format!("/{name} {args}"));
                }
                other => unreachable!("{other:?}"),
            }
        }
        plan
    }

    /// How many messages they must get in all.
    pub(crate) fn messages(&self) -> usize {
        self.expected.iter().map(|oracle| oracle.shown.len()).sum()
    }
}

/// A text, a button of the newest screen, or a button of an older one.
fn next_input(random: &mut Random, oracle: &Oracle) -> Input {
    let buttons = |screen: &Screen| -> Vec<String> {
        let data = screen.buttons.iter().flatten().map(|button| button.data.clone());
        data.filter(|data| without_record(data) == *data).collect()
    };
    let shown = &oracle.shown;
    let offered = match random.below(10) {
        0..5 => None,
        5..9 => shown.last().map(buttons),
        _ => (!shown.is_empty()).then(|| buttons(random.of(shown))),
    };
    match offered.filter(|offered| !offered.is_empty()) {
        Some(offered) => Input::Press { data: random.of(&offered).clone(), on_screen: false },
        None => words(random.of::<&str>(&TEXTS)),
    }
}

/// What a button carries, without the number of a record: that is made of an instant, which is not the
/// same here and there.
fn without_record(data: &str) -> &str {
    match data.rsplit_once('~') {
        Some((rest, record)) if record.parse().is_ok_and(|id: u64| id > 1 << 40) => rest,
        _ => data,
    }
}

/// A message, for comparison: its buttons, and its text without the figures of the clock.
pub(crate) fn fingerprint(text: &str, buttons: &[&str]) -> String {
    let buttons: Vec<&str> = buttons.iter().map(|data| without_record(data)).collect();
    let text: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    format!("{buttons:?} {text}")
}

/// What a conversation must have shown.
pub(crate) fn expected(oracle: &Oracle) -> Vec<String> {
    let one = |screen: &Screen| {
        let data = screen.buttons.iter().flatten().map(|button| button.data.as_str());
        fingerprint(&screen.text, &data.collect::<Vec<_>>())
    };
    oracle.shown.iter().map(one).collect()
}

/// What has reached a person, repetitions included, in order.
pub(crate) fn arrived(calls: &[Call], user: &User) -> Vec<String> {
    let sends = calls.iter().filter(|call| {
        call.applied
            && call.chat == Some(user.id())
            && ["sendMessage", "editMessageText"].contains(&call.method.as_str())
    });
    let one = |call: &Call| {
        let rows = call.params.get("reply_markup").map(|markup| &markup["inline_keyboard"]);
        let rows = rows.and_then(|rows| rows.as_array()).into_iter().flatten();
        let buttons = rows.flat_map(|row| row.as_array().into_iter().flatten());
        let data = buttons.map(|button| button["callback_data"].as_str().unwrap());
        fingerprint(call.text(), &data.collect::<Vec<_>>())
    };
    sends.map(one).collect()
}

/// How many messages came again, each right after itself; an error if one is missing or displaced.
pub(crate) fn repeats(expected: &[String], arrived: &[String]) -> Result<usize, String> {
    let (mut next, mut repeats) = (0, 0);
    for (place, message) in arrived.iter().enumerate() {
        if expected.get(next) == Some(message) {
            next += 1;
        } else if next > 0 && expected[next - 1] == *message {
            repeats += 1;
        } else {
            return Err(format!("message {place} is not in order: {message}"));
        }
    }
    if next == expected.len() {
        Ok(repeats)
    } else {
        Err(format!("{next} of {} messages arrived", expected.len()))
    }
}
