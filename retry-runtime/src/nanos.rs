//! Times as integers, where their size counts.

use core::time::Duration;

pub(crate) use retry_runtime_policy::nanos::saturating;

/// A time of at most 584 years, in eight bytes that need no alignment of eight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nanos([u32; 2]);

impl Nanos {
    pub(crate) const ZERO: Self = Self([0, 0]);
    /// What stands for all times that are too long.
    pub(crate) const LONGEST: Duration = Duration::from_nanos(u64::MAX);

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
