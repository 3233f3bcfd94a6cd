//! A pressed button and the bot's answers to it.

use std::sync::Arc;

use serde_json::json;

use super::{
    state::{Pressed, Shared},
    user::User,
    wait::until,
};

#[derive(Clone)]
pub(crate) struct Press {
    shared: Arc<Shared>,
    pub(crate) id: String,
    pub(crate) update_id: i64,
}

impl Press {
    pub(super) fn make(user: &User, chat: i64, message_id: i64, data: &str) -> Self {
        let shared = Arc::clone(&user.shared);
        let (id, update_id) = shared.change(|state| {
            let id = (4_000_000_000_000_000_000 + state.number()).to_string();
            state.presses.insert(id.clone(), Pressed::default());
            let inaccessible =
                json!({"chat": state.chat_json(chat), "message_id": message_id, "date": 0});
            let stored = state.chat(chat).message(message_id);
            let message = stored.map_or(inaccessible, |stored| stored.body.clone());
            let query = json!({"id": id, "from": state.person_json(user.id), "message": message,
                "chat_instance": (-7 * user.id).to_string(), "data": data});
            state.tell(user.id, &format!("presses {data:?} under message {message_id}"));
            let update_id = state.updates.push("callback_query", &query);
            (id, update_id)
        });
        Self { shared, id, update_id }
    }

    /// How often the bot answered it; the button spins until the first time.
    pub(crate) fn answers(&self) -> usize {
        self.shared.look(|state| state.presses[&self.id].answers.len())
    }

    /// Waits for the first answer: its text ("" for none) and whether it is an alert.
    #[track_caller]
    pub(crate) fn answered(&self) -> impl Future<Output = (String, bool)> + use<> {
        let id = self.id.clone();
        until(Arc::clone(&self.shared), "an answer to a press".into(), move |shared| {
            shared.look(|state| state.presses[&id].answers.first().cloned())
        })
    }

    /// From now on answers are refused: the query is too old.
    pub(crate) fn expire(&self) {
        self.shared.change(|state| state.presses.get_mut(&self.id).unwrap().expired = true);
    }
}
