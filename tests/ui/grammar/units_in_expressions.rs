use std::time::Duration;

use retry_runtime::{Backoff, retry};

#[retry(fixed = (2s * n), max_elapsed = 1.5m * 2, on = any)]
pub fn f1(n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(initial = (base.max(250ms)), factor = (2.0_f64)), max_attempts = (n + 1u32), on = any)]
pub fn f2(base: Duration, n: u32) -> Result<u8, String> {
    Ok(1)
}

macro_rules! time {
    ($time:literal) => {
        Duration::from_secs(stringify!($time).len() as u64)
    };
}

#[retry(backoff = (Backoff::fixed(time!(2s))), on = any)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 5:18-5:20: in an expression, numbers have no units: write `Duration::from_secs(2)`
//~ error at 5:41-5:45: in an expression, numbers have no units: write `Duration::from_secs(90)`
//~ error at 10:41-10:46: in an expression, numbers have no units: write `Duration::from_millis(250)`
