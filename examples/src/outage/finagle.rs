//! The rule of Finagle, tower and linkerd, for contrast: a retry for every five requests, and ten a second for free.

use std::time::Duration;

/// One process's budget: what the last ten seconds earned, in seconds.
#[derive(Clone, Default)]
pub(super) struct Finagle {
    /// Balance of the second that a slot stands for.
    slots: [i64; SECONDS],
    /// The current second.
    second: u64,
}

const SECONDS: usize = 10;
const FREE_PER_SECOND: i64 = 10;
/// 20 %: what a retry costs, where a request earns 1.
const COST: i64 = 5;

impl Finagle {
    /// A call is made, whether it succeeds or not.
    pub(super) fn deposit(&mut self, now: Duration) {
        *self.slot(now) += 1;
    }

    /// Whether a retry may be made, which then is paid.
    pub(super) fn withdraw(&mut self, now: Duration) -> bool {
        self.slot(now);
        let reserve = FREE_PER_SECOND * i64::try_from(SECONDS).unwrap_or(i64::MAX) * COST;
        let granted = self.slots.iter().sum::<i64>() + reserve >= COST;
        if granted {
            *self.slot(now) -= COST;
        }
        granted
    }

    /// The slot of this second, after the old ones have expired.
    fn slot(&mut self, now: Duration) -> &mut i64 {
        let slots = SECONDS as u64;
        for second in (self.second + 1..=now.as_secs()).rev().take(SECONDS) {
            self.slots[usize::try_from(second % slots).unwrap_or(0)] = 0;
        }
        self.second = now.as_secs();
        &mut self.slots[usize::try_from(self.second % slots).unwrap_or(0)]
    }
}
