//! The random spread of a delay: base delay, cap and a random draw make a delay.

use core::time::Duration;

use crate::nanos;

/// How a delay is spread at random, so that clients that failed together do not return together.
///
/// Every shape keeps the delay inside the cap, and keeps its randomness at the cap. A random delay is at most 584 years. With `d` the base delay and `c` the
/// cap, a delay is uniform in the range that each variant names.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Jitter, Spread};
///
/// let second = Duration::from_secs(1);
/// let spread = Spread { base: 40 * second, cap: 60 * second, first: second, previous: 20 * second };
/// assert_eq!(Jitter::Additive.range(spread), (30 * second, 60 * second));
/// assert_eq!(Jitter::Full.range(spread), (Duration::ZERO, 40 * second));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Jitter {
    /// `min(d, c)`, the same for everyone.
    #[default]
    None,
    /// `[min(d, c/2), min(2d, c)]`: `d + random(0, d)` until the cap, then the upper half of the cap.
    Additive,
    /// `[0, min(d, c)]`: spreads a herd best, and may hardly wait. (AWS Architecture Blog, *Exponential Backoff And
    /// Jitter*, 2015.)
    Full,
    /// `[min(d, c)/2, min(d, c)]`. (The same source.)
    Equal,
    /// `[f, min(3 · previous delay, c)]`, with `f` the first base delay, and the previous delay at least `f`; `[c/2, c]` where
    /// `f` leaves no room below the cap. (The same source.) In a list with delays of zero, these are retries at once, and `f` is
    /// the first of the other delays.
    Decorrelated,
    /// `[m(1−p), m(1+p)]` with `m = min(d, c/(1+p))`: give or take that share, in `(0, 1]`. Other values count as the
    /// nearest allowed one, and [`Policy::check`](crate::Policy::check) reports them.
    Share(f64),
    /// `[m, min(m + j, c)]` with `m = min(d, c − min(j, c))`: up to that duration `j` on top. Zero is no jitter, and
    /// [`Policy::check`](crate::Policy::check) reports it.
    UpTo(Duration),
}

/// What the range of a delay depends on.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Jitter, Spread};
///
/// let second = Duration::from_secs(1);
/// let spread = Spread { base: second, cap: 60 * second, first: second, previous: second };
/// assert_eq!(Jitter::Equal.range(spread), (second / 2, second));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the four inputs of the published formulas")]
pub struct Spread {
    /// The base delay of this retry, before the cap.
    pub base: Duration,
    /// No delay is longer.
    pub cap: Duration,
    /// The base delay of the call's first retry; where that is zero, the first one that is not.
    pub first: Duration,
    /// The delay before the last retry; before the first one, and where it is shorter, `first` counts.
    pub previous: Duration,
}

impl Jitter {
    /// The shortest and the longest delay.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Jitter, Spread};
    /// let second = Duration::from_secs(1);
    /// let spread = Spread { base: second, cap: 60 * second, first: second, previous: 4 * second };
    /// assert_eq!(Jitter::Decorrelated.range(spread), (second, 12 * second));
    /// assert_eq!(Jitter::Share(0.2).range(spread), (second * 4 / 5, second * 6 / 5));
    /// ```
    #[must_use]
    pub const fn range(self, spread: Spread) -> (Duration, Duration) {
        if let Self::None = self {
            let delay = nanos::shorter(spread.base, spread.cap);
            return (delay, delay);
        }
        let (low, high) = self.bounds(spread);
        (Duration::from_nanos(low), Duration::from_nanos(high))
    }

    /// One delay of the [`range`](Self::range). `draw` returns 64 random bits; it is called once, or not at all where there is
    /// nothing to choose.
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Jitter, Spread};
    /// let second = Duration::from_secs(1);
    /// let spread = Spread { base: second, cap: 60 * second, first: second, previous: second };
    /// assert_eq!(Jitter::Additive.delay(spread, || 0), second);
    /// assert_eq!(Jitter::Additive.delay(spread, || u64::MAX), 2 * second);
    /// ```
    #[must_use]
    #[inline]
    pub fn delay(self, spread: Spread, draw: impl FnOnce() -> u64) -> Duration {
        if let Self::None = self {
            return spread.base.min(spread.cap);
        }
        let (low, high) = self.bounds(spread);
        Duration::from_nanos(if low == high { low } else { low + part(high - low, draw()) })
    }

    /// In nanoseconds, so at most 584 years.
    #[inline]
    const fn bounds(self, spread: Spread) -> (u64, u64) {
        let (base, cap) = (nanos::saturating(spread.base), nanos::saturating(spread.cap));
        let capped = least(base, cap);
        match self {
            Self::None => (capped, capped),
            Self::Additive => (least(base, cap / 2), least(base.saturating_mul(2), cap)),
            Self::Full => (0, capped),
            Self::Equal => (capped / 2, capped),
            Self::Decorrelated => decorrelated(spread, cap),
            Self::Share(share) => give_or_take(base, cap, share),
            Self::UpTo(most) => on_top(base, cap, nanos::saturating(most)),
        }
    }
}

const fn decorrelated(spread: Spread, cap: u64) -> (u64, u64) {
    let (first, previous) = (nanos::saturating(spread.first), nanos::saturating(spread.previous));
    if spread.base.is_zero() && first > 0 {
        return (0, 0);
    }
    if first >= cap {
        return (cap / 2, cap);
    }
    // A server's hint may have been shorter than the first delay.
    let previous = if previous < first { first } else { previous };
    (first, least(previous.saturating_mul(3), cap))
}

#[expect(clippy::cast_precision_loss)]
const fn give_or_take(base: u64, cap: u64, share: f64) -> (u64, u64) {
    let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
    let middle = (base as f64).min(cap as f64 / (1.0 + share));
    let high = least(rounded(middle * (1.0 + share)), cap);
    (least(rounded(middle * (1.0 - share)), high), high)
}

const fn on_top(base: u64, cap: u64, most: u64) -> (u64, u64) {
    let room = least(most, cap);
    let low = least(base, cap - room);
    (low, low + room)
}

/// `f64::round` for what is not negative, in a `const fn` (the standard one is `const` since 1.90 only). Saturates.
#[expect(clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_possible_truncation)]
const fn rounded(value: f64) -> u64 {
    let whole = value as u64;
    if value - whole as f64 >= 0.5 { whole.saturating_add(1) } else { whole }
}

/// The smaller one; `Ord` cannot be asked in a `const fn`.
#[inline]
const fn least(one: u64, other: u64) -> u64 {
    if one < other { one } else { other }
}

/// A uniform number in `0..=span` from 64 random bits (Lemire's multiplication, without the rejection step: with 64 bits
/// the bias is beyond measuring for every span that a clock can show).
#[inline]
fn part(span: u64, bits: u64) -> u64 {
    let bits = u128::from(bits);
    ((u128::from(span) * bits + bits) >> 64) as u64
}
