//! Waiting: for a change of the simulated Telegram, never for a length of time.
//!
//! The futures run on any executor, because their clock belongs to the server's own runtime.

use std::{
    future::Future,
    panic::Location,
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio::{runtime::Runtime, sync::watch, task::JoinHandle};

/// The threads every simulated server of this test binary runs on.
pub(crate) fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("botapi")
            .enable_all()
            .build()
            .unwrap()
    })
}

/// Waits in a test that has no executor of its own.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    runtime().block_on(future)
}

/// A deadline kept by the server's runtime, so that a paused clock in a test does not move it.
struct Deadline(JoinHandle<()>);

impl Deadline {
    fn after(patience: Duration) -> Self {
        Self(runtime().spawn(tokio::time::sleep(patience)))
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Something that changes and says so.
pub(crate) trait Watched: Send + Sync + 'static {
    fn changes(&self) -> watch::Receiver<u64>;
    fn patience(&self) -> Duration;
    /// What to print when the wait was in vain.
    fn story(&self) -> String;
}

/// Tries again after every change until `attempt` gives a value.
#[track_caller]
pub(crate) fn until<W: Watched, T>(
    watched: Arc<W>,
    what: String,
    mut attempt: impl FnMut(&W) -> Option<T>,
) -> impl Future<Output = T> {
    let caller = Location::caller();
    async move {
        let mut changes = watched.changes();
        let mut deadline = Deadline::after(watched.patience());
        loop {
            if let Some(value) = attempt(&watched) {
                return value;
            }
            tokio::select! {
                biased;
                _ = changes.changed() => {}
                _ = &mut deadline.0 => panic!(
                    "{caller}: waited {:?} in vain for {what}\n{}",
                    watched.patience(),
                    watched.story()
                ),
            }
        }
    }
}
