//! Screens as text. Tags become bold and italics, or nothing. Pure.

use std::fmt::Write;

use crate::dialogue::Screen;

const BOLD: &str = "\u{1b}[1m";
const ITALIC: &str = "\u{1b}[3m";
const ACCENT: &str = "\u{1b}[36m";
const RESET: &str = "\u{1b}[0m";

/// A screen with its buttons numbered from 1, wrapped to `width` columns where there is a width.
pub(super) fn screen(screen: &Screen, styled: bool, width: Option<usize>) -> String {
    let mut out = wrapped(&text(&screen.text, styled), width);
    out.push('\n');
    for (index, button) in screen.buttons.iter().flatten().enumerate() {
        let label = text(&button.label, styled);
        // Writing to a string cannot fail.
        let _ = match number(index, &label) {
            None => write!(out, "\n{label:>3}"),
            Some(number) if styled => write!(out, "\n{ACCENT}{number:>3}{RESET}  {label}"),
            Some(number) => write!(out, "\n{number:>3}. {label}"),
        };
    }
    if !screen.buttons.is_empty() {
        out.push('\n');
    }
    out
}

/// The number that presses a button; one that is a figure has its own.
pub(super) fn number(index: usize, label: &str) -> Option<usize> {
    label.parse::<usize>().is_err().then_some(index + 1)
}

/// Text that breaks between words, where there is a width.
pub(super) fn wrapped(text: &str, width: Option<usize>) -> String {
    width.map_or_else(|| text.to_owned(), |width| textwrap::fill(text, width))
}

/// Text with `<b>` and `<i>`, for the terminal. What could steer the terminal is left out.
pub(super) fn text(tagged: &str, styled: bool) -> String {
    let mut out = String::with_capacity(tagged.len());
    let mut rest = tagged;
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = [
            ("<b>", BOLD),
            ("<i>", ITALIC),
            ("</b>", RESET),
            ("</i>", RESET),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
        ];
        if let Some((tag, shown)) = known.iter().find(|(tag, _)| rest.starts_with(tag)) {
            if styled || tag.starts_with('&') {
                out.push_str(shown);
            }
            rest = &rest[tag.len()..];
        } else {
            out.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    let steering = |c: char| c.is_control() && c != '\n' && !(styled && c == '\u{1b}');
    out.retain(|c| !steering(c));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialogue::Button;

    #[test]
    fn buttons_have_numbers_unless_they_are_some() {
        let button = |label: &str| Button { label: label.to_owned(), data: String::new() };
        let shown = Screen {
            number: 1,
            text: "How bad?".to_owned(),
            buttons: vec![vec![button("0"), button("10")], vec![button("Skip")]],
            replace: false,
            reminder: false,
            urgent: false,
            until: None,
        };
        assert_eq!(screen(&shown, false, None), "How bad?\n\n  0\n 10\n  3. Skip\n");
    }

    #[test]
    fn tags_become_styles_or_nothing() {
        assert_eq!(text("<b>Pull</b> &lt;b&gt; & <u>", false), "Pull <b> & <u>");
        assert_eq!(text("<b>Pull</b>", true), format!("{BOLD}Pull{RESET}"));
    }
}
