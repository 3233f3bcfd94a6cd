//! Owns an index made once and looked into often, a few entries for each of many keys, and sets of small
//! numbers. It must never know what they are.

/// What belongs to each key, all in one piece of memory; keys are small whole numbers.
#[derive(Default)]
pub(super) struct Buckets<T> {
    /// By key, where its own begin; one more for the end.
    starts: Box<[u32]>,
    entries: Box<[T]>,
}

impl<T: Copy + Default + Ord> Buckets<T> {
    /// `each` goes through all entries, twice the same way.
    pub(super) fn new(keys: usize, each: impl Fn(&mut dyn FnMut(u32, T))) -> Self {
        let mut starts = vec![0; keys + 1];
        each(&mut |key, _| starts[key as usize] += 1);
        let mut total = 0;
        for start in &mut starts {
            total += std::mem::replace(start, total);
        }
        let mut entries = vec![T::default(); total as usize];
        let mut next = starts.clone();
        each(&mut |key, entry| {
            let at = &mut next[key as usize];
            entries[*at as usize] = entry;
            *at += 1;
        });
        for bounds in starts.windows(2) {
            entries[bounds[0] as usize..bounds[1] as usize].sort_unstable();
        }
        Self { starts: starts.into(), entries: entries.into() }
    }

    /// How many keys there may be.
    pub(super) fn keys(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// What belongs to a key, in order.
    pub(super) fn of(&self, key: u32) -> &[T] {
        let key = key as usize;
        match self.starts.get(key..key + 2) {
            Some(&[from, to]) => &self.entries[from as usize..to as usize],
            _ => &[],
        }
    }
}

/// A set of small whole numbers, a bit each.
#[derive(Default)]
pub(super) struct Bits(Box<[u64]>);

impl Bits {
    /// For numbers below a bound.
    pub(super) fn new(bound: usize) -> Self {
        Self(vec![0; bound.div_ceil(64)].into())
    }

    pub(super) fn set(&mut self, number: u32) {
        if let Some(bits) = self.0.get_mut(number as usize / 64) {
            *bits |= 1 << (number % 64);
        }
    }

    pub(super) fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|bits| bits & 1 << (number % 64) != 0)
    }
}
