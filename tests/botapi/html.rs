//! `parse_mode=HTML`, with Telegram's own refusals of unknown, unclosed and crossed tags.

use serde_json::{Value, json};

/// Text as Telegram keeps it: plain, with entities counted in UTF-16 units.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Formatted {
    pub(crate) text: String,
    pub(crate) entities: Vec<Value>,
}

impl Formatted {
    pub(crate) fn units(&self) -> usize {
        self.text.encode_utf16().count()
    }

    /// Telegram drops white space at both ends; entities move along.
    pub(crate) fn trimmed(self) -> Self {
        let text = self.text.trim().to_owned();
        let start = self.text.len() - self.text.trim_start().len();
        let skipped = self.text[..start].encode_utf16().count();
        let length = text.encode_utf16().count();
        let shifted = self.entities.into_iter().filter_map(|mut entity| {
            let from = number(&entity, "offset").saturating_sub(skipped);
            let end = number(&entity, "offset") + number(&entity, "length");
            let end = end.saturating_sub(skipped).min(length);
            entity["offset"] = json!(from);
            entity["length"] = json!(end.checked_sub(from).filter(|length| *length > 0)?);
            Some(entity)
        });
        Self { entities: shifted.collect(), text }
    }
}

fn number(entity: &Value, key: &str) -> usize {
    entity[key].as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default()
}

struct Open {
    tag: String,
    argument: Option<String>,
    /// In UTF-16 units.
    from: usize,
    /// In bytes of the plain text.
    from_byte: usize,
}

#[derive(Default)]
struct Parser<'a> {
    source: &'a str,
    at: usize,
    text: String,
    units: usize,
    open: Vec<Open>,
    entities: Vec<Value>,
}

/// Plain text and entities, or what Telegram says after "Bad Request: can't parse entities: ".
pub(crate) fn parse(source: &str) -> Result<Formatted, String> {
    let mut parser = Parser { source, ..Parser::default() };
    while let Some(next) = parser.peek() {
        match next {
            '<' if parser.rest().starts_with("</") => parser.end_tag()?,
            '<' => parser.start_tag()?,
            _ => {
                let letter = parser.letter(next);
                parser.units += letter.len_utf16();
                parser.text.push(letter);
            }
        }
    }
    if let Some(open) = parser.open.last() {
        return Err(format!("Can't find end tag corresponding to start tag \"{}\"", open.tag));
    }
    parser.entities.sort_by_key(|entity| {
        (number(entity, "offset"), std::cmp::Reverse(number(entity, "length")))
    });
    Ok(Formatted { text: parser.text, entities: parser.entities })
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take_until(&mut self, stop: impl Fn(char) -> bool) -> String {
        let rest = self.rest();
        let taken = rest[..rest.find(stop).unwrap_or(rest.len())].to_owned();
        self.at += taken.len();
        taken
    }

    /// The letter here, with `&…;` decoded; an unknown reference is an ampersand.
    fn letter(&mut self, next: char) -> char {
        if next == '&'
            && let Some((letter, length)) = reference(self.rest())
        {
            self.at += length;
            return letter;
        }
        self.at += next.len_utf8();
        next
    }

    fn start_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 1;
        let tag = self.take_until(|c| c.is_whitespace() || c == '>').to_ascii_lowercase();
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        if kind(&tag).is_none() {
            return Err(format!("Unsupported start tag \"{tag}\" at byte offset {begin}"));
        }
        let mut argument = None;
        while self.attribute_follows() {
            let (name, value) = self.attribute(&tag, begin)?;
            match (tag.as_str(), name.as_str()) {
                ("a", "href") | ("tg-emoji", "emoji-id") => argument = Some(value),
                ("code", "class") => argument = value.strip_prefix("language-").map(str::to_owned),
                ("span", "class") => argument = value.strip_prefix("tg-").map(str::to_owned),
                ("blockquote", "expandable") => argument = Some("1".into()),
                _ => {}
            }
        }
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag \"{tag}\" at byte offset {begin}"));
        }
        self.at += 1;
        if tag == "span" && argument.as_deref() != Some("spoiler") {
            return Err(format!(
                "Tag \"span\" must have class \"tg-spoiler\" at byte offset {begin}"
            ));
        }
        self.open.push(Open { tag, argument, from: self.units, from_byte: self.text.len() });
        Ok(())
    }

    fn attribute_follows(&mut self) -> bool {
        self.take_until(|c| !c.is_whitespace());
        self.peek().is_some_and(|next| next != '>')
    }

    fn attribute(&mut self, tag: &str, begin: usize) -> Result<(String, String), String> {
        let name =
            self.take_until(|c| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '"' | '\''));
        if name.is_empty() {
            return Err(format!(
                "Empty attribute name in the tag \"{tag}\" at byte offset {begin}"
            ));
        }
        self.take_until(|c| !c.is_whitespace());
        if self.peek() != Some('=') {
            return Ok((name, String::new()));
        }
        self.at += 1;
        self.take_until(|c| !c.is_whitespace());
        let Some(quote) = self.peek().filter(|quote| matches!(quote, '"' | '\'')) else {
            let start = self.at;
            let value = self.take_until(|c| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')));
            return match self.peek() {
                Some(c) if c.is_whitespace() || c == '>' => Ok((name, value.to_ascii_lowercase())),
                _ => Err(format!("Unexpected end of name token at byte offset {start}")),
            };
        };
        self.at += 1;
        let mut value = String::new();
        while let Some(next) = self.peek().filter(|next| *next != quote) {
            value.push(self.letter(next));
        }
        if self.peek().is_none() {
            return Err(format!("Unclosed start tag at byte offset {begin}"));
        }
        self.at += 1;
        Ok((name, value))
    }

    fn end_tag(&mut self) -> Result<(), String> {
        let begin = self.at;
        self.at += 2;
        let found = self.take_until(|c| c.is_whitespace() || c == '>').to_ascii_lowercase();
        let Some(open) = self.open.pop() else {
            return Err(format!("Unexpected end tag at byte offset {begin}"));
        };
        self.take_until(|c| !c.is_whitespace());
        if self.peek() != Some('>') {
            return Err(format!("Unclosed end tag at byte offset {begin}"));
        }
        self.at += 1;
        if !found.is_empty() && found != open.tag {
            let tag = open.tag;
            return Err(format!(
                "Unmatched end tag at byte offset {begin}, expected \"</{tag}>\", found \"</{found}>\""
            ));
        }
        if self.units > open.from {
            let entity = self.entity(&open);
            self.entities.extend(entity);
        }
        Ok(())
    }

    /// A link without an address that Telegram accepts is shown as plain text.
    fn entity(&self, open: &Open) -> Option<Value> {
        let mut kind = kind(&open.tag)?;
        if open.tag == "blockquote" && open.argument.is_some() {
            kind = "expandable_blockquote";
        }
        let mut entity =
            json!({"type": kind, "offset": open.from, "length": self.units - open.from});
        match open.tag.as_str() {
            "a" => {
                let address = open.argument.as_deref().unwrap_or(&self.text[open.from_byte..]);
                let known = ["http://", "https://", "tg://", "mailto:", "tel:"];
                if !known.iter().any(|scheme| address.starts_with(scheme)) {
                    return None;
                }
                entity["url"] = json!(address);
            }
            "tg-emoji" => entity["custom_emoji_id"] = json!(open.argument),
            "code" if open.argument.is_some() => entity["language"] = json!(open.argument),
            _ => {}
        }
        Some(entity)
    }
}

fn kind(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "b" | "strong" => "bold",
        "i" | "em" => "italic",
        "u" | "ins" => "underline",
        "s" | "strike" | "del" => "strikethrough",
        "span" | "tg-spoiler" => "spoiler",
        "a" => "text_link",
        "code" => "code",
        "pre" => "pre",
        "blockquote" => "blockquote",
        "tg-emoji" => "custom_emoji",
        _ => return None,
    })
}

/// `&lt;`, `&#60;`, `&#x3c;`, with or without the semicolon, and how many bytes it takes.
fn reference(source: &str) -> Option<(char, usize)> {
    let body = source.strip_prefix('&')?;
    let (letter, length) = if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, prefix) =
            number.strip_prefix('x').map_or((number, 10, 2), |hex| (hex, 16, 3));
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let code = u32::from_str_radix(&digits[..end], radix).ok().filter(|code| *code != 0)?;
        (char::from_u32(code)?, prefix + end)
    } else {
        let end = body.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(body.len());
        let letter = match &body[..end] {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => return None,
        };
        (letter, 1 + end)
    };
    Some((letter, length + usize::from(source[length..].starts_with(';'))))
}
