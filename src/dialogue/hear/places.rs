//! Owns which places a message leaves: corrections, additions, and several named side by side. It must
//! never find a place itself.

use std::ops::Range;

use super::{Combining, Heard};

impl Combining<'_> {
    /// The places after this turn: added to those before, or instead of them.
    pub(super) fn places(&self, heard: &Heard, mut places: Vec<String>) -> Vec<String> {
        let before: Vec<&String> = self
            .before
            .place
            .iter()
            .filter(|place| {
                !heard.denied.iter().any(|denied| denied.slot == "place" && denied.value == **place)
            })
            .collect();
        let exact = |general: &String| {
            let special = self.lexicon.table("general", general);
            before.iter().any(|place| special.contains(place))
        };
        places.retain(|place| !exact(place));
        if places.is_empty() {
            return before.into_iter().cloned().collect();
        }
        let cue = |name: &str| {
            let id = self.lexicon.find(name);
            self.mentions.iter().any(|mention| Some(mention.concept) == id)
        };
        let sign = heard.set.iter().any(|finding| finding.slot == "sign");
        if (cue("cue.also") || sign) && !cue("cue.correction") {
            let kept = before.into_iter().filter(|place| {
                let special = self.lexicon.table("general", place);
                !places.contains(place) && !places.iter().any(|new| special.contains(new))
            });
            return kept.cloned().chain(places.iter().cloned()).collect();
        }
        places
    }

    /// The places that stand side by side ("calf and foot", "hands, feet"): none of them is the one
    /// to help first. One place that is said apart from the others comes first by itself.
    pub(super) fn equals(&self, heard: &Heard, places: &[String]) -> Vec<String> {
        let cues = &self.lexicon.cues;
        let sign = heard.set.iter().any(|finding| finding.slot == "sign");
        if sign || places.iter().any(|place| place == "whole_body") {
            return Vec::new();
        }
        let said = heard.set.iter().filter(|it| it.slot == "place" && places.contains(&it.value));
        let said: Vec<(&String, &Range<usize>)> =
            said.filter_map(|finding| Some((&finding.value, finding.spans.first()?))).collect();
        let also = self.lexicon.find("cue.also");
        let joins = [cues.list_or, cues.filler, cues.starter, cues.mine, also];
        let joined = |gap: Range<usize>| {
            let mut between = (0..self.tokens.len()).filter(|&at| {
                let span = &self.tokens[at].span;
                span.start >= gap.start && span.end <= gap.end
            });
            between.all(|at| {
                let mut over = self.mentions.iter().filter(|it| (it.start..it.end).contains(&at));
                over.any(|mention| joins.contains(&Some(mention.concept)))
            })
        };
        let mut equals: Vec<String> = Vec::new();
        for pair in said.windows(2) {
            let [(first, one), (second, other)] = pair else { continue };
            if !joined(one.end..other.start) {
                break;
            }
            if equals.is_empty() {
                equals.push((*first).clone());
            }
            equals.push((*second).clone());
        }
        equals
    }
}
