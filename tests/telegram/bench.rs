//! A bot with a store of its own, on a Telegram of its own.

use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, OnceLock};

use crampbot::dialogue::words::Arg;
use crampbot::dialogue::{Script, State};
use crampbot::library::Folder;
use crampbot::store::{Lane, SledStore, Store};
use tempfile::TempDir;

use crate::botapi::{BotApi, BotProcess, Press, Screen, User};

/// The script inside the binary.
pub(crate) fn shipped() -> Arc<Script> {
    static SHIPPED: OnceLock<Arc<Script>> = OnceLock::new();
    let compile = || {
        let (script, problems) = Folder::embedded().compile();
        assert!(problems.is_empty(), "{problems:#?}");
        Arc::new(script.unwrap())
    };
    Arc::clone(SHIPPED.get_or_init(compile))
}

/// What a message of the script says in English, as people see it: without tags.
pub(crate) fn words(id: &str) -> String {
    let script = shipped();
    let number = script.words.say("en", "number-unknown", &[]).into_owned();
    let said = script.words.say("en", id, &[("number", Arg::Rendered(number))]).into_owned();
    let tags = ["<b>", "</b>", "<i>", "</i>"].iter().fold(said, |text, tag| text.replace(tag, ""));
    tags.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The Telegram, and the folder in which the bot keeps its store.
pub(crate) struct Bench {
    pub(crate) tg: BotApi,
    folder: TempDir,
    pictures: bool,
}

impl Bench {
    /// Without drawings: what is tested is the words.
    pub(crate) fn new() -> Self {
        Self { tg: BotApi::start(), folder: tempfile::tempdir().unwrap(), pictures: false }
    }

    pub(crate) fn with_pictures() -> Self {
        Self { pictures: true, ..Self::new() }
    }

    /// The program with its store. Add arguments and environment, then spawn it.
    pub(crate) fn command(&self) -> Command {
        let mut command = self.tg.bot_command();
        command.arg("--data").arg(self.data());
        if !self.pictures {
            command.arg("--no-pictures");
        }
        command
    }

    pub(crate) fn start(&self) -> BotProcess {
        BotProcess::spawn(&mut self.command())
    }

    /// Starts it and waits until it polls, and so would take a signal as it should.
    pub(crate) async fn starts(&self) -> BotProcess {
        let polls = self.tg.calls("getUpdates").len();
        let bot = self.start();
        self.tg.called("getUpdates", polls + 1).await;
        bot
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// The store of a bot that is gone.
    pub(crate) fn store(&self) -> SledStore {
        SledStore::open(&self.data()).unwrap()
    }

    /// Asks the bot to stop and sees that it has finished everything: updates acknowledged, messages
    /// sent, nothing refused as malformed.
    pub(crate) async fn ends_well(&self, bot: &BotProcess) {
        self.tg.acknowledged().await;
        bot.terminate();
        bot.exits_with(0).await;
        self.has_finished();
        let refused = self.tg.bad_requests();
        assert!(refused.is_empty(), "{refused:#?}");
    }

    /// Nothing is left to do for a bot that is gone.
    pub(crate) fn has_finished(&self) {
        assert_eq!(self.tg.updates_unacknowledged(), [] as [i64; 0]);
        assert_eq!(self.queued(), 0, "messages are left");
    }

    /// How many messages wait in the store of a bot that is gone.
    pub(crate) fn queued(&self) -> usize {
        let store = self.store();
        let lanes = [Lane::Live, Lane::Reminder].into_iter();
        lanes.map(|lane| store.outgoing(lane, None, usize::MAX).unwrap().len()).sum()
    }
}

/// A person's conversation as it is kept.
pub(crate) fn state_of(store: &impl Store, user: &User) -> State {
    let bytes = store.state(user.id()).unwrap().expect("no turn was kept");
    State::decode(&bytes).unwrap()
}

/// What the button of an option carries, whatever its label is.
pub(crate) fn option(screen: &Screen, option: &str) -> String {
    let data = screen.data().into_iter().find(|data| data.split('~').nth(2) == Some(option));
    data.unwrap_or_else(|| panic!("no option {option:?} in\n{screen}")).to_owned()
}

/// Presses the button of an option.
pub(crate) fn taps(user: &User, screen: &Screen, wanted: &str) -> Press {
    user.presses_data(screen.message_id, &option(screen, wanted))
}
