//! Delivers what is committed: chats side by side, each in its own order, until it has arrived.
//!
//! A chat's next message waits until the arrival of the one before is on the disk: a crash repeats
//! one message of a chat at most, and never out of order. A drawing follows its text, but no text
//! waits for a drawing. Never drops a message because the network or Telegram fails for a while;
//! what is not delivered when the program stops is still in the store.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use super::sight::sight;
use super::turn::Delivered;
use super::worker::Job;
use crate::channel::{Channel, Delivery, Message};
use crate::store::{ChatId, Lane, Outgoing};

/// Reminders in a second, over all chats.
const REMINDERS_PER_SECOND: NonZeroU32 = NonZeroU32::new(25).unwrap();
/// Waits before an unanswered send is repeated: doubling from the first to the last.
const WAIT_FIRST: Duration = Duration::from_millis(250);
const WAIT_LAST: Duration = Duration::from_secs(30);

/// Why the outbox stopped by itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// Everything it was given is delivered and nothing more can come.
    Empty,
    /// The token is not accepted any more.
    Unauthorised,
}

enum Outcome {
    Done(Delivered),
    Unauthorised,
}

struct Outbox<C> {
    channel: Arc<C>,
    jobs: Sender<Job>,
    /// Messages of chats that have one on its way already.
    queues: HashMap<ChatId, VecDeque<(Outgoing, Message)>>,
    /// Drawings on their way; telling one calls it off.
    drawings: HashMap<ChatId, oneshot::Sender<()>>,
    on_their_way: JoinSet<(Option<ChatId>, Outcome)>,
}

/// Delivers messages until there are no more senders.
pub(super) async fn run<C: Channel>(
    channel: Arc<C>,
    mut messages: mpsc::UnboundedReceiver<Outgoing>,
    jobs: Sender<Job>,
) -> Stopped {
    let mut outbox = Outbox {
        channel,
        jobs,
        queues: HashMap::new(),
        drawings: HashMap::new(),
        on_their_way: JoinSet::new(),
    };
    let pace: DefaultDirectRateLimiter =
        RateLimiter::direct(Quota::per_second(REMINDERS_PER_SECOND).allow_burst(NonZeroU32::MIN));
    let mut reminders = VecDeque::new();
    let mut open = true;
    loop {
        if !open && outbox.on_their_way.is_empty() && reminders.is_empty() {
            return Stopped::Empty;
        }
        tokio::select! {
            biased;
            Some(ended) = outbox.on_their_way.join_next() => {
                if outbox.ended(ended) == Some(Stopped::Unauthorised) {
                    return Stopped::Unauthorised;
                }
            }
            message = messages.recv(), if open => match message {
                Some(message) if message.lane == Lane::Reminder => reminders.push_back(message),
                Some(message) => outbox.enqueue(message),
                None => open = false,
            },
            () = pace.until_ready(), if !reminders.is_empty() => {
                outbox.queues_front(reminders.pop_front());
            }
        }
    }
}

impl<C: Channel> Outbox<C> {
    fn queues_front(&mut self, message: Option<Outgoing>) {
        if let Some(message) = message {
            self.enqueue(message);
        }
    }

    fn enqueue(&mut self, message: Outgoing) {
        let read = match serde_json::from_slice::<Message>(&message.bytes) {
            Ok(read) => read,
            Err(error) => {
                log::error!("a queued message for chat {} cannot be read: {error}", message.chat);
                return self.report(done(&message));
            }
        };
        // The answer to a press only stops the waiting sign: no order, no queue.
        if matches!(read, Message::PressAnswer { .. }) {
            return self.send(None, message, read, None);
        }
        if matches!(&read, Message::Screen { screen, .. } if screen.urgent) {
            self.call_off_drawings(message.chat);
        }
        let chat = message.chat;
        if let Some(queue) = self.queues.get_mut(&chat) {
            queue.push_back((message, read));
        } else {
            self.queues.insert(chat, VecDeque::from([(message, read)]));
            self.next_of(chat);
        }
    }

    /// Lets a drawing go its own way. An older one that is not through yet has had its time.
    fn draw(&mut self, message: Outgoing, read: Message) {
        if !may_be_called_off(&read) {
            return self.send(None, message, read, None);
        }
        let (call_off, called_off) = oneshot::channel();
        if let Some(older) = self.drawings.insert(message.chat, call_off) {
            // It may have arrived meanwhile.
            let _ = older.send(());
        }
        self.send(None, message, read, Some(called_off));
    }

    /// No stretch arrives below an emergency card.
    fn call_off_drawings(&mut self, chat: ChatId) {
        if let Some(call_off) = self.drawings.remove(&chat) {
            let _ = call_off.send(());
        }
        let Some(queue) = self.queues.get_mut(&chat) else { return };
        let (called_off, stay) = queue.drain(..).partition(|(_, read)| may_be_called_off(read));
        *queue = stay;
        let called_off: VecDeque<(Outgoing, Message)> = called_off;
        for (message, _) in &called_off {
            self.report(done(message));
        }
    }

    fn send(
        &mut self,
        queue: Option<ChatId>,
        message: Outgoing,
        read: Message,
        called_off: Option<oneshot::Receiver<()>>,
    ) {
        let (channel, jobs) = (Arc::clone(&self.channel), self.jobs.clone());
        self.on_their_way.spawn(async move {
            let outcome = tokio::select! {
                biased;
                () = told(called_off) => Outcome::Done(done(&message)),
                outcome = deliver(&*channel, &message, &read) => outcome,
            };
            if let Outcome::Done(delivered) = &outcome {
                let (noted, on_the_disk) = oneshot::channel();
                // The turn thread is gone only when the program stops.
                if jobs.send(Job::Delivered(delivered.clone(), noted)).is_ok() {
                    let _ = on_the_disk.await;
                }
            }
            (queue, outcome)
        });
    }

    fn ended(
        &mut self,
        ended: Result<(Option<ChatId>, Outcome), tokio::task::JoinError>,
    ) -> Option<Stopped> {
        match ended {
            Ok((queue, Outcome::Done(delivered))) => {
                if let Some(chat) = queue {
                    self.next_of(chat);
                } else if self.drawings.get(&delivered.chat).is_some_and(oneshot::Sender::is_closed)
                {
                    self.drawings.remove(&delivered.chat);
                }
                None
            }
            Ok((_, Outcome::Unauthorised)) => Some(Stopped::Unauthorised),
            Err(error) => {
                // A bug in a channel. Its chat waits for the next start; the others go on.
                log::error!("a delivery broke off: {error}");
                None
            }
        }
    }

    fn next_of(&mut self, chat: ChatId) {
        while let Some((message, read)) = self.queues.get_mut(&chat).and_then(VecDeque::pop_front) {
            if !matches!(read, Message::Picture { .. }) {
                return self.send(Some(chat), message, read, None);
            }
            self.draw(message, read);
        }
        self.queues.remove(&chat);
    }

    fn report(&self, delivered: Delivered) {
        // Nothing waits for it; and the turn thread is gone only when the program stops.
        let _ = self.jobs.send(Job::Delivered(delivered, oneshot::channel().0));
    }
}

async fn deliver<C: Channel>(channel: &C, message: &Outgoing, read: &Message) -> Outcome {
    let mut wait = WAIT_FIRST;
    let mut told = false;
    loop {
        let delivery = channel.deliver(message.chat, read).await;
        let (seq, chat, kind) = (message.seq, message.chat, delivery.kind());
        sight().delivery_ended(kind);
        log::trace!("message {seq} for chat {chat}: {kind}");
        match delivery {
            Delivery::Arrived(shown) => {
                let screen = match read {
                    Message::Screen { screen, .. } if screen.number > 0 => Some(screen.number),
                    _ => None,
                };
                return Outcome::Done(Delivered { shown: screen.zip(shown), ..done(message) });
            }
            Delivery::Uploaded(file) => {
                return Outcome::Done(Delivered { file: Some(file), ..done(message) });
            }
            Delivery::Blocked => {
                return Outcome::Done(Delivered { blocked: true, ..done(message) });
            }
            Delivery::Refused(why) => {
                log::error!("a message for chat {} is refused and dropped: {why}", message.chat);
                return Outcome::Done(done(message));
            }
            Delivery::Unauthorised => return Outcome::Unauthorised,
            Delivery::RetryAfter(after) => tokio::time::sleep(after).await,
            Delivery::Unreachable(why) => {
                if !std::mem::replace(&mut told, true) {
                    log::warn!("a message for chat {} waits: {why}", message.chat);
                }
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(WAIT_LAST);
            }
        }
    }
}

fn done(message: &Outgoing) -> Delivered {
    Delivered {
        lane: message.lane,
        seq: message.seq,
        chat: message.chat,
        shown: None,
        blocked: false,
        file: None,
    }
}

/// A drawing of an emergency stays, whatever comes after it.
fn may_be_called_off(message: &Message) -> bool {
    matches!(message, Message::Picture { picture } if !picture.urgent)
}

/// Waits until it is called off; for ever when nobody can.
async fn told(called_off: Option<oneshot::Receiver<()>>) {
    let told = match called_off {
        Some(called_off) => called_off.await.is_ok(),
        None => false,
    };
    if !told {
        std::future::pending::<()>().await;
    }
}
