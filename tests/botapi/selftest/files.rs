//! Photos and documents.

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::{Bot, BotApi};

/// Only as much of a PNG as is looked at.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes
}

async fn upload(bot: &Bot, chat: i64, method: &str, bytes: Vec<u8>) -> (u16, Value) {
    let field = if method == "sendPhoto" { "photo" } else { "document" };
    let form = Form::new()
        .text("chat_id", chat.to_string())
        .text("caption", "<b>Calf</b>")
        .text("parse_mode", "HTML")
        .text(field, "attach://part7")
        .part("part7", Part::bytes(bytes).file_name("calf.png"));
    let response = bot.request(method).multipart(form).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn a_file_is_uploaded_once_and_sent_again_by_its_id() {
    let tg = BotApi::start();
    let (bot, anna) = (Bot::new(&tg), tg.user("Anna"));
    let (status, body) = upload(&bot, anna.id(), "sendPhoto", png(800, 600)).await;
    assert_eq!(status, 200, "{body}");
    assert_eq!(body["result"]["photo"][0]["width"], 800);
    let screen = anna.expects_file().await;
    screen.has("Calf").has_entity("bold", "Calf");
    let file = screen.file.unwrap();
    assert_eq!((file.kind.as_str(), file.name.as_str()), ("photo", "calf.png"));
    assert_eq!(*file.bytes, png(800, 600));

    bot.does("sendPhoto", json!({"chat_id": anna.id(), "photo": file.id})).await;
    let again = anna.expects_file().await.file.unwrap();
    assert_eq!((&again.id, &again.bytes), (&file.id, &file.bytes));
    let as_document = json!({"chat_id": anna.id(), "document": file.id});
    bot.fails("sendDocument", as_document, 400).await;
    bot.fails("sendPhoto", json!({"chat_id": anna.id(), "photo": "nonsense"}), 400).await;
    let none = bot.fails("sendPhoto", json!({"chat_id": anna.id()}), 400).await;
    assert_eq!(none, "Bad Request: there is no photo in the request");
    let id = screen.message_id;
    let edit = json!({"chat_id": anna.id(), "message_id": id, "text": "x"});
    let refused = bot.fails("editMessageText", edit, 400).await;
    assert_eq!(refused, "Bad Request: there is no text in the message to edit");
    let edit = json!({"chat_id": anna.id(), "message_id": id, "caption": "Foot"});
    bot.does("editMessageCaption", edit).await;
    anna.expects("Foot").await;
}

#[tokio::test]
async fn what_cannot_be_shown_is_refused() {
    let tg = BotApi::start();
    let (bot, chat) = (Bot::new(&tg), tg.user("Anna").id());
    let cases = [
        ("sendPhoto", b"not a picture".to_vec(), 400, "Bad Request: IMAGE_PROCESS_FAILED"),
        ("sendPhoto", png(9000, 2000), 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        ("sendPhoto", png(2100, 100), 400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        ("sendDocument", vec![], 400, "Bad Request: file must be non-empty"),
        ("sendDocument", vec![0; (50 << 20) + 1], 413, "Request Entity Too Large"),
    ];
    for (method, bytes, status, description) in cases {
        let (real, body) = upload(&bot, chat, method, bytes).await;
        assert_eq!((real, body["description"].as_str()), (status, Some(description)));
    }
    assert_eq!(upload(&bot, chat, "sendDocument", b"%PDF".to_vec()).await.0, 200);
}
