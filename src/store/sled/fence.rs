//! Keeps sled's panics in.
//!
//! On damaged data sled 0.34.7 does not only return errors, it also panics (`PageCache::pull`,
//! `SegmentAccountant`, `view_for_key`, …), and its messages show keys and pages. So each call into
//! it is fenced: a panic becomes an error, and its message is not printed.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use super::trouble::Trouble;

thread_local! {
    static FENCED: Cell<bool> = const { Cell::new(false) };
}

/// Runs a piece of work that calls sled. After a panic the database must be closed: what it holds
/// in memory can be in any state.
pub(super) fn fenced<T>(work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
    silence_fenced_panics();
    let outer = FENCED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Trouble::Panicked));
    FENCED.set(outer);
    result
}

/// Other panics go where they went before.
fn silence_fenced_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !FENCED.get() {
                previous(panic);
            }
        }));
    });
}
