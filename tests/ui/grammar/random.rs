use retry_runtime::retry;

#[retry(on = any, random)]
pub fn f0() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random = 1s)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random())]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1s))]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(max = 1s))]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 2s, max = 1s))]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1s, max = 1s))]
pub fn f6() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 0s, max = 0s))]
pub fn f7() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1s, max = 0s))]
pub fn f8() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(100ms, 1s))]
pub fn f9() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 100, max = 1s))]
pub fn f10() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = -1s, max = 1s))]
pub fn f11() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1s, max = 2s, min = 1s))]
pub fn f12() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1s, mx = 2s))]
pub fn f13() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(initial = 1s, max = 2s))]
pub fn f14() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1s, max = 2s, factor = 2))]
pub fn f15() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1s, max = 2s), jitter)]
pub fn f16() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, jitter = none, random(min = 1s, max = 2s))]
pub fn f17() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s, random(min = 1s, max = 2s))]
pub fn f18() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1s, max = 2s), backoff = random(min, max))]
pub fn f19() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 1s, max = 6s), max_delay = 5s)]
pub fn f20() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, internal, random(min = 100ms, max = 251ms))]
pub fn f21() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, random(min = 2s, max = 6s), max_elapsed = 1s)]
pub fn f22() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, wait_random = 1s)]
pub fn f23() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, backoff = random)]
pub fn f24() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:19-3:25: `random` needs a value: write `random(min = 100ms, max = 1s)`
//~ error at 8:19-8:30: `random` is not written like this: write `random(min = 100ms, max = 1s)`
//~ error at 13:19-13:27: `random` lacks `min` and `max`: write `random(min = 100ms, max = 1s)`
//~ error at 18:19-18:35: `random` lacks `max`: write `random(min = 100ms, max = 1s)`
//~ error at 23:19-23:35: `random` lacks `min`: write `random(min = 100ms, max = 1s)`
//~ error at 28:32-28:34: `min` of `random` is longer than `max`: swap them
//~ error at 33:32-33:34: `min` and `max` of `random` are the same, so nothing is random: use `fixed`
//~ error at 38:42-38:44: `max` is zero: use `immediate` for no wait
//~ error at 43:42-43:44: `max` is zero: use `immediate` for no wait
//~ error at 48:26-48:31: `random`: a value needs its key: write `min = 100ms`
//~ error at 48:33-48:35: `random`: a value needs its key: write `max = 1s`
//~ error at 53:32-53:35: `min`: this duration has no unit: write `100ms` or `100s`
//~ error at 58:32-58:35: `min`: a duration cannot be negative: write `1s`
//~ error at 63:46-63:49: `min` is given twice: keep one
//~ error at 68:36-68:38: `random`: unknown key `mx`: did you mean `max`?
//~ error at 73:26-73:33: `random`: unknown key `initial`: did you mean `min`?
//~ error at 78:46-78:52: `factor` belongs to its backoff: write `exponential(factor = …)`
//~ error at 83:47-83:53: `random` is spread already: remove `jitter`, or write `fixed` in place of `random`
//~ error at 88:19-88:25: `random` is spread already: remove `jitter`, or write `fixed` in place of `random`
//~ error at 93:31-93:37: `random` contradicts `fixed`: keep one of them
//~ error at 98:47-98:54: `backoff` contradicts `random`: keep one of them
//~ error at 103:42-103:44: `max` is longer than the `max_delay`, 5 s, which would cut it: raise `max_delay` or lower `max`
//~ error at 108:55-108:60: `max` is longer than the `max_delay` of the tier, 250 ms, which would cut it: raise `max_delay` or lower `max`
//~ error at 113:61-113:63: `max_elapsed` is shorter than the first delay, so it could never retry: raise `max_elapsed` or shorten the delay
//~ error at 118:19-118:30: unknown key `wait_random`: did you mean `random`?
//~ error at 123:29-123:35: `backoff` takes a value of type `Backoff`: write `random` without it
