//! Single phenomena: typos, negation, spans on hostile input, problems of word lists.

use crampbot::dialogue::hear::{
    Heard, HeardFile, Level, Lexicon, Reason, Understanding, Who, hear, long_lines,
};

use crate::lexicon;

fn said(lexicon: &Lexicon, lang: &str, text: &str) -> Heard {
    hear(lexicon, lang, text, &Understanding::default())
}

fn places(lexicon: &Lexicon, lang: &str, text: &str) -> Vec<String> {
    said(lexicon, lang, text).places.unwrap_or_default()
}

#[test]
fn one_edit_is_mended_and_one_body_part_never_becomes_another() {
    let lexicon = lexicon();
    for (lang, text, wanted) in [
        ("en", "hamstrnig cramp", &["thigh_back"][..]),
        ("en", "my shouldar hurts", &[]),
        ("en", "half of my hard food is warm", &[]),
        ("en", "the calm bank of the park", &[]),
        ("es", "calambre en la pantorrila", &["calf"]),
        ("ru", "свело ягдицу", &["buttock"]),
        ("en", "cramp in my toesss", &["foot"]),
    ] {
        assert_eq!(places(&lexicon, lang, text), wanted, "{text}");
    }
}

#[test]
fn of_two_corrections_the_graver_one_counts() {
    let lexicon = lexicon();
    for (lang, text) in [
        ("en", "wife 8 months pregnan having convulsions"),
        ("en", "pregnatn, leg cramp and gush of fluid"),
        ("es", "orima oscura despues de correr"),
        ("ru", "30 недель беременности идет крогь"),
    ] {
        let mut understanding = Understanding::default();
        understanding.apply(&said(&lexicon, lang, text));
        assert_eq!(understanding.level(&lexicon), Some(Level::Now), "{text}");
    }
    assert!(places(&lexicon, "en", "my chesk hurts").is_empty(), "chest, or cheek");
}

#[test]
fn a_figure_of_speech_ends_where_its_clause_ends() {
    let lexicon = lexicon();
    for (text, figure) in [
        ("killer cramp in my calf", true),
        ("the match was a killer. cramp in my calf", false),
        ("the match was a killer, cramp in my calf", false),
    ] {
        let heard = said(&lexicon, "en", text);
        let figures = heard.suppressed.iter().filter(|it| it.reason == Reason::Figure);
        assert_eq!(figures.count() > 0, figure, "{text}\n{heard}");
        assert_eq!(heard.places.as_deref(), Some(&["calf".to_owned()][..]), "{text}\n{heard}");
    }
}

#[test]
fn a_negation_reaches_as_far_as_it_is_meant() {
    let lexicon = lexicon();
    for (lang, text, wanted) in [
        ("en", "not my calf, my foot", &["foot"][..]),
        ("en", "not my calf my foot", &["foot"]),
        ("en", "it did not wake me but my calf hurts", &["calf"]),
        ("ru", "болит не икра, а стопа", &["foot"]),
        ("ru", "не могу наступить на стопу", &["foot"]),
        ("es", "no es la pantorrilla es el pie", &["foot"]),
    ] {
        assert_eq!(places(&lexicon, lang, text), wanted, "{text}");
    }
    for (lang, text) in [
        ("en", "no chest pain, no fever, no rash or stiff neck, just calf cramp"),
        ("ru", "отека и красноты нет, в груди не болит, икра"),
        ("es", "sin fiebre ni dolor de pecho, calambre en el pie"),
    ] {
        let heard = said(&lexicon, lang, text);
        assert!(heard.set.iter().all(|finding| finding.slot != "sign"), "{text}\n{heard}");
        assert!(heard.suppressed.iter().any(|it| it.reason == Reason::Denied), "{text}\n{heard}");
    }
}

#[test]
fn a_later_turn_corrects_an_earlier_one() {
    let lexicon = lexicon();
    let mut understanding = Understanding::default();
    for (text, wanted) in [
        ("cramp in my calf", &["calf"][..]),
        ("sorry, i mean my foot", &["foot"]),
        ("my hand too", &["foot", "hand"]),
        ("not my foot", &["hand"]),
    ] {
        let heard = hear(&lexicon, "en", text, &understanding);
        understanding.apply(&heard);
        assert_eq!(understanding.place, wanted, "{text}\n{heard}");
    }
}

#[test]
fn a_denied_sign_is_taken_back() {
    let lexicon = lexicon();
    let mut understanding = Understanding::default();
    for (text, signs) in [("one calf is swollen and red", 1), ("no its not swollen, not red", 0)] {
        let heard = hear(&lexicon, "en", text, &understanding);
        understanding.apply(&heard);
        assert_eq!(understanding.signs.len(), signs, "{text}\n{heard}");
    }
}

#[test]
fn whose_body_it_is_and_what_time_was_said() {
    let lexicon = lexicon();
    assert_eq!(said(&lexicon, "en", "hubby has a calf cramp").who, Some(Who::Helper));
    assert_eq!(said(&lexicon, "ru", "моя дочка плачет, ногу свело").who, Some(Who::Helper));
    assert_eq!(said(&lexicon, "es", "me duele el gemelo").who, Some(Who::Me));
    let time = |lang: &str, text: &str| {
        said(&lexicon, lang, text).time.map(|time| (time.hour, time.minute))
    };
    assert_eq!(time("en", "remind me at 10"), Some((10, 0)));
    assert_eq!(time("ru", "перенеси растяжку на 21 30"), Some((21, 30)));
    assert_eq!(time("es", "cambia el recordatorio a las 21:45"), Some((21, 45)));
    assert_eq!(time("en", "calf cramp for 5 minutes"), None);
}

#[test]
fn ambiguity_is_asked_about_and_navigation_is_the_whole_message() {
    let lexicon = lexicon();
    let heard = said(&lexicon, "en", "charley horse!!");
    assert_eq!(heard.choices.first().map(|choice| choice.asked.as_str()), Some("leg"), "{heard}");
    assert_eq!(said(&lexicon, "en", "Back").navigation.as_deref(), Some("back"));
    assert_eq!(said(&lexicon, "en", "my back").navigation, None);
    assert_eq!(said(&lexicon, "ru", "Назад").navigation.as_deref(), Some("back"));
    let heard = said(&lexicon, "ru", "судороги");
    assert!(heard.doubt.is_some(), "{heard}");
}

#[test]
fn spans_are_character_boundaries_on_hostile_input() {
    let lexicon = lexicon();
    let texts = [
        "\u{202e}c\u{200b}alf\u{202c} cr\u{301}amp 🦵🏽\u{200d}🦶".to_owned(),
        "ca\u{fe0f}lf’s \u{feff}swollen\u{0} & red—hot\u{2028}".to_owned(),
        "calf".repeat(16_000),
        "🦵".repeat(16_000),
        "no ".repeat(21_000),
        "cant feel my leg swollen red not ".repeat(2_000),
        "3 minutes 20 ".repeat(5_000),
        "\u{301}\u{301}\u{200d}".repeat(9_000),
        "İßſﬁ １２３ ﷺ ёЙи\u{306}".to_owned(),
    ];
    for text in &texts {
        let heard = said(&lexicon, "en", text);
        let spans = heard.set.iter().chain(&heard.denied).flat_map(|finding| &finding.spans);
        for span in spans.chain(heard.suppressed.iter().flat_map(|it| &it.by)) {
            assert!(text.get(span.clone()).is_some(), "{span:?}");
        }
    }
}

#[test]
fn every_problem_of_a_word_list_is_shown_with_its_place() {
    let words = "[place]\ncalf = \"calf, .. calf\"\n[plase]\nfoot = \"foot\"\n";
    let rules = "[level]\nnow = \"chest\"\n[[rule]]\nset = \"sign.chest\"\nall = [\"word.none\"]\n\
        [[rule]]\nid = \"a\"\nset = \"sign.chest\"\nall = [\"place.calf\"]\n\
        [[rule]]\nid = \"a\"\nset = \"sign.chest\"\nall = [\"place.calf\"]\n";
    let files = [
        HeardFile { lang: "en", path: "en/heard.toml", text: words },
        HeardFile { lang: "all", path: "heard.toml", text: rules },
    ];
    let (_, problems) = Lexicon::compile(&files);
    let shown: Vec<String> =
        problems.iter().map(|problem| format!("{} {}", problem.code, problem.place)).collect();
    let expected = [
        "H005 en/heard.toml:2:15",
        "H004 en/heard.toml:4:9",
        "H008 heard.toml:5:7",
        "H008 heard.toml:11:6",
    ];
    assert_eq!(shown, expected);
}

/// Where nothing comes of few points, ten are asked about and twenty alarm.
const BOUNDS: &str = "[level]\nnow = \"chest, danger\"\ntoday = \"see_doctor\"\n[evidence]\nalarm = 20\n\
    ask = 10\ndoubt = -10\nnow = 5\nsign_now = \"danger\"\nsign_today = \"see_doctor\"\n";

fn weighing(words: &str, evidence: &str, rules: &str) -> (Lexicon, Vec<String>) {
    let (lexicon, problems) = Lexicon::compile(&[
        HeardFile { lang: "en", path: "en/evidence.toml", text: evidence },
        HeardFile { lang: "en", path: "en/heard.toml", text: words },
        HeardFile { lang: "all", path: "heard.toml", text: rules },
    ]);
    let shown = problems.iter().map(|it| format!("{} {}", it.code, it.place)).collect();
    (lexicon, shown)
}

#[test]
fn what_no_rule_knows_is_asked_about_or_alarms_by_its_weight() {
    let words = "stemmer = \"english\"\n[sign]\nchest = \"chest pain\"\n[place]\ncalf = \"calf\"\n";
    let evidence = "[emergency]\nbase = -5\n9 = \"pale, sweats\"\n7 = \"cold sweat\"\n12 = \"collapsed\"\n\
        -30 = \"movie\"\n[now]\nbase = 0\n6 = \"collapsed\"\n";
    let (lexicon, problems) = weighing(words, evidence, BOUNDS);
    assert!(problems.is_empty(), "{problems:?}");
    let heard = |text| {
        let heard = said(&lexicon, "en", text);
        let asked = heard.doubt.as_ref().map(|it| (it.sign.clone(), it.spans.clone()));
        (heard.value("sign").map(str::to_owned), asked)
    };
    let asked = |sign: &str, spans| (None, Some((sign.to_owned(), spans)));
    assert_eq!(heard("pale"), (None, None));
    assert_eq!(heard("pale and pale"), (None, None), "said twice is worth no more");
    assert_eq!(heard("pale, sweating"), asked("see_doctor", vec![0..4, 6..14]), "by its stem");
    assert_eq!(
        heard("pale. cold, sweats"),
        (Some("see_doctor".into()), None),
        "a pair of neighbours"
    );
    assert_eq!(heard("sweats and cold, pale"), asked("see_doctor", vec![0..6, 17..21]));
    assert_eq!(heard("pale and collapsed"), asked("danger", vec![9..18, 0..4]));
    assert_eq!(heard("pale, sweats, collapsed"), (Some("danger".into()), None));
    assert_eq!(
        heard("chest pain"),
        (Some("chest".into()), None),
        "few words speak against no rule"
    );
    assert_eq!(
        heard("chest pain in that movie"),
        asked("chest", std::iter::once(0..10).collect()),
        "many do"
    );
    assert_eq!(heard("calf"), (None, None));
}

#[test]
fn evidence_confirms_a_doubt() {
    let words = "[place]\ncalf = \"calf\"\n[word]\npressure = \"pressure\"\n";
    let rules = "[[rule]]\nset = \"sign.chest\"\nall = [\"word.pressure\"]\ndoubt = true\n";
    let evidence = "[emergency]\nbase = 0\n15 = \"sudden, awful\"\n[now]\nbase = 0\n";
    let (lexicon, problems) = weighing(words, evidence, &format!("{BOUNDS}{rules}"));
    assert!(problems.is_empty(), "{problems:?}");
    let doubted = |text| said(&lexicon, "en", text).doubt.map(|doubt| doubt.sign);
    assert_eq!(doubted("sudden pressure"), Some("chest".to_owned()));
    assert_eq!(doubted("sudden awful pressure"), None);
    assert_eq!(said(&lexicon, "en", "sudden awful pressure").value("sign"), Some("chest"));
}

#[test]
fn every_mistake_of_weights_and_bounds_is_shown() {
    let evidence = "[emergency]\nbase = \"much\"\n100 = \"pale\"\n5 = \"one two three, pale\"\n[later]\nbase = 1\n";
    let rules = BOUNDS
        .replace("\"danger\"\nsign_today", "\"dagner\"\nsign_today")
        .replace("ask = 10\n", "");
    let (_, problems) = weighing("[place]\ncalf = \"calf\"\n", evidence, &rules);
    let expected = [
        "H017 en/evidence.toml:2:1",
        "H017 en/evidence.toml:3:1",
        "H017 en/evidence.toml:4:6",
        "H017 en/evidence.toml:6:1",
        "H011 heard.toml:4:1",
        "H011 heard.toml:8:1",
    ];
    assert_eq!(problems, expected);
}

#[test]
fn long_lines_are_named_and_a_phrase_may_go_on_in_the_next_line() {
    let long = format!(
        "# {}\n[place]\ncalf = \"\"\"\ncalf,\nback/rear \\\nof my leg\"\"\"\n",
        "é".repeat(159)
    );
    let file = HeardFile { lang: "en", path: "en/heard.toml", text: &long };
    let named: Vec<String> =
        long_lines(&file).iter().map(|it| format!("{} {}", it.code, it.place)).collect();
    assert_eq!(named, ["H009 en/heard.toml:1:161"]);
    let (lexicon, problems) = Lexicon::compile(&[file]);
    assert!(problems.is_empty());
    let heard = said(&lexicon, "en", "the rear of my leg");
    assert_eq!(heard.places.as_deref(), Some(&["calf".to_owned()][..]), "{heard}");
    assert!(heard.to_string().contains("\"back/rear of my leg\""), "{heard}");
}

#[test]
fn places_side_by_side_are_equal_and_others_are_not() {
    let lexicon = lexicon();
    for (lang, text, wanted) in [
        ("en", "cramp in my hand and my calf", &["hand", "calf"][..]),
        ("en", "calf, foot and hand", &["calf", "foot", "hand"]),
        ("en", "calf cramp, pain up to the thigh", &[]),
        ("en", "not my calf, my foot", &[]),
        ("ru", "свело икры и руки", &["calf", "hand"]),
        ("es", "calambre en el pie y la mano", &["foot", "hand"]),
    ] {
        assert_eq!(said(&lexicon, lang, text).equals, wanted, "{text}");
    }
}

#[test]
fn what_a_button_means_may_be_said() {
    let lexicon = lexicon();
    for (lang, text, wanted) in [
        ("en", "it got worse", Some("worse")),
        ("en", "its not worse", None),
        ("ru", "стало хуже", Some("worse")),
        ("es", "va a peor", Some("worse")),
    ] {
        assert_eq!(said(&lexicon, lang, text).value("option"), wanted, "{text}");
    }
    for (lang, text, wanted) in [
        ("en", "im out of the water now", Some("yes")),
        ("en", "i cant get out of the water", None),
        ("en", "pulled over, calf cramp", Some("yes")),
        ("ru", "вышел на берег", Some("yes")),
        ("es", "ya paré el coche", Some("yes")),
    ] {
        assert_eq!(said(&lexicon, lang, text).value("ashore"), wanted, "{text}");
    }
}

#[test]
fn the_wrong_keyboard_and_mixed_alphabets_are_read() {
    let lexicon = lexicon();
    assert_eq!(places(&lexicon, "ru", "cdtkj brhe"), ["calf"]);
    assert_eq!(places(&lexicon, "en", "ьн сфда"), ["calf"]);
    assert_eq!(places(&lexicon, "ru", "cвело икpу"), ["calf"], "Latin c and p");
    assert_eq!(places(&lexicon, "ru", "svelo ikru"), ["calf"]);
    assert_eq!(places(&lexicon, "es", "my calf is cramping"), ["calf"]);
}

#[test]
fn waking_up_takes_no_alarm_back() {
    let lexicon = lexicon();
    let mut understanding = Understanding::default();
    for text in ["he was shaking all over and wont answer", "hes awake now", "hes fine now"] {
        understanding.apply(&hear(&lexicon, "en", text, &understanding));
        assert_eq!(understanding.level(&lexicon), Some(Level::Now), "{text}");
    }
}
