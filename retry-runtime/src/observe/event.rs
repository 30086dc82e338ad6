//! What hooks hear.

use core::fmt;
use core::time::Duration;

use crate::call_state::CallState;
use crate::classify::Verdict;
use crate::decision::StopReason;
use crate::world::Clock;

/// A scheduled retry, or the end of a call that had a failure.
///
/// # Examples
///
/// ```
/// use retry_runtime::{Event, retry};
///
/// fn log(event: &Event<'_, &'static str>) {
///     let error = event.error().copied().unwrap_or_default();
///     println!("{}: attempt {} failed ({error})", event.name(), event.attempt());
/// }
///
/// #[retry(immediate, max_attempts = 2, on = any, before_retry = log, on_give_up = log)]
/// fn broken() -> Result<(), &'static str> {
///     Err("broken")
/// }
/// assert!(broken().is_err());
/// ```
pub struct Event<'a, E: ?Sized> {
    pub(crate) name: &'a str,
    pub(crate) attempt: u32,
    pub(crate) max_attempts: Option<u32>,
    pub(crate) delay: Option<Duration>,
    pub(crate) state: CallState,
    pub(crate) clock: Clock,
    pub(crate) verdict: Option<Verdict>,
    pub(crate) error: Option<&'a E>,
}

/// What an event tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A retry is scheduled.
    Retry,
    /// The call gives up.
    GaveUp,
    /// The call has succeeded after a failure.
    Recovered,
}

impl<'a, E: ?Sized> Event<'a, E> {
    #[inline]
    pub(crate) fn kind(&self) -> Kind {
        match (self.delay, self.state.reason()) {
            (Some(_), _) => Kind::Retry,
            (None, Some(_)) => Kind::GaveUp,
            (None, None) => Kind::Recovered,
        }
    }

    /// The name of the annotated function: `module::path::function`, or what `name = "…"` says.
    ///
    /// ```
    /// # use retry_runtime::{Event, StopReason, Verdict, retry};
    /// fn check(event: &Event<'_, &'static str>) {
    ///     assert!(event.name() == "broken");
    /// }
    ///
    /// #[retry(immediate, max_attempts = 2, on = any, name = "broken", on_give_up = check)]
    /// fn broken() -> Result<(), &'static str> {
    ///     Err("broken")
    /// }
    /// broken().unwrap_err();
    /// ```
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The number of the attempt that just ended; the first is 1.
    ///
    /// ```
    /// # use retry_runtime::{Event, StopReason, Verdict, retry};
    /// fn check(event: &Event<'_, &'static str>) {
    ///     assert!(event.attempt() == 2);
    /// }
    ///
    /// #[retry(immediate, max_attempts = 2, on = any, name = "broken", on_give_up = check)]
    /// fn broken() -> Result<(), &'static str> {
    ///     Err("broken")
    /// }
    /// broken().unwrap_err();
    /// ```
    #[must_use]
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How many attempts the policy allows; `None` without end.
    ///
    /// ```
    /// # use retry_runtime::{Event, StopReason, Verdict, retry};
    /// fn check(event: &Event<'_, &'static str>) {
    ///     assert!(event.max_attempts() == Some(2));
    /// }
    ///
    /// #[retry(immediate, max_attempts = 2, on = any, name = "broken", on_give_up = check)]
    /// fn broken() -> Result<(), &'static str> {
    ///     Err("broken")
    /// }
    /// broken().unwrap_err();
    /// ```
    #[must_use]
    pub const fn max_attempts(&self) -> Option<u32> {
        self.max_attempts
    }

    /// The wait that is about to begin; `None` at the end of a call.
    ///
    /// ```
    /// # use retry_runtime::{Event, StopReason, Verdict, retry};
    /// fn check(event: &Event<'_, &'static str>) {
    ///     assert!(event.delay().is_none());
    /// }
    ///
    /// #[retry(immediate, max_attempts = 2, on = any, name = "broken", on_give_up = check)]
    /// fn broken() -> Result<(), &'static str> {
    ///     Err("broken")
    /// }
    /// broken().unwrap_err();
    /// ```
    #[must_use]
    pub const fn delay(&self) -> Option<Duration> {
        self.delay
    }

    /// The time since the call began. Reads the clock.
    ///
    /// ```
    /// # use retry_runtime::{Event, StopReason, Verdict, retry};
    /// fn check(event: &Event<'_, &'static str>) {
    ///     assert!(event.elapsed().as_secs() < 60);
    /// }
    ///
    /// #[retry(immediate, max_attempts = 2, on = any, name = "broken", on_give_up = check)]
    /// fn broken() -> Result<(), &'static str> {
    ///     Err("broken")
    /// }
    /// broken().unwrap_err();
    /// ```
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.state.elapsed(self.clock.now())
    }

    /// What the failure was taken for; `None` when the call recovered.
    ///
    /// ```
    /// # use retry_runtime::{Event, StopReason, Verdict, retry};
    /// fn check(event: &Event<'_, &'static str>) {
    ///     assert!(event.verdict() == Some(Verdict::Transient));
    /// }
    ///
    /// #[retry(immediate, max_attempts = 2, on = any, name = "broken", on_give_up = check)]
    /// fn broken() -> Result<(), &'static str> {
    ///     Err("broken")
    /// }
    /// broken().unwrap_err();
    /// ```
    #[must_use]
    pub const fn verdict(&self) -> Option<Verdict> {
        self.verdict
    }

    /// Why the call gave up; `None` while it goes on, and when it recovered.
    ///
    /// ```
    /// # use retry_runtime::{Event, StopReason, Verdict, retry};
    /// fn check(event: &Event<'_, &'static str>) {
    ///     assert!(event.reason() == Some(StopReason::MaxAttempts));
    /// }
    ///
    /// #[retry(immediate, max_attempts = 2, on = any, name = "broken", on_give_up = check)]
    /// fn broken() -> Result<(), &'static str> {
    ///     Err("broken")
    /// }
    /// broken().unwrap_err();
    /// ```
    #[must_use]
    pub fn reason(&self) -> Option<StopReason> {
        self.state.reason()
    }

    /// The failure; `None` when the call recovered, and where `on_result` refused a value that is no failure.
    ///
    /// ```
    /// # use retry_runtime::{Event, StopReason, Verdict, retry};
    /// fn check(event: &Event<'_, &'static str>) {
    ///     assert!(event.error() == Some(&"broken"));
    /// }
    ///
    /// #[retry(immediate, max_attempts = 2, on = any, name = "broken", on_give_up = check)]
    /// fn broken() -> Result<(), &'static str> {
    ///     Err("broken")
    /// }
    /// broken().unwrap_err();
    /// ```
    #[must_use]
    pub const fn error(&self) -> Option<&'a E> {
        self.error
    }
}

/// As the getters say. Reads the clock.
impl<E: fmt::Debug + ?Sized> fmt::Debug for Event<'_, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Event")
            .field("name", &self.name())
            .field("attempt", &self.attempt())
            .field("max_attempts", &self.max_attempts())
            .field("delay", &self.delay())
            .field("elapsed", &self.elapsed())
            .field("verdict", &self.verdict())
            .field("reason", &self.reason())
            .field("error", &self.error())
            .finish()
    }
}
