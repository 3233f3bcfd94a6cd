//! Sends the drawings: each is rendered when somebody first needs it, uploaded once, and from then on
//! sent by the id that Telegram gave to its copy.
//!
//! Stands before Telegram as a channel, so that the outbox treats a drawing like any message. Never
//! draws on a thread that answers people, and never touches the store: what Telegram keeps is handed
//! back with the delivery and committed with it.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};
use tokio::sync::{Mutex, OwnedMutexGuard, Semaphore, mpsc, oneshot};

use super::worker::Job;
use crate::channel::telegram::{Api, ApiError, Photo, Wire, outcome};
use crate::channel::{Channel, Delivery, KeptFile, Message};
use crate::dialogue::problem::{Place, Problem};
use crate::dialogue::report::Page;
use crate::dialogue::{Content, Document, Picture, Script};
use crate::picture::{self, PictureError, WIDTH_PX};
use crate::store::Write;

/// Telegram, with somebody who draws before it.
pub(super) struct Drawings<W> {
    api: Arc<Api<W>>,
    by_name: BTreeMap<String, Arc<Drawing>>,
    /// One is drawn at a time: a picture's memory is many times of its file.
    easel: Arc<Semaphore>,
    /// So many files of whole histories are made and sent at a time: one takes megabytes.
    desk: Semaphore,
    /// Who can read what files are made of.
    jobs: mpsc::UnboundedSender<Job>,
    /// Drawings that Telegram did not take since the start.
    refused: AtomicU64,
}

struct Drawing {
    svg: Arc<str>,
    digest: String,
    copy: Arc<Mutex<Copy>>,
}

/// Where a finished drawing is.
enum Copy {
    /// Nowhere yet.
    None,
    /// In memory, until Telegram has it.
    Here(Arc<[u8]>),
    /// At Telegram, under this id.
    There(String),
}

/// What is kept of an upload. A drawing that changed since, or another bot, does not find it.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u16,
    bot: String,
    digest: String,
    file: String,
}

impl Kept {
    const VERSION: u16 = 1;
}

impl<W: Wire> Drawings<W> {
    /// The drawings of a script, with what earlier runs have uploaded.
    pub(super) fn new(
        api: Arc<Api<W>>,
        script: &Script,
        files: &[(String, Vec<u8>)],
        jobs: mpsc::UnboundedSender<Job>,
    ) -> Self {
        let drawing = |(name, svg): (&String, &Arc<str>)| {
            let digest = digest(svg);
            let kept = files.iter().find(|(file, _)| file == name);
            let kept = kept.and_then(|(_, bytes)| serde_json::from_slice::<Kept>(bytes).ok());
            let kept = kept.filter(|kept| {
                kept.version == Kept::VERSION && kept.bot == api.bot_id() && kept.digest == digest
            });
            let copy = Mutex::new(kept.map_or(Copy::None, |kept| Copy::There(kept.file)));
            let drawing = Drawing { svg: Arc::clone(svg), digest, copy: Arc::new(copy) };
            (name.clone(), Arc::new(drawing))
        };
        let by_name = script.pictures.iter().map(drawing).collect();
        let (easel, desk) = (Arc::new(Semaphore::new(1)), Semaphore::new(2));
        Self { api, by_name, easel, desk, jobs, refused: AtomicU64::new(0) }
    }

    async fn send(&self, chat: i64, picture: &Picture, late: u32) -> Delivery {
        let Some(drawing) = self.by_name.get(&picture.name) else {
            return Delivery::Refused("the dialogues have this drawing no longer".to_owned());
        };
        let known = match &*drawing.copy.lock().await {
            Copy::There(file) => Some(file.clone()),
            Copy::None | Copy::Here(_) => None,
        };
        if let Some(file) = known {
            match self.api.photo(chat, &picture.caption, Photo::Kept(&file), late).await {
                Ok(_) => return Delivery::Arrived(None),
                Err(error) if !is_about_the_file(&error) => return self.failed(picture, &error),
                Err(_) => drawing.forget(&file).await,
            }
        }
        self.upload(chat, picture, drawing, late).await
    }

    /// Whoever needs the same drawing meanwhile waits here, and then has its id.
    async fn upload(&self, chat: i64, picture: &Picture, drawing: &Drawing, late: u32) -> Delivery {
        let mut copy = match drawing.drawn(&self.easel).await {
            Ok(copy) => copy,
            Err(why) => return Delivery::Refused(why),
        };
        let photo = match &*copy {
            Copy::There(file) => Photo::Kept(file),
            Copy::Here(png) => Photo::Png(png),
            Copy::None => return Delivery::Refused("the drawing is gone again".to_owned()),
        };
        let kept = matches!(photo, Photo::Kept(_));
        let sent = self.api.photo(chat, &picture.caption, photo, late).await;
        let sent = sent.map(|file| file.filter(|_| !kept));
        match sent {
            Ok(None) => Delivery::Arrived(None),
            Ok(Some(file)) => {
                *copy = Copy::There(file.clone());
                self.keep(picture, drawing, file)
            }
            Err(error) => self.failed(picture, &error),
        }
    }

    async fn send_document(&self, chat: i64, document: &Document, late: u32) -> Delivery {
        match &document.content {
            Content::Picture { svg } => {
                let svg = svg.as_str().into();
                self.send_own_picture(chat, svg, &document.caption, late).await
            }
            Content::Report { page } => self.send_page(chat, document, page.clone(), late).await,
            Content::Everything | Content::Table => self.send_copy(chat, document, late).await,
        }
    }

    /// A file of what is kept is made by whoever can read it.
    async fn send_copy(&self, chat: i64, document: &Document, late: u32) -> Delivery {
        // The semaphore is never closed.
        let _turn = self.desk.acquire().await;
        let (done, made) = oneshot::channel();
        // The turns are gone only when the program stops; the message is still in the store then.
        let _ = self.jobs.send(Job::Export(chat, document.content.clone(), done));
        match made.await {
            Ok(Some(bytes)) => self.send_file(chat, document, bytes, late).await,
            // The person was forgotten meanwhile.
            Ok(None) => Delivery::Arrived(None),
            Err(_) => Delivery::Unreachable("the store is closed".to_owned()),
        }
    }

    /// A picture of somebody's own is drawn for them alone, and its id is not kept.
    async fn send_own_picture(
        &self,
        chat: i64,
        svg: Arc<str>,
        caption: &str,
        late: u32,
    ) -> Delivery {
        let png = match drawn(&self.easel, svg).await {
            Ok(png) => png,
            Err(why) => return Delivery::Refused(why),
        };
        match self.api.photo(chat, caption, Photo::Png(&png), late).await {
            Ok(_) => Delivery::Arrived(None),
            Err(error) => outcome(&error),
        }
    }

    /// A page is set off the threads that answer people, one at a time with the drawings.
    async fn send_page(
        &self,
        chat: i64,
        document: &Document,
        page: Box<Page>,
        late: u32,
    ) -> Delivery {
        let pdf = rendered(&self.easel, move || picture::page::pdf(&page)).await;
        match pdf {
            Ok(pdf) => self.send_file(chat, document, pdf, late).await,
            Err(why) => Delivery::Refused(why),
        }
    }

    async fn send_file(
        &self,
        chat: i64,
        document: &Document,
        bytes: Vec<u8>,
        late: u32,
    ) -> Delivery {
        let sent = self.api.document(chat, document, bytes, late).await;
        sent.map_or_else(|error| outcome(&error), |()| Delivery::Arrived(None))
    }

    fn keep(&self, picture: &Picture, drawing: &Drawing, file: String) -> Delivery {
        let bot = self.api.bot_id().to_owned();
        let kept = Kept { version: Kept::VERSION, bot, digest: drawing.digest.clone(), file };
        match serde_json::to_vec(&kept) {
            Ok(bytes) => Delivery::Uploaded(KeptFile { name: picture.name.clone(), bytes }),
            Err(_) => Delivery::Arrived(None),
        }
    }

    fn failed(&self, picture: &Picture, error: &ApiError) -> Delivery {
        match outcome(error) {
            Delivery::Refused(why) => {
                let refused = self.refused.fetch_add(1, Ordering::Relaxed) + 1;
                let name = &picture.name;
                Delivery::Refused(format!("{why} (drawing {name}, {refused} refused so far)"))
            }
            delivery => delivery,
        }
    }
}

impl<W: Wire> Channel for Drawings<W> {
    fn method(message: &Message) -> &'static str {
        Api::<W>::method(message)
    }

    async fn is_open(&self) -> Option<bool> {
        self.api.is_open().await
    }

    async fn deliver(&self, chat: i64, message: &Message, late: u32) -> Delivery {
        match message {
            Message::Picture { picture } => self.send(chat, picture, late).await,
            Message::Document { document } => self.send_document(chat, document, late).await,
            other => self.api.deliver(chat, other, late).await,
        }
    }
}

impl Drawing {
    /// The drawing, in memory or at Telegram already. It is drawn by a task of its own: whoever waits
    /// may be called off, and the next one must not begin from a blank sheet.
    async fn drawn(&self, easel: &Arc<Semaphore>) -> Result<OwnedMutexGuard<Copy>, String> {
        let (copy, easel) = (Arc::clone(&self.copy), Arc::clone(easel));
        let svg = Arc::clone(&self.svg);
        let drawing = tokio::spawn(async move {
            let mut copy = copy.lock_owned().await;
            if matches!(&*copy, Copy::None) {
                *copy = Copy::Here(drawn(&easel, svg).await?.into());
            }
            Ok(copy)
        });
        drawing.await.map_err(|error| error.to_string())?
    }

    /// Unless somebody has uploaded it anew meanwhile.
    async fn forget(&self, file: &str) {
        let mut copy = self.copy.lock().await;
        if matches!(&*copy, Copy::There(known) if known == file) {
            *copy = Copy::None;
        }
    }
}

/// Draws when its turn has come, off the threads that answer people.
async fn drawn(easel: &Semaphore, svg: Arc<str>) -> Result<Vec<u8>, String> {
    rendered(easel, move || picture::png(&svg, WIDTH_PX)).await
}

async fn rendered<E: Display + Send + 'static>(
    easel: &Semaphore,
    make: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Result<Vec<u8>, String> {
    // The semaphore is never closed.
    let _turn = easel.acquire().await;
    let bytes = tokio::task::spawn_blocking(make).await;
    bytes.map_err(|error| error.to_string())?.map_err(|error| error.to_string())
}

/// Drops what is kept of drawings that the dialogues have no longer: the store keeps one entry for
/// each drawing there is.
pub(super) fn leftovers(script: &Script, files: &[(String, Vec<u8>)]) -> Vec<Write> {
    let gone = files.iter().filter(|(name, _)| !script.pictures.contains_key(name));
    gone.map(|(name, _)| Write::DeleteFile { name: name.clone() }).collect()
}

/// What is wrong with the drawings of a script, without drawing them: fast enough for every start.
pub fn problems(script: &Script) -> Vec<Problem> {
    problems_of(script, |svg| picture::check(svg, WIDTH_PX))
}

/// The same, and each is really drawn.
pub fn problems_when_drawn(script: &Script) -> Vec<Problem> {
    problems_of(script, |svg| picture::png(svg, WIDTH_PX).map(drop))
}

fn problems_of(
    script: &Script,
    examine: impl Fn(&str) -> Result<(), PictureError>,
) -> Vec<Problem> {
    let examined = script.pictures.iter().filter_map(|(name, svg)| {
        let error = examine(svg).err()?;
        let (line, column) = error.position();
        let place = Place { file: format!("pictures/{name}.svg"), line, column };
        let hint = "a drawing is one SVG of shapes, with no text and nothing from elsewhere";
        Some(Problem::new("D001", place, error.to_string(), hint))
    });
    examined.collect()
}

/// Telegram's words for a file id it does not know (any more).
fn is_about_the_file(error: &ApiError) -> bool {
    let ApiError::Refused { code: 400, description, .. } = error else { return false };
    let description = description.to_ascii_lowercase();
    ["file identifier", "file_id", "file reference"].iter().any(|words| description.contains(words))
}

fn digest(svg: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (svg, WIDTH_PX).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
