//! A disk that loses its power: which bytes it may hold at any moment of a recorded run.
//!
//! What was synchronised is there. Of what was not, each write is there, or not, or in part, in
//! sectors of 512 bytes, whatever the order they were made in. Names (made, moved, removed) come in
//! the order they were made in, up to some point, and for sure only once a folder is synchronised.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;

use crate::Random;

const SECTOR: usize = 512;

/// One thing a program did to its files. Paths are relative to the recorded folder.
#[derive(Debug, Clone)]
pub(super) enum Op {
    Make {
        path: String,
    },
    Length {
        path: String,
        bytes: u64,
    },
    Write {
        path: String,
        at: u64,
        bytes: Vec<u8>,
    },
    Rename {
        from: String,
        to: String,
    },
    Remove {
        path: String,
    },
    MakeFolder {
        path: String,
    },
    /// What is synchronised when it ends is what there was when it began.
    SyncBegins {
        id: u64,
        path: String,
    },
    SyncEnds {
        id: u64,
    },
    /// The program said something: a promise.
    Says(String),
}

#[derive(Default, Clone)]
struct Names {
    files: BTreeMap<String, usize>,
    folders: BTreeSet<String>,
}

#[derive(Clone)]
enum Naming {
    File(String, usize),
    Folder(String),
    Moved(String, String),
    Removed(String),
}

impl Names {
    fn apply(&mut self, naming: &Naming) {
        match naming {
            Naming::File(path, file) => {
                self.files.insert(path.clone(), *file);
            }
            Naming::Folder(path) => {
                self.folders.insert(path.clone());
            }
            Naming::Moved(from, to) => {
                let below = format!("{from}/");
                let moved: Vec<String> = self
                    .files
                    .keys()
                    .chain(&self.folders)
                    .filter(|path| *path == from || path.starts_with(&below))
                    .cloned()
                    .collect();
                for path in moved {
                    let target = format!("{to}{}", &path[from.len()..]);
                    if let Some(file) = self.files.remove(&path) {
                        self.files.insert(target, file);
                    } else {
                        self.folders.remove(&path);
                        self.folders.insert(target);
                    }
                }
            }
            Naming::Removed(path) => {
                self.files.remove(path);
                self.folders.remove(path);
            }
        }
    }
}

enum Change {
    Write(u64, Vec<u8>),
    Length(u64),
}

#[derive(Default)]
struct Content {
    durable: Vec<u8>,
    pending: Vec<Change>,
}

enum Sync {
    File(usize, usize),
    Names(usize),
}

/// The disk as a run goes on.
#[derive(Default)]
pub(super) struct Disk {
    contents: Vec<Content>,
    now: Names,
    durable: Names,
    pending: Vec<Naming>,
    syncs: HashMap<u64, Sync>,
}

/// How much of what was not synchronised is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// All of it, as after a kill.
    Nothing,
    /// None of it.
    Everything,
    /// Some writes are, some are not.
    Some,
    /// As before, and some only in part.
    Torn,
}

pub(super) const LOSSES: [Loss; 4] = [Loss::Nothing, Loss::Everything, Loss::Some, Loss::Torn];

impl Disk {
    pub(super) fn apply(&mut self, op: &Op) {
        match op {
            Op::Make { path } => {
                if !self.now.files.contains_key(path) {
                    self.contents.push(Content::default());
                    self.name(Naming::File(path.clone(), self.contents.len() - 1));
                }
            }
            Op::Length { path, bytes } => self.change(path, Change::Length(*bytes)),
            Op::Write { path, at, bytes } => self.change(path, Change::Write(*at, bytes.clone())),
            Op::Rename { from, to } => self.name(Naming::Moved(from.clone(), to.clone())),
            Op::Remove { path } => self.name(Naming::Removed(path.clone())),
            Op::MakeFolder { path } => self.name(Naming::Folder(path.clone())),
            Op::SyncBegins { id, path } => {
                let sync = match self.now.files.get(path) {
                    Some(file) => Sync::File(*file, self.contents[*file].pending.len()),
                    None => Sync::Names(self.pending.len()),
                };
                self.syncs.insert(*id, sync);
            }
            Op::SyncEnds { id } => match self.syncs.remove(id) {
                Some(Sync::File(file, count)) => {
                    let content = &mut self.contents[file];
                    let count = count.min(content.pending.len());
                    for change in content.pending.drain(..count) {
                        apply_change(&mut content.durable, &change);
                    }
                }
                Some(Sync::Names(count)) => {
                    let count = count.min(self.pending.len());
                    for naming in self.pending.drain(..count) {
                        self.durable.apply(&naming);
                    }
                }
                None => {}
            },
            Op::Says(_) => {}
        }
    }

    /// How much is not synchronised now.
    pub(super) fn pending(&self) -> usize {
        let contents = self.contents.iter().map(|content| content.pending.len());
        contents.sum::<usize>() + self.pending.len()
    }

    /// Writes what the disk may hold if the power goes now.
    pub(super) fn image(&self, folder: &Path, loss: Loss, random: &mut Random) {
        let mut names = self.durable.clone();
        let count = match loss {
            Loss::Nothing => self.pending.len(),
            Loss::Everything => 0,
            _ => below(random, self.pending.len() + 1),
        };
        self.pending[..count].iter().for_each(|naming| names.apply(naming));
        fs::create_dir_all(folder).unwrap();
        for path in &names.folders {
            fs::create_dir_all(folder.join(path)).unwrap();
        }
        for (path, file) in &names.files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            self.contents[*file].write(&File::create(path).unwrap(), loss, random);
        }
    }

    fn name(&mut self, naming: Naming) {
        self.now.apply(&naming);
        self.pending.push(naming);
    }

    fn change(&mut self, path: &str, change: Change) {
        if let Some(file) = self.now.files.get(path) {
            self.contents[*file].pending.push(change);
        }
    }
}

impl Content {
    fn write(&self, file: &File, loss: Loss, random: &mut Random) {
        write_sparse(file, 0, &self.durable);
        file.set_len(self.durable.len() as u64).unwrap();
        for change in &self.pending {
            let there = match loss {
                Loss::Nothing => true,
                Loss::Everything => false,
                _ => random.below(2) == 0,
            };
            match change {
                Change::Length(bytes) if there => file.set_len(*bytes).unwrap(),
                Change::Write(at, bytes) if loss == Loss::Torn && random.below(2) == 0 => {
                    let whole = below(random, bytes.len() / SECTOR + 2);
                    let in_order = random.below(2) == 0;
                    for (index, sector) in bytes.chunks(SECTOR).enumerate() {
                        if if in_order { index < whole } else { random.below(2) == 0 } {
                            file.write_all_at(sector, at + (index * SECTOR) as u64).unwrap();
                        }
                    }
                }
                Change::Write(at, bytes) if there => write_sparse(file, *at, bytes),
                _ => {}
            }
        }
    }
}

/// Leaves out long stretches of zeros beyond the end, which a new file has anyway.
fn write_sparse(file: &File, at: u64, bytes: &[u8]) {
    let end = file.metadata().unwrap().len();
    let chunk_bytes = 64 * 1024;
    for (index, chunk) in bytes.chunks(chunk_bytes).enumerate() {
        let at = at + (index * chunk_bytes) as u64;
        if at < end || chunk.iter().any(|byte| *byte != 0) {
            file.write_all_at(chunk, at).unwrap();
        }
    }
    let length = (at + bytes.len() as u64).max(file.metadata().unwrap().len());
    file.set_len(length).unwrap();
}

fn apply_change(content: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Length(bytes) => content.resize(usize::try_from(*bytes).unwrap(), 0),
        Change::Write(at, bytes) => {
            let at = usize::try_from(*at).unwrap();
            if content.len() < at + bytes.len() {
                content.resize(at + bytes.len(), 0);
            }
            content[at..at + bytes.len()].copy_from_slice(bytes);
        }
    }
}

fn below(random: &mut Random, end: usize) -> usize {
    usize::try_from(random.below(end as u64)).unwrap()
}
