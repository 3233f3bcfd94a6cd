//! Where a source can be read.
//!
//! Owns `doi`, `pmid`, `url` and `nolink`. It never goes and looks whether the page is there.

use super::Check;
use super::read::Item;

impl Check<'_> {
    /// The best address of those given. All that are given must be well formed.
    pub(super) fn link(&mut self, item: &Item) -> Option<String> {
        let mut link = None;
        let doi = |s: &str| s.starts_with("10.") && s.contains('/') && !s.contains(not_in_address);
        let pmid = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let url =
            |s: &str| s.len() > 8 && s.starts_with("https://") && !s.contains(char::is_whitespace);
        for (name, prefix, suffix, good, hint) in [
            ("doi", "https://doi.org/", "", &doi as &dyn Fn(&str) -> bool, "such as 10.1000/182"),
            ("pmid", "https://pubmed.ncbi.nlm.nih.gov/", "/", &pmid, "digits only"),
            ("url", "", "", &url, "begin with https://"),
        ] {
            let Some(field) = item.fields.get(name) else { continue };
            if !good(&field.text) {
                let message = format!("`{}` is not a {name}", field.text);
                self.problem("S011", field.offset, message, hint);
            }
            link = link.or_else(|| Some(format!("{prefix}{}{suffix}", field.text)));
        }
        let reason = item.fields.get("nolink").filter(|field| !field.text.is_empty());
        let hint = "add doi, pmid or url; if there is none, say why: nolink = {...},";
        match (&link, reason) {
            (None, None) => {
                self.problem("S008", item.key_offset, format!("`{}` has no link", item.key), hint);
            }
            (Some(_), Some(field)) => {
                let message = format!("`{}` has a link and says that it has none", item.key);
                self.problem("S008", field.offset, message, "leave out nolink");
            }
            _ => {}
        }
        link
    }
}

fn not_in_address(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"' | '%' | '#' | '?' | '&')
}
