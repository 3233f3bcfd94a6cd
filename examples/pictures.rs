//! Writes every drawing of `dialogues/pictures` as a PNG, and all of them on one sheet.
//!
//!     cargo run --example pictures -- FOLDER [PICTURES]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use crampbot::picture::{self, WIDTH_PX};

const SHEET_COLUMNS: usize = 5;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let out = arguments.next().context("give the folder to write to")?;
    let drawings = arguments.next().unwrap_or_else(|| "dialogues/pictures".into());
    std::fs::create_dir_all(&out)?;
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&drawings)? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "svg"));
    paths.sort();
    let mut svgs = Vec::new();
    for path in &paths {
        let svg = std::fs::read_to_string(path)?;
        write(&out, path, &svg, WIDTH_PX)?;
        svgs.push(svg);
    }
    write(&out, Path::new("contact_sheet"), &sheet(&svgs)?, WIDTH_PX * 2)
}

fn write(out: &Path, name: &Path, svg: &str, width_px: u32) -> anyhow::Result<()> {
    let name = name.file_stem().unwrap_or_default().to_string_lossy();
    let before = Instant::now();
    let png = picture::png(svg, width_px).with_context(|| format!("{name}.svg"))?;
    let taken = before.elapsed().as_millis();
    println!("{name:20} {:6} bytes of SVG {:7} bytes of PNG {taken:4} ms", svg.len(), png.len());
    std::fs::write(out.join(format!("{name}.png")), png)?;
    Ok(())
}

/// All drawings on one; their inner names must not meet, so each gets its own prefix.
fn sheet(svgs: &[String]) -> anyhow::Result<String> {
    let (width, height) = (640, 480);
    let rows = svgs.len().div_ceil(SHEET_COLUMNS);
    let mut sheet = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}">"#,
        SHEET_COLUMNS * width,
        rows * height
    );
    for (index, svg) in svgs.iter().enumerate() {
        let (x, y) = (index % SHEET_COLUMNS * width, index / SHEET_COLUMNS * height);
        let inner = svg.replace("id=\"", &format!("id=\"p{index}-"));
        let inner = inner.replace("url(#", &format!("url(#p{index}-"));
        let inner = inner.replace("href=\"#", &format!("href=\"#p{index}-"));
        let inner = inner.replacen(
            "<svg",
            &format!(r#"<svg x="{x}" y="{y}" width="{width}" height="{height}""#),
            1,
        );
        write!(sheet, "{inner}")?;
    }
    sheet.push_str("</svg>");
    Ok(sheet)
}
