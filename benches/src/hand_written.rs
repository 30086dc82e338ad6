//! The loop that a careful engineer writes by hand: exponential backoff with jitter inside the cap, four attempts, a
//! predicate.

use std::time::Duration;

use rand::RngExt;

use crate::operation::{CAP, Error, INITIAL, MAX_ATTEMPTS, Remote, Service, is_transient};

/// Between once and twice the base, inside the cap.
#[must_use]
#[cold]
pub fn jittered(base: Duration) -> Duration {
    let (low, high) = (base.min(CAP / 2), (2 * base).min(CAP));
    rand::rng().random_range(low..=high)
}

/// Blocking.
///
/// # Errors
///
/// The last one.
#[inline(never)]
pub fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    let mut base = INITIAL;
    loop {
        match service.call(id) {
            Ok(value) => return Ok(value),
            Err(error) if attempt < MAX_ATTEMPTS && is_transient(&error) => {
                std::thread::sleep(jittered(base));
                base = base.saturating_mul(2);
                attempt += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

/// Async.
///
/// # Errors
///
/// The last one.
#[inline(never)]
pub async fn awaiting(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    let mut base = INITIAL;
    loop {
        let delay = match remote.fetch(id).await {
            Ok(value) => return Ok(value),
            Err(error) if attempt < MAX_ATTEMPTS && is_transient(&error) => jittered(base),
            Err(error) => return Err(error),
        };
        tokio::time::sleep(delay).await;
        base = base.saturating_mul(2);
        attempt += 1;
    }
}

/// Blocking, without a wait.
///
/// # Errors
///
/// The last one.
#[inline(never)]
pub fn immediate(service: &Service, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match service.call(id) {
            Ok(value) => return Ok(value),
            Err(error) if attempt < MAX_ATTEMPTS && is_transient(&error) => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

/// Async, without a wait, but with a turn for the other tasks: else no time-out around it could act while it fails.
///
/// # Errors
///
/// The last one.
#[inline(never)]
pub async fn immediate_async(remote: &impl Remote, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match remote.fetch(id).await {
            Ok(value) => return Ok(value),
            Err(error) if attempt < MAX_ATTEMPTS && is_transient(&error) => attempt += 1,
            Err(error) => return Err(error),
        }
        tokio::task::yield_now().await;
    }
}
