//! The long poll. An update is acknowledged by the next call, and that call is made only after
//! [`Poller::acknowledge`].

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde_json::value::RawValue;
use teloxide::payloads::GetUpdates;
use teloxide::types::AllowedUpdate;

use super::decode::{decode, numbered};
use super::{Api, ApiError, Incoming, Wire};

/// What one poll brings at most; Telegram brings no more.
pub const UPDATES_MAX: u8 = 100;
/// How long Telegram may hold a poll that has nothing to say.
const HOLD: Duration = Duration::from_secs(50);
/// Waits between polls that fail: doubling from the first to the last.
const WAIT_FIRST: Duration = Duration::from_millis(500);
const WAIT_LAST: Duration = Duration::from_secs(30);

/// Asks for updates.
#[derive(Debug, Default)]
pub struct Poller {
    offset: i64,
    failures: u32,
}

/// What a poll brought.
#[derive(Debug)]
pub enum Poll {
    /// Updates, maybe none.
    Updates(Vec<Incoming>),
    /// It failed: say so and try again after the wait.
    Failed(ApiError, Duration),
    /// The token is not accepted: trying again cannot help.
    Unauthorised,
}

impl Poller {
    /// One poll. Its updates are in the order of their numbers, whatever order they came in.
    pub async fn poll<W: Wire>(&mut self, api: &Api<W>) -> Poll {
        match self.ask(api, HOLD).await {
            Ok(raw) => {
                self.failures = 0;
                let updates = raw.iter().filter_map(|update| {
                    let read = read(update);
                    if read.is_none() {
                        log::error!("an update without a number was left out");
                    }
                    read
                });
                let mut updates: Vec<Incoming> = updates.collect();
                updates.sort_by_key(|incoming| incoming.update);
                Poll::Updates(updates)
            }
            Err(ApiError::Refused { code: 401 | 404, .. }) => Poll::Unauthorised,
            Err(error @ ApiError::RetryAfter(_, wait)) => Poll::Failed(error, wait),
            Err(error) => {
                let wait = WAIT_FIRST * 2_u32.saturating_pow(self.failures.min(16));
                self.failures += 1;
                Poll::Failed(error, wait.min(WAIT_LAST))
            }
        }
    }

    /// Notes that everything up to these updates is committed: the next poll acknowledges them.
    pub fn acknowledge(&mut self, updates: &[i64]) {
        if let Some(last) = updates.iter().max() {
            self.offset = last + 1;
        }
    }

    /// Tells Telegram what is committed without asking for more; for an orderly stop.
    pub async fn say_goodbye<W: Wire>(&self, api: &Api<W>) -> Result<(), ApiError> {
        if self.offset == 0 {
            return Ok(());
        }
        self.ask(api, Duration::ZERO).await.map(drop)
    }

    async fn ask<W: Wire>(
        &self,
        api: &Api<W>,
        hold: Duration,
    ) -> Result<Vec<Box<RawValue>>, ApiError> {
        let mut request = GetUpdates::new();
        request.offset = i32::try_from(self.offset).ok().filter(|offset| *offset != 0);
        request.limit = Some(if hold.is_zero() { 1 } else { UPDATES_MAX });
        request.timeout = u32::try_from(hold.as_secs()).ok();
        request.allowed_updates = Some(vec![
            AllowedUpdate::Message,
            AllowedUpdate::EditedMessage,
            AllowedUpdate::ChannelPost,
            AllowedUpdate::CallbackQuery,
            AllowedUpdate::MyChatMember,
        ]);
        api.call("getUpdates", &request, hold + Duration::from_secs(10)).await
    }
}

/// An update that breaks its reading must not come again for ever: its number is enough to be done
/// with it.
fn read(update: &RawValue) -> Option<Incoming> {
    catch_unwind(AssertUnwindSafe(|| decode(update))).unwrap_or_else(|_| {
        log::error!("an update could not be read and is left out");
        numbered(update)
    })
}
