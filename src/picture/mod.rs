//! Drawings to pixels: an SVG of `dialogues/pictures` becomes a PNG. Pages to PDF are in `page`.
//!
//! Never reads a file, a font or an address: what a drawing needs stands in it. The same text and
//! width give the same bytes on every run.

pub mod page;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{self, TextPos};
use resvg::usvg::{self, ImageHrefResolver, Options, Tree};
use thiserror::Error;

/// The longest drawing that is rendered, in bytes of text.
pub const SVG_BYTES_MAX: usize = 256 * 1024;
/// As wide as a phone shows a drawing.
pub const WIDTH_PX: u32 = 960;
/// The widest and the highest picture that is rendered, in pixels.
pub const SIDE_PX_MAX: u32 = 4096;
/// The largest picture, in bytes of PNG.
pub const PNG_BYTES_MAX: usize = 1 << 20;
/// How deep the elements of a drawing may be nested.
const DEPTH_MAX: usize = 64;
/// Elements that a drawing has no use for: code, foreign content, and text, which needs a font and
/// a translation.
const ELEMENTS_REFUSED: [&str; 3] = ["script", "foreignObject", "text"];

/// Why a drawing was not rendered.
#[derive(Debug, Error)]
pub enum PictureError {
    #[error("the drawing has {bytes} bytes; the limit is {SVG_BYTES_MAX}")]
    TooLong { bytes: usize },
    #[error("the drawing is not XML: {0}")]
    Xml(#[from] roxmltree::Error),
    #[error("line {}: the drawing nests its elements deeper than {DEPTH_MAX}", at.row)]
    TooDeep { at: TextPos },
    #[error("line {}: <{name}> has no place in a drawing", at.row)]
    Element { name: String, at: TextPos },
    #[error("line {}: the drawing may refer only to its own parts (#name), not to {target:?}", at.row)]
    Reference { target: String, at: TextPos },
    #[error("the drawing is not SVG: {0}")]
    Svg(#[from] usvg::Error),
    #[error("a picture of {width_px} x {height_px} pixels; a side has 1 to {SIDE_PX_MAX}")]
    Side { width_px: u32, height_px: u32 },
    #[error("the picture has {bytes} bytes; the limit is {PNG_BYTES_MAX}")]
    TooLarge { bytes: usize },
    #[error("the picture was not encoded: {0}")]
    Encode(String),
}

impl PictureError {
    /// Line and column in the drawing, from 1, where that is known.
    pub fn position(&self) -> (usize, usize) {
        let at = match self {
            Self::Xml(error) => error.pos(),
            Self::TooDeep { at } | Self::Element { at, .. } | Self::Reference { at, .. } => *at,
            Self::TooLong { .. }
            | Self::Svg(_)
            | Self::Side { .. }
            | Self::TooLarge { .. }
            | Self::Encode(_) => TextPos::new(1, 1),
        };
        (at.row as usize, at.col as usize)
    }
}

/// Everything that [`png`] may refuse, without the work of drawing.
pub fn check(svg: &str, width_px: u32) -> Result<(), PictureError> {
    fit(&read(svg)?, width_px).map(drop)
}

/// Renders a drawing as a PNG of `width_px` pixels across, as high as the drawing's shape asks.
pub fn png(svg: &str, width_px: u32) -> Result<Vec<u8>, PictureError> {
    let tree = read(svg)?;
    let (width_px, height_px, scale) = fit(&tree, width_px)?;
    let mut pixmap =
        Pixmap::new(width_px, height_px).ok_or(PictureError::Side { width_px, height_px })?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let png = pixmap.encode_png().map_err(|error| PictureError::Encode(error.to_string()))?;
    match png.len() {
        bytes if bytes > PNG_BYTES_MAX => Err(PictureError::TooLarge { bytes }),
        _ => Ok(png),
    }
}

fn read(svg: &str) -> Result<Tree, PictureError> {
    if svg.len() > SVG_BYTES_MAX {
        return Err(PictureError::TooLong { bytes: svg.len() });
    }
    let document = roxmltree::Document::parse(svg)?;
    refuse_foreign(&document)?;
    Ok(Tree::from_xmltree(&document, &options())?)
}

/// Resolves no image, whatever it is called: the defaults would read files.
fn options() -> Options<'static> {
    let image_href_resolver = ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(|_, _| None),
    };
    Options { image_href_resolver, ..Options::default() }
}

/// The picture's sides, and how much larger than the drawing they are.
fn fit(tree: &Tree, width_px: u32) -> Result<(u32, u32, f32), PictureError> {
    let size = tree.size().to_int_size();
    let height_px = u64::from(width_px) * u64::from(size.height()) / u64::from(size.width());
    let height_px = u32::try_from(height_px).unwrap_or(u32::MAX);
    let sides = 1..=SIDE_PX_MAX;
    if !sides.contains(&width_px) || !sides.contains(&height_px) {
        return Err(PictureError::Side { width_px, height_px });
    }
    #[expect(clippy::cast_precision_loss, reason = "SIDE_PX_MAX is far below 2^24")]
    let scale = width_px as f32 / tree.size().width();
    Ok((width_px, height_px, scale))
}

fn refuse_foreign(document: &roxmltree::Document<'_>) -> Result<(), PictureError> {
    let place = |at: usize| document.text_pos_at(at);
    for node in document.descendants() {
        if !node.is_element() {
            continue;
        }
        let name = node.tag_name().name();
        if ELEMENTS_REFUSED.contains(&name) {
            let name = name.to_owned();
            return Err(PictureError::Element { name, at: place(node.range().start) });
        }
        if node.ancestors().nth(DEPTH_MAX + 1).is_some() {
            return Err(PictureError::TooDeep { at: place(node.range().start) });
        }
        for attribute in node.attributes() {
            let value = attribute.value().trim();
            let outside = if attribute.name() == "href" {
                (!value.starts_with('#')).then_some(value)
            } else {
                outside_url(value)
            };
            if let Some(target) = outside {
                let target = target.to_owned();
                return Err(PictureError::Reference { target, at: place(attribute.range().start) });
            }
        }
        let style = if name == "style" { node.text().unwrap_or_default() } else { "" };
        let imports = style.contains("@import").then_some("@import");
        if let Some(target) = imports.or_else(|| outside_url(style)) {
            let target = target.to_owned();
            return Err(PictureError::Reference { target, at: place(node.range().start) });
        }
    }
    Ok(())
}

/// The first `url(..)` that does not name a part of the same drawing.
fn outside_url(value: &str) -> Option<&str> {
    let targets = value.split("url(").skip(1).map(|rest| {
        let target = rest.split(')').next().unwrap_or(rest);
        target.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\'')
    });
    targets.into_iter().find(|target| !target.starts_with('#'))
}

#[cfg(test)]
mod tests;
