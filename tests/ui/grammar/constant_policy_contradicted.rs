use retry_runtime::retry;

use std::time::Duration;

const PATIENT: retry_runtime::Policy = retry_runtime::Policy::fixed(Duration::from_secs(10));
const CAP: Duration = Duration::from_secs(1);

#[retry(policy = PATIENT, max_delay = CAP, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error[E0080] at 8:39-8:42: `initial` is longer than `max_delay`, so every delay would be `max_delay`: raise `max_delay` or lower `initial`
