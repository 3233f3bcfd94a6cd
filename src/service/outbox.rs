//! Delivers what is committed: chats side by side, each in its own order, until it has arrived.
//!
//! Live messages go at once and wait only when Telegram says so; reminders wait behind them and
//! keep their pace. A chat's next message waits until the arrival of the one before is on the disk:
//! a crash repeats one message of a chat at most, and never out of order. Never drops a message
//! because the network or Telegram fails for a while; what is not delivered when the program stops
//! is still in the store.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroU32;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep_until};

use super::delivery::{Outcome, Wishes, deliver, done};
use super::pace::Reminders;
use super::worker::Job;
use crate::channel::{Channel, Message};
use crate::store::{ChatId, Lane, Outgoing};

/// Why the outbox stopped by itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// Everything it was given is delivered and nothing more can come.
    Empty,
    /// The token is not accepted any more.
    Unauthorised,
    /// A bug.
    Broken,
}

struct Outbox<C> {
    channel: Arc<C>,
    jobs: mpsc::UnboundedSender<Job>,
    wishes: Wishes,
    reminders: Reminders,
    /// When to look at the reminders again.
    remind_at: Instant,
    /// Messages of chats that have one on its way already.
    queues: HashMap<ChatId, VecDeque<(Outgoing, Message)>>,
    on_their_way: JoinSet<(Option<ChatId>, Outcome)>,
}

/// Delivers messages until there are no more senders.
pub(super) async fn run<C: Channel>(
    channel: Arc<C>,
    mut messages: mpsc::UnboundedReceiver<Outgoing>,
    jobs: mpsc::UnboundedSender<Job>,
    reminders_per_second: NonZeroU32,
) -> Stopped {
    let mut outbox = Outbox {
        channel,
        jobs,
        wishes: Wishes::default(),
        reminders: Reminders::new(reminders_per_second),
        remind_at: Instant::now(),
        queues: HashMap::new(),
        on_their_way: JoinSet::new(),
    };
    let mut open = true;
    loop {
        if !open && outbox.on_their_way.is_empty() && outbox.reminders.is_empty() {
            return Stopped::Empty;
        }
        tokio::select! {
            biased;
            Some(ended) = outbox.on_their_way.join_next() => {
                if let Some(stopped) = outbox.ended(ended) {
                    return stopped;
                }
            }
            message = messages.recv(), if open => match message {
                Some(message) if message.lane == Lane::Reminder => outbox.reminders.push(message),
                Some(message) => outbox.enqueue(message),
                None => {
                    open = false;
                    // They wait in the store for the next start.
                    outbox.reminders.clear();
                }
            },
            () = sleep_until(outbox.remind_at), if !outbox.reminders.is_empty() => {
                outbox.remind();
            }
        }
    }
}

impl<C: Channel> Outbox<C> {
    /// Lets reminders go that may.
    fn remind(&mut self) {
        loop {
            // What Telegram can take now belongs to the people who are talking.
            match self.wishes.busy_until().map_or_else(|| self.reminders.next(), Err) {
                Ok(Some(message)) => self.enqueue(message),
                Ok(None) => return,
                Err(until) => {
                    self.remind_at = until;
                    return;
                }
            }
        }
    }

    fn enqueue(&mut self, mut message: Outgoing) {
        let read = match serde_json::from_slice::<Message>(&std::mem::take(&mut message.bytes)) {
            Ok(read) => read,
            Err(error) => {
                log::error!("a queued message for chat {} cannot be read: {error}", message.chat);
                // Nothing waits for the note; and the turns are gone only when the program stops.
                let _ = self.jobs.send(Job::Delivered(done(&message), oneshot::channel().0));
                return;
            }
        };
        // The answer to a press only stops the waiting sign: no order, no queue.
        if matches!(read, Message::PressAnswer { .. }) {
            return self.send(None, message, read);
        }
        if let Some(queue) = self.queues.get_mut(&message.chat) {
            queue.push_back((message, read));
        } else {
            self.queues.insert(message.chat, VecDeque::new());
            self.send(Some(message.chat), message, read);
        }
    }

    fn send(&mut self, queue: Option<ChatId>, message: Outgoing, read: Message) {
        let (channel, jobs) = (Arc::clone(&self.channel), self.jobs.clone());
        let wishes = self.wishes.clone();
        self.on_their_way.spawn(async move {
            let outcome = deliver(&*channel, &wishes, &message, &read).await;
            if let Outcome::Done(delivered) = &outcome {
                let (noted, on_the_disk) = oneshot::channel();
                // The turns are gone only when the program stops.
                if jobs.send(Job::Delivered(delivered.clone(), noted)).is_ok() {
                    let _ = on_the_disk.await;
                }
            }
            (queue, outcome)
        });
    }

    fn ended(&mut self, ended: Result<(Option<ChatId>, Outcome), JoinError>) -> Option<Stopped> {
        match ended {
            Ok((Some(chat), Outcome::Done(_))) => {
                match self.queues.get_mut(&chat).and_then(VecDeque::pop_front) {
                    Some((message, read)) => self.send(Some(chat), message, read),
                    None => drop(self.queues.remove(&chat)),
                }
                None
            }
            Ok((None, Outcome::Done(_))) => None,
            Ok((_, Outcome::Unauthorised)) => Some(Stopped::Unauthorised),
            Err(error) => {
                log::error!("a delivery broke off: {error}");
                Some(Stopped::Broken)
            }
        }
    }
}
