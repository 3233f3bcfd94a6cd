//! The log of every call the bot made.

use std::time::Duration;

use serde_json::{Map, Value};

use super::{params::Params, state::State, transcript::Line};

#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// Place in the order of arrival, from 0.
    pub(crate) order: usize,
    /// Since the server was made.
    pub(crate) arrived: Duration,
    pub(crate) answered: Option<Duration>,
    /// As Telegram's documentation spells it, however the bot did.
    pub(crate) method: String,
    pub(crate) chat: Option<i64>,
    pub(crate) params: Map<String, Value>,
    /// `None`: never answered.
    pub(crate) status: Option<u16>,
    /// Whether it took effect; with a fault it may have without an answer.
    pub(crate) applied: bool,
    /// The whole body of the answer.
    pub(crate) answer: Value,
    pub(crate) fault: Option<String>,
}

impl Call {
    pub(crate) fn text(&self) -> &str {
        let text = self.params.get("text").or_else(|| self.params.get("caption"));
        text.and_then(Value::as_str).unwrap_or_default()
    }
}

impl State {
    pub(crate) fn log_call(&mut self, method: &str, params: &Params) -> usize {
        let order = self.calls.len();
        self.calls.push(Call {
            order,
            arrived: self.started.elapsed(),
            answered: None,
            method: method.to_owned(),
            chat: params.integer("chat_id"),
            params: params.logged(),
            status: None,
            applied: false,
            answer: Value::Null,
            fault: None,
        });
        self.note(|at| Line::call(at, order));
        order
    }

    pub(crate) fn finish_call(&mut self, order: usize, status: u16, answer: Value) {
        let answered = self.started.elapsed();
        let call = &mut self.calls[order];
        call.answered = Some(answered);
        call.status = Some(status);
        call.answer = answer;
    }
}
