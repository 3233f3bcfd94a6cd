//! Counting: recall, F1 and shares.

use std::collections::BTreeSet;
use std::fmt;

#[derive(Default)]
pub(crate) struct Overlap {
    hits: usize,
    said: usize,
    heard: usize,
}

impl Overlap {
    pub(crate) fn add(&mut self, said: &BTreeSet<String>, heard: &BTreeSet<String>) {
        self.hits += said.intersection(heard).count();
        self.said += said.len();
        self.heard += heard.len();
    }

    pub(crate) fn f1(&self) -> f64 {
        ratio(2 * self.hits, self.said + self.heard)
    }
}

#[derive(Default)]
pub(crate) struct Share {
    yes: usize,
    all: usize,
}

impl Share {
    pub(crate) fn add(&mut self, yes: bool) {
        self.yes += usize::from(yes);
        self.all += 1;
    }

    pub(crate) fn share(&self) -> f64 {
        ratio(self.yes, self.all)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 1.0 } else { number(part) / number(whole) }
}

#[derive(Default)]
pub(crate) struct Score {
    pub(crate) place: Overlap,
    pub(crate) timing: Overlap,
    pub(crate) context: Overlap,
    pub(crate) intent: Share,
    pub(crate) now: Share,
    pub(crate) today: Share,
    pub(crate) any: Share,
    /// On messages that look like emergencies.
    pub(crate) false_alarms: Share,
    /// On all others.
    pub(crate) plain_alarms: Share,
    /// Emergencies that no rule knew: whether it was asked about one.
    pub(crate) missed_asked: Share,
    /// Harmless and no alarm: whether it was asked about one all the same.
    pub(crate) harmless_asked: Share,
}

impl Score {
    pub(crate) fn add_false(&mut self, look_alike: bool, alarmed: bool) {
        let share = if look_alike { &mut self.false_alarms } else { &mut self.plain_alarms };
        share.add(alarmed);
    }
}

pub(crate) const HEADER: &str = "lang  place timing context intent |    now        today      either     look-alikes  plain      asked: missed harmless";

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.3} {:.3}  {:.3}   {:.3}  | {:>4}/{:<4}  {:>4}/{:<4}  {:>4}/{:<4}  {:>4}/{:<4}   {:>4}/{:<4}  {:>4}/{:<4} {:>4}/{:<4}",
            self.place.f1(),
            self.timing.f1(),
            self.context.f1(),
            self.intent.share(),
            self.now.yes,
            self.now.all,
            self.today.yes,
            self.today.all,
            self.any.yes,
            self.any.all,
            self.false_alarms.yes,
            self.false_alarms.all,
            self.plain_alarms.yes,
            self.plain_alarms.all,
            self.missed_asked.yes,
            self.missed_asked.all,
            self.harmless_asked.yes,
            self.harmless_asked.all,
        )
    }
}
