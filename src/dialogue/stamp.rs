//! Stamps of translations: which wording of the original a translation was made from.
//!
//! A comment `# en: 1a2b3c4d` directly above a translated message holds the digest of the English text.
//! Owns the digest and its written form. Must never judge whether a stamp is right.

/// FNV-1a over the text with all white space folded, so that a new line break is no new text.
pub(super) fn digest(text: &str) -> u32 {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let step = |digest: u32, byte: u8| (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    folded.bytes().fold(0x811c_9dc5, step)
}

/// The source text of a message: what follows its name, up to the next entry of the file.
pub(super) fn pattern_at(file: &str, after_name: usize) -> &str {
    let text = file.get(after_name..).unwrap_or_default();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let goes_on = line.starts_with([' ', '}', '[', '*', '\n', '\r']);
        if end > 0 && !goes_on {
            break;
        }
        end += line.len();
    }
    text[..end].trim_start().trim_start_matches('=').trim()
}

/// The stamp in a comment, after the code of the source language.
pub(super) fn read(comment: &[&str], source: &str) -> Option<u32> {
    comment.iter().find_map(|line| {
        let digits = line.trim().strip_prefix(source)?.trim_start().strip_prefix(':')?.trim();
        (digits.len() == 8).then(|| u32::from_str_radix(digits, 16).ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_fnv_1a_of_the_folded_text() {
        assert_eq!(digest(""), 0x811c_9dc5);
        assert_eq!(digest("a"), 0xe40c_292c);
        assert_eq!(digest("one  line"), digest("one\n    line "));
        assert_ne!(digest("one line"), digest("one Line"));
    }

    #[test]
    fn a_pattern_ends_where_the_next_entry_begins() {
        let file = "a = one\n\n    two\n# comment\nb = { $n ->\n    [one] x\n   *[other] y\n}\nc = z";
        assert_eq!(pattern_at(file, 1), "one\n\n    two");
        let b = file.find("b =").unwrap() + 1;
        assert!(pattern_at(file, b).ends_with('}'));
        assert_eq!(pattern_at(file, file.len() - 4), "z");
    }

    #[test]
    fn a_stamp_has_eight_digits_after_the_language() {
        assert_eq!(read(&["said at night", "en: 0000002a"], "en"), Some(42));
        assert_eq!(read(&["en: 2a"], "en"), None);
        assert_eq!(read(&["ru: 0000002a"], "en"), None);
    }
}
