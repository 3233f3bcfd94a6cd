//! `crampbot reviewed`: shows a translator what waits, and notes what was compared.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use crate::dialogue::reviewed;
use crate::library::Folder;

/// Shows the translations that wait to be compared; with messages named, or with all of them, stamps them.
pub(super) fn run(
    dir: Option<&Path>,
    language: &str,
    messages: &[String],
    all: bool,
) -> anyhow::Result<ExitCode> {
    let dir = dir.context("stamps are written to a folder: give --dialogues DIR")?;
    let folder = Folder::read(dir)?;
    let (script, _) = folder.compile();
    let script = script.context("the dialogues cannot be read; see `crampbot check`")?;
    let translations = folder.translations(&script);
    let languages: Vec<&str> = translations.languages().collect();
    anyhow::ensure!(
        languages.contains(&language),
        "`{language}` is not translated to; there is: {}",
        languages.join(", ")
    );
    if messages.is_empty() && !all {
        for waiting in translations.waiting(language) {
            let translated = translations.translation(language, waiting.id);
            println!("{} {}", waiting.place, waiting.id);
            println!("    {}\n    {translated}\n", waiting.original);
        }
        println!("waiting: {}", translations.waiting(language).count());
        return Ok(ExitCode::SUCCESS);
    }
    let waiting: BTreeSet<&str> =
        translations.waiting(language).map(|waiting| waiting.id).collect();
    let named = messages.iter().map(String::as_str).collect();
    let compared = if all { &waiting } else { &named };
    let text = translations.stamped(language, compared).map_err(|id| {
        anyhow::anyhow!("there is no message `{id}` in both languages; nothing was written")
    })?;
    let path = dir.join(language).join(reviewed::FILE);
    // Written aside and moved, so that there is never half a file.
    let aside = path.with_extension("toml.new");
    std::fs::write(&aside, text).with_context(|| format!("cannot write {}", aside.display()))?;
    std::fs::rename(&aside, &path).with_context(|| format!("cannot write {}", path.display()))?;
    let left = waiting.difference(compared).count();
    println!("stamped: {}, waiting: {left}", compared.len());
    Ok(ExitCode::SUCCESS)
}
