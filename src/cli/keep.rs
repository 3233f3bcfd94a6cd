//! The commands that look after the store, and what an operator is told when it does not open.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::config::Settings;
use crate::service::clock::Clock;
use crate::store::{Backup, Origin, SledStore, StoreError, backups, is_there, prune, restore};

/// Opens the store; if it cannot be read, says how to put the last backup in its place.
pub(super) fn open(settings: &Settings) -> anyhow::Result<SledStore> {
    open_known(settings, None)
}

/// The same; `known` is the store that was open before, and no other is opened then.
pub(super) fn open_known(settings: &Settings, known: Option<Origin>) -> anyhow::Result<SledStore> {
    let (data, reserve_bytes) = (settings.data_folder()?, settings.reserve_bytes());
    let opened = match known {
        None => SledStore::open_with(&data, reserve_bytes),
        Some(origin) => SledStore::open_again(&data, reserve_bytes, origin),
    };
    match opened {
        Err(error @ StoreError::Corrupt { .. }) => {
            anyhow::bail!("{error}\n{}", way_back(settings, &data)?)
        }
        opened => Ok(opened?),
    }
}

/// Takes a backup of a store that nobody holds.
pub(super) fn back_up(
    settings: &Settings,
    to: Option<&Path>,
    clock: &Clock,
) -> anyhow::Result<ExitCode> {
    let (data, kept) = (settings.data_folder()?, settings.backup_folder()?);
    // Damage is told by opening.
    if matches!(is_there(&data), Ok(false)) {
        anyhow::bail!("there is no store in {}", data.display());
    }
    let store = match open(settings) {
        Err(error) if matches!(error.downcast_ref(), Some(StoreError::InUse { .. })) => {
            anyhow::bail!(
                "the bot is running and takes its own backups, every {} h by --backup-hours. {}",
                settings.backup_hours,
                newest(&kept)?.map_or_else(
                    || format!("There is none in {} yet", kept.display()),
                    |backup| format!("The last is {}", described(&backup))
                )
            )
        }
        opened => opened?,
    };
    let backup = store.keeper().back_up(to.unwrap_or(&kept), clock())?;
    // A folder that was named for this one is the operator's own to tidy.
    if to.is_none() {
        prune(&kept, &backup, settings.backup_keep.into())?;
    }
    println!("{}", described(&backup));
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup in the place of the store: the newest one, if none is named.
pub(super) fn put_back(
    settings: &Settings,
    file: Option<&Path>,
    replace: bool,
    clock: &Clock,
) -> anyhow::Result<ExitCode> {
    let data = settings.data_folder()?;
    let done = match file {
        Some(file) => restore(&data, file, replace, clock())?,
        None => restore_newest(settings, &data, replace, clock)?,
    };
    println!("restored {} into {}", described(&done.backup), data.display());
    if done.commits_lost > 0 {
        println!(
            "at least {} later commits are not in it: what people did after that is lost",
            done.commits_lost
        );
    }
    if let Some(aside) = done.aside {
        println!(
            "what was there before is in {}; remove it once you do not need it: it holds what people told the bot",
            aside.display()
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// The newest backup that is whole; a damaged one is named and passed over.
fn restore_newest(
    settings: &Settings,
    data: &Path,
    replace: bool,
    clock: &Clock,
) -> anyhow::Result<crate::store::Restored> {
    let folder = settings.backup_folder()?;
    for backup in backups(&folder)? {
        match restore(data, &backup.file, replace, clock()) {
            Err(error @ StoreError::BadBackup { .. }) => eprintln!("crampbot: {error}"),
            done => return Ok(done?),
        }
    }
    anyhow::bail!("there is no backup in {}; name the file to restore", folder.display())
}

/// The command that restores the last backup, or where to look for one.
fn way_back(settings: &Settings, data: &Path) -> anyhow::Result<String> {
    let folder = settings.backup_folder()?;
    Ok(match newest(&folder)? {
        Some(backup) => format!(
            "The last backup is {}.\nTo restore it: crampbot restore --data {} {}",
            described(&backup),
            quoted(data),
            quoted(&backup.file)
        ),
        None => format!(
            "There is no backup in {}. If you have one elsewhere: crampbot restore --data {} FILE",
            folder.display(),
            quoted(data)
        ),
    })
}

fn newest(folder: &Path) -> Result<Option<Backup>, StoreError> {
    Ok(backups(folder)?.into_iter().next())
}

fn described(backup: &Backup) -> String {
    let taken_at = backup.taken_at.format("%Y-%m-%d %H:%M:%S UTC");
    format!("{}, of {taken_at}, {} commits", backup.file.display(), backup.commits)
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let path = PathBuf::from(path).display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=:@%".contains(c);
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_can_be_pasted_into_a_shell() {
        assert_eq!(quoted(Path::new("/srv/bot-1/data")), "/srv/bot-1/data");
        assert_eq!(quoted(Path::new("/srv/it's here")), r"'/srv/it'\''s here'");
    }
}
