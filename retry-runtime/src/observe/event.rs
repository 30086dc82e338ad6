//! What hooks hear.

use core::fmt;
use core::time::Duration;

use crate::call_state::{CallState, TotalWait};
use crate::classify::Verdict;
use crate::decision::StopReason;
use crate::world::Clock;

/// A scheduled retry, or the end of a call that had a failure.
///
/// # Examples
///
/// ```
/// use retry_runtime::{Event, StopReason, Verdict, retry};
///
/// fn waits(event: &Event<'_, &'static str>) {
///     println!("{}: attempt {} of {:?} failed; next in {:?}", event.name(), event.attempt(), event.max_attempts(), event.delay());
///     assert_eq!((event.verdict(), event.reason()), (Some(Verdict::Transient), None));
/// }
///
/// fn ends(event: &Event<'_, &'static str>) {
///     println!("{} gave up after {:?}: {:?}", event.name(), event.elapsed(), event.error());
///     assert_eq!((event.attempt(), event.reason()), (2, Some(StopReason::MaxAttempts)));
///     assert_eq!((event.delay(), event.error()), (None, Some(&"broken")));
/// }
///
/// #[retry(immediate, max_attempts = 2, on = any, name = "broken", before_retry = waits, on_give_up = ends)]
/// fn broken() -> Result<(), &'static str> {
///     Err("broken")
/// }
/// assert!(broken().is_err());
/// ```
pub struct Event<'a, E: ?Sized> {
    pub(crate) name: &'a str,
    pub(crate) file: &'static str,
    pub(crate) line: u32,
    pub(crate) waited: TotalWait,
    pub(crate) attempt: u32,
    pub(crate) max_attempts: Option<u32>,
    pub(crate) delay: Option<Duration>,
    pub(crate) state: CallState,
    pub(crate) clock: Clock,
    pub(crate) verdict: Option<Verdict>,
    pub(crate) error: Option<&'a E>,
}

/// What an [`Event`] tells.
///
/// # Examples
///
/// ```
/// use retry_runtime::{Event, EventKind, retry};
///
/// fn log(event: &Event<'_, &'static str>) {
///     match event.kind() {
///         EventKind::Retry => println!("{}:{}: again in {:?}", event.file(), event.line(), event.delay()),
///         EventKind::GaveUp => println!("gave up: {:?}", event.reason()),
///         EventKind::Recovered => println!("recovered in attempt {}", event.attempt()),
///         _ => {}
///     }
/// }
///
/// #[retry(immediate, on = any, observe = log)]
/// fn fetch() -> Result<u32, &'static str> {
///     Ok(1)
/// }
/// assert_eq!(fetch(), Ok(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// A retry is scheduled.
    Retry,
    /// The call gives up.
    GaveUp,
    /// The call has succeeded after a failure.
    Recovered,
}

impl<'a, E: ?Sized> Event<'a, E> {
    /// What it tells.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> EventKind {
        match (self.delay, self.state.reason()) {
            (Some(_), _) => EventKind::Retry,
            (None, Some(_)) => EventKind::GaveUp,
            (None, None) => EventKind::Recovered,
        }
    }

    /// The name of the annotated function: `module::path::function`, or what `name = "…"` says.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// The file of the annotated function, or of [`Retry::new`](crate::Retry::new): what tells apart two methods of one name in one
    /// module.
    #[must_use]
    pub const fn file(&self) -> &'static str {
        self.file
    }

    /// The line of the attribute, or of [`Retry::new`](crate::Retry::new); the first is 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// The number of the attempt that just ended; the first is 1.
    #[must_use]
    pub const fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How many attempts the policy allows; `None` without end.
    #[must_use]
    pub const fn max_attempts(&self) -> Option<u32> {
        self.max_attempts
    }

    /// The wait that is about to begin; `None` at the end of a call.
    #[must_use]
    pub const fn delay(&self) -> Option<Duration> {
        self.delay
    }

    /// The time since the call began. Reads the clock.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.state.elapsed(self.clock.now())
    }

    /// The time spent in waits that are over: the one that is about to begin is not among them, nor is one that was cancelled.
    #[must_use]
    pub fn waited(&self) -> Duration {
        self.waited.in_all()
    }

    /// What the failure was taken for; `None` when the call recovered.
    #[must_use]
    pub const fn verdict(&self) -> Option<Verdict> {
        self.verdict
    }

    /// Why the call gave up; `None` while it goes on, and when it recovered.
    #[must_use]
    pub fn reason(&self) -> Option<StopReason> {
        self.state.reason()
    }

    /// The failure; `None` when the call recovered, and where `on_result` refused a value that is no failure.
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
            .field("kind", &self.kind())
            .field("name", &self.name())
            .field("file", &self.file())
            .field("line", &self.line())
            .field("attempt", &self.attempt())
            .field("max_attempts", &self.max_attempts())
            .field("delay", &self.delay())
            .field("elapsed", &self.elapsed())
            .field("waited", &self.waited())
            .field("verdict", &self.verdict())
            .field("reason", &self.reason())
            .field("error", &self.error())
            .finish()
    }
}
