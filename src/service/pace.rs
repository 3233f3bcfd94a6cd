//! How fast messages may go out: the pace of reminders, and the patience that Telegram asks for.
//!
//! Time is tokio's, so that a simulation runs on its own. Nothing here sends or sleeps.

use std::collections::{HashSet, VecDeque};
use std::num::NonZeroU32;

use governor::clock::Clock;
use governor::state::keyed::HashMapStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use tokio::time::Instant;

use super::turn::{Envelope, is_group};
use crate::store::ChatId;

/// Chats remembered before those are forgotten that may be reminded again.
const CHATS: usize = 1024;
/// Refusals of different chats in a row that mean: not the chats but the method is to wait.
const IN_A_ROW: usize = 3;

/// The runtime's clock, which never goes back.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Monotonic;

impl Clock for Monotonic {
    type Instant = std::time::Instant;

    fn now(&self) -> Self::Instant {
        Instant::now().into_std()
    }
}

/// Reminders that wait for their turn: so many a second in all, and one a second in each chat.
pub(super) struct Reminders {
    waiting: VecDeque<Envelope>,
    in_all: RateLimiter<NotKeyed, InMemoryState, Monotonic>,
    in_a_chat: RateLimiter<ChatId, HashMapStateStore<ChatId>, Monotonic>,
    /// Whether the pace in all has a place that no chat could take yet.
    place: bool,
}

impl Reminders {
    pub(super) fn new(per_second: NonZeroU32) -> Self {
        let evenly = |per_second| Quota::per_second(per_second).allow_burst(NonZeroU32::MIN);
        Self {
            waiting: VecDeque::new(),
            in_all: RateLimiter::direct_with_clock(evenly(per_second), Monotonic),
            in_a_chat: RateLimiter::hashmap_with_clock(evenly(NonZeroU32::MIN), Monotonic),
            place: false,
        }
    }

    pub(super) fn push(&mut self, message: Envelope) {
        self.waiting.push_back(message);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.waiting.clear();
    }

    /// The next one that may go, or when to ask again. Each chat's go in order.
    pub(super) fn next(&mut self) -> Result<Option<Envelope>, Instant> {
        if self.waiting.is_empty() {
            return Ok(None);
        }
        if !self.place {
            let taken = self.in_all.check();
            taken.map_err(|wait| Instant::from_std(wait.earliest_possible()))?;
            self.place = true;
        }
        let mut passed_over = HashSet::new();
        let mut earliest = None;
        for at in 0..self.waiting.len() {
            let chat = self.waiting[at].chat;
            if passed_over.contains(&chat) {
                continue;
            }
            match self.in_a_chat.check_key(&chat) {
                Ok(()) => {
                    self.place = false;
                    if self.in_a_chat.len() >= CHATS {
                        self.in_a_chat.retain_recent();
                    }
                    return Ok(self.waiting.remove(at));
                }
                Err(wait) => {
                    let possible = Instant::from_std(wait.earliest_possible());
                    earliest = Some(earliest.map_or(possible, |earliest| possible.min(earliest)));
                    passed_over.insert(chat);
                }
            }
        }
        earliest.map_or(Ok(None), Err)
    }
}

/// What Telegram has asked of one method.
#[derive(Debug, Default)]
pub(super) struct Patience {
    /// Chats refused since the last message that went through.
    refused: Vec<ChatId>,
    until: Option<Instant>,
}

impl Patience {
    /// Until when the method is not called at all.
    pub(super) fn until(&self) -> Option<Instant> {
        self.until.filter(|until| Instant::now() < *until)
    }

    /// A message went through.
    pub(super) fn arrived(&mut self) {
        self.refused.clear();
    }

    /// Telegram asked one chat to wait. It does not say whether it means the chat or the method;
    /// several chats in a row mean the method. Groups tell nothing of it: they have a limit of their own,
    /// and anybody could fill a few. Returns whether the method is stopped now for longer than before.
    pub(super) fn refused(&mut self, chat: ChatId, until: Instant) -> bool {
        if is_group(chat) {
            return false;
        }
        if !self.refused.contains(&chat) {
            self.refused.push(chat);
        }
        if self.refused.len() < IN_A_ROW {
            return false;
        }
        self.refused.clear();
        let is_longer = self.until().is_none_or(|before| before < until);
        self.until = self.until.max(Some(until));
        is_longer
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::channel::Message;
    use crate::store::Lane;

    fn reminder(seq: u64, chat: ChatId) -> Envelope {
        let message = Message::PressAnswer { press: String::new(), note: None };
        Envelope { lane: Lane::Reminder, seq, chat, message }
    }

    /// Takes all reminders as their pace allows: (milliseconds, seq).
    async fn take_all(mut reminders: Reminders) -> Vec<(u128, u64)> {
        let start = Instant::now();
        let mut taken = Vec::new();
        loop {
            match reminders.next() {
                Ok(Some(message)) => taken.push((start.elapsed().as_millis(), message.seq)),
                Ok(None) => return taken,
                Err(until) => tokio::time::sleep_until(until).await,
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn reminders_keep_the_pace_in_all_and_in_each_chat() {
        let mut reminders = Reminders::new(NonZeroU32::new(25).unwrap());
        for seq in 0..60 {
            reminders.push(reminder(seq, seq.cast_signed() % 20));
        }
        let taken = take_all(reminders).await;
        assert_eq!(taken.len(), 60);
        for pair in taken.windows(2) {
            assert!(pair[1].0 - pair[0].0 >= 40, "{pair:?}");
        }
        for chat in 0..20 {
            let of_chat: Vec<_> = taken.iter().filter(|(_, seq)| seq % 20 == chat).collect();
            assert!(of_chat.is_sorted(), "{of_chat:?}");
            assert!(of_chat.windows(2).all(|pair| pair[1].0 - pair[0].0 >= 1000), "{of_chat:?}");
        }
    }

    /// A chat that has to wait keeps nobody else waiting.
    #[tokio::test(start_paused = true)]
    async fn a_chat_with_many_reminders_holds_up_nobody() {
        let mut reminders = Reminders::new(NonZeroU32::new(25).unwrap());
        for (seq, chat) in [7, 7, 7, 8, 9].into_iter().enumerate() {
            reminders.push(reminder(seq as u64, chat));
        }
        let order: Vec<u64> = take_all(reminders).await.into_iter().map(|(_, seq)| seq).collect();
        assert_eq!(order, [0, 3, 4, 1, 2]);
    }

    #[tokio::test(start_paused = true)]
    async fn only_several_chats_in_a_row_stop_a_method() {
        let mut patience = Patience::default();
        let until = Instant::now() + Duration::from_secs(5);
        for _ in 0..9 {
            patience.refused(1, until);
            patience.refused(2, until);
        }
        patience.arrived();
        patience.refused(3, until);
        patience.refused(4, until);
        assert_eq!(patience.until(), None);
        for group in -9..0 {
            assert!(!patience.refused(group, until), "a group counts for itself alone");
        }
        assert_eq!(patience.until(), None);
        assert!(patience.refused(5, until));
        assert_eq!(patience.until(), Some(until));
        tokio::time::sleep_until(until).await;
        assert_eq!(patience.until(), None);
    }
}
