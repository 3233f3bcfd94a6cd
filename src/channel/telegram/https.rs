//! The wire of the Bot API over the network: HTTP/1.1 on connections that stay open.
//!
//! Calls go straight to hyper. reqwest, which teloxide brings along, parses the address anew for every
//! call and passes it through layers for redirects and retries that the Bot API has no use for; it
//! carries uploads, and everything where a proxy is set. Never logs an address: it contains the token.

use std::sync::OnceLock;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use reqwest::multipart::{Form, Part};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::api::{BadAddress, Body, Lost, Wire};

/// Connections kept for the next call. More are opened when more chats are answered at once, and
/// closed afterwards: each has buffers of its own.
const IDLE_MAX: usize = 256;
/// Unused connections are closed after this.
const IDLE_FOR: Duration = Duration::from_secs(60);
/// What a connection reads at a time: a whole answer, mostly, and each connection keeps as much.
const READ_BYTES: usize = 4096;
const JSON: &str = "application/json";
const CONNECT_WAIT: Duration = Duration::from_secs(5);
/// Less than any call may take: see [`Https::tick`].
const TICK: Duration = Duration::from_secs(5);
/// No answer of Telegram is longer: a hundred updates of a few kilobytes.
const ANSWER_BYTES_MAX: usize = 16 * 1024 * 1024;

/// The network.
pub struct Https {
    calls: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    /// For uploads, and through a proxy.
    uploads: reqwest::Client,
    proxied: bool,
    base: String,
    ticking: OnceLock<JoinHandle<()>>,
}

impl Https {
    /// Calls below a base address, which ends in a slash.
    pub(super) fn new(base: &str) -> Result<Self, BadAddress> {
        let no_tls = |_| BadAddress("the TLS set-up of this machine".to_owned());
        let settings = teloxide::net::default_reqwest_settings();
        let uploads = settings.pool_max_idle_per_host(1).build().map_err(no_tls)?;
        // What stands in the token must not break the address.
        let base =
            reqwest::Url::parse(base).map_err(|_| BadAddress("what was given".to_owned()))?;
        let base = String::from(base);
        let address: Uri = base.parse().map_err(|_| BadAddress("what was given".to_owned()))?;
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(CONNECT_WAIT));
        let connector = HttpsConnectorBuilder::new().with_webpki_roots().https_or_http();
        let calls = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(IDLE_MAX)
            .pool_idle_timeout(IDLE_FOR)
            .pool_timer(TokioTimer::new())
            .http1_read_buf_exact_size(READ_BYTES)
            .build(connector.enable_http1().wrap_connector(tcp));
        let proxied = Matcher::from_env().intercept(&address).is_some();
        Ok(Self { calls, uploads, proxied, base, ticking: OnceLock::new() })
    }

    /// Keeps a timer that is due before that of any call. tokio wakes itself up, with two system calls,
    /// for each timer that is due before all others, and after a pause that would be every call.
    fn tick(&self) {
        self.ticking.get_or_init(|| {
            tokio::spawn(async {
                loop {
                    sleep(TICK).await;
                }
            })
        });
    }

    async fn call(&self, address: String, json: Vec<u8>) -> Result<(u16, Vec<u8>), String> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(address)
            .header(CONTENT_TYPE, HeaderValue::from_static(JSON))
            .body(Full::from(json))
            .map_err(|error| error.to_string())?;
        let answer = self.calls.request(request).await.map_err(|error| reason(&error))?;
        let status = answer.status().as_u16();
        let body = Limited::new(answer.into_body(), ANSWER_BYTES_MAX).collect().await;
        Ok((status, body.map_err(|error| reason(&*error))?.to_bytes().into()))
    }
}

impl Drop for Https {
    fn drop(&mut self) {
        if let Some(ticking) = self.ticking.get() {
            ticking.abort();
        }
    }
}

impl Wire for Https {
    async fn post(
        &self,
        method: &'static str,
        body: Body,
        wait: Duration,
    ) -> Result<(u16, Vec<u8>), Lost> {
        let address = format!("{}{method}", self.base);
        let through_reqwest = || self.uploads.post(&address).timeout(wait);
        let request = match body {
            Body::Json(json) if !self.proxied => {
                self.tick();
                let answer = timeout(wait, self.call(address, json)).await;
                return answer.map_or(Err(Lost::Late), |answer| answer.map_err(Lost::Failed));
            }
            Body::Json(json) => through_reqwest().header(CONTENT_TYPE, JSON).body(json),
            Body::File { fields, field, name, bytes } => {
                let form = Form::new().part(field, Part::bytes(bytes).file_name(name));
                let fields = fields.into_iter();
                let form = fields.fold(form, |form, (name, value)| form.text(name, value));
                through_reqwest().multipart(form)
            }
        };
        let answer = request.send().await.map_err(lost)?;
        let status = answer.status().as_u16();
        let body = answer.bytes().await.map_err(lost)?;
        Ok((status, body.into()))
    }
}

fn lost(error: reqwest::Error) -> Lost {
    if error.is_timeout() && !error.is_connect() {
        return Lost::Late;
    }
    Lost::Failed(reason(&error.without_url()))
}

/// The innermost cause: "connection refused" says more than "error sending request".
fn reason(error: &dyn std::error::Error) -> String {
    let mut inner = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}
