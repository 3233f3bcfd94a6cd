//! Delivers what is committed: chats side by side, each in its own order, until it has arrived.
//!
//! Live messages go at once and wait only when Telegram says so; reminders wait behind them and
//! keep their pace. A drawing or a file follows its text, but no text waits for it. A chat's next
//! message waits until the arrival of the one before is on the disk: a crash repeats one message of a
//! chat at most, and never out of order, but for a drawing or file that was on its way beside it. Never drops a message because the network or Telegram fails
//! for a while; what is not delivered when the program stops is still in the store.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::num::NonZeroU32;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use tokio::sync::{mpsc, oneshot};
use tokio::task::yield_now;
use tokio::time::{Instant, sleep_until};

use super::delivery::{Outcome, Wishes, deliver};
use super::pace::Reminders;
use super::sight::sight;
use super::turn::{Delivered, Envelope};
use super::worker::{Done, Returned};
use crate::channel::{Channel, Message};
use crate::store::{ChatId, Lane};

/// Rounds of the runtime that a poll takes to be on its way once it may: its task, then its connection.
const POLL_ROUNDS: usize = 3;

/// What the turns tell the outbox.
pub(super) enum News {
    /// A group is on the disk.
    Committed {
        /// What the clock said.
        now: DateTime<Utc>,
        /// Whose messages are noted as delivered, and their places in the queue.
        noted: Vec<(ChatId, u64)>,
        /// What is to be delivered, in order.
        messages: Vec<Envelope>,
        /// Told at once: whoever waits for the group.
        done: Vec<Done>,
    },
    /// No more messages come before the program stops; they stay in the store.
    Closed,
}

/// Why the outbox stopped by itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Stopped {
    /// Everything it was given is delivered and nothing more can come.
    Empty,
    /// The token is not accepted any more.
    Unauthorised,
}

struct Outbox<C> {
    channel: Arc<C>,
    returned: Returned,
    wishes: Wishes,
    reminders: Reminders,
    /// When to look at the reminders again.
    remind_at: Instant,
    /// The chats that have a message on its way, or arrived and not noted yet.
    lines: HashMap<ChatId, Line>,
    /// Drawings on their way; telling one calls it off.
    drawings: HashMap<ChatId, oneshot::Sender<()>>,
    on_their_way: FuturesUnordered<BoxFuture<'static, Outcome>>,
    /// The messages that somebody waits for, by their places in the queue, and since when.
    awaited: BTreeMap<u64, Instant>,
}

/// The messages of a chat, one after the other.
struct Line {
    /// The place in the queue of the one on its way.
    first: u64,
    /// It is out of our hands, and not noted yet.
    is_back: bool,
    waiting: VecDeque<Envelope>,
}

/// Delivers messages until no more come.
pub(super) async fn run<C: Channel>(
    channel: Arc<C>,
    mut news: mpsc::UnboundedReceiver<News>,
    returned: Returned,
    reminders_per_second: NonZeroU32,
) -> Stopped {
    let mut outbox = Outbox {
        channel,
        returned,
        wishes: Wishes::default(),
        reminders: Reminders::new(reminders_per_second),
        remind_at: Instant::now(),
        lines: HashMap::new(),
        drawings: HashMap::new(),
        on_their_way: FuturesUnordered::new(),
        awaited: BTreeMap::new(),
    };
    outbox.tell_of_the_oldest();
    let mut open = true;
    loop {
        if !open && outbox.on_their_way.is_empty() && outbox.lines.is_empty() {
            return Stopped::Empty;
        }
        tokio::select! {
            biased;
            Some(outcome) = outbox.on_their_way.next() => match outcome {
                Outcome::Done(delivered) => outbox.ended(delivered),
                Outcome::Unauthorised => return Stopped::Unauthorised,
            },
            news = news.recv() => match news {
                Some(News::Committed { now, noted, messages, done }) => {
                    outbox.wishes.note_time(now);
                    tell(done).await;
                    outbox.committed(noted, messages);
                }
                Some(News::Closed) => {
                    open = false;
                    // They wait in the store for the next start.
                    outbox.reminders.clear();
                }
                // The turns are gone, so nothing can be noted any more. All is in the store.
                None => return Stopped::Empty,
            },
            () = sleep_until(outbox.remind_at), if !outbox.reminders.is_empty() => {
                outbox.remind();
            }
        }
    }
}

/// Tells that a group is committed, and lets go first who wants to.
async fn tell(done: Vec<Done>) {
    let rounds = if done.iter().any(|it| it.goes_first) { POLL_ROUNDS } else { 0 };
    for Done { committed, .. } in done {
        // Nobody listens any more when the program stops.
        let _ = committed.send(());
    }
    for _ in 0..rounds {
        yield_now().await;
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

    fn committed(&mut self, noted: Vec<(ChatId, u64)>, messages: Vec<Envelope>) {
        for (chat, seq) in noted {
            if self.lines.get(&chat).is_some_and(|line| line.first == seq) {
                self.next_of(chat);
            }
        }
        for message in messages {
            match message.lane {
                Lane::Reminder => self.reminders.push(message),
                Lane::Live => {
                    if !matches!(message.message, Message::PressAnswer { .. }) {
                        self.awaited.insert(message.seq, Instant::now());
                    }
                    self.enqueue(message);
                }
            }
        }
        self.tell_of_the_oldest();
    }

    fn tell_of_the_oldest(&self) {
        match self.awaited.first_key_value() {
            Some((_, since)) => sight().oldest_message.was(since.into_std()),
            None => sight().oldest_message.is_never(),
        }
    }

    fn enqueue(&mut self, envelope: Envelope) {
        let (chat, message) = (envelope.chat, &envelope.message);
        // The answer to a press only stops the waiting sign: no order, no queue.
        if matches!(message, Message::PressAnswer { .. }) {
            return self.send(envelope, None);
        }
        if matches!(message, Message::Screen { screen, .. } if screen.urgent) {
            self.call_off_drawings(chat);
        }
        // No answer waits for a countdown that is over.
        if matches!(message, Message::Refresh { .. } | Message::Screen { .. }) {
            self.take_back(chat, |earlier| matches!(earlier, Message::Refresh { .. }));
        }
        if let Some(line) = self.lines.get_mut(&chat) {
            line.waiting.push_back(envelope);
            if line.is_back {
                self.returned.hurry();
            }
        } else {
            let (first, waiting) = (envelope.seq, [envelope].into());
            self.lines.insert(chat, Line { first, is_back: false, waiting });
            self.next_of(chat);
        }
    }

    /// Lets a drawing or a file go its own way. An older one that is not through yet has had its time.
    fn draw(&mut self, envelope: Envelope) {
        if !may_be_called_off(&envelope.message) {
            return self.send(envelope, None);
        }
        let (call_off, called_off) = oneshot::channel();
        if let Some(older) = self.drawings.insert(envelope.chat, call_off) {
            // It may have arrived meanwhile.
            let _ = older.send(());
        }
        self.send(envelope, Some(called_off));
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
        let Some(line) = self.lines.get_mut(&chat) else { return };
        line.waiting.retain(|envelope| {
            let called_off = which(&envelope.message);
            if called_off {
                self.awaited.remove(&envelope.seq);
                self.returned.push(Delivered::of(envelope));
            }
            !called_off
        });
    }

    fn send(&mut self, envelope: Envelope, called_off: Option<oneshot::Receiver<()>>) {
        let (channel, wishes) = (Arc::clone(&self.channel), self.wishes.clone());
        self.on_their_way.push(Box::pin(async move {
            let Some(called_off) = called_off else {
                return deliver(&*channel, &wishes, &envelope).await;
            };
            tokio::select! {
                biased;
                // One that nobody can call off any more goes its way.
                Ok(()) = called_off => Outcome::Done(Delivered::of(&envelope)),
                outcome = deliver(&*channel, &wishes, &envelope) => outcome,
            }
        }));
    }

    fn ended(&mut self, delivered: Delivered) {
        if self.drawings.get(&delivered.chat).is_some_and(oneshot::Sender::is_closed) {
            self.drawings.remove(&delivered.chat);
        }
        if self.awaited.remove(&delivered.seq).is_some() {
            self.tell_of_the_oldest();
        }
        let line = self.lines.get_mut(&delivered.chat);
        let line = line.filter(|line| line.first == delivered.seq);
        self.returned.push(delivered);
        if let Some(line) = line {
            line.is_back = true;
            if !line.waiting.is_empty() {
                self.returned.hurry();
            }
        }
    }

    fn next_of(&mut self, chat: ChatId) {
        while let Some(line) = self.lines.get_mut(&chat)
            && let Some(envelope) = line.waiting.pop_front()
        {
            if !matches!(envelope.message, Message::Picture { .. } | Message::Document { .. }) {
                (line.first, line.is_back) = (envelope.seq, false);
                return self.send(envelope, None);
            }
            self.draw(envelope);
        }
        self.lines.remove(&chat);
    }
}

/// A drawing of an emergency stays, whatever comes after it.
fn may_be_called_off(message: &Message) -> bool {
    matches!(message, Message::Picture { picture } if !picture.urgent)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::time::Duration;

    use chrono::TimeDelta;

    use super::super::worker::Job;
    use super::*;
    use crate::channel::Delivery;
    use crate::dialogue::{Picture, Screen};

    const SEND: &str = "send";
    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    /// A channel that answers as it is told, and notes when it is called for whom.
    #[derive(Default)]
    struct Told {
        answers: Mutex<HashMap<ChatId, VecDeque<Delivery>>>,
        calls: Mutex<Vec<(Instant, ChatId)>>,
        breaks: Option<ChatId>,
        is_shut: bool,
    }

    impl Channel for Told {
        fn method(message: &Message) -> &'static str {
            if matches!(message, Message::Picture { .. }) { "draw" } else { SEND }
        }

        async fn is_open(&self) -> Option<bool> {
            Some(!self.is_shut)
        }

        async fn deliver(&self, chat: ChatId, _: &Message, _: u32) -> Delivery {
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

    fn message(lane: Lane, seq: u64, chat: ChatId) -> Envelope {
        let screen = Screen {
            number: 0,
            text: String::new(),
            buttons: Vec::new(),
            replace: false,
            reminder: lane == Lane::Reminder,
            urgent: false,
            until: None,
        };
        Envelope { lane, seq, chat, message: Message::Screen { screen, replaces: None } }
    }

    /// Delivers groups of messages, each so many milliseconds after the start; returns the calls.
    /// What arrived is noted at once.
    async fn deliver_all(channel: Told, groups: Vec<(u64, Vec<Envelope>)>) -> Vec<(u128, ChatId)> {
        let channel = Arc::new(channel);
        let start = Instant::now();
        let (tell, news) = mpsc::unbounded_channel();
        let (jobs, mut woken) = mpsc::unbounded_channel();
        let returned = Returned::new(jobs);
        let pace = NonZeroU32::new(25).unwrap();
        let outbox = tokio::spawn(run(Arc::clone(&channel), news, returned.clone(), pace));
        let mut expected: usize = groups.iter().map(|(_, group)| group.len()).sum();
        let telling = tell.clone();
        let noting = tokio::spawn(async move {
            while expected > 0 {
                let Some(Job::Returned { .. }) = woken.recv().await else { panic!("not woken") };
                let delivered = returned.take();
                expected -= delivered.len();
                let noted = delivered.iter().map(|it| (it.chat, it.seq)).collect();
                let (messages, done) = (Vec::new(), Vec::new());
                let _ = telling.send(News::Committed { now: NOW, noted, messages, done });
            }
        });
        for (at, messages) in groups {
            tokio::time::sleep_until(start + Duration::from_millis(at)).await;
            let (noted, done) = (Vec::new(), Vec::new());
            tell.send(News::Committed { now: NOW, noted, messages, done }).ok().unwrap();
        }
        noting.await.unwrap();
        tell.send(News::Closed).ok().unwrap();
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

    /// Telegram counts all that is sent into a chat.
    #[tokio::test(start_paused = true)]
    async fn a_chat_that_is_to_wait_gets_nothing_by_another_method_either() {
        let channel = told(&[1], &Delivery::RetryAfter("draw", Duration::from_secs(5)));
        let [name, caption, alt] = [(); 3].map(|()| String::new());
        let picture = Picture { name, caption, alt, urgent: true };
        let message_of = |seq, chat| message(Lane::Live, seq, chat);
        let drawing = Envelope { message: Message::Picture { picture }, ..message_of(1, 1) };
        let then = vec![message_of(2, 1), message_of(3, 2)];
        let mut calls = deliver_all(channel, vec![(0, vec![drawing]), (1000, then)]).await;
        assert_eq!(calls[..2], [(0, 1), (1000, 2)]);
        calls.drain(..2);
        assert_eq!(calls, [(5010, 1), (5010, 1)]);
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

    /// What waited until nobody wants it any more is not sent; what has no such time always is.
    #[tokio::test(start_paused = true)]
    async fn a_reminder_that_waited_too_long_is_left_out() {
        let reminder = |seq: u64, until: Option<i64>| {
            let mut envelope = message(Lane::Reminder, seq, seq.cast_signed());
            if let Message::Screen { screen, .. } = &mut envelope.message {
                screen.until = until.map(|seconds| NOW + TimeDelta::seconds(seconds));
            }
            envelope
        };
        let messages = vec![reminder(1, Some(-1)), reminder(2, Some(1)), reminder(3, None)];
        let calls = deliver_all(Told::default(), vec![(0, messages)]).await;
        let chats: Vec<_> = calls.iter().map(|(_, chat)| *chat).collect();
        assert_eq!(chats, [2, 3]);
    }

    /// Telegram takes twenty messages a minute for a group, and anybody can fill some.
    #[tokio::test(start_paused = true)]
    async fn groups_that_are_to_wait_keep_nobody_else_waiting() {
        let groups = [-1, -2, -3, -4];
        let channel = told(&groups, &Delivery::RetryAfter(SEND, Duration::from_secs(40)));
        let first = (1..).zip(groups).map(|(seq, chat)| message(Lane::Live, seq, chat)).collect();
        let then = vec![message(Lane::Live, 5, 5), message(Lane::Reminder, 6, 6)];
        let calls = deliver_all(channel, vec![(0, first), (1000, then)]).await;
        assert_eq!(calls[4..6], [(1000, 5), (1000, 6)], "{calls:?}");
    }

    fn urgent(seq: u64, chat: ChatId) -> Envelope {
        let mut envelope = message(Lane::Live, seq, chat);
        if let Message::Screen { screen, .. } = &mut envelope.message {
            screen.urgent = true;
        }
        envelope
    }

    #[tokio::test(start_paused = true)]
    async fn an_emergency_tries_a_stopped_method_once() {
        let wait = Delivery::RetryAfter(SEND, Duration::from_secs(40));
        let channel = told(&[1, 2, 3, 5], &wait);
        let first = (1..=3).map(|chat| message(Lane::Live, chat, chat.cast_signed())).collect();
        let then = vec![urgent(4, 4), urgent(5, 5), urgent(6, 1), message(Lane::Live, 7, 7)];
        let calls = deliver_all(channel, vec![(0, first), (1000, then)]).await;
        assert_eq!(calls[3..5], [(1000, 4), (1000, 5)], "{calls:?}");
        // Refused again it waits like everybody, and a chat that is to wait is never tried.
        let rest = &calls[5..];
        assert!(rest.iter().all(|(at, _)| *at >= 40_000), "{rest:?}");
        assert!(rest.contains(&(41_010, 5)), "{rest:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_refused_as_unknown_costs_that_message_alone() {
        let mut channel = told(&[1], &Delivery::NotFound);
        let answers = channel.answers.get_mut().unwrap();
        answers.insert(1, vec![Delivery::NotFound; 9].into());
        answers.insert(2, vec![Delivery::Unauthorised; 9].into());
        let messages =
            vec![message(Lane::Live, 1, 1), message(Lane::Live, 2, 2), message(Lane::Live, 3, 3)];
        let calls = deliver_all(channel, vec![(0, messages)]).await;
        let count = |chat| calls.iter().filter(|(_, whose)| *whose == chat).count();
        // The first is dropped, the second arrives in the end.
        assert_eq!([count(1), count(2), count(3)], [3, 10, 1]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_token_that_is_not_accepted_ends_it() {
        for answer in [Delivery::NotFound, Delivery::Unauthorised] {
            let channel = Told { is_shut: true, ..told(&[1], &answer) };
            let (tell, news) = mpsc::unbounded_channel();
            let (jobs, _woken) = mpsc::unbounded_channel();
            let (pace, messages) = (NonZeroU32::MIN, vec![message(Lane::Live, 1, 1)]);
            let (noted, done) = (Vec::new(), Vec::new());
            tell.send(News::Committed { now: NOW, noted, messages, done }).ok().unwrap();
            let ended = run(Arc::new(channel), news, Returned::new(jobs), pace).await;
            assert_eq!(ended, Stopped::Unauthorised);
        }
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
            let Envelope { lane, chat, message, .. } = message(Lane::Live, seq, 1);
            let Message::Screen { screen, .. } = message else { panic!("a screen") };
            Envelope { lane, seq, chat, message: Message::Refresh { screen, message: 1 } }
        };
        let messages = vec![message(Lane::Live, 1, 1), refresh(2), refresh(3), refresh(4)];
        let last = vec![message(Lane::Live, 5, 1), refresh(6), refresh(7)];
        let calls = deliver_all(Told::default(), vec![(0, messages), (1000, last)]).await;
        assert_eq!(calls, [(0, 1), (10, 1), (1000, 1), (1010, 1)]);
    }
}
