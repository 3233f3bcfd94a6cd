//! Files: `sendPhoto` and `sendDocument`, uploaded or sent again by their id.

use std::sync::Arc;

use serde_json::{Value, json};

use super::{answer::Refusal, params::Params, state::State};

const PHOTO_BYTES_MAX: usize = 10 << 20;
const DOCUMENT_BYTES_MAX: usize = 50 << 20;
const PHOTO_SIDES_SUM_MAX: u32 = 10_000;
const PHOTO_RATIO_MAX: u32 = 20;

#[derive(Clone, Debug)]
pub(crate) struct StoredFile {
    pub(crate) name: String,
    pub(crate) bytes: Arc<Vec<u8>>,
    /// Telegram's object for it: a `Document`, or the only `PhotoSize`.
    json: Value,
    kind: &'static str,
}

impl State {
    /// The part of a `Message` that holds the file of a call.
    pub(crate) fn attach(&mut self, params: &Params, kind: &'static str) -> Result<Value, Refusal> {
        let given = params.text(kind);
        let part = given.as_deref().and_then(|given| given.strip_prefix("attach://"));
        let upload = params.files.get(part.unwrap_or(kind));
        let json = match (upload, given.as_deref()) {
            (Some(upload), _) => {
                self.keep(&upload.name.clone(), Arc::clone(&upload.bytes), kind)?
            }
            (None, Some(id)) if part.is_none() => self.sent_again(id, kind)?,
            _ => {
                return Err(Refusal::bad_request(&format!("there is no {kind} in the request")));
            }
        };
        Ok(if kind == "photo" { json!({kind: [json]}) } else { json!({kind: json}) })
    }

    fn sent_again(&self, id: &str, kind: &str) -> Result<Value, Refusal> {
        match self.files.get(id) {
            Some(file) if file.kind == kind => Ok(file.json.clone()),
            Some(file) => {
                let had = if file.kind == "photo" { "Photo" } else { "Document" };
                let wanted = if kind == "photo" { "Photo" } else { "Document" };
                Err(Refusal::bad_request(&format!("can't use file of type {had} as {wanted}")))
            }
            None => Err(Refusal::bad_request(
                "wrong remote file identifier specified: Wrong string length",
            )),
        }
    }

    pub(crate) fn keep(
        &mut self,
        name: &str,
        bytes: Arc<Vec<u8>>,
        kind: &'static str,
    ) -> Result<Value, Refusal> {
        if bytes.is_empty() {
            return Err(Refusal::bad_request("file must be non-empty"));
        }
        let limit = if kind == "photo" { PHOTO_BYTES_MAX } else { DOCUMENT_BYTES_MAX };
        if bytes.len() > limit {
            return Err(Refusal::new(413, "Request Entity Too Large"));
        }
        let number = self.number();
        let id = format!("AgACAgIAAxkDAAI{number:06}{kind}");
        let mut json = json!({"file_id": id, "file_unique_id": format!("AQAD{number:06}"),
            "file_size": bytes.len()});
        if kind == "photo" {
            let (width, height) = picture_size(&bytes)?;
            json["width"] = json!(width);
            json["height"] = json!(height);
        } else {
            json["file_name"] = json!(name);
        }
        let file = StoredFile { name: name.to_owned(), bytes, json: json.clone(), kind };
        self.files.insert(id, file);
        Ok(json)
    }
}

/// Refuses what Telegram cannot show as a photo.
fn picture_size(bytes: &[u8]) -> Result<(u32, u32), Refusal> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        return Ok((640, 480));
    }
    let side = |at: usize| {
        let side: Option<[u8; 4]> = bytes.get(at..at + 4).and_then(|side| side.try_into().ok());
        side.map(u32::from_be_bytes)
    };
    let (Some(width), Some(height), true) = (side(16), side(20), bytes.starts_with(b"\x89PNG\r\n"))
    else {
        return Err(Refusal::bad_request("IMAGE_PROCESS_FAILED"));
    };
    let (short, long) = (width.min(height), width.max(height));
    if short == 0 || width + height > PHOTO_SIDES_SUM_MAX || long / short > PHOTO_RATIO_MAX {
        return Err(Refusal::bad_request("PHOTO_INVALID_DIMENSIONS"));
    }
    Ok((width, height))
}
