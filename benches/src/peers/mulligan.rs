//! `mulligan`: a closure is retried, with tokio's sleep.

use crate::operation::{CAP, Error, INITIAL, MAX_ATTEMPTS, Remote, Service, is_transient};

fn is_final(result: &Result<u64, Error>) -> bool {
    !matches!(result, Err(error) if is_transient(error))
}

#[inline(never)]
pub fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
    mulligan::until(is_final)
        .stop_after(MAX_ATTEMPTS - 1)
        .max_delay(CAP)
        .exponential(INITIAL)
        .full_jitter()
        .execute_sync(|| service.call(id))
}

#[inline(never)]
pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    mulligan::until(is_final)
        .stop_after(MAX_ATTEMPTS - 1)
        .max_delay(CAP)
        .exponential(INITIAL)
        .full_jitter()
        .execute(async || remote.fetch(id).await)
        .await
}
