//! What a call returned, and how it came to that.

use core::time::Duration;

use crate::attempt::Attempt;
use crate::decision::StopReason;

/// The last outcome of a call, and what can be said of the call: what [`Retry::call_report`](crate::Retry::call_report) returns.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::{Policy, Report, Retry, StopReason};
///
/// let retry = Retry::new(Policy::immediate().max_attempts(3)).on(|_: &&str| true);
/// let report: Report<Result<u32, &str>> = retry.call_report(|| Err("busy"));
/// assert_eq!(report.result, Err("busy"));
/// assert_eq!((report.attempts, report.waited), (3, Duration::ZERO));
/// assert_eq!(report.reason, Some(StopReason::MaxAttempts));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "the result is in it"]
#[non_exhaustive]
pub struct Report<T> {
    /// The last outcome, as it was.
    pub result: T,
    /// How many attempts were made, the first one included.
    pub attempts: u32,
    /// The time from the beginning of the call to its end. An async call begins when its future is first polled.
    pub elapsed: Duration,
    /// The time spent in waits.
    pub waited: Duration,
    /// Why the call gave up; `None` after a success.
    pub reason: Option<StopReason>,
}

impl<T> Report<T> {
    pub(super) fn of(result: T, last: Attempt) -> Self {
        let (attempts, elapsed, waited) = (last.number(), last.elapsed(), last.waited());
        Self { result, attempts, elapsed, waited, reason: last.reason() }
    }
}
