use super::*;

const FILE: &str = include_str!("../../../dialogues/sources.bib");

const GOOD: &str = "@article{young2009,
  author = {Young, G.},
  title = {Leg cramps},
  journal = {BMJ Clinical Evidence},
  shortjournal = {BMJ Clin Evid},
  year = {2009},
  volume = {2009},
  pages = {1113},
  pmid = {19445755},
  finding = {Nobody
    knows.},
  certainty = {High.},
  certainty_level = {high},
  reviewed = {2026-11-22},
}
";

fn shipped() -> Vec<Source> {
    let (sources, problems) = parse("sources.bib", FILE);
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    sources
}

fn find<'s>(sources: &'s [Source], key: &str) -> &'s Source {
    sources.iter().find(|source| source.key == key).unwrap_or_else(|| panic!("no {key}"))
}

/// Codes and places of the problems in a text, as `S001 3:5`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (_, problems) = parse("sources.bib", text);
    let found: Vec<String> = problems
        .iter()
        .map(|problem| {
            assert!(!problem.hint.is_empty(), "{problem}");
            format!("{} {}:{}", problem.code, problem.place.line, problem.place.column)
        })
        .collect();
    assert_eq!(found, expected, "{problems:#?}");
}

#[test]
fn the_article_comes_first_and_numbers_have_no_gaps() {
    let sources = shipped();
    assert_eq!(sources.len(), 50);
    for (index, source) in sources.iter().enumerate() {
        assert_eq!(source.number, index + 1);
        assert_eq!(source.article.map(usize::from), (index < 10).then_some(index + 1));
        assert!(source.vancouver.len() > 15, "{source:?}");
        assert!(!source.vancouver.contains(['{', '}', '\\', '\n']), "{source:?}");
        assert!(!source.vancouver.contains("  ") && !source.vancouver.contains(".."), "{source:?}");
    }
    assert_eq!(sources[10].key, "garrison2020magnesium");
    assert_eq!(
        find(&sources, "zhou2015pregnancy").superseded_by.as_deref(),
        Some("luo2020pregnancy")
    );
}

#[test]
fn references_follow_vancouver() {
    let sources = shipped();
    for (key, expected) in [
        (
            // Six authors and "et al", minimal pages, abbreviated journal, a particle-less double name.
            "roguinmaor2017magnesium",
            "Roguin Maor N, Alperin M, Shturman E, Khairaldeen H, Friedman M, Karkabi K, et al. \
             Effect of Magnesium Oxide Supplementation on Nocturnal Leg Cramps: A Randomized \
             Clinical Trial. JAMA Intern Med. 2017;177(5):617-23. \
             doi:10.1001/jamainternmed.2016.9261",
        ),
        (
            "hallegraeff2012stretching",
            "Hallegraeff JM, van der Schans CP, de Ruiter R, de Greef MH. Stretching before sleep \
             reduces the frequency and severity of nocturnal leg cramps in older adults: a \
             randomised trial. J Physiother. 2012;58(1):17-22. doi:10.1016/S1836-9553(12)70068-1",
        ),
        (
            // No volume, an article number instead of pages.
            "zhou2015pregnancy",
            "Zhou K, West HM, Zhang J, Xu L, Li W. Interventions for leg cramps in pregnancy. \
             Cochrane Database Syst Rev. 2015;(8):CD010655. doi:10.1002/14651858.CD010655.pub2",
        ),
        (
            "allen2012nocturnal",
            "Allen RE, Kirby KA. Nocturnal leg cramps. Am Fam Physician. 2012;86(4):350-5. \
             PMID: 22963024",
        ),
        (
            "nhs_legcramps",
            "NHS. Leg cramps [Internet]. 2023. Available from: \
             https://www.nhs.uk/conditions/leg-cramps",
        ),
        ("clinical_knowledge", "General clinical knowledge."),
    ] {
        assert_eq!(find(&sources, key).vancouver, expected);
    }
}

#[test]
fn names_are_kept_whole() {
    let sources = shipped();
    for (key, name) in [
        ("eltawil2015quinine", "El-Tawil S, Al Musa T, Valli H, Lunn MPT,"),
        ("orlin2013fasciotomy", "Orlin JR, Øen J, Andersen JR."),
        ("martinezzapata2016phlebotonics", "Vernooij RW, Uriona Tuma SM, Stein AT,"),
        ("hallegraeff2017criteria", "Hallegraeff J, de Greef M, Krijnen W, van der Schans C."),
        ("hewettbrumberg2024firstaid", "Hewett Brumberg EK, Douma MJ, et al. 2024 American"),
        ("fda2010quinine", "U.S. Food and Drug Administration. Using malaria"),
    ] {
        let text = &find(&sources, key).vancouver;
        assert!(text.contains(name), "{text}");
    }
    // Seventh author, so only seen when the list is shorter.
    let dugre = GOOD.replace("{Young, G.}", "{Dugr{\\'e}, N. and van der Schans, C. P.}");
    assert!(parse("", &dugre).0[0].vancouver.starts_with("Dugré N, van der Schans CP. Leg"));
}

#[test]
fn years_the_article_gets_wrong_are_right() {
    let sources = shipped();
    for (key, year) in [
        ("luo2020pregnancy", "Cochrane Database Syst Rev. 2020;12(12)"),
        ("crisponi2021magnesium", "Curr Med Chem. 2021;28(35):7295-311."),
        ("lorenzo2018treatment", "Fam Pract. 2018;35(1):29-33."),
        ("roguinmaor2017magnesium", "JAMA Intern Med. 2017;177(5)"),
        ("martinezzapata2016phlebotonics", "Cochrane Database Syst Rev. 2016;4(4)"),
    ] {
        let text = &find(&sources, key).vancouver;
        assert!(text.contains(year), "{text}");
    }
}

#[test]
fn links_prefer_the_doi() {
    let sources = shipped();
    for (key, link) in [
        ("luo2020pregnancy", Some("https://doi.org/10.1002/14651858.CD010655.pub3")),
        ("allen2012nocturnal", Some("https://pubmed.ncbi.nlm.nih.gov/22963024/")),
        ("nhs_legcramps", Some("https://www.nhs.uk/conditions/leg-cramps")),
        ("clinical_knowledge", None),
    ] {
        assert_eq!(find(&sources, key).link.as_deref(), link);
    }
}

#[test]
fn words_for_lay_readers_promise_nothing() {
    let marks = ["RCT", "GRADE", "placebo", "95 percent CI", "P=", "proven to", "will help", " mg"];
    for source in shipped() {
        for text in [&source.finding, &source.certainty] {
            assert!(text.ends_with('.') && text.len() < 400, "{text}");
            assert!(!marks.iter().any(|mark| text.contains(mark)), "{text}");
        }
    }
}

#[test]
fn every_mistake_is_found_at_its_place() {
    check(GOOD, &[]);
    for (from, to, expected) in [
        ("  title = {Leg cramps},\n", "", "S003 1:10"),
        ("  journal = {BMJ Clinical Evidence},\n", "", "S003 1:10"),
        ("{2009},\n  volume", "{about 2009},\n  volume", "S003 6:3"),
        ("  finding = {Nobody\n    knows.},\n", "", "S004 1:10"),
        ("{High.}", "{ }", "S005 12:3"),
        ("{high}", "{sure}", "S006 13:3"),
        ("  certainty_level = {high},\n", "", "S006 1:10"),
        ("2026-11-22", "2026-13-22", "S007 14:3"),
        ("2026-11-22", "2026-1-2", "S007 14:3"),
        ("  pmid = {19445755},\n", "", "S008 1:10"),
        ("  pmid", "  nolink = {why},\n  pmid", "S008 9:3"),
        ("  year", "  superseded_by = {nobody},\n  year", "S009 6:3"),
        ("  year", "  superseded_by = {young2009},\n  year", "S009 6:3"),
        ("  year", "  article = {first},\n  year", "S010 6:3"),
        ("{19445755}", "{PMID 19445755}", "S011 9:3"),
        ("  pmid", "  doi = {doi.org/10.1/2},\n  pmid", "S011 9:3"),
        ("  pmid", "  url = {http://nhs.uk},\n  pmid", "S011 9:3"),
        ("certainty = ", "certanty = ", "S005 1:10; S012 12:3"),
        ("  pages", "  volume = {1},\n  pages", "S014 8:3"),
        ("@article", "@book", "S015 1:2"),
        ("young2009,", "young 2009,", "S001 1:16"),
        ("{Young, G.}", "{Young, G.", "S001 16:1"),
        ("{High.}", "High", "S001 12:15"),
    ] {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD, "{from}");
        check(&text, &expected.split("; ").collect::<Vec<_>>());
    }
    check("% nothing yet\n", &["S013 1:1"]);
}

#[test]
fn one_mistake_does_not_hide_the_next() {
    let second = GOOD.replace("young2009", "b").replace("{high}", "{hi}");
    let broken = GOOD.replace("title = {", "title = ");
    let article = "  article = {3},\n  year";
    let (a, b) = (GOOD.replace("  year", article), second.replace("  year", article));
    check(&format!("{broken}\n{second}{second}"), &["S001 3:15", "S006 29:3", "S002 32:10"]);
    check(&format!("{a}{b}"), &["S010 22:3", "S006 30:3"]);
    let (sources, _) = parse("sources.bib", &format!("{broken}{second}"));
    assert_eq!(sources.len(), 1);
}

#[test]
fn damaged_files_never_panic() {
    // Every tenth character of two entries taken out, and the text cut off there.
    let text = format!("{GOOD}{}", GOOD.replace("young2009", "b\u{2009}é"));
    for (at, c) in text.char_indices().step_by(10) {
        let after = at + c.len_utf8();
        parse("", &format!("{}{}", &text[..at], &text[after..]));
        parse("", &text[..at]);
    }
}
