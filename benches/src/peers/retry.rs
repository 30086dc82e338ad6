//! `retry`: a closure is retried, blocking only.

use retry::delay::{Exponential, NoDelay, jitter};
use retry::{OperationResult, retry};

use crate::operation::{CAP, Error, MAX_ATTEMPTS, Service, is_transient};

fn judged(result: Result<u64, Error>) -> OperationResult<u64, Error> {
    match result {
        Ok(value) => OperationResult::Ok(value),
        Err(error) if is_transient(&error) => OperationResult::Retry(error),
        Err(error) => OperationResult::Err(error),
    }
}

#[inline(never)]
pub fn blocking(service: &Service, id: u64) -> Result<u64, Error> {
    let delays = Exponential::from_millis_with_factor(1_000, 2.0).map(jitter).map(|delay| delay.min(CAP));
    retry(delays.take(MAX_ATTEMPTS as usize - 1), || judged(service.call(id))).map_err(|error| error.error)
}

#[inline(never)]
pub fn immediate(service: &Service, id: u64) -> Result<u64, Error> {
    retry(NoDelay.take(MAX_ATTEMPTS as usize - 1), || judged(service.call(id))).map_err(|error| error.error)
}
