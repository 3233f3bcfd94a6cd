//! Hearing: what a free-text message says about the cramp.
use super::problem::Problem;
use serde::{Deserialize, Serialize};
#[derive(Debug, Clone, Copy)]
pub struct HeardFile<'a> {
    pub lang: &'a str,
    pub path: &'a str,
    pub text: &'a str,
}
#[derive(Debug, Default)]
pub struct Lexicon;
impl Lexicon {
    pub fn compile(_: &[HeardFile<'_>]) -> (Self, Vec<Problem>) {
        (Self, vec![])
    }
}
#[derive(Debug)]
pub struct Finding {
    pub slot: String,
    pub value: String,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    CrampNow,
    CrampPast,
    Sources,
    Reminder,
    History,
    Other,
}
#[derive(Debug)]
pub struct Time;
impl Time {
    pub fn range_in<'t>(&self, t: &'t str) -> &'t str {
        t
    }
}
#[derive(Debug)]
pub struct Heard {
    pub set: Vec<Finding>,
    pub denied: Vec<Finding>,
    pub choices: Vec<String>,
    pub doubt: Option<Finding>,
    pub intent: Intent,
    pub time: Option<Time>,
}
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Understanding;
impl Understanding {
    pub fn apply(&mut self, _: &Heard) {}
}
pub fn hear(_: &Lexicon, _: &str, _: &str, _: &Understanding) -> Heard {
    Heard {
        set: vec![],
        denied: vec![],
        choices: vec![],
        doubt: None,
        intent: Intent::Other,
        time: None,
    }
}
