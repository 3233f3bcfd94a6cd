//! A sum over all entries of the tree, kept in the tree and brought up to date by each commit.
//!
//! sled reads past a damaged piece of its log as if it had never been written, and later pieces
//! still count. What it then shows is a mixture that never was. The sum tells such a mixture from a
//! store as some commit left it. It guards against accidents, not against malice.

/// The sum over the entries as a certain commit left them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sum {
    /// How many commits there were.
    pub(super) commits: u64,
    /// How long all keys and values are together.
    pub(super) bytes: u64,
    entries: u64,
    hashes: u64,
}

impl Sum {
    /// Adds an entry; returns its hash, which spares working it out again when the entry goes.
    pub(super) fn add(&mut self, key: &[u8], value: &[u8]) -> u64 {
        let hash = hash(key, value);
        self.bytes = self.bytes.wrapping_add(length(key, value));
        self.entries = self.entries.wrapping_add(1);
        self.hashes = self.hashes.wrapping_add(hash);
        hash
    }

    pub(super) fn subtract(&mut self, key: &[u8], value: &[u8]) {
        self.subtract_hashed(key, value, hash(key, value));
    }

    /// Takes an entry away whose hash is known.
    pub(super) fn subtract_hashed(&mut self, key: &[u8], value: &[u8], hash: u64) {
        self.bytes = self.bytes.wrapping_sub(length(key, value));
        self.entries = self.entries.wrapping_sub(1);
        self.hashes = self.hashes.wrapping_sub(hash);
    }

    /// How many entries there are.
    pub(super) fn entries(&self) -> u64 {
        self.entries
    }

    pub(super) fn same_entries(&self, other: &Self) -> bool {
        (Self { commits: 0, ..*self }) == (Self { commits: 0, ..*other })
    }

    pub(super) fn to_bytes(self) -> Vec<u8> {
        [self.commits, self.bytes, self.entries, self.hashes].map(u64::to_be_bytes).concat()
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut numbers = bytes.chunks(8).map(|chunk| chunk.try_into().map(u64::from_be_bytes));
        let mut next = || numbers.next()?.ok();
        let sum = Self { commits: next()?, bytes: next()?, entries: next()?, hashes: next()? };
        (bytes.len() == 32).then_some(sum)
    }
}

fn length(key: &[u8], value: &[u8]) -> u64 {
    (key.len() + value.len()) as u64
}

/// FNV-1a over the key's length, the key and the value, then mixed so that sums of similar entries
/// do not cancel out. Part of the format: it must give the same number for ever.
pub(super) fn hash(key: &[u8], value: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let length = key.len().to_le_bytes();
    for byte in length.iter().take(2).chain(key).chain(value) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_entries_does_not_matter_and_taking_one_away_undoes_it() {
        let mut one = Sum::default();
        one.add(b"a", b"1");
        let mut two = one;
        two.add(b"b", b"2");
        let mut other = Sum::default();
        other.add(b"b", b"2");
        other.add(b"a", b"1");
        assert_eq!(two, other);
        two.subtract(b"b", b"2");
        assert_eq!(one, two);
    }

    #[test]
    fn the_hash_is_part_of_the_format() {
        assert_eq!(hash(b"key", b"value"), 2_963_641_122_780_865_548);
        assert_ne!(hash(b"ke", b"yvalue"), hash(b"key", b"value"));
    }

    #[test]
    fn bytes_come_back() {
        let sum = Sum { commits: 1, bytes: 3, entries: 2, hashes: u64::MAX };
        assert_eq!(Sum::from_bytes(&sum.to_bytes()), Some(sum));
        assert_eq!(Sum::from_bytes(&[0; 31]), None);
        assert_eq!(Sum::from_bytes(&[0; 40]), None);
    }
}
