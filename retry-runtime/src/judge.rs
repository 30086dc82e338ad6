//! How [`Retry`](crate::Retry) judges an outcome: by its error type, by a predicate on the error, or by one on the whole value.

use core::marker::PhantomData;

use crate::__private::{self as expansion, Judgement};
use crate::classify::{Classify, Verdict};
use crate::outcome::Outcome;

/// A way to judge outcomes of type `T`.
pub trait Judge<T> {
    /// The failure that hooks are shown.
    type Error;

    /// What the outcome means.
    #[doc(hidden)]
    fn judge<'o>(&self, outcome: &'o T) -> Judgement<'o, Self::Error>;
}

/// [`Outcome`], with an error in the words of `Retry` where it is missing: those of `Outcome` are the attribute's.
#[diagnostic::on_unimplemented(
    message = "an operation under `Retry` must return a `Result` or an `Option`, not `{Self}`",
    label = "cannot tell a failed attempt from this type",
    note = "implement `retry_runtime::Outcome` for a type of your own"
)]
pub trait Returned: Outcome<Error = Self::Failure> {
    /// The failure.
    type Failure;
}

#[diagnostic::do_not_recommend]
impl<T: Outcome> Returned for T {
    type Failure = T::Error;
}

/// [`Classify`], likewise.
#[diagnostic::on_unimplemented(
    message = "`Retry` does not know which failures of type `{Self}` to retry",
    label = "this failure type does not say whether another attempt may help",
    note = "derive it for an error type of your own: `#[derive(Classify)]`",
    note = "or name a predicate: `.on(is_transient)`, or `.on(|_: &Error| true)` for every failure",
    note = "for errors of `anyhow`, `http`, `hyper`, `redis`, `reqwest`, `sqlx` and `tonic`, enable the feature of `retry-runtime` \
            with that name"
)]
pub trait Known: Classify {}

#[diagnostic::do_not_recommend]
impl<E: Classify> Known for E {}

/// Judges by the error's own [`Classify`].
#[derive(Clone, Copy, Debug)]
pub struct ByClassify {
    _private: (),
}

impl ByClassify {
    pub(crate) const fn new() -> Self {
        Self { _private: () }
    }
}

impl<T: Returned<Failure: Known>> Judge<T> for ByClassify {
    type Error = T::Failure;

    fn judge<'o>(&self, outcome: &'o T) -> Judgement<'o, T::Failure> {
        expansion::judge(outcome, Classify::classify)
    }
}

/// Judges by a predicate on the error: made by [`Retry::on`](crate::Retry::on).
#[derive(Clone, Copy, Debug)]
pub struct On<F, V> {
    predicate: F,
    _verdict: PhantomData<fn() -> V>,
}

impl<F, V> On<F, V> {
    pub(crate) const fn new(predicate: F) -> Self {
        Self { predicate, _verdict: PhantomData }
    }
}

impl<T: Returned, V: Into<Verdict>, F: Fn(&T::Failure) -> V> Judge<T> for On<F, V> {
    type Error = T::Failure;

    fn judge<'o>(&self, outcome: &'o T) -> Judgement<'o, T::Failure> {
        expansion::judge(outcome, &self.predicate)
    }
}

/// Judges by a predicate on the whole return value: made by [`Retry::on_result`](crate::Retry::on_result).
#[derive(Clone, Copy, Debug)]
pub struct OnResult<F, V> {
    predicate: F,
    _verdict: PhantomData<fn() -> V>,
}

impl<F, V> OnResult<F, V> {
    pub(crate) const fn new(predicate: F) -> Self {
        Self { predicate, _verdict: PhantomData }
    }
}

impl<T: Returned, V: Into<Verdict>, F: Fn(&T) -> V> Judge<T> for OnResult<F, V> {
    type Error = T::Failure;

    fn judge<'o>(&self, outcome: &'o T) -> Judgement<'o, T::Failure> {
        expansion::judge_value(outcome, &self.predicate, outcome.error())
    }
}
