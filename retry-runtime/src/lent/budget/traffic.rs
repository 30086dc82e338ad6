//! How many successes a window holds: measured when something has failed, over the time since it was measured last.

use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use core::time::Duration;

use super::super::nanos;
use super::super::sync::AtomicU64;
use super::{TOKEN, UNBOUNDED};

/// The shortest time over which the traffic is measured, in nanoseconds.
const MEASURE: u64 = 1_000_000_000;
/// If `now` is at least 10 s before the last measurement, it comes from another clock (a paused test clock, say). A smaller step
/// back means that another thread measured first.
const ANOTHER_CLOCK: u64 = 10 * MEASURE;
/// So is a time so much after the last one: clocks that begin with the process are set apart by decades.
const YEAR: u64 = 365 * 24 * 3_600 * MEASURE;

/// The successes of a window, estimated from those since a time not long ago.
///
/// A new period is written beside the one in force, by one thread at a time; nobody waits for it, because both estimate the
/// same at the moment of change.
#[derive(Debug)]
pub(super) struct Traffic {
    /// When the budget was first used, in nanoseconds and one more; 0 before. There period 0 begins, in which nothing is
    /// estimated yet. If the caller told the time:
    told: AtomicU64,
    /// If a success, which is told no time, read the clock:
    read: AtomicU64,
    /// Twice the number of the period in force; one more while a thread writes the next.
    turn: AtomicU64,
    /// Even periods in the first, odd ones in the second.
    periods: [[AtomicU64; 3]; 2],
}

pub(super) struct Period {
    number: u64,
    /// When it began, in nanoseconds.
    began: u64,
    /// The successes until then.
    successes: u64,
    /// Those of a window that ended then, in millionths.
    estimate: u64,
}

impl Traffic {
    pub(super) const fn new() -> Self {
        Self {
            told: AtomicU64::new(0),
            read: AtomicU64::new(0),
            turn: AtomicU64::new(0),
            periods: [const { [const { AtomicU64::new(0) }; 3] }; 2],
        }
    }

    /// A success: the very first use reads the clock.
    pub(super) fn begin(&self, clock: impl FnOnce() -> Duration) {
        if self.told.load(Relaxed) == 0 && self.read.load(Relaxed) == 0 {
            let now = nanos::saturating(clock()).saturating_add(1);
            let _ = self.read.compare_exchange(0, now, Relaxed, Relaxed);
        }
    }

    /// A use at a time that the caller tells: when period 0 began, on the same clock.
    pub(super) fn begin_at(&self, now: u64) -> u64 {
        if let Some(told) = self.told.load(Relaxed).checked_sub(1) {
            return told;
        }
        match self.read.load(Relaxed).checked_sub(1) {
            Some(read) if between(read, now).is_some() => read,
            // The caller has another clock: a simulation's most likely, that began with the traffic.
            Some(_) => 0,
            None => match self.told.compare_exchange(0, now.saturating_add(1), Relaxed, Relaxed) {
                Ok(_) => now,
                Err(told) => told.saturating_sub(1),
            },
        }
    }

    /// The period in force.
    pub(super) fn period(&self, now: u64) -> Period {
        loop {
            let number = self.turn.load(Acquire) / 2;
            if number == 0 {
                return Period { number, began: self.begin_at(now), successes: 0, estimate: 0 };
            }
            let [began, successes, estimate] = &self.periods[usize::from(number % 2 == 1)];
            let [began, successes, estimate] = [began, successes, estimate].map(|value| value.load(Acquire));
            // Overwritten by the period after the next one, and not before.
            if self.turn.load(Relaxed) <= 2 * number + 2 {
                return Period { number, began, successes, estimate };
            }
        }
    }

    /// The successes of a window, in millionths. Begins a new period if this one is long enough.
    pub(super) fn measure(&self, period: &Period, successes: u64, now: u64, window: Duration) -> u64 {
        let Some(elapsed) = between(period.began, now) else {
            // Nobody knows how long ago the period began: what was counted in it says nothing.
            self.begin_next(period, now, successes, period.estimate);
            return period.estimate;
        };
        let window = nanos::saturating(window);
        let (weight, enough) = match period.number {
            // A window that is longer than all that was measured holds every success.
            0 => (u128::from(elapsed.max(window)), window.max(MEASURE)),
            // The mean of the old estimate, weighted by the window, and of the period, weighted by its length.
            _ => (u128::from(window) + u128::from(elapsed), MEASURE),
        };
        let counted = u128::from(successes.wrapping_sub(period.successes)) * u128::from(TOKEN);
        let sum = u128::from(period.estimate) + counted;
        let estimate = sum.saturating_mul(window.into()) / weight.max(1);
        let estimate = u64::try_from(estimate).unwrap_or(UNBOUNDED);
        if elapsed >= enough {
            self.begin_next(period, now, successes, estimate);
        }
        estimate
    }

    /// Puts the next period in force, unless another thread does.
    fn begin_next(&self, period: &Period, now: u64, successes: u64, estimate: u64) {
        let (turn, next) = (2 * period.number, period.number + 1);
        if self.turn.compare_exchange(turn, turn + 1, Relaxed, Relaxed).is_ok() {
            let slot = &self.periods[usize::from(next % 2 == 1)];
            for (value, new) in slot.iter().zip([now, successes, estimate]) {
                value.store(new, Release);
            }
            self.turn.store(turn + 2, Release);
        }
    }
}

/// The time between two readings, if they are of one clock.
fn between(began: u64, now: u64) -> Option<u64> {
    let (early, elapsed) = (began.saturating_sub(now), now.saturating_sub(began));
    (early < ANOTHER_CLOCK && elapsed < YEAR).then_some(elapsed)
}
