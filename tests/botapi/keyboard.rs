//! `reply_markup`: what Telegram accepts under a message.

use serde_json::{Value, json};

use super::answer::Refusal;

const BUTTONS_MAX: usize = 100;
const ROW_BUTTONS_MAX: usize = 8;
const CALLBACK_DATA_BYTES_MAX: usize = 64;

/// What a call wants to happen to the keyboards.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Markup {
    /// The keyboard under the message, as Telegram returns it.
    pub(crate) inline: Option<Value>,
    /// Labels of the keyboard in place of the letters; `Some(vec![])` removes it.
    pub(crate) reply: Option<Vec<Vec<String>>>,
}

pub(crate) fn check(markup: Option<&Value>) -> Result<Markup, Refusal> {
    let Some(markup) = markup else { return Ok(Markup::default()) };
    if !markup.is_object() {
        return Err(Refusal::bad_request("object expected as reply markup"));
    }
    if let Some(rows) = markup.get("keyboard").filter(|rows| !rows.is_null()) {
        return Ok(Markup { inline: None, reply: Some(labels(rows)?) });
    }
    if markup["remove_keyboard"] == json!(true) {
        return Ok(Markup { inline: None, reply: Some(vec![]) });
    }
    let Some(rows) = markup.get("inline_keyboard").filter(|rows| !rows.is_null()) else {
        return Ok(Markup::default());
    };
    let rows = grid(rows, "inline_keyboard")?;
    for button in rows.iter().flatten() {
        inline_button(button)?;
    }
    let rows: Vec<_> = rows.into_iter().filter(|row| !row.is_empty()).collect();
    let inline = (!rows.is_empty()).then(|| json!({"inline_keyboard": rows}));
    Ok(Markup { inline, reply: None })
}

fn grid(rows: &Value, field: &str) -> Result<Vec<Vec<Value>>, Refusal> {
    let row = |row: &Value| row.as_array().cloned();
    let rows: Option<Vec<_>> = rows.as_array().and_then(|rows| rows.iter().map(row).collect());
    let rows = rows.ok_or_else(|| {
        Refusal::bad_request(&format!("field \"{field}\" must be an Array of Arrays"))
    })?;
    if rows.iter().map(Vec::len).sum::<usize>() > BUTTONS_MAX
        || rows.iter().any(|row| row.len() > ROW_BUTTONS_MAX)
    {
        return Err(Refusal::bad_request("reply markup is too long"));
    }
    Ok(rows)
}

fn labels(rows: &Value) -> Result<Vec<Vec<String>>, Refusal> {
    let label = |button: &Value| {
        let label = button.as_str().or_else(|| button["text"].as_str()).unwrap_or_default();
        if label.trim().is_empty() {
            return Err(Refusal::bad_request("keyboard button text must be non-empty"));
        }
        Ok(label.to_owned())
    };
    grid(rows, "keyboard")?.iter().map(|row| row.iter().map(label).collect()).collect()
}

fn inline_button(button: &Value) -> Result<(), Refusal> {
    let cannot = |why: &str| {
        Err(Refusal::bad_request(&format!("can't parse inline keyboard button: {why}")))
    };
    let Some(label) = button["text"].as_str() else {
        return cannot("Can't find field \"text\"");
    };
    if label.trim().is_empty() {
        return Err(Refusal::bad_request("inline keyboard button text must be non-empty"));
    }
    let filled = |key: &str| button[key].as_str().filter(|value| !value.is_empty());
    if let Some(url) = filled("url") {
        let fine = ["http://", "https://", "tg://"].iter().any(|scheme| url.starts_with(scheme));
        if !fine {
            return Err(Refusal::bad_request(&format!(
                "inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
            )));
        }
    } else if let Some(data) = filled("callback_data") {
        if data.len() > CALLBACK_DATA_BYTES_MAX {
            return Err(Refusal::bad_request("BUTTON_DATA_INVALID"));
        }
    } else if !["web_app", "login_url", "switch_inline_query", "copy_text", "pay"]
        .iter()
        .any(|key| !button[*key].is_null())
    {
        return cannot("Text buttons are unallowed in the inline keyboard");
    }
    Ok(())
}
