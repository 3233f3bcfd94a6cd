//! A simulated Telegram: the Bot API over real HTTP on a port of this machine, with the people who
//! talk to the bot, and with faults on demand.
//!
//! It serves any number of bots of one token, one after the other: a bot may be killed and started
//! again while the people, their chats and the unacknowledged updates stay. Nothing here sleeps:
//! waits end with a change, or fail with the transcript after [`BotApi::set_patience`].
//!
//! ```ignore
//! let tg = BotApi::start();
//! let anna = tg.user("Anna").lang("en");
//! anna.says("cramp in my calf");
//! anna.expects_screen().await.has("Straighten").has_button("Better");
//! anna.presses("Better").await.answered().await;
//! ```
#![cfg(test)]
#![expect(clippy::disallowed_methods, reason = "the fence is for the pure core, not for its tests")]

mod answer;
mod burst;
mod calls;
mod chat;
mod control;
mod door;
mod faults;
mod gates;
mod group;
mod html;
mod keyboard;
mod limits;
mod media;
mod methods;
mod observe;
mod params;
mod press;
mod process;
mod profile;
pub(crate) mod screen;
mod selftest;
mod server;
mod state;
mod transcript;
mod updates;
mod user;
mod view;
mod wait;
mod webhook;

use std::{sync::Arc, time::Duration};

use serde_json::Value;

pub(crate) use self::{
    calls::Call,
    faults::Fault,
    gates::Hold,
    group::Group,
    press::Press,
    process::BotProcess,
    profile::Profile,
    screen::Screen,
    user::{Said, User},
    wait::wait,
};
use self::{
    chat::{Chat, ChatKind},
    door::Port,
    state::{Person, Shared, State},
    transcript::Line,
};

/// The server; dropping it closes the port.
pub(crate) struct BotApi {
    shared: Arc<Shared>,
    port: Port,
}

impl BotApi {
    /// Listens on a free port. Needs no executor around it.
    pub(crate) fn start() -> Self {
        let port = Port::reserve();
        let token = format!("110201543:AAsimulated{}secret", port.address.port());
        let api = Self { shared: Shared::new(State::new(token)), port };
        api.restart();
        api
    }

    /// Closes the port and cuts every connection, as a network outage does. What was not applied by
    /// then never will be; what people do meanwhile waits for the bot.
    pub(crate) fn stop(&self) {
        self.shared.change(|state| {
            state.running = false;
            state.note(|at| Line::said(at, "==== outage ====".into()));
        });
        self.port.close();
    }

    /// Listens again on the same port, with everything as it was.
    pub(crate) fn restart(&self) {
        self.port.close();
        self.shared.change(|state| {
            state.running = true;
            state.note(|at| Line::said(at, "==== listening ====".into()));
        });
        self.port.open(|door| {
            let (serving, delivering) = (Arc::clone(&self.shared), Arc::clone(&self.shared));
            async move {
                tokio::join!(server::serve(door, serving), webhook::deliver(delivering));
            }
        });
    }

    /// For `TELOXIDE_API_URL`.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.port.address)
    }

    /// For `TELOXIDE_TOKEN`; each server has its own.
    pub(crate) fn token(&self) -> String {
        self.shared.look(|state| state.token.clone())
    }

    /// How long waits last before they fail; 20 s at first.
    pub(crate) fn set_patience(&self, patience: Duration) {
        self.shared.set_patience(patience);
    }

    /// A new person, whose private chat the bot may write to.
    pub(crate) fn user(&self, first_name: &str) -> User {
        let id = self.shared.change(|state| {
            let id = 700_000_000 + state.number();
            let (last_name, username, language) = (None, None, None);
            let first_name = first_name.to_owned();
            state.chats.insert(id, Chat::new(ChatKind::Private, &first_name));
            state.people.insert(id, Person { first_name, last_name, username, language });
            id
        });
        User { shared: Arc::clone(&self.shared), id }
    }

    /// Many new people, in English.
    pub(crate) fn users(&self, people: usize) -> Vec<User> {
        (0..people).map(|n| self.user(&format!("User {n}")).lang("en")).collect()
    }

    pub(crate) fn group(&self, title: &str) -> Group {
        self.gathering(ChatKind::Group, title, 0)
    }

    pub(crate) fn supergroup(&self, title: &str) -> Group {
        self.gathering(ChatKind::Supergroup, title, 1_000_000_000_000)
    }

    pub(crate) fn channel(&self, title: &str) -> Group {
        self.gathering(ChatKind::Channel, title, 1_000_000_000_000)
    }

    fn gathering(&self, kind: ChatKind, title: &str, base: i64) -> Group {
        let id = self.shared.change(|state| {
            let id = -(base + 400_000_000 + state.number());
            state.chats.insert(id, Chat::new(kind, title));
            id
        });
        Group { shared: Arc::clone(&self.shared), id }
    }

    /// Queues any object as an update, whatever `allowed_updates` says; gives its id.
    pub(crate) fn sends_update(&self, update: Value) -> i64 {
        self.shared.change(|state| {
            state.note(|at| Line::said(at, format!("update {update}")));
            state.updates.push_raw(update)
        })
    }

    /// The next update gets this id, smaller than the last one if need be.
    pub(crate) fn set_next_update_id(&self, id: i64) {
        self.shared.change(|state| state.updates.set_next_id(id));
    }
}

impl Drop for BotApi {
    fn drop(&mut self) {
        self.port.close();
    }
}
