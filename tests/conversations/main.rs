//! Whole conversations with the shipped dialogues.
#![cfg(test)]

mod asides;
mod claims;
mod engine;
mod rehearsal;
mod transcripts;
