//! Many people writing at once.

use super::{
    BotApi,
    faults::draw,
    user::{Said, User, send, text_message},
};

const TEXTS: [&str; 12] = [
    "cramp in my calf",
    "/start",
    "my foot cramps every night",
    "it hurts so much",
    "судорога в икре",
    "me dio un calambre en la pantorrilla",
    "hamstring, after running",
    "help",
    "thanks, it is better now",
    "/history",
    "what can I do before bed?",
    "it came back 😣",
];

impl BotApi {
    /// Queues plausible texts from these users at one blow, in a seeded order; each text ends with
    /// a number of its own, `#1` and up, within this server's life.
    pub(crate) fn queue_burst(&self, mut seed: u64, users: &[User], texts: usize) -> Vec<Said> {
        let mut pick = |length: usize| {
            usize::try_from(draw(&mut seed) % u64::try_from(length).unwrap()).unwrap()
        };
        self.shared.change(|state| {
            let one = |_| {
                let user = &users[pick(users.len())];
                let text = format!("{} #{}", TEXTS[pick(TEXTS.len())], state.number());
                send(state, user.id(), Some(user.id()), text_message(&text))
            };
            (0..texts).map(one).collect()
        })
    }
}
