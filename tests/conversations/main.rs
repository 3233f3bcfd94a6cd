//! Whole conversations with the shipped dialogues.
#![cfg(test)]

mod drawings;
mod engine;
mod rehearsal;
mod transcripts;
