//! Puts a backup in the place of a store.
//!
//! The new database is built beside the old one and read back before anything is moved. What was
//! there is put aside, never deleted. A kill at any moment leaves the old store, the new one, or a
//! folder that does not open and says so; the same command then goes on.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::backup::{self, Backup};
use super::copy::{BATCH_ENTRIES, Copy, Entry};
use super::fence::fenced;
use super::mark::Mark;
use super::{files, open};
use crate::store::StoreError;

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What was put in place.
    pub backup: Backup,
    /// Where the files are that were there before.
    pub aside: Option<PathBuf>,
    /// How many later commits the store had at least.
    pub commits_lost: u64,
}

/// Restores a backup file into the store's folder. A store that can be read is only replaced when
/// `replace` says so.
pub fn restore(
    path: &Path,
    file: &Path,
    replace: bool,
    now: DateTime<Utc>,
) -> Result<Restored, StoreError> {
    // Before the folder is even made: a wrong name must not leave traces.
    Backup::read(file)?;
    let _lock = files::prepare_to_restore(path)?;
    let commits_before = match commits(path) {
        Ok(Some(commits)) if !replace => {
            return Err(StoreError::Whole { path: files::shown(path), commits });
        }
        Ok(commits) => commits.unwrap_or(0),
        Err(StoreError::Corrupt { .. }) => Mark::read_only(path),
        // A newer format may be a whole store too.
        Err(_) if replace => Mark::read_only(path),
        Err(error) => return Err(error),
    };
    files::begin_restore(path)?;
    let (backup, nursery) = build(path, file, commits_before).inspect_err(|_| undo(path))?;
    let aside = files::set_aside(path, &now.format("%Y%m%dT%H%M%S%3fZ").to_string())?;
    files::settle(path, &nursery)?;
    open::close(open::live(path)?);
    let commits_lost = commits_before.saturating_sub(backup.commits);
    Ok(Restored { backup, aside, commits_lost })
}

/// Nothing was moved yet. Where there is a store, whole or not, it is as it was. Where there is none, the
/// note stays: nobody who wanted a backup there wants an empty store.
fn undo(path: &Path) {
    // The failure itself is what is told.
    let _ = files::clear(&files::nursery(path));
    if files::database(path).exists() {
        let _ = files::end_restore(path);
    }
}

/// How many commits the store has; `None` where there is none yet.
fn commits(path: &Path) -> Result<Option<u64>, StoreError> {
    if files::is_fresh(path)? {
        return Ok(None);
    }
    let live = open::unsettled(path)?;
    let commits = live.sum.commits;
    open::close(live);
    Ok(Some(commits))
}

/// Builds a database of the backup, reads it back and closes it.
///
/// It counts on from the highest number of commits that is known of the store, not from the backup's:
/// which of two backups is the newer one is told by that number.
fn build(path: &Path, file: &Path, commits_before: u64) -> Result<(Backup, PathBuf), StoreError> {
    let mut copy = Copy::begin(files::nursery(path))?;
    let mut batch: Vec<Entry> = Vec::with_capacity(BATCH_ENTRIES);
    let put = |copy: &mut Copy, entries: Vec<Entry>| {
        fenced(|| copy.put(entries)).map_err(|trouble| trouble.at(path))
    };
    let backup = Backup::read_all(file, &mut |key, value| {
        batch.push((key, Some(value)));
        if batch.len() < BATCH_ENTRIES {
            return Ok(());
        }
        put(&mut copy, std::mem::take(&mut batch))
    })?;
    put(&mut copy, batch)?;
    let sealed = fenced(|| {
        let mut copy = copy.read_back()?;
        let mut sum = backup.sum;
        sum.commits = highest(&backup).max(commits_before);
        copy.seal(sum)?;
        Ok(copy.close())
    });
    Ok((backup, sealed.map_err(|trouble| trouble.at(path))?))
}

/// The highest number of commits among the backups of the same store beside this one.
fn highest(restored: &Backup) -> u64 {
    let beside = match (restored.file.parent(), &restored.origin) {
        // What cannot be read there tells nothing.
        (Some(folder), Some(origin)) => backup::backups_of(folder, origin).unwrap_or_default(),
        _ => Vec::new(),
    };
    beside.iter().map(|backup| backup.commits).fold(restored.commits, u64::max)
}
