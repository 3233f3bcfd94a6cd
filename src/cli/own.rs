//! The commands that bring out and read back what is kept of one person.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use super::{keep, load};
use crate::config::Settings;
use crate::service::clock::Clock;
use crate::service::export;
use crate::store::{ChatId, StoreError, is_there};

/// Prints it.
pub(super) fn export(settings: &Settings, user: ChatId, csv: bool) -> anyhow::Result<ExitCode> {
    let data = settings.data_folder()?;
    // Damage is told by opening; nothing is created only to be read.
    if matches!(is_there(&data), Ok(false)) {
        anyhow::bail!("there is no store in {}", data.display());
    }
    let store = match keep::open_to_read(settings) {
        Err(error) if matches!(error.downcast_ref(), Some(StoreError::InUse { .. })) => {
            anyhow::bail!(
                "the bot is running and holds the store. A person gets their own files with /export; otherwise \
                 stop the bot first, or take its last backup apart:\n    \
                 crampbot restore FILE --data OTHER && crampbot export --user {user} --data OTHER\n\
                 `crampbot backup` says where that is"
            )
        }
        store => store?,
    };
    let made = if csv {
        export::table(&store, &load(settings.dialogues.as_deref())?, user)?
    } else {
        export::everything(&store, user)?
    };
    let Some(bytes) = made else {
        anyhow::bail!("nothing is kept of {user}");
    };
    let mut out = std::io::stdout().lock();
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Reads a file back.
pub(super) fn import(
    settings: &Settings,
    file: &Path,
    user: ChatId,
    replace: bool,
    clock: &Clock,
) -> anyhow::Result<ExitCode> {
    let bytes =
        std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let mut store = keep::open(settings)?;
    let records = export::import(&mut store, user, &bytes, replace, clock())
        .with_context(|| format!("{} was not imported, nothing was changed", file.display()))?;
    eprintln!("{user} has a conversation and {records} records now");
    Ok(ExitCode::SUCCESS)
}
