//! What a call returns in the place of its last failure: `fallback = EXPR`.

use core::marker::PhantomData;

use crate::end::End;
use crate::outcome::Outcome;

/// A return type from which the failure can be taken.
#[diagnostic::on_unimplemented(
    message = "`fallback` takes the error out of a `Result` or an `Option`, which `{Self}` is not",
    label = "cannot take the failure out of this return type",
    note = "with `on_result = PREDICATE`, `fallback` takes the whole value"
)]
pub trait IntoFailure: Outcome + Sized {
    /// The failure, or the outcome where it is none.
    ///
    /// # Errors
    ///
    /// The outcome itself, if it is a success.
    fn into_failure(self) -> Result<Self::Error, Self>;
}

#[diagnostic::do_not_recommend]
impl<T, E> IntoFailure for Result<T, E> {
    #[inline]
    fn into_failure(self) -> Result<E, Self> {
        match self {
            Err(error) => Ok(error),
            success @ Ok(_) => Err(success),
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T> IntoFailure for Option<T> {
    #[inline]
    fn into_failure(self) -> Result<(), Self> {
        if self.is_none() { Ok(()) } else { Err(self) }
    }
}

/// What a named fallback returns.
#[diagnostic::on_unimplemented(
    message = "a fallback returns what the function returns, `{R}`, and this one returns `{Self}`",
    label = "not the return type of the annotated function",
    note = "where it is an `async fn`, await it: `fallback = async |error, end| name(error, end).await`"
)]
pub trait Replaces<R> {
    /// The same.
    fn replace(self) -> R;
}

#[diagnostic::do_not_recommend]
impl<R> Replaces<R> for R {
    #[inline]
    fn replace(self) -> R {
        self
    }
}

/// What the call returns; `end` is `None` after a success and after a permanent failure.
#[inline]
pub fn fall_back<R: IntoFailure>(outcome: R, end: Option<End>, fallback: impl FnOnce(R::Error, &End) -> R) -> R {
    let Some(end) = end else { return outcome };
    match outcome.into_failure() {
        Ok(error) => fallback(error, &end),
        Err(outcome) => outcome,
    }
}

/// The same with a named function. What it returns is a type of its own here, so that one of another type is an error in our words.
#[inline]
pub fn fall_back_by<R: IntoFailure, X: Replaces<R>>(
    outcome: R,
    end: Option<End>,
    fallback: impl FnOnce(R::Error, &End) -> X,
) -> R {
    fall_back(outcome, end, |error, end| fallback(error, end).replace())
}

/// A call that gave up: what the fallback takes. `R` is what it returns.
#[derive(Debug)]
pub struct GaveUp<E, R> {
    taken: E,
    end: End,
    _returned: PhantomData<fn() -> R>,
}

/// The failure of a call that gave up, apart from the outcome: what waits for the fallback keeps the failure only.
///
/// # Errors
///
/// The outcome, which the call returns as it is.
#[inline]
pub fn gave_up<R: IntoFailure>(outcome: R, end: Option<End>) -> Result<GaveUp<R::Error, R>, R> {
    let Some(end) = end else { return Err(outcome) };
    outcome.into_failure().map(|taken| GaveUp { taken, end, _returned: PhantomData })
}

/// Calls a fallback that waits.
#[inline]
#[expect(clippy::manual_async_fn, reason = "an async function keeps its arguments twice")]
pub fn fall_back_async<E, R>(
    GaveUp { taken, end, .. }: GaveUp<E, R>,
    fallback: impl AsyncFnOnce(E, &End) -> R,
) -> impl Future<Output = R> {
    async move { fallback(taken, &end).await }
}

/// The same with `on_result`, which judges whole values.
#[inline]
pub fn fall_back_value<R>(outcome: R, end: Option<End>, fallback: impl FnOnce(R, &End) -> R) -> R {
    match end {
        Some(end) => fallback(outcome, &end),
        None => outcome,
    }
}

/// The same with a named function.
#[inline]
pub fn fall_back_value_by<R, X: Replaces<R>>(outcome: R, end: Option<End>, fallback: impl FnOnce(R, &End) -> X) -> R {
    fall_back_value(outcome, end, |value, end| fallback(value, end).replace())
}

/// The value of a call that gave up.
///
/// # Errors
///
/// The value, which the call returns as it is.
#[inline]
pub fn gave_up_value<R>(value: R, end: Option<End>) -> Result<GaveUp<R, R>, R> {
    match end {
        Some(end) => Ok(GaveUp { taken: value, end, _returned: PhantomData }),
        None => Err(value),
    }
}
