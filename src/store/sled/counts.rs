//! How many messages and timers wait: counted along with the sum, so that asking costs nothing.

use super::keys;
use crate::store::Lane;

/// What waits in a store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Queued answers.
    pub live: u64,
    /// Queued reminders.
    pub reminders: u64,
    /// Timers that are set.
    pub timers: u64,
}

impl Counts {
    pub(super) fn add(&mut self, key: &[u8]) {
        if let Some(count) = self.of(key) {
            *count += 1;
        }
    }

    pub(super) fn subtract(&mut self, key: &[u8]) {
        if let Some(count) = self.of(key) {
            *count = count.saturating_sub(1);
        }
    }

    fn of(&mut self, key: &[u8]) -> Option<&mut u64> {
        match keys::lane_of(key) {
            Some(Lane::Live) => Some(&mut self.live),
            Some(Lane::Reminder) => Some(&mut self.reminders),
            None if keys::is_timer(key) => Some(&mut self.timers),
            None => None,
        }
    }
}
