//! `tokio-retry2`: a closure is retried, with tokio's sleep.

use tokio_retry2::strategy::{ExponentialBackoff, jitter};
use tokio_retry2::{Retry, RetryError};

use crate::operation::{Error, MAX_ATTEMPTS, Remote, is_transient};

#[inline(never)]
pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    let strategy = ExponentialBackoff::from_millis(2)
        .factor(500)
        .max_delay_millis(60_000)
        .map(jitter)
        .take(MAX_ATTEMPTS as usize - 1);
    Retry::spawn(strategy, || async {
        remote.fetch(id).await.map_err(|error| {
            if is_transient(&error) { RetryError::transient(error) } else { RetryError::permanent(error) }
        })
    })
    .await
}
