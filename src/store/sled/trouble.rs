//! What can go wrong between the store and sled, and what the caller is told about it.
//!
//! A cause never carries what people wrote: no keys, no values, no panic messages.

use std::io;
use std::path::Path;

use crate::store::StoreError;

/// Why a piece of work on the database failed, before it is known to be about a path.
#[derive(Debug)]
pub(super) enum Trouble {
    /// sled says so.
    Sled(::sled::Error),
    /// The operating system says so.
    Io(io::Error),
    /// The operating system did not bring the file to the disk.
    Unsynced(io::Error),
    /// sled panicked: on damaged data, or on a bug of its own.
    Panicked,
    /// The data is not what this store writes.
    Unreadable(String),
    /// The data is whole, but there was more of it once.
    CutShort { commits: u64, commits_min: u64 },
    /// The folder does not have the files any more that are open.
    Gone,
    /// The data is of a format from the future.
    TooNew(u32),
}

pub(super) fn unreadable(what: &str) -> Trouble {
    Trouble::Unreadable(format!("{what} in it cannot be decoded"))
}

impl Trouble {
    /// The error for the caller.
    pub(super) fn at(self, path: &Path) -> StoreError {
        let path = path.display().to_string();
        match self {
            Self::Sled(::sled::Error::Io(error)) if is_lock(&error) => StoreError::InUse { path },
            Self::Sled(::sled::Error::Io(error)) | Self::Io(error) => match error.kind() {
                // sled found less than it had written.
                io::ErrorKind::UnexpectedEof | io::ErrorKind::NotFound => {
                    StoreError::Corrupt { path, reason: format!("a part is missing ({error})") }
                }
                _ => StoreError::Io(format!("{path}: {error}")),
            },
            Self::Unsynced(error) => StoreError::Io(format!("{path}: {error}")),
            Self::Sled(::sled::Error::Corruption { .. }) => {
                StoreError::Corrupt { path, reason: "its data is damaged".to_owned() }
            }
            Self::Sled(error) => StoreError::Corrupt { path, reason: error.to_string() },
            Self::Panicked => {
                StoreError::Corrupt { path, reason: "the database gave up on its data".to_owned() }
            }
            Self::Unreadable(reason) => StoreError::Corrupt { path, reason },
            Self::CutShort { commits, commits_min } => {
                let reason = format!(
                    "it ends after commit {commits}, and there were at least {commits_min} (delete \
                     the file `commits` in it if you put back an older copy of the database alone)"
                );
                StoreError::Corrupt { path, reason }
            }
            Self::Gone => StoreError::Gone { path },
            Self::TooNew(found) => StoreError::TooNew { path, found, known: super::FORMAT },
        }
    }

    /// Whether the system may have failed to bring sled's file to the disk. It tells of that once, to
    /// whoever asks first: our own synchronisation, sled's, or a write of sled's that then gives up.
    pub(super) fn may_be_unsynced(&self) -> bool {
        match self {
            Self::Unsynced(_) | Self::Panicked => true,
            // On a full disk a write is refused, not lost.
            Self::Sled(::sled::Error::Io(error)) => {
                !is_lock(error) && error.kind() != io::ErrorKind::StorageFull
            }
            _ => false,
        }
    }

    /// Whether somebody else holds sled's own lock.
    pub(super) fn is_lock(&self) -> bool {
        matches!(self, Self::Sled(::sled::Error::Io(error)) if is_lock(error))
    }
}

/// sled 0.34.7 has no variant for a held lock: `Config::try_lock` makes an `io::Error` of the kind
/// `Other` with this text. An exact version is pinned, so the text is as stable as the type.
fn is_lock(error: &io::Error) -> bool {
    error.to_string().starts_with("could not acquire lock on")
}

impl From<::sled::Error> for Trouble {
    fn from(error: ::sled::Error) -> Self {
        Self::Sled(error)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
