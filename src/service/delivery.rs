//! One message on its way: tried until it has arrived or never can.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use tokio::time::{Instant, sleep, sleep_until};

use super::pace::Patience;
use super::sight::sight;
use super::turn::{Delivered, Envelope};
use crate::channel::{Channel, Delivery, Message};
use crate::store::ChatId;

/// Waits before an unanswered send is repeated: doubling from the first to the last.
const WAIT_FIRST: Duration = Duration::from_millis(250);
const WAIT_LAST: Duration = Duration::from_secs(30);
/// A chat that is to wait for longer is worth a line in the log.
const LONG: Duration = Duration::from_secs(60);
/// A message that breaks the sending so often, or for which Telegram so often knows no such method
/// while it knows the bot, is dropped like one that it refuses.
const BREAKS_MAX: u32 = 3;

pub(super) enum Outcome {
    Done(Delivered),
    /// The token is not accepted any more.
    Unauthorised,
}

/// What all deliveries know of Telegram's wishes.
#[derive(Clone, Default)]
pub(super) struct Wishes(Arc<Mutex<Told>>);

#[derive(Default)]
struct Told {
    methods: HashMap<&'static str, Patience>,
    /// Until when nothing is sent into a chat.
    chats: HashMap<ChatId, Instant>,
    /// What the clock said last; it is read by the turns alone, every half a minute at least.
    now: DateTime<Utc>,
}

impl Wishes {
    fn told(&self) -> MutexGuard<'_, Told> {
        // Nothing in here can be left half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn note_time(&self, now: DateTime<Utc>) {
        self.told().now = now;
    }

    /// Whether a message is not worth sending any more.
    fn is_over(&self, message: &Message) -> bool {
        let until = match message {
            Message::Screen { screen, .. } => screen.until,
            _ => None,
        };
        until.is_some_and(|until| until < self.told().now)
    }

    /// Until when some method is not called at all.
    pub(super) fn busy_until(&self) -> Option<Instant> {
        self.told().methods.values().filter_map(Patience::until).max()
    }

    fn arrived(&self, method: &'static str) {
        if let Some(patience) = self.told().methods.get_mut(method) {
            patience.arrived();
        }
    }

    /// Until when a method is not called, or not for a chat.
    fn until(&self, method: &'static str, chat: Option<ChatId>) -> Option<Instant> {
        let method = self.told().methods.get(method).and_then(Patience::until);
        method.max(self.until_for(chat))
    }

    /// Until when nothing is sent into a chat.
    fn until_for(&self, chat: Option<ChatId>) -> Option<Instant> {
        let (chat, mut told) = (chat?, self.told());
        let until = *told.chats.get(&chat)?;
        let is_over = until <= Instant::now();
        if is_over {
            told.chats.remove(&chat);
        }
        (!is_over).then_some(until)
    }

    fn refused(&self, method: &'static str, chat: ChatId, after: Duration) {
        let until = Instant::now() + after;
        if self.told().methods.entry(method).or_default().refused(chat, until) {
            let seconds = after.as_secs();
            log::warn!("Telegram refuses one chat after the other: no {method} for {seconds} s");
            sight().stopped(method, after);
            sight().message_failed();
        }
    }

    fn stop(&self, chat: ChatId, until: Instant) {
        let mut told = self.told();
        let latest = told.chats.entry(chat).or_insert(until);
        *latest = until.max(*latest);
    }
}

/// Delivers one message.
pub(super) async fn deliver<C: Channel>(
    channel: &C,
    wishes: &Wishes,
    envelope: &Envelope,
) -> Outcome {
    let Envelope { seq, chat, message, .. } = envelope;
    let (seq, chat) = (*seq, *chat);
    let method = C::method(message);
    // The answer to a press is no message: it goes into no chat.
    let into = (!matches!(message, Message::PressAnswer { .. })).then_some(chat);
    let mut wait = WAIT_FIRST;
    let mut told = false;
    let (mut breaks, mut late) = (0, 0);
    // Three chats in a row may have been a coincidence, and an emergency is worth one call.
    let mut may_probe = matches!(message, Message::Screen { screen, .. } if screen.urgent);
    loop {
        while let Some(until) = wishes.until(method, into) {
            if wishes.until_for(into).is_none() && std::mem::take(&mut may_probe) {
                break;
            }
            sleep_until(until).await;
        }
        if wishes.is_over(message) {
            log::info!("a reminder for chat {chat} waited too long and is left out");
            return Outcome::Done(Delivered::of(envelope));
        }
        let attempt = AssertUnwindSafe(channel.deliver(chat, message, late)).catch_unwind().await;
        let delivery = attempt.unwrap_or_else(|_| {
            breaks += 1;
            give_up_at(breaks, "a bug in the sending")
        });
        let kind = delivery.kind();
        // One refusal may be a slip of whatever stands in between: it must not end the bot for everybody.
        let delivery = match delivery {
            Delivery::Unauthorised | Delivery::NotFound => match channel.is_open().await {
                Some(false) => return Outcome::Unauthorised,
                Some(true) if delivery == Delivery::NotFound => {
                    breaks += 1;
                    give_up_at(breaks, "Telegram knows the bot, and no such method")
                }
                _ => Delivery::Unreachable("the token was refused, as it seems once".to_owned()),
            },
            other => other,
        };
        sight().delivery_ended(kind);
        log::trace!("message {seq} for chat {chat}: {kind}");
        if into.is_some() {
            tell_sight(&delivery);
        }
        if matches!(delivery, Delivery::Arrived(_) | Delivery::Uploaded(_)) {
            wishes.arrived(method);
        }
        let why = match settled(envelope, delivery) {
            Ok(done) => return Outcome::Done(done),
            Err(Delivery::RetryAfter(method, after)) => {
                let until = Instant::now() + after;
                wishes.refused(method, chat, after);
                if after >= LONG {
                    let seconds = after.as_secs();
                    log::warn!("a message for chat {chat} waits {seconds} s, as Telegram asks");
                }
                if let Some(chat) = into {
                    wishes.stop(chat, until);
                }
                sleep_until(until).await;
                continue;
            }
            Err(Delivery::Unreachable(why)) => why,
            // What was said of the token has become something else above.
            Err(_) => {
                late += 1;
                "no answer in time".to_owned()
            }
        };
        if !std::mem::replace(&mut told, true) {
            log::warn!("a message for chat {chat} waits: {why}");
        }
        sleep(wait).await;
        wait = (wait * 2).min(WAIT_LAST);
    }
}

/// What came of a message that needs no further attempt; otherwise what kept it.
fn settled(envelope: &Envelope, delivery: Delivery) -> Result<Delivered, Delivery> {
    let done = Delivered::of(envelope);
    match delivery {
        Delivery::Arrived(shown) => {
            let screen = match &envelope.message {
                Message::Screen { screen, .. } if screen.number > 0 => Some(screen.number),
                _ => None,
            };
            Ok(Delivered { shown: screen.zip(shown), ..done })
        }
        Delivery::Uploaded(file) => Ok(Delivered { file: Some(file), ..done }),
        Delivery::Blocked => Ok(Delivered { blocked: true, ..done }),
        Delivery::Refused(why) => {
            log::error!("a message for chat {} is refused and dropped: {why}", envelope.chat);
            Ok(done)
        }
        kept => Err(kept),
    }
}

fn tell_sight(delivery: &Delivery) {
    match delivery {
        Delivery::Arrived(_) | Delivery::Uploaded(_) => sight().message_arrived(),
        Delivery::Unreachable(_) | Delivery::Late => sight().message_failed(),
        _ => {}
    }
}

fn give_up_at(breaks: u32, why: &str) -> Delivery {
    let why = why.to_owned();
    if breaks < BREAKS_MAX { Delivery::Unreachable(why) } else { Delivery::Refused(why) }
}
