//! The pure core: what the bot understands, decides and says.
//!
//! Nothing here reads a clock, a disk, the environment or a random source, and nothing is async:
//! the instant comes in as an argument, everything to be done goes out as an effect.
#![deny(clippy::disallowed_methods, clippy::disallowed_types)]

pub mod advance;
mod answer;
pub mod chart;
pub mod check;
mod drawing;
pub mod effect;
mod episode;
pub mod guard;
pub mod guide;
pub mod hear;
pub mod input;
mod own;
pub mod parse;
pub mod problem;
pub mod readability;
mod recent;
mod remind;
pub mod report;
pub mod reviewed;
pub mod schedule;
pub mod screen;
pub mod script;
pub mod source;
pub mod state;
pub mod tally;
mod understand;
pub mod views;
pub mod words;

pub use advance::advance;
pub use effect::{
    Button, Content, Document, Effect, Fetch, Picture, PlaceKey, Purpose, Query, Screen, Turn,
};
pub use guide::countdown_line;
pub use input::{History, Input};
pub use own::RECORDS_PER_PAGE;
pub use remind::{AHEAD_MAX as REMINDER_AHEAD_MAX, TIMER as REMINDER_TIMER};
pub use script::Script;
pub use state::{Record, State};

/// Messages that the engine itself uses, with the variables it fills. Every language has them.
pub const ENGINE_WORDS: &[(&str, &[&str])] = &[
    ("disclaimer", &[]),
    ("not-understood", &["number"]),
    ("which-one", &["number"]),
    ("you-are-welcome", &["number"]),
    ("not-text", &[]),
    ("not-private", &[]),
    ("unknown-command", &[]),
    ("stale-button", &[]),
    ("script-changed", &[]),
    ("something-broke", &["number"]),
    ("too-fast", &["number"]),
    ("stopped", &[]),
    ("number-unknown", &[]),
    ("ticked", &["label"]),
    ("ticked-done", &[]),
    ("ticked-none", &[]),
    ("which-place", &[]),
    ("picture", &["what"]),
    ("which-first", &[]),
    ("why-nothing", &[]),
    ("source-entry", &["position", "reference", "finding", "certainty", "link"]),
    ("source-superseded", &["position"]),
    ("source-used", &["advice"]),
    ("source-unused", &[]),
    ("advice-about", &["advice", "subjects"]),
    ("line-evidence", &["sources"]),
    ("certainty-high", &[]),
    ("certainty-moderate", &[]),
    ("certainty-low", &[]),
    ("certainty-very-low", &[]),
    ("history-sum", &["week", "month", "evenings"]),
    ("history-cramps", &["count"]),
    ("history-evenings", &["count"]),
    ("chart", &["cramps", "evenings", "places", "clock"]),
    ("chart-place", &["place", "count"]),
    ("chart-clock", &[]),
    ("chart-utc", &[]),
    ("export-text", &[]),
    ("export-name", &[]),
    ("export-everything", &[]),
    ("export-table", &[]),
    ("report-text", &[]),
    ("report-empty", &[]),
    ("report-name", &[]),
    ("report-caption", &[]),
    ("report-title", &[]),
    ("report-period", &["from", "to"]),
    ("report-told", &["first", "clock"]),
    ("report-newest", &["count"]),
    ("report-weeks", &[]),
    ("report-places", &[]),
    ("report-hours", &[]),
    ("report-clock", &[]),
    ("report-utc", &[]),
    ("report-cramps", &["count"]),
    ("report-a-week", &[]),
    ("report-pain", &["count", "least", "most"]),
    ("report-untold", &["count"]),
    ("report-signs", &[]),
    ("report-sign", &["what", "count", "date"]),
    ("report-no-sign", &[]),
    ("report-asked", &["asked", "count"]),
    ("report-stretching", &[]),
    ("report-evenings", &["count", "evenings"]),
    ("report-no-evening", &[]),
    ("report-before", &["date", "before", "after"]),
    ("report-after", &["date", "after"]),
    ("report-foot", &[]),
    ("date", &["day", "month", "year"]),
    ("date-day", &["weekday", "day", "month"]),
    ("month", &["month"]),
    ("forgotten", &[]),
    ("history-empty", &[]),
    ("history-line", &["when", "what"]),
    ("record-gone", &[]),
    ("record-deleted", &[]),
    ("record-label", &["when", "what"]),
    ("late-last_night", &[]),
    ("late-yesterday", &[]),
    ("late-day", &["day"]),
    ("late-too-far", &[]),
    ("reminder-sent", &[]),
    ("reminder-skipped", &[]),
    ("reminder-done", &[]),
    ("reminder-not-tonight", &[]),
    ("reminder-line", &["time", "zone", "now"]),
    ("reminder-days", &["time", "zone", "now", "days"]),
    ("reminder-fixed", &[]),
    ("reminder-no-days", &[]),
    ("reminder-none", &[]),
    ("reminder-not-a-time", &[]),
    ("reminder-not-a-zone", &[]),
    ("which-city", &[]),
    ("city-choice", &["flag", "city", "zone"]),
    ("location-not-now", &["number"]),
    ("location-at-sea", &[]),
    ("place-key", &[]),
    ("place-key-here", &[]),
    ("place-key-away", &[]),
    ("place-key-thanks", &[]),
    ("day-mon", &[]),
    ("day-tue", &[]),
    ("day-wed", &[]),
    ("day-thu", &[]),
    ("day-fri", &[]),
    ("day-sat", &[]),
    ("day-sun", &[]),
    ("reminder-switched-off", &[]),
    ("reminder-goes-on", &[]),
    ("countdown", &["bar", "seconds"]),
    ("guide-hold", &["side", "repetition", "repetitions", "bar", "seconds"]),
    ("guide-rest", &["side", "repetition", "repetitions", "bar", "seconds"]),
    ("guide-paused", &["side", "repetition", "repetitions", "bar", "seconds"]),
    ("guide-go-on", &[]),
    ("guide-left", &[]),
    ("guide-right", &[]),
    ("evening-streak", &["count"]),
    ("evening-quiet", &["count"]),
    ("evening-cramp", &[]),
    ("evening-places", &["places"]),
    ("review-done", &["count", "evenings"]),
    ("review-rates", &["before", "after"]),
    ("review-after", &["after"]),
    ("decimal", &["whole", "tenth"]),
    ("reminder-done-thanks", &[]),
    ("reminder-not-tonight-answer", &[]),
    ("reminder-later-answer", &[]),
];
