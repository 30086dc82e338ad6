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
#[inline]
pub(crate) const fn saturating(duration: Duration) -> u64 {
    duration.as_secs().saturating_mul(1_000_000_000).saturating_add(duration.subsec_nanos() as u64)
}

/// A time of at most 584 years, in eight bytes that need no alignment of eight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nanos([u32; 2]);

impl Nanos {
    pub(crate) const ZERO: Self = Self([0, 0]);

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
    pub(crate) const fn saturating(duration: Duration) -> Self {
        let nanos = saturating(duration);
        Self([nanos as u32, (nanos >> 32) as u32])
    }

    #[inline]
    pub(crate) fn to_duration(self) -> Duration {
        Duration::from_nanos(u64::from(self.0[0]) | u64::from(self.0[1]) << 32)
    }
}
