//! Places to time zones: a shared location by the borders of the zones, a typed city by its name.
//!
//! Both read data inside the binary where it lies and build nothing that stays: the borders are
//! `tzf-rs`'s reduced ones, queried in their stored form; the cities are scanned as text. It never
//! guesses between two cities of the same name that a person would ask about.

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Zone;

/// Cities with what they are called; see the head of the file for where it comes from.
const CITIES: &str = include_str!("cities.tsv");
/// The longest text worth looking at, in bytes.
const TEXT_MAX: usize = 120;
/// From this many letters on, one may be mistyped.
const TYPO_LETTERS_MIN: usize = 7;
/// A city this many times larger than all others of its name is the one that people mean.
const LARGER: u32 = 15;
/// Cities that are offered when it is not clear which is meant.
const CHOICES_MAX: usize = 6;
/// What the borders say of the sea.
const AT_SEA: &str = "Etc/";

/// A large city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct City {
    /// As `GeoNames` writes it.
    pub name: &'static str,
    /// ISO 3166 code of its country, two capital letters.
    pub country: &'static str,
    /// Its time zone.
    pub zone: Zone,
}

/// What a typed place may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cities {
    /// No known city.
    None,
    /// One, or several with the same time.
    One(City),
    /// Several with different times, largest first; at most six.
    Several(Vec<City>),
}

/// The zone of a place on land, in degrees north and east. `None` at sea, where nobody's clock
/// follows the borders, and for numbers that are no place.
pub fn zone_at(latitude: f64, longitude: f64) -> Option<Zone> {
    let finder = tzf_rs::EmbeddedFinder::new();
    let name = finder.get_tz_name(longitude, latitude);
    Zone::parse(name).filter(|_| !name.starts_with(AT_SEA))
}

/// The city that one of some texts is, the first that is one: a sentence, and what is left of it
/// without its small words.
pub(super) fn cities_in<'t>(texts: impl IntoIterator<Item = &'t str>) -> Cities {
    let mut wanted: HashMap<String, usize> = HashMap::new();
    for text in texts.into_iter().filter(|text| text.len() <= TEXT_MAX) {
        // "Valencia, Spain": the name comes first; what follows tells no more than the choice will.
        for name in [folded(text), folded(text.split(',').next().unwrap_or(text))] {
            let rank = wanted.len();
            if !name.is_empty() {
                wanted.entry(name).or_insert(rank);
            }
        }
    }
    let found = scan(|name| wanted.get(name).copied());
    let found = if found.is_empty() { inflected(&wanted) } else { found };
    let found = if found.is_empty() { mistyped(&wanted) } else { found };
    choose(found)
}

/// The city that a text is and nothing else, letter for letter.
pub fn city_named(text: &str) -> Cities {
    let whole = folded(text);
    if whole.is_empty() || text.len() > TEXT_MAX {
        return Cities::None;
    }
    choose(scan(|name| (name == whole).then_some(0)))
}

/// Russian puts a city in another case: "в Москве" names "Москва".
fn inflected(wanted: &HashMap<String, usize>) -> Vec<Found> {
    let stemmer = Stemmer::create(Algorithm::Russian);
    let is_russian = |text: &str| text.starts_with(|c: char| ('а'..='я').contains(&c));
    let stem =
        |text: &str| text.split(' ').map(|word| stemmer.stem(word)).collect::<Vec<_>>().join(" ");
    let names = wanted.iter().filter(|(name, _)| is_russian(name));
    let stems: HashMap<String, usize> = names.map(|(name, rank)| (stem(name), *rank)).collect();
    if stems.is_empty() {
        return Vec::new();
    }
    scan(|name| if is_russian(name) { stems.get(&stem(name)).copied() } else { None })
}

/// One letter of a long name is wrong, but not the first.
fn mistyped(wanted: &HashMap<String, usize>) -> Vec<Found> {
    let long = |name: &str| name.chars().count() >= TYPO_LETTERS_MIN;
    let wanted: Vec<(&str, usize)> = wanted.iter().map(|(name, rank)| (&**name, *rank)).collect();
    let wanted: Vec<(&str, usize)> = wanted.into_iter().filter(|(name, _)| long(name)).collect();
    scan(|name| {
        let close = |wanted: &str| {
            wanted.len().abs_diff(name.len()) <= 2
                && wanted.chars().next() == name.chars().next()
                && strsim::osa_distance(name, wanted) <= 1
        };
        let mut close = wanted.iter().filter(|(wanted, _)| close(wanted));
        close.next().filter(|_| long(name)).map(|(_, rank)| *rank)
    })
}

/// The cities of the best rank (the lowest), largest first.
fn scan(rank: impl Fn(&str) -> Option<usize>) -> Vec<Found> {
    let mut best = usize::MAX;
    let mut found = Vec::new();
    for line in CITIES.lines().filter(|line| !line.starts_with('#')) {
        let Some((city, names)) = read(line) else { continue };
        let Some(rank) = names.split('|').filter_map(&rank).min() else { continue };
        if rank < best {
            best = rank;
            found.clear();
        }
        if rank == best {
            found.push(city);
        }
    }
    found
}

/// A city as it stands in the list.
#[derive(Debug, Clone, Copy)]
struct Found {
    name: &'static str,
    country: &'static str,
    zone: &'static str,
    thousands: u32,
}

/// A city and what it is called.
fn read(line: &'static str) -> Option<(Found, &'static str)> {
    let mut fields = line.split('\t');
    let (name, country, zone) = (fields.next()?, fields.next()?, fields.next()?);
    let thousands = fields.next()?.parse().ok()?;
    Some((Found { name, country, zone, thousands }, fields.next()?))
}

/// One where a person would not ask back.
fn choose(found: Vec<Found>) -> Cities {
    let zoned = found.into_iter().filter_map(|Found { name, country, zone, thousands }| {
        Some((City { name, country, zone: Zone::parse(zone)? }, thousands))
    });
    let found: Vec<(City, u32)> = zoned.collect();
    let Some(&(first, thousands)) = found.first() else { return Cities::None };
    let rival = found.iter().find(|(city, _)| city.zone != first.zone);
    if rival.is_none_or(|(_, rival)| thousands >= rival.saturating_mul(LARGER)) {
        return Cities::One(first);
    }
    let mut several: Vec<City> = Vec::new();
    for (city, _) in found {
        if !several.iter().any(|other| other.zone == city.zone) {
            several.push(city);
        }
    }
    several.truncate(CHOICES_MAX);
    Cities::Several(several)
}

/// Small letters without accents, words apart by one space; `й` stays, `ё` does not.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc().flat_map(char::to_lowercase) {
        match c {
            'й' => out.push('й'),
            'ё' => out.push('е'),
            _ => out.extend(std::iter::once(c).nfd().filter(|&c| !is_combining_mark(c))),
        }
    }
    let words = out.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_city_has_a_zone_that_fits_on_a_button() {
        let lines: Vec<&str> = CITIES.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 6000);
        for line in lines {
            let Some((Found { name, country, zone, .. }, names)) = read(line) else {
                panic!("{line}")
            };
            assert!(Zone::parse(zone).is_some_and(|known| !known.is_fixed()), "{zone} of {name}");
            assert!(zone.len() <= 30 && country.len() == 2, "{line}");
            assert!(names.split('|').all(|name| folded(name) == name), "{line}");
        }
    }

    #[test]
    fn borders_are_where_they_are() {
        for (latitude, longitude, zone) in [
            (52.52, 13.40, Some("Europe/Berlin")),
            (-31.95, 115.86, Some("Australia/Perth")),
            // Tijuana and San Diego, Detroit and Windsor: next to each other.
            (32.51, -117.02, Some("America/Tijuana")),
            (32.72, -117.16, Some("America/Los_Angeles")),
            (40.0, -30.0, None),
            (f64::NAN, 0.0, None),
            (0.0, f64::INFINITY, None),
            (91.0, 500.0, None),
        ] {
            let found = zone_at(latitude, longitude).map(|zone| zone.to_string());
            assert_eq!(found.as_deref(), zone, "{latitude} {longitude}");
        }
    }
}
