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
/// The two journals: this and a figure.
pub(super) const JOURNAL: &str = "journal.";
const NURSERY: &str = "new";
/// That a restore was begun: until there is a database again, the folder is not a fresh one.
const RESTORING: &str = "restoring";
const BLOBS: &str = "blobs";
const SNAPSHOT: &str = "snap.";
/// Before the name of a file that was damaged, and could be done without.
const DAMAGED: &str = "damaged-";
/// Where backups go if no other folder is named.
const BACKUPS: &str = "backups";
/// Where a restore puts what was there before.
const ASIDE: &str = "before-restore-";

/// sled's file in the folder.
pub(super) fn database(path: &Path) -> PathBuf {
    path.join(DATABASE)
}

/// Makes the folder if there is none, and takes it for as long as the returned file is held.
/// sled locks its own file, but only after it has begun to look at the folder.
pub(super) fn prepare(path: &Path) -> Result<File, StoreError> {
    attempt(path, || make_folder(path))?;
    // Before anything is made in it: a folder of somebody else's files stays as it is.
    is_fresh(path)?;
    lock(path)
}

/// Takes the folder of a store that must be there already; makes nothing else.
pub(super) fn take(path: &Path) -> Result<File, StoreError> {
    if !attempt(path, || path.try_exists())? || is_fresh(path)? {
        return Err(StoreError::Gone { path: shown(path) });
    }
    lock(path)
}

/// The same where a lock was taken before: `None` comes back while that one holds. The folder may lie on
/// a disk that was mounted anew, and the lock on what was there before.
pub(super) fn take_again(path: &Path, held: &File) -> Result<Option<File>, StoreError> {
    let holds = is_at(held, &path.join(LOCK)) && matches!(contents(path)?, Contents::Database);
    if holds { Ok(None) } else { take(path).map(Some) }
}

/// Takes the folder to put a database in, whatever is left of the one that was there.
pub(super) fn prepare_to_restore(path: &Path) -> Result<File, StoreError> {
    attempt(path, || make_folder(path))?;
    match contents(path)? {
        Contents::Foreign => corrupt(path, FOREIGN),
        _ => lock(path),
    }
}

/// Makes a folder that only its owner may look into, if there is none.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

fn lock(path: &Path) -> Result<File, StoreError> {
    let lock = attempt(path, || {
        OpenOptions::new().create(true).truncate(false).write(true).open(path.join(LOCK))
    })?;
    match patiently(|| lock.try_lock(), |error| matches!(error, TryLockError::WouldBlock)) {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path: shown(path) }),
        Err(TryLockError::Error(error)) => Err(io_error(path, &error)),
    }
}

/// Whether an open file is still the one at a path: not deleted, moved, or hidden by another disk.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let place = |found: fs::Metadata| (found.dev(), found.ino());
    let (open, there) = (file.metadata().map(place), fs::metadata(path).map(place));
    matches!((open, there), (Ok(open), Ok(there)) if open == there)
}

/// Whether two folders share what is left of a disk, as far as the system tells.
#[cfg(unix)]
pub(super) fn is_one_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let disk = |path| fs::metadata(path).map(|found| found.dev());
    !matches!((disk(one), disk(other)), (Ok(one), Ok(other)) if one != other)
}

#[cfg(not(unix))]
pub(super) fn is_one_disk(_: &Path, _: &Path) -> bool {
    true
}

/// Where an open file can neither be deleted nor moved.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
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
    match contents(path)? {
        Contents::Nothing => Ok(true),
        Contents::Database => Ok(false),
        Contents::Empty => corrupt(path, "its database file is empty"),
        Contents::Remains => corrupt(path, "its database file is missing"),
        Contents::Restoring => {
            corrupt(path, "a restore into it was begun and not finished; give that command again")
        }
        Contents::Foreign => corrupt(path, FOREIGN),
    }
}

const FOREIGN: &str = "the folder holds other files and no database";

/// What lies in a folder.
enum Contents {
    Nothing,
    Database,
    /// A database file without a byte.
    Empty,
    /// Files of ours without the database.
    Remains,
    /// A restore that was begun, and no database.
    Restoring,
    /// Files of somebody else.
    Foreign,
}

fn contents(path: &Path) -> Result<Contents, StoreError> {
    match fs::metadata(database(path)) {
        Ok(found) if found.len() == 0 => return Ok(Contents::Empty),
        Ok(_) => return Ok(Contents::Database),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(io_error(path, &error)),
    }
    let mut others = attempt(path, || names(path))?;
    // A disk for backups may be mounted before there is anything to back up.
    let no_backups = names(&backups(path)).is_ok_and(|backups| backups.is_empty());
    others.retain(|name| {
        let ours = name == LOCK || name == NURSERY || (name == BACKUPS && no_backups);
        !(ours || name == "lost+found" || name.starts_with('.'))
    });
    let remains = |name: &String| {
        [SETTINGS, BLOBS, COMMITS, BACKUPS].contains(&name.as_str())
            || [SNAPSHOT, DAMAGED, JOURNAL, ASIDE].iter().any(|ours| name.starts_with(ours))
    };
    Ok(match others.as_slice() {
        [] => Contents::Nothing,
        names if names.iter().any(|name| name == RESTORING) => Contents::Restoring,
        names if names.iter().any(remains) => Contents::Remains,
        _ => Contents::Foreign,
    })
}

fn corrupt<T>(path: &Path, reason: &str) -> Result<T, StoreError> {
    Err(StoreError::Corrupt { path: shown(path), reason: reason.to_owned() })
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
        remove_file(&path.join(RESTORING))?;
        remove_folder(&path.join(NURSERY))
    })
}

/// Notes that a restore begins.
pub(super) fn begin_restore(path: &Path) -> Result<(), StoreError> {
    attempt(path, || {
        File::create(path.join(RESTORING))?.sync_all()?;
        sync_folder(path)
    })
}

/// Takes the note back.
pub(super) fn end_restore(path: &Path) -> Result<(), StoreError> {
    attempt(path, || remove_file(&path.join(RESTORING)))
}

/// The folder in which a database is built that is to be put in place.
pub(super) fn nursery(path: &Path) -> PathBuf {
    path.join(NURSERY)
}

/// Removes what was built in a nursery.
pub(super) fn clear(nursery: &Path) -> Result<(), StoreError> {
    attempt(nursery, || remove_folder(nursery))
}

/// Puts all that belongs to a database in a folder of its own beside; returns that folder, if there
/// was anything. The database goes first: what is left without it is never taken for a fresh start.
pub(super) fn set_aside(path: &Path, name: &str) -> Result<Option<PathBuf>, StoreError> {
    let aside = path.join(format!("{ASIDE}{name}"));
    attempt(path, || {
        let mut ours = names(path)?;
        ours.retain(|name| {
            [DATABASE, SETTINGS, BLOBS, COMMITS].contains(&name.as_str())
                || [SNAPSHOT, DAMAGED, JOURNAL].iter().any(|ours| name.starts_with(ours))
        });
        if ours.is_empty() {
            return Ok(None);
        }
        make_folder(&aside)?;
        ours.sort_by_key(|name| name != DATABASE);
        for name in ours {
            fs::rename(path.join(&name), aside.join(&name))?;
        }
        sync_folder(&aside)?;
        sync_folder(path)?;
        Ok(Some(aside.clone()))
    })
}

/// Whether sled's settings are as it wrote them: their checksum is at their end, lowest byte first.
pub(super) fn has_settings(path: &Path) -> bool {
    let settings = fs::read(path.join(SETTINGS)).unwrap_or_default();
    let parts = settings.split_last_chunk();
    parts.is_some_and(|(rest, checksum)| u32::from_le_bytes(*checksum) == crc32fast::hash(rest))
}

/// Copies a database alone into a nursery: without its index, and with its settings if so wanted.
pub(super) fn copy_bare(
    path: &Path,
    nursery: &Path,
    with_settings: bool,
) -> Result<(), StoreError> {
    clear(nursery)?;
    attempt(nursery, || {
        make_folder(nursery)?;
        let names = [DATABASE, SETTINGS];
        for name in &names[..if with_settings { 2 } else { 1 }] {
            fs::copy(path.join(name), nursery.join(name))?;
        }
        Ok(())
    })
}

/// Puts sled's index aside, which it makes again, and its settings where the nursery has others.
pub(super) fn set_index_aside(path: &Path, nursery: &Path) -> Result<(), StoreError> {
    attempt(path, || {
        let settings = nursery.join(SETTINGS);
        let differ = !matches!((fs::read(path.join(SETTINGS)), fs::read(&settings)), (Ok(old), Ok(new)) if old == new);
        for name in names(path)? {
            if name.starts_with(SNAPSHOT) || (differ && name == SETTINGS) {
                fs::rename(path.join(&name), path.join(format!("{DAMAGED}{name}")))?;
            }
        }
        if differ {
            OpenOptions::new().write(true).open(&settings)?.sync_all()?;
            fs::rename(settings, path.join(SETTINGS))?;
        }
        sync_folder(path)
    })
}

/// The folder for backups of a store for which no other is named.
pub(super) fn backups(path: &Path) -> PathBuf {
    path.join(BACKUPS)
}

/// How much of the disk the database takes, its journals included.
pub(super) fn database_bytes(path: &Path) -> Result<u64, StoreError> {
    attempt(path, || {
        let mut bytes = fs::metadata(database(path))?.len();
        for name in names(path)?.iter().filter(|name| name.starts_with(JOURNAL)) {
            bytes += fs::metadata(path.join(name)).map_or(0, |journal| journal.len());
        }
        Ok(bytes)
    })
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
                name if name.starts_with(SNAPSHOT) || name.starts_with(JOURNAL) => {
                    restrict(&path.join(name), 0o600)?;
                }
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
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    OpenOptions::new().read(true).open(path)?.sync_all()
}

#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

fn remove_file(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn remove_folder(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

pub(super) fn names(path: &Path) -> io::Result<Vec<String>> {
    fs::read_dir(path)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

pub(super) fn attempt<T>(
    path: &Path,
    work: impl FnOnce() -> io::Result<T>,
) -> Result<T, StoreError> {
    work().map_err(|error| io_error(path, &error))
}

fn io_error(path: &Path, error: &io::Error) -> StoreError {
    StoreError::Io(format!("{}: {error}", shown(path)))
}

pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}
