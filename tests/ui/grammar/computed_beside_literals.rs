use std::time::Duration;

use retry_runtime::retry;

#[retry(exponential(factor = 0.5), max_attempts = (n), on = any)]
pub fn f1(n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(initial = 5s, max = 1s), max_attempts = (n), on = any)]
pub fn f2(n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(fixed = 10s, max_elapsed = 5s, max_delay = (cap), on = any)]
pub fn f3(cap: Duration) -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(initial = (base)), max_delay = 0s, jitter = 1.5, max_elapsed = 0s, on = any)]
pub fn f4(base: Duration) -> Result<u8, String> {
    Ok(1)
}

#[retry(linear(initial = (base), increment = 0s), on = any)]
pub fn f5(base: Duration) -> Result<u8, String> {
    Ok(1)
}

#[retry(external, max_delay = 1ms, max_attempts = (n), on = any)]
pub fn f6(n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(initial = (base), max = 1s), max_delay = (base), max_attempts = (n), max_retries = (n), on = any)]
pub fn f7(base: Duration, n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, jitter, max_attempts = unlimited, max_delay = (cap), on = any)]
pub fn f8(cap: Duration) -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential, max_attempts = (n), max_attemps = 3, on = any)]
pub fn f9(n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(fixed = 10s, jitter, max_delay = (cap), max_elapsed = 4s, on = any)]
pub fn f10(cap: Duration) -> Result<u8, String> {
    Ok(1)
}

#[retry(external, max_delay = (cap), max_elapsed = 200ms, on = any)]
pub fn f11(cap: Duration) -> Result<u8, String> {
    Ok(1)
}

#[retry(delays(5s, 20s), jitter = equal, max_delay = (cap), max_elapsed = 2s, on = any)]
pub fn f12(cap: Duration) -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 5:30-5:33: `factor` must be a finite number of at least 1, or the delays would shrink: write 2.0 to double them
//~ error at 10:31-10:33: `initial` is longer than `max`, which would cut it: raise `max` or lower `initial`
//~ error at 15:36-15:38: `max_elapsed` is shorter than the first delay, so it could never retry: raise `max_elapsed` or shorten the delay
//~ error at 20:52-20:54: `max_delay` is zero, so no delay would be left: use `immediate` for no wait
//~ error at 20:65-20:68: the share of `jitter` must be above 0 and at most 1: write 0.2 for give or take 20 %
//~ error at 20:84-20:86: `max_elapsed` is zero, so it could never retry: raise it, or use `max_attempts` of 1
//~ error at 25:46-25:48: `increment` is zero, so the delay would never grow: use `fixed`
//~ error at 30:31-30:34: `max_delay` is shorter than the first delay of `external`, 500 ms: raise it, or add a backoff
//~ error at 35:39-35:42: `max` is the same limit as `max_delay`: keep one of them
//~ error at 35:90-35:101: `max_retries` is `max_attempts` counted without the first attempt: keep one of them
//~ error at 40:20-40:26: `jitter` has nothing to spread on `immediate`: remove it, or use `fixed` with a short delay
//~ error at 40:43-40:52: `unlimited` would never give up: add `max_elapsed = 30s`, `deadline`, `cancel` or a `budget`, or say `max_attempts = forever`
//~ error at 45:42-45:53: unknown key `max_attemps`: did you mean `max_attempts`?
//~ error at 50:63-50:65: `max_elapsed` is shorter than the first delay, so it could never retry: raise `max_elapsed` or shorten the delay
//~ error at 55:52-55:57: `max_elapsed` is shorter than the first delay, so it could never retry: raise `max_elapsed` or shorten the delay
//~ error at 60:75-60:77: `max_elapsed` is shorter than the first delay, so it could never retry: raise `max_elapsed` or shorten the delay
