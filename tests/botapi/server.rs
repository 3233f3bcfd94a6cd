//! HTTP: from a request to the method, through gates and faults, to the answer.

use std::{future::pending, sync::Arc};

use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, Request, State as Extracted},
    http::Method,
    response::Response,
    routing::any,
};
use serde_json::Value;

use super::{
    answer::{self, Outcome, Refusal},
    door::{Door, Wire},
    faults::Trouble,
    gates::Side,
    methods,
    params::Params,
    state::Shared,
    updates,
    wait::Watched,
};

pub(crate) async fn serve(door: Door, shared: Arc<Shared>) {
    let app = Router::new()
        .fallback(any(handle))
        .layer(DefaultBodyLimit::disable())
        .with_state(shared)
        .into_make_service_with_connect_info::<Wire>();
    axum::serve(door, app).await.unwrap();
}

async fn handle(
    Extracted(shared): Extracted<Arc<Shared>>,
    ConnectInfo(wire): ConnectInfo<Wire>,
    request: Request,
) -> Response {
    if request.method() != Method::GET && request.method() != Method::POST {
        return refuse(405, "Method Not Allowed");
    }
    let path = request.uri().path().to_owned();
    let mut parts = path.split('/').skip(1);
    let (Some(bot), Some(method), None) = (parts.next(), parts.next(), parts.next()) else {
        return refuse(404, "Not Found");
    };
    let Some(token) = bot.strip_prefix("bot").filter(|token| well_formed(token)) else {
        return refuse(404, "Not Found");
    };
    let right = shared.look(|state| state.token == token);
    let known = methods::known(method);
    let params = Params::read(request).await;
    let no_params = Params::default();
    let logged = params.as_ref().unwrap_or(&no_params);
    let order = shared.change(|state| state.log_call(known.unwrap_or(method), logged));
    let refusal = match (&params, known) {
        _ if !right => Refusal::new(401, "Unauthorized"),
        (_, None) => Refusal::new(404, "Not Found: method not found"),
        (Err(description), _) => Refusal::new(400, description),
        (Ok(params), Some(method)) => {
            return carry_out(&shared, &wire, order, method, params).await;
        }
    };
    finish(&shared, order, &Err(refusal))
}

/// A number, a colon, and a secret.
fn well_formed(token: &str) -> bool {
    token.split_once(':').is_some_and(|(id, secret)| {
        !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()) && !secret.is_empty()
    })
}

fn refuse(status: u16, description: &str) -> Response {
    let (status, body) = answer::body(&Err(Refusal::new(status, description)));
    answer::response(status, &body)
}

fn finish(shared: &Shared, order: usize, outcome: &Outcome) -> Response {
    let (status, body) = answer::body(outcome);
    let response = answer::response(status, &body);
    shared.change(|state| state.finish_call(order, status, body));
    response
}

async fn carry_out(
    shared: &Arc<Shared>,
    wire: &Wire,
    order: usize,
    method: &'static str,
    params: &Params,
) -> Response {
    let trouble = shared.look(|state| {
        state.notice_impatience(order);
        state.trouble_for(order)
    });
    at_gate(shared, order, Side::Effect).await;
    match trouble {
        Some(Trouble::Refuse(refusal)) => return finish(shared, order, &Err(refusal)),
        Some(Trouble::Page(status)) => {
            shared.change(|state| state.finish_call(order, status, Value::Null));
            return answer::nginx(status);
        }
        Some(Trouble::Reset) => {
            wire.reset();
            return refuse(500, "never arrives");
        }
        Some(Trouble::NoAnswer | Trouble::Close) | None => {}
    }
    let outcome = apply(shared, order, method, params).await;
    match trouble {
        Some(Trouble::NoAnswer) => pending().await,
        Some(Trouble::Close) => {
            wire.close();
            refuse(500, "never arrives")
        }
        _ => {
            at_gate(shared, order, Side::Answer).await;
            finish(shared, order, &outcome)
        }
    }
}

/// Nothing takes effect once the server is stopped.
async fn apply(
    shared: &Arc<Shared>,
    order: usize,
    method: &'static str,
    params: &Params,
) -> Outcome {
    if method == "getUpdates" {
        let outcome = updates::poll(shared, params).await;
        shared.look(|state| state.calls[order].applied = outcome.is_ok());
        return outcome;
    }
    let outcome = shared.change(|state| {
        if !state.running {
            return None;
        }
        let outcome = methods::call(state, method, params);
        state.calls[order].applied = outcome.is_ok();
        Some(outcome)
    });
    match outcome {
        Some(outcome) => outcome,
        None => pending().await,
    }
}

/// Waits until no gate holds the call, and is counted meanwhile; a bot that hangs up is not.
async fn at_gate(shared: &Arc<Shared>, order: usize, side: Side) {
    let mut changes = shared.changes();
    loop {
        let Some(gate) = shared.look(|state| state.held_by(order, side)) else { return };
        let _waiter = Waiter::before(shared, gate);
        changes.borrow_and_update();
        while shared.look(|state| state.held_by(order, side)) == Some(gate) {
            changes.changed().await.ok();
        }
    }
}

struct Waiter<'a> {
    shared: &'a Shared,
    gate: usize,
}

impl<'a> Waiter<'a> {
    fn before(shared: &'a Shared, gate: usize) -> Self {
        shared.change(|state| state.count_held(gate, 1));
        Self { shared, gate }
    }
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        self.shared.change(|state| state.count_held(self.gate, -1));
    }
}
