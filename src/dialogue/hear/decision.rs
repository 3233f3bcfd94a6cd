//! Owns the decision between the rules and the weight of evidence: what alarms, and what is asked about. It must never
//! be silent where one of the two is sure.

use std::ops::Range;

use super::{Combining, Doubt, Finding, Heard};

impl Combining<'_> {
    /// What only the rules or only the weight of all words knows is a doubt, unless the words leave none.
    pub(super) fn decide(&self, heard: &mut Heard, doubts: Vec<Doubt>) {
        let signs: Vec<&Finding> = heard.set.iter().filter(|it| it.slot == "sign").collect();
        let is_new = |sign: &str| !self.before.signs.contains_key(sign);
        let doubt = doubts.into_iter().find(|doubt| is_new(&doubt.sign));
        let Some(bounds) = &self.lexicon.evidence.bounds else {
            heard.doubt = doubt.filter(|_| signs.is_empty());
            return;
        };
        let points = self.weighed.points;
        if let Some(first) = signs.first() {
            let is_doubted = |it: &&Finding| is_new(&it.value) && !self.is_told_of_now(&it.spans);
            if points <= bounds.doubt && signs.iter().all(is_doubted) {
                heard.doubt = Some(Doubt {
                    sign: first.value.clone(),
                    rule: format!("{}, against evidence of {points} points", first.rule),
                    spans: first.spans.clone(),
                });
                heard.set.retain(|finding| finding.slot != "sign");
            }
            return;
        }
        let rule = format!("evidence of {points} points");
        let sign = bounds.sign(self.weighed);
        let of_all_words = || {
            let most = self.weighed.most.iter();
            let spans = most.map(|(tokens, _)| self.bytes(tokens.start, tokens.end)).collect();
            Doubt { sign: sign.to_owned(), rule: rule.clone(), spans }
        };
        let is_asked = points >= bounds.ask && is_new(sign);
        let doubt = doubt.or_else(|| is_asked.then(of_all_words));
        match doubt {
            Some(Doubt { sign, spans, .. }) if points >= bounds.alarm => heard.set.push(Finding {
                slot: "sign".to_owned(),
                value: sign,
                rule,
                spans,
                concepts: Vec::new(),
            }),
            doubt => heard.doubt = doubt,
        }
    }

    /// Whether all of it stands behind a "now" that comes after something else: "had a stroke in 2018 and now my face
    /// droops". What was before says nothing against it.
    fn is_told_of_now(&self, spans: &[Range<usize>]) -> bool {
        let present = self.lexicon.cues.present;
        let now = self.mentions.iter().rfind(|it| Some(it.concept) == present && it.start > 0);
        let from = now.map(|now| self.span(now).start);
        from.is_some_and(|from| spans.iter().all(|span| span.start >= from))
    }
}
