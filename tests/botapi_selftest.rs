//! Proves the simulated Telegram itself; the tests live beside it in `botapi/selftest/`.
#[path = "botapi/mod.rs"]
mod botapi;
