//! Where the instant comes from. Everything else is handed it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// A source of the current instant; tests bring their own.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The machine's clock.
pub fn system() -> Clock {
    Arc::new(Utc::now)
}
