//! What can go wrong with a call, on demand and repeatably.

use std::time::{Duration, Instant};

use super::{answer::Refusal, calls::Call, state::State};

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Trouble {
    Refuse(Refusal),
    /// An HTML page from the server in front, the call not applied.
    Page(u16),
    /// Applied; the connection stays open and silent.
    NoAnswer,
    /// Applied; the connection closes without an answer.
    Close,
    /// Not applied; the connection is reset.
    Reset,
}

/// A trouble, and which calls it meets: by default the very next one, of any method but
/// `getUpdates`.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    trouble: Trouble,
    method: Option<String>,
    chat: Option<i64>,
    skip: usize,
    left: Option<usize>,
    chance: Option<(f64, u64)>,
}

impl Fault {
    fn new(trouble: Trouble) -> Self {
        Self { trouble, method: None, chat: None, skip: 0, left: Some(1), chance: None }
    }

    pub(crate) fn too_many_requests(retry_after_seconds: u32) -> Self {
        Self::new(Trouble::Refuse(Refusal::too_many_requests(retry_after_seconds)))
    }

    pub(crate) fn blocked() -> Self {
        Self::refused(403, "Forbidden: bot was blocked by the user")
    }

    pub(crate) fn bad_request(what: &str) -> Self {
        Self::new(Trouble::Refuse(Refusal::bad_request(what)))
    }

    /// Any status with Telegram's JSON body.
    pub(crate) fn refused(status: u16, description: &str) -> Self {
        Self::new(Trouble::Refuse(Refusal::new(status, description)))
    }

    /// 502, 504 … with an HTML page.
    pub(crate) fn server_error(status: u16) -> Self {
        Self::new(Trouble::Page(status))
    }

    pub(crate) fn no_answer() -> Self {
        Self::new(Trouble::NoAnswer)
    }

    pub(crate) fn closed_after_applying() -> Self {
        Self::new(Trouble::Close)
    }

    pub(crate) fn reset_before_applying() -> Self {
        Self::new(Trouble::Reset)
    }

    pub(crate) fn on(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    pub(crate) fn in_chat(mut self, chat: i64) -> Self {
        self.chat = Some(chat);
        self
    }

    /// Lets this many matching calls pass first.
    pub(crate) fn after(mut self, calls: usize) -> Self {
        self.skip = calls;
        self
    }

    pub(crate) fn times(mut self, calls: usize) -> Self {
        self.left = Some(calls);
        self
    }

    pub(crate) fn always(mut self) -> Self {
        self.left = None;
        self
    }

    /// Meets each matching call with this probability, drawn from the seed; always armed.
    pub(crate) fn with_chance(mut self, chance: f64, seed: u64) -> Self {
        self.chance = Some((chance, seed));
        self.always()
    }
}

/// A fault that waits for its calls.
#[derive(Debug)]
pub(crate) struct Armed {
    fault: Fault,
    pub(crate) hits: usize,
}

impl Armed {
    pub(crate) fn new(fault: Fault) -> Self {
        Self { fault, hits: 0 }
    }

    pub(crate) fn disarm(&mut self) {
        self.fault.left = Some(0);
    }

    fn meets(&mut self, call: &Call) -> bool {
        let fault = &mut self.fault;
        let method = fault.method.as_ref().map_or(call.method != "getUpdates", |method| {
            method.eq_ignore_ascii_case(&call.method)
        });
        if !method || fault.chat.is_some_and(|chat| call.chat != Some(chat)) {
            return false;
        }
        if fault.left == Some(0) {
            return false;
        }
        if fault.skip > 0 {
            fault.skip -= 1;
            return false;
        }
        if let Some((chance, seed)) = &mut fault.chance
            && unit(draw(seed)) >= *chance
        {
            return false;
        }
        fault.left = fault.left.map(|left| left - 1);
        self.hits += 1;
        true
    }
}

/// The next number of a seeded sequence (`SplitMix64`).
pub(crate) fn draw(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut number = *seed;
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

fn unit(number: u64) -> f64 {
    f64::from(u32::try_from(number >> 32).unwrap()) / f64::from(u32::MAX)
}

impl State {
    /// The first armed fault that meets the call, in the order they were armed; else the limits.
    pub(crate) fn trouble_for(&mut self, order: usize) -> Option<Trouble> {
        let call = &self.calls[order];
        let armed = self.faults.iter_mut().find_map(|armed| armed.meets(call).then_some(armed));
        let trouble = match armed {
            Some(armed) => armed.fault.trouble.clone(),
            None => Trouble::Refuse(self.limits.as_mut()?.refuses(call)?),
        };
        let chat = call.chat;
        self.calls[order].fault = Some(format!("{trouble:?}"));
        if let (Trouble::Refuse(Refusal { retry_after: Some(seconds), .. }), Some(chat)) =
            (&trouble, chat)
        {
            let wait = Duration::from_secs(u64::from(*seconds));
            self.quiet_until.insert(chat, Instant::now() + wait);
        }
        Some(trouble)
    }

    /// Counts a bot that does not wait as long as it was told.
    pub(crate) fn notice_impatience(&mut self, order: usize) {
        let until = self.calls[order].chat.and_then(|chat| self.quiet_until.get(&chat));
        self.impatient += usize::from(until.is_some_and(|until| Instant::now() < *until));
    }
}
