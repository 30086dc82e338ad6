//! The same through `Retry`.

use retry_runtime::{Jitter, Policy, Retry};

use crate::operation::{CAP, Error, INITIAL, MAX_ATTEMPTS, Remote, Service, is_transient};

const POLICY: Policy =
    Policy::exponential(INITIAL).max_delay(CAP).jitter(Jitter::Additive).max_attempts(MAX_ATTEMPTS).checked();
const IMMEDIATE: Policy = Policy::immediate().max_attempts(MAX_ATTEMPTS).checked();

/// Blocking.
///
/// # Errors
///
/// The last one.
#[inline(never)]
pub fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
    Retry::new(POLICY).on(is_transient).call(|| service.call(id))
}

/// Async.
///
/// # Errors
///
/// The last one.
#[inline(never)]
pub fn awaiting(remote: &impl Remote, id: u64) -> impl Future<Output = Result<u64, Error>> {
    Retry::new(POLICY).on(is_transient).call_async(move || remote.fetch(id))
}

/// Blocking, without a wait.
///
/// # Errors
///
/// The last one.
#[inline(never)]
pub fn immediate(service: &Service, id: u64) -> Result<u64, Error> {
    Retry::new(IMMEDIATE).on(is_transient).call(|| service.call(id))
}

/// Async, without a wait.
///
/// # Errors
///
/// The last one.
#[inline(never)]
pub fn immediate_async(remote: &impl Remote, id: u64) -> impl Future<Output = Result<u64, Error>> {
    Retry::new(IMMEDIATE).on(is_transient).call_async(move || remote.fetch(id))
}
