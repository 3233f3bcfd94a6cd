//! Proves that the simulated Telegram behaves as the real one does.

mod faults;
mod files;
mod messages;
mod outage;
mod people;
mod process;
mod profile;
mod requests;
mod updates;
mod webhook;

use serde_json::{Value, json};

use super::BotApi;

/// A bot that only does what the test tells it to.
#[derive(Clone)]
struct Bot {
    http: reqwest::Client,
    base: String,
}

impl Bot {
    fn new(tg: &BotApi) -> Self {
        let base = format!("{}/bot{}", tg.url(), tg.token());
        Self { http: reqwest::Client::builder().no_proxy().build().unwrap(), base }
    }

    fn request(&self, method: &str) -> reqwest::RequestBuilder {
        self.http.post(format!("{}/{method}", self.base))
    }

    /// Status and body of a call with JSON parameters.
    async fn call(&self, method: &str, params: Value) -> (u16, Value) {
        self.try_call(method, params).await.unwrap()
    }

    async fn try_call(&self, method: &str, params: Value) -> reqwest::Result<(u16, Value)> {
        let response = self.request(method).json(&params).send().await?;
        Ok((response.status().as_u16(), response.json().await?))
    }

    /// The result of a call that must succeed.
    async fn does(&self, method: &str, params: Value) -> Value {
        let (status, body) = self.call(method, params).await;
        assert_eq!(status, 200, "{method}: {body}");
        assert_eq!(body["ok"], json!(true));
        body["result"].clone()
    }

    /// The description of a call that must be refused with this status.
    async fn fails(&self, method: &str, params: Value, status: u16) -> String {
        let (real, body) = self.call(method, params).await;
        assert_eq!(real, status, "{method}: {body}");
        assert_eq!(body["ok"], json!(false));
        assert_eq!(body["error_code"], json!(status));
        body["description"].as_str().unwrap().to_owned()
    }

    async fn update_ids(&self, params: Value) -> Vec<i64> {
        let updates = self.does("getUpdates", params).await;
        updates.as_array().unwrap().iter().map(|u| u["update_id"].as_i64().unwrap()).collect()
    }
}

/// One button per label; the data is the label in lower case.
fn keyboard(labels: &[&str]) -> Value {
    let button = |label: &&str| json!([{"text": label, "callback_data": label.to_lowercase()}]);
    json!({"inline_keyboard": labels.iter().map(button).collect::<Vec<_>>()})
}
