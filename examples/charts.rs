//! Writes the picture of `/history` for some made-up people as PNGs, to be looked at.
//!
//!     cargo run --example charts -- FOLDER

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;
use crampbot::dialogue::chart::{Counts, WEEKS, Week, svg};
use crampbot::picture::{self, WIDTH_PX};

const PLACES: [&str; 14] = [
    "calf",
    "foot",
    "thigh_front",
    "thigh_back",
    "thigh",
    "leg",
    "buttock",
    "hand",
    "abdomen",
    "flank",
    "back",
    "neck",
    "jaw",
    "whole_body",
];

fn main() -> anyhow::Result<()> {
    let out: PathBuf = std::env::args_os().nth(1).context("give the folder to write to")?.into();
    std::fs::create_dir_all(&out)?;
    for (name, people) in [("one", 1), ("some", 5), ("many", 300)] {
        let mut random = fastrand::Rng::with_seed(people.into());
        let mut counts = Counts::default();
        for (index, week) in counts.weeks.iter_mut().enumerate() {
            let day = 1 + u32::try_from(index * 7 % 28)?;
            let cramps = if people == 1 && index + 2 < WEEKS { 0 } else { random.u32(0..=people) };
            *week = Week {
                day,
                month: 9 + u32::try_from(index / 4)?,
                cramps,
                stretched: random.u32(0..=7),
            };
            for _ in 0..cramps {
                let place = random.usize(..PLACES.len()).min(random.usize(..PLACES.len()));
                *counts.places.entry(PLACES[place].to_owned()).or_default() += 1;
                counts.hours[(random.usize(..8) + random.usize(..20)) % 24] += 1;
            }
        }
        let before = Instant::now();
        let svg = svg(&counts);
        let png = picture::png(&svg, WIDTH_PX)?;
        let taken = before.elapsed().as_millis();
        println!("{name:6} {:6} bytes of SVG {:7} bytes of PNG {taken:4} ms", svg.len(), png.len());
        std::fs::write(out.join(format!("{name}.png")), png)?;
    }
    Ok(())
}
