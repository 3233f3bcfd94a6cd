//! The way of values from the journal before down into sled, a few with each commit.
//!
//! Once all of them are in sled, a thread of its own brings sled's file to the disk: that takes many
//! times as long as a commit. Until then neither journal may be written over.

use std::fs::File;
use std::io;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use ::sled::Db;

use super::fence::fenced;
use super::layers::Layers;
use super::trouble::Trouble;

/// Values that go down with a commit, for each change it makes: more than come.
const FOR_EACH_CHANGE: usize = 2;
/// Values that go down at a time when somebody waits for all of them.
const AT_ONCE: usize = 1000;

/// How far they are.
pub(super) enum Descent {
    /// All are in sled, and on the disk.
    Done,
    /// Those with keys up to this one are in sled.
    Going(Vec<u8>),
    /// All are in sled, which is being brought to the disk.
    Syncing(JoinHandle<Result<(), Trouble>>),
}

impl Descent {
    /// All are still to go.
    pub(super) fn begin() -> Self {
        Self::Going(Vec::new())
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self, Self::Done)
    }

    /// Goes on with a commit of so many changes, without waiting for the disk.
    pub(super) fn step(
        &mut self,
        layers: &mut Layers,
        file: &Arc<File>,
        changes: usize,
    ) -> Result<(), Trouble> {
        match self {
            Self::Going(after) => {
                *self = match layers.go_down(after, changes * FOR_EACH_CHANGE)? {
                    Some(key) => Self::Going(key),
                    None => Self::Syncing(sync_beside(layers.sled(), Arc::clone(file))?),
                };
                Ok(())
            }
            Self::Syncing(thread) if thread.is_finished() => self.wait(),
            Self::Syncing(_) | Self::Done => Ok(()),
        }
    }

    /// Brings every value above sled down and to the disk, and waits for that.
    pub(super) fn finish(&mut self, layers: &mut Layers, file: &File) -> Result<(), Trouble> {
        self.wait()?;
        let mut after = Some(Vec::new());
        while let Some(key) = after {
            after = layers.go_down(&key, AT_ONCE)?;
        }
        sync(layers.sled(), file)
    }

    /// Waits for the thread, if there is one. Nothing is on its way afterwards.
    pub(super) fn wait(&mut self) -> Result<(), Trouble> {
        match std::mem::replace(self, Self::Done) {
            Self::Syncing(thread) => thread.join().unwrap_or(Err(Trouble::Panicked)),
            Self::Going(_) | Self::Done => Ok(()),
        }
    }
}

fn sync_beside(sled: &Db, file: Arc<File>) -> io::Result<JoinHandle<Result<(), Trouble>>> {
    let sled = sled.clone();
    let thread = thread::Builder::new().name("sync".to_owned());
    thread.spawn(move || fenced(|| sync(&sled, &file)))
}

/// `flush` writes sled's buffer to the file, but on Linux it ends in `sync_file_range`, which promises
/// nothing after a power cut. Hence our own `fdatasync`.
fn sync(sled: &Db, file: &File) -> Result<(), Trouble> {
    sled.flush()?;
    file.sync_data().map_err(Trouble::Unsynced)
}
