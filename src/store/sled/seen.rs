//! Notes of handled updates, a block of successive numbers in one value: two keys for two hundred
//! updates instead of two for each. It must never forget a note before its block expires.

use super::keys;
use crate::store::SEEN_BLOCK;

/// Of 64 bits: as many bits as there are numbers in a block.
const WORDS: usize = 4;
const _: () = assert!(SEEN_BLOCK == 256);

/// A block: when the latest of its updates was handled, and which were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) at_ms: i64,
    bits: [u64; WORDS],
}

impl Default for Seen {
    fn default() -> Self {
        Self { at_ms: i64::MIN, bits: [0; WORDS] }
    }
}

/// The block of an update.
pub(super) fn block(update: i64) -> i64 {
    update.div_euclid(SEEN_BLOCK)
}

impl Seen {
    pub(super) fn add(&mut self, update: i64, at_ms: i64) {
        let (word, bit) = position(update);
        self.bits[word] |= bit;
        self.at_ms = self.at_ms.max(at_ms);
    }

    pub(super) fn has(&self, update: i64) -> bool {
        let (word, bit) = position(update);
        self.bits[word] & bit != 0
    }

    pub(super) fn to_bytes(self) -> Vec<u8> {
        let bits = self.bits.iter().flat_map(|word| word.to_be_bytes());
        keys::signed(self.at_ms).into_iter().chain(bits).collect()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (at_ms, rest) = bytes.split_first_chunk::<8>()?;
        let (words, []) = rest.as_chunks::<8>() else { return None };
        let bits = <[[u8; 8]; WORDS]>::try_from(words).ok()?.map(u64::from_be_bytes);
        Some(Self { at_ms: keys::read_signed(at_ms)?, bits })
    }
}

fn position(update: i64) -> (usize, u64) {
    let within = usize::try_from(update.rem_euclid(SEEN_BLOCK)).unwrap_or(0);
    (within / 64, 1 << (within % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_update_has_a_bit_of_its_own() {
        let mut seen = Seen::default();
        for update in [-256, -1, 0, 63, 64, 255, 256, i64::MIN, i64::MAX] {
            let mut one = Seen::default();
            one.add(update, update);
            assert!(one.has(update) && !one.has(update ^ 1));
            assert_eq!(Seen::from_bytes(&one.to_bytes()), Some(one));
            seen.add(update, 7);
        }
        assert_eq!(block(-1), -1);
        assert_eq!((block(0), block(255), block(256)), (0, 0, 1));
        assert_eq!(Seen::from_bytes(&[0; 39]), None);
    }
}
