//! Whole conversations with the shipped dialogues.
#![cfg(test)]

mod asides;
mod bedtime;
mod claims;
mod coverage;
mod drawings;
mod engine;
mod mistakes;
mod mutants;
mod own;
mod proof;
mod rehearsal;
mod transcripts;
mod wording;
