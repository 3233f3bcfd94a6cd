//! Drawings: below the text and never before it, uploaded once, and never in anybody's way.

use crampbot::store::Store;

use crate::bench::{Bench, state_of, taps, words};
use crate::botapi::{BotProcess, Call, Fault, Screen, User};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The ways in which drawings were sent: `true` for an upload.
fn uploads(bench: &Bench) -> Vec<bool> {
    bench.tg.calls("sendPhoto").iter().map(is_upload).collect()
}

/// A file's id is a parameter, a file is not.
fn is_upload(call: &Call) -> bool {
    call.params
        .get("photo")
        .and_then(|photo| photo.as_str())
        .is_none_or(|id| !id.starts_with("AgAC"))
}

async fn says(user: &User, text: &str) -> (Screen, Screen) {
    user.says(text);
    (user.expects_screen().await, user.expects_file().await)
}

/// Stops it without asking that nothing was refused.
async fn stop(bench: &Bench, bot: &BotProcess) {
    bench.tg.acknowledged().await;
    bot.terminate();
    bot.exits_with(0).await;
    bench.has_finished();
}

#[tokio::test]
async fn the_drawing_follows_the_text_once_in_an_episode() {
    let bench = Bench::with_pictures();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let (gate, drawing) = says(&anna, "cramp in my calf").await;
    gate.has(&words("first-calf")).has_button("None of these");
    assert!(gate.file.is_none() && drawing.message_id > gate.message_id);
    assert!(drawing.buttons.is_empty(), "the buttons stay with the text: {drawing}");
    // The whole instruction, for somebody who reads only this.
    drawing.has(&words("first-calf")).has(&words("hold-long"));
    let file = drawing.file.clone().unwrap();
    assert!(file.kind == "photo" && file.bytes.starts_with(PNG));
    let sizes = &drawing.raw["photo"][0];
    assert_eq!((sizes["width"].as_u64(), sizes["height"].as_u64()), (Some(960), Some(720)));

    let mut screen = gate.clone();
    for option in ["no", "night", "done", "no"] {
        taps(&anna, &screen, option);
        screen = anna.expects_screen().await;
    }
    screen.has(&words("other-calf"));
    // The other way is another drawing. Its text comes anew, so that both stand together.
    let other = anna.expects_file().await;
    assert!(!screen.edited && screen.message_id > drawing.message_id, "{screen}");
    assert!(other.message_id > screen.message_id);
    assert_ne!(other.file.unwrap().id, file.id);
    bench.ends_well(&bot).await;
    let photos = anna.received().iter().filter(|screen| screen.file.is_some()).count();
    assert_eq!(photos, 2, "{}", bench.tg.transcript());
}

#[tokio::test]
async fn a_file_is_uploaded_once_and_known_after_a_restart() {
    let bench = Bench::with_pictures();
    let (anna, boris) = (bench.tg.user("Anna").lang("en"), bench.tg.user("Boris").lang("ru"));
    let bot = bench.start();
    let first = says(&anna, "cramp in my calf").await.1.file.unwrap();
    let second = says(&boris, "свело икру").await.1.file.unwrap();
    assert_eq!((&second.id, uploads(&bench)), (&first.id, vec![true, false]));
    bench.ends_well(&bot).await;

    let bot = bench.start();
    let clara = bench.tg.user("Clara").lang("es");
    let third = says(&clara, "calambre en la pantorrilla").await.1.file.unwrap();
    assert_eq!((&third.id, uploads(&bench)), (&first.id, vec![true, false, false]));
    bench.ends_well(&bot).await;
    let kept = bench.store().files().unwrap();
    assert_eq!(kept.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["calf"]);
}

/// The id of another bot, of a file that is gone, of an older drawing: uploaded again, once.
#[tokio::test]
async fn a_file_that_telegram_does_not_know_is_uploaded_again() {
    let bench = Bench::with_pictures();
    let (anna, boris) = (bench.tg.user("Anna").lang("en"), bench.tg.user("Boris").lang("en"));
    let bot = bench.start();
    says(&anna, "cramp in my calf").await;
    let wrong = "wrong remote file identifier specified: can't unserialize it";
    bench.tg.fault(Fault::bad_request(wrong).on("sendPhoto"));
    says(&boris, "cramp in my calf").await;
    assert_eq!(uploads(&bench), [true, false, true]);
    anna.says("/stretch");
    taps(&anna, &anna.expects_screen().await, "calf");
    anna.expects_file().await;
    assert_eq!(uploads(&bench), [true, false, true, false]);
    stop(&bench, &bot).await;
    assert_eq!(boris.received().len(), 2, "{}", bench.tg.transcript());
}

#[tokio::test]
async fn a_drawing_that_is_refused_holds_up_nothing() {
    let bench = Bench::with_pictures();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    bench.tg.fault(Fault::bad_request("IMAGE_PROCESS_FAILED").on("sendPhoto").always());
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    bot.logs("1 refused so far").await;
    taps(&anna, &gate, "no");
    anna.expects_screen().await.has(&words("timing-ask"));
    stop(&bench, &bot).await;
    assert_eq!((anna.received().len(), bench.tg.calls("sendPhoto").len()), (1, 1));
}

/// The text is there at once and the conversation goes on; the drawing comes when it may.
#[tokio::test]
async fn a_drawing_that_has_to_wait_does_not_make_the_text_wait() {
    let bench = Bench::with_pictures();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let faults =
        [Fault::server_error(502), Fault::reset_before_applying(), Fault::too_many_requests(1)];
    let hold = bench.tg.hold("sendPhoto");
    for fault in faults {
        bench.tg.fault(fault.on("sendPhoto"));
    }
    anna.says("cramp in my calf");
    let gate = anna.expects_screen().await;
    hold.reached(1).await;
    taps(&anna, &gate, "no");
    anna.expects_screen().await.has(&words("timing-ask"));
    hold.release();
    anna.expects_file().await.has(&words("first-calf"));
    stop(&bench, &bot).await;
    assert_eq!(anna.received().len(), 2, "{}", bench.tg.transcript());
    assert_eq!(uploads(&bench), [true; 4]);
}

/// A stretch that is still on its way when a danger sign is told does not arrive below the card.
#[tokio::test]
async fn no_stretch_arrives_below_an_emergency_card() {
    let bench = Bench::with_pictures();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let fault = bench.tg.fault(Fault::server_error(502).on("sendPhoto").always());
    anna.says("cramp in my calf");
    anna.expects_screen().await;
    bench.tg.fault_met(fault, 1).await;
    anna.says("my chest hurts and I cannot breathe");
    anna.expects_screen().await.has(&words("number-unknown"));
    bench.tg.clear_faults();
    stop(&bench, &bot).await;
    assert!(anna.received().iter().all(|screen| screen.file.is_none()));
}

#[tokio::test]
async fn an_emergency_card_brings_the_recovery_position() {
    let bench = Bench::with_pictures();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    let (card, drawing) = says(&anna, "my husband has a cramp and I cannot wake him").await;
    card.has(&words("number-unknown"));
    drawing.has("on the side").has(&words("number-unknown"));
    bench.ends_well(&bot).await;
    assert_eq!(state_of(&bench.store(), &anna).at.as_deref(), Some("cramp.now"));
}

#[tokio::test]
async fn they_can_be_switched_off() {
    for (name, value, argument) in
        [("CRAMPBOT_NO_PICTURES", "1", None), ("NOTHING", "", Some("--no-pictures"))]
    {
        let bench = Bench::with_pictures();
        let bot = BotProcess::spawn(bench.command().env(name, value).args(argument));
        let anna = bench.tg.user("Anna").lang("en");
        anna.says("cramp in my calf");
        anna.expects_screen().await.has(&words("first-calf"));
        bench.ends_well(&bot).await;
        assert_eq!(bench.tg.calls("sendPhoto").len(), 0, "{name} {argument:?}");
    }
}

/// Killed after the drawing has arrived and before that is noted: it comes once more, no oftener.
#[tokio::test]
async fn a_kill_repeats_one_drawing_at_most() {
    let bench = Bench::with_pictures();
    let anna = bench.tg.user("Anna").lang("en");
    let hold = bench.tg.hold_answers("sendPhoto");
    let bot = bench.start();
    anna.says("cramp in my calf");
    hold.reached(1).await;
    bench.tg.acknowledged().await;
    bot.kill9();
    hold.release();
    let bot = bench.start();
    bench.tg.called("sendPhoto", 2).await;
    bench.ends_well(&bot).await;
    let photos = anna.received().iter().filter(|screen| screen.file.is_some()).count();
    assert_eq!((photos, anna.times_told(&words("gate-ask"))), (2, 1), "{}", bench.tg.transcript());
}

/// What shows somebody's own weeks is drawn for them, and nothing of it stays with the bot.
#[tokio::test]
async fn the_picture_of_the_history_is_nobody_elses() {
    let bench = Bench::with_pictures();
    let bot = bench.start();
    let anna = bench.tg.user("Anna").lang("en");
    says(&anna, "cramp in my calf at night").await;
    for _ in 0..2 {
        let (history, picture) = says(&anna, "/history").await;
        history.has("1 cramp");
        picture.has("Most often: Calf 1");
        assert!(picture.file.unwrap().bytes.starts_with(PNG));
    }
    bench.ends_well(&bot).await;
    assert_eq!(uploads(&bench), [true, true, true]);
    let kept = bench.store().files().unwrap();
    assert_eq!(kept.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["calf"]);
}
