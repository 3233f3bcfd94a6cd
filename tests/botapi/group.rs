//! Chats with more than one person: groups, supergroups, channels.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{
    screen::Screen,
    state::{Shared, State, unix_time},
    user::{Said, User, send, text_message},
};

#[derive(Clone)]
pub(crate) struct Group {
    pub(super) shared: Arc<Shared>,
    pub(super) id: i64,
}

impl Group {
    /// Negative, as Telegram's are.
    pub(crate) fn id(&self) -> i64 {
        self.id
    }

    /// A channel post, or in a group the message of an anonymous admin.
    pub(crate) fn posts(&self, text: &str) -> Said {
        self.shared.change(|state| send(state, self.id, None, text_message(text)))
    }

    /// Somebody adds the bot: `my_chat_member`; gives the update's id.
    pub(crate) fn adds_bot(&self, by: &User) -> i64 {
        self.membership(by, "left", "member")
    }

    pub(crate) fn removes_bot(&self, by: &User) -> i64 {
        self.membership(by, "member", "kicked")
    }

    fn membership(&self, by: &User, from: &str, to: &str) -> i64 {
        self.shared.change(|state| {
            state.chat(self.id).blocked = to == "kicked";
            state.tell(by.id(), &format!("changes the bot from {from} to {to} in a group"));
            state.push_membership(self.id, by.id(), from, to)
        })
    }

    /// What is visible now, oldest first.
    pub(crate) fn messages(&self) -> Vec<Screen> {
        self.shared.look(|state| {
            let visible: Vec<_> = state.chat(self.id).visible().cloned().collect();
            visible.iter().map(|stored| state.screen(self.id, stored)).collect()
        })
    }
}

impl State {
    pub(super) fn push_membership(&mut self, chat: i64, by: i64, from: &str, to: &str) -> i64 {
        let bot = self.bot_json();
        let member = |status: &str| -> Value {
            let mut member = json!({"user": bot, "status": status});
            if status == "kicked" {
                member["until_date"] = json!(0);
            }
            member
        };
        let update = json!({"chat": self.chat_json(chat), "from": self.person_json(by),
            "date": unix_time(), "old_chat_member": member(from), "new_chat_member": member(to)});
        self.updates.push("my_chat_member", &update)
    }
}
