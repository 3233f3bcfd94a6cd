//! Updates by webhook: posted until they are accepted, in order within a chat, side by side
//! otherwise.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{
    answer::{Outcome, Refusal},
    params::Params,
    state::{Shared, State},
    transcript::Line,
    updates::Updates,
    wait::Watched,
};

const RETRY_AFTER: Duration = Duration::from_millis(50);
const TIMEOUT: Duration = Duration::from_secs(60);
const CONNECTIONS_DEFAULT: i64 = 40;

#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    url: String,
    secret: Option<String>,
    connections_max: usize,
    last_error: Option<String>,
}

/// An attempt to hand an update to the webhook.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Delivery {
    pub(crate) update_id: i64,
    /// `None`: no HTTP answer.
    pub(crate) status: Option<u16>,
}

/// What is on its way, and what has been tried.
#[derive(Debug, Default)]
pub(crate) struct Deliveries {
    /// Chats with an update under way.
    busy: BTreeSet<i64>,
    pub(crate) tried: Vec<Delivery>,
}

struct Parcel {
    webhook: Webhook,
    chat: i64,
    id: i64,
    update: Value,
}

impl Updates {
    pub(crate) fn set_webhook(&mut self, params: &Params) -> Outcome {
        let secret = params.text("secret_token");
        let fine = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
        if secret.as_ref().is_some_and(|secret| secret.len() > 256 || !secret.bytes().all(fine)) {
            return Err(Refusal::bad_request("secret token contains unallowed characters"));
        }
        let connections = params.integer("max_connections").unwrap_or(CONNECTIONS_DEFAULT);
        self.webhook = params.text("url").map(|url| Webhook {
            url,
            secret,
            connections_max: usize::try_from(connections.clamp(1, 100)).unwrap(),
            last_error: None,
        });
        if params.flag("drop_pending_updates") {
            self.waiting.clear();
        }
        self.restrict(params);
        Ok(json!(true))
    }

    pub(crate) fn webhook_info(&self) -> Value {
        let url = self.webhook.as_ref().map(|webhook| webhook.url.as_str());
        let mut info = json!({"url": url.unwrap_or_default(), "has_custom_certificate": false,
            "pending_update_count": self.waiting.len()});
        if let Some(allowed) = &self.allowed {
            info["allowed_updates"] = json!(allowed);
        }
        if let Some(webhook) = &self.webhook {
            info["max_connections"] = json!(webhook.connections_max);
            if let Some(error) = &webhook.last_error {
                info["last_error_message"] = json!(error);
            }
        }
        info
    }

    fn next_parcel(&mut self) -> Option<Parcel> {
        let webhook = self.webhook.clone()?;
        let busy = &mut self.deliveries.busy;
        if busy.len() >= webhook.connections_max {
            return None;
        }
        let mut waiting = self.waiting.iter();
        let (id, update) = waiting.find(|(_, update)| !busy.contains(&chat_of(update)))?;
        let parcel = Parcel { webhook, chat: chat_of(update), id: *id, update: update.clone() };
        busy.insert(parcel.chat);
        *self.handed_out.entry(parcel.id).or_default() += 1;
        Some(parcel)
    }
}

/// Whose turn it is; an update of nobody's is alone in its chat.
fn chat_of(update: &Value) -> i64 {
    let inside = update.as_object().into_iter().flat_map(|map| map.values());
    let places = ["/chat/id", "/message/chat/id", "/from/id"];
    let found = inside.flat_map(|value| places.map(|place| value.pointer(place)));
    let chat = found.flatten().find_map(Value::as_i64);
    chat.or_else(|| update["update_id"].as_i64()).unwrap_or_default()
}

/// Delivers for as long as it is polled.
pub(crate) async fn deliver(shared: Arc<Shared>) {
    let client = reqwest::Client::builder().no_proxy().timeout(TIMEOUT).build().unwrap();
    let mut changes = shared.changes();
    let mut under_way = JoinSet::new();
    shared.look(|state| state.updates.deliveries.busy.clear());
    loop {
        while let Some(parcel) = shared.look(|state| state.updates.next_parcel()) {
            under_way.spawn(post(Arc::clone(&shared), client.clone(), parcel));
        }
        tokio::select! {
            _ = changes.changed() => {}
            Some(_) = under_way.join_next() => {}
        }
    }
}

async fn post(shared: Arc<Shared>, client: reqwest::Client, parcel: Parcel) {
    let mut request = client.post(&parcel.webhook.url).json(&parcel.update);
    if let Some(secret) = &parcel.webhook.secret {
        request = request.header("X-Telegram-Bot-Api-Secret-Token", secret);
    }
    let answer = request.send().await;
    let status = answer.ok().map(|answer| answer.status().as_u16());
    let accepted = status.is_some_and(|status| (200..300).contains(&status));
    shared.change(|state| state.note_delivery(parcel.id, status, accepted));
    if !accepted {
        tokio::time::sleep(RETRY_AFTER).await;
    }
    shared.change(|state| state.updates.deliveries.busy.remove(&parcel.chat));
}

impl State {
    fn note_delivery(&mut self, update_id: i64, status: Option<u16>, accepted: bool) {
        let what = status.map_or_else(|| "no answer".into(), |status| status.to_string());
        self.note(|at| Line::said(at, format!("    webhook: update {update_id} -> {what}")));
        self.updates.deliveries.tried.push(Delivery { update_id, status });
        if accepted {
            self.updates.waiting.retain(|(id, _)| *id != update_id);
        } else if let Some(webhook) = &mut self.updates.webhook {
            webhook.last_error = Some(format!("Wrong response from the webhook: {what}"));
        }
    }
}
