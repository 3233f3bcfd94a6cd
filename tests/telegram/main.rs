//! The whole program against a simulated Telegram: what people see, what is kept, what gets lost.
//!
//! The bot is a child process; nothing here sleeps or measures time. `commits` alone runs the
//! service inside the test, with a store that fails when it is told to.
#![cfg(test)]

#[path = "../botapi/mod.rs"]
mod botapi;
#[path = "../history/mod.rs"]
mod history;

mod bench;
mod buttons;
mod commits;
mod conversation;
mod elsewhere;
mod faults;
mod flood;
mod input;
mod keep;
mod kills;
mod oracle;
mod outage;
mod pictures;
mod plan;
mod privacy;
mod sight;
mod start;
mod stop;
mod synced;
