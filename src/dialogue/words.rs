//! What the bot says: Fluent messages of every language, ready to render.
//!
//! A message without variables is rendered once, at loading. Text may carry `<b>`, `<i>` and their
//! closing tags and nothing else; every value put into a message is escaped.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;

use super::problem::{Lines, Place, Problem};

/// The words of all languages. The first language is the one others are translated from.
pub struct Words {
    languages: Vec<Language>,
}

struct Language {
    code: String,
    bundle: FluentBundle<FluentResource>,
    messages: BTreeMap<String, Message>,
}

/// One message of one language.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its text when it has no variables.
    pub fixed: Option<Arc<str>>,
    /// The variables it uses.
    pub variables: Vec<String>,
    /// Where it is written.
    pub place: Place,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.languages.iter().map(|language| &language.code)).finish()
    }
}

/// A Fluent file.
#[derive(Debug, Clone, Copy)]
pub struct WordFile<'f> {
    /// Language code, the folder's name.
    pub language: &'f str,
    /// Path within the dialogues folder.
    pub path: &'f str,
    /// Content.
    pub text: &'f str,
}

/// Values for the variables of a message.
pub type Args<'a> = [(&'a str, Arg<'a>)];

/// One value.
#[derive(Debug, Clone)]
pub enum Arg<'a> {
    /// A count; chooses plural forms.
    Count(i64),
    /// Text, escaped when rendered.
    Text(Cow<'a, str>),
    /// Text that was rendered from a message and may carry its tags.
    Rendered(String),
}

impl Words {
    /// Compiles the files of the given languages; returns all problems found.
    pub fn compile(languages: &[String], files: &[WordFile<'_>]) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut compiled = Vec::new();
        for code in languages {
            let Ok(id) = code.parse::<unic_langid::LanguageIdentifier>() else {
                problems.push(Problem::new(
                    "E040",
                    Place::whole("bot.toml"),
                    format!("`{code}` is not a language code"),
                    "use a code such as `en`, `ru` or `es`",
                ));
                continue;
            };
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            bundle.set_use_isolating(false);
            let mut language = Language { code: code.clone(), bundle, messages: BTreeMap::new() };
            for file in files.iter().filter(|file| file.language == code) {
                language.add(file, &mut problems);
            }
            language.render_fixed(&mut problems);
            compiled.push(language);
        }
        (Self { languages: compiled }, problems)
    }

    /// The language codes, source language first.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|language| language.code.as_str())
    }

    /// The best language for a code such as `es-MX`: the exact one, its base, or the source language.
    pub fn best<'w>(&'w self, code: &str) -> &'w str {
        let base = code.split(['-', '_']).next().unwrap_or(code);
        let find = |wanted: &str| {
            self.languages.iter().find(|language| language.code.eq_ignore_ascii_case(wanted))
        };
        find(code)
            .or_else(|| find(base))
            .or_else(|| self.languages.first())
            .map_or("", |language| language.code.as_str())
    }

    /// A message of a language, without falling back to another one.
    pub fn message(&self, language: &str, id: &str) -> Option<&Message> {
        self.language(language)?.messages.get(id)
    }

    /// All messages of a language.
    pub fn messages(&self, language: &str) -> impl Iterator<Item = (&str, &Message)> {
        self.language(language).into_iter().flat_map(|language| {
            language.messages.iter().map(|(id, message)| (id.as_str(), message))
        })
    }

    /// Renders a message; one that the language lacks is taken from the source language. A message
    /// nobody wrote renders as its id: the checker refuses such a folder.
    pub fn say<'w>(&'w self, language: &str, id: &'w str, args: &Args<'_>) -> Cow<'w, str> {
        let own = self.language(language).filter(|language| language.messages.contains_key(id));
        let Some(language) = own.or_else(|| self.languages.first()) else {
            return Cow::Borrowed(id);
        };
        match language.messages.get(id) {
            None => Cow::Borrowed(id),
            Some(Message { fixed: Some(text), .. }) => Cow::Borrowed(text),
            Some(_) => Cow::Owned(language.format(id, args).0),
        }
    }

    fn language(&self, code: &str) -> Option<&Language> {
        self.languages.iter().find(|language| language.code == code)
    }
}

impl Language {
    fn add(&mut self, file: &WordFile<'_>, problems: &mut Vec<Problem>) {
        let (tree, errors) = match fluent_syntax::parser::parse(file.text) {
            Ok(tree) => (tree, Vec::new()),
            Err((tree, errors)) => (tree, errors),
        };
        for error in errors {
            problems.push(Problem::new(
                "E041",
                Place::at(file.path, file.text, error.pos.start),
                format!("this is not Fluent: {}", error.kind),
                "write `name = text`; continue a text on lines that start with a space",
            ));
        }
        let lines = Lines::of(file.path, file.text);
        for entry in &tree.body {
            let ast::Entry::Message(message) = entry else { continue };
            let place = lines.at(offset(file.text, message.id.name));
            let Some(pattern) = &message.value else {
                problems.push(Problem::new(
                    "E042",
                    place,
                    format!("message `{}` has no text", message.id.name),
                    "write its text after the `=`",
                ));
                continue;
            };
            let mut variables = Vec::new();
            variables_of(pattern, &mut variables);
            let id = message.id.name.to_owned();
            let entry = Message { fixed: None, variables, place: place.clone() };
            if let Some(first) = self.messages.insert(id.clone(), entry) {
                problems.push(Problem::new(
                    "E043",
                    place,
                    format!("message `{id}` is written twice; first at {}", first.place),
                    "keep one of the two",
                ));
            }
        }
        // Its mistakes are reported above; what could be read is still of use for other checks.
        let resource =
            FluentResource::try_new(file.text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        self.bundle.add_resource_overriding(resource);
    }

    fn render_fixed(&mut self, problems: &mut Vec<Problem>) {
        let ids: Vec<String> = self.messages.keys().cloned().collect();
        for id in ids {
            let Some(message) = self.messages.get(&id) else { continue };
            // Variables are reported where they are used; here a sample value stands for each.
            let sample: Vec<(&str, Arg<'_>)> =
                message.variables.iter().map(|name| (name.as_str(), Arg::Count(1))).collect();
            let (text, errors) = self.format(&id, &sample);
            let place = message.place.clone();
            let is_fixed = message.variables.is_empty();
            for error in errors {
                problems.push(Problem::new(
                    "E044",
                    place.clone(),
                    format!("message `{id}` cannot be rendered: {error}"),
                    "check the names in curly brackets",
                ));
            }
            if let Err(reason) = check_tags(&text) {
                problems.push(Problem::new(
                    "E045",
                    place,
                    format!("message `{id}`: {reason}"),
                    "use only <b>…</b> and <i>…</i>; write < as &lt;, > as &gt; and & as &amp;",
                ));
            }
            if is_fixed && let Some(message) = self.messages.get_mut(&id) {
                message.fixed = Some(text.into());
            }
        }
    }

    fn format(&self, id: &str, args: &Args<'_>) -> (String, Vec<String>) {
        let Some(pattern) = self.bundle.get_message(id).and_then(|message| message.value()) else {
            return (id.to_owned(), vec!["it has no text".to_owned()]);
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value = match arg {
                Arg::Count(count) => FluentValue::from(*count),
                Arg::Text(text) => FluentValue::from(escape(text)),
                Arg::Rendered(text) => FluentValue::from(text.clone()),
            };
            values.set(*name, value);
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        (text, errors.iter().map(ToString::to_string).collect())
    }
}

/// Escapes text for a message with tags.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A rendered text without its tags, as it is read.
pub fn plain(text: &str) -> String {
    let tags = ["<b>", "</b>", "<i>", "</i>"].iter();
    let plain = tags.fold(text.to_owned(), |text, tag| text.replace(tag, ""));
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The length of a rendered text as Telegram counts it: UTF-16 units, without tags.
pub fn visible_units(text: &str) -> usize {
    plain(text).encode_utf16().count()
}

/// Refuses unknown, unbalanced and badly nested tags.
fn check_tags(text: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let tail = &rest[start..];
        let Some(end) = tail.find('>') else { return Err("a `<` is never closed".to_owned()) };
        match &tail[..=end] {
            "<b>" => open.push("b"),
            "<i>" => open.push("i"),
            "</b>" if open.last() == Some(&"b") => drop(open.pop()),
            "</i>" if open.last() == Some(&"i") => drop(open.pop()),
            tag => return Err(format!("`{tag}` is not allowed here")),
        }
        rest = &tail[end + 1..];
    }
    open.last().map_or(Ok(()), |tag| Err(format!("`<{tag}>` is never closed")))
}

/// The byte offset of a slice within the text it was cut from.
pub(super) fn offset(text: &str, slice: &str) -> usize {
    (slice.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

fn variables_of(pattern: &ast::Pattern<&str>, found: &mut Vec<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            variables_in(expression, found);
        }
    }
}

fn variables_in(expression: &ast::Expression<&str>, found: &mut Vec<String>) {
    match expression {
        ast::Expression::Inline(inline) => inline_variables(inline, found),
        ast::Expression::Select { selector, variants } => {
            inline_variables(selector, found);
            for variant in variants {
                variables_of(&variant.value, found);
            }
        }
    }
}

fn inline_variables(inline: &ast::InlineExpression<&str>, found: &mut Vec<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id }
            if !found.iter().any(|name| name == id.name) =>
        {
            found.push(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                inline_variables(argument, found);
            }
        }
        ast::InlineExpression::Placeable { expression } => variables_in(expression, found),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> (Words, Vec<Problem>) {
        let file = WordFile { language: "ru", path: "ru/a.ftl", text };
        Words::compile(&["ru".to_owned()], &[file])
    }

    #[test]
    fn plural_forms_follow_the_language() {
        let (words, problems) = words(
            "cramps = { $count ->\n    [one] { $count } судорога\n    [few] { $count } судороги\n   *[other] { $count } судорог\n }\n",
        );
        assert_eq!(problems, []);
        let say = |count| words.say("ru", "cramps", &[("count", Arg::Count(count))]).into_owned();
        assert_eq!(
            [say(1), say(3), say(5), say(21)],
            ["1 судорога", "3 судороги", "5 судорог", "21 судорога"]
        );
    }

    #[test]
    fn every_mistake_is_reported_with_its_place() {
        let (_, problems) = words("a = <b>x\nb = <u>x</u>\nc\nd = ok\nd = twice\n");
        let found: Vec<_> = problems.iter().map(|p| (p.code, p.place.line)).collect();
        assert_eq!(found, [("E041", 3), ("E043", 5), ("E045", 1), ("E045", 2)]);
    }

    #[test]
    fn lengths_are_counted_as_telegram_counts_them() {
        assert_eq!(visible_units("<b>Икра</b> &amp; 🦵\n"), 4 + 3 + 2 + 1);
    }

    #[test]
    fn values_are_escaped() {
        let (words, _) = words("hello = <b>{ $name }</b>");
        let text = words.say("ru", "hello", &[("name", Arg::Text("<i>&".into()))]).into_owned();
        assert_eq!(text, "<b>&lt;i&gt;&amp;</b>");
    }
}
