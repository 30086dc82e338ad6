use std::time::Duration;

use retry_runtime::{Backoff, Policy, retry};

mod config {
    use super::*;

    pub const NONE: u32 = 0;
    pub const ZERO: Duration = Duration::ZERO;
    pub const POLICY: Policy = Policy::fixed(ZERO);
}

#[retry(on = any, exponential(factor = f64::NAN))]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = config::NONE)]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = Duration::from_secs(2), max_delay = config::ZERO)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, backoff = Backoff::fixed(Duration::ZERO))]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, policy = config::POLICY)]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error[E0080] at 13:40-13:48: `factor` must be a finite number of at least 1, or the delays would shrink: write 2.0 to double them
//~ error[E0080] at 18:34-18:46: `max_attempts` counts the first call too, so it must be at least 1
//~ error[E0080] at 23:63-23:75: `max_delay` is zero, so no delay would be left: use `immediate` for no wait
//~ error[E0080] at 28:29-28:59: the delay is zero: use `immediate` for no wait
//~ error[E0080] at 33:28-33:42: the delay is zero: use `immediate` for no wait
