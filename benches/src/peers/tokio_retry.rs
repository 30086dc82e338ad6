//! `tokio-retry`: a closure is retried, with tokio's sleep.

use tokio_retry::RetryIf;
use tokio_retry::strategy::{ExponentialBackoff, jitter};

use crate::operation::{CAP, Error, MAX_ATTEMPTS, Remote, is_transient};

#[inline(never)]
pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    let strategy =
        ExponentialBackoff::from_millis(2).factor(500).max_delay(CAP).map(jitter).take(MAX_ATTEMPTS as usize - 1);
    RetryIf::start(strategy, || remote.fetch(id), is_transient).await
}
