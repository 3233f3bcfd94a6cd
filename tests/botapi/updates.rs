//! `getUpdates`: the queue, its acknowledgement by offset, long polling and its conflicts.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    future::pending,
    time::Duration,
};

use serde_json::{Value, json};

use super::{
    answer::{Outcome, Refusal},
    params::Params,
    state::{Shared, State},
    wait::Watched,
    webhook::{Deliveries, Webhook},
};

/// Sent only to a bot that asks for them by name.
const KINDS_ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];
const TIMEOUT_SECONDS_MAX: i64 = 50;
/// A larger offset is taken for none at all.
const OFFSET_AHEAD_MAX: i64 = 10;

pub(crate) struct Updates {
    next_id: i64,
    pub(super) waiting: VecDeque<(i64, Value)>,
    /// How often each update was handed out, acknowledged ones included.
    pub(super) handed_out: BTreeMap<i64, usize>,
    /// `None` until the bot says otherwise: everything but [`KINDS_ON_REQUEST`].
    pub(super) allowed: Option<BTreeSet<String>>,
    withheld: Vec<Value>,
    /// Number of the newest `getUpdates`; an older one still waiting is in conflict.
    newest_poll: u64,
    pub(super) webhook: Option<Webhook>,
    pub(super) deliveries: Deliveries,
}

impl Default for Updates {
    fn default() -> Self {
        Self {
            next_id: 500_000_001,
            waiting: VecDeque::new(),
            handed_out: BTreeMap::new(),
            allowed: None,
            withheld: vec![],
            newest_poll: 0,
            webhook: None,
            deliveries: Deliveries::default(),
        }
    }
}

impl Updates {
    /// Queues an update of a kind the bot accepts, and gives its id; 0 for one it does not want.
    pub(crate) fn push(&mut self, kind: &str, content: &Value) -> i64 {
        let id = self.next_id;
        let update = json!({"update_id": id, kind: content});
        let wanted = self
            .allowed
            .as_ref()
            .map_or(!KINDS_ON_REQUEST.contains(&kind), |allowed| allowed.contains(kind));
        if !wanted {
            self.withheld.push(update);
            return 0;
        }
        self.next_id += 1;
        self.waiting.push_back((id, update));
        id
    }

    /// Queues any JSON object, whatever the bot asked for.
    pub(crate) fn push_raw(&mut self, mut update: Value) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        update["update_id"] = json!(id);
        self.waiting.push_back((id, update));
        id
    }

    pub(crate) fn waiting(&self) -> impl Iterator<Item = i64> {
        self.waiting.iter().map(|(id, _)| *id)
    }

    pub(crate) fn handed_out(&self, id: i64) -> usize {
        self.handed_out.get(&id).copied().unwrap_or_default()
    }

    pub(crate) fn withheld(&self) -> &[Value] {
        &self.withheld
    }

    /// Telegram starts anew at a random id after a quiet week.
    pub(crate) fn set_next_id(&mut self, id: i64) {
        self.next_id = id;
    }

    pub(super) fn restrict(&mut self, params: &Params) {
        if let Ok(Some(Value::Array(kinds))) = params.nested("allowed_updates") {
            let kinds: BTreeSet<_> =
                kinds.iter().filter_map(|kind| kind.as_str().map(str::to_owned)).collect();
            self.allowed = (!kinds.is_empty()).then_some(kinds);
        }
    }

    fn acknowledge(&mut self, offset: i64) {
        if offset < 0 {
            let keep = usize::try_from(offset.unsigned_abs()).unwrap();
            let forgotten = self.waiting.len().saturating_sub(keep);
            self.waiting.drain(..forgotten);
        } else if offset > self.next_id + OFFSET_AHEAD_MAX {
            // Telegram cannot know it: ids have started anew. Nothing is forgotten.
        } else {
            self.waiting.retain(|(id, _)| *id >= offset);
        }
    }

    fn begin_poll(&mut self, params: &Params) -> Result<u64, Refusal> {
        if self.webhook.is_some() {
            return Err(Refusal::new(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use \
                 deleteWebhook to delete the webhook first",
            ));
        }
        self.restrict(params);
        self.acknowledge(params.integer("offset").unwrap_or_default());
        self.newest_poll += 1;
        Ok(self.newest_poll)
    }

    fn hand_out(&mut self, limit: usize) -> Vec<Value> {
        let batch: Vec<_> = self.waiting.iter().take(limit).cloned().collect();
        for (id, _) in &batch {
            *self.handed_out.entry(*id).or_default() += 1;
        }
        batch.into_iter().map(|(_, update)| update).collect()
    }

    fn answer_poll(&mut self, poll: u64, limit: usize) -> Option<Outcome> {
        if self.newest_poll != poll {
            return Some(Err(Refusal::new(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot \
                 instance is running",
            )));
        }
        let batch = self.hand_out(limit);
        (!batch.is_empty()).then_some(Ok(Value::Array(batch)))
    }
}

/// A whole `getUpdates`, with its long wait.
pub(crate) async fn poll(shared: &Shared, params: &Params) -> Outcome {
    let timeout = params.integer("timeout").unwrap_or_default().clamp(0, TIMEOUT_SECONDS_MAX);
    let limit = params.integer("limit").unwrap_or(100).clamp(1, 100);
    let limit = usize::try_from(limit).unwrap();
    let mut changes = shared.changes();
    let begin = |state: &mut State| state.running.then(|| state.updates.begin_poll(params));
    let Some(poll) = shared.change(begin) else { return pending().await };
    let poll = poll?;
    let over = tokio::time::sleep(Duration::from_secs(timeout.unsigned_abs()));
    tokio::pin!(over);
    loop {
        let answer = |state: &mut State| state.updates.answer_poll(poll, limit);
        if let Some(outcome) = shared.look(answer) {
            return outcome;
        }
        tokio::select! {
            biased;
            _ = changes.changed() => {}
            () = &mut over => return Ok(json!([])),
        }
    }
}
