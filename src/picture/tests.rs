use std::collections::BTreeMap;
use std::path::Path;

use resvg::tiny_skia::Pixmap;

use super::*;

/// The pictures that the dialogues name; a file more or less is a mistake.
const SHIPPED: [&str; 25] = [
    "abdomen_wall",
    "back",
    "buttock",
    "buttock_chair",
    "buttock_helper",
    "calf",
    "calf_helper",
    "calf_pregnant",
    "calf_standing",
    "calf_water",
    "driving",
    "flank",
    "foot",
    "hand",
    "inner_thigh",
    "jaw",
    "neck",
    "recovery_position",
    "seizure_care",
    "thigh",
    "thigh_back",
    "thigh_back_helper",
    "thigh_back_sitting",
    "thigh_front",
    "thigh_front_side",
];

fn shipped() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("dialogues/pictures");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        assert_eq!(path.extension().unwrap(), "svg", "{}", path.display());
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read_to_string(path).unwrap())
    });
    files.collect()
}

fn drawing(inside: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 30">{inside}</svg>"#
    )
}

fn pixels(png: &[u8]) -> Pixmap {
    Pixmap::decode_png(png).unwrap()
}

/// How many pixels are of a colour, each channel within a few levels.
fn area_px(pixmap: &Pixmap, wanted: [u8; 3]) -> usize {
    let near = |a: u8, b: u8| a.abs_diff(b) < 6;
    let same = |rgba: &&[u8]| rgba.iter().zip(wanted).all(|(&a, b)| near(a, b));
    pixmap.data().chunks_exact(4).filter(same).count()
}

#[test]
fn every_shipped_picture_is_drawn() {
    let drawings = shipped();
    assert_eq!(drawings.keys().map(String::as_str).collect::<Vec<_>>(), SHIPPED);
    let mut svg_bytes = 0;
    for (name, svg) in &drawings {
        svg_bytes += svg.len();
        assert!(svg.len() < 12 * 1024, "{name} has {} bytes", svg.len());
        let png = png(svg, 960).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(png.len() < 120 * 1024, "{name} has {} bytes as PNG", png.len());
        let pixmap = pixels(&png);
        assert_eq!((pixmap.width(), pixmap.height()), (960, 720), "{name}");
        let clear = pixmap.pixels().iter().filter(|pixel| pixel.alpha() < 255).count();
        assert_eq!(clear, 0, "{name} has pixels that a chat would show black or white");
        let line = area_px(&pixmap, [0x1f, 0x29, 0x33]);
        assert!(line > 960 * 720 / 100, "{name} is nearly blank: {line} pixels of line");
    }
    assert!(svg_bytes < 200 * 1024, "the drawings have {svg_bytes} bytes");
}

#[test]
fn every_stretch_shows_where_and_which_way() {
    let no_stretch = ["driving", "recovery_position", "seizure_care"];
    for (name, svg) in shipped() {
        let pixmap = pixels(&png(&svg, 480).unwrap());
        let arrow = area_px(&pixmap, [0x1d, 0x6f, 0xd8]);
        assert!(arrow > 400, "{name} has {arrow} pixels of arrow");
        let muscle = area_px(&pixmap, [0xf0, 0x53, 0x2d]);
        if !no_stretch.contains(&name.as_str()) {
            assert!(muscle > 200, "{name} has {muscle} pixels of muscle");
        }
    }
}

#[test]
fn every_shipped_picture_has_a_text_alternative() {
    for (name, svg) in shipped() {
        let document = roxmltree::Document::parse(&svg).unwrap();
        for tag in ["title", "desc"] {
            let found = document.root_element().children().find(|node| node.has_tag_name(tag));
            let text = found.and_then(|node| node.text()).unwrap_or_default();
            assert!(text.len() > 3, "{name} has no <{tag}>");
        }
    }
}

#[test]
fn what_is_wrong_is_found_without_drawing_too() {
    for (name, svg) in shipped() {
        assert!(check(&svg, WIDTH_PX).is_ok(), "{name}");
    }
    let place = |svg: &str| check(svg, WIDTH_PX).unwrap_err().position();
    assert_eq!(place("<svg>\n  <g></svg>"), (2, 6));
    assert_eq!(place(&drawing("\n <text>calf</text>")), (2, 2));
    assert_eq!(place(&drawing("<rect fill='url(a.svg)'/>")), (1, 110));
    assert_eq!(place("<html/>"), (1, 1));
    assert!(check(&drawing(""), SIDE_PX_MAX + 1).is_err());
}

#[test]
fn the_same_drawing_gives_the_same_bytes() {
    let svg = &shipped()["calf"];
    assert_eq!(png(svg, 640).unwrap(), png(svg, 640).unwrap());
}

#[test]
fn the_width_decides_the_height() {
    let svg = drawing(r#"<rect width="40" height="30"/>"#);
    let pixmap = pixels(&png(&svg, 80).unwrap());
    assert_eq!((pixmap.width(), pixmap.height()), (80, 60));
    assert_eq!(area_px(&pixmap, [0, 0, 0]), 80 * 60);
}

#[test]
fn a_drawing_may_refer_to_its_own_parts() {
    let svg = drawing(
        r##"<style>.a{fill:url(#g)}</style><defs><linearGradient id="g"><stop stop-color="#f00"/></linearGradient>
        <rect id="r" width="9" height="9" fill="url('#g')"/></defs><use xlink:href="#r"/>"##,
    );
    assert_eq!(area_px(&pixels(&png(&svg, 40).unwrap()), [255, 0, 0]), 81);
}

#[test]
fn what_is_no_drawing_is_refused() {
    let check = |svg: &str, width_px: u32, wanted: &str| {
        let error = png(svg, width_px).unwrap_err();
        let found = error.to_string();
        assert!(found.contains(wanted), "{found:?} should say {wanted:?}");
    };
    let check_inside = |inside: &str, wanted: &str| check(&drawing(inside), 40, wanted);

    check("", 40, "not XML");
    check("<svg", 40, "not XML");
    check("<html/>", 40, "not SVG");
    check(&" ".repeat(SVG_BYTES_MAX + 1), 40, "the limit is");
    check(r#"<!DOCTYPE svg [<!ENTITY a "b">]><svg/>"#, 40, "not XML");
    check(&drawing(""), 0, "0 x 0");
    check(&drawing(""), SIDE_PX_MAX + 1, "4097 x");
    check(&drawing("").replace("40 30", "1 9000"), 1, "1 x 9000");
    check(&drawing("").replace("40 30", "9000 1"), 40, "40 x 0");

    check_inside("<script>1</script>", "<script>");
    check_inside("\n<text>calf</text>", "line 2: <text>");
    check_inside("<foreignObject/>", "<foreignObject>");
    check_inside(r#"<image href="/etc/hostname"/>"#, "/etc/hostname");
    check_inside(r#"<image xlink:href="data:image/png;base64,AA=="/>"#, "data:image");
    check_inside(r#"<use href="https://example.org/a.svg#b"/>"#, "https://example.org");
    check_inside(r#"<rect fill="url(other.svg#a)"/>"#, "other.svg#a");
    check_inside(r#"<rect style="fill: url( 'other.svg#a' )"/>"#, "other.svg#a");
    check_inside("<style>@import 'a.css';</style>", "@import");
    check_inside("<style>rect{fill:url(#a),url(b.svg)}</style>", "b.svg");
    check_inside(&"<g>".repeat(2_000), "not XML");
    let deep = format!("{}{}", "<g>".repeat(DEPTH_MAX), "</g>".repeat(DEPTH_MAX));
    check_inside(&deep, "deeper than 64");
}

#[test]
fn the_deepest_drawing_that_fits_is_refused_too() {
    let depth = SVG_BYTES_MAX / "<g></g>".len() - 20;
    let svg = drawing(&format!("{}{}", "<g>".repeat(depth), "</g>".repeat(depth)));
    assert!(matches!(png(&svg, 40), Err(PictureError::TooDeep { .. })));
}
