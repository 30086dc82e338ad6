use retry_runtime::retry;

#[retry(on = any, fixed = 1d)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 2w)]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1.5days)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1M)]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1H)]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1x)]
pub fn f6() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 5ss)]
pub fn f7() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 5milliseconds)]
pub fn f8() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 5f64)]
pub fn f9() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1u64)]
pub fn f10() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:27-3:29: `fixed`: the longest unit is `h`: write `24h`
//~ error at 8:27-8:29: `fixed`: the longest unit is `h`: write `336h`
//~ error at 13:27-13:34: `fixed`: the longest unit is `h`: write `36h`
//~ error at 18:27-18:29: `fixed`: unknown unit `M`: the units are `ns`, `us`, `ms`, `s`, `m` and `h`
//~ error at 23:27-23:29: `fixed`: unknown unit `H`: write `1h`
//~ error at 28:27-28:29: `fixed`: unknown unit `x`: the units are `ns`, `us`, `ms`, `s`, `m` and `h`
//~ error at 33:27-33:30: `fixed`: unknown unit `ss`: write `5s`
//~ error at 38:27-38:40: `fixed`: unknown unit `milliseconds`: write `5ms`
//~ error at 43:27-43:31: `fixed`: unknown unit `f64`: the units are `ns`, `us`, `ms`, `s`, `m` and `h`
//~ error at 48:27-48:31: `fixed`: unknown unit `u64`: the units are `ns`, `us`, `ms`, `s`, `m` and `h`
