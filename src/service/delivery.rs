//! One message on its way: tried until it has arrived or never can.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

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
/// A message that breaks the sending so often is dropped, like one that Telegram refuses.
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
}

impl Wishes {
    fn told(&self) -> MutexGuard<'_, Told> {
        // Nothing in here can be left half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
        let mut told = self.told();
        let method = told.methods.get(method).and_then(Patience::until);
        let chat = chat.and_then(|chat| {
            let until = *told.chats.get(&chat)?;
            let is_over = until <= Instant::now();
            if is_over {
                told.chats.remove(&chat);
            }
            (!is_over).then_some(until)
        });
        method.max(chat)
    }

    fn refused(&self, method: &'static str, chat: ChatId, until: Instant) {
        self.told().methods.entry(method).or_default().refused(chat, until);
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
    let mut breaks = 0;
    loop {
        while let Some(until) = wishes.until(method, into) {
            sleep_until(until).await;
        }
        let attempt = AssertUnwindSafe(channel.deliver(chat, message)).catch_unwind().await;
        let delivery = attempt.unwrap_or_else(|_| {
            breaks += 1;
            let why = "a bug in the sending".to_owned();
            if breaks < BREAKS_MAX { Delivery::Unreachable(why) } else { Delivery::Refused(why) }
        });
        let kind = delivery.kind();
        sight().delivery_ended(kind);
        log::trace!("message {seq} for chat {chat}: {kind}");
        match delivery {
            Delivery::Arrived(shown) => {
                wishes.arrived(method);
                let screen = match message {
                    Message::Screen { screen, .. } if screen.number > 0 => Some(screen.number),
                    _ => None,
                };
                let shown = screen.zip(shown);
                return Outcome::Done(Delivered { shown, ..Delivered::of(envelope) });
            }
            Delivery::Uploaded(file) => {
                wishes.arrived(method);
                return Outcome::Done(Delivered { file: Some(file), ..Delivered::of(envelope) });
            }
            Delivery::Blocked => {
                return Outcome::Done(Delivered { blocked: true, ..Delivered::of(envelope) });
            }
            Delivery::Refused(why) => {
                log::error!("a message for chat {chat} is refused and dropped: {why}");
                return Outcome::Done(Delivered::of(envelope));
            }
            Delivery::Unauthorised => return Outcome::Unauthorised,
            Delivery::RetryAfter(method, after) => {
                let until = Instant::now() + after;
                wishes.refused(method, chat, until);
                if let Some(chat) = into {
                    wishes.stop(chat, until);
                }
                sleep_until(until).await;
            }
            Delivery::Unreachable(why) => {
                if !std::mem::replace(&mut told, true) {
                    log::warn!("a message for chat {chat} waits: {why}");
                }
                sleep(wait).await;
                wait = (wait * 2).min(WAIT_LAST);
            }
        }
    }
}
