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

/// Cities with what they are called, by zone and country; see the head of the file for where it
/// comes from.
const CITIES: &str = include_str!("cities.tsv");
/// The longest text worth looking at, in bytes.
const TEXT_MAX: usize = 120;
/// From this many letters on, one may be mistyped.
const TYPO_LETTERS_MIN: usize = 7;
/// A city this many times larger than all others of its name is the one that people mean.
const LARGER: u32 = 15;
/// Cities that are offered when it is not clear which is meant.
const CHOICES_MAX: usize = 6;
/// From so many thousands of people on a city is meant by its name alone, and by one that is mistyped.
const LARGE_THOUSANDS: u32 = 100;
/// Shorter stems say too little: only another ending of the same length is taken for another case.
const STEM_LETTERS_MIN: usize = 4;
/// What the borders say of the sea.
const AT_SEA: &str = "Etc/";

/// A city or town.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct City {
    /// As `GeoNames` writes it.
    pub name: &'static str,
    /// ISO 3166 code of its country, two capital letters.
    pub country: &'static str,
    /// Its time zone.
    pub zone: Zone,
}

/// A place as it may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whereabouts {
    /// One zone: of one place, or of several with the same time.
    Zone(Zone),
    /// One of several cities with different times, largest first; at most six.
    Cities(Vec<City>),
}

/// The zone of a place on land, in degrees north and east. `None` at sea, where nobody's clock
/// follows the borders, and for numbers that are no place.
pub fn zone_at(latitude: f64, longitude: f64) -> Option<Zone> {
    let finder = tzf_rs::EmbeddedFinder::new();
    let name = finder.get_tz_name(longitude, latitude);
    Zone::parse(name).filter(|_| !name.starts_with(AT_SEA))
}

/// The city that one of some texts is, the first that is one: a sentence, and what is left of it
/// without its small words. Only where nothing but a place is asked for, large ones may be `mistyped`.
pub(super) fn cities_in<'t>(
    texts: impl IntoIterator<Item = &'t str>,
    typos: bool,
) -> Option<Whereabouts> {
    let mut wanted: HashMap<String, usize> = HashMap::new();
    let mut told_more = false;
    for text in texts.into_iter().filter(|text| text.len() <= TEXT_MAX) {
        // "London, Ontario": the name comes first; what follows is not looked up, but may mean the smaller one.
        told_more |= text.split(',').skip(1).any(|more| !folded(more).is_empty());
        for name in [folded(text), folded(text.split(',').next().unwrap_or(text))] {
            let rank = wanted.len();
            if !name.is_empty() {
                wanted.entry(name).or_insert(rank);
            }
        }
    }
    let found = scan(0, |name| wanted.get(name).copied());
    let found = if found.is_empty() { inflected(&wanted) } else { found };
    let found = if found.is_empty() && typos { mistyped(&wanted) } else { found };
    choose(found, if told_more { u32::MAX } else { LARGER })
}

/// The large city that a text is and nothing else, letter for letter. Towns are not looked for where
/// no place was asked for: there is one called Gracias.
pub(super) fn city_named(text: &str) -> Option<Whereabouts> {
    let whole = folded(text);
    if whole.is_empty() || text.len() > TEXT_MAX {
        return None;
    }
    choose(scan(LARGE_THOUSANDS, |name| (name == whole).then_some(0)), LARGER)
}

/// Russian puts a city in another case: "в Москве" names "Москва".
fn inflected(wanted: &HashMap<String, usize>) -> Vec<Found> {
    let stemmer = Stemmer::create(Algorithm::Russian);
    let is_russian = |text: &str| text.starts_with(|c: char| ('а'..='я').contains(&c));
    let stem =
        |text: &str| text.split(' ').map(|word| stemmer.stem(word)).collect::<Vec<_>>().join(" ");
    let letters = |text: &str| text.chars().count();
    let names = wanted.iter().filter(|(name, _)| is_russian(name));
    let stems: HashMap<String, (usize, usize)> =
        names.map(|(name, rank)| (stem(name), (*rank, letters(name)))).collect();
    if stems.is_empty() {
        return Vec::new();
    }
    scan(0, |name| {
        let stem = is_russian(name).then(|| stem(name))?;
        let (rank, length) = *stems.get(&stem)?;
        (letters(&stem) >= STEM_LETTERS_MIN || letters(name) == length).then_some(rank)
    })
}

/// One letter of a long name is wrong, but not the first.
fn mistyped(wanted: &HashMap<String, usize>) -> Vec<Found> {
    let long = |name: &str| name.chars().count() >= TYPO_LETTERS_MIN;
    let wanted: Vec<(&str, usize)> = wanted.iter().map(|(name, rank)| (&**name, *rank)).collect();
    let wanted: Vec<(&str, usize)> = wanted.into_iter().filter(|(name, _)| long(name)).collect();
    scan(LARGE_THOUSANDS, |name| {
        let close = |wanted: &str| {
            wanted.len().abs_diff(name.len()) <= 2
                && wanted.chars().next() == name.chars().next()
                && strsim::osa_distance(name, wanted) <= 1
        };
        let mut close = wanted.iter().filter(|(wanted, _)| close(wanted));
        close.next().filter(|_| long(name)).map(|(_, rank)| *rank)
    })
}

/// The cities of the best rank (the lowest) with so many thousands of people or more, largest first.
fn scan(thousands_min: u32, rank: impl Fn(&str) -> Option<usize>) -> Vec<Found> {
    let mut best = usize::MAX;
    let mut found = Vec::new();
    list(|city, names| {
        if city.thousands < thousands_min {
            return;
        }
        let Some(rank) = names.split('|').filter_map(&rank).min() else { return };
        if rank < best {
            best = rank;
            found.clear();
        }
        if rank == best {
            found.push(city);
        }
    });
    found.sort_by_key(|city| std::cmp::Reverse(city.thousands));
    found
}

/// Walks through the list: each city, and what it is called.
fn list(mut each: impl FnMut(Found, &str)) {
    let (mut zone, mut country) = ("", "");
    let mut names = String::new();
    for line in CITIES.lines().filter(|line| !line.starts_with('#')) {
        if let Some(head) = line.strip_prefix('@') {
            (zone, country) = head.split_once('\t').unwrap_or_default();
            continue;
        }
        let mut fields = line.split('\t');
        let (Some(name), Some(people), Some(others)) =
            (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        names.clear();
        // Left out of the list: the name itself where it needs no folding.
        if name.is_ascii() {
            names.extend(name.chars().map(|c| c.to_ascii_lowercase()));
        }
        if !names.is_empty() && !others.is_empty() {
            names.push('|');
        }
        names.push_str(others);
        let thousands = people.parse().unwrap_or(0);
        each(Found { name, country, zone, thousands }, &names);
    }
}

/// A city as it stands in the list.
#[derive(Debug, Clone, Copy)]
struct Found {
    name: &'static str,
    country: &'static str,
    zone: &'static str,
    thousands: u32,
}

/// One where a person would not ask back: the only one, or so many times larger than all others.
fn choose(found: Vec<Found>, larger: u32) -> Option<Whereabouts> {
    let zoned = found.into_iter().filter_map(|Found { name, country, zone, thousands }| {
        Some((City { name, country, zone: Zone::parse(zone)? }, thousands))
    });
    let found: Vec<(City, u32)> = zoned.collect();
    let &(first, thousands) = found.first()?;
    let rival = found.iter().find(|(city, _)| city.zone != first.zone);
    if rival.is_none_or(|(_, rival)| thousands >= rival.saturating_mul(larger)) {
        return Some(Whereabouts::Zone(first.zone));
    }
    let mut several: Vec<City> = Vec::new();
    for (city, _) in found {
        if !several.iter().any(|other| other.zone == city.zone) {
            several.push(city);
        }
    }
    several.truncate(CHOICES_MAX);
    Some(Whereabouts::Cities(several))
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
        let mut count = 0;
        list(|Found { name, country, zone, thousands }, names| {
            count += 1;
            assert!(Zone::parse(zone).is_some_and(|known| !known.is_fixed()), "{zone} of {name}");
            assert!(zone.len() <= 30 && country.len() == 2 && thousands < 40_000, "{name}");
            let folds = |other: &str| folded(other) == other || other.eq_ignore_ascii_case(name);
            assert!(!names.is_empty() && names.split('|').all(folds), "{name}: {names}");
        });
        // Each line but the two of the head is a city or begins a zone.
        let zones = CITIES.lines().filter(|line| line.starts_with('@')).count();
        assert_eq!(count, CITIES.lines().count() - 2 - zones);
        assert!(count > 30_000);
    }

    #[test]
    fn a_place_is_found_only_where_a_person_would_find_it() {
        let name = |place: Option<Whereabouts>| match place {
            None => "-".to_owned(),
            Some(Whereabouts::Zone(zone)) => zone.to_string(),
            Some(Whereabouts::Cities(several)) => format!("{} of them", several.len()),
        };
        for (text, typos, found) in [
            ("Углич", false, "Europe/Moscow"),
            ("угличе", false, "Europe/Moscow"),
            ("Уфе", false, "Asia/Yekaterinburg"),
            ("Arona", false, "Atlantic/Canary"),
            ("Stoke-on-Trent", false, "Europe/London"),
            ("Moscow", false, "Europe/Moscow"),
            // Words that are nearly the name of a place somewhere.
            ("часов", true, "-"),
            ("casa", true, "-"),
            ("pasadas", false, "-"),
            ("gracias", true, "-"),
            ("Amsterdm", true, "Europe/Amsterdam"),
            ("Amsterdm", false, "-"),
            ("Springfield", true, "3 of them"),
            ("London", true, "Europe/London"),
            ("London, Ontario", true, "2 of them"),
            ("Wien, Österreich", true, "Europe/Vienna"),
        ] {
            assert_eq!(name(cities_in([text], typos)), found, "{text}");
        }
        assert_eq!(name(city_named("Madrid")), "Europe/Madrid");
        assert_eq!(name(city_named("Arona")), "-", "a town, where none was asked for");
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
