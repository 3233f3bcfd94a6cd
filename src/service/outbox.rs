//! Delivers what is committed: chats side by side, each in its own order, until it has arrived.
//!
//! Live messages go at once and wait only when Telegram says so; reminders wait behind them and
//! keep their pace. A drawing or a file follows its text, but no text waits for it. A chat's next message waits until the arrival of the one before is on the disk:
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
use super::turn::Delivered;
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
    /// Drawings on their way; telling one calls it off.
    drawings: HashMap<ChatId, oneshot::Sender<()>>,
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
        drawings: HashMap::new(),
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
        // No answer waits for a countdown that is over.
        if matches!(read, Message::Refresh { .. } | Message::Screen { .. }) {
            self.take_back(message.chat, |earlier| matches!(earlier, Message::Refresh { .. }));
        }
        let chat = message.chat;
        if let Some(queue) = self.queues.get_mut(&chat) {
            queue.push_back((message, read));
        } else {
            self.queues.insert(chat, VecDeque::from([(message, read)]));
            self.next_of(chat);
        }
    }

    /// Lets a drawing or a file go its own way. An older one that is not through yet has had its time.
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
        self.take_back(chat, may_be_called_off);
    }

    /// Takes messages of a chat back that have not been sent yet.
    fn take_back(&mut self, chat: ChatId, which: impl Fn(&Message) -> bool) {
        let Some(queue) = self.queues.get_mut(&chat) else { return };
        let (called_off, stay) = queue.drain(..).partition(|(_, read)| which(read));
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
        let wishes = self.wishes.clone();
        self.on_their_way.spawn(async move {
            let outcome = tokio::select! {
                biased;
                () = told(called_off) => Outcome::Done(done(&message)),
                outcome = deliver(&*channel, &wishes, &message, &read) => outcome,
            };
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
                self.next_of(chat);
                None
            }
            Ok((None, Outcome::Done(Delivered { chat, .. }))) => {
                if self.drawings.get(&chat).is_some_and(oneshot::Sender::is_closed) {
                    self.drawings.remove(&chat);
                }
                None
            }
            Ok((_, Outcome::Unauthorised)) => Some(Stopped::Unauthorised),
            Err(error) => {
                log::error!("a delivery broke off: {error}");
                Some(Stopped::Broken)
            }
        }
    }

    fn next_of(&mut self, chat: ChatId) {
        while let Some((message, read)) = self.queues.get_mut(&chat).and_then(VecDeque::pop_front) {
            if !matches!(read, Message::Picture { .. } | Message::Document { .. }) {
                return self.send(Some(chat), message, read, None);
            }
            self.draw(message, read);
        }
        self.queues.remove(&chat);
    }

    fn report(&self, delivered: Delivered) {
        // Nothing waits for it; and the turns are gone only when the program stops.
        let _ = self.jobs.send(Job::Delivered(delivered, oneshot::channel().0));
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

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::time::Duration;

    use super::*;
    use crate::channel::Delivery;
    use crate::dialogue::Screen;

    const SEND: &str = "send";

    /// A channel that answers as it is told, and notes when it is called for whom.
    #[derive(Default)]
    struct Told {
        answers: Mutex<HashMap<ChatId, VecDeque<Delivery>>>,
        calls: Mutex<Vec<(Instant, ChatId)>>,
        breaks: Option<ChatId>,
    }

    impl Channel for Told {
        fn method(_: &Message) -> &'static str {
            SEND
        }

        async fn deliver(&self, chat: ChatId, _: &Message) -> Delivery {
            self.calls.lock().unwrap().push((Instant::now(), chat));
            assert_ne!(self.breaks, Some(chat), "a bug");
            tokio::time::sleep(Duration::from_millis(10)).await;
            let mut answers = self.answers.lock().unwrap();
            let next = answers.get_mut(&chat).and_then(VecDeque::pop_front);
            next.unwrap_or(Delivery::Arrived(Some(1)))
        }
    }

    fn told(chats: &[ChatId], answer: &Delivery) -> Told {
        let answers = chats.iter().map(|chat| (*chat, VecDeque::from([answer.clone()])));
        Told { answers: Mutex::new(answers.collect()), ..Told::default() }
    }

    fn message(lane: Lane, seq: u64, chat: ChatId) -> Outgoing {
        let screen = Screen {
            number: 0,
            text: String::new(),
            buttons: Vec::new(),
            replace: false,
            reminder: lane == Lane::Reminder,
            urgent: false,
        };
        let bytes = serde_json::to_vec(&Message::Screen { screen, replaces: None }).unwrap();
        Outgoing { lane, seq, chat, bytes }
    }

    /// Delivers groups of messages, each so many milliseconds after the start; returns the calls.
    async fn deliver_all(channel: Told, groups: Vec<(u64, Vec<Outgoing>)>) -> Vec<(u128, ChatId)> {
        let channel = Arc::new(channel);
        let start = Instant::now();
        let (messages, queue) = mpsc::unbounded_channel();
        let (jobs, mut notes) = mpsc::unbounded_channel();
        let pace = NonZeroU32::new(25).unwrap();
        let outbox = tokio::spawn(run(Arc::clone(&channel), queue, jobs, pace));
        let mut expected: usize = 0;
        for (at, group) in groups {
            tokio::time::sleep_until(start + Duration::from_millis(at)).await;
            expected += group.len();
            for message in group {
                messages.send(message).unwrap();
            }
        }
        for _ in 0..expected {
            let Some(Job::Delivered(_, done)) = notes.recv().await else { panic!("not noted") };
            // Nobody waits for one that was taken back.
            let _ = done.send(());
        }
        drop(messages);
        assert_eq!(outbox.await.unwrap(), Stopped::Empty);
        let calls = channel.calls.lock().unwrap();
        calls.iter().map(|(at, chat)| ((*at - start).as_millis(), *chat)).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn patience_asked_of_one_chat_stops_that_chat_alone() {
        let channel = told(&[1], &Delivery::RetryAfter(SEND, Duration::from_secs(5)));
        let first = (1..=4).map(|chat| message(Lane::Live, chat, chat.cast_signed())).collect();
        let then = vec![message(Lane::Live, 5, 1), message(Lane::Live, 6, 2)];
        let calls = deliver_all(channel, vec![(0, first), (1000, then)]).await;
        let expected = [(0, 1), (0, 2), (0, 3), (0, 4), (1000, 2), (5010, 1), (5020, 1)];
        assert_eq!(calls, expected);
    }

    #[tokio::test(start_paused = true)]
    async fn patience_asked_of_many_chats_stops_the_method_and_everything_arrives() {
        let channel = told(&[1, 2, 3], &Delivery::RetryAfter(SEND, Duration::from_secs(5)));
        let first = (1..=3).map(|chat| message(Lane::Live, chat, chat.cast_signed())).collect();
        let then = vec![message(Lane::Live, 4, 4), message(Lane::Reminder, 5, 5)];
        let mut calls = deliver_all(channel, vec![(0, first), (1000, then)]).await;
        let after = calls.split_off(3);
        assert_eq!(calls, [(0, 1), (0, 2), (0, 3)]);
        let chats: std::collections::BTreeSet<_> = after.iter().map(|(_, chat)| *chat).collect();
        assert_eq!(chats, (1..=5).collect());
        assert!(after.iter().all(|(at, _)| *at >= 5010), "{after:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn live_messages_do_not_wait_for_reminders() {
        let reminders = (1..=100).map(|chat| message(Lane::Reminder, chat, chat.cast_signed()));
        let live = vec![message(Lane::Live, 500, 500), message(Lane::Live, 501, 1)];
        let groups = vec![(0, reminders.collect()), (1000, live)];
        let calls = deliver_all(Told::default(), groups).await;
        assert!(calls.contains(&(1000, 500)), "{calls:?}");
        assert_eq!(calls.iter().filter(|(at, chat)| *chat < 500 && *at < 1000).count(), 25);
    }

    /// A message that breaks the sending is given up; nobody else notices, nothing gets stuck.
    #[tokio::test(start_paused = true)]
    async fn a_bug_in_the_sending_costs_that_message_alone() {
        let channel = Told { breaks: Some(1), ..Told::default() };
        let messages =
            vec![message(Lane::Live, 1, 1), message(Lane::Live, 2, 1), message(Lane::Live, 3, 2)];
        let calls = deliver_all(channel, vec![(0, messages)]).await;
        assert_eq!(calls.iter().filter(|(_, chat)| *chat == 1).count(), 6);
        assert_eq!(calls.iter().filter(|(_, chat)| *chat == 2).count(), 1);
    }

    /// Nobody waits for a countdown: what comes later makes one that waits superfluous.
    #[tokio::test(start_paused = true)]
    async fn of_refreshes_that_wait_the_last_one_is_sent() {
        let refresh = |seq| {
            let shown = message(Lane::Live, seq, 1);
            let Ok(Message::Screen { screen, .. }) = serde_json::from_slice(&shown.bytes) else {
                panic!("a screen")
            };
            let bytes = serde_json::to_vec(&Message::Refresh { screen, message: 1 }).unwrap();
            Outgoing { bytes, ..shown }
        };
        let messages = vec![message(Lane::Live, 1, 1), refresh(2), refresh(3), refresh(4)];
        let last = vec![message(Lane::Live, 5, 1), refresh(6), refresh(7)];
        let calls = deliver_all(Told::default(), vec![(0, messages), (1000, last)]).await;
        // The note of the first arrival comes after the second group: until then all others wait.
        assert_eq!(calls, [(0, 1), (1000, 1), (1010, 1)]);
    }
}
