//! What the bot has done: acknowledged, called, been refused.

use std::sync::Arc;

use serde_json::Value;

use super::{
    BotApi, Call, Profile,
    state::State,
    wait::{Watched, until},
    webhook::Delivery,
};

impl BotApi {
    /// Ids of the updates the bot has not acknowledged, oldest first.
    pub(crate) fn updates_unacknowledged(&self) -> Vec<i64> {
        self.shared.look(|state| state.updates.waiting().collect())
    }

    /// Waits until the bot has acknowledged everything that was sent.
    #[track_caller]
    pub(crate) fn acknowledged(&self) -> impl Future<Output = ()> + use<> {
        until(Arc::clone(&self.shared), "all updates acknowledged".into(), |shared| {
            shared.look(|state| state.updates.waiting().next().is_none().then_some(()))
        })
    }

    /// How often an update was handed to the bot.
    pub(crate) fn times_handed_out(&self, update_id: i64) -> usize {
        self.shared.look(|state| state.updates.handed_out(update_id))
    }

    /// Updates the bot did not want (`allowed_updates`).
    pub(crate) fn withheld(&self) -> Vec<Value> {
        self.shared.look(|state| state.updates.withheld().to_vec())
    }

    /// Every attempt to hand an update to the webhook.
    pub(crate) fn webhook_deliveries(&self) -> Vec<Delivery> {
        self.shared.look(|state| state.updates.deliveries.tried.clone())
    }

    /// Waits until the webhook was tried this often.
    #[track_caller]
    pub(crate) fn webhook_tried(&self, times: usize) -> impl Future<Output = ()> + use<> {
        let what = format!("{times} webhook deliveries");
        until(Arc::clone(&self.shared), what, move |shared| {
            let tried = |state: &mut State| state.updates.deliveries.tried.len();
            (shared.look(tried) >= times).then_some(())
        })
    }

    /// Every call of a method, in the order of arrival.
    pub(crate) fn calls(&self, method: &str) -> Vec<Call> {
        let all = self.all_calls().into_iter();
        all.filter(|call| call.method.eq_ignore_ascii_case(method)).collect()
    }

    pub(crate) fn all_calls(&self) -> Vec<Call> {
        self.shared.look(|state| state.calls.clone())
    }

    /// Waits until a method was called at least this often, whatever the answers were.
    #[track_caller]
    pub(crate) fn called(&self, method: &str, times: usize) -> impl Future<Output = ()> + use<> {
        let wanted = method.to_owned();
        until(Arc::clone(&self.shared), format!("{times} calls of {method}"), move |shared| {
            let same = |call: &&Call| call.method.eq_ignore_ascii_case(&wanted);
            shared.look(|state| (state.calls.iter().filter(same).count() >= times).then_some(()))
        })
    }

    /// Calls Telegram refused with 400: each is a bug of the bot unless the test provoked it.
    pub(crate) fn bad_requests(&self) -> Vec<Call> {
        self.all_calls().into_iter().filter(|call| call.status == Some(400)).collect()
    }

    /// Calls into a chat before the `retry_after` of its last 429 was over.
    pub(crate) fn impatient_calls(&self) -> usize {
        self.shared.look(|state| state.impatient)
    }

    /// What the bot told Telegram about itself.
    pub(crate) fn profile(&self) -> Profile {
        self.shared.look(|state| state.profile.clone())
    }

    /// The story so far, to print.
    pub(crate) fn transcript(&self) -> String {
        self.shared.story()
    }
}
