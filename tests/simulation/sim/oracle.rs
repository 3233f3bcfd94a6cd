//! Sees that every commit is what it must be, and that every message goes out in its turn.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use crampbot::channel::Message;
use crampbot::dialogue::{Input, Script};
use crampbot::store::{ChatId, Lane, Outgoing, Timer, Write};

use super::model::{Conversation, Happened, answer, note};
use super::people::chat_of;
use super::world::World;

/// Undelivered messages after which a person may be left without an answer.
const BACKLOG: usize = 32;

/// A message in the queue, and what became of it so far.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "any of these may be true beside any other")]
pub(crate) struct Queued {
    pub(crate) message: Message,
    pub(crate) arrived: u64,
    /// The life of the bot in which it arrived last.
    pub(crate) life: u64,
    /// It arrived, but the bot was not told.
    pub(crate) unanswered: bool,
    pub(crate) refused: bool,
    pub(crate) blocked: bool,
    /// Its person was forgotten since: it may arrive in this life of the bot, and in no other.
    pub(crate) forgotten: bool,
}

impl Queued {
    /// Whether it is one of those that come in their order.
    pub(crate) fn is_screen(&self) -> bool {
        matches!(
            self.message,
            Message::Screen { .. } | Message::Refresh { .. } | Message::PlaceKey { .. }
        )
    }

    /// Whether it may be left out, because it was worth sending until then only.
    pub(crate) fn is_over(&self, now: DateTime<Utc>) -> bool {
        let Message::Screen { screen, .. } = &self.message else { return false };
        screen.until.is_some_and(|until| until < now)
    }
}

/// Everything as it must be on the disk.
#[derive(Clone)]
pub(crate) struct Oracle {
    pub(crate) script: Arc<Script>,
    conversations: BTreeMap<ChatId, Conversation>,
    pub(crate) handled: BTreeSet<i64>,
    /// Messages that are committed and not done, by chat, lane and place.
    pub(crate) queue: BTreeMap<(ChatId, Lane, u64), Queued>,
    chats: BTreeMap<(Lane, u64), ChatId>,
    /// Evenings for which somebody was reminded.
    evenings: BTreeSet<(ChatId, String)>,
}

impl Oracle {
    pub(crate) fn new(script: Arc<Script>, people: usize) -> Self {
        let conversations = (0..people).map(|who| (chat_of(who), Conversation::default()));
        Self {
            script,
            conversations: conversations.collect(),
            handled: BTreeSet::new(),
            queue: BTreeMap::new(),
            chats: BTreeMap::new(),
            evenings: BTreeSet::new(),
        }
    }

    /// Takes over from a later state of affairs what became of the messages that are in both.
    pub(crate) fn remember_arrivals(&mut self, since: &Self) {
        for (key, queued) in &mut self.queue {
            if let Some(later) = since.queue.get(key).filter(|it| it.message == queued.message) {
                let forgotten = queued.forgotten;
                *queued = Queued { forgotten, ..later.clone() };
            }
        }
    }

    /// The bot died: what it had in memory only is gone. Returns the presses that nobody answers now.
    pub(crate) fn die(&mut self) -> Vec<String> {
        let mut presses = vec![];
        self.queue.retain(|_, queued| {
            if let (true, Message::PressAnswer { press, .. }) = (queued.forgotten, &queued.message)
            {
                presses.push(press.clone());
            }
            !queued.forgotten
        });
        presses
    }

    /// What was for somebody who is forgotten does not come any more once a later message has.
    pub(crate) fn leave_out_forgotten(&mut self, (chat, lane, seq): (ChatId, Lane, u64)) {
        self.queue.retain(|key, queued| {
            let earlier = key.0 == chat && key.1 == lane && key.2 < seq;
            !(earlier && queued.forgotten && queued.arrived == 0 && queued.is_screen())
        });
    }

    /// What is queued for a chat in a lane, in order.
    pub(crate) fn waiting(
        &mut self,
        chat: ChatId,
        lane: Lane,
    ) -> impl Iterator<Item = &mut Queued> {
        self.queue.range_mut((chat, lane, 0)..=(chat, lane, u64::MAX)).map(|(_, queued)| queued)
    }
}

impl World {
    /// Examines a commit. Its writes are those of deliveries, then of each turn in order, then the
    /// states; anything else is a violation.
    pub(super) fn examine(&mut self, writes: &[Write]) {
        let due = std::mem::take(&mut self.platter.due);
        let mut due = due.into_iter().peekable();
        let mut rest = writes;
        while let Some((write, more)) = rest.split_first() {
            rest = more;
            self.note(&format!("{:?}", std::mem::discriminant(write)));
            match write {
                Write::DeleteOutgoing { lane, seq } => {
                    rest = self.delivered(*lane, *seq, rest);
                }
                Write::Seen { update, at } => rest = self.updated(*update, *at, rest),
                Write::DeleteTimer { due: at, chat, name }
                    if due.peek().is_some_and(|timer| {
                        timer.due == *at && timer.chat == *chat && timer.name == *name
                    }) =>
                {
                    let Some(timer) = due.next() else { return };
                    rest = self.fired(&timer, rest);
                }
                Write::State { chat, bytes } => self.kept(*chat, bytes),
                other => return self.violate(format!("nothing asked for this: {other:?}")),
            }
        }
    }

    /// A message is taken off the queue: it must have arrived, or must never be able to.
    fn delivered<'w>(&mut self, lane: Lane, seq: u64, mut rest: &'w [Write]) -> &'w [Write] {
        let Some(chat) = self.oracle.chats.remove(&(lane, seq)) else {
            // A note of an earlier life, repeated.
            return rest;
        };
        let Some(queued) = self.oracle.queue.remove(&(chat, lane, seq)) else { return rest };
        // A later one makes it superfluous.
        let refresh = matches!(queued.message, Message::Refresh { .. });
        let over = refresh || queued.is_over(self.latest);
        let excused = queued.forgotten || queued.refused || queued.blocked || over;
        if queued.arrived == 0 && !excused {
            self.violate(format!("a message is lost: {:?}", queued.message));
        }
        if let Some((Write::ScreenMessage { chat: shown, screen, message }, more)) =
            rest.split_first()
        {
            if *shown == chat {
                self.conversation(chat).screen_message = Some((*screen, *message));
            }
            rest = more;
        }
        if queued.blocked {
            let happened =
                Happened { chat, language: "", input: Input::Blocked, press: None, now: self.read };
            return self.follow(&happened, rest, Excuse::None);
        }
        rest
    }

    fn updated<'w>(
        &mut self,
        update: i64,
        at: chrono::DateTime<chrono::Utc>,
        rest: &'w [Write],
    ) -> &'w [Write] {
        if !self.oracle.handled.insert(update) {
            self.violate(format!("update {update} is handled twice"));
        }
        self.figures.turns += 1;
        let Some(said) = self.people.said.get(&update).cloned() else {
            self.violate(format!("update {update} was never sent"));
            return rest;
        };
        let happened = Happened { now: at, ..said.happened };
        let backlog = self.oracle.waiting(happened.chat, Lane::Live).count();
        let excuse = match (said.alarm, said.from_flooder || backlog >= BACKLOG) {
            (true, _) => Excuse::Alarm,
            (false, true) => Excuse::Flood,
            (false, false) => Excuse::None,
        };
        self.follow(&happened, rest, excuse)
    }

    fn fired<'w>(&mut self, timer: &Timer, rest: &'w [Write]) -> &'w [Write] {
        let happened = Happened {
            chat: timer.chat,
            language: "",
            input: Input::Timer { name: timer.name.clone(), token: timer.token },
            press: None,
            now: self.read,
        };
        // A turn that broke: the same timer again, a little later.
        if let Some((Write::Timer(again), more)) = rest.split_first()
            && again.chat == timer.chat
            && again.name == timer.name
            && again.token == timer.token
            && self.figures.turn_panics > 0
        {
            return more;
        }
        self.follow(&happened, rest, Excuse::None)
    }

    /// The next writes must be those of this turn, or of one of its excuses.
    fn follow<'w>(
        &mut self,
        happened: &Happened,
        rest: &'w [Write],
        excuse: Excuse,
    ) -> &'w [Write] {
        let script = Arc::clone(&self.oracle.script);
        let before = self.conversation(happened.chat).clone();
        let (after, expected) = before.turn(&script, happened);
        if let Some(more) = begins_with(rest, &expected) {
            self.queue(&rest[..expected.len()]);
            if excuse == Excuse::Alarm {
                self.figures.alarms += 1;
                self.shows_the_card(&script, &after, &expected);
            }
            *self.conversation(happened.chat) = after;
            return more;
        }
        // An alarm may be left unanswered only if its card is what the person sees already.
        let at = |conversation: &Conversation| {
            conversation
                .state
                .as_ref()
                .map(|state| (state.at.clone(), state.answers.get("sign").cloned()))
        };
        let declined =
            excuse == Excuse::Flood || (excuse == Excuse::Alarm && at(&before) == at(&after));
        let broke = self.figures.turn_panics > 0;
        // When the conversation cannot be read to apologise either, it is in the language of the app.
        let app = script.words.best(happened.language);
        for (note, excused, expected) in [
            ("something-broke", broke, before.note(&script, happened, "something-broke")),
            ("something-broke", broke, note(&script, happened, app, "something-broke")),
            ("too-fast", declined, before.note(&script, happened, "too-fast")),
        ] {
            if excused && let Some(more) = begins_with(rest, &expected) {
                self.figures.floods += u64::from(note == "too-fast");
                self.queue(&rest[..expected.len()]);
                return more;
            }
        }
        let silence: Vec<Write> = answer(happened, None).into_iter().collect();
        if declined && let Some(more) = begins_with(rest, &silence) {
            self.figures.floods += 1;
            self.queue(&rest[..silence.len()]);
            return more;
        }
        self.violate(format!(
            "{:?} in chat {} must be answered by {expected:?}, not by {:?}",
            happened.input,
            happened.chat,
            rest.first()
        ));
        rest
    }

    fn shows_the_card(&mut self, script: &Script, after: &Conversation, writes: &[Write]) {
        let roles = &script.roles;
        let at = after.state.as_ref().and_then(|state| state.at.as_deref());
        let step = at.and_then(|at| script.step(at));
        let card = step.is_some_and(|step| [roles.now_step, roles.today_step].contains(&step));
        let shown = writes.iter().any(|write| matches!(write, Write::Outgoing(_)));
        if !card || !shown {
            self.violate(format!("an emergency is answered at {at:?}"));
        }
    }

    /// Notes what is on its way now.
    fn queue(&mut self, writes: &[Write]) {
        for write in writes {
            if let Write::Forget { chat } = write {
                for lane in [Lane::Live, Lane::Reminder] {
                    self.oracle.waiting(*chat, lane).for_each(|queued| queued.forgotten = true);
                }
                self.oracle.evenings.retain(|(whose, _)| whose != chat);
                self.figures.forgotten += 1;
            }
            let Write::Outgoing(Outgoing { lane, seq, chat, bytes }) = write else { continue };
            let Ok(message) = serde_json::from_slice::<Message>(bytes) else {
                self.violate("a queued message cannot be read".to_owned());
                return;
            };
            if let (Lane::Reminder, Message::Screen { screen, .. }) = (lane, &message) {
                self.figures.reminders += 1;
                let mut data = screen.buttons.iter().flatten().map(|button| &button.data);
                let evening = data.find_map(|data| data.split('~').nth(3));
                let evening = evening.unwrap_or_default().to_owned();
                if !self.oracle.evenings.insert((*chat, evening.clone())) {
                    self.violate(format!("a second reminder for evening {evening}"));
                }
            }
            let queued = Queued {
                message,
                arrived: 0,
                life: 0,
                unanswered: false,
                refused: false,
                blocked: false,
                forgotten: false,
            };
            self.oracle.queue.insert((*chat, *lane, *seq), queued);
            self.oracle.chats.insert((*lane, *seq), *chat);
        }
    }

    fn kept(&mut self, chat: ChatId, bytes: &[u8]) {
        let expected = self.conversation(chat).state.as_ref().and_then(|state| state.encode().ok());
        if expected.as_deref() != Some(bytes) {
            let kept = String::from_utf8_lossy(bytes).into_owned();
            self.violate(format!("chat {chat} is kept as {kept}"));
        }
    }

    fn conversation(&mut self, chat: ChatId) -> &mut Conversation {
        self.oracle.conversations.entry(chat).or_default()
    }

    /// Everything that Telegram has forgotten must be on the disk.
    pub(super) fn look_for_lost_updates(&mut self) {
        let lost = self.people.acknowledged.iter().find(|id| !self.oracle.handled.contains(id));
        if let Some(lost) = lost.copied() {
            self.violate(format!("update {lost} was acknowledged and is lost"));
        }
    }
}

/// Why a turn may not have been made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Excuse {
    None,
    /// The person writes very much.
    Flood,
    /// On the contrary: it must be, whatever the person does.
    Alarm,
}

/// What follows the expected writes, if they are there.
fn begins_with<'w>(writes: &'w [Write], expected: &[Write]) -> Option<&'w [Write]> {
    if writes.len() < expected.len() {
        return None;
    }
    let (head, rest) = writes.split_at(expected.len());
    head.iter().zip(expected).all(|(write, expected)| same(write, expected)).then_some(rest)
}

fn same(write: &Write, expected: &Write) -> bool {
    match (write, expected) {
        (Write::Outgoing(write), Write::Outgoing(expected)) => {
            (write.lane, write.chat, &write.bytes)
                == (expected.lane, expected.chat, &expected.bytes)
        }
        _ => write == expected,
    }
}
