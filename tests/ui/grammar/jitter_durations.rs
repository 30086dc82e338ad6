use retry_runtime::retry;

const ZERO: std::time::Duration = std::time::Duration::ZERO;
const ONE: std::time::Duration = std::time::Duration::from_secs(1);
const SHARE: f64 = 0.2;

#[retry(on = any, fixed = 1s, jitter = 0s)]
pub fn f0() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = -2s)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = 2sec)]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = 0.2f64)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = "0.2")]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = "0s")]
pub fn f6() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = "fulll")]
pub fn f7() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, jitter = 2s)]
pub fn f8() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, jitter = ONE)]
pub fn f9() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = ZERO)]
pub fn f10() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = SHARE)]
pub fn f11() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = one)]
pub fn f12() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = Jitter::Full)]
pub fn f13() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = |x| x)]
pub fn f14() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = 20)]
pub fn f15() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, jitter = self.jitter())]
pub fn f16() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 7:40-7:42: a jitter of zero is none: write `jitter = none`
//~ error at 12:40-12:43: `jitter`: a duration cannot be negative: write `2s`
//~ error at 17:40-17:44: `jitter`: unknown unit `sec`: write `2s`
//~ error at 22:40-22:46: `jitter`: a jitter is a share of the delay: remove the suffix `f64`, and write 0.2 for give or take 20 %
//~ error at 27:40-27:45: write the share without quotes: `jitter = 0.2`
//~ error at 32:40-32:44: a jitter of zero is none: write `jitter = none`
//~ error at 37:40-37:47: `jitter`: unknown jitter `fulll`: did you mean `full`?
//~ error at 42:30-42:36: `jitter` has nothing to spread on `immediate`: remove it, or use `fixed` with a short delay
//~ error at 47:30-47:36: `jitter` has nothing to spread on `immediate`: remove it, or use `fixed` with a short delay
//~ error[E0080] at 52:40-52:44: the duration of `jitter` is zero, so nothing is random: raise it, or use `none`
//~ error[E0308] at 57:40-57:45
//~ error at 62:40-62:43: `jitter`: unknown jitter `one`: did you mean `none`?
//~ error at 67:40-67:52: `jitter`: unknown jitter `Full`: did you mean `full`?
//~ error at 72:40-72:45: `jitter`: expected `full`, `equal`, `decorrelated`, `none`, a share such as 0.2, or a duration such as `2s`
//~ error at 77:40-77:42: the share of `jitter` must be above 0 and at most 1: write 0.2 for give or take 20 %
//~ error at 82:40-82:53: `jitter` is a constant here, and cannot use `self`: write `jitter = (self.jitter())` to have it computed at each call
