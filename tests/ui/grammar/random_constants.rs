use retry_runtime::retry;

const ZERO: std::time::Duration = std::time::Duration::ZERO;
const ONE: std::time::Duration = std::time::Duration::from_secs(1);
const TWO: std::time::Duration = std::time::Duration::from_secs(2);
const P: retry_runtime::Policy = retry_runtime::Policy::EXTERNAL;
const MOST: u32 = 4;

#[retry(on = any, random(min = TWO, max = ONE))]
pub fn f0() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = ONE, max = ONE))]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = ZERO, max = ZERO))]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 3s, max = TWO))]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, policy = P, random(min = TWO, max = ONE))]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1, max = MOST))]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1s, max = MOST))]
pub fn f6() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error[E0080] at 9:32-9:35: `min` of `random` is longer than `max`: swap them
//~ error[E0080] at 14:32-14:35: `min` and `max` of `random` are the same, so nothing is random: use `fixed`
//~ error[E0080] at 19:32-19:36: the delay is zero: use `immediate` for no wait
//~ error[E0080] at 24:42-24:45: `min` of `random` is longer than `max`: swap them
//~ error[E0080] at 29:44-29:47: `min` of `random` is longer than `max`: swap them
//~ error at 34:32-34:33: `min`: this duration has no unit: write `1ms` or `1s`
//~ error[E0308] at 39:42-39:46
