//! The bot on Telegram: start, supervise, drain.
//!
//! Telegram is the inbox: an update is acknowledged by the next poll, and that poll is made only
//! after the turn thread says that the update's turn is committed.

use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use anyhow::Context;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::clock::Clock;
use super::drawings::{self, Drawings};
use super::outbox::{self, Stopped};
use super::sight::sight;
use super::turn::{Happening, Turns};
use super::worker::{Job, Worker};
use crate::channel::telegram::{Api, ApiError, Incoming, MenuEntry, Poll, Poller};
use crate::dialogue::Script;
use crate::store::Store;

/// How long the last commit, and then messages on their way, may take when the program stops.
const DRAIN: Duration = Duration::from_secs(5);
/// Waits between attempts to register the commands.
const MENU_RETRY: Duration = Duration::from_secs(60);

/// Runs until `stop` resolves, or until the token is refused.
pub async fn telegram<S: Store + 'static>(
    api: Api,
    mut turns: Turns<S>,
    clock: Clock,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let api = Arc::new(api);
    let script = Arc::clone(turns.script());
    let files = turns.store().files()?;
    let leftovers = drawings::leftovers(&script, &files);
    if !leftovers.is_empty() {
        turns.store_mut().commit(&leftovers)?;
    }
    let channel = Arc::new(Drawings::new(Arc::clone(&api), &script, &files));
    let (messages, queue) = mpsc::unbounded_channel();
    let worker = Worker::start(turns, clock, messages).context("cannot start the turn thread")?;
    let mut outbox = tokio::spawn(outbox::run(channel, queue, worker.jobs()));
    let menu = tokio::spawn(register_menu(Arc::clone(&api), script));
    let mut poller = Poller::default();
    let mut taken = None;
    let ended = tokio::select! {
        () = stop => Ok(()),
        ended = poll_forever(&api, &mut poller, &worker, &mut taken) => ended,
        ended = &mut outbox => outbox_ended(ended),
    };
    menu.abort();
    log::info!("stopping: messages on their way have {} s", DRAIN.as_secs());
    if ended.is_ok() {
        // What is committed is told, so that a restart is not handed it again.
        if !matches!(timeout(DRAIN, settle(&mut poller, &mut taken)).await, Ok(Ok(()))) {
            log::warn!("what was received last is not kept; Telegram will send it again");
        }
        if let Err(error) = poller.say_goodbye(&api).await {
            log::warn!("the last acknowledgement did not get through: {error}");
        }
        drain(&worker, &mut outbox).await;
    }
    tokio::task::spawn_blocking(move || worker.stop())
        .await
        .context("the turn thread did not stop in order")?;
    ended
}

fn outbox_ended(ended: Result<Stopped, tokio::task::JoinError>) -> anyhow::Result<()> {
    match ended {
        Ok(Stopped::Unauthorised) => Err(unauthorised()),
        Ok(Stopped::Empty) => Err(anyhow::anyhow!("the turn thread has stopped")),
        Err(error) => Err(error).context("the outbox has stopped"),
    }
}

fn unauthorised() -> anyhow::Error {
    anyhow::anyhow!(
        "Telegram does not accept the token; get the right one from @BotFather and set TELOXIDE_TOKEN"
    )
}

/// The outbox ends by itself once it can get nothing more and everything has arrived.
async fn drain(worker: &Worker, outbox: &mut JoinHandle<Stopped>) {
    // A turn thread that is gone has closed it already.
    let _ = worker.jobs().send(Job::Close);
    if timeout(DRAIN, &mut *outbox).await.is_err() {
        log::warn!("some messages wait for the next start");
        outbox.abort();
    }
}

/// Updates that the turn thread has and Telegram still keeps.
struct Taken {
    updates: Vec<Incoming>,
    committed: oneshot::Receiver<()>,
}

async fn poll_forever(
    api: &Api,
    poller: &mut Poller,
    worker: &Worker,
    taken: &mut Option<Taken>,
) -> anyhow::Result<()> {
    let jobs = worker.jobs();
    let mut in_trouble = false;
    let mut connected = false;
    loop {
        match poller.poll(api).await {
            Poll::Unauthorised => return Err(unauthorised()),
            Poll::Updates(updates) => {
                sight().polled.is_now();
                sight().poll_ended("arrived");
                log::trace!("a poll brought {} updates", updates.len());
                if std::mem::take(&mut in_trouble) || !connected {
                    log::info!("connected to Telegram");
                }
                connected = true;
                if updates.is_empty() {
                    continue;
                }
                *taken = Some(hand_over(&jobs, updates)?);
                settle(poller, taken).await?;
            }
            Poll::Failed(error, wait) => {
                sight().poll_ended("failed");
                if !std::mem::replace(&mut in_trouble, true) {
                    log::warn!("{error}; trying again until it works");
                }
                explain(api, &error).await;
                anyhow::ensure!(!worker.is_gone(), "the turn thread has stopped");
                tokio::time::sleep(wait).await;
            }
        }
    }
}

/// Two ways to be kept from polling that a person can mend.
async fn explain(api: &Api, error: &ApiError) {
    let ApiError::Refused { code: 409, description, .. } = error else { return };
    if description.contains("webhook") {
        log::warn!("a webhook was set for this bot; it is removed, what waits there is kept");
        if let Err(error) = api.delete_webhook().await {
            log::warn!("{error}");
        }
    } else {
        log::error!("another program polls with the same token; stop one of the two");
    }
}

fn hand_over(jobs: &Sender<Job>, updates: Vec<Incoming>) -> anyhow::Result<Taken> {
    let (done, committed) = oneshot::channel();
    let happenings = updates.iter().filter_map(happening).collect();
    jobs.send(Job::Happen { happenings, done })
        .map_err(|_| anyhow::anyhow!("the turn thread has stopped"))?;
    Ok(Taken { updates, committed })
}

/// Waits until what was taken is committed. May be given up and called again.
async fn settle(poller: &mut Poller, taken: &mut Option<Taken>) -> anyhow::Result<()> {
    if let Some(Taken { updates, committed }) = taken {
        committed.await.context("the turn thread has stopped")?;
        poller.acknowledge(updates);
        *taken = None;
    }
    Ok(())
}

fn happening(incoming: &Incoming) -> Option<Happening> {
    let event = incoming.event.as_ref()?;
    Some(Happening {
        chat: event.chat,
        update: Some(incoming.update),
        language: event.language.clone(),
        input: event.input.clone(),
        press: event.press.as_ref().map(|press| (press.id.clone(), press.message)),
        fired: None,
    })
}

/// Registers the commands in every language; tried until it works.
async fn register_menu(api: Arc<Api>, script: Arc<Script>) {
    loop {
        match try_register_menu(&api, &script).await {
            Ok(()) => return,
            Err(error) => log::warn!("the menu of commands is not registered yet: {error}"),
        }
        tokio::time::sleep(MENU_RETRY).await;
    }
}

async fn try_register_menu(api: &Api, script: &Script) -> Result<(), ApiError> {
    for (index, language) in script.words.languages().enumerate() {
        let listed = script.commands.iter().filter(|command| command.listed);
        let menu: Vec<MenuEntry> = listed
            .map(|command| {
                let id = format!("command-{}", command.name);
                (command.name.clone(), script.words.say(language, &id, &[]).into_owned())
            })
            .collect();
        // The first language also stands for everybody whose language is not there.
        if index == 0 {
            api.set_menu(None, &menu).await?;
        }
        api.set_menu(Some(language), &menu).await?;
    }
    api.set_menu_button().await
}
