//! What a test does to the bot's calls: faults, limits, gates.

use std::sync::Arc;

use super::{BotApi, Fault, Hold, faults::Armed, gates::Side, limits::Limits, wait::until};

impl BotApi {
    /// Arms a fault; several are tried in the order they were armed. Gives its number.
    pub(crate) fn fault(&self, fault: Fault) -> usize {
        self.shared.change(|state| {
            state.faults.push(Armed::new(fault));
            state.faults.len() - 1
        })
    }

    /// How many calls a fault has met.
    pub(crate) fn fault_hits(&self, fault: usize) -> usize {
        self.shared.look(|state| state.faults[fault].hits)
    }

    /// Waits until a fault has met this many calls.
    #[track_caller]
    pub(crate) fn fault_met(&self, fault: usize, calls: usize) -> impl Future<Output = ()> + use<> {
        let what = format!("{calls} calls to meet fault {fault}");
        until(Arc::clone(&self.shared), what, move |shared| {
            shared.look(|state| (state.faults[fault].hits >= calls).then_some(()))
        })
    }

    /// No fault meets anything any more; their hits stay known.
    pub(crate) fn clear_faults(&self) {
        self.shared.change(|state| state.faults.iter_mut().for_each(Armed::disarm));
    }

    /// Holds calls of a method back before they take effect, until the hold is released.
    pub(crate) fn hold(&self, method: &str) -> Hold {
        Hold::new(&self.shared, method, None, Side::Effect)
    }

    pub(crate) fn hold_in_chat(&self, method: &str, chat: i64) -> Hold {
        Hold::new(&self.shared, method, Some(chat), Side::Effect)
    }

    /// Lets calls take effect, but holds the answers back.
    pub(crate) fn hold_answers(&self, method: &str) -> Hold {
        Hold::new(&self.shared, method, None, Side::Answer)
    }

    /// From now on sends and edits beyond these many in any second are refused with 429: in all
    /// (Telegram's own limit is about 30), and into one chat (about 1).
    pub(crate) fn enforce_limits(&self, in_all: usize, per_chat: usize, retry_after_seconds: u32) {
        let limits = Limits::new(in_all, per_chat, retry_after_seconds);
        self.shared.change(|state| state.limits = Some(limits));
    }
}
