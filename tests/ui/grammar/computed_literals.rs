use retry_runtime::retry;

#[retry(immediate, max_attempts = (0), on = any)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(fixed = (5), max_attempts = (4.5), on = any)]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(fixed = ("soon"), max_attempts = ("4"), on = any)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(fixed = (-1s), max_retries = (-1), on = any)]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(initial = ((5s)), max = (1s), factor = (2)), jitter = (2), on = any)]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

#[retry(backoff = (2s), on = any)]
pub fn f6() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:36-3:37: `max_attempts` counts the first call too, so it must be at least 1
//~ error at 8:18-8:19: `fixed`: this duration has no unit: write `5ms` or `5s`
//~ error at 8:38-8:41: `max_attempts`: a count must be a whole number, such as 4
//~ error at 13:18-13:24: `fixed`: cannot read "soon" as a duration (expected number at 0): write `100ms` or "1m 30s"
//~ error at 13:43-13:46: `max_attempts`: write the number without quotes: 4
//~ error at 18:17-18:22: `fixed`: a duration cannot be negative: write `1s`
//~ error at 18:38-18:42: `max_retries`: a count cannot be negative: write a whole number, such as 4
//~ error at 23:33-23:35: `initial` is longer than `max`, which would cut it: raise `max` or lower `initial`
//~ error at 23:76-23:77: the share of `jitter` must be above 0 and at most 1: write 0.2 for give or take 20 %
//~ error at 28:20-28:22: `backoff` takes a value of type `Backoff`: write `fixed = 2s` without it
