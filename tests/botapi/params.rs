//! The parameters of a call: query string, JSON, urlencoded form or multipart form, in one map.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Form,
    extract::{FromRequest, Multipart, Query, Request},
    http::header::CONTENT_TYPE,
};
use serde_json::{Map, Value, json};

/// A file that came with a multipart form.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub(crate) name: String,
    pub(crate) bytes: Arc<Vec<u8>>,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    pub(crate) values: Map<String, Value>,
    pub(crate) files: BTreeMap<String, Upload>,
}

impl Params {
    /// Reads a request; `Err` is the description Telegram would give.
    pub(crate) async fn read(request: Request) -> Result<Self, String> {
        let mut params = Self::default();
        let query = Query::<Vec<(String, String)>>::try_from_uri(request.uri())
            .map_err(|error| format!("Bad Request: query string: {error}"))?;
        params.extend(query.0);
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().to_ascii_lowercase();
        if kind.starts_with("multipart/form-data") {
            params.read_multipart(request).await?;
        } else if kind.starts_with("application/json") {
            params.read_json(request).await?;
        } else if kind.starts_with("application/x-www-form-urlencoded") {
            let form = Form::<Vec<(String, String)>>::from_request(request, &()).await;
            params.extend(form.map_err(|error| format!("Bad Request: form: {error}"))?.0);
        }
        Ok(params)
    }

    fn extend(&mut self, pairs: Vec<(String, String)>) {
        self.values.extend(pairs.into_iter().map(|(key, value)| (key, Value::String(value))));
    }

    async fn read_json(&mut self, request: Request) -> Result<(), String> {
        let body = axum::body::to_bytes(request.into_body(), usize::MAX).await;
        let body = body.map_err(|error| format!("Bad Request: body: {error}"))?;
        match serde_json::from_slice(&body) {
            Ok(Value::Object(values)) => self.values.extend(values),
            Err(_) if body.is_empty() => {}
            _ => return Err("Bad Request: can't parse JSON object".into()),
        }
        Ok(())
    }

    async fn read_multipart(&mut self, request: Request) -> Result<(), String> {
        let broken = |error: &dyn std::fmt::Display| format!("Bad Request: multipart: {error}");
        let mut form = Multipart::from_request(request, &()).await.map_err(|e| broken(&e))?;
        while let Some(field) = form.next_field().await.map_err(|e| broken(&e))? {
            let key = field.name().unwrap_or_default().to_owned();
            if let Some(name) = field.file_name().map(str::to_owned) {
                let bytes = Arc::new(field.bytes().await.map_err(|e| broken(&e))?.to_vec());
                self.files.insert(key, Upload { name, bytes });
            } else {
                let text = field.text().await.map_err(|e| broken(&e))?;
                self.values.insert(key, Value::String(text));
            }
        }
        Ok(())
    }

    /// Scalars as the text Telegram sees; empty and missing are the same.
    pub(crate) fn text(&self, key: &str) -> Option<String> {
        match self.values.get(key)? {
            Value::String(text) if text.is_empty() => None,
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    pub(crate) fn integer(&self, key: &str) -> Option<i64> {
        self.text(key)?.trim().parse().ok()
    }

    pub(crate) fn flag(&self, key: &str) -> bool {
        let value = self.text(key).unwrap_or_default().to_ascii_lowercase();
        matches!(value.as_str(), "true" | "yes" | "1")
    }

    /// A nested object, given as JSON or as a string that holds JSON.
    pub(crate) fn nested(&self, key: &str) -> Result<Option<Value>, String> {
        match self.values.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => serde_json::from_str(text)
                .map(Some)
                .map_err(|_| format!("Bad Request: can't parse {key} JSON object")),
            Some(value) => Ok(Some(value.clone())),
        }
    }

    /// For the log of calls: the values, and each file by its name and size.
    pub(crate) fn logged(&self) -> Map<String, Value> {
        let mut values = self.values.clone();
        for (key, file) in &self.files {
            values.insert(key.clone(), json!({"file": file.name, "size": file.bytes.len()}));
        }
        values
    }
}
