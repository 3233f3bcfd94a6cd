//! Telegram's side of the wire, with all its moods.

use std::collections::BTreeMap;
use std::time::Duration;

use crampbot::channel::Message;
use crampbot::channel::telegram::{Body, Lost, Wire};
use crampbot::store::{ChatId, Lane};
use serde_json::{Value, json};

use super::oracle::Queued;
use super::people::Seen;
use super::scenario::{Ms, SECOND, within};
use super::world::{Shared, World};

type Answer = Result<(u16, Vec<u8>), Lost>;

/// The bot's end of the wire.
pub(crate) struct Telegram(pub(crate) Shared);

/// Until when a chat is not to be called with a method, and the life of the bot that was told so.
pub(crate) type Patience = BTreeMap<(ChatId, String), (Ms, u64)>;

/// What becomes of a call.
enum Fate {
    Answered(Value),
    /// It is done, or not; nobody tells.
    Silence,
    /// The connection breaks at once.
    Broken,
}

impl Wire for Telegram {
    async fn post(&self, method: &'static str, body: Body, wait: Duration) -> Answer {
        let world = &self.0;
        if !world.step(method) {
            return std::future::pending().await;
        }
        let Body::Json(body) = body else { return Err(failed("no drawings here")) };
        let body: Value =
            serde_json::from_slice(&body).map_err(|error| failed(&error.to_string()))?;
        pause(self.latency()).await;
        let fate = if method == "getUpdates" {
            self.updates(&body).await
        } else {
            let mut world = world.lock();
            if world.is_dead() { Fate::Silence } else { world.called(method, &body) }
        };
        let answer = match fate {
            Fate::Answered(answer) => {
                pause(self.latency()).await;
                let status = answer["error_code"].as_u64().and_then(|code| code.try_into().ok());
                Ok((status.unwrap_or(200), answer.to_string().into_bytes()))
            }
            Fate::Silence => {
                tokio::time::sleep(wait).await;
                Err(Lost::Late)
            }
            Fate::Broken => Err(failed("connection closed")),
        };
        if !world.step("answered") {
            return std::future::pending().await;
        }
        answer
    }
}

fn failed(why: &str) -> Lost {
    Lost::Failed(why.to_owned())
}

async fn pause(ms: Ms) {
    tokio::time::sleep(Duration::from_millis(ms.unsigned_abs())).await;
}

fn ok(result: &Value) -> Fate {
    Fate::Answered(json!({"ok": true, "result": result}))
}

fn refusal(code: u16, why: &str) -> Fate {
    Fate::Answered(json!({"ok": false, "error_code": code, "description": why}))
}

fn too_many(seconds: Ms) -> Fate {
    Fate::Answered(json!({"ok": false, "error_code": 429, "description": "Too Many Requests",
        "parameters": {"retry_after": seconds}}))
}

impl Telegram {
    fn latency(&self) -> Ms {
        self.0.lock().random.i64(5..150)
    }

    /// A long poll: answered when there is something to say.
    async fn updates(&self, body: &Value) -> Fate {
        {
            let mut world = self.0.lock();
            if world.is_dead() {
                return Fate::Silence;
            }
            let (now, chance) = (world.now(), world.scenario.faults.poll_failure);
            if within(&world.scenario.spells.outages, now).is_some() {
                return Fate::Broken;
            }
            let unlucky = world.bad_luck(chance);
            let how = if unlucky { world.random.u8(0..4) } else { u8::MAX };
            match how {
                0 => return refusal(502, "Bad Gateway"),
                1 => return too_many(world.random.i64(1..30)),
                2 => return refusal(409, "Conflict: terminated by other getUpdates request"),
                _ => {}
            }
            if let Some(offset) = body["offset"].as_i64() {
                world.people.forget_before(offset, now);
                world.look_for_lost_updates();
            }
            if how == 3 {
                return Fate::Silence;
            }
        }
        let hold = body["timeout"].as_i64().unwrap_or(0) * SECOND;
        loop {
            let wait = {
                let mut world = self.0.lock();
                world.people_act();
                if !world.people.pending.is_empty() || hold == 0 {
                    let limit = body["limit"].as_u64().and_then(|limit| limit.try_into().ok());
                    return ok(&Value::Array(world.hand_out(limit.unwrap_or(100))));
                }
                // Telegram answers an idle poll sooner, but that would only make it poll again.
                world.until_next_action()
            };
            let Some(wait) = wait else {
                pause(hold).await;
                return ok(&json!([]));
            };
            pause(wait).await;
        }
    }
}

impl World {
    fn hand_out(&mut self, limit: usize) -> Vec<Value> {
        let mut updates: Vec<Value> = self.people.pending.values().take(limit).cloned().collect();
        let (now, chance) = (self.now(), self.scenario.faults.duplicate);
        self.people.forget_recent(now);
        if !self.people.recent.is_empty() && self.bad_luck(chance) {
            let again = self.random.usize(0..self.people.recent.len());
            updates.push(self.people.recent[again].1.clone());
        }
        if self.scenario.faults.shuffle {
            self.random.shuffle(&mut updates);
        }
        if self.sabotage == super::Sabotage::AcknowledgedOnReceipt {
            let last = updates.iter().filter_map(|update| update["update_id"].as_i64()).max();
            let now = self.now();
            // Not looked for here: the next look is to find it.
            self.people.forget_before(last.map_or(0, |last| last + 1), now);
        }
        updates
    }

    /// Any call but a poll.
    fn called(&mut self, method: &str, body: &Value) -> Fate {
        let now = self.now();
        let chat = body["chat_id"].as_i64();
        self.note(&format!("{method} {chat:?}"));
        if within(&self.scenario.spells.outages, now).is_some() {
            return Fate::Broken;
        }
        match method {
            "sendMessage" | "editMessageText" => {
                let chat = chat.unwrap_or_default();
                if let Some(fate) = self.in_a_mood(method, chat) {
                    return fate;
                }
                self.message(method, chat, body)
            }
            "answerCallbackQuery" => {
                let press = body["callback_query_id"].as_str().unwrap_or_default().to_owned();
                self.press_answer(&press)
            }
            _ => ok(&json!(true)),
        }
    }

    /// What keeps a message from being taken at all.
    fn in_a_mood(&mut self, method: &str, chat: ChatId) -> Option<Fate> {
        let (now, life) = (self.now(), self.life);
        let told = self.patience.get(&(chat, method.to_owned()));
        if told.is_some_and(|(until, whose)| now < *until && *whose == life) {
            self.violate(format!("chat {chat} was called too early with {method}"));
        }
        let throttled = within(&self.scenario.spells.throttled, now);
        let (many, error) = (self.scenario.faults.too_many, self.scenario.faults.server_error);
        if throttled.is_some() || self.bad_luck(many) {
            self.figures.throttled += 1;
            let seconds = match throttled {
                Some(until) => ((until - now) / SECOND + 1).min(30),
                None => self.random.i64(1..8),
            };
            self.patience.insert((chat, method.to_owned()), (now + seconds * SECOND, life));
            return Some(too_many(seconds));
        }
        if self.bad_luck(error) {
            return Some(if self.random.bool() {
                refusal(500, "Internal Server Error")
            } else {
                Fate::Broken
            });
        }
        None
    }

    fn message(&mut self, method: &str, chat: ChatId, body: &Value) -> Fate {
        let (life, refuse) = (self.life, self.scenario.faults.bad_request);
        let (refuse, silent) = (self.bad_luck(refuse), self.scenario.faults.lost_answer);
        let silent = self.bad_luck(silent);
        let text = body["text"].as_str().unwrap_or_default().to_owned();
        let buttons = buttons(body);
        let blocks = self.people.all.get(&chat).is_none_or(|person| person.blocks);
        let mut first = [Lane::Live, Lane::Reminder].into_iter().filter_map(|lane| {
            let first = self.oracle.queue.range((chat, lane, 0)..=(chat, lane, u64::MAX));
            let mut found = None;
            for (key, queued) in first.filter(|(_, queued)| queued.is_screen()) {
                let says = says(queued, &text, &buttons);
                found = Some((*key, says));
                // A countdown that waited too long is left out, and what was for somebody who is forgotten
                // may be: it is not in the store any more.
                let may_miss = queued.forgotten
                    || queued.is_over(self.latest)
                    || matches!(queued.message, Message::Refresh { .. });
                if says || !may_miss {
                    break;
                }
            }
            found
        });
        let Some(key) = first.find_map(|(key, says)| says.then_some(key)) else {
            self.violate(format!("this is not the next message for chat {chat}: {text}"));
            return Fate::Broken;
        };
        self.oracle.leave_out_forgotten(key);
        let Some(queued) = self.oracle.queue.get_mut(&key) else { return Fate::Broken };
        if blocks {
            queued.blocked = true;
            self.figures.blocked += 1;
            return refusal(403, "Forbidden: bot was blocked by the user");
        }
        let edited = body["message_id"].as_i64();
        if method == "editMessageText" {
            let seen = self.people.all.get_mut(&chat);
            let seen =
                seen.and_then(|person| person.sees.iter_mut().find(|seen| Some(seen.id) == edited));
            let Some(seen) = seen.filter(|_| !refuse) else {
                return refusal(400, "Bad Request: message can't be edited");
            };
            if seen.text == text && seen.buttons == buttons {
                queued.arrived += 1;
                return refusal(400, "Bad Request: message is not modified");
            }
            (seen.text, seen.buttons) = (text, buttons);
            queued.arrived += 1;
            queued.life = life;
            queued.unanswered = silent;
            self.figures.messages += 1;
            return if silent { Fate::Silence } else { ok(&json!({"message_id": edited})) };
        }
        if refuse {
            queued.refused = true;
            self.figures.refused += 1;
            return refusal(400, "Bad Request: can't parse entities");
        }
        let repeated = queued.arrived > 0 && !std::mem::take(&mut queued.unanswered);
        let arrived_in = queued.life;
        queued.arrived += 1;
        queued.life = life;
        queued.unanswered = silent;
        if repeated {
            self.figures.repeats += 1;
            let first = self.repeated.insert((chat, arrived_in));
            if arrived_in == life || !first {
                self.violate(format!(
                    "a message is repeated to chat {chat} without a crash: {text}"
                ));
            }
        }
        self.figures.messages += 1;
        let id = self.people.new_message();
        self.people.show(chat, Seen { id, text, buttons });
        if silent {
            self.figures.unanswered += 1;
            return Fate::Silence;
        }
        ok(&json!({"message_id": id}))
    }

    fn press_answer(&mut self, press: &str) -> Fate {
        let answers = |queued: &Queued| matches!(&queued.message, Message::PressAnswer { press: id, .. } if id == press);
        let (error, silent) = (self.scenario.faults.server_error, self.scenario.faults.lost_answer);
        if self.bad_luck(error) {
            return refusal(500, "Internal Server Error");
        }
        let silent = self.bad_luck(silent);
        let Some(queued) = self.oracle.queue.values_mut().find(|queued| answers(queued)) else {
            self.violate(format!("{press} is answered before the commit"));
            return Fate::Broken;
        };
        queued.arrived += 1;
        self.people.unanswered_presses.remove(press);
        if silent { Fate::Silence } else { ok(&json!(true)) }
    }
}

fn says(queued: &Queued, text: &str, buttons: &[String]) -> bool {
    let screen = match &queued.message {
        Message::Screen { screen, .. } | Message::Refresh { screen, .. } => screen,
        Message::PlaceKey { key } => return key.text == text && buttons.is_empty(),
        _ => return false,
    };
    let data = screen.buttons.iter().flatten().map(|button| &button.data);
    screen.text == text && data.eq(buttons)
}

fn buttons(body: &Value) -> Vec<String> {
    let rows = body["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
    let buttons = rows.flat_map(|row| row.as_array().into_iter().flatten());
    buttons.filter_map(|button| button["callback_data"].as_str().map(str::to_owned)).collect()
}
