//! Durations as integers: 128 bits hold every [`Duration`] in nanoseconds, 64 bits all that a clock will show.

use core::time::Duration;

const PER_SECOND: u128 = 1_000_000_000;

/// The duration of that many nanoseconds; [`Duration::MAX`] where there is none so long.
#[inline]
pub(crate) fn to_duration(nanos: u128) -> Duration {
    if let Ok(nanos) = u64::try_from(nanos) {
        return Duration::from_nanos(nanos);
    }
    let subsecond = u32::try_from(nanos % PER_SECOND).unwrap_or(0);
    u64::try_from(nanos / PER_SECOND).map_or(Duration::MAX, |seconds| Duration::new(seconds, subsecond))
}

/// The duration in nanoseconds, at most 584 years.
#[must_use]
#[inline]
pub const fn saturating(duration: Duration) -> u64 {
    duration.as_secs().saturating_mul(1_000_000_000).saturating_add(duration.subsec_nanos() as u64)
}

/// The shorter of the two.
#[inline]
pub(crate) const fn shorter(one: Duration, other: Duration) -> Duration {
    if is_longer(one, other) { other } else { one }
}

/// Whether the first is longer; `Ord` cannot be asked in a `const fn`.
#[inline]
pub(crate) const fn is_longer(one: Duration, other: Duration) -> bool {
    one.as_nanos() > other.as_nanos()
}
