//! What can follow a failed attempt, in words.

use core::fmt;
use core::time::Duration;

/// What to do after a failed attempt.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Attempts, Decision, Policy, StopReason, Verdict};
///
/// let policy = Policy::fixed(Duration::from_secs(1)).max_attempts(2);
/// let mut attempts = Attempts::start(&policy, Duration::ZERO);
/// let rng = &mut retry_runtime::rng();
/// let decision = attempts.failed(Verdict::Transient, Duration::ZERO, rng);
/// assert_eq!(decision, Decision::Retry { after: Duration::from_secs(1) });
/// let decision = attempts.failed(Verdict::Transient, Duration::from_secs(1), rng);
/// assert_eq!(decision, Decision::Stop(StopReason::MaxAttempts));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a decision that nobody follows retries nothing"]
#[expect(clippy::exhaustive_enums, reason = "there is nothing else one could do")]
pub enum Decision {
    /// Wait that long, then try again.
    Retry {
        /// The delay.
        after: Duration,
    },
    /// Return what the last attempt returned.
    Stop(StopReason),
}

/// Why a call gave up.
///
/// # Examples
///
/// ```
/// use retry_runtime::StopReason;
/// assert_eq!(StopReason::MaxAttempts.to_string(), "no attempts left");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StopReason {
    /// The failure was permanent.
    Permanent,
    /// The last attempt that the policy allows has failed.
    MaxAttempts,
    /// The next retry would have started after `max_elapsed`.
    MaxElapsed,
    /// The shared budget had no token left.
    Budget,
    /// The server asked to wait longer than `max_retry_after`.
    RetryAfter,
    /// The failure is an inner retry's, which gave up already.
    Nested,
    /// The circuit breaker refused the retry.
    Breaker,
    /// The deadline came, or the next retry would not have started before it.
    Deadline,
    /// `cancel` ended the wait, or kept it from beginning.
    Cancelled,
}

impl StopReason {
    pub(crate) const ALL: [Self; 9] = [
        Self::Permanent,
        Self::MaxAttempts,
        Self::MaxElapsed,
        Self::Budget,
        Self::RetryAfter,
        Self::Nested,
        Self::Breaker,
        Self::Deadline,
        Self::Cancelled,
    ];
}

impl fmt::Display for StopReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Permanent => "permanent failure",
            Self::MaxAttempts => "no attempts left",
            Self::MaxElapsed => "no time left",
            Self::Budget => "no budget left",
            Self::RetryAfter => "the server asks to wait too long",
            Self::Nested => "an inner retry gave up",
            Self::Breaker => "the breaker is open",
            Self::Deadline => "the deadline has come",
            Self::Cancelled => "cancelled",
        })
    }
}
