use std::time::Duration;

use retry_runtime::{Jitter, Policy, retry};

const ZERO: Duration = Duration::ZERO;
const SECOND: Duration = Duration::from_secs(1);
const HALF: f64 = 0.5;
const ENDLESS: Policy = Policy::immediate().unlimited();

#[retry(fixed = ZERO, max_attempts = (n), on = any)]
pub fn f1(n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(fixed = 10s, max_elapsed = SECOND, max_attempts = (n), on = any)]
pub fn f2(n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(initial = (base), factor = HALF), on = any)]
pub fn f3(base: Duration) -> Result<u8, String> {
    Ok(1)
}

#[retry(fixed = 10s, max_elapsed = ZERO, jitter = (jitter), on = any)]
pub fn f4(jitter: Jitter) -> Result<u8, String> {
    Ok(1)
}

#[retry(policy = ENDLESS, max_attempts = unlimited, jitter = (jitter), on = any)]
pub fn f5(jitter: Jitter) -> Result<u8, String> {
    Ok(1)
}

#[retry(linear(initial = SECOND, increment = (step)), max_delay = Duration::from_millis(1), on = any)]
pub fn f6(step: Duration) -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error[E0080] at 10:17-10:21: the delay is zero: use `immediate` for no wait
//~ error[E0080] at 15:36-15:42: `max_elapsed` is shorter than the first delay, so it could never retry: raise `max_elapsed` or shorten the delay
//~ error[E0080] at 20:48-20:52: `factor` must be a finite number of at least 1, or the delays would shrink: write 2.0 to double them
//~ error[E0080] at 25:36-25:40: `max_elapsed` is zero, so it could never retry: raise it, or use `max_attempts` of 1
//~ error[E0080] at 30:42-30:51: `unlimited` would never give up: add `max_elapsed = 30s`, `deadline`, `cancel` or a `budget`, or say `max_attempts = forever`
//~ error[E0080] at 35:67-35:91: `initial` is longer than `max_delay`, so every delay would be `max_delay`: raise `max_delay` or lower `initial`
