//! What a program did to its files, recorded by `strace` and read back.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use super::disk::Op;

const CALLS: &str = "trace=openat,creat,pwrite64,pwritev,write,writev,lseek,fsync,fdatasync,ftruncate,fallocate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,copy_file_range,sendfile";

/// Runs a command under `strace`; what it did below `root`, in order. `None` without `strace`.
pub(super) fn record(command: &Command, root: &Path) -> Option<Vec<Op>> {
    Command::new("strace").arg("-V").stdout(Stdio::null()).status().ok()?;
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut traced = Command::new("strace");
    traced.args(["-f", "-y", "-xx", "-s", "100000000", "-e", "signal=none", "-e", CALLS, "-o"]);
    traced.arg(log.path()).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        traced.env(name, value.unwrap());
    }
    assert!(traced.stdout(Stdio::piped()).output().unwrap().status.success());
    let mut reader = Reader { root: format!("{}/", root.display()), ..Reader::default() };
    let mut lines = BufReader::new(File::open(log.path()).unwrap());
    let mut line = String::new();
    while lines.read_line(&mut line).unwrap() > 0 {
        reader.read(line.trim_end());
        line.clear();
    }
    Some(reader.ops)
}

#[derive(Default)]
struct Reader {
    root: String,
    ops: Vec<Op>,
    /// The beginning of a call that another thread interrupted, by thread.
    begun: HashMap<String, String>,
    syncs: HashMap<String, u64>,
    /// Where the next `write` to a descriptor goes.
    positions: HashMap<String, u64>,
}

impl Reader {
    fn read(&mut self, line: &str) {
        let (thread, call) = line.split_once(' ').unwrap();
        let call = call.trim_start();
        if let Some(begun) = call.strip_suffix(" <unfinished ...>") {
            self.begins(thread, begun);
            self.begun.insert(thread.to_owned(), begun.to_owned());
        } else if call.starts_with("<... ") {
            let Some(mut whole) = self.begun.remove(thread) else { return };
            whole.push_str(call.split_once(" resumed>").unwrap().1);
            self.ends(thread, &whole);
        } else {
            self.begins(thread, call);
            self.ends(thread, call);
        }
    }

    fn begins(&mut self, thread: &str, call: &str) {
        if call.starts_with("fsync(") || call.starts_with("fdatasync(") {
            let argument = call.split_once('(').unwrap().1;
            if let Some(path) = self.descriptor(argument).and_then(|(_, path)| path) {
                let id = self.ops.len() as u64;
                self.syncs.insert(thread.to_owned(), id);
                self.ops.push(Op::SyncBegins { id, path });
            }
        }
    }

    fn ends(&mut self, thread: &str, call: &str) {
        let Some((head, result)) = call.rsplit_once(" = ") else { return };
        if result.starts_with('-') || result.starts_with('?') {
            return;
        }
        let (name, arguments) = head.trim_end().split_once('(').unwrap();
        let arguments = arguments.strip_suffix(')').unwrap_or(arguments);
        let arguments: Vec<&str> = arguments.split(", ").collect();
        let digits: String = result.chars().take_while(char::is_ascii_digit).collect();
        let result: u64 = digits.parse().unwrap();
        match name {
            "openat" => {
                let fd = result.to_string();
                self.positions.insert(fd, 0);
                let Some(path) = self.path(arguments[0], arguments[1]) else { return };
                if arguments[2].contains("O_CREAT") {
                    self.ops.push(Op::Make { path: path.clone() });
                }
                if arguments[2].contains("O_TRUNC") {
                    self.ops.push(Op::Length { path, bytes: 0 });
                }
            }
            "lseek" => {
                let (fd, _) = self.descriptor(arguments[0]).unwrap();
                self.positions.insert(fd, result);
            }
            "write" => {
                let (fd, path) = self.descriptor(arguments[0]).unwrap();
                let mut bytes = text(arguments[1]);
                bytes.truncate(usize::try_from(result).unwrap());
                let position = self.positions.entry(fd.clone()).or_default();
                let at = *position;
                *position += result;
                if let Some(path) = path {
                    self.ops.push(Op::Write { path, at, bytes });
                } else if fd == "1" {
                    let said = String::from_utf8_lossy(&bytes).into_owned();
                    let said = said.lines().filter_map(|line| line.split_once("> "));
                    self.ops.extend(said.map(|(_, said)| Op::Says(said.to_owned())));
                }
            }
            "pwrite64" => {
                let (_, Some(path)) = self.descriptor(arguments[0]).unwrap() else { return };
                let mut bytes = text(arguments[1]);
                bytes.truncate(usize::try_from(result).unwrap());
                self.ops.push(Op::Write { path, at: arguments[3].parse().unwrap(), bytes });
            }
            "fsync" | "fdatasync" => {
                if let Some(id) = self.syncs.remove(thread) {
                    self.ops.push(Op::SyncEnds { id });
                }
            }
            "ftruncate" => {
                let (_, Some(path)) = self.descriptor(arguments[0]).unwrap() else { return };
                self.ops.push(Op::Length { path, bytes: arguments[1].parse().unwrap() });
            }
            "rename" => self.rename("", arguments[0], "", arguments[1]),
            "renameat" | "renameat2" => {
                self.rename(arguments[0], arguments[1], arguments[2], arguments[3]);
            }
            "unlink" | "rmdir" => self.remove("", arguments[0]),
            "unlinkat" => self.remove(arguments[0], arguments[1]),
            "mkdir" => self.make_folder("", arguments[0]),
            "mkdirat" => self.make_folder(arguments[0], arguments[1]),
            other => panic!("{other} is not understood"),
        }
    }

    fn rename(&mut self, from_in: &str, from: &str, to_in: &str, to: &str) {
        match (self.path(from_in, from), self.path(to_in, to)) {
            (Some(from), Some(to)) => self.ops.push(Op::Rename { from, to }),
            (None, None) => {}
            other => panic!("moved across the border: {other:?}"),
        }
    }

    fn remove(&mut self, folder: &str, path: &str) {
        if let Some(path) = self.path(folder, path) {
            self.ops.push(Op::Remove { path });
        }
    }

    fn make_folder(&mut self, folder: &str, path: &str) {
        if let Some(path) = self.path(folder, path) {
            self.ops.push(Op::MakeFolder { path });
        }
    }

    /// A number, and the path if it is below the root: `5<\x2f…>`.
    fn descriptor(&self, argument: &str) -> Option<(String, Option<String>)> {
        let (number, rest) = argument.split_once('<')?;
        let path = String::from_utf8(decode(rest.split_once('>')?.0)).ok()?;
        Some((number.to_owned(), self.relative(&path)))
    }

    fn path(&self, folder: &str, path: &str) -> Option<String> {
        let path = String::from_utf8(text(path)).ok()?;
        if path.starts_with('/') {
            return self.relative(&path);
        }
        let folder = self.descriptor(folder)?.1?;
        Some(if folder.is_empty() { path } else { format!("{folder}/{path}") })
    }

    fn relative(&self, path: &str) -> Option<String> {
        if format!("{path}/") == self.root {
            return Some(String::new());
        }
        path.strip_prefix(&self.root).map(str::to_owned)
    }
}

/// A string argument in quotes.
fn text(argument: &str) -> Vec<u8> {
    decode(argument.trim_matches('"'))
}

/// `\x41\x42` or `AB`.
fn decode(text: &str) -> Vec<u8> {
    if !text.starts_with("\\x") {
        return text.as_bytes().to_vec();
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap();
    let codes = text.as_bytes().chunks(4);
    codes.map(|code| u8::try_from(digit(code[2]) * 16 + digit(code[3])).unwrap()).collect()
}
