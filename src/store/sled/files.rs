//! The folder of a store: who may have it, what lies in it, who may read it.
//!
//! Nothing of the folder is removed but what a broken start of ours left behind.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::store::StoreError;

const DATABASE: &str = "db";
const SETTINGS: &str = "conf";
const LOCK: &str = "lock";
pub(super) const COMMITS: &str = "commits";
const NURSERY: &str = "new";
const BLOBS: &str = "blobs";
const SNAPSHOT: &str = "snap.";

/// sled's file in the folder.
pub(super) fn database(path: &Path) -> PathBuf {
    path.join(DATABASE)
}

/// Makes the folder if there is none, and takes it for as long as the returned file is held.
/// sled locks its own file, but only after it has begun to look at the folder.
pub(super) fn prepare(path: &Path) -> Result<File, StoreError> {
    attempt(path, || {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(path)
    })?;
    // Before anything is made in it: a folder of somebody else's files stays as it is.
    is_fresh(path)?;
    let lock = attempt(path, || {
        OpenOptions::new().create(true).truncate(false).write(true).open(path.join(LOCK))
    })?;
    match patiently(|| lock.try_lock(), |error| matches!(error, TryLockError::WouldBlock)) {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: shown(path) }),
        Err(TryLockError::Error(error)) => Err(io_error(path, &error)),
    }
}

/// Tries again for half a second while `is_locked`. A lock may outlive its holder for a moment:
/// sled's threads, or a process that is just being started from this one, have it too.
#[expect(clippy::disallowed_methods, reason = "gives others the time to end")]
pub(super) fn patiently<T, E>(
    mut attempt: impl FnMut() -> Result<T, E>,
    is_locked: impl Fn(&E) -> bool,
) -> Result<T, E> {
    for _ in 0..50 {
        match attempt() {
            Err(error) if is_locked(&error) => thread::sleep(Duration::from_millis(10)),
            other => return other,
        }
    }
    attempt()
}

/// Whether there is no database yet. A database that is gone, or a folder of other things, is not a
/// fresh start but a mistake that must not be covered up by an empty store.
pub(super) fn is_fresh(path: &Path) -> Result<bool, StoreError> {
    let corrupt = |reason: String| Err(StoreError::Corrupt { path: shown(path), reason });
    match fs::metadata(database(path)) {
        Ok(found) if found.len() == 0 => corrupt("its database file is empty".to_owned()),
        Ok(_) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let other = attempt(path, || names(path))?.into_iter().find(|name| {
                !(name == LOCK || name == NURSERY || name == "lost+found" || name.starts_with('.'))
            });
            match other {
                None => Ok(true),
                Some(name)
                    if [SETTINGS, BLOBS, COMMITS].contains(&name.as_str())
                        || name.starts_with(SNAPSHOT) =>
                {
                    corrupt("its database file is missing".to_owned())
                }
                Some(_) => corrupt("the folder holds other files and no database".to_owned()),
            }
        }
        Err(error) => Err(io_error(path, &error)),
    }
}

/// Removes what a kill in the middle of a start leaves: the half of a snapshot, which sled would
/// take for a whole one and refuse, and a database that was never put in place.
pub(super) fn remove_leftovers(path: &Path) -> Result<(), StoreError> {
    attempt(path, || {
        for name in names(path)? {
            if name.starts_with(SNAPSHOT) && name.ends_with(".generating") {
                fs::remove_file(path.join(name))?;
            }
        }
        remove_folder(&path.join(NURSERY))
    })
}

/// An empty folder to build a database in.
pub(super) fn nursery(path: &Path) -> Result<PathBuf, StoreError> {
    let nursery = path.join(NURSERY);
    attempt(path, || remove_folder(&nursery))?;
    Ok(nursery)
}

/// How much of the disk the database takes.
pub(super) fn database_bytes(path: &Path) -> Result<u64, StoreError> {
    attempt(path, || Ok(fs::metadata(database(path))?.len()))
}

/// Puts the database that was built in the nursery in its place, of an old one if there is one. The
/// rename of the database file is the moment from which it is the store's.
///
/// A snapshot is sled's index of one database file, which it also opens without. The old one's is
/// removed first, so that it never lies beside the new file.
pub(super) fn settle(path: &Path, nursery: &Path) -> Result<(), StoreError> {
    attempt(path, || {
        for name in [DATABASE, SETTINGS] {
            OpenOptions::new().write(true).open(nursery.join(name))?.sync_all()?;
        }
        for name in names(path)?.into_iter().filter(|name| name.starts_with(SNAPSHOT)) {
            fs::remove_file(path.join(name))?;
        }
        sync_folder(path)?;
        for name in [DATABASE, SETTINGS] {
            fs::rename(nursery.join(name), path.join(name))?;
        }
        sync_folder(path)?;
        if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            sync_folder(parent)?;
        }
        remove_folder(nursery)
    })
}

/// Lets nobody but the owner read the store. A folder that belongs to somebody else, as a mounted
/// one may, is left as it is.
#[cfg(unix)]
pub(super) fn protect(path: &Path) -> Result<(), StoreError> {
    let restricted = restrict(path, 0o700).and_then(|()| {
        for name in names(path)? {
            match name.as_str() {
                DATABASE | SETTINGS | LOCK | COMMITS => restrict(&path.join(name), 0o600)?,
                BLOBS => restrict(&path.join(name), 0o700)?,
                name if name.starts_with(SNAPSHOT) => restrict(&path.join(name), 0o600)?,
                _ => {}
            }
        }
        Ok(())
    });
    if let Err(error) = restricted {
        log::warn!("others may be able to read {}: {error}", path.display());
    }
    attempt(path, || sync_folder(path))
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    if fs::metadata(path)?.permissions().mode() & 0o777 == mode {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
pub(super) fn protect(_: &Path) -> Result<(), StoreError> {
    Ok(())
}

/// Makes renames and new files in a folder last.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    OpenOptions::new().read(true).open(path)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn remove_folder(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn names(path: &Path) -> io::Result<Vec<String>> {
    fs::read_dir(path)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

fn attempt<T>(path: &Path, work: impl FnOnce() -> io::Result<T>) -> Result<T, StoreError> {
    work().map_err(|error| io_error(path, &error))
}

fn io_error(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Io(format!("{}: {error}", shown(path)))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
