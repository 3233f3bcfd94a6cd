//! Killed without warning, again and again, while many people write: nothing is lost, nothing is
//! counted twice, and nobody is told more than one message twice for each kill.

use std::ops::Range;

use crate::bench::Bench;
use crate::botapi::wait;
use crate::plan::{Plan, Random, arrived, expected, repeats};

const PEOPLE: usize = 40;
const UPDATES: usize = 500;
/// Orderly stops in the end, at most.
const STOPS_MAX: usize = 5;

/// When the bot is killed, counted in what Telegram has seen of it, never in time.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// As it starts, while it sends what an earlier run had left.
    Starting,
    /// As the n-th message is seen.
    Sending(usize),
    /// A message after the n-th has arrived, but the bot does not know.
    Unanswered(usize),
    /// Turns are committed after the n-th message, but the poll that acknowledges them is not through.
    Unacknowledged(usize),
}

#[derive(Debug, Default)]
struct Figures {
    updates: usize,
    kills: usize,
    messages: usize,
    repeats: usize,
    repeats_per_kill_and_chat_max: usize,
    press_answers_repeated: usize,
    handed_out_again: usize,
}

fn moments(random: &mut Random, messages: usize) -> Vec<Moment> {
    let mut at: Vec<usize> = (0..3).map(|_| 1 + random.below(messages - 1)).collect();
    at.sort_unstable();
    let mut moments = vec![];
    for messages in at {
        if random.below(4) == 0 {
            moments.push(Moment::Starting);
        }
        moments.push(match random.below(3) {
            0 => Moment::Sending(messages),
            1 => Moment::Unanswered(messages),
            _ => Moment::Unacknowledged(messages),
        });
    }
    moments
}

async fn kill_at(bench: &Bench, moment: Moment, messages_in_all: usize) {
    let tg = &bench.tg;
    let starts = tg.calls("setMyCommands").len();
    let bot = bench.start();
    match moment {
        Moment::Starting => tg.called("setMyCommands", starts + 1).await,
        Moment::Sending(messages) => tg.called("sendMessage", messages).await,
        Moment::Unanswered(messages) => {
            tg.called("sendMessage", messages).await;
            let hold = tg.hold_answers("sendMessage");
            // Unless everything is sent already.
            tokio::select! {
                () = hold.reached(1) => {}
                () = tg.called("sendMessage", messages_in_all) => {}
            }
            bot.kill9();
        }
        Moment::Unacknowledged(messages) => {
            tg.called("sendMessage", messages).await;
            let hold = tg.hold("getUpdates");
            // Unless everything is acknowledged already.
            tokio::select! {
                () = hold.reached(1) => {}
                () = tg.acknowledged() => {}
            }
            bot.kill9();
        }
    }
    bot.kill9();
}

async fn survive(seed: u64, figures: &mut Figures) {
    let bench = Bench::with_pictures();
    let random = &mut Random::new(seed);
    let plan = Plan::send(&bench.tg, random, PEOPLE, UPDATES);
    let moments = moments(random, plan.messages());
    for moment in &moments {
        kill_at(&bench, *moment, plan.messages()).await;
    }
    // On a busy machine drawings take longer than a stop waits for them; the next start sends them.
    for _ in 0..STOPS_MAX {
        let bot = bench.starts().await;
        bench.tg.acknowledged().await;
        bot.terminate();
        bot.exits_with(0).await;
        if bench.queued() == 0 {
            break;
        }
    }
    bench.has_finished();

    let (store, calls) = (bench.store(), bench.tg.all_calls());
    for (user, oracle) in plan.users.iter().zip(&plan.expected) {
        let context = format!("seed {seed}, {moments:?}, chat {}", user.id());
        if oracle.shown.is_empty() {
            continue;
        }
        oracle.matches(&store, user, &context);
        let repeated = repeats(&expected(oracle), &arrived(&calls, user));
        let repeated = repeated.unwrap_or_else(|error| panic!("{context}: {error}"));
        assert!(repeated <= moments.len(), "{context}: {repeated} repeats");
        let per_kill = repeated.div_ceil(moments.len());
        figures.repeats += repeated;
        figures.repeats_per_kill_and_chat_max = figures.repeats_per_kill_and_chat_max.max(per_kill);
    }
    for press in &plan.presses {
        assert!(press.answers() > 0, "seed {seed}: press {} is not answered", press.update_id);
        figures.press_answers_repeated += press.answers() - 1;
    }
    figures.updates += UPDATES;
    figures.kills += moments.len();
    figures.messages += plan.messages();
    let polls = calls.iter().filter_map(|call| call.answer["result"].as_array());
    figures.handed_out_again += polls.map(Vec::len).sum::<usize>().saturating_sub(UPDATES);
}

fn survive_all(seeds: Range<u64>) {
    let mut figures = Figures::default();
    for seed in seeds.clone() {
        wait(survive(seed, &mut figures));
    }
    let Figures { updates, kills, messages, repeats, .. } = figures;
    let (most, presses) = (figures.repeats_per_kill_and_chat_max, figures.press_answers_repeated);
    println!(
        "figures: {updates} updates, {kills} kills, {messages} messages: 0 lost, 0 recorded twice, order \
         kept in every chat, at most {most} repeated for each kill and chat; {repeats} messages and {presses} \
         answers to presses repeated in all, {} updates handed out again",
        figures.handed_out_again
    );
}

#[test]
fn nothing_is_lost_or_doubled_by_a_kill() {
    survive_all(0..10);
}

#[test]
fn nothing_is_lost_or_doubled_by_another_kill() {
    survive_all(10..20);
}

/// The long run: `KILL_SEEDS=400 cargo test --release --test telegram -- --ignored --nocapture
/// killed_a_thousand_times`. A seed is 500 updates and three or more kills.
#[test]
#[ignore = "takes an hour or so"]
fn nothing_is_lost_or_doubled_when_killed_a_thousand_times() {
    let seeds = std::env::var("KILL_SEEDS").map_or(400, |seeds| seeds.parse().unwrap());
    survive_all(1000..1000 + seeds);
}
