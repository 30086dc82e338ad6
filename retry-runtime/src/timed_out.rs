//! The failure of an attempt that took too long.

use core::error::Error;
use core::fmt;
use core::time::Duration;
use std::io;

use crate::call_state::CallState;
use crate::classify::{Classify, Verdict};

/// The failure of an attempt that `attempt_timeout` or `deadline` cut short.
///
/// An annotated function with one of these keys makes its own error of it, so that error is `From<TimedOut>`. `std::io::Error`,
/// `anyhow::Error` and `Box<dyn Error>` are.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Classify, TimedOut, retry};
///
/// #[derive(Debug, Classify)]
/// enum Error {
///     #[classify(forward)]
///     Slow(TimedOut),
///     #[classify(permanent)]
///     NotFound,
/// }
///
/// impl From<TimedOut> for Error {
///     fn from(error: TimedOut) -> Self {
///         Error::Slow(error)
///     }
/// }
///
/// #[retry(fixed = 1s, max_attempts = 3, attempt_timeout = 2s)]
/// async fn fetch(id: u64) -> Result<u64, Error> {
///     if id == 0 {
///         return Err(Error::NotFound);
///     }
///     std::future::pending().await
/// }
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() {
/// let Err(Error::Slow(error)) = fetch(1).await else { panic!() };
/// assert_eq!((error.limit(), error.attempts()), (Duration::from_secs(2), 3));
/// assert_eq!(error.to_string(), "took longer than 2s, in attempt 3");
/// # assert!(matches!(fetch(0).await, Err(Error::NotFound)));
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimedOut {
    limit: Duration,
    attempts: u32,
}

impl TimedOut {
    pub(crate) const fn after(limit: Duration, state: &CallState) -> Self {
        Self { limit, attempts: state.number() }
    }

    /// The limit that was passed: `attempt_timeout`; where `deadline` ended the call, how long the whole call was given.
    #[must_use]
    pub const fn limit(&self) -> Duration {
        self.limit
    }

    /// How many attempts the call had made, the one that took too long included.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl fmt::Display for TimedOut {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "took longer than {:?}, in attempt {}", self.limit, self.attempts)
    }
}

impl Error for TimedOut {}

impl Classify for TimedOut {
    /// Another attempt may be faster.
    fn classify(&self) -> Verdict {
        Verdict::Transient
    }
}

impl From<TimedOut> for io::Error {
    /// Of the kind `TimedOut`.
    fn from(error: TimedOut) -> Self {
        Self::new(io::ErrorKind::TimedOut, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOW: TimedOut = TimedOut { limit: Duration::from_secs(2), attempts: 1 };

    #[test]
    fn transient_wherever_it_lies() {
        let kind = io::Error::from(SLOW).kind();
        let boxed: Box<dyn Error + Send + Sync> = SLOW.into();
        let plain: Box<dyn Error> = SLOW.into();
        let wrapped: Box<dyn Error + Send + Sync> = io::Error::other(SLOW).into();
        assert_eq!(kind, io::ErrorKind::TimedOut);
        assert_eq!(SLOW.classify(), Verdict::Transient);
        assert_eq!(
            [io::Error::from(SLOW).classify(), boxed.classify(), plain.classify(), wrapped.classify()],
            [Verdict::Transient; 4]
        );
    }

    #[cfg(feature = "anyhow")]
    #[test]
    fn transient_in_a_chain() {
        assert_eq!(::anyhow::Error::from(SLOW).context("loading the order").classify(), Verdict::Transient);
    }
}
