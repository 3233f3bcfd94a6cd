//! Whole conversations with the shipped dialogues.

mod engine;
mod rehearsal;
mod transcripts;
