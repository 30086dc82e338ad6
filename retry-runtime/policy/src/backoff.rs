//! How delays grow: from the number of a retry to its base delay, before cap and jitter.

use core::time::Duration;

use crate::check::PolicyError;
use crate::nanos;
use crate::shape::Shape;

/// How the delay grows from retry to retry.
///
/// Retry `n` (the first is 1) follows attempt `n`. The value is pure: no clock, no random numbers, and no input makes it
/// panic; what does not fit into a [`Duration`] is [`Duration::MAX`].
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::Backoff;
///
/// let backoff = Backoff::exponential(Duration::from_millis(100)).factor(3.0);
/// assert_eq!(backoff.delay(1), Duration::from_millis(100));
/// assert_eq!(backoff.delay(3), Duration::from_millis(900));
/// assert_eq!(backoff.delay(u32::MAX), Duration::MAX);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Backoff {
    pub(crate) shape: Shape,
    pub(crate) mark: Mark,
}

/// What is known of a backoff beside its delays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mark {
    Nothing,
    /// What was asked for and cannot be kept; [`Policy::check`](crate::Policy::check) reports it.
    Mistake(PolicyError),
    /// `max_delay` cuts the list, and [`Policy::clamped`](crate::Policy::clamped) knows that: a list cannot be changed.
    Cut,
}

impl Backoff {
    const fn of(shape: Shape) -> Self {
        Self { shape, mark: Mark::Nothing }
    }

    /// `initial · factorⁿ⁻¹`, with a factor of 2 unless [`factor`](Self::factor) sets another.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Backoff;
    /// let waits = [1, 2, 3, 4].map(|n| Backoff::exponential(Duration::from_secs(1)).delay(n).as_secs());
    /// assert_eq!(waits, [1, 2, 4, 8]);
    /// ```
    #[must_use]
    pub const fn exponential(initial: Duration) -> Self {
        Self::of(Shape::Exponential { initial, factor: 2.0 })
    }

    /// Always the same delay.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Backoff;
    /// assert_eq!(Backoff::fixed(Duration::from_secs(2)).delay(9), Duration::from_secs(2));
    /// ```
    #[must_use]
    pub const fn fixed(delay: Duration) -> Self {
        Self::of(Shape::Fixed { delay })
    }

    /// `initial + (n−1) · increment`.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Backoff;
    /// let backoff = Backoff::linear(Duration::from_millis(500), Duration::from_millis(100));
    /// assert_eq!(backoff.delay(3), Duration::from_millis(700));
    /// ```
    #[must_use]
    pub const fn linear(initial: Duration, increment: Duration) -> Self {
        Self::of(Shape::Linear { initial, increment })
    }

    /// `initial` times 1, 1, 2, 3, 5, 8 …
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Backoff;
    /// let waits = [1, 2, 3, 4, 5].map(|n| Backoff::fibonacci(Duration::from_secs(1)).delay(n).as_secs());
    /// assert_eq!(waits, [1, 1, 2, 3, 5]);
    /// ```
    #[must_use]
    pub const fn fibonacci(initial: Duration) -> Self {
        Self::of(Shape::Fibonacci { initial })
    }

    /// The delays of a list; the last one repeats. A delay of zero is a retry at once. An empty list never waits.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Backoff;
    /// const STEPS: &[Duration] = &[Duration::ZERO, Duration::from_millis(100), Duration::from_secs(1)];
    /// assert_eq!(Backoff::delays(STEPS).delay(1), Duration::ZERO); // the first retry at once
    /// assert_eq!(Backoff::delays(STEPS).delay(7), Duration::from_secs(1));
    /// ```
    #[must_use]
    pub const fn delays(delays: &'static [Duration]) -> Self {
        Self::of(Shape::Delays { delays })
    }

    /// No wait at all.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Backoff;
    /// assert_eq!(Backoff::immediate().delay(1), Duration::ZERO);
    /// ```
    #[must_use]
    pub const fn immediate() -> Self {
        Self::of(Shape::Immediate)
    }

    /// Sets the factor of an exponential backoff (default 2).
    ///
    /// On any other backoff it has no effect, and [`Policy::check`](crate::Policy::check) says so. A factor below 1, or
    /// one that is no number, counts as 1, and is reported likewise.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Backoff;
    /// assert_eq!(Backoff::exponential(Duration::from_secs(1)).factor(1.5).delay(2), Duration::from_millis(1500));
    /// ```
    #[must_use]
    pub const fn factor(mut self, factor: f64) -> Self {
        match self.shape {
            Shape::Exponential { initial, .. } => self.shape = Shape::Exponential { initial, factor },
            _ => self.mark = Mark::Mistake(PolicyError::StrayFactor),
        }
        self
    }

    /// What the backoff was made of, to be shown, stored, or turned into another system's.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Backoff, Shape};
    /// let initial = Duration::from_secs(1);
    /// assert_eq!(Backoff::fibonacci(initial).shape(), Shape::Fibonacci { initial });
    /// ```
    #[must_use]
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// The base delay before retry `retry` (the first is 1; 0 counts as 1).
    ///
    /// Exact to the nanosecond while the exact value is representable, rounded to the nearest one otherwise.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::Backoff;
    /// assert_eq!(Backoff::exponential(Duration::from_secs(1)).delay(11), Duration::from_secs(1024));
    /// ```
    #[must_use]
    #[inline]
    pub fn delay(&self, retry: u32) -> Duration {
        let steps = retry.saturating_sub(1);
        match self.shape {
            Shape::Exponential { initial, factor } => exponential(initial, factor, steps),
            Shape::Fixed { delay } => delay,
            Shape::Linear { initial, increment } => initial.saturating_add(increment.saturating_mul(steps)),
            Shape::Fibonacci { initial } => fibonacci(initial, steps),
            Shape::Delays { delays } => {
                let last = delays.len().saturating_sub(1);
                let index = usize::try_from(steps).map_or(last, |index| index.min(last));
                delays.get(index).copied().unwrap_or(Duration::ZERO)
            }
            Shape::Immediate => Duration::ZERO,
        }
    }

    /// The delay before the first retry: `delay(1)`, in a `const`.
    pub(crate) const fn first(&self) -> Duration {
        match self.shape {
            Shape::Delays { delays: [first, ..] } => *first,
            _ => self.longest_stated(),
        }
    }

    /// The first base delay that is not zero; zero where there is none. It is where decorrelated jitter starts: three times
    /// nothing would be nothing for ever.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn first_wait(&self) -> Duration {
        match self.shape {
            Shape::Delays { delays } => delays.iter().copied().find(|delay| !delay.is_zero()).unwrap_or(Duration::ZERO),
            _ => self.delay(1),
        }
    }

    /// The longest delay that was written down, as opposed to computed: it may lie above the default cap.
    pub(crate) const fn longest_stated(&self) -> Duration {
        match self.shape {
            Shape::Exponential { initial, .. } | Shape::Linear { initial, .. } | Shape::Fibonacci { initial } => {
                initial
            }
            Shape::Fixed { delay } => delay,
            Shape::Delays { delays } => longest(delays),
            Shape::Immediate => Duration::ZERO,
        }
    }

    /// Whether every retry after `retry` has the same delay as `retry`, once nothing above `cap` counts.
    pub(crate) fn is_settled(&self, retry: u32, cap: Duration) -> bool {
        match self.shape {
            Shape::Fixed { .. } | Shape::Immediate => true,
            Shape::Delays { delays } => retry as usize >= delays.len(),
            // These never shrink, so beyond the cap they stay there; and some never grow.
            Shape::Exponential { initial, factor } => {
                initial.is_zero() || factor.is_nan() || factor <= 1.0 || self.delay(retry) >= cap
            }
            Shape::Linear { increment, .. } => increment.is_zero() || self.delay(retry) >= cap,
            Shape::Fibonacci { initial } => initial.is_zero() || self.delay(retry) >= cap,
        }
    }
}

const fn longest(delays: &[Duration]) -> Duration {
    let mut longest = Duration::ZERO;
    let mut index = 0;
    while index < delays.len() {
        if nanos::is_longer(delays[index], longest) {
            longest = delays[index];
        }
        index += 1;
    }
    longest
}

#[inline]
fn exponential(initial: Duration, factor: f64, steps: u32) -> Duration {
    let start = nanos::saturating(initial);
    #[expect(clippy::float_cmp, reason = "the common factor, exactly, takes the short way")]
    if factor == 2.0 && steps < start.leading_zeros() {
        return Duration::from_nanos(start << steps);
    }
    by_power(initial, factor, steps)
}

/// Apart, so that the common factor pays nothing for it.
#[cold]
#[inline(never)]
fn by_power(initial: Duration, factor: f64, steps: u32) -> Duration {
    // Also refuses what is no number.
    if factor.partial_cmp(&1.0) != Some(core::cmp::Ordering::Greater) || steps == 0 {
        return initial;
    }
    let start = initial.as_nanos();
    nanos::to_duration(exact_power(start, factor, steps).unwrap_or_else(|| {
        #[expect(clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_possible_truncation)]
        // Beyond 128 bits of exact arithmetic; the cast saturates.
        let rounded = (start as f64 * factor.powf(f64::from(steps))).round() as u128;
        if start == 0 { 0 } else { rounded }
    }))
}

/// `start · factorᵖ` in integers, rounded to the nearest: every finite factor is an odd integer times a power of two.
/// `None` where 128 bits do not hold it.
fn exact_power(start: u128, factor: f64, steps: u32) -> Option<u128> {
    if !factor.is_finite() {
        return None;
    }
    let bits = factor.to_bits();
    let mantissa = (bits & ((1 << 52) - 1)) | (1 << 52);
    let zeros = mantissa.trailing_zeros();
    let odd = u128::from(mantissa >> zeros);
    // The factor is at least 1, so it is a normal number with a non-negative exponent.
    let exponent = i64::try_from(bits >> 52).ok()? - 1023 - 52 + i64::from(zeros);
    let product = odd.checked_pow(steps)?.checked_mul(start)?;
    let shift = exponent.checked_mul(i64::from(steps))?;
    let distance = u32::try_from(shift.unsigned_abs()).ok()?;
    if shift >= 0 {
        (distance <= product.leading_zeros() || product == 0).then(|| product.checked_shl(distance).unwrap_or(0))
    } else {
        let half = 1_u128.checked_shl(distance - 1)?;
        Some(product.checked_add(half)?.checked_shr(distance)?)
    }
}

#[inline(never)]
fn fibonacci(initial: Duration, steps: u32) -> Duration {
    let (mut current, mut next) = (1_u128, 1_u128);
    // The 150th number times one nanosecond is longer than any duration.
    for _ in 0..steps.min(150) {
        (current, next) = (next, current + next);
    }
    nanos::to_duration(initial.as_nanos().saturating_mul(current))
}
