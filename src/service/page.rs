//! The page for those who watch the bot: `/metrics` for Prometheus, `/healthz` for a supervisor.
//!
//! It only reads, and shows nothing about anybody. Whoever can reach its address can read it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::clock::Clock;
use super::sight::sight;
use crate::store::{Keeper, StoreError};

/// Due timers are counted up to this.
const DUE_MAX: usize = 10_000;
/// Connections served at a time.
const CONNECTIONS_MAX: usize = 32;
/// How long a request may take to come, and everything on one connection.
const REQUEST_WAIT: Duration = Duration::from_secs(5);
const CONNECTION_WAIT: Duration = Duration::from_secs(30);
/// The wait after a connection could not be taken, for want of descriptors say.
const ACCEPT_AGAIN: Duration = Duration::from_secs(1);
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What the page looks at.
pub struct Watched {
    /// The store, while it is open.
    keeper: Mutex<Option<Keeper>>,
    backups: PathBuf,
    clock: Clock,
}

impl Watched {
    /// A folder of backups, and no store yet.
    pub fn new(backups: PathBuf, clock: Clock) -> Self {
        Self { keeper: Mutex::new(None), backups, clock }
    }

    /// Looks at another store, or at none; lets go of the one before.
    pub fn look_at(&self, keeper: Option<Keeper>) {
        *self.keeper() = keeper;
    }

    fn keeper(&self) -> MutexGuard<'_, Option<Keeper>> {
        // Nothing in here can be left half done.
        self.keeper.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A page that has its address.
pub struct Page {
    listener: TcpListener,
    watched: Arc<Watched>,
}

/// Takes the address; a start without it must fail at once.
pub async fn bind(address: SocketAddr, watched: Arc<Watched>) -> anyhow::Result<Page> {
    let taken = TcpListener::bind(address).await;
    let listener = taken.with_context(|| format!("metrics cannot be served on {address}"))?;
    log::info!("metrics on http://{}/metrics", listener.local_addr()?);
    Ok(Page { listener, watched })
}

impl Page {
    /// Serves until it is dropped. Who connects and says nothing, or does not read, is hung up on, and no
    /// more than a few are served at a time: the bot's descriptors are for people.
    pub async fn serve(self) {
        let Self { listener, watched } = self;
        let pages = Router::new()
            .route("/metrics", get(move || metrics(Arc::clone(&watched))))
            .route("/healthz", get(health));
        let pages = TowerToHyperService::new(pages);
        let mut server = http1::Builder::new();
        server.timer(TokioTimer::new()).header_read_timeout(REQUEST_WAIT).keep_alive(false);
        let mut connections = JoinSet::new();
        loop {
            while connections.try_join_next().is_some() {}
            if connections.len() >= CONNECTIONS_MAX {
                connections.join_next().await;
            }
            match listener.accept().await {
                Ok((stream, _)) => {
                    let connection = server.serve_connection(TokioIo::new(stream), pages.clone());
                    connections.spawn(timeout(CONNECTION_WAIT, connection));
                }
                Err(error) => {
                    log::warn!("the metrics are not served for a moment: {error}");
                    sleep(ACCEPT_AGAIN).await;
                }
            }
        }
    }
}

async fn metrics(watched: Arc<Watched>) -> impl IntoResponse {
    // The store may be busy with a commit.
    let looked = tokio::task::spawn_blocking(move || look_at_store(&watched)).await;
    if let Ok(Err(error)) = looked {
        log::warn!("the store does not tell how it is: {error}");
    }
    match sight().render() {
        Ok(page) => ([(header::CONTENT_TYPE, OPEN_METRICS)], page).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn look_at_store(watched: &Watched) -> Result<(), StoreError> {
    // Held on to only as long as it is looked at: whoever opens the store anew waits for that.
    let open = watched.keeper();
    let Some(keeper) = &*open else { return Ok(()) };
    let condition = keeper.condition()?;
    let due = keeper.due((watched.clock)(), DUE_MAX)?;
    let newest = keeper.backups(&watched.backups)?;
    drop(open);
    let newest = newest.first().map(|backup| backup.taken_at.timestamp());
    sight().note_store(&condition, due, newest);
    Ok(())
}

async fn health() -> (StatusCode, String) {
    match sight().trouble() {
        None => (StatusCode::OK, "ok\n".to_owned()),
        Some(trouble) => (StatusCode::SERVICE_UNAVAILABLE, format!("{trouble}\n")),
    }
}
