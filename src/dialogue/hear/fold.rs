//! Owns folding a message: case, accents, invisible characters, words, clauses and sentences, with
//! the way back to the original bytes. It must never know a word of any language.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A longer word than this is cut for matching; its span stays whole.
const WORD_CHARS_MAX: usize = 40;

/// One word, number or symbol of a message.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// Folded form, at most [`WORD_CHARS_MAX`] characters.
    pub(super) form: String,
    /// Bytes of the original message.
    pub(super) span: Range<usize>,
    /// The separator that joins this number to the number before it: `:`, `.` or `,`.
    pub(super) joined: Option<char>,
    /// Counts from 0; a comma, bracket or dash starts another.
    pub(super) clause: u32,
    /// Counts from 0; a full stop, question mark or line break starts another.
    pub(super) sentence: u32,
    /// Whether a question mark follows.
    pub(super) asked: bool,
}

impl Token {
    /// Whether the token is a number in digits.
    pub(super) fn is_number(&self) -> bool {
        self.form.starts_with(|first: char| first.is_ascii_digit())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Symbol,
    /// Joins the letters around it, and is dropped: apostrophes, accents, invisible characters.
    Nothing,
    Comma,
    Stop,
    Space,
}

/// The tokens of a message.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut folder = Folder::default();
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let end = at + character.len_utf8();
        let next = characters.peek().map(|&(_, next)| next);
        folder.push(character, at..end, next);
    }
    folder.close();
    folder.tokens
}

/// The folded form of a single word of a word list.
pub(super) fn word(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| matches!(letter, 'a'..='z' | 'а'..='я')) {
        return text.into();
    }
    let mut form = String::new();
    for character in text.chars() {
        if kind(character) != Kind::Nothing || is_combining_mark(character) {
            fold_into(&mut form, character);
        }
    }
    form.into()
}

/// Whether a folded form is letters only.
pub(super) fn is_alphabetic(form: &str) -> bool {
    form.chars().all(|letter| matches!(letter, 'a'..='z' | 'а'..='я') || letter.is_alphabetic())
}

#[derive(Default)]
struct Folder {
    tokens: Vec<Token>,
    open: Option<(Token, Kind, usize)>,
    joined: Option<char>,
    clause: u32,
    sentence: u32,
    dash: bool,
}

impl Folder {
    fn push(&mut self, character: char, span: Range<usize>, next: Option<char>) {
        let mut kind = kind(character);
        if matches!(character, '.' | ',' | ':' | '٫')
            && self.open.as_ref().is_some_and(|open| open.1 == Kind::Digit)
            && next.is_some_and(|next| next.is_ascii_digit())
        {
            self.close();
            self.joined = Some(character);
            return;
        }
        if character == '-' || character == '/' {
            kind = Kind::Space;
            self.dash |= self.open.is_none();
        }
        match kind {
            Kind::Letter | Kind::Digit => self.grow(character, span, kind),
            Kind::Symbol => {
                self.close();
                self.grow(character, span, kind);
                self.close();
            }
            Kind::Nothing => {
                if let Some((token, Kind::Letter, _)) = &mut self.open
                    && is_combining_mark(character)
                {
                    fold_into(&mut token.form, character);
                }
            }
            Kind::Comma => {
                self.close();
                self.clause += 1;
            }
            Kind::Stop => {
                self.close();
                self.clause += 1;
                self.sentence += 1;
                if character == '?'
                    && let Some(last) = self.tokens.last_mut()
                {
                    last.asked = true;
                }
            }
            Kind::Space => {
                self.close();
                if self.dash && character == ' ' && next.is_some_and(char::is_alphanumeric) {
                    self.clause += 1;
                    self.dash = false;
                }
            }
        }
    }

    fn grow(&mut self, character: char, span: Range<usize>, kind: Kind) {
        self.dash = false;
        if self.open.as_ref().is_some_and(|open| open.1 != kind) {
            self.close();
        }
        let (clause, sentence, joined) = (self.clause, self.sentence, self.joined.take());
        let (token, _, letters) = self.open.get_or_insert_with(|| {
            let start = span.start..span.start;
            let form = String::new();
            (Token { form, span: start, joined, clause, sentence, asked: false }, kind, 0)
        });
        token.span.end = span.end;
        *letters += 1;
        if *letters <= WORD_CHARS_MAX {
            fold_into(&mut token.form, character);
        }
    }

    fn close(&mut self) {
        if let Some((mut token, _, _)) = self.open.take()
            && !token.form.is_empty()
        {
            unmix(&mut token.form);
            self.tokens.push(token);
        }
        self.joined = None;
    }
}

/// A Cyrillic word with Latin letters that look the same becomes a Cyrillic word.
fn unmix(form: &mut String) {
    const ALIKE: [(char, char); 9] = [
        ('a', 'а'),
        ('c', 'с'),
        ('e', 'е'),
        ('k', 'к'),
        ('m', 'м'),
        ('o', 'о'),
        ('p', 'р'),
        ('x', 'х'),
        ('y', 'у'),
    ];
    if form.is_ascii() {
        return;
    }
    let cyrillic = form.chars().any(|letter| matches!(letter, 'а'..='я'));
    if cyrillic && form.chars().any(|letter| letter.is_ascii_alphabetic()) {
        let swap = |letter| ALIKE.iter().find(|it| it.0 == letter).map_or(letter, |it| it.1);
        *form = form.chars().map(swap).collect();
    }
}

fn kind(character: char) -> Kind {
    match character {
        // What most messages are made of, before the tables of all scripts are asked.
        'a'..='z' | 'A'..='Z' | 'а'..='я' | 'А'..='Я' => Kind::Letter,
        '0'..='9' => Kind::Digit,
        ' ' => Kind::Space,
        '\''
        | '’'
        | '′'
        | '＇'
        | '‛'
        | 'ʹ'
        | '‘'
        | '`'
        | '´'
        | 'ʼ'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{feff}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e007f}' => Kind::Nothing,
        ',' | ':' | '(' | ')' | '—' | '–' | '[' | ']' | '«' | '»' | '"' | '،' => Kind::Comma,
        '.' | '!' | '?' | ';' | '\n' | '\r' | '…' | '|' | '¡' | '¿' | '。' => Kind::Stop,
        '+' | '°' | '%' | '\u{2600}'..='\u{27bf}' | '\u{1f000}'.. => Kind::Symbol,
        _ if is_combining_mark(character) => Kind::Nothing,
        _ if character.is_numeric() && character.nfkd().all(|part| part.is_ascii_digit()) => {
            Kind::Digit
        }
        _ if character.is_alphanumeric() => Kind::Letter,
        _ => Kind::Space,
    }
}

/// Lower case without accents; the Cyrillic short i stays a letter of its own.
fn fold_into(form: &mut String, character: char) {
    match character {
        'a'..='z' | '0'..='9' => form.push(character),
        'A'..='Z' => form.push(character.to_ascii_lowercase()),
        'а'..='я' if character != 'й' => form.push(character),
        'й' | 'Й' => form.push('й'),
        '\u{306}' if form.ends_with('и') => {
            form.pop();
            form.push('й');
        }
        _ => {
            let parts = std::iter::once(character).nfkd().filter(|part| !is_combining_mark(*part));
            form.extend(
                parts.flat_map(char::to_lowercase).filter(|part| !is_combining_mark(*part)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.form).collect()
    }

    #[test]
    fn folds_case_accents_and_invisible_characters() {
        assert_eq!(
            forms("CAN\u{2019}T ca\u{200b}lf Ёж боль\u{301}ной й и\u{306} мочa"),
            ["cant", "calf", "еж", "больной", "й", "й", "моча"]
        );
        assert_eq!(forms("29f 3am 21:45 🦵🏽ow"), ["29", "f", "3", "am", "21", "45", "🦵", "ow"]);
    }

    #[test]
    fn apostrophes_of_all_kinds_join_the_letters_around_them() {
        assert_eq!(forms("can't can′t CAN＇T can`t can´t canʼt"), ["cant"; 6]);
    }

    #[test]
    fn spans_are_character_boundaries_of_the_original() {
        let text = "\u{202e}ﬁt\u{200b}t 🦵\u{fe0f}é١٢";
        for token in tokens(text) {
            assert!(text.get(token.span.clone()).is_some(), "{token:?}");
        }
    }
}
