use std::time::Duration;

use retry_runtime::retry;

#[retry(immediate, max_attempts = (text), on = any)]
pub fn f1(text: &str) -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, max_retries = (items.len()), on = any)]
pub fn f2(items: &[u8]) -> Result<u8, String> {
    Ok(1)
}

#[retry(fixed = (n), max_elapsed = (n + 1), on = any)]
pub fn f3(n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(exponential(initial = (n), factor = (n), max = (n)), on = any)]
pub fn f4(n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(fixed = 1s, jitter = (n), on = any)]
pub fn f5(n: f32) -> Result<u8, String> {
    Ok(1)
}

#[retry(backoff = (n), on = any)]
pub fn f6(n: Duration) -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, name = (n + 1), on = any)]
pub async fn f7(n: u32) -> Result<u8, String> {
    Ok(1)
}

#[retry(immediate, max_attempts = (self.most), on = any)]
pub fn f8() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error[E0308] at 5:36-5:40
//~ error[E0308] at 10:35-10:46
//~ error[E0308] at 15:18-15:19
//~ error[E0308] at 15:37-15:42
//~ error[E0308] at 20:32-20:33
//~ error[E0308] at 20:46-20:47
//~ error[E0308] at 20:57-20:58
//~ error[E0277] at 25:31-25:32: a jitter is a share of the delay, of type `f64`, a `Duration` on top of it, or a `Jitter`, not `f32`
//~   label: this does not say how delays are spread
//~ error[E0308] at 30:20-30:21
//~ error[E0277] at 35:28-35:29: a name is a `&str` or a `String`, not `u32`
//~   label: this is no name for the call
//~ error[E0424] at 40:36-40:40
