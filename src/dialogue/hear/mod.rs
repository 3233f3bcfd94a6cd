//! Hearing: what a free-text message says about the cramp.
