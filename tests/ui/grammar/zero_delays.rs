use retry_runtime::retry;

const ZERO: std::time::Duration = std::time::Duration::ZERO;

#[retry(on = any, delays(0s))]
pub fn f0() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, delays(0s, 0ms, 0h))]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, delays(ZERO, 0s))]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, delays(0s, 90s), max_delay = 60s)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, delays(0s, 0s), jitter = 2s)]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 5:26-5:28: `delays` is zero: use `immediate` for no wait
//~ error at 10:26-10:37: `delays` is zero: use `immediate` for no wait
//~ error[E0080] at 15:26-15:30: the delay is zero: use `immediate` for no wait
//~ error at 20:30-20:33: `delays` is longer than `max_delay`, which would cut it: raise `max_delay` or lower `delays`
//~ error at 25:26-25:32: `delays` is zero: use `immediate` for no wait
