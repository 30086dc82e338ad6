//! What an attempt returned: a success, or a failure to look at.

use core::convert::Infallible;
use core::ops::ControlFlow;

/// A return type that can tell a failed attempt from a successful one: `Result` and `Option`.
///
/// A trait, not a look at the syntax, so that `io::Result<T>` and every other alias works.
///
/// # Examples
///
/// ```
/// use retry_runtime::Outcome;
///
/// assert_eq!(Err::<(), _>("busy").error(), Some(&"busy"));
/// assert_eq!(Some(1).error(), None);
/// assert_eq!(None::<u8>.error(), Some(&()));
/// ```
#[diagnostic::on_unimplemented(
    message = "a function under `#[retry]` must return a `Result` or an `Option`, not `{Self}`",
    label = "cannot tell a failed attempt from this return type",
    note = "write `on_result = PREDICATE` to look at the whole value, or implement `retry_runtime::Outcome` for a type of your own"
)]
pub trait Outcome {
    /// The failure: the error of a `Result`, `()` for an `Option`.
    type Error;

    /// The failure, if this is one.
    fn error(&self) -> Option<&Self::Error>;
}

impl<T, E> Outcome for Result<T, E> {
    type Error = E;

    #[inline]
    fn error(&self) -> Option<&E> {
        self.as_ref().err()
    }
}

impl<O: Outcome + ?Sized> Outcome for &O {
    type Error = O::Error;

    #[inline]
    fn error(&self) -> Option<&O::Error> {
        (**self).error()
    }
}

impl<O: Outcome + ?Sized> Outcome for Box<O> {
    type Error = O::Error;

    #[inline]
    fn error(&self) -> Option<&O::Error> {
        (**self).error()
    }
}

impl<T> Outcome for Option<T> {
    type Error = ();

    #[inline]
    fn error(&self) -> Option<&()> {
        if self.is_none() { Some(&()) } else { None }
    }
}

/// What `?` does to a value, in a body that stays in its function: the standard library's own trait for it is not stable
/// (<https://github.com/rust-lang/rust/issues/84277>).
pub trait Question {
    /// What is left of a failure: the same without a success.
    type Residual;
    /// The success.
    type Value;

    /// Goes on with the value, or leaves with the failure.
    fn branch(self) -> ControlFlow<Self::Residual, Self::Value>;
}

/// What a failure becomes in the function that it leaves.
pub trait FromQuestion<R> {
    /// The same failure, converted.
    fn from_residual(residual: R) -> Self;
}

impl<T, E> Question for Result<T, E> {
    type Residual = Result<Infallible, E>;
    type Value = T;

    #[inline]
    fn branch(self) -> ControlFlow<Self::Residual, T> {
        match self {
            Ok(value) => ControlFlow::Continue(value),
            Err(error) => ControlFlow::Break(Err(error)),
        }
    }
}

impl<T> Question for Option<T> {
    type Residual = Option<Infallible>;
    type Value = T;

    #[inline]
    fn branch(self) -> ControlFlow<Self::Residual, T> {
        self.map_or(ControlFlow::Break(None), ControlFlow::Continue)
    }
}

impl<T, E, F: From<E>> FromQuestion<Result<Infallible, E>> for Result<T, F> {
    #[inline]
    fn from_residual(residual: Result<Infallible, E>) -> Self {
        match residual {
            Ok(never) => match never {},
            Err(error) => Err(error.into()),
        }
    }
}

impl<T> FromQuestion<Option<Infallible>> for Option<T> {
    #[inline]
    fn from_residual(_: Option<Infallible>) -> Self {
        None
    }
}

/// What a function returned, asked for a failure: that of an [`Outcome`]; of any other type, none. The type decides, not how it
/// is written: a method of its own goes before one behind a [`Deref`](core::ops::Deref), where its bounds hold. The name of the
/// method is one that no trait of the user's has.
#[derive(Debug)]
pub struct Returned<'r, R>(pub &'r R);

impl<'r, O: Outcome> Returned<'r, O> {
    /// The failure, if this is one.
    #[must_use]
    #[inline]
    pub fn __retry_error(&self) -> Option<&'r O::Error> {
        self.0.error()
    }
}

/// Stands for a value of a type that knows no failures.
#[derive(Debug)]
pub struct NoOutcome;

impl NoOutcome {
    /// No failure: only `on_result` can judge such a value.
    #[must_use]
    #[inline]
    #[expect(clippy::unused_self, reason = "called as the method that it stands in for")]
    pub const fn __retry_error(&self) -> Option<&'static ()> {
        None
    }
}

impl<R> core::ops::Deref for Returned<'_, R> {
    type Target = NoOutcome;

    #[inline]
    fn deref(&self) -> &NoOutcome {
        &NoOutcome
    }
}
