//! One backup: a file with every entry of a store, as it was after a certain commit.
//!
//! ```text
//! "crampbot backup\n"            16 bytes
//! version                        4, of this layout
//! format                         4, of the store's keys and values
//! taken at                       8, milliseconds since 1970
//! forgotten                      8, how often somebody had been forgotten by then
//! origin                         24, which store it is of; not in layout 1
//! sum                            32, over the entries, as the store keeps it
//! entries                        each: key length 4, value length 4, key, value; in the keys' order
//! checksum                       4, CRC-32 of everything before
//! ```
//!
//! Numbers are big-endian. Written under another name, synchronised, read back, and only then given
//! its own: a file with the name of a backup was whole when it got it. Nothing here reads a clock, and
//! none is believed: what is newer is told by commits. Backups of another store are never removed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::origin::Origin;
use super::sum::Sum;
use super::{FORMAT, files};
use crate::store::StoreError;

const MAGIC: &[u8; 16] = b"crampbot backup\n";
const VERSION: u32 = 2;
const PREFIX: &str = "crampbot-";
const SUFFIX: &str = ".backup";
const PART: &str = ".backup.part";
const COPY: &str = ".copy";
/// Tried out, and removed again.
const PROBE: &str = "crampbot-probe.backup.part";
/// No key or value is longer; more is damage.
const LENGTH_MAX: u32 = 1024 * 1024;

/// A backup as its file begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Its file.
    pub file: PathBuf,
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// The last commit in it.
    pub commits: u64,
    /// How often somebody had been forgotten by then.
    pub forgets: u64,
    /// Which store it is of; backups of layout 1 do not tell.
    pub origin: Option<Origin>,
    pub(super) sum: Sum,
}

/// What its reader is given: entry after entry.
pub(super) type Take<'take> = dyn FnMut(Vec<u8>, Vec<u8>) -> Result<(), StoreError> + 'take;

impl Backup {
    /// Reads the beginning of a file.
    pub fn read(file: &Path) -> Result<Self, StoreError> {
        let opened = files::attempt(file, || File::open(file))?;
        Self::read_header(file, &mut Summing::new(BufReader::new(opened)))
    }

    /// Reads all of a file and sees that it is whole; `take` gets its entries, and must not trust
    /// them before this returns.
    pub(super) fn read_all(file: &Path, take: &mut Take<'_>) -> Result<Self, StoreError> {
        let opened = files::attempt(file, || File::open(file))?;
        let mut source = Summing::new(BufReader::with_capacity(1 << 16, opened));
        let backup = Self::read_header(file, &mut source)?;
        let cut = |error: io::Error| damaged(file, &format!("it ends too early ({error})"));
        let mut sum = Sum::default();
        for _ in 0..backup.sum.entries() {
            let lengths = [source.number().map_err(cut)?, source.number().map_err(cut)?];
            if lengths.iter().any(|length| *length > LENGTH_MAX) {
                return Err(damaged(file, "an entry is too long"));
            }
            let [key, value] = lengths.map(|length| vec![0; length as usize]);
            let (mut key, mut value) = (key, value);
            source.read_exact(&mut key).map_err(cut)?;
            source.read_exact(&mut value).map_err(cut)?;
            sum.add(&key, &value);
            take(key, value)?;
        }
        let found = source.crc.clone().finalize();
        if source.number().map_err(cut)? != found || !sum.same_entries(&backup.sum) {
            return Err(damaged(file, "its checksum is wrong"));
        }
        match source.source.read(&mut [0]) {
            Ok(0) => Ok(backup),
            Ok(_) => Err(damaged(file, "there is something behind its end")),
            Err(error) => Err(cut(error)),
        }
    }

    fn read_header(file: &Path, source: &mut Summing<impl Read>) -> Result<Self, StoreError> {
        let cut = |error: io::Error| damaged(file, &format!("it ends too early ({error})"));
        if source.bytes::<16>().map_err(cut)? != *MAGIC {
            return Err(damaged(file, "it is no backup of this program"));
        }
        let mut up_to = |known| match source.number().map_err(cut)? {
            found if found > known => {
                Err(StoreError::TooNew { path: files::shown(file), found, known })
            }
            found => Ok(found),
        };
        let version = up_to(VERSION)?;
        up_to(FORMAT)?;
        let taken_at = i64::from_be_bytes(source.bytes().map_err(cut)?);
        let forgets = u64::from_be_bytes(source.bytes().map_err(cut)?);
        let origin = if version > 1 {
            Origin::from_bytes(&source.bytes::<{ Origin::BYTES }>().map_err(cut)?)
        } else {
            None
        };
        let sum = Sum::from_bytes(&source.bytes::<32>().map_err(cut)?);
        let taken_at = DateTime::from_timestamp_millis(taken_at);
        match (taken_at, sum) {
            (Some(taken_at), Some(sum)) => {
                let (file, commits) = (file.to_owned(), sum.commits);
                Ok(Self { file, taken_at, commits, forgets, origin, sum })
            }
            _ => Err(damaged(file, "its beginning cannot be read")),
        }
    }
}

/// What a backup is made of.
pub(super) struct Contents<'db> {
    pub(super) taken_at: DateTime<Utc>,
    pub(super) forgets: u64,
    pub(super) origin: Origin,
    pub(super) sum: Sum,
    /// All entries but the sum.
    pub(super) entries: &'db mut dyn Iterator<Item = ::sled::Result<(::sled::IVec, ::sled::IVec)>>,
}

/// Writes a backup into a folder and reads it back.
pub(super) fn write(folder: &Path, contents: Contents<'_>) -> Result<Backup, StoreError> {
    files::attempt(folder, || files::make_folder(folder))?;
    let taken_at = contents.taken_at.format("%Y%m%dT%H%M%S%3fZ");
    let name = format!("{PREFIX}{taken_at}-{}", contents.origin);
    let [file, part] = [SUFFIX, PART].map(|suffix| folder.join(format!("{name}{suffix}")));
    let written = write_part(&part, contents).and_then(|()| {
        let backup = Backup::read_all(&part, &mut |_, _| Ok(()))?;
        files::attempt(&file, || {
            fs::rename(&part, &file)?;
            files::sync_folder(folder)
        })?;
        Ok(Backup { file, ..backup })
    });
    if written.is_err() {
        // What went wrong is told; half a backup helps nobody.
        let _ = fs::remove_file(&part);
    }
    written
}

fn write_part(part: &Path, contents: Contents<'_>) -> Result<(), StoreError> {
    files::attempt(part, || {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut target = Summing::new(BufWriter::with_capacity(1 << 16, options.open(part)?));
        target.write_all(MAGIC)?;
        target.write_all(&VERSION.to_be_bytes())?;
        target.write_all(&FORMAT.to_be_bytes())?;
        target.write_all(&contents.taken_at.timestamp_millis().to_be_bytes())?;
        target.write_all(&contents.forgets.to_be_bytes())?;
        target.write_all(&contents.origin.to_bytes())?;
        target.write_all(&contents.sum.to_bytes())?;
        for entry in contents.entries {
            let (key, value) = entry.map_err(io::Error::other)?;
            for length in [key.len(), value.len()] {
                let length = u32::try_from(length).map_err(io::Error::other)?;
                target.write_all(&length.to_be_bytes())?;
            }
            target.write_all(&key)?;
            target.write_all(&value)?;
        }
        let crc = target.crc.clone().finalize();
        target.write_all(&crc.to_be_bytes())?;
        let buffered = target.source.into_inner().map_err(io::IntoInnerError::into_error)?;
        buffered.sync_all()
    })
}

/// Where the copy of a store lies that a backup in a folder is made of.
pub(super) fn nursery(folder: &Path, origin: &Origin) -> PathBuf {
    folder.join(format!("{PREFIX}{origin}{COPY}"))
}

/// Sees that backups can be put into a folder, which is made if there is none.
pub fn check_backup_folder(folder: &Path) -> Result<(), StoreError> {
    backups(folder)?;
    files::attempt(folder, || {
        files::make_folder(folder)?;
        File::create(folder.join(PROBE))?;
        fs::remove_file(folder.join(PROBE))
    })
}

/// The backups in a folder whose beginning can be read, those with more commits first. Their dates tell
/// what the clock said, which may have been wrong.
pub fn backups(folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let names = match files::names(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        names => files::attempt(folder, || names)?,
    };
    let whole = names.into_iter().filter(|name| name.ends_with(SUFFIX));
    let mut found: Vec<Backup> =
        whole.filter_map(|name| Backup::read(&folder.join(name)).ok()).collect();
    sort(&mut found);
    Ok(found)
}

fn sort(found: &mut [Backup]) {
    found.sort_by_key(|backup| std::cmp::Reverse((backup.commits, backup.taken_at)));
}

/// The same by stores: commits of different ones cannot be compared.
pub fn backups_by_store(folder: &Path) -> Result<Vec<Vec<Backup>>, StoreError> {
    let (named, nameless): (Vec<_>, Vec<_>) =
        backups(folder)?.into_iter().partition(|it| it.origin.is_some());
    let mut stores: Vec<Vec<Backup>> = Vec::new();
    for backup in [named, nameless].into_iter().flatten() {
        let same = |store: &&mut Vec<Backup>| {
            store.first().is_some_and(|first| match first.origin {
                Some(origin) => origin.is_of(backup.origin.as_ref(), backup.commits),
                None => backup.origin.is_none(),
            })
        };
        match stores.iter_mut().find(same) {
            Some(store) => store.push(backup),
            None => stores.push(vec![backup]),
        }
    }
    for store in &mut stores {
        sort(store);
    }
    Ok(stores)
}

/// Those of one store.
pub(super) fn backups_of(folder: &Path, origin: &Origin) -> Result<Vec<Backup>, StoreError> {
    let mut found = backups(folder)?;
    found.retain(|backup| origin.is_of(backup.origin.as_ref(), backup.commits));
    Ok(found)
}

/// Removes all but the newest `keep` backups of a store, those from before somebody asked to be
/// forgotten, and what a kill left half written. `newest` was just taken and stays, and so does what
/// other stores and other programs have put there.
pub fn prune(folder: &Path, newest: &Backup, keep: usize) -> Result<(), StoreError> {
    let Some(origin) = newest.origin else { return Ok(()) };
    let mut kept = 0;
    for backup in backups_of(folder, &origin)? {
        let remembers_the_forgotten = backup.forgets < newest.forgets;
        if backup.file == newest.file || (!remembers_the_forgotten && kept + 1 < keep) {
            kept += usize::from(backup.file != newest.file);
            continue;
        }
        files::attempt(&backup.file, || fs::remove_file(&backup.file))?;
    }
    for name in files::attempt(folder, || files::names(folder))? {
        let part = folder.join(&name);
        if is_half_of(&name, &origin) && part.is_file() {
            files::attempt(&part, || fs::remove_file(&part))?;
        }
    }
    files::attempt(folder, || files::sync_folder(folder))
}

/// Whether a file has the name of an unfinished backup of a store, or of one before names told which.
fn is_half_of(name: &str, origin: &Origin) -> bool {
    let inner = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(PART));
    inner.is_some_and(|inner| inner.split_once('-').is_none_or(|(_, of)| of == origin.to_string()))
}

fn damaged(file: &Path, reason: &str) -> StoreError {
    StoreError::BadBackup { file: files::shown(file), reason: reason.to_owned() }
}

/// A source or target whose bytes are summed up as they pass.
struct Summing<T> {
    source: T,
    crc: crc32fast::Hasher,
}

impl<T> Summing<T> {
    fn new(source: T) -> Self {
        Self { source, crc: crc32fast::Hasher::new() }
    }
}

impl<T: Read> Summing<T> {
    fn read_exact(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.source.read_exact(bytes)?;
        self.crc.update(bytes);
        Ok(())
    }

    fn bytes<const COUNT: usize>(&mut self) -> io::Result<[u8; COUNT]> {
        let mut bytes = [0; COUNT];
        self.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    fn number(&mut self) -> io::Result<u32> {
        Ok(u32::from_be_bytes(self.bytes()?))
    }
}

impl<T: Write> Summing<T> {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.crc.update(bytes);
        self.source.write_all(bytes)
    }
}
