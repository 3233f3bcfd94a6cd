//! What a person sees: waiting for the bot's next screen, and looking at the whole chat.

use std::sync::Arc;

use super::{
    chat::{Event, Shown},
    screen::Screen,
    user::User,
    wait::until,
};

impl User {
    /// The bot's next new or rewritten message, in order, each of them once.
    #[track_caller]
    pub(crate) fn expects_screen(&self) -> impl Future<Output = Screen> + use<> {
        self.expects_where("another screen", |_| true)
    }

    /// The next screen with this text; those before it count as seen.
    #[track_caller]
    pub(crate) fn expects(&self, text: &str) -> impl Future<Output = Screen> + use<> {
        let wanted = text.to_owned();
        self.expects_where(&format!("a screen with {text:?}"), move |screen| {
            screen.text.contains(&wanted)
        })
    }

    /// The next screen that has a button with this label.
    #[track_caller]
    pub(crate) fn expects_button(&self, label: &str) -> impl Future<Output = Screen> + use<> {
        let wanted = label.to_owned();
        self.expects_where(&format!("a screen with the button {label:?}"), move |screen| {
            screen.button(&wanted).is_some()
        })
    }

    #[track_caller]
    pub(crate) fn expects_file(&self) -> impl Future<Output = Screen> + use<> {
        self.expects_where("a picture or document", |screen| screen.file.is_some())
    }

    #[track_caller]
    fn expects_where<F>(&self, what: &str, fits: F) -> impl Future<Output = Screen> + use<F>
    where
        F: Fn(&Screen) -> bool,
    {
        let id = self.id;
        let name = self.shared.look(|state| state.people[&id].first_name.clone());
        until(Arc::clone(&self.shared), format!("{what} for {name}"), move |shared| {
            shared.look(|state| {
                let chat = state.chat(id);
                let unseen = chat.shown[chat.seen..].iter().enumerate();
                let (place, shown) = unseen
                    .into_iter()
                    .find(|(_, shown)| is_screen(shown) && fits(&shown.screen))?;
                let screen = shown.screen.clone();
                chat.seen += place + 1;
                Some(screen)
            })
        })
    }

    /// Waits until the bot has made a message disappear.
    #[track_caller]
    pub(crate) fn expects_deletion(&self, message_id: i64) -> impl Future<Output = ()> + use<> {
        let id = self.id;
        until(Arc::clone(&self.shared), format!("deletion of {message_id}"), move |shared| {
            let gone = |shown: &Shown| {
                shown.event == Event::Deleted && shown.screen.message_id == message_id
            };
            shared.look(|state| state.chat(id).shown.iter().any(gone).then_some(()))
        })
    }

    /// Waits until a message has no buttons any more.
    #[track_caller]
    pub(crate) fn expects_no_buttons(&self, message_id: i64) -> impl Future<Output = ()> + use<> {
        let id = self.id;
        let what = format!("message {message_id} without buttons");
        until(Arc::clone(&self.shared), what, move |shared| {
            shared.look(|state| {
                let stored = state.chat(id).message(message_id)?;
                stored.body["reply_markup"].is_null().then_some(())
            })
        })
    }

    /// Screens that have arrived but were not taken yet; does not wait and does not take.
    pub(crate) fn unseen(&self) -> Vec<Screen> {
        self.shared.look(|state| {
            let chat = state.chat(self.id);
            let unseen = chat.shown[chat.seen..].iter().filter(|shown| is_screen(shown));
            unseen.map(|shown| shown.screen.clone()).collect()
        })
    }

    /// Everything in the chat now, of both sides, oldest first.
    pub(crate) fn messages(&self) -> Vec<Screen> {
        self.shared.look(|state| {
            let visible: Vec<_> = state.chat(self.id).visible().cloned().collect();
            visible.iter().map(|stored| state.screen(self.id, stored)).collect()
        })
    }

    /// A message as it looks now; `None` if it was deleted.
    pub(crate) fn message(&self, message_id: i64) -> Option<Screen> {
        self.messages().into_iter().find(|screen| screen.message_id == message_id)
    }

    /// The bot's newest message as it looks now.
    pub(crate) fn newest(&self) -> Option<Screen> {
        self.messages().into_iter().rev().find(|screen| screen.from_bot)
    }

    /// Every message the bot ever sent here, as sent: repeated ones show up repeatedly.
    pub(crate) fn received(&self) -> Vec<Screen> {
        self.shared.look(|state| {
            let shown = state.chat(self.id).shown.iter();
            let sent = shown.filter(|shown| shown.event == Event::Sent);
            sent.map(|shown| shown.screen.clone()).collect()
        })
    }

    /// How many messages the bot sent here that contain the text.
    pub(crate) fn times_told(&self, text: &str) -> usize {
        self.received().iter().filter(|screen| screen.text.contains(text)).count()
    }

    /// Labels of the keyboard in place of the letters, row by row.
    pub(crate) fn reply_keyboard(&self) -> Vec<Vec<String>> {
        self.shared.look(|state| state.chat(self.id).reply_keyboard.clone())
    }

    /// `sendChatAction`s seen: "typing" …
    pub(crate) fn chat_actions(&self) -> Vec<String> {
        self.shared.look(|state| state.chat(self.id).actions.clone())
    }
}

fn is_screen(shown: &Shown) -> bool {
    matches!(shown.event, Event::Sent | Event::Edited)
}
