//! What holds for every word: answers, lists, slips of the tongue, ages, what lasts.

use crampbot::dialogue::hear::{HeardFile, Labels, Level, Lexicon, dead_words, labels_of_line};

use crate::lexicon;

pub(crate) fn labels(lexicon: &Lexicon, lang: &str, text: &str) -> Labels {
    labels_of_line(lexicon, &format!("{lang}\t{text}")).expect("a line with a tab")
}

pub(crate) fn levels(cases: &[(&str, &str, Option<Level>)]) {
    let lexicon = lexicon();
    for &(lang, text, level) in cases {
        assert_eq!(labels(&lexicon, lang, text).red_flag, level, "{text}");
    }
}

pub(crate) fn contexts(cases: &[(&str, &str, &[&str])]) {
    let lexicon = lexicon();
    for &(lang, text, wanted) in cases {
        assert_eq!(labels(&lexicon, lang, text).context, wanted, "{text}");
    }
}

pub(crate) const NOW: Option<Level> = Some(Level::Now);

#[test]
fn a_question_answered_no_says_nothing() {
    levels(&[
        ("en", "chest pain? nope. calf cramp", None),
        ("en", "is it swollen? no. red? no. hot? no, just a calf cramp", None),
        ("en", "chest pain - no. breathless - no. calf cramp", None),
        ("en", "chest pain? yes", NOW),
        ("en", "chest pain? no idea, it feels tight and im sweating", NOW),
        ("ru", "боль в груди? нет. свело икру", None),
        ("ru", "лицо перекосило? да", NOW),
        ("es", "¿dolor de pecho? no. calambre en el pie", None),
        ("es", "¿dolor en el pecho? sí", NOW),
    ]);
    let lexicon = lexicon();
    let place = labels(&lexicon, "en", "is your calf swollen? no").place;
    assert_eq!(place, ["calf"], "what is asked of it is denied, not the calf");
}

#[test]
fn breathing_no_is_an_emergency() {
    levels(&[
        ("en", "breathing? no. hes on the floor, had a leg cramp", NOW),
        ("en", "trouble breathing? no. short of breath? no. calf cramp", None),
        ("en", "is he awake? no", NOW),
        ("ru", "он дышит? нет. ногу свело и упал", NOW),
        ("ru", "трудно дышать? нет. свело икру", None),
        ("es", "¿respira? no. se cayó con un calambre en la pierna", NOW),
        ("es", "¿te cuesta respirar? no. calambre en el gemelo", None),
    ]);
}

#[test]
fn what_is_fine_is_denied_and_nothing_further() {
    levels(&[
        ("en", "i can breathe fine and my chest is ok, calf cramp", None),
        ("en", "chest? fine. calf? cramping", None),
        ("en", "chest pain and sweating, breathing is fine", NOW),
        ("ru", "в груди нормально, икру свело", None),
        ("ru", "не могу дышать нормально", NOW),
        ("es", "el pecho bien, calambre en el gemelo", None),
        ("es", "no puedo respirar bien", NOW),
    ]);
}

#[test]
fn what_is_only_supposed_is_no_sign() {
    levels(&[
        ("en", "if i couldnt breathe id call 999. foot cramp", None),
        ("en", "thought i was having a stroke but i slept on my arm. calf cramp", None),
        ("en", "thought it was a cramp but my chest is crushing and im sweating", NOW),
        ("ru", "если бы задыхался вызвал бы скорую, свело стопу", None),
        ("ru", "думала инсульт а это руку отлежала, свело кисть", None),
        ("es", "si no pudiera respirar llamaría al 112, es un calambre en el pie", None),
    ]);
}

#[test]
fn a_question_about_nobody_is_no_sign() {
    levels(&[
        ("en", "can chest pain come with cramps? calf cramp", None),
        ("en", "can you help my dad with chest pain?", NOW),
        ("ru", "может ли лицо онеметь от судороги?", None),
        ("es", "¿puede el dolor de pecho venir con calambres? calambre en el pie", None),
    ]);
}

#[test]
fn a_later_turn_may_make_a_sign_harmless() {
    levels(&[
        ("en", "leg swollen, calf cramp || both legs, always by evening", None),
        ("en", "calf cramp for 20 minutes || gone now", None),
        ("en", "he collapsed and wont wake up || its gone now", NOW),
        ("en", "one calf is swollen || my leg hurts a lot", Some(Level::Today)),
        ("ru", "свело икру уже 15 минут, не отпускает || прошло", None),
        ("es", "no despierta || jaja", NOW),
    ]);
}

/// In one message the laughing stands beside the words; behind an emergency card it has to be said.
#[test]
fn a_laugh_takes_no_alarm_back_in_another_turn() {
    levels(&[
        ("en", "i cant breathe || from laughing lol", NOW),
        ("ru", "задыхаюсь || от смеха, бок свело", NOW),
        ("es", "me ahogo || de la risa jaja, calambre en el costado", NOW),
        ("en", "cant breathe from laughing lol, stitch in my side", None),
    ]);
}

#[test]
fn a_denial_inside_a_phrase_still_denies() {
    levels(&[
        ("es", "embarazada sin sangrado, calambre en la pantorrilla", None),
        ("en", "pregnant without bleeding, calf cramp", None),
        ("ru", "беременна без крови, свело икру", None),
    ]);
    contexts(&[
        ("ru", "30 недель крови нет, икру свело", &["pregnancy"]),
        ("es", "antes tomaba estatinas, ya no, calambre en el gemelo", &[]),
        ("en", "my wife is driving, my calf cramped", &["driving"]),
    ]);
}

#[test]
fn what_somebody_had_is_past_when_the_cramp_is_ones_own() {
    levels(&[
        ("en", "my patient had chest pain earlier. now i have a calf cramp", None),
        ("en", "my wife had a cramp in her calf, now she cant breathe", NOW),
        ("ru", "у соседа вчера была боль в груди, а у меня свело икру", None),
        ("es", "mi vecino tuvo dolor de pecho ayer, yo tengo calambre en el gemelo", None),
        ("en", "last time my calf was swollen and red, this time its just a cramp", None),
    ]);
}

#[test]
fn a_denied_list_ends_with_its_or_or_before_its_just() {
    levels(&[
        ("en", "no fever, chest pain or numbness, calf cramp", None),
        ("en", "no fever, chest pain, just a calf cramp", None),
        ("en", "no numbness but chest pain and calf cramp", NOW),
        ("ru", "без температуры и отека икру свело", None),
        ("es", "sin fiebre, hinchazón o dolor en el pecho, calambre en el gemelo", None),
    ]);
}

#[test]
fn a_denial_behind_its_word_denies_nothing_after_it() {
    let lexicon = lexicon();
    for (text, place) in [
        ("температуры нет спину свело", "back"),
        ("отека нет и красноты нет икра", "calf"),
        ("нет отека нет боли в груди свело стопу", "foot"),
    ] {
        let labels = labels(&lexicon, "ru", text);
        assert_eq!((labels.place, labels.red_flag), (vec![place.to_owned()], None), "{text}");
    }
}

#[test]
fn a_slip_of_the_tongue_is_taken_back_and_nothing_else_is() {
    levels(&[
        ("en", "my chest hurts i mean my calf hurts", None),
        ("en", "chest pain || sorry i meant my calf", None),
        ("en", "my chest hurts || my calf too", NOW),
        ("en", "my chest hurts || sorry, and my calf is cold and white", NOW),
        ("en", "chest pain || thanks", NOW),
        ("ru", "в груди болит || ой, я имела в виду икру", None),
        ("ru", "в груди болит || и икра тоже", NOW),
        ("es", "me duele el pecho || perdón, quise decir el pie", None),
        ("es", "me duele el pecho || gracias", NOW),
    ]);
}

#[test]
fn what_began_long_ago_may_last() {
    contexts(&[
        ("en", "was diagnosed with diabetes years ago, foot cramp", &["metabolic"]),
        ("en", "was put on a water tablet last year, calf cramp", &["new_med"]),
        ("ru", "диабет нашли 5 лет назад, свело стопу", &["metabolic"]),
        ("ru", "в прошлом году начал пить статины, сводит икры", &["new_med"]),
        ("es", "me diagnosticaron diabetes hace 5 años, calambre en el pie", &["metabolic"]),
        ("es", "empecé con atorvastatina hace un mes, calambre en el gemelo", &["new_med"]),
        ("en", "when i was pregnant last year i had this, calf cramp", &[]),
    ]);
}

#[test]
fn a_place_of_which_something_is_denied_is_none_beside_a_cramp() {
    let lexicon = lexicon();
    for (lang, text, place) in [
        ("en", "my face isnt droopy, calf cramp", "calf"),
        ("en", "my calf isnt swollen", "calf"),
        ("ru", "живот не болит, икру свело судорогой", "calf"),
        ("ru", "икра не отекла", "calf"),
        ("es", "la cara no está torcida, calambre en la mano", "hand"),
    ] {
        assert_eq!(labels(&lexicon, lang, text).place, [place], "{text}");
    }
}

#[test]
fn a_number_behind_a_person_is_their_age() {
    contexts(&[
        ("en", "uncle joe 75 has a calf cramp", &["age60"]),
        ("ru", "папа 64, свело ему икру", &["age60"]),
        ("ru", "папа 64 рядом, у меня свело икру", &[]),
        ("es", "mi padre 72 tiene calambre en la pantorrilla", &["age60"]),
        ("en", "my dad 64 is asleep, i have a calf cramp", &[]),
        ("en", "new calf cramp at 70", &["age60"]),
    ]);
}

#[test]
fn letters_said_again_and_again_are_one() {
    let lexicon = lexicon();
    for (lang, text, place) in [
        ("en", "caaaalf craaamp", "calf"),
        ("ru", "аааааа икруууу свелооо", "calf"),
        ("es", "calambreee en el pieee", "foot"),
    ] {
        assert_eq!(labels(&lexicon, lang, text).place, [place], "{text}");
    }
}

#[test]
fn words_that_nobody_can_say_are_named() {
    let words = "[macro]\nsport = \"10k\"\n[place]\ncalf = \"\"\"\n36.6 calf,\n60s/70s calf, x-ray, :-)\"\"\"\n";
    let file = HeardFile { lang: "en", path: "en/heard.toml", text: words };
    let named: Vec<String> = dead_words(&file)
        .iter()
        .map(|it| format!("{} {} {}", it.code, it.place, it.message))
        .collect();
    assert_eq!(
        named,
        [
            "H010 en/heard.toml:2:10 `10k` is never heard",
            "H010 en/heard.toml:6:1 `60s` is never heard",
            "H010 en/heard.toml:6:1 `70s` is never heard",
            "H010 en/heard.toml:6:22 `:-)` is never heard",
        ]
    );
    let (lexicon, problems) = Lexicon::compile(&[file]);
    assert!(problems.is_empty());
    assert_eq!(labels(&lexicon, "en", "36.6 calf").place, ["calf"]);
    assert_eq!(labels(&lexicon, "en", "x-ray").place, ["calf"]);
}
