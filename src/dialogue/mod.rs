//! The pure core: what the bot understands, decides and says.
//!
//! Nothing here reads a clock, a disk, the environment or a random source, and nothing is async:
//! the instant comes in as an argument, everything to be done goes out as an effect.
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod hear;
pub mod problem;
pub mod schedule;
pub mod source;
