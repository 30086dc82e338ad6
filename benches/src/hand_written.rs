//! The loop that a careful engineer writes by hand: exponential backoff with jitter inside the cap, four attempts, a
//! predicate.

use std::time::Duration;

use rand::RngExt;

use crate::operation::{Error, Service, is_transient};

const INITIAL: Duration = Duration::from_secs(1);
const CAP: Duration = Duration::from_secs(60);
const MAX_ATTEMPTS: u32 = 4;

#[cold]
fn jittered(base: Duration) -> Duration {
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
pub async fn awaiting(service: &Service, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    let mut base = INITIAL;
    loop {
        let delay = match async { service.call(id) }.await {
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

/// Async, without a wait.
///
/// # Errors
///
/// The last one.
#[inline(never)]
pub async fn immediate_async(service: &Service, id: u64) -> Result<u64, Error> {
    let mut attempt = 1;
    loop {
        match async { service.call(id) }.await {
            Ok(value) => return Ok(value),
            Err(error) if attempt < MAX_ATTEMPTS && is_transient(&error) => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}
