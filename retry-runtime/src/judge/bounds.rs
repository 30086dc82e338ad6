//! What a [`Retry`](crate::Retry) asks of the operation: the traits that are meant, under names of our own, so that an error says in
//! our words what to write.

use crate::classify::Classify;
use crate::outcome::Outcome;

/// [`Outcome`], with an error in the words of `Retry` where it is missing: those of `Outcome` are the attribute's.
#[diagnostic::on_unimplemented(
    message = "an operation under `Retry` must return a `Result` or an `Option`, not `{Self}`",
    label = "cannot tell a failed attempt from this type",
    note = "implement `retry_runtime::Outcome` for a type of your own",
    note = "an `async` operation goes to `call_async`"
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
