//! The whole bot in a simulated world: one seed, one run, the same every time.
//!
//! The service, its turns and its outbox are the real ones, on one thread whose time is tokio's
//! paused clock. Telegram, the disk and the people are simulated. Every call to Telegram and every
//! commit is a step: before and after it the bot may be crashed, and what it does there is checked.

mod disk;
#[path = "../../history/mod.rs"]
mod history;
mod model;
mod oracle;
mod people;
pub(crate) mod scenario;
pub(crate) mod storm;
mod telegram;
mod world;

use std::num::NonZeroU32;
use std::sync::{Arc, Once, OnceLock};
use std::time::Duration;

use crampbot::channel::telegram::Api;
use crampbot::dialogue::Script;
use crampbot::library::Folder;
use crampbot::service::run::{self, Seat, Service};
use crampbot::service::turn::Turns;
use tokio::runtime::Builder;

use self::disk::Disk;
pub(crate) use self::scenario::Sabotage;
use self::telegram::Telegram;
pub(crate) use self::world::Figures;
use self::world::Shared;

/// How long a run may take to come to rest after the last thing that happens.
const REST: Duration = Duration::from_secs(6 * 60 * 60);

/// What panics that a scenario wants say.
const WANTED_PANIC: &str = "as the scenario wants";

/// What a run came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Of everything that the bot did, and when.
    pub(crate) hash: u64,
    pub(crate) figures: Figures,
}

/// The script inside the binary.
pub(crate) fn shipped() -> Arc<Script> {
    static SHIPPED: OnceLock<Arc<Script>> = OnceLock::new();
    let compile = || {
        let (script, problems) = Folder::embedded().compile();
        assert!(problems.is_empty(), "{problems:#?}");
        Arc::new(script.expect("no problems"))
    };
    Arc::clone(SHIPPED.get_or_init(compile))
}

/// Keeps the panics that scenarios want from being printed.
pub(crate) fn expect_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if panic.payload().downcast_ref::<&str>() != Some(&WANTED_PANIC) {
                print(panic);
            }
        }));
    });
}

/// Runs one seed; an error is what must never happen, with the command that repeats it.
pub(crate) fn run(seed: u64, sabotage: Sabotage) -> Result<Outcome, String> {
    let shared = Shared::new(seed, sabotage, shipped());
    let again = format!("cargo run --release --example simulate -- --from {seed} --seeds 1");
    loop {
        let over = live(&shared.reborn());
        let mut world = shared.lock();
        if let Some(violation) = world.violation.take() {
            return Err(format!("seed {seed}: {violation}\nrepeat it with: {again}"));
        }
        if over {
            world.examine_the_end();
            if let Some(violation) = world.violation.take() {
                return Err(format!("seed {seed}: {violation}\nrepeat it with: {again}"));
            }
            return Ok(world.outcome());
        }
        world.crash();
    }
}

/// One life of the bot, from a start to a crash or to the end of the run: `true` when all is done.
fn live(shared: &Shared) -> bool {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    let runtime = runtime.expect("a runtime without any input or output");
    runtime.block_on(async {
        shared.lock().begin();
        let store = shared.clone();
        let open = move || {
            store.lock().starts();
            // Drawings are made by threads of their own, outside simulated time.
            Ok(Turns::new(shipped(), Disk(store.clone()))?.without_rendering())
        };
        let limits =
            Service { flood_limit: NonZeroU32::new(60), seat: Seat::Task, ..Service::default() };
        let api = Api::over(Telegram(shared.clone()), "1");
        let service = run::telegram(api, open, shared.clock(), limits, comes_to_rest(shared));
        let over = tokio::select! {
            biased;
            () = shared.dies() => false,
            ended = service => {
                if let Err(error) = ended {
                    shared.lock().violate(format!("the service gave up: {error}"));
                }
                true
            }
        };
        shared.lock().end();
        over
    })
}

/// Resolves when everybody has done everything and has been answered.
async fn comes_to_rest(shared: &Shared) {
    let span = shared.lock().until_span();
    tokio::time::sleep(span).await;
    shared.lock().ends_all_faults();
    let rest = tokio::time::timeout(REST, async {
        while !shared.lock().is_at_rest() {
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
    });
    if rest.await.is_err() {
        let mut world = shared.lock();
        let left = world.left_to_do();
        world.violate(format!("it does not come to rest: {left}"));
    }
}
