use core::time::Duration;

use retry_runtime::retry;

const ZERO: Duration = Duration::ZERO;

#[retry(immediate, attempt_timeout = ZERO, on = any)]
pub async fn f1() -> Option<u32> {
    Some(1)
}

#[retry(immediate, deadline = Duration::from_secs(0), on = any)]
pub async fn f2() -> Option<u32> {
    Some(1)
}

#[retry(immediate, deadline = 30 + 1, on = any)]
pub async fn f3() -> Option<u32> {
    Some(1)
}

#[retry(immediate, deadline = later(), on = any)]
pub async fn f4() -> Option<u32> {
    Some(1)
}

fn later() -> Duration {
    Duration::from_secs(1)
}

fn main() {}

//~ error[E0080] at 7:38-7:42: `attempt_timeout` is zero, and nothing is ready so soon: raise it
//~ error[E0080] at 12:31-12:53: `deadline` is zero, and nothing is ready so soon: raise it
//~ error[E0308] at 17:31-17:37
//~ error[E0015] at 22:31-22:38
