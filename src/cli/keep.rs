//! The commands that look after the store, and what an operator is told when it does not open.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::config::Settings;
use crate::service::clock::Clock;
use crate::store::{
    Backup, Origin, SledStore, StoreError, backups, backups_by_store, is_there, prune, restore,
};

/// Opens the store; if it cannot be read, says how to put the last backup in its place.
pub(super) fn open(settings: &Settings) -> anyhow::Result<SledStore> {
    open_known(settings, None)
}

/// The same; `known` is the store that was open before, and no other is opened then.
pub(super) fn open_known(settings: &Settings, known: Option<Origin>) -> anyhow::Result<SledStore> {
    let (data, reserve_bytes) = (settings.data_folder()?, settings.reserve_bytes());
    if known.is_none() && matches!(is_there(&data), Ok(false)) {
        sees_no_backups(settings, &data)?;
    }
    let opened = match known {
        None => SledStore::open_with(&data, reserve_bytes),
        Some(origin) => SledStore::open_again(&data, reserve_bytes, origin),
    };
    or_way_back(settings, &data, opened)
}

/// Opens it for reading alone: whatever is found there stays as it is.
pub(super) fn open_to_read(settings: &Settings) -> anyhow::Result<SledStore> {
    let data = settings.data_folder()?;
    or_way_back(settings, &data, SledStore::open_to_read(&data))
}

fn or_way_back(
    settings: &Settings,
    data: &Path,
    opened: Result<SledStore, StoreError>,
) -> anyhow::Result<SledStore> {
    match opened {
        Err(error @ StoreError::Corrupt { .. }) => {
            anyhow::bail!("{error}\n{}", way_back(settings, data))
        }
        opened => Ok(opened?),
    }
}

/// Where there are backups there was a store: perhaps only its disk is not mounted.
fn sees_no_backups(settings: &Settings, data: &Path) -> anyhow::Result<()> {
    let folder = settings.backup_folder()?;
    anyhow::ensure!(
        backups(&folder)?.is_empty(),
        "there is no store in {}, but there are backups in {}: it is not started empty. Is a disk not mounted?\n{}\nTo \
         begin anew beside them: give another folder with --backups, or move them away",
        data.display(),
        folder.display(),
        way_back(settings, data)
    );
    Ok(())
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
    let mut stores = backups_by_store(&folder)?;
    anyhow::ensure!(stores.len() < 2, "{}", one_of(data, &folder, &stores));
    let found = stores.pop().unwrap_or_default();
    anyhow::ensure!(
        !found.is_empty(),
        "there is no backup in {}; name the file to restore",
        folder.display()
    );
    for backup in found {
        match restore(data, &backup.file, replace, clock()) {
            Err(error @ StoreError::BadBackup { .. }) => eprintln!("crampbot: {error}"),
            done => return Ok(done?),
        }
    }
    anyhow::bail!("no backup in {} is whole; name the file to restore", folder.display())
}

/// The command that restores the last backup that is whole, or where to look for one.
fn way_back(settings: &Settings, data: &Path) -> String {
    let found = settings.backup_folder().and_then(|folder| {
        let stores = backups_by_store(&folder)?;
        Ok((folder, stores))
    });
    let (folder, stores) = match found {
        Ok(found) => found,
        Err(error) => {
            return format!(
                "No backup can be looked for: {error}\nIf you have one: crampbot restore --data {} FILE",
                quoted(data)
            );
        }
    };
    match stores.as_slice() {
        [] => format!(
            "There is no backup in {}. If you have one elsewhere: crampbot restore --data {} FILE",
            folder.display(),
            quoted(data)
        ),
        // No file is named: should the last one be damaged, the command takes the one before.
        [only] => format!(
            "The last backup is {}.\nTo restore it: crampbot restore --data {}{}",
            only.first().map(described).unwrap_or_default(),
            quoted(data),
            settings
                .backups
                .as_ref()
                .map_or_else(String::new, |folder| { format!(" --backups {}", quoted(folder)) })
        ),
        several => one_of(data, &folder, several),
    }
}

/// The commands between which only a person can choose.
fn one_of(data: &Path, folder: &Path, stores: &[Vec<Backup>]) -> String {
    let mut said = format!("There are backups of several stores in {}:", folder.display());
    for newest in stores.iter().filter_map(|store| store.first()) {
        let (data, file) = (quoted(data), quoted(&newest.file));
        let backup = described(newest);
        let _ = write!(said, "\n{backup}\n    crampbot restore --data {data} {file}");
    }
    said
}

/// The newest of a store's backups, or of the one that has most.
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
