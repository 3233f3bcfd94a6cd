//! What must come of a list of inputs: the pure engine, run once, without a store or a network.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use crampbot::dialogue::state::{Answers, Entry};
use crampbot::dialogue::{Effect, Fetch, Input, Record, Screen, Script, State, advance};
use crampbot::store::Store;

use crate::bench::{shipped, state_of};
use crate::botapi::User;
use crate::history::history;

/// Timers that would fire while a test runs.
const SOON: TimeDelta = TimeDelta::minutes(5);

/// One conversation.
#[derive(Clone)]
pub(crate) struct Oracle {
    script: Arc<Script>,
    state: State,
    records: BTreeMap<u64, Record>,
    now: DateTime<Utc>,
    /// Everything shown, in order.
    pub(crate) shown: Vec<Screen>,
    /// Whether an input has armed a timer that would fire while a test runs.
    pub(crate) in_a_hurry: bool,
}

impl Oracle {
    pub(crate) fn new() -> Self {
        let now = Utc.with_ymd_and_hms(2026, 3, 2, 2, 40, 0).unwrap();
        Self {
            script: shipped(),
            state: State::new("en", now),
            records: BTreeMap::new(),
            now,
            shown: vec![],
            in_a_hurry: false,
        }
    }

    pub(crate) fn happens(&mut self, input: &Input) {
        self.now += TimeDelta::seconds(1);
        let mut input = Some(input.clone());
        while let Some(now) = input.take() {
            let turn = advance(&self.script, self.state.clone(), now, self.now);
            self.state = turn.state;
            for effect in turn.effects {
                match effect {
                    Effect::Show(screen) => self.shown.push(screen),
                    Effect::PlaceKey(key) => self.shown.push(Screen {
                        number: 0,
                        text: key.text,
                        buttons: vec![],
                        replace: false,
                        reminder: false,
                        urgent: false,
                        until: None,
                    }),
                    Effect::Record(record) => drop(self.records.insert(record.id, record)),
                    Effect::DeleteRecord(id) => drop(self.records.remove(&id)),
                    Effect::SetTimer { due, .. } => self.in_a_hurry |= due - self.now < SOON,
                    // The state is a new one then.
                    Effect::Forget => self.records.clear(),
                    Effect::Toast(_)
                    | Effect::Draw(_)
                    | Effect::Send(_)
                    | Effect::Refresh(_)
                    | Effect::CancelTimer { .. } => {}
                    Effect::Fetch(Fetch { query, purpose }) => {
                        input = Some(Input::Fetched(purpose, history(&self.records, query)));
                    }
                }
            }
        }
    }

    /// What was recorded, oldest first.
    pub(crate) fn recorded(&self) -> Vec<Answers> {
        self.records.values().map(answers).collect()
    }

    /// Sees that a store holds this conversation: nothing lost, nothing twice, nothing out of order.
    pub(crate) fn matches(&self, store: &impl Store, user: &User, context: &str) {
        let mut kept = state_of(store, user);
        // Instants, and ids made of them, are the only things that may differ.
        kept.last_turn = self.state.last_turn;
        kept.timers.clone_from(&self.state.timers);
        assert_eq!(kept.episode.is_some(), self.state.episode.is_some(), "{context}");
        kept.episode = self.state.episode;
        assert_eq!(kept, self.state, "{context}");
        let mut records = store.records(user.id(), None, usize::MAX).unwrap();
        records.reverse();
        let records: Vec<_> =
            records.iter().map(|(_, bytes)| answers(&Record::decode(bytes).unwrap())).collect();
        assert_eq!(records, self.recorded(), "{context}");
    }
}

fn answers(record: &Record) -> Answers {
    match &record.entry {
        Entry::Cramp { answers, .. } => answers.clone(),
        Entry::Reminder { .. } => panic!("no reminder was set"),
    }
}
