use std::time::Duration;

use retry_runtime::retry;

#[retry(delays((first), (second)), on = any)]
pub fn f1(first: Duration, second: Duration) -> Result<u8, String> {
    Ok(1)
}

#[retry(delays((100ms), first), on = any)]
pub fn f2(first: Duration) -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 5:16-5:23: `delays`: a list cannot be computed: write `fixed = (EXPR)` for one delay, or `backoff = (EXPR)`
//~ error at 10:25-10:30: `delays` is a constant here, and cannot use `first`: write `backoff = (EXPR)`, as a list cannot be computed
