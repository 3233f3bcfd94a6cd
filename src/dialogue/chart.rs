//! A person's weeks as pictures: cramps and evenings stretched by week, places on a body, hours of the
//! day. One below another for a phone, each alone for a page.
//!
//! Gives SVG as text and never renders it. Says nothing in words, only in figures, so that it needs no
//! font and no translation; the text beside it says what is to be seen. Its own light ground makes it
//! legible on a dark screen.

#![expect(clippy::cast_precision_loss, reason = "what is counted is far below 2^23")]

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};

/// Weeks that a picture shows.
pub const WEEKS: usize = 12;
/// The sides of the picture, in its own units: a phone shows it upright.
const SIDES: (f32, f32) = (640.0, 840.0);

/// Above the bars of the hours there is room for their numbers, and for moon and sun.
const SKY: f32 = 42.0;
/// How high the digits of a date are.
const DATE: f32 = 16.0;

const GROUND: &str = "#f7f4ef";
const INK: &str = "#1f2933";
const CRAMPS: &str = "#d8431f";
const STRETCHED: &str = "#3d7a4d";
const SKIN: &str = "#e6d3bf";
const LINE: &str = "#c9c2b6";

/// What is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// By week, the oldest first: the day and month it begins with, cramps, evenings stretched.
    pub weeks: Vec<Week>,
    /// Cramps by place, as the script names it.
    pub places: BTreeMap<String, u32>,
    /// Cramps by the hour of the person's clock.
    pub hours: [u32; 24],
}

/// One week.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// Day of the month it begins with.
    pub day: u32,
    /// Month it begins in.
    pub month: u32,
    /// Cramps.
    pub cramps: u32,
    /// Evenings stretched, 0 to 7.
    pub stretched: u32,
}

/// Where bars stand: from left to right, on a base, so high at most.
#[derive(Debug, Clone, Copy)]
struct Plot {
    left: f32,
    right: f32,
    base: f32,
    high: f32,
}

impl Plot {
    fn step(self, parts: usize) -> f32 {
        (self.right - self.left) / parts.max(1) as f32
    }
}

/// Where a place is: x and y on the figure seen from the front (`false`) or from behind.
const PLACES: [(&str, bool, f32, f32); 14] = [
    ("jaw", false, 0.0, 30.0),
    ("whole_body", false, 0.0, 62.0),
    ("abdomen", false, 0.0, 114.0),
    ("flank", false, 21.0, 92.0),
    ("hand", false, -52.0, 140.0),
    ("thigh_front", false, -17.0, 160.0),
    ("thigh", false, 19.0, 150.0),
    ("leg", false, 20.0, 200.0),
    ("foot", false, -24.0, 258.0),
    ("neck", true, 0.0, 42.0),
    ("back", true, 0.0, 82.0),
    ("buttock", true, -15.0, 126.0),
    ("thigh_back", true, 18.0, 164.0),
    ("calf", true, -20.0, 216.0),
];

/// The picture for a phone, as SVG.
pub fn svg(counts: &Counts) -> String {
    sheet(SIDES, Some(GROUND), |out| {
        weeks(out, counts, Plot { left: 28.0, right: SIDES.0 - 28.0, base: 218.0, high: 160.0 });
        body(out, counts, [(false, 190.0), (true, 450.0)], (276.0, 1.2));
        let plot = Plot { left: 28.0, right: SIDES.0 - 28.0, base: 788.0, high: 110.0 };
        hours(out, &counts.hours, plot);
    })
}

/// Cramps and evenings stretched by week, for a page: wide and low.
pub fn by_week(counts: &Counts) -> String {
    let plot = Plot { left: 2.0, right: 1028.0, base: 196.0, high: 166.0 };
    sheet((1030.0, 234.0), None, |out| weeks(out, counts, plot))
}

/// Places on a body, for a page.
pub fn by_place(counts: &Counts) -> String {
    let people = [(false, 80.0), (true, 230.0)];
    sheet((310.0, 276.0), None, |out| body(out, counts, people, (4.0, 1.0)))
}

/// Hours of the day, for a page.
pub fn by_hour(counts: &Counts) -> String {
    let plot = Plot { left: 2.0, right: 598.0, base: 156.0, high: 110.0 };
    sheet((600.0, 194.0), None, |out| hours(out, &counts.hours, plot))
}

fn sheet(
    (width, height): (f32, f32),
    ground: Option<&str>,
    draw: impl FnOnce(&mut String),
) -> String {
    let mut out =
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">"#);
    if let Some(ground) = ground {
        let _ = write!(out, r#"<rect width="{width}" height="{height}" fill="{ground}"/>"#);
    }
    draw(&mut out);
    out.push_str("</svg>");
    out
}

fn weeks(out: &mut String, counts: &Counts, plot: Plot) {
    let Plot { left, right, base, high } = plot;
    let step = plot.step(counts.weeks.len());
    let most = counts.weeks.iter().map(|week| week.cramps).max().unwrap_or(0);
    // A week has seven evenings, so that as many cramps are as high.
    let (unit, evening) = (high / most.max(7) as f32, high / 7.0);
    // As many dates as stand side by side.
    let room = text_width("30/12", DATE) + 12.0;
    let every = (1..=counts.weeks.len()).find(|weeks| *weeks as f32 * step >= room).unwrap_or(1);
    line(out, (left, base), (right, base));
    for (index, week) in counts.weeks.iter().enumerate() {
        let x = left + step * index as f32;
        let wide = step * 0.45;
        bar(out, (x + step * 0.08, base), wide, unit * week.cramps as f32, CRAMPS);
        let stretched = evening * week.stretched as f32;
        bar(out, (x + step * 0.58, base), step * 0.25, stretched, STRETCHED);
        if week.cramps > 0 {
            let size = size_within(week.cramps, step * 0.62, 18.0);
            let top = base - unit * week.cramps as f32 - size - 6.0;
            number(out, week.cramps, (x + step * 0.08 + wide / 2.0, top), size, CRAMPS);
        }
        if index % every == 0 {
            let middle = x + step / 2.0;
            let half = text_width(&format!("{}/{}", week.day, week.month), DATE) / 2.0;
            date(out, *week, (middle.max(left + half), base + 14.0));
        }
    }
}

fn body(out: &mut String, counts: &Counts, people: [(bool, f32); 2], (top, scale): (f32, f32)) {
    for (behind, x) in people {
        let _ = write!(out, r#"<g transform="translate({x} {top}) scale({scale})">"#);
        figure(out, behind);
        for (name, _, x, y) in PLACES.iter().filter(|place| place.1 == behind) {
            let Some(count) = counts.places.get(*name).filter(|count| **count > 0) else {
                continue;
            };
            let most = counts.places.values().max().copied().unwrap_or(1).max(1);
            let radius = 10.0 + 6.0 * (*count as f32 / most as f32).sqrt();
            let _ = write!(
                out,
                r#"<circle cx="{x}" cy="{y}" r="{radius:.1}" fill="{CRAMPS}" stroke="{GROUND}" stroke-width="2"/>"#
            );
            let size = size_within(*count, radius * 1.5, 12.0);
            number(out, *count, (*x, y - size / 2.0), size, "#ffffff");
        }
        out.push_str("</g>");
    }
}

/// Somebody who stands, 0 in the middle and 0 to 265 from top to toe; from behind there is hair.
fn figure(out: &mut String, behind: bool) {
    let head = if behind { "#8a7768" } else { SKIN };
    let _ = write!(
        out,
        r#"<g fill="none" stroke="{SKIN}" stroke-linecap="round" stroke-linejoin="round"><path stroke-width="15" d="M-31 62L-47 104L-52 140M31 62L47 104L52 140"/><path stroke-width="26" d="M-16 132L-19 190L-20 246M16 132L19 190L20 246"/><path stroke-width="14" d="M-20 254L-29 260M20 254L29 260"/><path stroke-width="16" d="M0 30L0 60"/></g><path fill="{SKIN}" d="M-24 52Q-38 54-36 70L-29 108Q-28 126-30 138Q0 150 30 138Q28 126 29 108L36 70Q38 54 24 52Z"/><circle cx="0" cy="17" r="19" fill="{head}"/>"#
    );
}

fn hours(out: &mut String, hours: &[u32; 24], plot: Plot) {
    let Plot { left, right, base, high } = plot;
    let step = plot.step(24);
    let unit = high / hours.iter().max().copied().unwrap_or(0).max(4) as f32;
    // Night, 22 to 6: when most cramps come.
    let top = base - high - SKY;
    for (from, to) in [(0.0, 6.0), (22.0, 24.0)] {
        let (x, width, height) = (left + step * from, step * (to - from), high + SKY);
        let _ = write!(
            out,
            r##"<rect x="{x:.1}" y="{top}" width="{width:.1}" height="{height}" fill="#e3e4ea"/>"##
        );
    }
    moon(out, (left + step * 0.9, top + 11.0));
    moon(out, (left + step * 23.0, top + 11.0));
    sun(out, (left + step * 14.0, top + 11.0));
    line(out, (left, base), (right, base));
    for (hour, &count) in hours.iter().enumerate() {
        let x = left + step * hour as f32;
        bar(out, (x + 3.0, base), step - 6.0, unit * count as f32, CRAMPS);
        if count > 0 {
            let size = size_within(count, step - 3.0, 12.0);
            let top = base - unit * count as f32 - size - 6.0;
            number(out, count, (x + step / 2.0, top), size, CRAMPS);
        }
        if hour % 6 == 0 {
            number(out, u32::try_from(hour).unwrap_or(0), (x + 8.0, base + 14.0), 18.0, INK);
        }
    }
    number(out, 24, (right - 8.0, base + 14.0), 18.0, INK);
}

fn moon(out: &mut String, (x, y): (f32, f32)) {
    let _ = write!(
        out,
        r##"<path transform="translate({x:.1} {y:.1})" d="M3 -8A8 8 0 1 0 7 5A7 7 0 0 1 3 -8Z" fill="#8b8fa3"/>"##
    );
}

fn sun(out: &mut String, (x, y): (f32, f32)) {
    let _ = write!(
        out,
        r##"<g transform="translate({x:.1} {y:.1})" stroke="#d99a1c" stroke-width="2" stroke-linecap="round"><circle r="4.5" fill="#d99a1c" stroke="none"/><path d="M0 -9V-7M0 7V9M-9 0H-7M7 0H9M-6.4 -6.4L-5 -5M5 5L6.4 6.4M-6.4 6.4L-5 5M5 -5L6.4 -6.4"/></g>"##
    );
}

/// How high a number may be to be no wider than so much.
fn size_within(number: u32, width: f32, at_most: f32) -> f32 {
    at_most.min(width / text_width(&number.to_string(), 1.0))
}

fn bar(out: &mut String, (x, base): (f32, f32), width: f32, height: f32, fill: &str) {
    if height > 0.0 {
        let _ = write!(
            out,
            r#"<rect x="{x:.1}" y="{:.1}" width="{width:.1}" height="{height:.1}" rx="2" fill="{fill}"/>"#,
            base - height
        );
    }
}

fn line(out: &mut String, (x1, y1): (f32, f32), (x2, y2): (f32, f32)) {
    let _ = write!(out, r#"<path d="M{x1} {y1}L{x2} {y2}" stroke="{LINE}" stroke-width="2"/>"#);
}

/// Day and month with a stroke between them, as everybody reads them who reads the day first.
fn date(out: &mut String, week: Week, (x, y): (f32, f32)) {
    let (day, month) = (week.day.to_string(), week.month.to_string());
    let date = format!("{day}/{month}");
    text(out, &date, (x - text_width(&date, DATE) / 2.0, y), DATE, INK);
}

/// A number around `x`, its top at `y`.
fn number(out: &mut String, number: u32, (x, y): (f32, f32), size: f32, ink: &str) {
    let digits = number.to_string();
    text(out, &digits, (x - text_width(&digits, size) / 2.0, y), size, ink);
}

/// How wide a digit is and how far apart two are, in parts of their height.
const DIGIT: f32 = 0.55;
const GAP: f32 = 0.2;

fn text_width(digits: &str, size: f32) -> f32 {
    let count = digits.chars().count() as f32;
    size * (count * DIGIT + (count - 1.0) * GAP)
}

fn text(out: &mut String, digits: &str, (x, y): (f32, f32), size: f32, ink: &str) {
    let _ = write!(
        out,
        r#"<g fill="none" stroke="{ink}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" transform="translate({x:.1} {y:.1}) scale({:.3})">"#,
        size / 10.0
    );
    for (index, digit) in digits.chars().enumerate() {
        let at = 10.0 * (DIGIT + GAP) * index as f32;
        let _ = write!(out, r#"<path transform="translate({at:.2} 0)" d="{}"/>"#, stroke_of(digit));
    }
    out.push_str("</g>");
}

/// A digit in strokes, 5.5 wide and 10 high.
fn stroke_of(digit: char) -> &'static str {
    match digit {
        '0' => "M2.75 0C0 0 0 3 0 5S0 10 2.75 10S5.5 7 5.5 5S5.5 0 2.75 0Z",
        '1' => "M1 2L3.2 0V10",
        '2' => "M.2 2.6C.2 -.9 5.3 -.8 5.3 2.5C5.3 5 1.5 6.8 .2 10H5.5",
        '3' => {
            "M.3 1.5C1.5 -.7 5.2 -.2 5.2 2.5C5.2 4.2 3.8 4.7 2.2 4.7C4 4.7 5.5 5.4 5.5 7.3C5.5 10.6 1.2 10.9 0 8.4"
        }
        '4' => "M4 10V0L0 7H5.5",
        '5' => "M5 0H1L.5 4.6C2.6 3.2 5.5 4.2 5.5 6.8C5.5 10.4 1.4 10.9 0 8.6",
        '6' => "M4.8 .6C1.6 -.6 0 3 0 6.4C0 11 5.5 11 5.5 6.8C5.5 3.2 .8 3.2 .1 6",
        '7' => "M0 0H5.5C3.6 3 2.4 6.3 2.1 10",
        '8' => {
            "M2.75 4.6C-.2 4.6 -.2 0 2.75 0S5.7 4.6 2.75 4.6C-.9 4.6 -.9 10 2.75 10S6.4 4.6 2.75 4.6Z"
        }
        '9' => "M.7 9.4C3.9 10.6 5.5 7 5.5 3.6C5.5 -1 0 -1 0 3.2C0 6.8 4.7 6.8 5.4 4",
        _ => "M.6 10.4L4.9 -.4",
    }
}
