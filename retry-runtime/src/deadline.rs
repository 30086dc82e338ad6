//! How long a call and its attempts may take.

use core::time::Duration;
use std::time::Instant;

use crate::bounds::TimesOut;
use crate::call_state::CallState;
use crate::known::Known;
use crate::nanos::Nanos;
use crate::timed_out::TimedOut;
use crate::world::{self, Clock};

/// When a call has to end, on the clock of its waits.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Nanos);

impl Deadline {
    /// The time since the clock's origin. One beyond 584 years never comes, as it cannot be kept.
    pub(crate) fn time(self) -> Duration {
        let time = self.0.to_duration();
        if time == Nanos::LONGEST { Duration::MAX } else { time }
    }
}

/// What `deadline = EXPR` may be.
#[diagnostic::on_unimplemented(
    message = "a deadline is a `Duration` or an `Instant`, not `{Self}`",
    label = "this does not say when the call has to end",
    note = "an `Instant` may be the one of `std::time` or of `tokio::time`"
)]
pub trait IntoDeadline {
    /// The time on the call's clock, for a call that began then.
    fn on_the_clock(self, started: Duration) -> Duration;
}

impl IntoDeadline for Duration {
    fn on_the_clock(self, started: Duration) -> Duration {
        started.saturating_add(self)
    }
}

impl IntoDeadline for Instant {
    fn on_the_clock(self, _: Duration) -> Duration {
        world::since_origin(self)
    }
}

#[cfg(feature = "tokio")]
impl IntoDeadline for tokio::time::Instant {
    fn on_the_clock(self, _: Duration) -> Duration {
        world::since_origin(self.into_std())
    }
}

/// The deadline of a call that has just begun.
#[must_use]
#[inline]
pub fn deadline(given: impl IntoDeadline, state: &CallState) -> Deadline {
    Deadline(Nanos::saturating(given.on_the_clock(state.started())))
}

/// A failure that is kept for the end of the call. Not of [`TimesOut`], whose missing error would else be told twice.
pub trait Kept: Sized {
    /// What is kept of it.
    type Failure;

    /// What to keep; nothing of a success.
    fn keep(self) -> Option<Self::Failure>;

    /// The failure that was kept.
    fn of(failure: Self::Failure) -> Self;
}

impl<T, E> Kept for Result<T, E> {
    type Failure = E;

    #[inline]
    fn keep(self) -> Option<E> {
        self.err()
    }

    #[inline]
    fn of(error: E) -> Self {
        Err(error)
    }
}

impl<T> Kept for Option<T> {
    type Failure = ();

    #[inline]
    fn keep(self) -> Option<()> {
        if self.is_none() { Some(()) } else { None }
    }

    #[inline]
    fn of((): ()) -> Self {
        None
    }
}

/// The last failure of a call, which the deadline returns: its error only, so that the future is `Send` where that is.
#[derive(Debug)]
pub struct Before<R: Kept>(Option<R::Failure>);

impl<R: Kept> Before<R> {
    /// Nothing has failed.
    #[must_use]
    #[inline]
    pub const fn nothing() -> Self {
        Self(None)
    }

    /// This has failed.
    #[inline]
    pub fn keep(&mut self, outcome: R) {
        self.0 = outcome.keep();
    }
}

/// What the time of an attempt is limited by. It lies in the future while the attempt runs, so its size counts.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// `attempt_timeout`, or how long the whole call may take.
    length: Nanos,
    /// Whether it is the deadline.
    is_deadline: bool,
}

/// The limit of an attempt that begins now, and how long it may take: until `attempt_timeout` or the deadline, whichever is
/// earlier.
#[must_use]
#[inline]
pub fn limit(timeout: Option<Duration>, deadline: Option<Deadline>, state: &CallState) -> (Limit, Duration) {
    let attempt = timeout.unwrap_or(Duration::MAX);
    if let Some(deadline) = deadline {
        // Only what is awaited can be cut short.
        let left = deadline.time().saturating_sub(Clock::Awaiting.now());
        if left <= attempt {
            return (Limit { length: Nanos::saturating(state.elapsed(deadline.time())), is_deadline: true }, left);
        }
    }
    (Limit { length: Nanos::saturating(attempt), is_deadline: false }, attempt)
}

/// When an attempt is cut short, for a sleeper that the user names: it may return early, and the call's clock says when the time has
/// come.
#[derive(Clone, Copy, Debug)]
pub struct Alarm(Nanos);

impl Alarm {
    /// The end of all times is no limit.
    const NEVER: Duration = Duration::from_nanos(u64::MAX);
    /// Sleepers add what they are given to an `Instant`, which may overflow.
    const LONGEST_SLEEP: Duration = Duration::from_secs(24 * 60 * 60);

    /// Rings when so much time has passed.
    #[must_use]
    #[inline]
    pub fn after(time: Duration) -> Self {
        Self(Nanos::saturating(Clock::Awaiting.now().saturating_add(time)))
    }

    /// How long to sleep now; `None` where there is no limit.
    #[must_use]
    #[inline]
    pub fn next(self) -> Option<Duration> {
        let until = self.0.to_duration();
        (until < Self::NEVER).then(|| until.saturating_sub(Clock::Awaiting.now()).min(Self::LONGEST_SLEEP))
    }

    /// Whether the time has come.
    #[must_use]
    #[inline]
    pub fn is_over(self) -> bool {
        self.0.to_duration() <= Clock::Awaiting.now()
    }
}

/// The outcome of an attempt that may have been cut short: `ended` is `None` then. The deadline leaves the call with the failure
/// before it, if there is one.
#[must_use]
#[inline]
pub fn in_time<R: TimesOut + Kept>(
    ended: Option<R>,
    limit: Limit,
    state: &CallState,
    before: &mut Before<R>,
) -> (R, Known) {
    ended_in_time(ended, limit, state, || before.0.take().map(R::of))
}

/// The same with `on_result`, where a refused value may be no failure, and all of it is kept.
#[must_use]
#[inline]
pub fn in_time_value<R: TimesOut>(
    ended: Option<R>,
    limit: Limit,
    state: &CallState,
    before: &mut Option<R>,
) -> (R, Known) {
    ended_in_time(ended, limit, state, || before.take())
}

#[inline]
fn ended_in_time<R: TimesOut>(
    ended: Option<R>,
    limit: Limit,
    state: &CallState,
    before: impl FnOnce() -> Option<R>,
) -> (R, Known) {
    if let Some(outcome) = ended {
        return (outcome, Known::Nothing);
    }
    let (before, known) = if limit.is_deadline { (before(), Known::Deadline) } else { (None, Known::TimedOut) };
    (before.unwrap_or_else(|| R::timed_out(TimedOut::after(limit.length.to_duration(), state))), known)
}
