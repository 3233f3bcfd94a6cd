//! Flood control: how much one person may write before the answers stop for a moment.
//!
//! Decides who is answered; never drops a red flag, and never keeps an update from being
//! acknowledged. Remembers only those who wrote within the last minute, and the groups that were told
//! within the last hour.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::time::Duration;

use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use tokio::time::Instant;

use super::pace::Monotonic;
use super::turn::{Admission, is_group};
use crate::dialogue::script::{Script, Then};
use crate::dialogue::state::State;
use crate::store::ChatId;

/// Silence after the notice, as the notice says.
const QUIET: Duration = Duration::from_secs(10);
/// Undelivered messages after which a person gets no more answers: they cannot be read that fast,
/// and one chat must not fill the outbox.
const UNDELIVERED_MAX: usize = 128;
/// The same for red flags: the card is among so many messages already.
const ALARMS_UNDELIVERED_MAX: usize = 256;
/// Chats remembered before those are forgotten that have nothing to remember.
const CHATS: usize = 1024;
/// How often a group is told that the bot works in private chats. What is said there is nothing to the
/// bot, and Telegram takes twenty messages a minute for a group: they must not cost anybody an answer.
const GROUP_TOLD_EVERY: Duration = Duration::from_secs(60 * 60);
/// Groups told within that time; further ones are told later.
const GROUPS: usize = 1024;
/// The command that is answered whatever comes before it.
const EMERGENCY: &str = "emergency";

/// How much each person has written lately.
pub(super) struct Flood {
    allowance: Option<RateLimiter<ChatId, HashMapStateStore<ChatId>, Monotonic>>,
    /// Until when those are not answered who were told so.
    quiet: HashMap<ChatId, Instant>,
    /// Until when groups are not told again.
    groups: HashMap<ChatId, Instant>,
    /// How many chats are remembered before it is tidied up.
    tidy_at: usize,
}

impl Flood {
    /// Answers so many messages a minute to one person, or any number.
    pub(super) fn new(per_minute: Option<NonZeroU32>) -> Self {
        let allowance = per_minute
            .map(|limit| RateLimiter::hashmap_with_clock(Quota::per_minute(limit), Monotonic));
        Self { allowance, quiet: HashMap::new(), groups: HashMap::new(), tidy_at: CHATS }
    }

    /// Whether what this chat says is answered; `undelivered` messages are on their way to it.
    pub(super) fn admit(&mut self, chat: ChatId, undelivered: usize) -> Admission {
        if is_group(chat) {
            return self.admit_group(chat);
        }
        let Some(allowance) = &self.allowance else { return Admission::Answered };
        if undelivered >= ALARMS_UNDELIVERED_MAX {
            return Admission::Dropped;
        }
        let now = Instant::now();
        if self.quiet.get(&chat).is_some_and(|until| now < *until) {
            return Admission::Silent;
        }
        if undelivered < UNDELIVERED_MAX && allowance.check_key(&chat).is_ok() {
            self.tidy();
            return Admission::Answered;
        }
        self.quiet.insert(chat, now + QUIET);
        Admission::Told
    }

    fn admit_group(&mut self, group: ChatId) -> Admission {
        let now = Instant::now();
        if self.groups.len() >= GROUPS {
            self.groups.retain(|_, until| now < *until);
        }
        let was_told = self.groups.get(&group).is_some_and(|until| now < *until);
        if was_told || (self.groups.len() >= GROUPS && !self.groups.contains_key(&group)) {
            return Admission::Silent;
        }
        self.groups.insert(group, now + GROUP_TOLD_EVERY);
        Admission::Answered
    }

    fn tidy(&mut self) {
        let Some(allowance) = &self.allowance else { return };
        if allowance.len() + self.quiet.len() >= self.tidy_at {
            let now = Instant::now();
            allowance.retain_recent();
            self.quiet.retain(|_, until| now < *until);
            self.tidy_at = CHATS.max(2 * (allowance.len() + self.quiet.len()));
        }
    }
}

/// Whether a turn leads to a card of an emergency, or the question before it, that is not what the
/// person sees already.
pub(super) fn raises_alarm(script: &Script, before: &State, after: &State) -> bool {
    let roles = &script.roles;
    let Some(step) = after.at.as_deref().and_then(|at| script.step(at)) else { return false };
    let commanded = script.commands.iter().any(|command| {
        command.name == EMERGENCY && matches!(command.then, Then::Go(go) if go == step)
    });
    let alarming =
        commanded || [roles.now_step, roles.today_step, roles.doubt_step].contains(&step);
    let seen = |state: &State| {
        let facts = state.facts(&script.slots);
        (state.at.clone(), facts.get(roles.sign), facts.get(roles.doubt))
    };
    alarming && seen(before) != seen(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialogue::{Input, advance};
    use crate::library::Folder;

    fn limited() -> Flood {
        Flood::new(NonZeroU32::new(60))
    }

    #[tokio::test(start_paused = true)]
    async fn one_notice_then_silence_then_answers_again() {
        let mut flood = limited();
        for _ in 0..60 {
            assert_eq!(flood.admit(1, 0), Admission::Answered);
        }
        assert_eq!(flood.admit(1, 0), Admission::Told);
        for _ in 0..100 {
            assert_eq!(flood.admit(1, 0), Admission::Silent);
        }
        assert_eq!(flood.admit(2, 0), Admission::Answered, "nobody else notices");
        tokio::time::sleep(QUIET).await;
        for _ in 0..10 {
            assert_eq!(flood.admit(1, 0), Admission::Answered);
        }
        assert_eq!(flood.admit(1, 0), Admission::Told);
    }

    #[tokio::test(start_paused = true)]
    async fn what_cannot_be_delivered_is_not_added_to() {
        let mut flood = limited();
        assert_eq!(flood.admit(1, UNDELIVERED_MAX - 1), Admission::Answered);
        assert_eq!(flood.admit(1, UNDELIVERED_MAX), Admission::Told);
        assert_eq!(flood.admit(1, UNDELIVERED_MAX), Admission::Silent);
        assert_eq!(flood.admit(1, ALARMS_UNDELIVERED_MAX), Admission::Dropped);
        assert_eq!(Flood::new(None).admit(1, usize::MAX), Admission::Answered);
    }

    #[tokio::test(start_paused = true)]
    async fn a_group_is_told_once_an_hour_and_not_too_many_are() {
        for mut flood in [limited(), Flood::new(None)] {
            assert_eq!(flood.admit(-1, 0), Admission::Answered);
            for _ in 0..100 {
                assert_eq!(flood.admit(-1, 0), Admission::Silent);
            }
            for group in 2..=1024 {
                assert_eq!(flood.admit(-group, 0), Admission::Answered);
            }
            assert_eq!(flood.admit(-1025, 0), Admission::Silent);
            assert_eq!(flood.groups.len(), GROUPS);
            tokio::time::advance(GROUP_TOLD_EVERY).await;
            assert_eq!(flood.admit(-1025, 0), Admission::Answered);
            assert_eq!(flood.admit(-1, 0), Admission::Answered);
            assert_eq!(flood.groups.len(), 2);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn chats_that_are_quiet_are_forgotten() {
        let mut flood = limited();
        for chat in 0..100_000 {
            flood.admit(chat, 0);
            tokio::time::advance(Duration::from_millis(100)).await;
        }
        let remembered = flood.allowance.as_ref().map_or(0, RateLimiter::len) + flood.quiet.len();
        assert!(remembered <= CHATS, "{remembered}");
    }

    #[test]
    fn what_raises_an_alarm() {
        let script = Folder::embedded().compile().0.unwrap();
        let now = chrono::DateTime::UNIX_EPOCH;
        let text = |state: &State, text: &str| {
            advance(&script, state.clone(), Input::Text(text.to_owned()), now).state
        };
        let calm = text(&State::new("en", now), "cramp in my calf");
        assert!(!raises_alarm(&script, &calm, &text(&calm, "my foot too")));
        let alarmed = text(&calm, "chest pain");
        assert!(raises_alarm(&script, &calm, &alarmed));
        assert!(!raises_alarm(&script, &alarmed, &text(&alarmed, "chest pain")), "it is on screen");
        assert!(raises_alarm(&script, &alarmed, &text(&alarmed, "he is unconscious")), "another");
        let name = EMERGENCY.to_owned();
        let command = Input::Command { name, args: String::new() };
        let asked = advance(&script, calm.clone(), command, now).state;
        assert!(raises_alarm(&script, &calm, &asked));
    }
}
