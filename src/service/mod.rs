//! The bot at work: turns are committed, then sent, then acknowledged. The only place where time
//! is read and threads are started.

pub mod care;
pub mod chat;
pub mod clock;
mod delivery;
pub mod drawings;
pub mod export;
mod flood;
mod group;
mod outbox;
mod pace;
pub mod page;
pub mod rehearsal;
pub mod run;
pub mod sight;
pub mod turn;
mod worker;
