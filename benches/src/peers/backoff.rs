//! `backoff`: a closure is retried; it has no limit of attempts.

use std::time::Duration;

use backoff::backoff::Zero;
use backoff::{ExponentialBackoff, ExponentialBackoffBuilder};

use crate::operation::{CAP, Error, INITIAL, Remote, Service, is_transient};

fn policy() -> ExponentialBackoff {
    ExponentialBackoffBuilder::new()
        .with_initial_interval(INITIAL)
        .with_multiplier(2.0)
        .with_max_interval(CAP)
        .with_max_elapsed_time(None::<Duration>)
        .build()
}

fn judged(error: Error) -> backoff::Error<Error> {
    if is_transient(&error) { backoff::Error::transient(error) } else { backoff::Error::permanent(error) }
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn inner(error: backoff::Error<Error>) -> Error {
    match error {
        backoff::Error::Permanent(error) | backoff::Error::Transient { err: error, .. } => error,
    }
}

#[inline(never)]
pub fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
    backoff::retry(policy(), || service.call(id).map_err(judged)).map_err(inner)
}

#[inline(never)]
pub fn immediate(service: &Service, id: u64) -> Result<u64, Error> {
    backoff::retry(Zero {}, || service.call(id).map_err(judged)).map_err(inner)
}

#[inline(never)]
pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    backoff::future::retry(policy(), || async { remote.fetch(id).await.map_err(judged) }).await
}
