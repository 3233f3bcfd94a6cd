//! First aid for muscle cramps, in a chat.
//!
//! Everything a person can be told comes from the `dialogues/` folder; a turn of the conversation
//! is the pure function [`dialogue::advance`]. The other modules carry inputs to it and effects
//! away from it. ARCHITECTURE.md has the map and the invariants.

pub mod channel;
pub mod cli;
pub mod config;
pub mod dialogue;
pub mod library;
pub mod picture;
pub mod service;
pub mod store;
