//! The journal: commits that are on the disk and not yet all in sled's file.
//!
//! A synchronised commit into sled costs many writes all over its file; into the journal it costs one
//! write at its end. sled gets the changes later, many at a time (`layers`).
//!
//! Two files take turns, `journal.0` and `journal.1`. While one is written, the changes of the other
//! go into sled; then that one is written over from its beginning. Overwriting allocates nothing, so
//! a synchronisation has only the data to wait for.
//!
//! ```text
//! "crampbot journal"             16 bytes
//! version                        4
//! generation                     8, grows with every file begun
//! records                        each: length 4, checksum 4 (of the generation and the rest), sum 32
//!                                after the commit, then its entries: key length 4, value length 4 or
//!                                2^32 - 1 for none, key, value
//! ```
//!
//! Numbers are big-endian. A record is synchronised before the next one is written, so what follows
//! the last whole record was never promised. What an earlier generation left there has another
//! checksum. It must never be written to while a record of an earlier generation is missing in sled.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::changes::Change;
use super::files;
use super::sum::Sum;
use super::trouble::Trouble;

const MAGIC: &[u8; 16] = b"crampbot journal";
const VERSION: u32 = 1;
const HEADER_BYTES: usize = 28;
const RECORD_HEADER_BYTES: usize = 8;
const NO_VALUE: u32 = u32::MAX;
/// How far a file grows at a time, in bytes: it is filled with zeros, to be written over.
static GROWTH: [u8; 256 * 1024] = [0; 256 * 1024];

/// The file that commits go to.
pub(super) struct Journal {
    file: File,
    generation: u64,
    /// Where the next record goes, and where the file stands.
    end: u64,
    /// How much of the file is there to be written over.
    length: u64,
    /// The record in the making; kept for its memory.
    record: Vec<u8>,
}

/// What a store's journals hold.
pub(super) struct Replay {
    /// The last generation that was begun; 0 without a journal.
    pub(super) generation: u64,
    /// What all changes together make of each key: its last value, or none where it was deleted.
    pub(super) changes: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    /// The sum after the last of them.
    pub(super) sum: Option<Sum>,
}

impl Journal {
    /// Begins the file of a generation, over that of the generation before the last.
    pub(super) fn begin(folder: &Path, generation: u64) -> Result<Self, Trouble> {
        let path = path(folder, generation);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        let length = file.metadata()?.len();
        let header = [&MAGIC[..], &VERSION.to_be_bytes(), &generation.to_be_bytes()].concat();
        file.write_all(&header)?;
        file.sync_data()?;
        if length == 0 {
            files::sync_folder(folder)?;
        }
        let end = HEADER_BYTES as u64;
        Ok(Self { file, generation, end, length: length.max(end), record: Vec::new() })
    }

    /// Whether its file is still the one in the folder.
    pub(super) fn is_in(&self, folder: &Path) -> bool {
        files::is_at(&self.file, &path(folder, self.generation))
    }

    /// How much has been written to it.
    pub(super) fn bytes(&self) -> u64 {
        self.end
    }

    /// Writes one commit and waits until it is on the disk.
    pub(super) fn append(&mut self, changes: &[Change], sum: Sum) -> Result<(), Trouble> {
        let record = &mut self.record;
        record.clear();
        record.extend_from_slice(&[0; RECORD_HEADER_BYTES]);
        record.extend_from_slice(&sum.to_bytes());
        for Change { key, value, .. } in changes {
            record.extend_from_slice(&length(key.len())?.to_be_bytes());
            let value = value.as_ref().map(|(value, _)| value.as_slice());
            let value_length = value.map_or(Ok(NO_VALUE), |value| length(value.len()))?;
            record.extend_from_slice(&value_length.to_be_bytes());
            record.extend_from_slice(key);
            record.extend_from_slice(value.unwrap_or_default());
        }
        let body_length = length(record.len() - RECORD_HEADER_BYTES)?;
        let checksum = checksum(self.generation, &record[RECORD_HEADER_BYTES..]);
        record[..4].copy_from_slice(&body_length.to_be_bytes());
        record[4..RECORD_HEADER_BYTES].copy_from_slice(&checksum.to_be_bytes());
        self.file.write_all(record)?;
        self.end += record.len() as u64;
        if self.end > self.length {
            self.file.write_all(&GROWTH)?;
            self.length = self.end + GROWTH.len() as u64;
            self.file.seek(SeekFrom::Start(self.end))?;
        }
        Ok(self.file.sync_data()?)
    }
}

/// Reads the journals of a folder, one record at a time.
pub(super) fn read(folder: &Path) -> Result<Replay, Trouble> {
    let mut found = Vec::new();
    for parity in 0..2 {
        match Records::open(&path(folder, parity)) {
            Ok(records) => found.extend(records),
            Err(Trouble::Io(error)) if error.kind() == io::ErrorKind::NotFound => {}
            Err(trouble) => return Err(trouble),
        }
    }
    found.sort_by_key(|records| records.generation);
    let mut replay = Replay { generation: 0, changes: BTreeMap::new(), sum: None };
    for mut records in found {
        replay.generation = records.generation;
        while let Some(body) = records.next()? {
            let unreadable = || Trouble::Unreadable("its journal cannot be decoded".to_owned());
            replay.sum = Some(read_record(body, &mut replay.changes).ok_or_else(unreadable)?);
        }
    }
    Ok(replay)
}

/// The whole records of a file, one after the other.
struct Records {
    file: BufReader<File>,
    generation: u64,
    /// How much of the file is behind them, in bytes.
    left: u64,
    /// The last one that was read; kept for its memory.
    body: Vec<u8>,
}

impl Records {
    /// `None` when a power cut came before the file's header.
    fn open(path: &Path) -> Result<Option<Self>, Trouble> {
        let mut file = BufReader::new(File::open(path)?);
        let Some(left) = file.get_ref().metadata()?.len().checked_sub(HEADER_BYTES as u64) else {
            return Ok(None);
        };
        let mut header = [0; HEADER_BYTES];
        file.read_exact(&mut header)?;
        let generation = generation_of(&header)?;
        Ok(generation.map(|generation| Self { file, generation, left, body: Vec::new() }))
    }

    fn next(&mut self) -> Result<Option<&[u8]>, Trouble> {
        let Some(left) = self.left.checked_sub(RECORD_HEADER_BYTES as u64) else { return Ok(None) };
        let mut header = [0; RECORD_HEADER_BYTES];
        self.file.read_exact(&mut header)?;
        let mut header = header.as_slice();
        let (Some(length), Some(sum)) = (number(&mut header), number(&mut header)) else {
            return Ok(None);
        };
        let Some(left) = left.checked_sub(length.into()).filter(|_| length > 0) else {
            return Ok(None);
        };
        self.left = left;
        self.body.clear();
        (&mut self.file).take(length.into()).read_to_end(&mut self.body)?;
        Ok((checksum(self.generation, &self.body) == sum).then_some(self.body.as_slice()))
    }
}

/// Removes the journals of a folder: everything in them is in sled, and synchronised.
///
/// The older one goes first and for good: alone it would bring back what the newer one has changed.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    for path in oldest_first(folder) {
        match fs::remove_file(path) {
            Ok(()) => files::sync_folder(folder)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn oldest_first(folder: &Path) -> [PathBuf; 2] {
    let mut paths = [0, 1].map(|parity| path(folder, parity));
    // One without a readable header says nothing that could be brought back.
    paths.sort_by_key(|path| match Records::open(path) {
        Ok(Some(records)) => records.generation,
        Ok(None) | Err(_) => 0,
    });
    paths
}

fn path(folder: &Path, generation: u64) -> PathBuf {
    folder.join(format!("{}{}", files::JOURNAL, generation % 2))
}

/// The generation that a header tells; `None` when a power cut came before it.
fn generation_of(header: &[u8; HEADER_BYTES]) -> Result<Option<u64>, Trouble> {
    if header.iter().all(|byte| *byte == 0) {
        return Ok(None);
    }
    let version = header[16..20].try_into().map(u32::from_be_bytes);
    let generation = header[20..].try_into().map(u64::from_be_bytes);
    match (version, generation) {
        (Ok(VERSION), Ok(generation)) if header.starts_with(MAGIC) => Ok(Some(generation)),
        (Ok(found), _) if header.starts_with(MAGIC) && found > VERSION => {
            Err(Trouble::TooNew(found))
        }
        _ => Err(Trouble::Unreadable("its journal is damaged".to_owned())),
    }
}

fn read_record(body: &[u8], changes: &mut BTreeMap<Vec<u8>, Option<Vec<u8>>>) -> Option<Sum> {
    let (sum, mut rest) = body.split_at_checked(32)?;
    while !rest.is_empty() {
        let key_length = usize::try_from(number(&mut rest)?).ok()?;
        let value_length = number(&mut rest)?;
        let (key, after) = rest.split_at_checked(key_length)?;
        rest = after;
        let value = if value_length == NO_VALUE {
            None
        } else {
            let (value, after) = rest.split_at_checked(usize::try_from(value_length).ok()?)?;
            rest = after;
            Some(value.to_vec())
        };
        changes.insert(key.to_vec(), value);
    }
    Sum::from_bytes(sum)
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (number, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(u32::from_be_bytes(*number))
}

fn length(bytes: usize) -> Result<u32, Trouble> {
    let fits = u32::try_from(bytes).ok().filter(|length| *length != NO_VALUE);
    fits.ok_or_else(|| Trouble::Io(io::Error::other("a commit is too long")))
}

fn checksum(generation: u64, body: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&generation.to_be_bytes());
    hasher.update(body);
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(journal: &mut Journal, key: &[u8], commits: u64) {
        let value = Some((commits.to_be_bytes().to_vec(), 0));
        let changes = [Change { key: key.to_vec(), value, is_new: true }];
        let mut sum = Sum::default();
        sum.commits = commits;
        journal.append(&changes, sum).unwrap();
    }

    #[test]
    fn the_newest_of_two_is_removed_last_and_its_values_count() {
        let folder = tempfile::tempdir().unwrap();
        for generation in 1..6 {
            let mut journal = Journal::begin(folder.path(), generation).unwrap();
            put(&mut journal, b"key", 10 * generation);
            put(&mut journal, &[u8::try_from(generation).unwrap()], 10 * generation + 1);
            let last = path(folder.path(), generation);
            assert_eq!(oldest_first(folder.path())[1], last);
            let replay = read(folder.path()).unwrap();
            assert_eq!(replay.generation, generation);
            assert_eq!(replay.sum.unwrap().commits, 10 * generation + 1);
            assert_eq!(
                replay.changes[b"key".as_slice()],
                Some((10 * generation).to_be_bytes().into())
            );
            assert_eq!(replay.changes.len(), if generation == 1 { 2 } else { 3 });
        }
        remove(folder.path()).unwrap();
        assert_eq!(files::names(folder.path()).unwrap(), Vec::<String>::new());
        assert!(read(folder.path()).unwrap().sum.is_none());
    }

    #[test]
    fn a_record_that_was_cut_short_and_all_behind_it_were_never_promised() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::begin(folder.path(), 1).unwrap();
        put(&mut journal, b"first", 1);
        let whole = journal.bytes();
        put(&mut journal, b"second", 2);
        let path = path(folder.path(), 1);
        let bytes = fs::read(&path).unwrap();
        let end = usize::try_from(journal.bytes()).unwrap();
        for cut in usize::try_from(whole).unwrap()..end {
            fs::write(&path, &bytes[..cut]).unwrap();
            assert_eq!(read(folder.path()).unwrap().sum.unwrap().commits, 1, "cut at {cut}");
            let mut torn = bytes.clone();
            torn[cut..].fill(0);
            fs::write(&path, torn).unwrap();
            let last = read(folder.path()).unwrap().sum.unwrap().commits;
            assert!(last == 1 || bytes[cut..end].iter().all(|byte| *byte == 0), "torn at {cut}");
        }
    }
}
