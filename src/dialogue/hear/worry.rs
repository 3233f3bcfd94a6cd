//! Owns the doubt of a message in which no rule knows an emergency, but several words belong to emergencies. It
//! asks; it must never alarm.

use super::lexicon::{ConceptId, Lexicon};
use super::mention::Mention;

/// `[worry]` of the rules: words that are worth points, as the signs of an early-warning score are.
#[derive(Debug, Clone, Default)]
pub(super) struct Worry {
    /// The sign to ask about.
    pub(super) sign: String,
    /// From how many points on it is asked about; never, when no points are given.
    ask: Option<u32>,
    /// By concept.
    points: Vec<u32>,
}

impl Worry {
    /// The words that are worth points, each with how many.
    const WORTH: [(&str, u32); 2] = [("one", 1), ("two", 2)];

    /// Also gives what `[worry]` names and nobody can say, with its key.
    pub(super) fn of(lexicon: &Lexicon) -> (Self, Vec<(&'static str, String)>) {
        let first = |key| lexicon.table("worry", key).first();
        let mut worry = Self {
            sign: first("sign").cloned().unwrap_or_default(),
            ask: first("ask").and_then(|ask| ask.parse().ok()),
            points: vec![0; lexicon.concepts().count()],
        };
        let mut unknown = Vec::new();
        for (key, worth) in Self::WORTH {
            for name in lexicon.table("worry", key) {
                match lexicon.find(name) {
                    Some(concept) => worry.points[concept as usize] = worth,
                    None => unknown.push((key, name.clone())),
                }
            }
        }
        if lexicon.level(&worry.sign).is_none() && worry.ask.is_some() {
            unknown.push(("sign", worry.sign.clone()));
        }
        (worry, unknown)
    }

    fn worth(&self, concept: ConceptId) -> u32 {
        self.points.get(concept as usize).copied().unwrap_or_default()
    }

    /// The words to ask for, if they are worth enough: each word of the message counts for one concept, and
    /// each concept once, the dearest first.
    pub(super) fn found(&self, mentions: &[Mention]) -> Option<Vec<usize>> {
        let ask = self.ask?;
        let counts =
            |it: &usize| mentions[*it].standing == 0 && self.worth(mentions[*it].concept) > 0;
        let mut dearest: Vec<usize> = (0..mentions.len()).filter(counts).collect();
        dearest.sort_by_key(|&it| std::cmp::Reverse(self.worth(mentions[it].concept)));
        let (mut taken, mut points): (Vec<usize>, u32) = (Vec::new(), 0);
        for it in dearest {
            let mention = &mentions[it];
            let is_taken = taken.iter().map(|&other| &mentions[other]).any(|other| {
                other.concept == mention.concept
                    || (other.start < mention.end && mention.start < other.end)
            });
            if is_taken {
                continue;
            }
            taken.push(it);
            points += self.worth(mention.concept);
            if points >= ask {
                taken.sort_unstable();
                return Some(taken);
            }
        }
        None
    }
}
