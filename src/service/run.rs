//! The bot on Telegram: start, supervise, drain.
//!
//! Telegram is the inbox: an update is acknowledged by the next poll, and that poll is made only
//! after its turn is committed. When any part breaks, all parts start anew from the store: there is
//! no state in which half of the bot works.

use std::collections::VecDeque;
use std::num::NonZeroU32;
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use futures_util::FutureExt;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};

use super::clock::Clock;
use super::drawings::{self, Drawings};
use super::outbox::{self, Stopped};
use super::sight::sight;
use super::turn::{Admission, Happening, Turns};
pub use super::worker::Seat;
use super::worker::{Done, GROUP_MAX, Job, Worker};
use crate::channel::telegram::{
    Api, ApiError, Incoming, MenuEntry, Poll, Poller, UPDATES_MAX, Wire,
};
use crate::dialogue::Script;
use crate::store::Store;

/// Updates whose answers take a while to make.
const MANY: usize = 8;
/// A poll that brings something so soon has a short way.
const NEAR: Duration = Duration::from_millis(20);
/// How long the last commit and messages on their way may take, together, when the program stops; at
/// least so long is left for the messages, and for the store to be closed. A supervisor kills after ten.
const DRAIN: Duration = Duration::from_secs(5);
const DRAIN_LEAST: Duration = Duration::from_secs(1);
const CLOSE: Duration = Duration::from_millis(1500);
/// Waits between attempts to register the commands.
const MENU_RETRY: Duration = Duration::from_secs(60);
/// The wait before everything starts anew: a bug that shows at once must not keep the machine busy.
const START_AGAIN: Duration = Duration::from_secs(1);

/// What the operator decides about a service.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// Reminders in a second, over all chats.
    pub reminders_per_second: NonZeroU32,
    /// What one person may write in a minute before answers stop for a moment; `None`: anything.
    pub flood_limit: Option<NonZeroU32>,
    /// What turns are made on.
    pub seat: Seat,
}

impl Service {
    /// The pace of reminders: Telegram allows 30 messages a second, and people come first.
    pub const REMINDERS_PER_SECOND: NonZeroU32 = NonZeroU32::new(25).unwrap();
    /// Ten a second: no hand is that fast, and whoever comes back after an outage with everything they
    /// wrote meanwhile is answered, as far as so many answers can be on their way to one person.
    pub const FLOOD_LIMIT: NonZeroU32 = NonZeroU32::new(600).unwrap();
}

impl Default for Service {
    fn default() -> Self {
        Self {
            reminders_per_second: Self::REMINDERS_PER_SECOND,
            flood_limit: Some(Self::FLOOD_LIMIT),
            seat: Seat::Thread,
        }
    }
}

enum Ended {
    AsAsked,
    Unauthorised,
    /// A bug: what was committed is in the store, what was not is still with Telegram.
    Broken(&'static str),
}

/// Runs until `stop` resolves, until the token is refused, or until the store does not open.
pub async fn telegram<S: Store + 'static, W: Wire>(
    api: Api<W>,
    mut open: impl FnMut() -> anyhow::Result<Turns<S>>,
    clock: Clock,
    service: Service,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let api = Arc::new(api);
    let mut stop = pin!(stop);
    loop {
        let turns = open()?;
        match serve(&api, turns, Arc::clone(&clock), service, stop.as_mut()).await? {
            Ended::AsAsked => return Ok(()),
            Ended::Unauthorised => anyhow::bail!(
                "Telegram does not accept the token; get the right one from @BotFather and set TELOXIDE_TOKEN"
            ),
            Ended::Broken(what) => log::error!("{what} broke off; everything starts anew"),
        }
        tokio::select! {
            biased;
            () = &mut stop => return Ok(()),
            () = tokio::time::sleep(START_AGAIN) => {}
        }
    }
}

async fn serve<S: Store + 'static, W: Wire>(
    api: &Arc<Api<W>>,
    mut turns: Turns<S>,
    clock: Clock,
    service: Service,
    stop: Pin<&mut impl Future<Output = ()>>,
) -> anyhow::Result<Ended> {
    let script = Arc::clone(turns.script());
    let files = turns.store().files()?;
    let leftovers = drawings::leftovers(&script, &files);
    if !leftovers.is_empty()
        && let Err(error) = turns.store_mut().commit(&leftovers)
    {
        log::error!("ids of drawings that are gone stay until the next start: {error}");
    }
    let (messages, queue) = mpsc::unbounded_channel();
    let mut worker = Worker::start(turns, clock, messages, service.flood_limit, service.seat)
        .context("cannot start the turn thread")?;
    let jobs = worker.jobs();
    let channel = Arc::new(Drawings::new(Arc::clone(api), &script, &files, jobs.clone()));
    let returned = worker.returned();
    let deliver = outbox::run(channel, queue, returned, service.reminders_per_second);
    let mut outbox = tokio::spawn(deliver);
    let heard = Arc::clone(&script);
    tokio::task::spawn_blocking(move || heard.lexicon.get_ready());
    let menu = tokio::spawn(register_menu(Arc::clone(api), script));
    let mut poller = Poller::default();
    let mut taken = VecDeque::new();
    let polling = poll_forever(api, &mut poller, &jobs, &mut taken);
    let ended = tokio::select! {
        biased;
        () = stop => Ended::AsAsked,
        () = worker.ended() => Ended::Broken("the making of turns"),
        ended = &mut outbox => match ended {
            Ok(Stopped::Unauthorised) => Ended::Unauthorised,
            Ok(Stopped::Empty) | Err(_) => Ended::Broken("the outbox"),
        },
        ended = AssertUnwindSafe(polling).catch_unwind() =>
            ended.unwrap_or(Ended::Broken("the polling")),
    };
    menu.abort();
    if matches!(ended, Ended::AsAsked) {
        log::info!("stopping: messages on their way have {} s", DRAIN.as_secs());
        // What is committed is told, so that a restart is not handed it again.
        let until = Instant::now() + DRAIN;
        if !matches!(timeout_at(until, settle(&mut poller, &mut taken, 0)).await, Ok(Ok(()))) {
            log::warn!("what was received last is not kept; Telegram will send it again");
        }
        let until = until.max(Instant::now() + DRAIN_LEAST);
        tokio::join!(say_goodbye(&poller, api, until), drain(&worker, &mut outbox, until));
        outbox.abort();
        if timeout(CLOSE, worker.stop()).await.is_err() {
            log::warn!("the disk does not answer; what was committed is there at the next start");
        }
    } else {
        outbox.abort();
        // It is opened anew, which nobody can while somebody has it.
        worker.stop().await;
    }
    Ok(ended)
}

async fn say_goodbye<W: Wire>(poller: &Poller, api: &Api<W>, until: Instant) {
    match timeout_at(until, poller.say_goodbye(api)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => log::warn!("the last acknowledgement did not get through: {error}"),
        Err(_) => log::warn!("the last acknowledgement did not get through in time"),
    }
}

/// The outbox ends by itself once it can get nothing more and everything has arrived.
async fn drain(worker: &Worker, outbox: &mut JoinHandle<Stopped>, until: Instant) {
    // A turn thread that is gone has closed it already.
    let _ = worker.jobs().send(Job::Close);
    if timeout_at(until, &mut *outbox).await.is_err() {
        log::warn!("some messages wait for the next start");
    }
}

/// Updates of one group that the turn thread has and Telegram still keeps.
struct Taken {
    updates: Vec<i64>,
    committed: oneshot::Receiver<()>,
}

async fn poll_forever<W: Wire>(
    api: &Api<W>,
    poller: &mut Poller,
    jobs: &mpsc::UnboundedSender<Job>,
    taken: &mut VecDeque<Taken>,
) -> Ended {
    let mut in_trouble = false;
    let mut connected = false;
    loop {
        let asked = Instant::now();
        match poller.poll(api).await {
            Poll::Unauthorised => return Ended::Unauthorised,
            Poll::Updates(updates) => {
                let is_near = asked.elapsed() < NEAR;
                sight().polled.is_now();
                sight().poll_ended("arrived");
                log::trace!("a poll brought {} updates", updates.len());
                if std::mem::take(&mut in_trouble) || !connected {
                    log::info!("connected to Telegram");
                }
                connected = true;
                let groups = hand_over(jobs, updates, taken, is_near);
                // On one core the turns begin now; what is left to do here has time while they wait for
                // the disk.
                std::thread::yield_now();
                // Of many the last are made while the next poll is on its way. It brings them once
                // more; with few, or with nothing new, that would be for nothing.
                let left = usize::from(groups > 1);
                if settle(poller, taken, left).await.is_err() {
                    return Ended::Broken("the making of turns");
                }
            }
            Poll::Failed(error, wait) => {
                sight().poll_ended("failed");
                if !std::mem::replace(&mut in_trouble, true) {
                    log::warn!("{error}; trying again until it works");
                }
                explain(api, &error).await;
                tokio::time::sleep(wait).await;
            }
        }
    }
}

/// Two ways to be kept from polling that a person can mend.
async fn explain<W: Wire>(api: &Api<W>, error: &ApiError) {
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

/// Hands over what is not taken already; returns in how many groups.
fn hand_over(
    jobs: &mpsc::UnboundedSender<Job>,
    mut updates: Vec<Incoming>,
    taken: &mut VecDeque<Taken>,
    is_near: bool,
) -> usize {
    // Where more wait than a poll brings, the next poll counts for more than the first answer.
    let is_full = updates.len() >= UPDATES_MAX.into();
    let in_a_group = if is_full { updates.len() } else { GROUP_MAX };
    // Otherwise a poll that goes out before the answers brings less, and costs a way to Telegram and back.
    let goes_first = is_full || (is_near && updates.len() >= MANY);
    updates.retain(|incoming| !taken.iter().any(|it| it.updates.contains(&incoming.update)));
    let groups = updates.chunks(in_a_group);
    let count = groups.len();
    for group in groups {
        let (done, committed) = oneshot::channel();
        let done = Done { committed: done, goes_first };
        let happenings = group.iter().filter_map(happening).collect();
        // When nobody takes them, `committed` says so.
        let _ = jobs.send(Job::Happen { happenings, done });
        let updates = group.iter().map(|incoming| incoming.update).collect();
        taken.push_back(Taken { updates, committed });
    }
    count
}

/// Waits until of the groups that were taken all but the last few are committed. May be given up and
/// called again.
async fn settle(
    poller: &mut Poller,
    taken: &mut VecDeque<Taken>,
    left: usize,
) -> Result<(), oneshot::error::RecvError> {
    while taken.len() > left
        && let Some(Taken { updates, committed }) = taken.front_mut()
    {
        committed.await?;
        poller.acknowledge(updates);
        taken.pop_front();
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
        admission: Admission::Answered,
    })
}

/// Registers the commands in every language; tried until it works.
async fn register_menu<W: Wire>(api: Arc<Api<W>>, script: Arc<Script>) {
    loop {
        match try_register_menu(&api, &script).await {
            Ok(()) => return,
            Err(error) => log::warn!("the menu of commands is not registered yet: {error}"),
        }
        tokio::time::sleep(MENU_RETRY).await;
    }
}

async fn try_register_menu<W: Wire>(api: &Api<W>, script: &Script) -> Result<(), ApiError> {
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
