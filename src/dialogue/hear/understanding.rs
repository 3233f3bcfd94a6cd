//! Owns what is understood so far in a conversation: small, stored with it, the same on every machine.
//! It must never hold words of the person.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Heard, Lexicon};

/// How urgent a sign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// See a doctor today.
    Today,
    /// Call the emergency number now.
    Now,
}

/// Whose body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Who {
    /// The person who writes.
    #[serde(rename = "self")]
    Me,
    /// Somebody else: the person who writes helps.
    #[serde(rename = "helper")]
    Helper,
}

/// What the person wants.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Help with a cramp that is happening.
    CrampNow,
    /// A cramp that is over, or comes again and again.
    CrampPast,
    /// The evidence.
    Sources,
    /// Bedtime reminders and the routine.
    Reminder,
    /// The own log.
    History,
    /// Anything else.
    #[default]
    Other,
}

impl Intent {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "cramp_now" => Self::CrampNow,
            "cramp_past" => Self::CrampPast,
            "sources" => Self::Sources,
            "reminder" => Self::Reminder,
            "history" => Self::History,
            _ => Self::Other,
        }
    }

    /// The code in rules, scripts and labels.
    pub fn code(self) -> &'static str {
        match self {
            Self::CrampNow => "cramp_now",
            Self::CrampPast => "cramp_past",
            Self::Sources => "sources",
            Self::Reminder => "reminder",
            Self::History => "history",
            Self::Other => "other",
        }
    }
}

/// Everything understood so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Understanding {
    /// Places, in the order said.
    pub place: Vec<String>,
    /// When the cramp comes.
    pub timing: Option<String>,
    /// Circumstances.
    pub context: BTreeSet<String>,
    /// Red flags, each with the concepts it rests on.
    pub signs: BTreeMap<String, Vec<String>>,
    /// Whose body it is.
    pub who: Option<Who>,
    /// What the person wants.
    pub intent: Intent,
    /// How the cramp is: gone, eased, still.
    pub outcome: Option<String>,
    /// Concepts that rules may combine with those of later turns.
    pub said: BTreeSet<String>,
}

/// The labels of a conversation, as `hear --json` prints them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// Places, in the order said.
    pub place: Vec<String>,
    /// When.
    pub timing: Option<String>,
    /// Circumstances, by name.
    pub context: Vec<String>,
    /// The highest level of the signs.
    pub red_flag: Option<Level>,
    /// What the person wants.
    pub intent: Intent,
}

impl Understanding {
    /// Takes in what was heard in a turn; the later turn wins.
    pub fn apply(&mut self, heard: &Heard) {
        for finding in &heard.denied {
            match finding.slot.as_str() {
                "place" => self.place.retain(|place| *place != finding.value),
                "timing" if self.timing.as_ref() == Some(&finding.value) => self.timing = None,
                "context" => drop(self.context.remove(&finding.value)),
                _ => {}
            }
            let concept = format!("{}.{}", finding.slot, finding.value);
            self.said.remove(&concept);
            self.signs.retain(|_, concepts| !concepts.contains(&concept));
        }
        self.signs.retain(|sign, _| !heard.withdrawn.contains(sign));
        if let Some(places) = &heard.places {
            self.place.clone_from(places);
        }
        for finding in &heard.set {
            match finding.slot.as_str() {
                "timing" => self.timing = Some(finding.value.clone()),
                "context" => drop(self.context.insert(finding.value.clone())),
                "outcome" => self.outcome = Some(finding.value.clone()),
                "sign" => {
                    let concepts = self.signs.entry(finding.value.clone()).or_default();
                    for concept in &finding.concepts {
                        if !concepts.contains(concept) {
                            concepts.push(concept.clone());
                        }
                    }
                }
                _ => {}
            }
        }
        for (context, general) in &heard.replaced_contexts {
            if self.context.contains(context) {
                self.context.remove(general);
            }
        }
        self.who = heard.who.or(self.who);
        self.said.extend(heard.said.iter().cloned());
        self.intent = match (self.intent, heard.intent) {
            (Intent::CrampNow, Intent::Other) if heard.value("outcome") == Some("gone") => {
                Intent::CrampPast
            }
            (Intent::CrampNow | Intent::CrampPast, Intent::Other) => self.intent,
            _ => heard.intent,
        };
    }

    /// The highest level of the signs.
    pub fn level(&self, lexicon: &Lexicon) -> Option<Level> {
        self.signs.keys().filter_map(|sign| lexicon.level(sign)).max()
    }

    /// The labels of `hear --json`.
    pub fn labels(&self, lexicon: &Lexicon) -> Labels {
        Labels {
            place: self.place.clone(),
            timing: self.timing.clone(),
            context: self.context.iter().cloned().collect(),
            red_flag: self.level(lexicon),
            intent: self.intent,
        }
    }

    /// The labels as a JSON value.
    pub fn to_labels_json(&self, lexicon: &Lexicon) -> serde_json::Value {
        serde_json::to_value(self.labels(lexicon)).unwrap_or_default()
    }
}
