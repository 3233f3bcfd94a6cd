//! Gates that hold calls back until a test opens them.

use std::{fmt, sync::Arc};

use super::{
    state::{Shared, State},
    wait::until,
};

/// Whether a gate stands before a call takes effect, or between its effect and the answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Side {
    Effect,
    Answer,
}

#[derive(Debug)]
pub(crate) struct Gate {
    id: usize,
    method: String,
    chat: Option<i64>,
    side: Side,
    /// Calls that stand before it now.
    pub(crate) held: usize,
}

/// A closed gate; dropping it opens it.
#[must_use = "the gate opens when this is dropped"]
pub(crate) struct Hold {
    shared: Arc<Shared>,
    id: usize,
}

impl fmt::Debug for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hold({})", self.id)
    }
}

impl Hold {
    pub(crate) fn new(shared: &Arc<Shared>, method: &str, chat: Option<i64>, side: Side) -> Self {
        let id = shared.change(|state| {
            let id = usize::try_from(state.number()).unwrap();
            state.gates.push(Gate { id, method: method.to_owned(), chat, side, held: 0 });
            id
        });
        Self { shared: Arc::clone(shared), id }
    }

    pub(crate) fn release(self) {
        drop(self);
    }

    pub(crate) fn held(&self) -> usize {
        self.shared.look(|state| {
            state.gates.iter().find(|gate| gate.id == self.id).map_or(0, |gate| gate.held)
        })
    }

    /// Waits until at least this many calls stand before the gate.
    #[track_caller]
    pub(crate) fn reached(&self, calls: usize) -> impl Future<Output = ()> + use<> {
        let id = self.id;
        until(Arc::clone(&self.shared), format!("{calls} calls at the gate"), move |shared| {
            shared.look(|state| {
                let gate = state.gates.iter().find(|gate| gate.id == id)?;
                (gate.held >= calls).then_some(())
            })
        })
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.shared.change(|state| state.gates.retain(|gate| gate.id != self.id));
    }
}

impl State {
    pub(crate) fn held_by(&self, order: usize, side: Side) -> Option<usize> {
        let call = &self.calls[order];
        let gate = self.gates.iter().find(|gate| {
            gate.side == side
                && gate.method.eq_ignore_ascii_case(&call.method)
                && gate.chat.is_none_or(|chat| call.chat == Some(chat))
        })?;
        Some(gate.id)
    }

    pub(crate) fn count_held(&mut self, gate: usize, more: isize) {
        if let Some(gate) = self.gates.iter_mut().find(|other| other.id == gate) {
            gate.held = gate.held.saturating_add_signed(more);
        }
    }
}
