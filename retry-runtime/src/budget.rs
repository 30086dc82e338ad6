//! What all calls to one dependency together may spend on retries.

use core::cell::Cell;
use core::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use core::time::Duration;

/// Tokens are counted in millionths.
const TOKEN: u64 = 1_000_000;
/// Half the range, so that a token given back never wraps.
const UNBOUNDED: u64 = u64::MAX / 2;
/// The shortest time over which successes per second are measured, in nanoseconds.
const MEASURE: u64 = 1_000_000_000;
const SHARDS: usize = 16;

static NEXT_SHARD: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static SHARD: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// A counter alone on its cache lines.
#[derive(Debug)]
#[repr(align(128))]
struct Shard(AtomicU64);

/// A token bucket shared by the calls to one dependency: a success earns a share of a token, a retry costs one.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Budget;
/// static SEARCH: Budget = Budget::new().ratio(0.2).window(Duration::from_secs(8)).min_tokens(3);
/// assert_eq!(SEARCH.balance(Duration::ZERO), 3.0);
/// ```
#[derive(Debug)]
pub struct Budget {
    successes: [Shard; SHARDS],
    tokens: AtomicU64,
    /// Successes drained since `measured`.
    counted: AtomicU64,
    /// When the traffic was last measured, in nanoseconds.
    measured: AtomicU64,
    /// Successes per window, in millionths.
    traffic: AtomicU64,
    ratio: u64,
    min: u64,
    window: Duration,
}

impl Budget {
    /// Earns a tenth of a token per success, holds four seconds of traffic, at least the ten tokens it starts with.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// static DB: Budget = Budget::new();
    /// assert_eq!(DB.balance(retry_runtime::now()), 10.0);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            successes: [const { Shard(AtomicU64::new(0)) }; SHARDS],
            tokens: AtomicU64::new(10 * TOKEN),
            counted: AtomicU64::new(0),
            measured: AtomicU64::new(0),
            traffic: AtomicU64::new(0),
            ratio: TOKEN / 10,
            min: 10 * TOKEN,
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
        self.tokens = AtomicU64::new(self.min);
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
        let shard = SHARD.try_with(Cell::get).unwrap_or(0);
        let shard = if shard == usize::MAX { claim_shard() } else { shard };
        self.successes[shard % SHARDS].0.fetch_add(1, Relaxed);
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
        self.collect(now);
        self.tokens.fetch_update(Relaxed, Relaxed, |tokens| tokens.checked_sub(TOKEN)).ok()?;
        Some(Permit { budget: self })
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
        self.collect(now);
        self.tokens.load(Relaxed) as f64 / TOKEN as f64
    }

    /// Turns the successes since the last look into tokens, as far as the capacity goes.
    fn collect(&self, now: Duration) {
        let mut fresh = 0_u64;
        for Shard(count) in &self.successes {
            if count.load(Relaxed) != 0 {
                fresh = fresh.saturating_add(count.swap(0, Relaxed));
            }
        }
        self.counted.fetch_add(fresh, Relaxed);
        self.measure(crate::nanos::saturating(now));
        let earned = fresh.saturating_mul(self.ratio);
        let capacity = match self.window {
            Duration::MAX => UNBOUNDED,
            _ => self.min.max(self.traffic.load(Relaxed)).min(UNBOUNDED),
        };
        let _ = self.tokens.fetch_update(Relaxed, Relaxed, |tokens| {
            let filled = tokens.saturating_add(earned).min(capacity);
            (filled != tokens).then_some(filled)
        });
    }

    /// Measures the traffic anew if the last time is long enough ago; one thread wins and does so.
    fn measure(&self, now: u64) {
        let last = self.measured.load(Relaxed);
        let elapsed = now.saturating_sub(last);
        if elapsed < MEASURE || self.measured.compare_exchange(last, now, Relaxed, Relaxed).is_err() {
            return;
        }
        let (elapsed, window) = (u128::from(elapsed), u128::from(crate::nanos::saturating(self.window)));
        let count = u128::from(self.counted.swap(0, Relaxed)) * u128::from(TOKEN);
        // The mean of old and new, weighted by `window` and `elapsed`: (old * window + count / elapsed * window * elapsed).
        let old = u128::from(self.traffic.load(Relaxed));
        let traffic = old.saturating_add(count).saturating_mul(window) / (elapsed + window).max(1);
        self.traffic.store(u64::try_from(traffic).unwrap_or(u64::MAX), Relaxed);
    }
}

/// Deals the counters out to threads in turn.
#[cold]
fn claim_shard() -> usize {
    let shard = NEXT_SHARD.fetch_add(1, Relaxed) % SHARDS;
    let _ = SHARD.try_with(|mine| mine.set(shard));
    shard
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
/// assert_eq!(budget.balance(Duration::ZERO), 10.0);
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
    /// assert_eq!(budget.balance(Duration::ZERO), 9.0);
    /// ```
    pub fn spend(self) {
        core::mem::forget(self);
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.budget.tokens.fetch_add(TOKEN, Relaxed);
    }
}
