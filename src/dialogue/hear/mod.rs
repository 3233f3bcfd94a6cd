//! Hearing: what a free-text message says about the cramp, and why we think so.
//!
//! All words live in `dialogues/<lang>/heard.toml`, the combination rules in `dialogues/heard.toml`.
//! A message is folded into words, the words are recognised (`vocabulary`), phrases are found
//! (`mention`), numbers read (`number`), standing taken away by negation, past, other people and
//! general questions (`scope`), and what is left is combined (`rule`). Beside that all words are weighed
//! (`evidence`), a second opinion on whether it is an emergency. Nothing here guesses: in doubt it
//! reports a choice or a doubt for the engine to ask about.

mod buckets;
mod cues;
mod decision;
mod evidence;
mod fold;
mod keys;
mod language;
mod lexicon;
mod mention;
mod moment;
mod number;
mod pattern;
mod places;
mod report;
mod rule;
mod scope;
mod section;
mod silenced;
mod source;
mod understanding;
mod vocabulary;
mod withdrawal;

use std::collections::{BTreeMap, HashMap};
use std::ops::{Deref, Range};
use std::sync::LazyLock;

pub(crate) use evidence::EVIDENCE;
use evidence::Weighed;
pub use keys::{Expected, unexpected};
pub(crate) use lexicon::ALL_LANGUAGES;
use lexicon::ConceptId;
pub use lexicon::Lexicon;
use mention::{Mention, standing};
pub use number::{ClockTime, HalfDay};
pub use report::{Choice, Doubt, Finding, Heard, LineError, Reason, Suppressed, labels_of_line};
use section::Section;
pub use silenced::hidden_signs;
pub use source::{HeardFile, dead_words, long_lines, repeated_phrases};
pub use understanding::{Intent, Labels, Level, Understanding, Who};

/// A lexicon that is compiled when it is first looked into.
pub struct Hearing(LazyLock<Lexicon, Compile>);

type Compile = Box<dyn FnOnce() -> Lexicon + Send>;

impl Hearing {
    pub(crate) fn new(compile: impl FnOnce() -> Lexicon + Send + 'static) -> Self {
        Self(LazyLock::new(Box::new(compile)))
    }

    /// Compiles it, so that nobody has to wait for that later.
    pub fn get_ready(&self) {
        LazyLock::force(&self.0).vocabulary.get_ready();
    }
}

impl Deref for Hearing {
    type Target = Lexicon;

    fn deref(&self) -> &Lexicon {
        &self.0
    }
}

/// What a message says, given what was understood before it.
pub fn hear(lexicon: &Lexicon, lang: &str, text: &str, before: &Understanding) -> Heard {
    hear_but(lexicon, lang, text, before, |_| false, true)
}

/// The same as if some concepts had no words, or words no weight.
fn hear_but(
    lexicon: &Lexicon,
    lang: &str,
    text: &str,
    before: &Understanding,
    but: impl Fn(ConceptId) -> bool,
    weigh: bool,
) -> Heard {
    let given = lexicon.tongue(lang);
    let tokens = fold::tokens(text);
    let mut forms: HashMap<&str, u32> = HashMap::with_capacity(tokens.len());
    let mut recognised: Vec<vocabulary::Recognised> = Vec::new();
    let mut which: Vec<u32> = Vec::with_capacity(tokens.len());
    for token in &tokens {
        which.push(*forms.entry(&token.form).or_insert_with(|| {
            recognised.push(lexicon.vocabulary.recognise(&token.form, given));
            u32::try_from(recognised.len() - 1).unwrap_or(u32::MAX)
        }));
    }
    let reading =
        pattern::Reading::new(&tokens, &lexicon.steps, &recognised, &which, &lexicon.negators);
    let (mut mentions, figures) = mention::mentions(lexicon, &reading, given, but);
    let (measures, time) = number::quantities(lexicon, &tokens, &mentions, &figures);
    mentions.extend(measures);
    mentions.sort_by_key(Mention::order);
    let verdict = scope::judge(lexicon, &tokens, &mut mentions, before.who);
    if let Some((start, end)) = verdict.lifeless {
        mentions.extend(lexicon.cues.lifeless.iter().map(|&concept| Mention {
            concept,
            phrase: None,
            start,
            end,
            standing: 0,
            by: None,
        }));
        mentions.sort_by_key(Mention::order);
    }
    let language = language::written_in(lexicon, &tokens, &recognised, &which, given);
    let weighed = match (weigh, language.as_deref().map(|language| lexicon.tongue(language))) {
        (false, _) => Weighed::default(),
        (true, Some(other)) => {
            let stem = |token: &fold::Token| lexicon.vocabulary.recognise(&token.form, other).stem;
            lexicon.evidence.weigh(other, &tokens.iter().map(stem).collect::<Vec<_>>())
        }
        (true, None) => {
            let stem = |at: &u32| recognised[*at as usize].stem;
            lexicon.evidence.weigh(given, &which.iter().map(stem).collect::<Vec<_>>())
        }
    };
    let evidence = weighed.points;
    let heard = Heard { who: verdict.who, time, language, evidence, ..Heard::default() };
    let combining =
        Combining { lexicon, tokens: &tokens, mentions: &mentions, before, weighed: &weighed };
    let mut heard = combining.combine(heard, &figures);
    if let Some(by) = verdict.retracts {
        combining.retract(&mut heard, by);
    }
    heard
}

/// The words of a text, as they are compared: small letters without accents, figures and letters apart.
pub fn words_of(text: &str) -> Vec<String> {
    fold::tokens(text).into_iter().map(|token| token.form).collect()
}

/// The words that a message is weighed by, and its pairs of neighbouring words: by their stems, as they are written.
pub fn weighed_words(lexicon: &Lexicon, lang: &str, text: &str) -> BTreeMap<String, String> {
    let tongue = lexicon.tongue(lang);
    let forms = words_of(text);
    let stem = |form: &String| lexicon.vocabulary.weighed_stem(form, tongue);
    let stems: Vec<String> = forms.iter().map(stem).collect();
    let pairs =
        stems.windows(2).zip(forms.windows(2)).map(|(by, form)| (by.join(" "), form.join(" ")));
    stems.iter().cloned().zip(forms.iter().cloned()).chain(pairs).collect()
}

/// Whether two texts are the same words, whatever signs and letters' sizes they are written with.
pub fn same_words(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(fold::tokens);
    !one.is_empty() && one.iter().map(|it| &it.form).eq(other.iter().map(|it| &it.form))
}

struct Combining<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a [fold::Token],
    mentions: &'a [Mention],
    before: &'a Understanding,
    weighed: &'a Weighed,
}

impl Combining<'_> {
    fn combine(&self, mut heard: Heard, figures: &[(Mention, Mention)]) -> Heard {
        let by_concept = rule::ByConcept::new(self.lexicon.concepts().count(), self.mentions);
        let clauses = ranges(self.tokens, |token| token.clause);
        let sentences = ranges(self.tokens, |token| token.sentence);
        let said: Vec<ConceptId> =
            self.before.said.iter().filter_map(|name| self.lexicon.find(name)).collect();
        let mut set: Vec<(String, String)> = Vec::new();
        let mut dropped: Vec<usize> = Vec::new();
        let mut doubts: Vec<Doubt> = Vec::new();
        let mut of_else: Option<Vec<bool>> = None;
        let now = self.mentions.iter().map(|mention| mention.concept);
        for rule in self.lexicon.rules_about(now.chain(said.iter().copied())) {
            if rule.phase >= rule::TIMING_PHASE {
                of_else.get_or_insert_with(|| self.times_of_else(&set));
            }
            let single = matches!(rule.slot.as_str(), "timing" | "intent" | "outcome" | "language");
            let taken = set
                .iter()
                .any(|(slot, value)| *slot == rule.slot && (single || *value == rule.value));
            if taken {
                continue;
            }
            let view = rule::View {
                mentions: self.mentions,
                by_concept: &by_concept,
                clauses: &clauses,
                sentences: &sentences,
                said: &said,
                set: &set,
                of_else: of_else.as_deref().unwrap_or_default(),
            };
            let Some(found) = rule.holds(&view) else { continue };
            let finding = self.finding(rule, &found);
            if rule.doubt {
                let Finding { value, rule, spans, .. } = finding;
                doubts.push(Doubt { sign: value, rule, spans });
                continue;
            }
            for &concept in &rule.drop {
                dropped.extend(by_concept.of(concept));
            }
            set.push((rule.slot.clone(), rule.value.clone()));
            heard.set.push(finding);
        }
        self.settle(&mut heard, &dropped);
        self.decide(&mut heard, doubts);
        heard.withdrawn = self.withdrawn(&heard);
        self.trace(&mut heard, figures);
        heard
    }

    fn span(&self, mention: &Mention) -> Range<usize> {
        self.bytes(mention.start, mention.end)
    }

    fn bytes(&self, start: usize, end: usize) -> Range<usize> {
        let last = end.saturating_sub(1).max(start);
        self.tokens.get(start).map_or(0, |token| token.span.start)
            ..self.tokens.get(last).map_or(0, |token| token.span.end)
    }

    fn phrases(&self, found: &[usize]) -> String {
        let phrases = found.iter().filter_map(|&index| self.mentions[index].phrase);
        phrases.map(|phrase| self.lexicon.phrase_name(phrase)).collect::<Vec<_>>().join(" + ")
    }

    fn finding(&self, rule: &rule::Rule, found: &[usize]) -> Finding {
        let mentions = || found.iter().map(|&index| &self.mentions[index]);
        Finding {
            slot: rule.slot.clone(),
            value: rule.value.clone(),
            rule: format!("{}: {}", rule.id, self.phrases(found)),
            spans: mentions().map(|mention| self.span(mention)).collect(),
            concepts: mentions().map(|it| self.lexicon.name(it.concept).to_owned()).collect(),
        }
    }

    /// Intent, places with corrections, and what the intent makes meaningless.
    fn settle(&self, heard: &mut Heard, dropped: &[usize]) {
        heard.set.retain(|finding| {
            finding.slot != "intent" || {
                heard.intent = Intent::named(&finding.value);
                true
            }
        });
        let muted = self.lexicon.table("mute", heard.intent.code());
        heard.set.retain(|finding| !muted.contains(&finding.slot));
        let drops: Vec<Range<usize>> =
            dropped.iter().map(|&index| self.span(&self.mentions[index])).collect();
        heard.set.retain(|finding| {
            finding.slot != "place" || !finding.spans.iter().any(|span| drops.contains(span))
        });
        let more_exact = |set: &[Finding], slot: &str, value: &str| {
            let special = self.lexicon.table("general", value);
            set.iter().any(|other| other.slot == slot && special.contains(&other.value))
        };
        let all = heard.set.clone();
        heard.set.retain(|finding| !more_exact(&all, &finding.slot, &finding.value));
        for finding in heard.set.iter().filter(|finding| finding.slot == "context") {
            for (_, general) in
                self.lexicon.concepts().filter(|(_, it)| it.section == Section::Context)
            {
                if self.lexicon.table("general", &general.key).contains(&finding.value) {
                    let pair = (finding.value.clone(), general.key.clone());
                    heard.replaced_contexts.push(pair);
                }
            }
        }
        heard.set.sort_by_key(|finding| finding.spans.iter().map(|span| span.start).min());
        let places: Vec<String> = heard
            .set
            .iter()
            .filter(|finding| finding.slot == "place")
            .map(|finding| finding.value.clone())
            .collect();
        self.denied(heard);
        if !places.is_empty() {
            heard.equals = self.equals(heard, &places);
            heard.places = Some(self.places(heard, places));
        }
        let now = heard.places.as_ref().unwrap_or(&self.before.place);
        for place in now {
            let options = self.lexicon.table("choice", place);
            if !options.is_empty() {
                let found = heard.set.iter().find(|it| it.slot == "place" && it.value == *place);
                let spans = found.map_or_else(Vec::new, |finding| finding.spans.clone());
                heard.choices.push(Choice {
                    asked: place.clone(),
                    options: options.to_vec(),
                    spans,
                });
            }
        }
        if now.is_empty() && heard.places.is_none() {
            for mention in self.mentions.iter().filter(|mention| mention.standing == 0) {
                let concept = self.lexicon.concept(mention.concept);
                let options = self.lexicon.table("choice", self.lexicon.name(mention.concept));
                if !options.is_empty() && heard.choices.is_empty() {
                    let spans = vec![self.span(mention)];
                    let (asked, options) = (concept.key.clone(), options.to_vec());
                    heard.choices.push(Choice { asked, options, spans });
                }
            }
        }
        for mention in self.mentions.iter().filter(|mention| mention.standing == 0) {
            if self.lexicon.remembered[mention.concept as usize] {
                heard.said.insert(self.lexicon.name(mention.concept).to_owned());
            }
        }
    }

    fn denied(&self, heard: &mut Heard) {
        for mention in self.mentions {
            let concept = self.lexicon.concept(mention.concept);
            if mention.standing & standing::DENIED != 0 {
                let affirmed = heard.set.iter().any(|finding| {
                    finding.concepts.iter().any(|name| name == self.lexicon.name(mention.concept))
                });
                if !affirmed {
                    heard.denied.push(Finding {
                        slot: concept.slot.to_owned(),
                        value: concept.key.clone(),
                        rule: mention
                            .phrase
                            .map(|it| self.lexicon.phrase_name(it))
                            .unwrap_or_default(),
                        spans: vec![self.span(mention)],
                        concepts: vec![self.lexicon.name(mention.concept).to_owned()],
                    });
                }
            }
        }
    }

    /// What an earlier turn said by mistake counts as denied.
    fn retract(&self, heard: &mut Heard, (start, end): (usize, usize)) {
        for &concept in &self.lexicon.cues.misspoken {
            let it = self.lexicon.concept(concept);
            heard.denied.push(Finding {
                slot: it.slot.to_owned(),
                value: it.key.clone(),
                rule: String::new(),
                spans: vec![self.bytes(start, end)],
                concepts: vec![it.name.clone()],
            });
        }
    }

    fn trace(&self, heard: &mut Heard, figures: &[(Mention, Mention)]) {
        let of = |mention: &Mention| {
            let concept = self.lexicon.concept(mention.concept);
            Finding {
                slot: concept.slot.to_owned(),
                value: concept.key.clone(),
                rule: mention.phrase.map(|it| self.lexicon.phrase_name(it)).unwrap_or_default(),
                spans: vec![self.span(mention)],
                concepts: Vec::new(),
            }
        };
        for mention in self.mentions {
            let reason = match mention.standing {
                0 => continue,
                bits if bits & standing::DENIED != 0 => Reason::Denied,
                bits if bits & standing::PAST != 0 => Reason::Past,
                bits if bits & standing::OTHER != 0 => Reason::Other,
                _ => Reason::General,
            };
            let section = self.lexicon.section(mention.concept);
            if matches!(section, Section::Cue | Section::Number | Section::Unit) {
                continue;
            }
            let by = mention.by.map(|(start, end)| self.bytes(start, end)).into_iter().collect();
            heard.suppressed.push(Suppressed { finding: of(mention), reason, by });
        }
        for (mention, by) in figures {
            if matches!(self.lexicon.section(mention.concept), Section::Cue | Section::Silent) {
                continue;
            }
            let by = vec![self.span(by)];
            heard.suppressed.push(Suppressed { finding: of(mention), reason: Reason::Figure, by });
        }
        let whole = |section: Section| {
            self.mentions.iter().find(|mention| {
                self.lexicon.section(mention.concept) == section
                    && mention.start == 0
                    && mention.end == self.tokens.len()
            })
        };
        heard.navigation = whole(Section::Navigation)
            .map(|mention| self.lexicon.concept(mention.concept).key.clone());
    }
}

fn ranges(tokens: &[fold::Token], key: impl Fn(&fold::Token) -> u32) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match ranges.last_mut() {
            Some(last) if key(&tokens[last.start]) == key(token) => last.end = at + 1,
            _ => ranges.push(at..at + 1),
        }
    }
    ranges
}
