//! The bot at work: turns are committed, then sent, then acknowledged. The only place where time
//! is read and threads are started.

pub mod clock;
pub mod turn;
