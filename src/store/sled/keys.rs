//! Where everything lies in the tree: the bytes of each key, in an order that serves the reads.
//!
//! ```text
//! c <chat> 1                     a chat's state
//! c <chat> 2                     its screen message
//! c <chat> 3 <id>                one of its records
//! c <chat> 4 <due> <name>        that it has a timer
//! c <chat> 5 <lane> <seq>        that it has a queued message
//! f <name>                       a file that the channel has a copy of
//! m format, m sum                what the store is, and the sum over its entries
//! m origin                       which store it is
//! m forgets, m rewritten         how often somebody was forgotten, and how often before the last rewrite
//! o <lane> <seq>                 a queued message
//! s <block>                      handled updates of a block of numbers
//! t <due> <chat> <name>          a timer
//! x <at> <block>                 the block by its latest time
//! ```
//!
//! Numbers are big-endian, and signed ones have their sign bit flipped, so bytes sort as they do.
//! All that belongs to a chat is one range. Nothing here reads or writes; a change of this layout
//! is a change of the format.

use std::ops::Bound::{self, Excluded, Included, Unbounded};

use crate::store::{ChatId, Lane};

pub(super) const FORMAT: &[u8] = b"mformat";
pub(super) const SUM: &[u8] = b"msum";
pub(super) const ORIGIN: &[u8] = b"morigin";
pub(super) const FORGETS: &[u8] = b"mforgets";
pub(super) const REWRITTEN: &[u8] = b"mrewritten";

/// A range of keys, as [`::sled::Tree::range`] takes it.
pub(super) type KeyRange = (Bound<Vec<u8>>, Bound<Vec<u8>>);

const STATE: u8 = 1;
const SCREEN: u8 = 2;
const RECORD: u8 = 3;
const CHAT_TIMER: u8 = 4;
const CHAT_OUTGOING: u8 = 5;

pub(super) fn state(chat: ChatId) -> Vec<u8> {
    key(&[b"c", &signed(chat), &[STATE]])
}

pub(super) fn screen(chat: ChatId) -> Vec<u8> {
    key(&[b"c", &signed(chat), &[SCREEN]])
}

pub(super) fn record(chat: ChatId, id: u64) -> Vec<u8> {
    key(&[b"c", &signed(chat), &[RECORD], &id.to_be_bytes()])
}

pub(super) fn chat_timer(chat: ChatId, due_ms: i64, name: &str) -> Vec<u8> {
    key(&[b"c", &signed(chat), &[CHAT_TIMER], &signed(due_ms), name.as_bytes()])
}

pub(super) fn chat_outgoing(chat: ChatId, lane: Lane, seq: u64) -> Vec<u8> {
    key(&[b"c", &signed(chat), &[CHAT_OUTGOING, lane_byte(lane)], &seq.to_be_bytes()])
}

pub(super) fn timer(due_ms: i64, chat: ChatId, name: &str) -> Vec<u8> {
    key(&[b"t", &signed(due_ms), &signed(chat), name.as_bytes()])
}

pub(super) fn outgoing(lane: Lane, seq: u64) -> Vec<u8> {
    key(&[b"o", &[lane_byte(lane)], &seq.to_be_bytes()])
}

pub(super) fn seen(block: i64) -> Vec<u8> {
    key(&[b"s", &signed(block)])
}

pub(super) fn seen_by_time(at_ms: i64, block: i64) -> Vec<u8> {
    key(&[b"x", &signed(at_ms), &signed(block)])
}

pub(super) fn file(name: &str) -> Vec<u8> {
    key(&[b"f", name.as_bytes()])
}

/// The name of a file's key.
pub(super) fn file_name(key: &[u8]) -> Option<&str> {
    std::str::from_utf8(key.get(1..)?).ok()
}

/// All files.
pub(super) fn files() -> KeyRange {
    (Included(b"f".to_vec()), Excluded(b"g".to_vec()))
}

/// Everything that is kept under a chat.
pub(super) fn chat(chat: ChatId) -> KeyRange {
    (
        Included(key(&[b"c", &signed(chat)])),
        Excluded(key(&[b"c", &signed(chat), &[CHAT_OUTGOING + 1]])),
    )
}

/// Everything.
pub(super) fn all() -> KeyRange {
    (Unbounded, Unbounded)
}

/// A chat's records with ids below `before`.
pub(super) fn records(chat: ChatId, before: Option<u64>) -> KeyRange {
    let end = before.map_or(Included(record(chat, u64::MAX)), |id| Excluded(record(chat, id)));
    (Included(record(chat, 0)), end)
}

/// All timers.
pub(super) fn timers() -> KeyRange {
    (Included(b"t".to_vec()), Excluded(b"u".to_vec()))
}

/// All timers due up to and at an instant.
pub(super) fn timers_until(now_ms: i64) -> KeyRange {
    (Included(b"t".to_vec()), Excluded(key(&[b"t", &signed(now_ms.saturating_add(1))])))
}

/// All timers due after an instant.
pub(super) fn timers_after(after_ms: i64) -> KeyRange {
    let (_, end) = timers();
    (Included(key(&[b"t", &signed(after_ms.saturating_add(1))])), end)
}

/// Whether a key is that of a queued message, or says that there is one.
pub(super) fn is_queued(key: &[u8]) -> bool {
    match key.first() {
        Some(b'o') => true,
        Some(b'c') => key.get(9) == Some(&CHAT_OUTGOING),
        _ => false,
    }
}

/// Whether a key is a timer's own.
pub(super) fn is_timer(key: &[u8]) -> bool {
    key.starts_with(b"t")
}

/// The lane of a queued message's own key.
pub(super) fn lane_of(key: &[u8]) -> Option<Lane> {
    let (b'o', rest) = key.split_first()? else { return None };
    [Lane::Live, Lane::Reminder].into_iter().find(|lane| rest.first() == Some(&lane_byte(*lane)))
}

/// The messages of a lane with `seq` above `after`.
pub(super) fn outgoing_lane(lane: Lane, after: Option<u64>) -> KeyRange {
    let start = after.map_or(Included(outgoing(lane, 0)), |seq| Excluded(outgoing(lane, seq)));
    (start, Excluded(key(&[b"o", &[lane_byte(lane) + 1]])))
}

/// The blocks of updates that were handled before an instant, oldest first.
pub(super) fn seen_before(before_ms: i64) -> KeyRange {
    (Included(b"x".to_vec()), Excluded(key(&[b"x", &signed(before_ms)])))
}

/// What an entry of [`chat`] says the chat also has elsewhere: a timer or a message.
pub(super) fn counterpart(chat: ChatId, entry: &[u8]) -> Option<Vec<u8>> {
    let (kind, rest) = entry.get(9..)?.split_first()?;
    match *kind {
        CHAT_TIMER => {
            let (due, name) = rest.split_at_checked(8)?;
            Some(key(&[b"t", due, &signed(chat), name]))
        }
        CHAT_OUTGOING => Some(key(&[b"o", rest])),
        _ => None,
    }
}

/// The id at the end of a record's key.
pub(super) fn record_id(key: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(key.get(10..)?.try_into().ok()?))
}

/// The parts of a timer's key: due, chat, name.
pub(super) fn timer_parts(key: &[u8]) -> Option<(i64, ChatId, &str)> {
    let due_ms = read_signed(key.get(1..9)?)?;
    let chat = read_signed(key.get(9..17)?)?;
    Some((due_ms, chat, std::str::from_utf8(key.get(17..)?).ok()?))
}

/// The seq at the end of a message's key.
pub(super) fn outgoing_seq(key: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(key.get(2..)?.try_into().ok()?))
}

/// All notes of handled updates.
pub(super) fn all_seen() -> KeyRange {
    (Included(b"s".to_vec()), Excluded(b"t".to_vec()))
}

/// The block, or before format 2 the update, at the end of a key of either kind.
pub(super) fn seen_block(key: &[u8]) -> Option<i64> {
    read_signed(key.get(key.len().checked_sub(8)?..)?)
}

/// A signed number as bytes that sort as the numbers do.
pub(super) fn signed(number: i64) -> [u8; 8] {
    (number.cast_unsigned() ^ SIGN).to_be_bytes()
}

/// The number that [`signed`] wrote.
pub(super) fn read_signed(bytes: &[u8]) -> Option<i64> {
    Some((u64::from_be_bytes(bytes.try_into().ok()?) ^ SIGN).cast_signed())
}

/// A count as it is kept.
pub(super) fn read_count(bytes: &[u8]) -> Option<u64> {
    Some(u64::from_be_bytes(bytes.try_into().ok()?))
}

const SIGN: u64 = 1 << 63;

fn lane_byte(lane: Lane) -> u8 {
    match lane {
        Lane::Live => 1,
        Lane::Reminder => 2,
    }
}

fn key(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signed_numbers_sort_as_numbers_and_come_back() {
        let numbers = [i64::MIN, -1_000_000, -256, -1, 0, 1, 255, 256, i64::MAX];
        for pair in numbers.windows(2) {
            assert!(signed(pair[0]) < signed(pair[1]), "{pair:?}");
        }
        for number in numbers {
            assert_eq!(read_signed(&signed(number)), Some(number));
        }
    }

    #[test]
    fn a_counterpart_is_the_key_of_what_it_stands_for() {
        let entry = chat_timer(-7, 1234, "wake ☕\0");
        assert_eq!(counterpart(-7, &entry), Some(timer(1234, -7, "wake ☕\0")));
        let entry = chat_outgoing(-7, Lane::Reminder, 99);
        assert_eq!(counterpart(-7, &entry), Some(outgoing(Lane::Reminder, 99)));
        assert_eq!(counterpart(-7, &state(-7)), None);
    }
}
