//! What a failure means.

use core::time::Duration;

/// What a failure means for the call: whether another attempt may help, and when.
///
/// # Examples
///
/// ```
/// use retry_runtime::Verdict;
///
/// assert_eq!(Verdict::from(true), Verdict::Transient);
/// assert_eq!(Verdict::from(false), Verdict::Permanent);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// Another attempt would fail the same way.
    Permanent,
    /// Another attempt may succeed.
    Transient,
    /// Another attempt may succeed, but not before that time has passed: a server's `Retry-After`. It takes the place of the
    /// backoff, also where it is shorter; zero is no hint, and the backoff counts.
    RetryAfter(Duration),
}

impl Verdict {
    /// Whether another attempt may succeed.
    ///
    /// ```
    /// # use retry_runtime::Verdict;
    /// assert!(Verdict::RetryAfter(std::time::Duration::from_secs(1)).is_retryable());
    /// ```
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        !matches!(self, Self::Permanent)
    }
}

impl From<bool> for Verdict {
    /// `true` is [`Verdict::Transient`].
    fn from(transient: bool) -> Self {
        if transient { Self::Transient } else { Self::Permanent }
    }
}

/// An error that knows whether another attempt may help.
///
/// Derive it (`#[derive(Classify)]`), or implement it by hand.
///
/// # Examples
///
/// ```
/// use retry_runtime::{Classify, Verdict};
///
/// enum Error { Busy, BadRequest }
///
/// impl Classify for Error {
///     fn classify(&self) -> Verdict {
///         match self {
///             Error::Busy => Verdict::Transient,
///             Error::BadRequest => Verdict::Permanent,
///         }
///     }
/// }
/// assert!(Error::Busy.classify().is_retryable());
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which of its failures are transient",
    label = "is not `Classify`",
    note = "derive it for an error type of your own: `#[derive(Classify)]`",
    note = "for errors of `anyhow`, `http`, `hyper`, `redis`, `reqwest`, `sqlx` and `tonic`, enable the feature of `retry-runtime` \
            with that name"
)]
pub trait Classify {
    /// What this failure means.
    fn classify(&self) -> Verdict;
}

impl Classify for () {
    /// The failure of an `Option`: `None` is transient.
    fn classify(&self) -> Verdict {
        Verdict::Transient
    }
}

impl<T: Classify + ?Sized> Classify for &T {
    fn classify(&self) -> Verdict {
        (**self).classify()
    }
}

impl<T: Classify + ?Sized> Classify for Box<T> {
    fn classify(&self) -> Verdict {
        (**self).classify()
    }
}

/// The verdict of `#[classify(after = field)]`.
#[must_use]
pub fn after(wait: impl Into<Option<Duration>>) -> Verdict {
    wait.into().map_or(Verdict::Transient, Verdict::RetryAfter)
}
