//! What a call may do: a `Copy` value, built in a `const`, that knows neither clock nor random numbers.

use core::time::Duration;

use crate::backoff::{Backoff, Mark};
use crate::check::PolicyError;
use crate::jitter::Jitter;
use crate::nanos::is_longer;
use crate::shape::Shape;

/// Backoff, jitter and limits of a call.
///
/// Setters never panic and never fail; [`check`](Self::check) finds values that contradict each other, and
/// [`checked`](Self::checked) turns them into a compile error where the policy is a constant. An unchecked policy is
/// harmless: 0 attempts count as 1, and every delay is capped.
///
/// | setting | default |
/// | --- | --- |
/// | jitter | [`Jitter::None`] ([`Policy::default`] has [`Jitter::Additive`]) |
/// | factor | 2 |
/// | `max_attempts` | 4 |
/// | `max_delay` | 60 s, or the longest delay written down where that is longer (with [`Jitter::UpTo`], what that adds included) |
/// | `max_elapsed` | none |
/// | `max_retry_after` | `max_delay` |
/// | `attempt_timeout` | none |
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Jitter, Policy};
///
/// pub const PATIENT: Policy = Policy::exponential(Duration::from_millis(200))
///     .factor(2.0)
///     .max_delay(Duration::from_secs(20))
///     .jitter(Jitter::Full)
///     .max_attempts(6)
///     .max_elapsed(Duration::from_secs(60))
///     .checked();
/// assert_eq!(PATIENT.schedule().count(), 5);
/// ```
///
/// Every setting can be read again, to be shown or turned into another system's policy:
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Backoff, Jitter, Policy};
///
/// let policy = Policy::fixed(Duration::from_secs(2)).max_retries(5);
/// assert_eq!(policy.get_backoff(), Backoff::fixed(Duration::from_secs(2)));
/// assert_eq!(policy.get_jitter(), Jitter::None);
/// assert_eq!(policy.get_max_attempts(), Some(6));
/// assert_eq!(policy.get_max_delay(), Duration::from_secs(60)); // the default
/// assert_eq!(policy.get_max_elapsed(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    pub(crate) backoff: Backoff,
    pub(crate) jitter: Jitter,
    /// `None` is without end.
    pub(crate) max_attempts: Option<u32>,
    pub(crate) max_delay: Option<Duration>,
    pub(crate) max_elapsed: Option<Duration>,
    pub(crate) max_retry_after: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
}

impl Policy {
    /// For calls inside a service mesh, which should fail fast: 2 attempts, 50 ms, factor 2, cap 250 ms, jitter, at most
    /// 1 s in all.
    pub const INTERNAL: Self = Self::exponential(Duration::from_millis(50))
        .jitter(Jitter::Additive)
        .max_delay(Duration::from_millis(250))
        .max_attempts(2)
        .max_elapsed(Duration::from_secs(1));

    /// For calls to third parties, which may take longer to recover: 5 attempts, 500 ms, factor 2, cap 20 s, jitter, at
    /// most 60 s in all.
    pub const EXTERNAL: Self = Self::exponential(Duration::from_millis(500))
        .jitter(Jitter::Additive)
        .max_delay(Duration::from_secs(20))
        .max_attempts(5)
        .max_elapsed(Duration::from_secs(60));

    /// A policy with this backoff, no jitter, and 4 attempts.
    #[must_use]
    pub const fn new(backoff: Backoff) -> Self {
        Self {
            backoff,
            jitter: Jitter::None,
            max_attempts: Some(4),
            max_delay: None,
            max_elapsed: None,
            max_retry_after: None,
            attempt_timeout: None,
        }
    }

    /// [`Backoff::exponential`] with 4 attempts and no jitter.
    #[must_use]
    pub const fn exponential(initial: Duration) -> Self {
        Self::new(Backoff::exponential(initial))
    }

    /// [`Backoff::fixed`] with 4 attempts and no jitter.
    #[must_use]
    pub const fn fixed(delay: Duration) -> Self {
        Self::new(Backoff::fixed(delay))
    }

    /// [`Backoff::linear`] with 4 attempts and no jitter.
    #[must_use]
    pub const fn linear(initial: Duration, increment: Duration) -> Self {
        Self::new(Backoff::linear(initial, increment))
    }

    /// [`Backoff::fibonacci`] with 4 attempts and no jitter.
    #[must_use]
    pub const fn fibonacci(initial: Duration) -> Self {
        Self::new(Backoff::fibonacci(initial))
    }

    /// [`Backoff::delays`] with 4 attempts and no jitter.
    #[must_use]
    pub const fn delays(delays: &'static [Duration]) -> Self {
        Self::new(Backoff::delays(delays))
    }

    /// Delays that are uniform between the two, for each retry anew, with 4 attempts: short for
    /// [`fixed(min)`](Self::fixed) with [`Jitter::UpTo`] the difference. `min` may be zero.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Jitter, Policy};
    /// let (min, max) = (Duration::from_millis(100), Duration::from_secs(1));
    /// assert_eq!(Policy::random(min, max), Policy::fixed(min).jitter(Jitter::UpTo(max - min)));
    /// assert_eq!(Policy::random(min, max).max_wait(), Some(3 * max));
    /// ```
    #[must_use]
    pub const fn random(min: Duration, max: Duration) -> Self {
        Self::new(Backoff::immediate()).between(min, max)
    }

    /// Sets backoff and jitter to what [`random`](Self::random) has.
    #[doc(hidden)]
    #[must_use]
    pub const fn between(mut self, min: Duration, max: Duration) -> Self {
        self.backoff = Backoff::fixed(min);
        self.jitter = Jitter::UpTo(max.saturating_sub(min));
        if is_longer(min, max) {
            self.backoff.mark = Mark::Mistake(PolicyError::MinAboveMax);
        } else if !is_longer(max, min) && !min.is_zero() {
            self.backoff.mark = Mark::Mistake(PolicyError::MinIsMax);
        }
        self
    }

    /// [`Backoff::immediate`] with 4 attempts.
    #[must_use]
    pub const fn immediate() -> Self {
        Self::new(Backoff::immediate())
    }

    /// Sets the factor of an exponential backoff: see [`Backoff::factor`].
    #[must_use]
    pub const fn factor(mut self, factor: f64) -> Self {
        self.backoff = self.backoff.factor(factor);
        self
    }

    /// Sets the backoff, and keeps everything else.
    #[must_use]
    pub const fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// Sets the random spread of the delays.
    #[must_use]
    pub const fn jitter(mut self, jitter: Jitter) -> Self {
        self.jitter = jitter;
        self
    }

    /// Sets how often the operation is attempted, the first time included.
    #[must_use]
    pub const fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = Some(attempts);
        self
    }

    /// Sets how often the operation is retried: one less than [`max_attempts`](Self::max_attempts).
    #[must_use]
    pub const fn max_retries(self, retries: u32) -> Self {
        self.max_attempts(retries.saturating_add(1))
    }

    /// Removes the limit on attempts. Set [`max_elapsed`](Self::max_elapsed), or share a budget, so that a call ends.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Policy;
    /// assert_eq!(Policy::fixed(Duration::from_secs(1)).unlimited().max_wait(), None);
    /// ```
    #[must_use]
    pub const fn unlimited(mut self) -> Self {
        self.max_attempts = None;
        self
    }

    /// Sets the longest delay, jitter included. (A server's hint has its own limit,
    /// [`max_retry_after`](Self::max_retry_after).)
    #[must_use]
    pub const fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = Some(delay);
        // Whether this one cuts a list is a new question.
        if let Mark::Cut = self.backoff.mark {
            self.backoff.mark = Mark::Nothing;
        }
        self
    }

    /// Sets how long after the start of the call its last retry may start. Attempts take part of that time; a delay that
    /// would end later is not begun.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Policy;
    /// let policy = Policy::fixed(Duration::from_secs(2)).max_elapsed(Duration::from_secs(5));
    /// assert_eq!(policy.schedule().count(), 2);
    /// ```
    #[must_use]
    pub const fn max_elapsed(mut self, elapsed: Duration) -> Self {
        self.max_elapsed = Some(elapsed);
        self
    }

    /// Sets how long a server's hint may be; a longer one ends the call. Default: `max_delay`.
    ///
    /// Jitter adds to a hint a random time of up to the hint or the base delay, whichever is longer, and this limit does not
    /// count it.
    #[must_use]
    pub const fn max_retry_after(mut self, hint: Duration) -> Self {
        self.max_retry_after = Some(hint);
        self
    }

    /// Sets how long an attempt may take, in async functions: at the limit its future is dropped, and that counts as a
    /// transient failure.
    ///
    /// It needs a timer, which lies in the future, so the function says that it has one: `#[retry(policy = PATIENT, attempt_timeout)]`. A
    /// function that does not say it does not compile where the policy is a constant, and where that is known only at run time, `tracing` is
    /// told once. The same holds for blocking functions, whose attempts cannot be cut short. `Retry` has no
    /// timer either: put what its closure does into a time-out.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Policy, PolicyError};
    /// let policy = Policy::default().attempt_timeout(Duration::from_secs(2));
    /// assert_eq!(policy.get_attempt_timeout(), Some(Duration::from_secs(2)));
    /// // A retry could never follow an attempt that takes as long as the whole call may.
    /// let error = policy.max_elapsed(Duration::from_secs(2)).check();
    /// assert_eq!(error, Err(PolicyError::AttemptTimeoutNotBelowMaxElapsed));
    /// ```
    #[must_use]
    pub const fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// Whether `attempt` is the last one that the policy allows; 0 attempts count as 1.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn is_last(&self, attempt: u32) -> bool {
        matches!(self.max_attempts, Some(most) if attempt >= most)
    }

    /// Whether deciding needs the time at which the call began.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn is_timed(&self) -> bool {
        self.max_elapsed.is_some()
    }

    /// Whether no delay needs computing: no backoff, nothing to spread, no limit on the time.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn never_waits(&self) -> bool {
        self.is_immediate() && matches!(self.jitter, Jitter::None) && !self.is_timed()
    }

    pub(crate) const fn is_immediate(&self) -> bool {
        matches!(self.backoff.shape, Shape::Immediate)
    }
}

impl Default for Policy {
    /// What a bare `#[retry]` does: exponential from 1 s with factor 2, jitter, 4 attempts, no delay over 60 s.
    fn default() -> Self {
        Self::exponential(Duration::from_secs(1)).jitter(Jitter::Additive)
    }
}
