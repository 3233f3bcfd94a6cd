//! Owns the list of concepts that scoping looks for, looked up once by name. It must never hold the
//! words behind them.

use super::lexicon::{ConceptId, Lexicon};

/// The keys of the section `cue` that are looked for anywhere in hearing.
pub(super) const NAMES: [&str; 44] = [
    "adversative",
    "age_before",
    "alive",
    "also",
    "animal",
    "answer_no",
    "asks",
    "begun",
    "clock_am",
    "clock_at",
    "clock_from",
    "clock_hour",
    "clock_now",
    "clock_pm",
    "correction",
    "filler",
    "fine",
    "general",
    "general_after",
    "half_past",
    "here",
    "link",
    "list_or",
    "mine",
    "negator",
    "negator_after",
    "negator_end",
    "only",
    "or",
    "past",
    "past_weak",
    "person",
    "present",
    "quarter_past",
    "quarter_to",
    "resolved",
    "retract",
    "self",
    "starter",
    "study",
    "supposed",
    "thought",
    "without",
    "would",
];

/// Concepts of the section `cue` that scoping looks for.
#[derive(Debug, Clone, Default)]
pub(super) struct Cues {
    pub(super) negator: Option<ConceptId>,
    pub(super) without: Option<ConceptId>,
    pub(super) negator_after: Option<ConceptId>,
    pub(super) negator_end: Option<ConceptId>,
    pub(super) answer_no: Option<ConceptId>,
    pub(super) fine: Option<ConceptId>,
    pub(super) alive: Option<ConceptId>,
    pub(super) supposed: Option<ConceptId>,
    pub(super) would: Option<ConceptId>,
    pub(super) thought: Option<ConceptId>,
    pub(super) asks: Option<ConceptId>,
    pub(super) study: Option<ConceptId>,
    pub(super) here: Option<ConceptId>,
    pub(super) adversative: Option<ConceptId>,
    pub(super) starter: Option<ConceptId>,
    pub(super) filler: Option<ConceptId>,
    pub(super) link: Option<ConceptId>,
    pub(super) list_or: Option<ConceptId>,
    pub(super) or: Option<ConceptId>,
    pub(super) only: Option<ConceptId>,
    pub(super) past: Option<ConceptId>,
    pub(super) past_weak: Option<ConceptId>,
    pub(super) present: Option<ConceptId>,
    pub(super) resolved: Option<ConceptId>,
    pub(super) general: Option<ConceptId>,
    pub(super) general_after: Option<ConceptId>,
    pub(super) person: Option<ConceptId>,
    pub(super) animal: Option<ConceptId>,
    pub(super) myself: Option<ConceptId>,
    pub(super) mine: Option<ConceptId>,
    pub(super) begun: Option<ConceptId>,
    pub(super) retract: Option<ConceptId>,
    pub(super) also: Option<ConceptId>,
    pub(super) resume: Vec<ConceptId>,
    pub(super) audible: Vec<ConceptId>,
    /// Words that tell of a body here and now.
    pub(super) acute: Vec<ConceptId>,
    pub(super) others: Vec<ConceptId>,
    /// What says that it is over.
    pub(super) gone: Vec<ConceptId>,
    /// Words for a child.
    pub(super) children: Vec<ConceptId>,
    /// What no denial and no past takes away: "my son has no fever" is about a son.
    pub(super) steady: Vec<ConceptId>,
    /// What is not over once it began: diabetes.
    pub(super) chronic: Vec<ConceptId>,
    /// What goes on when its beginning is told: a new medicine.
    pub(super) lasting: Vec<ConceptId>,
    pub(super) ages: Vec<ConceptId>,
    /// What makes a harmless thing of something.
    pub(super) joke: Vec<ConceptId>,
    /// Says that all is well: "no temperature" begins with a denial that may go on.
    pub(super) healthy: Vec<ConceptId>,
    /// What a slip of the tongue may have been about, when a limb is meant.
    pub(super) misspoken: Vec<ConceptId>,
    pub(super) limbs: Vec<ConceptId>,
    /// What it means when nobody breathes or answers.
    pub(super) lifeless: Vec<ConceptId>,
    pub(super) pain: Vec<ConceptId>,
    /// Words for a cramp.
    pub(super) cramps: Vec<ConceptId>,
    /// What may make a sign of an earlier turn harmless.
    pub(super) withdraws: Vec<ConceptId>,
    of_scope: Vec<ConceptId>,
}

impl Cues {
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let cue = |name: &str| lexicon.find(&format!("cue.{name}"));
        let listed = |key: &str| {
            let names = lexicon.table("scope", key);
            let of = lexicon.concepts().filter(|(id, concept)| {
                names.iter().any(|name| {
                    name.strip_suffix(".*") == Some(concept.slot) || name == lexicon.name(*id)
                })
            });
            of.map(|(id, _)| id).collect()
        };
        let mut cues = Self {
            negator: cue("negator"),
            without: cue("without"),
            negator_after: cue("negator_after"),
            negator_end: cue("negator_end"),
            answer_no: cue("answer_no"),
            fine: cue("fine"),
            alive: cue("alive"),
            supposed: cue("supposed"),
            would: cue("would"),
            thought: cue("thought"),
            asks: cue("asks"),
            study: cue("study"),
            here: cue("here"),
            adversative: cue("adversative"),
            starter: cue("starter"),
            filler: cue("filler"),
            link: cue("link"),
            list_or: cue("list_or"),
            or: cue("or"),
            only: cue("only"),
            past: cue("past"),
            past_weak: cue("past_weak"),
            present: cue("present"),
            resolved: cue("resolved"),
            general: cue("general"),
            general_after: cue("general_after"),
            person: cue("person"),
            animal: cue("animal"),
            myself: cue("self"),
            mine: cue("mine"),
            begun: cue("begun"),
            retract: cue("retract"),
            also: cue("also"),
            resume: listed("resume"),
            audible: listed("audible"),
            acute: listed("acute"),
            others: listed("others"),
            gone: listed("gone"),
            children: listed("children"),
            steady: listed("steady"),
            chronic: listed("chronic"),
            lasting: listed("lasting"),
            ages: listed("ages"),
            joke: listed("joke"),
            healthy: listed("healthy"),
            misspoken: listed("misspoken"),
            limbs: listed("limbs"),
            withdraws: listed("withdraws"),
            lifeless: listed("lifeless"),
            pain: listed("pain"),
            cramps: listed("cramps"),
            of_scope: Vec::new(),
        };
        let negation = [cues.negator, cues.negator_after, cues.negator_end, cues.list_or, cues.or];
        let reach = [
            cues.answer_no,
            cues.fine,
            cues.adversative,
            cues.only,
            cues.starter,
            cues.filler,
            cues.link,
        ];
        let past = [cues.past, cues.past_weak, cues.retract];
        let time = [cues.present, cues.resolved];
        let supposed = [cues.supposed, cues.would, cues.asks, cues.here];
        let question = [cues.general, cues.general_after, cues.study, cues.animal];
        let of_scope = [&negation[..], &reach, &past, &time, &supposed, &question].concat();
        cues.of_scope = of_scope.into_iter().flatten().collect();
        cues
    }
}

impl Cues {
    /// Whether the cue only says how far other things count; inside a longer phrase it does not.
    pub(super) fn is_of_scope(&self, concept: ConceptId) -> bool {
        self.of_scope.contains(&concept)
    }
}

impl Cues {
    /// Whether a sport that sounds like an alarm leaves the concept audible.
    pub(super) fn is_audible(&self, concept: ConceptId) -> bool {
        self.audible.contains(&concept)
    }
}
