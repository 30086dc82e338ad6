//! What all calls to one dependency together may spend on retries.
//!
//! Two numbers, of which neither is ever reset: the successes so far, which only grow, and the debits, what was spent and
//! what overflowed. The tokens are what was earned minus the debits, so that one compare-and-swap of the debits takes a token
//! and keeps the capacity at once, and no token is ever between two places. Both wrap; only their difference counts, which
//! stays true until nine trillion tokens are earned without a look.

use core::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use core::time::Duration;

use super::nanos;
use super::sync::{AtomicU64, SHARDS, STRIDE, deal, mine};

/// Tokens are counted in millionths.
const TOKEN: u64 = 1_000_000;
/// Half the range.
const UNBOUNDED: u64 = u64::MAX / 2;
/// The shortest time over which the traffic is measured, in nanoseconds.
const MEASURE: u64 = 1_000_000_000;
/// A time so much before the last one is another clock's; less is a thread that was late.
const ANOTHER_CLOCK: u64 = 10 * MEASURE;

/// Every [`STRIDE`]-th counts, alone on its cache lines.
#[derive(Debug)]
#[repr(align(128))]
struct Counters([AtomicU64; SHARDS * STRIDE]);

impl Counters {
    #[inline]
    fn mine(&self) -> &AtomicU64 {
        self.0.get(mine()).unwrap_or_else(|| &self.0[deal()])
    }

    fn sum(&self) -> u64 {
        self.0.iter().step_by(STRIDE).fold(0, |sum, counter| sum.wrapping_add(counter.load(Relaxed)))
    }
}

/// A token bucket shared by the calls to one dependency: a success earns a share of a token, a retry costs one.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Budget;
/// static SEARCH: Budget = Budget::new().ratio(0.2).window(Duration::from_secs(8)).min_tokens(10);
/// assert_eq!(SEARCH.balance(Duration::ZERO), 10.0);
/// ```
#[derive(Debug)]
pub struct Budget {
    successes: Counters,
    debits: AtomicU64,
    traffic: Traffic,
    ratio: u64,
    min: u64,
    window: Duration,
}

impl Budget {
    /// Earns a tenth of a token per success, holds four seconds of traffic, at least the three tokens it starts with.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// static DB: Budget = Budget::new();
    /// assert_eq!(DB.balance(retry_runtime::now()), 3.0);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            successes: Counters([const { AtomicU64::new(0) }; SHARDS * STRIDE]),
            debits: AtomicU64::new(0),
            traffic: Traffic::new(),
            ratio: TOKEN / 10,
            min: 3 * TOKEN,
            window: Duration::from_secs(4),
        }
    }

    /// Sets what a success earns, in tokens, to the nearest millionth: at most 10; negative and NaN count as 0.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// let budget = Budget::new().ratio(0.5).min_tokens(0).window(Duration::MAX);
    /// budget.deposit();
    /// assert_eq!(budget.balance(Duration::ZERO), 0.5);
    /// ```
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates, NaN is 0")]
    pub const fn ratio(mut self, ratio: f64) -> Self {
        let ratio = if ratio > 10.0 { 10.0 } else { ratio };
        self.ratio = (ratio * 1e6 + 0.5) as u64;
        self
    }

    /// Sets how much of its own recent traffic the bucket holds; [`Duration::MAX`] has no upper bound.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// static DB: Budget = Budget::new().window(Duration::from_secs(8));
    /// ```
    #[must_use]
    pub const fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// Sets the tokens at the start, which are also the least capacity.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// assert!(Budget::new().min_tokens(0).withdraw(Duration::ZERO).is_none());
    /// ```
    #[must_use]
    pub const fn min_tokens(mut self, tokens: u32) -> Self {
        self.min = tokens as u64 * TOKEN;
        self
    }

    /// A call succeeded: one relaxed addition to this thread's counter.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// Budget::new().deposit();
    /// ```
    #[inline]
    pub fn deposit(&self) {
        self.successes.mine().fetch_add(1, Relaxed);
    }

    /// Takes a token for a retry. `now` counts from any fixed origin.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// let permit = Budget::new().min_tokens(1).withdraw(Duration::ZERO).is_some();
    /// assert!(permit);
    /// ```
    #[must_use]
    pub fn withdraw(&self, now: Duration) -> Option<Permit<'_>> {
        // Lazily: a permit that is made and dropped gives a token back.
        (self.settle(now, TOKEN) >= TOKEN).then(|| Permit { budget: self })
    }

    /// The tokens left.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// assert_eq!(Budget::new().min_tokens(3).balance(Duration::ZERO), 3.0);
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "exact up to nine billion tokens")]
    pub fn balance(&self, now: Duration) -> f64 {
        self.settle(now, 0) as f64 / TOKEN as f64
    }

    /// The tokens, as far as the capacity goes; `price` is taken from them if they suffice. The only place that takes, and
    /// the only one that knows the capacity.
    fn settle(&self, now: Duration, price: u64) -> u64 {
        let period = (self.window != Duration::MAX).then(|| self.traffic.period());
        loop {
            // In this order: whoever changed the debits or the period counted no more successes than are counted here.
            let debits = self.debits.load(Acquire);
            let successes = self.successes.sum();
            let capacity = match &period {
                None => UNBOUNDED,
                Some(period) => {
                    let traffic = self.traffic.measure(period, successes, nanos::saturating(now), self.window);
                    self.min.max(traffic).min(UNBOUNDED)
                }
            };
            let earned = self.min.wrapping_add(successes.wrapping_mul(self.ratio));
            let tokens = earned.wrapping_sub(debits).min(capacity);
            let settled = earned.wrapping_sub(tokens.checked_sub(price).unwrap_or(tokens));
            if settled == debits || self.debits.compare_exchange_weak(debits, settled, AcqRel, Relaxed).is_ok() {
                return tokens;
            }
        }
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

/// A token taken for a retry; dropped, it goes back.
///
/// ```
/// # use std::time::Duration; use retry_runtime::Budget;
/// let budget = Budget::new();
/// drop(budget.withdraw(Duration::ZERO));
/// assert_eq!(budget.balance(Duration::ZERO), 3.0);
/// ```
#[derive(Debug)]
#[must_use]
pub struct Permit<'b> {
    budget: &'b Budget,
}

impl Permit<'_> {
    /// The retry starts: the token is gone.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// let budget = Budget::new();
    /// if let Some(permit) = budget.withdraw(Duration::ZERO) {
    ///     permit.spend();
    /// }
    /// assert_eq!(budget.balance(Duration::ZERO), 2.0);
    /// ```
    pub fn spend(self) {
        core::mem::forget(self);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.budget.debits.fetch_sub(TOKEN, Relaxed);
    }
}

/// The successes of a window, estimated from those since a time not long ago.
///
/// A new period is written beside the one in force, by one thread at a time; nobody waits for it, because both estimate the
/// same at the moment of change.
#[derive(Debug)]
struct Traffic {
    /// Twice the number of the period in force; one more while a thread writes the next.
    turn: AtomicU64,
    /// Even periods in the first, odd ones in the second.
    periods: [[AtomicU64; 2]; 2],
}

#[derive(Debug)]
struct Period {
    number: u64,
    /// When it began, in nanoseconds.
    began: u64,
    /// The estimate at that time minus the successes until then, in millionths, wrapping.
    base: u64,
}

impl Traffic {
    const fn new() -> Self {
        Self { turn: AtomicU64::new(0), periods: [const { [const { AtomicU64::new(0) }; 2] }; 2] }
    }

    /// The period in force.
    fn period(&self) -> Period {
        loop {
            let number = self.turn.load(Acquire) / 2;
            let [began, base] = &self.periods[usize::from(number % 2 == 1)];
            let period = Period { number, began: began.load(Acquire), base: base.load(Acquire) };
            // Overwritten by the period after the next one, and not before.
            if self.turn.load(Relaxed) <= 2 * number + 2 {
                return period;
            }
        }
    }

    /// The successes of a window, in millionths. Begins a new period if this one is long enough.
    fn measure(&self, period: &Period, successes: u64, now: u64, window: Duration) -> u64 {
        let elapsed = now.saturating_sub(period.began);
        let long_enough = elapsed >= MEASURE || period.began.saturating_sub(now) >= ANOTHER_CLOCK;
        let successes = successes.wrapping_mul(TOKEN);
        let window = nanos::saturating(window);
        // Nothing says how long ago the successes before the first look were: until a period was measured, all are recent.
        let (traffic, next) = match period.number {
            0 => (successes, Some(0)),
            1 if !long_enough => (successes, None),
            number => {
                let counted = period.base.wrapping_add(successes);
                let weight = u128::from(if number == 1 { 0 } else { window }) + u128::from(elapsed);
                // The mean of the old estimate, weighted by the window, and of the period, weighted by its length.
                let mean = u128::from(counted) * u128::from(window) / weight.max(1);
                let mean = u64::try_from(mean).unwrap_or(UNBOUNDED);
                (mean, long_enough.then_some(mean))
            }
        };
        if let Some(estimate) = next {
            self.begin(Period { number: period.number + 1, began: now, base: estimate.wrapping_sub(successes) });
        }
        traffic
    }

    /// Puts the next period in force, unless another thread does.
    fn begin(&self, Period { number, began, base }: Period) {
        let turn = 2 * number;
        if self.turn.compare_exchange(turn - 2, turn - 1, Relaxed, Relaxed).is_ok() {
            let slot = &self.periods[usize::from(number % 2 == 1)];
            slot[0].store(began, Release);
            slot[1].store(base, Release);
            self.turn.store(turn, Release);
        }
    }
}
