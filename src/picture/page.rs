//! A page of words and charts to a PDF: one sheet of A4, with real text in its own letters.
//!
//! Knows where things stand on paper, and nothing of what they mean. Reads no file: the fonts are in the
//! program and are only looked at when a page is made. What does not fit is set smaller.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use resvg::tiny_skia::PathSegment;
use resvg::usvg::{self, Group, Node};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use thiserror::Error;

use super::PictureError;
use crate::dialogue::chart;
use crate::dialogue::report::{Page, Row};

const REGULAR: &[u8] = include_bytes!("fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("fonts/NotoSans-Bold.ttf");

/// A4, in points.
const SHEET: (f32, f32) = (595.28, 841.89);
const MARGIN: f32 = 42.0;
const RIGHT: f32 = SHEET.0 - MARGIN;
/// Where the foot ends.
const BOTTOM: f32 = SHEET.1 - 36.0;
/// Sizes of the rows' text, in points; the first that fits is taken.
const SIZES: [f32; 5] = [9.5, 9.0, 8.5, 8.0, 7.5];
const SMALL: f32 = 8.0;
/// From one line to the next, in parts of the size.
const LINE: f32 = 1.32;
/// The column of what a row is about.
const LABELS: f32 = 92.0;
/// The body is so wide; beside it stand the hours and the first rows.
const BODY: f32 = 200.0;
const GAP: f32 = 14.0;

const INK: (u8, u8, u8) = (0x1f, 0x29, 0x33);
const PALE: (u8, u8, u8) = (0x5a, 0x64, 0x6e);
const RULE: (u8, u8, u8) = (0xc9, 0xc2, 0xb6);

/// Why there is no page.
#[derive(Debug, Error)]
pub enum PageError {
    /// The program's own fonts.
    #[error("a font of the page cannot be read")]
    Font,
    /// A chart on it.
    #[error("a chart of the page cannot be drawn: {0}")]
    Chart(#[from] PictureError),
    /// The file.
    #[error("the page cannot be written: {0:?}")]
    Write(krilla::error::KrillaError),
}

/// The page as a PDF.
pub fn pdf(page: &Page) -> Result<Vec<u8>, PageError> {
    let faces = Faces::read()?;
    let mut document = krilla::Document::new();
    let about = Metadata::new().title(page.title.clone()).language(page.language.clone());
    document.set_metadata(about);
    let settings = PageSettings::from_wh(SHEET.0, SHEET.1).ok_or(PageError::Font)?;
    let mut sheet = document.start_page_with(settings);
    let mut surface = sheet.surface();
    let drawn = arrange(page, &faces).into_iter().try_for_each(|item| match item {
        Item::Words { at, face, size, ink, text } => {
            faces.of(face).write(&mut surface, at, size, ink, &text);
            Ok(())
        }
        Item::Rule { from, to } => {
            rule(&mut surface, from, to);
            Ok(())
        }
        Item::Chart { at, width, svg } => draw(&mut surface, at, width, &svg),
    });
    surface.finish();
    sheet.finish();
    drawn?;
    document.finish().map_err(PageError::Write)
}

/// What stands where.
enum Item {
    Words { at: (f32, f32), face: Weight, size: f32, ink: (u8, u8, u8), text: String },
    Rule { from: (f32, f32), to: (f32, f32) },
    Chart { at: (f32, f32), width: f32, svg: String },
}

#[derive(Debug, Clone, Copy)]
enum Weight {
    Regular,
    Bold,
}

/// The largest arrangement that fits on the sheet.
fn arrange(page: &Page, faces: &Faces) -> Vec<Item> {
    let mut items = Vec::new();
    for size in SIZES {
        let mut sheet = Arranging { faces, items: Vec::new(), y: MARGIN + 14.0 };
        let fits = sheet.page(page, size);
        items = sheet.items;
        if fits {
            break;
        }
    }
    items
}

struct Arranging<'f> {
    faces: &'f Faces,
    items: Vec<Item>,
    /// The base of the next line.
    y: f32,
}

impl Arranging<'_> {
    /// Whether all of it has room.
    fn page(&mut self, page: &Page, size: f32) -> bool {
        self.word((MARGIN, self.y), Weight::Bold, 19.0, INK, &page.title);
        let period = self.faces.of(Weight::Regular).width(&page.period, 11.0);
        self.word((RIGHT - period, self.y), Weight::Regular, 11.0, INK, &page.period);
        self.y += 17.0;
        self.words((MARGIN, RIGHT), Weight::Regular, SMALL, PALE, &page.lead);
        self.rule();
        self.figures(page);
        self.rule();
        self.words((MARGIN, RIGHT), Weight::Bold, 9.0, INK, &page.weeks);
        self.chart((MARGIN, RIGHT), chart::by_week(&page.counts));
        self.y += 16.0;

        let top = self.y;
        self.words((MARGIN, MARGIN + BODY), Weight::Bold, 9.0, INK, &page.places);
        self.chart((MARGIN, MARGIN + BODY), chart::by_place(&page.counts));
        let below_body = self.y + 10.0;
        self.y = top;
        let beside = (MARGIN + BODY + 24.0, RIGHT);
        self.words(beside, Weight::Bold, 9.0, INK, &page.hours);
        self.chart(beside, chart::by_hour(&page.counts));
        self.y += GAP;

        let mut rows = page.rows.iter().peekable();
        while let Some(row) = rows.next_if(|row| self.after(row, size, beside) <= below_body) {
            self.row(row, size, beside);
        }
        self.y = self.y.max(below_body) + 4.0;
        for row in rows {
            self.row(row, size, (MARGIN, RIGHT));
        }
        let end = self.y;
        let foot = self.faces.of(Weight::Regular).lines(&page.foot, SMALL, RIGHT - MARGIN);
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let top = BOTTOM - (foot.len().saturating_sub(1)) as f32 * SMALL * LINE;
        self.y = top;
        self.words((MARGIN, RIGHT), Weight::Regular, SMALL, PALE, &page.foot);
        end <= top
    }

    /// Numbers side by side, each with what it counts below it.
    fn figures(&mut self, page: &Page) {
        #[expect(clippy::cast_precision_loss, reason = "four of them")]
        let width = (RIGHT - MARGIN) / page.figures.len().max(1) as f32;
        let (mut left, top) = (MARGIN, self.y + 10.0);
        let mut bottom = top;
        for figure in &page.figures {
            self.word((left, top), Weight::Bold, 22.0, INK, &figure.value);
            self.y = top + 13.0;
            self.words((left, left + width - 10.0), Weight::Regular, SMALL, INK, &figure.label);
            bottom = bottom.max(self.y);
            left += width;
        }
        self.y = bottom;
    }

    fn row(&mut self, row: &Row, size: f32, (left, right): (f32, f32)) {
        let top = self.y;
        self.words((left, left + LABELS - 8.0), Weight::Bold, size, INK, &row.label);
        let below = std::mem::replace(&mut self.y, top);
        self.words((left + LABELS, right), Weight::Regular, size, INK, &row.text);
        self.y = self.y.max(below) + size * 0.35;
    }

    /// Where the row would end.
    fn after(&self, row: &Row, size: f32, place: (f32, f32)) -> f32 {
        let mut trial = Arranging { faces: self.faces, items: Vec::new(), y: self.y };
        trial.row(row, size, place);
        trial.y
    }

    fn words(
        &mut self,
        (left, right): (f32, f32),
        face: Weight,
        size: f32,
        ink: (u8, u8, u8),
        text: &str,
    ) {
        for line in self.faces.of(face).lines(text, size, right - left) {
            self.word((left, self.y), face, size, ink, &line);
            self.y += size * LINE;
        }
    }

    fn word(&mut self, at: (f32, f32), face: Weight, size: f32, ink: (u8, u8, u8), text: &str) {
        let text = text.to_owned();
        self.items.push(Item::Words { at, face, size, ink, text });
    }

    fn rule(&mut self) {
        self.y += 1.0;
        self.items.push(Item::Rule { from: (MARGIN, self.y), to: (RIGHT, self.y) });
        self.y += GAP;
    }

    /// A chart below the last line; the next line stands below it.
    fn chart(&mut self, (left, right): (f32, f32), svg: String) {
        let width = right - left;
        // What cannot be read is refused when it is drawn.
        let height = super::read(&svg)
            .map_or(0.0, |tree| width * tree.size().height() / tree.size().width());
        let top = self.y - 5.0;
        self.items.push(Item::Chart { at: (left, top), width, svg });
        self.y = top + height + 8.0;
    }
}

struct Faces {
    regular: Face,
    bold: Face,
}

struct Face {
    font: Font,
    letters: FontRef<'static>,
    units_per_em: f32,
}

impl Faces {
    fn read() -> Result<Self, PageError> {
        Ok(Self { regular: Face::read(REGULAR)?, bold: Face::read(BOLD)? })
    }

    fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    fn read(file: &'static [u8]) -> Result<Self, PageError> {
        let font = Font::new(file.into(), 0).ok_or(PageError::Font)?;
        let letters = FontRef::new(file).map_err(|_| PageError::Font)?;
        let units_per_em = font.units_per_em();
        Ok(Self { font, letters, units_per_em })
    }

    /// Each letter of a text: its glyph, how far it reaches in parts of the size, and its bytes. A
    /// letter that the font lacks is the box that says so.
    fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let letters = self.letters.charmap();
        let widths = self.letters.glyph_metrics(Size::unscaled(), LocationRef::default());
        let glyph = |(at, letter): (usize, char)| {
            let glyph = letters.map(letter).unwrap_or_default();
            let width = widths.advance_width(glyph).unwrap_or(0.0) / self.units_per_em;
            let bytes = at..at + letter.len_utf8();
            KrillaGlyph::new(GlyphId::new(glyph.to_u32()), width, 0.0, 0.0, 0.0, bytes, None)
        };
        text.char_indices().map(glyph).collect()
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        self.glyphs(text).iter().map(|glyph| glyph.x_advance * size).sum()
    }

    /// A text in lines that are no wider than so much.
    fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let space = self.width(" ", size);
        let words = text.split(' ').map(|text| Word { text, width: self.width(text, size), space });
        let words: Vec<Word<'_>> = words.collect();
        let lines = wrap_first_fit(&words, &[width.into()]);
        let join =
            |line: &&[Word<'_>]| line.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        lines.iter().map(join).collect()
    }

    fn write(
        &self,
        surface: &mut Surface<'_>,
        (x, y): (f32, f32),
        size: f32,
        ink: (u8, u8, u8),
        text: &str,
    ) {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(ink, FillRule::NonZero)));
        let (start, font) = (Point::from_xy(x, y), self.font.clone());
        surface.draw_glyphs(start, &self.glyphs(text), font, text, size, false);
    }
}

#[derive(Debug)]
struct Word<'t> {
    text: &'t str,
    width: f32,
    space: f32,
}

impl Fragment for Word<'_> {
    fn width(&self) -> f64 {
        self.width.into()
    }

    fn whitespace_width(&self) -> f64 {
        self.space.into()
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn fill((red, green, blue): (u8, u8, u8), rule: FillRule) -> Fill {
    let paint = rgb::Color::new(red, green, blue).into();
    Fill { paint, opacity: NormalizedF32::ONE, rule }
}

fn rule(surface: &mut Surface<'_>, from: (f32, f32), to: (f32, f32)) {
    let Some(line) = Rect::from_ltrb(from.0, from.1, to.0, to.1 + 0.7) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(line);
    let Some(path) = path.finish() else { return };
    surface.set_stroke(None);
    surface.set_fill(Some(fill(RULE, FillRule::NonZero)));
    surface.draw_path(&path);
}

/// Draws one of our own charts, which are shapes in plain colours and nothing else.
fn draw(
    surface: &mut Surface<'_>,
    (x, y): (f32, f32),
    width: f32,
    svg: &str,
) -> Result<(), PageError> {
    let tree = super::read(svg)?;
    let scale = width / tree.size().width();
    surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, x, y));
    shapes(surface, tree.root());
    surface.pop();
    Ok(())
}

fn shapes(surface: &mut Surface<'_>, group: &Group) {
    for node in group.children() {
        match node {
            Node::Group(group) => shapes(surface, group),
            Node::Path(shape) => {
                let Some(path) = path_of(shape.data()) else { continue };
                let at = shape.abs_transform();
                let at = Transform::from_row(at.sx, at.ky, at.kx, at.sy, at.tx, at.ty);
                surface.push_transform(&at);
                surface.set_fill(shape.fill().map(fill_of));
                surface.set_stroke(shape.stroke().map(stroke_of));
                surface.draw_path(&path);
                surface.pop();
            }
            Node::Image(_) | Node::Text(_) => {}
        }
    }
}

fn path_of(data: &resvg::tiny_skia::Path) -> Option<Path> {
    let mut path = PathBuilder::new();
    for segment in data.segments() {
        match segment {
            PathSegment::MoveTo(to) => path.move_to(to.x, to.y),
            PathSegment::LineTo(to) => path.line_to(to.x, to.y),
            PathSegment::QuadTo(by, to) => path.quad_to(by.x, by.y, to.x, to.y),
            PathSegment::CubicTo(a, b, to) => path.cubic_to(a.x, a.y, b.x, b.y, to.x, to.y),
            PathSegment::Close => path.close(),
        }
    }
    path.finish()
}

fn colour(paint: &usvg::Paint) -> (u8, u8, u8) {
    match paint {
        usvg::Paint::Color(colour) => (colour.red, colour.green, colour.blue),
        _ => INK,
    }
}

fn fill_of(own: &usvg::Fill) -> Fill {
    let rule = match own.rule() {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    };
    fill(colour(own.paint()), rule)
}

fn stroke_of(own: &usvg::Stroke) -> Stroke {
    let (red, green, blue) = colour(own.paint());
    Stroke {
        paint: rgb::Color::new(red, green, blue).into(),
        width: own.width().get(),
        line_cap: match own.linecap() {
            usvg::LineCap::Butt => LineCap::Butt,
            usvg::LineCap::Round => LineCap::Round,
            usvg::LineCap::Square => LineCap::Square,
        },
        line_join: match own.linejoin() {
            usvg::LineJoin::Round => LineJoin::Round,
            usvg::LineJoin::Bevel => LineJoin::Bevel,
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => LineJoin::Miter,
        },
        ..Stroke::default()
    }
}
