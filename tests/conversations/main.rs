//! Whole conversations with the shipped dialogues.
#![cfg(test)]

mod engine;
mod rehearsal;
mod transcripts;
mod wording;
