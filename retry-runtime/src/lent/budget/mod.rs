//! What all calls to one dependency together may spend on retries.
//!
//! Two numbers, of which neither is ever reset: the successes so far, which only grow, and the debits, what was spent and
//! what overflowed. The tokens are what was earned minus the debits, so that one compare-and-swap of the debits takes a token
//! and keeps the capacity at once, and no token is ever between two places. Both wrap; only their difference counts, which
//! stays true until nine trillion tokens are earned without a look.

mod counters;
mod share;
mod traffic;

use core::fmt;
use core::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed};
use core::time::Duration;

use super::nanos;
use super::sync::{AtomicU64, deal, now};
use counters::Counters;
use share::Share;
pub use share::{BudgetShare, IntoBudget};
use traffic::Traffic;

/// Tokens are counted in millionths.
const TOKEN: u64 = 1_000_000;
/// Half the range.
const UNBOUNDED: u64 = u64::MAX / 2;

/// A token bucket shared by the calls to one dependency: a success earns a share of a token, a retry costs one.
///
/// It holds as many tokens as this process had successes in the last four seconds, at least three. So it means the same in
/// one large process and in a thousand small ones, and it is full after 40 s without failures.
///
/// # Why four seconds and three tokens
///
/// Simulated: the tokens of a bucket that holds a tenth of this are spent 0.4 s after an outage began, and help nobody. With
/// eight seconds, three services that call one another send 19 % more requests in an outage. What a process may spend before
/// it has earned it is multiplied by the number of processes: 2,000 of them recover from an outage after 6 s with three
/// tokens each, and after 19 s with ten.
///
/// Where a process has fewer than [`min_tokens`](Self::min_tokens) / [`window`](Self::window) successes a second (of a new
/// budget: 0.75), the traffic does not matter, and the bucket holds `min_tokens`.
///
/// # Time
///
/// The traffic is measured when something has failed, over the time since it was measured last or, the first time, since the
/// budget was first used: by a look ([`balance`](Self::balance), [`withdraw`](Self::withdraw)), by
/// [`Attempts`](crate::Attempts), or by a success, which reads [`now`](crate::now()) for that. Times count from any fixed
/// origin. If they are not those of `now`, as in a simulation, look at the balance once at the start.
///
/// Times of two clocks may be mixed, and the capacity stays bounded. A time that lies ten seconds before the last one, or a
/// year after it, is taken for another clock's: the capacity stays as it was, and the successes in between are not counted,
/// since nobody knows how long they took.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Budget;
/// static SEARCH: Budget = Budget::new().ratio(0.2).window(Duration::from_secs(8)).min_tokens(10);
/// assert_eq!(SEARCH.balance(Duration::ZERO), 10.0);
/// ```
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
            successes: Counters::new(),
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

    /// Sets how much of its own recent traffic the bucket holds: the successes of that time. [`Duration::MAX`] has no upper
    /// bound. It takes window / ratio to fill.
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

    /// Sets the tokens at the start, which are also the least capacity; 0 is allowed. Below `min_tokens` / window successes a
    /// second they are the whole capacity, in every process.
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

    /// A call succeeded: one relaxed addition to this thread's counter. The first use of a budget also reads the clock.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Budget;
    /// Budget::new().deposit();
    /// ```
    #[inline]
    pub fn deposit(&self) {
        self.deposit_by(now);
    }

    /// [`Self::deposit`] of a call that is measured with this clock.
    #[inline]
    pub(crate) fn deposit_by(&self, clock: impl FnOnce() -> Duration) {
        if self.successes.add() {
            self.first_deposit(clock);
        }
    }

    /// Of all, or of a thread.
    #[cold]
    #[inline(never)]
    fn first_deposit(&self, clock: impl FnOnce() -> Duration) {
        deal();
        self.traffic.begin(clock);
    }

    /// A call begins, whose retries may ask for tokens.
    pub(crate) fn begin_at(&self, now: Duration) {
        self.traffic.begin_at(nanos::saturating(now));
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
        self.withdraw_leaving(Share::NOTHING, now)
    }

    fn withdraw_leaving(&self, share: Share, now: Duration) -> Option<Permit<'_>> {
        let taken = self.settle(now, |tokens, capacity| {
            let left = tokens.checked_sub(TOKEN)?;
            share.is_left_in(left, capacity).then_some(left)
        });
        // Lazily: a permit that is made and dropped gives a token back.
        taken.is_some().then(|| Permit { budget: self })
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
        self.settle(now, |tokens, _| Some(tokens)).unwrap_or(0) as f64 / TOKEN as f64
    }

    /// `leave` says what is to be left of so many tokens in a bucket that holds so many, if anything is to be taken. The only
    /// place that takes, and the only one that knows the capacity.
    fn settle(&self, now: Duration, leave: impl Fn(u64, u64) -> Option<u64>) -> Option<u64> {
        let now = nanos::saturating(now);
        let period = (self.window != Duration::MAX).then(|| self.traffic.period(now));
        loop {
            // In this order: whoever changed the debits or the period counted no more successes than are counted here.
            let debits = self.debits.load(Acquire);
            let successes = self.successes.sum();
            let (capacity, bound) = match &period {
                None => (self.min, UNBOUNDED),
                Some(period) => {
                    let traffic = self.traffic.measure(period, successes, now, self.window);
                    let capacity = self.min.max(traffic).min(UNBOUNDED);
                    (capacity, capacity)
                }
            };
            let earned = self.min.wrapping_add(successes.wrapping_mul(self.ratio));
            let tokens = earned.wrapping_sub(debits).min(bound);
            let left = leave(tokens, capacity);
            let settled = earned.wrapping_sub(left.unwrap_or(tokens));
            if settled == debits || self.debits.compare_exchange_weak(debits, settled, AcqRel, Relaxed).is_ok() {
                return left;
            }
        }
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

/// As it was made; in the alternate form, `{:#?}`, also what it has counted. (The tokens depend on the time:
/// [`balance`](Budget::balance).)
#[expect(clippy::cast_precision_loss, reason = "exact up to nine billion tokens")]
impl fmt::Debug for Budget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = formatter.alternate();
        let mut shown = formatter.debug_struct("Budget");
        shown
            .field("ratio", &(self.ratio as f64 / TOKEN as f64))
            .field("window", &self.window)
            .field("min_tokens", &(self.min / TOKEN));
        if counted {
            shown
                .field("successes", &self.successes.sum())
                .field("debits", &self.debits)
                .field("traffic", &self.traffic);
        }
        shown.finish_non_exhaustive()
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
