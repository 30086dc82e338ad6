//! An error together with what it means, for code that says that where it fails.

use core::error::Error;
use core::fmt;
use core::time::Duration;

use crate::classify::{self, Classify, Verdict};
use crate::timed_out::TimedOut;

/// An error, and what it means: for operations that know best at the place where they fail.
///
/// Its [`Classify`] is the verdict that was said there, in annotated functions as under [`Retry`](crate::Retry). `?` cannot know a
/// verdict, so nothing becomes a `Failure` by itself: each place says `.map_err(Failure::transient)?` or
/// `.map_err(Failure::permanent)?`. Callers who want the plain error get it by `.map_err(Failure::into_inner)`.
///
/// As an error it shows what the one inside shows: its text, and its sources. Boxed, also as an `anyhow::Error`, its verdict is
/// out of reach, because it can be around any type: make it plain first, or return it as it is.
///
/// # Examples
///
/// ```
/// use std::num::ParseIntError;
/// use retry_runtime::{Failure, retry};
///
/// #[derive(Debug, PartialEq)]
/// enum Error {
///     Busy,
///     Unreadable(ParseIntError),
/// }
///
/// # fn ask(calls: &mut u32) -> Result<&'static str, Error> {
/// #     *calls += 1;
/// #     if *calls == 1 { Err(Error::Busy) } else { Ok("many") }
/// # }
/// #[retry(immediate, max_attempts = 3)]
/// fn fetch(calls: &mut u32) -> Result<u32, Failure<Error>> {
///     let answer = ask(calls).map_err(Failure::transient)?;
///     answer.parse().map_err(|error| Failure::permanent(Error::Unreadable(error)))
/// }
///
/// /// For callers who want the plain error.
/// fn count(calls: &mut u32) -> Result<u32, Error> {
///     fetch(calls).map_err(Failure::into_inner)
/// }
///
/// let mut calls = 0;
/// assert!(matches!(count(&mut calls), Err(Error::Unreadable(_))));
/// assert_eq!(calls, 2, "busy once; what cannot be read is not asked for again");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Failure<E> {
    error: E,
    verdict: Verdict,
}

impl<E> Failure<E> {
    /// Another attempt may succeed.
    ///
    /// ```
    /// # use retry_runtime::{Failure, Verdict};
    /// assert_eq!(Failure::transient("busy").verdict(), Verdict::Transient);
    /// ```
    #[must_use]
    pub const fn transient(error: E) -> Self {
        Self { error, verdict: Verdict::Transient }
    }

    /// Another attempt would fail the same way.
    ///
    /// ```
    /// # use retry_runtime::{Failure, Verdict};
    /// assert_eq!(Failure::permanent("no such page").verdict(), Verdict::Permanent);
    /// ```
    #[must_use]
    pub const fn permanent(error: E) -> Self {
        Self { error, verdict: Verdict::Permanent }
    }

    /// Another attempt may succeed after that time, as for [`Verdict::RetryAfter`]. An `Option<Duration>` will do, as headers are
    /// read: `None` is [`transient`](Self::transient).
    ///
    /// ```
    /// # use std::time::Duration; use retry_runtime::{Failure, Verdict};
    /// let minute = Duration::from_secs(60);
    /// assert_eq!(Failure::after(minute, "busy").verdict(), Verdict::RetryAfter(minute));
    /// assert_eq!(Failure::after(None, "busy").verdict(), Verdict::Transient);
    /// ```
    #[must_use]
    pub fn after(wait: impl Into<Option<Duration>>, error: E) -> Self {
        Self { error, verdict: classify::after(wait) }
    }

    /// What was said that it means.
    ///
    /// ```
    /// # use retry_runtime::Failure;
    /// assert!(Failure::transient("busy").verdict().is_retryable());
    /// ```
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The error.
    ///
    /// ```
    /// # use retry_runtime::Failure;
    /// assert_eq!(Failure::transient("busy").error(), &"busy");
    /// ```
    #[must_use]
    pub const fn error(&self) -> &E {
        &self.error
    }

    /// The error, without what it means.
    ///
    /// ```
    /// # use retry_runtime::Failure;
    /// let sent: Result<(), Failure<&str>> = Err(Failure::transient("busy"));
    /// assert_eq!(sent.map_err(Failure::into_inner), Err("busy"));
    /// ```
    #[must_use]
    pub fn into_inner(self) -> E {
        self.error
    }

    /// Another error that means the same.
    ///
    /// ```
    /// # use retry_runtime::Failure;
    /// assert_eq!(Failure::transient(503).map(|code| format!("status {code}")), Failure::transient("status 503".to_owned()));
    /// ```
    #[must_use]
    pub fn map<F>(self, other: impl FnOnce(E) -> F) -> Failure<F> {
        Failure { error: other(self.error), verdict: self.verdict }
    }
}

/// An attempt that `attempt_timeout` or `deadline` cut short.
impl<E: From<TimedOut>> From<TimedOut> for Failure<E> {
    fn from(error: TimedOut) -> Self {
        Self::transient(error.into())
    }
}

impl<E> Classify for Failure<E> {
    /// As it was said; what the error would say itself does not count.
    fn classify(&self) -> Verdict {
        self.verdict
    }
}

/// As the error's.
impl<E: fmt::Display> fmt::Display for Failure<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(formatter)
    }
}

/// As the error's: a chain of sources that begins here shows the error once.
impl<E: Error> Error for Failure<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()
    }
}
