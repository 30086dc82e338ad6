//! `tryhard`: a closure is retried, with tokio's sleep; it has no jitter.

use tryhard::{RetryPolicy, retry_fn};

use crate::operation::{CAP, Error, INITIAL, MAX_ATTEMPTS, Remote, is_transient};

#[inline(never)]
pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    retry_fn(|| remote.fetch(id))
        .retries(MAX_ATTEMPTS - 1)
        .custom_backoff(|attempt: u32, error: &Error| {
            if is_transient(error) {
                RetryPolicy::Delay(INITIAL.saturating_mul(1 << (attempt - 1)).min(CAP))
            } else {
                RetryPolicy::Break
            }
        })
        .await
}
