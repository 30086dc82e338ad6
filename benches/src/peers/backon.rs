//! `backon`: a closure is retried.

use backon::{ConstantBuilder, ExponentialBuilder};

use crate::operation::{CAP, Error, INITIAL, MAX_ATTEMPTS, Remote, Service, is_transient};

pub(super) fn policy() -> ExponentialBuilder {
    ExponentialBuilder::new()
        .with_min_delay(INITIAL)
        .with_max_delay(CAP)
        .with_jitter()
        .with_max_times(MAX_ATTEMPTS as usize - 1)
}

fn no_wait() -> ConstantBuilder {
    ConstantBuilder::new().with_delay(std::time::Duration::ZERO).with_max_times(MAX_ATTEMPTS as usize - 1)
}

#[inline(never)]
pub fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
    use backon::BlockingRetryable;
    (|| service.call(id)).retry(policy()).sleep(std::thread::sleep).when(is_transient).call()
}

#[inline(never)]
pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    use backon::Retryable;
    (|| remote.fetch(id)).retry(policy()).sleep(tokio::time::sleep).when(is_transient).await
}

#[inline(never)]
pub fn immediate(service: &Service, id: u64) -> Result<u64, Error> {
    use backon::BlockingRetryable;
    (|| service.call(id)).retry(no_wait()).sleep(|_| {}).when(is_transient).call()
}

#[inline(never)]
pub async fn immediate_async(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    use backon::Retryable;
    (|| remote.fetch(id)).retry(no_wait()).sleep(|_| std::future::ready(())).when(is_transient).await
}
