//! Damage that costs nothing: sled's index, which it makes again from its file, and its settings, which
//! are always the same.
//!
//! Whether all is there without them is tried on a copy, because sled also writes when it opens. Only
//! when every entry was found are the damaged ones put aside, never deleted.

use std::path::Path;

use super::{files, open};
use crate::store::StoreError;

/// Puts the index aside, and the settings if need be, where all can be read without; says whether that
/// was so. Otherwise everything is as it was.
pub(super) fn mend(path: &Path) -> Result<bool, StoreError> {
    let nursery = files::nursery(path);
    let room = fs4::available_space(path).unwrap_or(u64::MAX);
    if room / 2 < files::database_bytes(path)? {
        // No room to try.
        return Ok(false);
    }
    // With the settings as they are, or with those of each size that there ever was.
    let ways =
        if files::has_settings(path) { vec![None] } else { open::SEGMENT_SIZES.map(Some).to_vec() };
    for segment_bytes in ways {
        let with_settings = segment_bytes.is_none();
        if files::copy_bare(path, &nursery, with_settings).is_err() {
            continue;
        }
        if open::is_whole(&nursery, path, segment_bytes) {
            files::set_index_aside(path, &nursery)?;
            files::clear(&nursery)?;
            return Ok(true);
        }
    }
    files::clear(&nursery)?;
    Ok(false)
}
