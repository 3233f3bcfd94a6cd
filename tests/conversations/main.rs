//! Whole conversations with the shipped dialogues.

mod rehearsal;
mod transcripts;
