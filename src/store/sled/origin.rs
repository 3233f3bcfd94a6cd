//! Which store it is: a number that it is given once, kept in it and in each of its backups, so that
//! no other is ever taken for it. A backup that is restored goes on as the same store.
//!
//! The number is random, and nothing can be worked out from it.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher;

/// A store's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    number: [u8; 16],
    /// Backups with fewer commits may be without a number and still be of this store: it was made
    /// before stores had one. 0 for all that were made since.
    nameless_below: u64,
}

impl Origin {
    /// How many bytes it is kept in.
    pub(super) const BYTES: usize = 24;

    /// The number of a store that begins.
    pub(super) fn new() -> Self {
        // The one source of randomness in the standard library: its keys come from the system.
        let random = RandomState::new();
        let number = u128::from(random.hash_one(0)) << 64 | u128::from(random.hash_one(1));
        Self { number: number.to_be_bytes(), nameless_below: 0 }
    }

    /// The number of a store that had none so far, with so many commits.
    pub(super) fn late(commits: u64) -> Self {
        Self { nameless_below: commits.saturating_add(1), ..Self::new() }
    }

    pub(super) fn to_bytes(self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..16].copy_from_slice(&self.number);
        bytes[16..].copy_from_slice(&self.nameless_below.to_be_bytes());
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (number, below) = bytes.split_first_chunk()?;
        Some(Self { number: *number, nameless_below: u64::from_be_bytes(below.try_into().ok()?) })
    }

    /// Whether a backup with this number, or with none, and so many commits is of the same store.
    pub(super) fn is_of(&self, other: Option<&Self>, commits: u64) -> bool {
        match other {
            Some(other) => other.number == self.number,
            None => commits < self.nameless_below,
        }
    }
}

/// Its beginning, enough for a person to tell a few stores apart.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number[..4].iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_comes_back_and_is_nobody_elses() {
        let (new, late) = (Origin::new(), Origin::late(7));
        assert_ne!(new, Origin::new());
        for origin in [new, late] {
            assert_eq!(Origin::from_bytes(&origin.to_bytes()), Some(origin));
        }
        assert_eq!(Origin::from_bytes(&[0; 16]), None);
        assert!(new.is_of(Some(&new), 9) && !new.is_of(Some(&late), 9));
        assert!(late.is_of(None, 7) && !late.is_of(None, 8) && !new.is_of(None, 0));
    }
}
