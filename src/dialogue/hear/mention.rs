//! Owns finding every phrase of the word lists in a message, and dropping those that a longer phrase
//! swallows. It must never judge whether a mention is meant.

use super::lexicon::{ConceptId, Fit, Lexicon};
use super::pattern::{self, Reading, Step, longest};
use super::section::Section;

/// No phrase reaches further than this many words.
pub(super) const PHRASE_WORDS_MAX: usize = 24;

/// Why a mention does not count, as bits.
pub(super) mod standing {
    pub(in super::super) const DENIED: u8 = 1;
    pub(in super::super) const PAST: u8 = 2;
    pub(in super::super) const OTHER: u8 = 4;
    pub(in super::super) const GENERAL: u8 = 8;
}

/// A phrase found in a message, by word positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) concept: ConceptId,
    /// Index of the phrase; none for numbers.
    pub(super) phrase: Option<u32>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Bits of [`standing`]; 0 counts.
    pub(super) standing: u8,
    /// The mention that took away its standing.
    pub(super) by: Option<(usize, usize)>,
}

impl Mention {
    /// By position, longest first.
    pub(super) fn order(&self) -> (usize, std::cmp::Reverse<usize>, ConceptId) {
        (self.start, std::cmp::Reverse(self.end), self.concept)
    }
}

/// All mentions, by position, longest first; and those that figures of speech swallowed. `but` leaves some out
/// before they are weighed against each other.
pub(super) fn mentions(
    lexicon: &Lexicon,
    reading: &Reading<'_>,
    given: usize,
    but: impl Fn(ConceptId) -> bool,
) -> (Vec<Mention>, Vec<(Mention, Mention)>) {
    let mut all = matches(lexicon, reading, given);
    all.retain(|mention| !but(mention.concept));
    let mut swallowers: Vec<(Section, bool, &Mention)> = Vec::new();
    let signs: Vec<&Mention> =
        all.iter().filter(|it| lexicon.section(it.concept) == Section::Sign).collect();
    for mention in &all {
        let section = lexicon.section(mention.concept);
        let silent = silences(section);
        // What silences the end of a longer sign would leave half a sentence.
        let inside = |sign: &&Mention| {
            sign.start < mention.start
                && mention.start < sign.end
                && sign.end - sign.start > mention.end - mention.start
        };
        let low = mention.start.saturating_sub(PHRASE_WORDS_MAX);
        let near = signs.partition_point(|sign| sign.start < low)
            ..signs.partition_point(|sign| sign.start < mention.start);
        if silent && signs[near].iter().any(inside) {
            continue;
        }
        if mention.end - mention.start > 1 || silent {
            swallowers.push((section, silent, mention));
        }
    }
    // "Breathing? No. He fell": what reaches over a full stop takes no word of the answer along.
    let sentence = |at: usize| reading.tokens[at].sentence;
    let whole = |outer: &Mention| sentence(outer.start) == sentence(outer.end - 1);
    // "For weeks, no blood": what reaches over a comma takes no denial along, nor "is clear" the fine of a chest.
    let clause = |at: usize| reading.tokens[at].clause;
    let stands_out = |outer: &Mention, inner: &Mention| {
        let cues = &lexicon.cues;
        let cue = Some(inner.concept);
        let denial = cue == cues.negator || cue == cues.negator_after;
        let apart = clause(outer.start) != clause(outer.end - 1)
            && lexicon.section(outer.concept) == Section::Word;
        let begins = |at: usize| {
            all[all.partition_point(|it| it.start < at)..]
                .iter()
                .take_while(move |it| it.start == at)
        };
        let small = |it: &Mention| [cues.filler, cues.starter].contains(&Some(it.concept));
        let is_fine = || {
            begins(outer.start + 1).any(|it| Some(it.concept) == cues.fine && it.end == outer.end)
                && begins(outer.start).any(|it| small(it) && it.end == outer.start + 1)
        };
        (denial && apart) || (lexicon.section(inner.concept) == Section::Cue && is_fine())
    };
    let mut kept = Vec::with_capacity(all.len());
    let mut figures = Vec::new();
    let mut from = 0;
    for mention in &all {
        while swallowers.get(from).is_some_and(|it| it.2.start + PHRASE_WORDS_MAX < mention.start) {
            from += 1;
        }
        let near = swallowers[from..].iter().take_while(|other| other.2.start <= mention.start);
        let words = mention.end - mention.start;
        let swallower = near.filter(|other| other.2.end >= mention.end).find(|other| {
            let &(section, silent, outer) = *other;
            (outer.end - outer.start > words || (silent && !std::ptr::eq(outer, mention)))
                && (outer.concept == mention.concept || swallows(lexicon, section, outer, mention))
                && (whole(outer) || lexicon.section(mention.concept) != Section::Cue)
                && !stands_out(outer, mention)
        });
        match swallower {
            None => kept.push(mention.clone()),
            Some((_, true, other)) => figures.push((mention.clone(), (*other).clone())),
            Some(_) => {}
        }
    }
    (kept, figures)
}

/// Whether a phrase silences even a phrase of its own length.
fn silences(section: Section) -> bool {
    matches!(section, Section::Silent | Section::NoPlace | Section::NoTime | Section::NoSign)
}

fn swallows(lexicon: &Lexicon, outer: Section, by: &Mention, inner: &Mention) -> bool {
    use Section::{
        Context, Cue, Intent, NoPlace, NoSign, NoTime, Option, Outcome, Phrase, Place, Sign,
        Silent, Timing, Word,
    };
    let section = lexicon.section(inner.concept);
    // Whose body it is remains to be heard inside "my back hurts".
    // "Had a fit" is told of the past too.
    let told = inner.start == by.start && Some(inner.concept) == lexicon.cues.past_weak;
    // "And now" is now, "until now" is not.
    let now = Some(inner.concept) == lexicon.cues.present && !lexicon.cues.is_of_scope(by.concept);
    let cue = section == Cue
        && !told
        && !now
        && lexicon.cues.is_of_scope(inner.concept)
        && !lexicon.cues.healthy.contains(&by.concept);
    match outer {
        Silent => section != Silent && Some(inner.concept) != lexicon.cues.study,
        NoPlace => section == Place,
        NoTime => section == Timing,
        NoSign => !lexicon.cues.is_audible(inner.concept),
        Phrase => cue || matches!(section, Place | Context),
        Sign | Place => cue || section == Place,
        Timing => cue || matches!(section, Timing | Word),
        Context => cue || section == Context,
        // "Its gone now" says that all is well by itself.
        Outcome => (cue && Some(inner.concept) != lexicon.cues.resolved) || section == outer,
        Option => cue || section == outer,
        Word | Intent | Cue => cue,
        _ => false,
    }
}

fn matches(lexicon: &Lexicon, reading: &Reading<'_>, given: usize) -> Vec<Mention> {
    let mut found = Vec::new();
    let news = News::new(lexicon, reading, given);
    let mut here: Vec<Mention> = Vec::new();
    let mut candidates: Vec<u32> = Vec::new();
    let fits = |concept: ConceptId, fit: Fit, start: usize, end: usize| {
        let (first, last) = (&reading.tokens[start], &reading.tokens[end - 1]);
        let unbroken = match lexicon.section(concept) {
            Section::Silent | Section::NoSign => first.clause == last.clause,
            Section::NoPlace | Section::NoTime | Section::NoNumber | Section::Cue => {
                first.sentence == last.sentence
            }
            _ => true,
        };
        unbroken
            && match fit {
                Fit::Anywhere => true,
                Fit::Clause => first.clause == last.clause,
                Fit::Alone => start == 0 && end == reading.tokens.len(),
            }
    };
    for at in 0..reading.tokens.len() {
        let after = reading.words(at + 1);
        candidates.clear();
        let words = reading.words(at).iter().copied();
        let words = words.filter(|&word| news.at_all(lexicon.vocabulary.tongue(word)));
        let number = reading.tokens[at].is_number().then_some(lexicon.number());
        for word in words.chain(number) {
            let alone = lexicon.starting_with(word).iter();
            candidates.extend(alone.filter(|it| reading.may_be(it.0)).map(|it| it.1));
            for &next in after {
                let both = lexicon.starting_with_both(word, next).iter();
                candidates.extend(both.filter(|it| reading.may_be(it.1)).map(|it| it.2));
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        for &index in &candidates {
            let (concept, tongue, steps, fit) = lexicon.phrase(index);
            if !news.within(tongue, at, steps) {
                continue;
            }
            let earlier = Lexicon::earlier(tongue, given);
            if let Some((end, fresh)) = longest(reading, steps, at, earlier)
                && (fresh || tongue == given)
                && end - at <= PHRASE_WORDS_MAX
                && fits(concept, fit, at, end)
            {
                let phrase = Some(index);
                here.push(Mention { concept, phrase, start: at, end, standing: 0, by: None });
            }
        }
        here.sort_unstable_by_key(|mention| {
            (std::cmp::Reverse(mention.end), mention.concept, mention.phrase)
        });
        here.dedup_by_key(|mention| (mention.concept, mention.end));
        found.append(&mut here);
    }
    found
}

/// Where a word is known to a language and to none that has precedence over it: a phrase of another
/// language than the one given needs such a word.
struct News {
    given: usize,
    tokens: usize,
    /// By language and token: where the next such word is.
    next: Vec<usize>,
}

impl News {
    fn new(lexicon: &Lexicon, reading: &Reading<'_>, given: usize) -> Self {
        let tokens = reading.tokens.len();
        let tongues = lexicon.vocabulary.tongues.len();
        let mut next = vec![usize::MAX; tongues * tokens];
        for tongue in (0..tongues).filter(|&tongue| tongue != given) {
            let earlier = Lexicon::earlier(tongue, given);
            let mut nearest = usize::MAX;
            for at in (0..tokens).rev() {
                let known = reading.known(at);
                if known & earlier == 0 && known & 1 << tongue != 0 {
                    nearest = at;
                }
                next[tongue * tokens + at] = nearest;
            }
        }
        Self { given, tokens, next }
    }

    fn at_all(&self, tongue: usize) -> bool {
        tongue == self.given || self.next[tongue * self.tokens] != usize::MAX
    }

    /// Whether there is one as far as a phrase reaches from here.
    fn within(&self, tongue: usize, at: usize, steps: &[Step]) -> bool {
        tongue == self.given || self.next[tongue * self.tokens + at] < at + pattern::reach(steps)
    }
}
