//! `retry-if`: an attribute for async functions, with tokio's sleep.

#![allow(unexpected_cfgs, reason = "its expansion asks for features of the crate that it stands in")]

use retry_if::{ExponentialBackoffConfig, retry};

use crate::operation::{CAP, Error, INITIAL, MAX_ATTEMPTS, Remote, is_transient};

const POLICY: ExponentialBackoffConfig = ExponentialBackoffConfig {
    max_retries: MAX_ATTEMPTS - 1,
    t_wait: INITIAL,
    backoff: 2.0,
    t_wait_max: None,
    backoff_max: Some(CAP),
};

fn refused(result: &Result<u64, Error>) -> bool {
    matches!(result, Err(error) if is_transient(error))
}

#[inline(never)]
#[retry(POLICY, refused)]
pub async fn awaiting<R: Remote>(remote: &R, id: u64) -> Result<u64, Error> {
    remote.fetch(id).await
}
