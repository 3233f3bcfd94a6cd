//! Whole conversations with the shipped dialogues.
#![cfg(test)]

mod coverage;
mod engine;
mod mutants;
mod proof;
mod rehearsal;
mod transcripts;
mod wording;
