//! The long poll. An update is acknowledged by the next call, and that call is made only after
//! [`Poller::acknowledge`].

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde::Serialize;
use serde_json::value::RawValue;
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
#[derive(Debug)]
pub struct Poller {
    offset: i64,
    failures: u32,
    /// Fewer are asked for after a poll that brought nothing: it may have been too much for us, or for the
    /// line.
    limit: u8,
    /// What was asked for in the last poll, if that brought anything.
    brought: Option<i64>,
    /// The last poll brought what the one before had brought.
    is_stuck: bool,
}

impl Default for Poller {
    fn default() -> Self {
        Self { offset: 0, failures: 0, limit: UPDATES_MAX, brought: None, is_stuck: false }
    }
}

/// teloxide's own takes no offset above 2^31.
#[derive(Serialize)]
struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: [AllowedUpdate; 4],
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
        if self.is_stuck {
            tokio::time::sleep(self.next_wait()).await;
        }
        match self.ask(api, HOLD).await {
            Ok(raw) => {
                self.limit = self.limit.saturating_mul(2).min(UPDATES_MAX);
                // Of what cannot be acknowledged the next poll brings the same, at once.
                let brought = (!raw.is_empty()).then_some(self.offset);
                self.is_stuck = brought.is_some() && brought == self.brought;
                self.brought = brought;
                if !self.is_stuck {
                    self.failures = 0;
                }
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
            Err(error @ ApiError::RetryAfter(_, wait)) => Poll::Failed(error, wait),
            Err(error) => {
                let refused = matches!(error, ApiError::Refused { code: 401 | 404, .. });
                if refused && api.accepts_token().await == Some(false) {
                    return Poll::Unauthorised;
                }
                if matches!(error, ApiError::Unreachable { .. } | ApiError::Late { .. }) {
                    self.limit = (self.limit / 2).max(1);
                }
                Poll::Failed(error, self.next_wait())
            }
        }
    }

    /// Notes that everything up to these updates is committed: the next poll acknowledges them.
    pub fn acknowledge(&mut self, updates: &[i64]) {
        // Telegram's begin above nought, and take a negative offset for something else.
        if let Some(last) = updates.iter().max().filter(|last| **last >= 0) {
            self.offset = last.saturating_add(1);
        }
    }

    fn next_wait(&mut self) -> Duration {
        let wait = WAIT_FIRST * 2_u32.saturating_pow(self.failures.min(16));
        self.failures += 1;
        wait.min(WAIT_LAST)
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
        let request = GetUpdates {
            offset: (self.offset != 0).then_some(self.offset),
            limit: if hold.is_zero() { 1 } else { self.limit },
            timeout: hold.as_secs(),
            allowed_updates: [
                AllowedUpdate::Message,
                AllowedUpdate::EditedMessage,
                AllowedUpdate::CallbackQuery,
                AllowedUpdate::MyChatMember,
            ],
        };
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

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use serde_json::{Value, json};

    use super::super::{Body, Lost};
    use super::*;

    /// Answers as it is told, one call after the other, and notes what it was asked.
    struct Told {
        answers: Mutex<Vec<Result<Value, Lost>>>,
        asked: Mutex<Vec<(&'static str, Value)>>,
    }

    impl Wire for std::sync::Arc<Told> {
        async fn post(
            &self,
            method: &'static str,
            body: Body,
            _: Duration,
        ) -> Result<(u16, Vec<u8>), Lost> {
            let Body::Json(body) = body else { panic!("a file") };
            self.asked.lock().unwrap().push((method, serde_json::from_slice(&body).unwrap()));
            let answer = self.answers.lock().unwrap().remove(0)?;
            let status = answer["error_code"].as_u64().unwrap_or(200).try_into().unwrap();
            Ok((status, answer.to_string().into_bytes()))
        }
    }

    fn told(
        answers: Vec<Result<Value, Lost>>,
    ) -> (std::sync::Arc<Told>, Api<std::sync::Arc<Told>>) {
        let told = Told { answers: Mutex::new(answers), asked: Mutex::default() };
        let told = std::sync::Arc::new(told);
        (std::sync::Arc::clone(&told), Api::over(told, "1"))
    }

    fn ok(result: &Value) -> Value {
        json!({"ok": true, "result": result})
    }

    fn refused(code: u16) -> Value {
        json!({"ok": false, "error_code": code, "description": "x"})
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_too_much_is_asked_for_in_smaller_pieces() {
        let too_much = || Err(Lost::Failed("length limit exceeded".to_owned()));
        let mut answers: Vec<_> = (0..9).map(|_| too_much()).collect();
        answers.extend((0..9).map(|_| Ok(ok(&json!([])))));
        let (told, api) = told(answers);
        let mut poller = Poller::default();
        for _ in 0..18 {
            poller.poll(&api).await;
        }
        let asked = told.asked.lock().unwrap();
        let limits: Vec<_> =
            asked.iter().map(|(_, body)| body["limit"].as_u64().unwrap()).collect();
        let expected = [100, 50, 25, 12, 6, 3, 1, 1, 1, 1, 2, 4, 8, 16, 32, 64, 100, 100];
        assert_eq!(limits, expected);
    }

    /// A number as large as any is acknowledged; one that cannot be makes the bot wait, not spin.
    #[tokio::test(start_paused = true)]
    async fn strange_numbers() {
        for (number, offset) in
            [(5, json!(6)), (i64::from(i32::MAX), json!(1_i64 << 31)), (-5, Value::Null)]
        {
            let updates = || Ok(ok(&json!([{"update_id": number, "poll": {}}])));
            let (told, api) = told((0..6).map(|_| updates()).collect());
            let mut poller = Poller::default();
            let start = tokio::time::Instant::now();
            for _ in 0..6 {
                let Poll::Updates(updates) = poller.poll(&api).await else { panic!("updates") };
                assert_eq!(updates.iter().map(|it| it.update).collect::<Vec<_>>(), [number]);
                poller.acknowledge(&[number]);
            }
            let asked = told.asked.lock().unwrap();
            assert!(asked[1..].iter().all(|(_, body)| body["offset"] == offset), "{asked:?}");
            assert!(start.elapsed() >= Duration::from_secs(3), "{:?}", start.elapsed());
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_is_given_up_only_when_it_is_refused_for_itself() {
        let (told, api) = told(vec![Ok(refused(404)), Ok(ok(&json!({"id": 1})))]);
        assert!(matches!(Poller::default().poll(&api).await, Poll::Failed(..)));
        let methods: Vec<_> =
            told.asked.lock().unwrap().iter().map(|(method, _)| *method).collect();
        assert_eq!(methods, ["getUpdates", "getMe"]);
        for (unsure, code) in [(Ok(refused(502)), 401), (Err(Lost::Late), 404)] {
            let (_, api) = super::tests::told(vec![Ok(refused(code)), unsure]);
            assert!(matches!(Poller::default().poll(&api).await, Poll::Failed(..)));
        }
        for code in [401, 404] {
            let (_, api) = super::tests::told(vec![Ok(refused(code)), Ok(refused(code))]);
            assert!(matches!(Poller::default().poll(&api).await, Poll::Unauthorised));
        }
    }
}
