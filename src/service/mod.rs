//! The bot at work: turns are committed, then sent, then acknowledged. The only place where time
//! is read and threads are started.

pub mod chat;
pub mod clock;
mod delivery;
mod flood;
mod group;
mod outbox;
mod pace;
pub mod run;
pub mod turn;
mod worker;
