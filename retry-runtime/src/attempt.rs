//! What an attempt knows of its call.

use core::fmt;
use core::time::Duration;

use retry_runtime_policy::Policy;

use crate::call_state::CallState;
use crate::world::Clock;

/// Which attempt is running: what `attempt = IDENT` binds in the body.
///
/// # Examples
///
/// ```
/// use retry_runtime::retry;
///
/// #[retry(immediate, max_attempts = 3, on = any, attempt = attempt)]
/// fn third_time() -> Result<u32, &'static str> {
///     if attempt.is_last() { Ok(attempt.number()) } else { Err("not yet") }
/// }
/// assert_eq!(third_time(), Ok(3));
/// ```
#[derive(Clone, Copy)]
pub struct Attempt {
    state: CallState,
    clock: Clock,
    last: bool,
}

impl Attempt {
    pub(crate) const fn of(state: CallState, policy: &Policy, clock: Clock) -> Self {
        Self { state, clock, last: policy.is_last(state.number()) }
    }

    /// The number of this attempt; the first is 1.
    ///
    /// ```
    /// # use retry_runtime::retry;
    /// #[retry(immediate, max_attempts = 2, attempt = attempt)]
    /// fn second_time() -> Option<bool> {
    ///     if attempt.is_first() { None } else { Some(attempt.number() == 2) }
    /// }
    /// assert_eq!(second_time(), Some(true));
    /// ```
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.state.number()
    }

    /// Whether this is the first attempt.
    ///
    /// ```
    /// # use retry_runtime::retry;
    /// #[retry(immediate, max_attempts = 2, attempt = attempt)]
    /// fn second_time() -> Option<bool> {
    ///     if attempt.is_first() { None } else { Some(!attempt.is_first()) }
    /// }
    /// assert_eq!(second_time(), Some(true));
    /// ```
    #[must_use]
    pub const fn is_first(&self) -> bool {
        self.state.is_first()
    }

    /// Whether `max_attempts` allows no attempt after this one.
    ///
    /// ```
    /// # use retry_runtime::retry;
    /// #[retry(immediate, max_attempts = 2, attempt = attempt)]
    /// fn second_time() -> Option<bool> {
    ///     if attempt.is_first() { None } else { Some(attempt.is_last()) }
    /// }
    /// assert_eq!(second_time(), Some(true));
    /// ```
    #[must_use]
    pub const fn is_last(&self) -> bool {
        self.last
    }

    /// The time since the call began. Reads the clock.
    ///
    /// ```
    /// # use retry_runtime::retry;
    /// #[retry(immediate, max_attempts = 2, attempt = attempt)]
    /// fn second_time() -> Option<bool> {
    ///     if attempt.is_first() { None } else { Some(attempt.elapsed().as_secs() < 60) }
    /// }
    /// assert_eq!(second_time(), Some(true));
    /// ```
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.state.elapsed(self.clock.now())
    }

    /// The wait before this attempt; `None` for the first one.
    ///
    /// ```
    /// # use retry_runtime::retry;
    /// #[retry(immediate, max_attempts = 2, attempt = attempt)]
    /// fn second_time() -> Option<bool> {
    ///     if attempt.is_first() { None } else { Some(attempt.previous_delay().is_some()) }
    /// }
    /// assert_eq!(second_time(), Some(true));
    /// ```
    #[must_use]
    pub fn previous_delay(&self) -> Option<Duration> {
        self.state.previous_delay()
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
            .field("previous_delay", &self.previous_delay())
            .finish()
    }
}
