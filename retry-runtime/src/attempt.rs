//! What an attempt knows of its call.

use core::fmt;
use core::time::Duration;

use retry_runtime_policy::Policy;

use crate::call_state::{CallState, TotalWait};
use crate::decision::StopReason;
use crate::world::Clock;

/// Which attempt is running: what `attempt = IDENT` binds in the body, in predicates and in hooks, and what
/// [`Retry::call_attempt`](crate::Retry::call_attempt) tells its operation.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use retry_runtime::retry;
///
/// #[retry(immediate, max_attempts = 3, on = any, attempt = attempt)]
/// fn third_time() -> Result<u32, &'static str> {
///     assert_eq!(attempt.is_first(), attempt.number() == 1);
///     assert_eq!(attempt.previous_delay(), (!attempt.is_first()).then_some(Duration::ZERO));
///     assert!(attempt.elapsed() < Duration::from_secs(60));
///     assert_eq!(attempt.waited(), Duration::ZERO);
///     if attempt.is_last() { Ok(attempt.number()) } else { Err("not yet") }
/// }
/// assert_eq!(third_time(), Ok(3));
/// ```
#[derive(Clone, Copy)]
pub struct Attempt {
    state: CallState,
    waited: TotalWait,
    clock: Clock,
    last: bool,
}

impl Attempt {
    #[inline]
    pub(crate) const fn of(state: CallState, waited: TotalWait, policy: &Policy, clock: Clock) -> Self {
        Self { state, waited, clock, last: policy.is_last(state.number()) }
    }

    /// The number of this attempt; the first is 1.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.state.number()
    }

    /// Whether this is the first attempt.
    #[must_use]
    pub const fn is_first(&self) -> bool {
        self.state.is_first()
    }

    /// Whether `max_attempts` allows no attempt after this one.
    #[must_use]
    pub const fn is_last(&self) -> bool {
        self.last
    }

    /// The time since the call began. Reads the clock.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.state.elapsed(self.clock.now())
    }

    /// The time spent in all waits before this attempt.
    #[must_use]
    pub fn waited(&self) -> Duration {
        self.waited.in_all()
    }

    /// The wait before this attempt; `None` for the first one.
    #[must_use]
    pub fn previous_delay(&self) -> Option<Duration> {
        self.state.previous_delay()
    }

    /// Why no attempt followed this one; `None` where one did, and after a success.
    pub(crate) fn reason(&self) -> Option<StopReason> {
        self.state.reason()
    }
}

/// As the getters say. Reads the clock.
impl fmt::Debug for Attempt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Attempt")
            .field("number", &self.number())
            .field("is_last", &self.is_last())
            .field("elapsed", &self.elapsed())
            .field("waited", &self.waited())
            .field("previous_delay", &self.previous_delay())
            .finish()
    }
}
