//! The beginnings of the parts that sled's file consists of, each with a checksum of its own.
//!
//! sled takes a part whose beginning is damaged for one that was never used. With its index it may
//! still find all that is in there, go on, and find nothing the next time, when the index is newer. So
//! this looks first. It only reads.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::files;

const HEADER_BYTES: usize = 20;

/// Whether every part of a folder's database begins as sled writes it, or was never used.
pub(super) fn are_whole(folder: &Path, segment_bytes: u64) -> io::Result<bool> {
    let mut file = File::open(files::database(folder))?;
    let end = file.metadata()?.len();
    let mut at = 0;
    while at + HEADER_BYTES as u64 <= end {
        let mut header = [0; HEADER_BYTES];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut header)?;
        if !is_whole(&header) {
            return Ok(false);
        }
        at += segment_bytes;
    }
    Ok(true)
}

/// The checksum comes first, inverted and with its lowest byte first. sled fills with zeros what it does
/// not use, and what a power cut tore.
fn is_whole(header: &[u8; HEADER_BYTES]) -> bool {
    let Some((checksum, rest)) = header.split_first_chunk() else { return false };
    header.iter().all(|byte| *byte == 0) || !u32::from_le_bytes(*checksum) == crc32fast::hash(rest)
}
