//! What people send that is no cramp: each gets a clear answer, and nothing breaks.

use serde_json::json;

use crate::bench::{Bench, state_of, words};
use crate::botapi::User;

/// Sends the texts one after the other; every one of them is answered with words.
async fn every_text_is_answered(anna: &User, texts: &[String]) {
    for text in texts {
        anna.says(text);
        let screen = anna.expects_screen().await;
        let start: String = text.chars().take(40).collect();
        assert!(screen.text.len() > 2, "{start:?}: {screen}");
        assert!(!screen.text.contains(&words("something-broke")), "{start:?}: {screen}");
    }
}

#[tokio::test]
async fn long_and_strange_texts() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let kilobytes = 1 << 10;
    let texts = [
        "x".repeat(64 * kilobytes),
        "calf ".repeat(13 * kilobytes),
        "no ".repeat(21 * kilobytes),
        "😣".repeat(16 * kilobytes),
        "e\u{301}".repeat(20 * kilobytes),
        "\u{202e}flac ym ni pmarc\u{202c}".into(),
        "cr\u{200b}amp i\u{200d}n my ca\u{feff}lf".into(),
        "\u{0}\u{1}\u{7f}\u{fffd}\u{10ffff}".into(),
        "<b>cramp</b> <script>alert(1)</script> &lt; &amp; </i> <".into(),
        "*bold* _it_ [x](tg://user?id=1) `code` ||x|| \\".into(),
        "{ $number } { first-calf } %s {0} ${x}".into(),
        "~~~ 1~cramp.gate~no ../../etc/passwd '; DROP TABLE".into(),
        String::new(),
        " \n\t\u{a0} ".into(),
        "/".into(),
        "/@".into(),
        "/@simulated_cramp_bot".into(),
        "//start".into(),
        "/старт".into(),
        format!("/{}", "a".repeat(4 * kilobytes)),
        format!("/remind {}", "9".repeat(4 * kilobytes)),
        "/remind 25:61 Mars/Olympus".into(),
        "/remind \u{202e}22:30".into(),
        "/start payload-from-a-link".into(),
        "0".into(),
        "-1".into(),
        "9999999999999999999999999999999".into(),
    ];
    // Whatever language they may seem to be in.
    anna.says("/language en");
    anna.expects_screen().await;
    every_text_is_answered(&anna, &texts).await;
    // After all this the conversation still works.
    anna.says("/cramp");
    anna.expects(&words("where-ask")).await;
    anna.says("cramp in my calf");
    anna.expects(&words("first-calf")).await;
    bench.ends_well(&bot).await;
    // Two of them are the key that shares the place, come and gone.
    let keys = [words("place-key-here"), words("place-key-away")];
    assert!(keys.iter().all(|key| anna.times_told(key) == 1));
    assert_eq!(anna.received().len(), texts.len() + 3 + keys.len());
}

#[tokio::test]
async fn strange_names_and_languages() {
    let bench = Bench::new();
    let bot = bench.start();
    let names = ["<b>An\u{202e}na</b>", "*_[`", "\u{200b}", "😣😣", "{ $number }"];
    let languages = ["en", "pt-br", "zz", "", "xx-verylongtag", "\u{202e}"];
    for (name, language) in names.iter().cycle().zip(languages) {
        let person = bench.tg.user(name).surname("</i>").username("a_b").lang(language);
        person.says("hello");
        person.expects_screen().await.has(&words("where-ask"));
    }
    let nobody = bench.tg.user("No language");
    nobody.says("hello");
    nobody.expects_screen().await.has(&words("where-ask"));
    bench.ends_well(&bot).await;
}

#[tokio::test]
async fn what_is_not_text_is_answered_and_the_question_comes_again() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("cramp in my calf");
    anna.expects_screen().await.has(&words("gate-ask"));
    let sends: [&dyn Fn(); 11] = [
        &|| drop(anna.sends_sticker("😺")),
        &|| drop(anna.sends_voice(7)),
        &|| drop(anna.sends_photo("")),
        &|| drop(anna.sends_document("scan.pdf", "")),
        &|| drop(anna.shares_contact("+41440000000")),
        &|| drop(anna.sends(json!({"dice": {"emoji": "🎲", "value": 3}}))),
        &|| drop(anna.sends(json!({"poll": {"id": "1", "question": "?"}}))),
        &|| drop(anna.sends(json!({"story": {"id": 1, "chat": {"id": 1, "type": "private"}}}))),
        &|| drop(anna.sends(json!({"from_the_future": {"deep": [1, {"x": null}]}}))),
        &|| drop(anna.sends(json!({"video_note": "not even an object"}))),
        &|| drop(anna.sends(json!({"web_app_data": {"data": "x", "button_text": "y"}}))),
    ];
    for send in sends {
        send();
        anna.expects_screen().await.has(&words("not-text")).has(&words("gate-ask"));
    }
    // A place is of use for the reminder alone, and help is never sent to it.
    anna.shares_location(47.4, 8.5);
    anna.expects_screen().await.has("/remind").has(&words("gate-ask"));
    // A caption counts as said.
    anna.sends_photo("it is my jaw, not the calf");
    anna.expects_screen().await.lacks(&words("not-text")).lacks(&words("first-calf"));
    anna.sends_document("scan.pdf", "/sources");
    anna.expects_screen().await.has(&words("sources-text"));
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), 15);
}

#[tokio::test]
async fn an_edited_message_is_said_again() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let said = anna.says("cramp in my clf");
    anna.expects_screen().await;
    anna.edits(&said, "cramp in my calf, and I have chest pain");
    anna.expects_screen().await.has(&words("number-unknown"));
    bench.ends_well(&bot).await;
    assert_eq!(state_of(&bench.store(), &anna).at.as_deref(), Some("cramp.now"));
}

#[tokio::test]
async fn a_reply_to_an_older_message_is_said_like_any_other() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("hello");
    let asked = anna.expects_screen().await;
    anna.replies(&asked, "my calf");
    anna.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
}

/// Also those that nobody could read: they are acknowledged, and what follows is answered.
#[tokio::test]
async fn updates_that_mean_nothing() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let chat = json!({"id": anna.id(), "type": "private", "first_name": "Anna"});
    let robot = json!({"id": 5, "is_bot": true, "first_name": "Robot"});
    let updates = [
        json!({"teleport": {"x": 1}}),
        json!({}),
        json!({"message": null}),
        json!({"message": {"from_the_future": 1}}),
        json!({"message": {"chat": "moved"}}),
        json!({"message": [1, 2, 3]}),
        json!({"edited_message": 5}),
        json!({"callback_query": {"id": "1"}}),
        json!({"callback_query": {"id": 9, "from": null}}),
        json!({"poll": {"id": "1"}}),
        json!({"inline_query": {"id": "1", "from": robot, "query": "x", "offset": ""}}),
        json!({"my_chat_member": {}}),
        json!({"message": {"message_id": 9, "date": 1, "chat": chat, "from": robot, "text": "hi"}}),
        json!({"message": {"message_id": 9, "date": 1, "chat": chat, "from": robot, "x": {}}}),
        json!({"message": {"message_id": 9, "date": 1, "chat": chat, "new_chat_title": "x"}}),
    ];
    for update in updates {
        bench.tg.sends_update(update);
        // Alone in its poll, and not followed by anything that would acknowledge it.
        bench.tg.acknowledged().await;
    }
    anna.says("cramp in my calf");
    anna.expects_screen().await.has(&words("first-calf"));
    bench.ends_well(&bot).await;
    assert_eq!(anna.received().len(), 1, "{}", bench.tg.transcript());
    let polls = bench.tg.calls("getUpdates").len();
    assert!(polls < 60, "{polls} polls");
}

#[tokio::test]
async fn update_ids_start_anew() {
    let bench = Bench::new();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    anna.says("cramp in my calf");
    anna.expects_screen().await;
    bench.tg.acknowledged().await;
    bench.tg.set_next_update_id(42);
    assert_eq!(anna.says("/history").update_id, 42);
    anna.expects(&words("place-calf")).await;
    bench.tg.acknowledged().await;
    // The same during an outage: the next poll still names the number it knew.
    bench.tg.stop();
    bench.tg.set_next_update_id(7);
    assert_eq!(anna.says("/sources").update_id, 7);
    bench.tg.restart();
    anna.expects(&words("sources-text")).await;
    bench.ends_well(&bot).await;
}
