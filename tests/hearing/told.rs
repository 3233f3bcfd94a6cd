//! What holds for every word: whose time, whose past and whose illness is told.

use crampbot::dialogue::hear::{Intent, Level};

use crate::grammar::{NOW, contexts, labels, levels};
use crate::lexicon;

fn timings(cases: &[(&str, &str, Option<&str>)]) {
    let lexicon = lexicon();
    for &(lang, text, timing) in cases {
        assert_eq!(labels(&lexicon, lang, text).timing.as_deref(), timing, "{text}");
    }
}

#[test]
fn beside_an_emergency_only_the_time_of_a_cramp_counts() {
    timings(&[
        ("en", "his face is drooping, fell out of bed", None),
        ("en", "calf cramp in bed || chest pain as well now", Some("night")),
        ("en", "brown urine after crossfit", Some("after_exercise")),
        ("ru", "лицо перекосило, на тренировке был", None),
        ("ru", "моча как кола после марафона", Some("after_exercise")),
        ("es", "se cayó de la cama, convulsiona y no responde", None),
        ("es", "orina oscura después de correr", Some("after_exercise")),
    ]);
}

#[test]
fn a_gap_in_a_phrase_goes_over_no_denial() {
    levels(&[
        ("en", "lips arent tingling, hands cramping", None),
        ("ru", "губы немеют, кисть свело", Some(Level::Today)),
        ("ru", "губы не немеют, кисть свело", None),
        ("es", "ningún hormigueo en la boca, calambre en la mano", None),
    ]);
}

#[test]
fn what_others_had_is_not_what_one_has() {
    levels(&[
        ("en", "sister had pre eclampsia, im not even pregnant, calf cramp", None),
        ("en", "my wife had a cramp in her calf, now i cant breathe", NOW),
        ("ru", "у соседки была эклампсия, я на 20 неделе, давление в норме, икру свело", None),
        (
            "es",
            "a mi vecina le dio preeclampsia, yo ando bien, 26 semanas y calambre en la pantorrilla",
            None,
        ),
        ("es", "mi madre tuvo un calambre, yo no puedo respirar", NOW),
    ]);
}

#[test]
fn what_is_told_before_today_is_over_too() {
    levels(&[
        ("en", "yesterday i could not breathe on the run, today just calf cramp", None),
        ("en", "could not breathe yesterday, today chest pain", NOW),
        ("en", "tore it in 2019, heard a pop. today its a cramp in my calf", None),
        ("en", "had a clot in 2019, chest pain today", NOW),
        ("ru", "в 2019 порвал, хлопок был в икре. сегодня просто судорога в икре", None),
        ("es", "rompi el aquiles en 2019, sono un pop. hoy es calambre en el muslo", None),
    ]);
}

#[test]
fn whoever_studies_asks_about_nobody() {
    levels(&[
        ("en", "what are the signs if a kid has a seizure with fever, its for an essay", None),
        ("en", "my kid is having a seizure, not for an essay", NOW),
        ("ru", "если ребенок бьется в судорогах с температурой, вопрос для реферата", None),
        ("ru", "у меня в груди давит, я пишу реферат", NOW),
        ("es", "si un niño convulsiona con fiebre qué se hace? es para mi tarea", None),
        ("es", "mi hijo convulsiona ahora, en la tarea del cole", NOW),
        ("en", "nothing wrong with me, the neighbour collapsed and wont wake up", NOW),
        ("en", "she fainted at training for school, still out cold, jerking", NOW),
        ("ru", "готовимся к родам, 38 недель, пошла кровь", NOW),
        ("ru", "у меня ничего не болит, сосед упал и не дышит", NOW),
        ("es", "para saber si es grave, se desmayó y no despierta", NOW),
        ("en", "in football training today a lad collapsed and is not breathing", NOW),
        ("en", "34 weeks with my first and have a bad headache and flashing lights", NOW),
        ("en", "just wondering if dad is having a stroke, his face is drooping", NOW),
        ("ru", "ребенок из любопытства выпил уксус", NOW),
        ("ru", "лежал с инфарктом и опять давит в груди", NOW),
        ("ru", "после занятия по кроссфиту моча черная", NOW),
        ("es", "estamos en la prepa y mi amigo convulsiona", NOW),
        ("es", "es diabetico hace quince años y suda frio y dice tonterias", NOW),
        ("es", "ya no tengo sensibilidad entre las piernas, me duele la espalda", NOW),
    ]);
}

#[test]
fn a_denial_is_heard_behind_a_comma_and_fine_behind_is() {
    levels(&[
        ("es", "embarazada 25 semanas, sin sangre, calambre en la pantorrilla", None),
        ("en", "it was my foot cramp waking me, chest is fine", None),
        ("en", "36 weeks and the baby is way quieter than normal", Some(Level::Today)),
    ]);
}

#[test]
fn from_one_clock_time_to_another_a_cramp_lasts() {
    let today = Some(Level::Today);
    levels(&[
        ("en", "calf been locked since 3:05am its 3:30, same", today),
        ("en", "calf cramp since ten to four, its gone four, still there", None),
        ("en", "calf cramp since quarter to four, its half past four", today),
        ("en", "calf cramp at 3, gone now its 4", None),
        ("ru", "бедро схватило в три ночи, уже полчетвертого, не ослабло ни капли", today),
        (
            "es",
            "el gemelo agarrotado desde las 3 de la madrugada, son las 3 y media, ni un respiro",
            today,
        ),
        ("es", "calambre en el gemelo desde las tres, son las tres menos cuarto", None),
    ]);
    timings(&[
        ("en", "half past four i was hopping, calf cramp", Some("night")),
        ("ru", "подскочил в полпятого, икру свело", Some("night")),
        ("es", "son las tres menos cuarto, calambre en la pierna", Some("night")),
    ]);
}

#[test]
fn what_is_gone_before_the_cramp_is_the_illness() {
    let lexicon = lexicon();
    for (lang, text, intent) in [
        ("en", "fever last week, better now, hamstring cramping", Intent::CrampNow),
        ("en", "calf cramp, gone now", Intent::CrampPast),
        ("en", "gone now, it was my calf", Intent::CrampPast),
        (
            "ru",
            "вчера отравилась мороженым, сегодня всё прошло, икры чуть сводит",
            Intent::CrampNow,
        ),
        ("ru", "икру свело, прошло", Intent::CrampPast),
        (
            "es",
            "tuve fiebre hace tres años y se quitó, hoy es calambre en la pantorrilla",
            Intent::CrampNow,
        ),
        ("es", "calambre en el gemelo, ya pasó", Intent::CrampPast),
    ] {
        assert_eq!(labels(&lexicon, lang, text).intent, intent, "{text}");
    }
}

#[test]
fn a_child_beside_ones_own_cramp_has_none() {
    contexts(&[
        ("en", "feeding the wee one on the sofa and my neck cramped", &[]),
        ("en", "my wee one has a cramp in the foot", &["child"]),
        ("ru", "ребенок скачет в классики, здоров, ступню свело у меня", &[]),
        ("ru", "ребенок плачет, ступню свело", &["child"]),
        ("es", "mi niño duerme, tengo calambre en el pie", &[]),
        ("es", "mi niño tiene calambre en el pie", &["child"]),
    ]);
}

#[test]
fn what_is_told_of_now_is_not_of_what_was_before() {
    levels(&[
        ("en", "had a stroke in 2018 and now my face is drooping again", NOW),
        ("en", "i had a clot last year and now my calf is swollen and hot", Some(Level::Today)),
        ("ru", "лежал с инсультом весной а сейчас рука отнялась", NOW),
        ("es", "tuve un ictus hace años y ahora no puedo mover el brazo", NOW),
    ]);
}

#[test]
fn a_plain_cramp_speaks_against_no_sign() {
    levels(&[
        ("en", "cramp in my calf in bed, and I have chest pain", NOW),
        ("en", "cramp in my calf last night, woke me up, it went away, and I have chest pain", NOW),
        ("ru", "ночью в кровати свело икру, прошло само, и боль в груди", NOW),
        ("es", "anoche en la cama me dio un calambre en el gemelo y me duele el pecho", NOW),
    ]);
}
