use retry_runtime::{Backoff, Jitter, retry};

#[retry(immediate, max_attempts = (unlimited), on = any)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential, jitter = (full), on = any)]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(backoff = (exponential), on = any)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(backoff = (exponential(initial = 1s)), on = any)]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

/// These are arguments.
#[retry(backoff = (fixed), jitter = (full), max_attempts = (unlimited), on = any)]
pub fn f5(fixed: Backoff, full: Jitter, unlimited: u32) -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:35-3:46: `unlimited` is a word of the attribute, and nothing to compute: write `max_attempts = unlimited`
//~ error at 8:31-8:37: `full` is a word of the attribute, and nothing to compute: write `jitter = full`
//~ error at 13:19-13:32: `exponential` is a word of the attribute, and nothing to compute: write `exponential`
//~ error at 18:20-18:45: `backoff` takes a value of type `Backoff`: write `exponential(…)` without it
