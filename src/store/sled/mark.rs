//! A note beside the database of how many commits it had at least.
//!
//! sled opens a database that was cut short as if its end had never been written. The note tells
//! that from a whole one. It is written after each commit that is on the disk, without waiting until
//! it is there itself, so after a power cut it may be behind but never ahead. It is a second witness
//! only: where it cannot be read or written, the database speaks for itself.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use super::files::COMMITS;

/// The open note.
pub(super) struct Mark(Option<File>);

impl Mark {
    /// Opens the note of a folder and says how many commits there were at least.
    pub(super) fn open(folder: &Path) -> (Self, u64) {
        let path = folder.join(COMMITS);
        let file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let mut mark = Self(file.ok());
        let commits_min = mark.read().unwrap_or(0);
        (mark, commits_min)
    }

    /// How many commits there were at least, as far as a note tells.
    pub(super) fn read_only(folder: &Path) -> u64 {
        Self(File::open(folder.join(COMMITS)).ok()).read().unwrap_or(0)
    }

    /// Notes the count. Always the same length, so that it is written in place.
    pub(super) fn write(&mut self, commits: u64) {
        let Some(file) = &mut self.0 else { return };
        let note = format!("{commits:020}\n");
        if let Err(error) = write_at_start(file, note.as_bytes()) {
            log::debug!("the number of commits was not noted: {error}");
        }
    }

    fn read(&mut self) -> Option<u64> {
        let mut note = String::new();
        self.0.as_mut()?.take(64).read_to_string(&mut note).ok()?;
        note.strip_suffix('\n').filter(|digits| digits.len() == 20)?.parse().ok()
    }
}

#[cfg(unix)]
fn write_at_start(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, 0)
}

#[cfg(not(unix))]
fn write_at_start(file: &mut File, bytes: &[u8]) -> io::Result<()> {
    use std::io::{Seek, SeekFrom, Write};

    file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(bytes))
}
