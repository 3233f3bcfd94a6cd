//! Telegram's own flood limits, for tests of a bot's pace.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use super::{answer::Refusal, calls::Call};

const WINDOW: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(crate) struct Limits {
    in_all: usize,
    per_chat: usize,
    retry_after_seconds: u32,
    sent: VecDeque<Duration>,
    sent_to: BTreeMap<i64, VecDeque<Duration>>,
}

impl Limits {
    pub(crate) fn new(in_all: usize, per_chat: usize, retry_after_seconds: u32) -> Self {
        let (sent, sent_to) = (VecDeque::new(), BTreeMap::new());
        Self { in_all, per_chat, retry_after_seconds, sent, sent_to }
    }

    /// Counts a message that is accepted.
    pub(crate) fn refuses(&mut self, call: &Call) -> Option<Refusal> {
        let message = call.method.starts_with("send") && call.method != "sendChatAction";
        let chat = call.chat.filter(|_| message || call.method.starts_with("editMessage"))?;
        let now = call.arrived;
        let sent_to = self.sent_to.entry(chat).or_default();
        for sent in [&mut self.sent, &mut *sent_to] {
            while sent.front().is_some_and(|first| now.saturating_sub(*first) >= WINDOW) {
                sent.pop_front();
            }
        }
        if self.sent.len() >= self.in_all || sent_to.len() >= self.per_chat {
            return Some(Refusal::too_many_requests(self.retry_after_seconds));
        }
        self.sent.push_back(now);
        sent_to.push_back(now);
        None
    }
}
