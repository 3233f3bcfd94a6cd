//! The whole story in the order it happened, printed when a wait fails.

use std::{fmt::Write, time::Duration};

use super::{calls::Call, state::State};

/// Long texts are cut here; the story must stay readable.
const TEXT_CHARS_MAX: usize = 300;
/// Older lines are left out.
const LINES_MAX: usize = 400;

#[derive(Clone, Debug)]
pub(crate) struct Line {
    at: Duration,
    content: Content,
}

#[derive(Clone, Debug)]
enum Content {
    Call(usize),
    Said(String),
}

impl Line {
    pub(crate) fn call(at: Duration, order: usize) -> Self {
        Self { at, content: Content::Call(order) }
    }

    pub(crate) fn said(at: Duration, what: String) -> Self {
        Self { at, content: Content::Said(what) }
    }
}

pub(crate) fn render(state: &State) -> String {
    let mut story = String::from("---- transcript ----\n");
    let lines: Vec<_> = state.timeline.iter().filter(|line| !is_idle_poll(state, line)).collect();
    let skipped = lines.len().saturating_sub(LINES_MAX);
    if skipped > 0 {
        let _ = writeln!(story, "({skipped} earlier lines)");
    }
    for line in &lines[skipped..] {
        let _ = write!(story, "{:>9.3} ", line.at.as_secs_f64());
        let _ = match &line.content {
            Content::Call(order) => writeln!(story, "{}", render_call(state, &state.calls[*order])),
            Content::Said(what) => writeln!(story, "{}", shortened(what)),
        };
    }
    for (id, chat) in state.chats.iter().filter(|(_, chat)| !chat.messages.is_empty()) {
        let _ = writeln!(story, "---- {} ({id}) sees ----", chat.title);
        let visible: Vec<_> = chat.visible().collect();
        for stored in &visible[visible.len().saturating_sub(10)..] {
            let who = if stored.from_bot { "bot" } else { "   " };
            let screen = state.screen(*id, stored).to_string();
            let _ = writeln!(story, "{who}{}", shortened(&screen));
        }
    }
    let waiting: Vec<_> = state.updates.waiting().collect();
    let _ = writeln!(story, "---- not acknowledged: {waiting:?} ----");
    for update in state.updates.withheld() {
        let _ = writeln!(story, "withheld by allowed_updates: {}", shortened(&update.to_string()));
    }
    story
}

/// A `getUpdates` that brought nothing.
fn is_idle_poll(state: &State, line: &Line) -> bool {
    let Content::Call(order) = line.content else { return false };
    state.calls[order].answer["result"].as_array().is_some_and(Vec::is_empty)
}

fn render_call(state: &State, call: &Call) -> String {
    let name = call.chat.and_then(|id| state.chats.get(&id)).map(|chat| chat.title.as_str());
    let mut line = format!("    bot: {}", call.method);
    let mut params = call.params.clone();
    params.remove("chat_id");
    if let Some(name) = name {
        let _ = write!(line, " to {name}");
    }
    if !params.is_empty() {
        let _ = write!(line, " {}", shortened(&serde_json::Value::Object(params).to_string()));
    }
    let _ = match call.status {
        Some(200) if call.method == "getUpdates" => {
            let updates = call.answer["result"].as_array().map_or(0, Vec::len);
            write!(line, " -> {updates} updates")
        }
        Some(200) => write!(line, " -> OK"),
        Some(status) => {
            write!(line, " -> {status} {}", call.answer["description"].as_str().unwrap_or("page"))
        }
        None => write!(line, " -> no answer"),
    };
    if let Some(fault) = &call.fault {
        let _ = write!(line, " (fault: {fault})");
    }
    line
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TEXT_CHARS_MAX) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text.to_owned(),
    }
}
