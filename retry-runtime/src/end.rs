//! How a call ended that gave up.

use core::time::Duration;

use crate::decision::StopReason;

/// What `fallback` is told of a call that gave up.
///
/// # Examples
///
/// ```
/// use retry_runtime::{End, StopReason, retry};
///
/// fn cached(error: String, end: &End) -> Result<u32, String> {
///     assert_eq!((end.reason(), end.attempts()), (StopReason::MaxAttempts, 3));
///     if error == "down" { Ok(17) } else { Err(format!("{error}, {} times in {:?}", end.attempts(), end.elapsed())) }
/// }
///
/// #[retry(immediate, max_attempts = 3, on = any, fallback = cached)]
/// fn price() -> Result<u32, String> {
///     Err("down".to_owned())
/// }
/// assert_eq!(price(), Ok(17));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    pub(crate) reason: StopReason,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    pub(crate) waited: Duration,
}

impl End {
    /// Why it gave up.
    #[must_use]
    pub const fn reason(&self) -> StopReason {
        self.reason
    }

    /// How many attempts were made, the first one included.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The time from the start of the call to its end: its last failure, or when it was cancelled.
    #[must_use]
    pub const fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The time spent in waits that were over by then.
    #[must_use]
    pub const fn waited(&self) -> Duration {
        self.waited
    }
}
