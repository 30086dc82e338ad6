//! The same through the attribute.

use retry_runtime::retry;

use crate::operation::{Error, Remote, Service, is_transient};

/// Blocking.
///
/// # Errors
///
/// The last one.
#[inline(never)]
#[retry(exponential, jitter, max_attempts = 4, on = is_transient)]
pub fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
    service.call(id)
}

/// Async.
///
/// # Errors
///
/// The last one.
#[inline(never)]
#[retry(exponential, jitter, max_attempts = 4, on = is_transient)]
pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    remote.fetch(id).await
}

/// Blocking, without a wait.
///
/// # Errors
///
/// The last one.
#[inline(never)]
#[retry(immediate, max_attempts = 4, on = is_transient)]
pub fn immediate(service: &Service, id: u64) -> Result<u64, Error> {
    service.call(id)
}

/// Async, without a wait.
///
/// # Errors
///
/// The last one.
#[inline(never)]
#[retry(immediate, max_attempts = 4, on = is_transient)]
pub async fn immediate_async(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    remote.fetch(id).await
}
