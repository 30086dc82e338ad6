//! The successes of all threads, counted without contention.

use core::sync::atomic::Ordering::Relaxed;

use super::super::sync::{AtomicU64, NOBODYS, PLACES, STRIDE, mine};

/// Every [`STRIDE`]-th place is a counter, alone on its cache lines. It is one less than what it counted, so that the first
/// addition tells it from all others: it finds a number with the top bit set.
#[repr(align(128))]
pub(super) struct Counters([AtomicU64; PLACES]);

const UNUSED: u64 = u64::MAX;
/// For threads that have no counter yet: the top bit stays set.
const NEVER_USED: u64 = 1 << 63;

impl Counters {
    pub(super) const fn new() -> Self {
        let mut places = [const { AtomicU64::new(UNUSED) }; PLACES];
        places[NOBODYS as usize] = AtomicU64::new(NEVER_USED);
        Self(places)
    }

    /// Counts one more. Whether it is the first one there, or this thread has no counter yet.
    #[inline]
    pub(super) fn add(&self) -> bool {
        self.0[usize::from(mine())].fetch_add(1, Relaxed) >= NEVER_USED
    }

    pub(super) fn sum(&self) -> u64 {
        let nobodys = self.0[usize::from(NOBODYS)].load(Relaxed).wrapping_sub(NEVER_USED);
        let counters = self.0.iter().step_by(STRIDE.into());
        counters.fold(nobodys, |sum, counter| sum.wrapping_add(counter.load(Relaxed).wrapping_sub(UNUSED)))
    }
}
