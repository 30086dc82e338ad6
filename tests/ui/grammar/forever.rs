use retry_runtime::retry;

#[retry(on = any, immediate, max_attempts = unlimited)]
pub fn f0() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, max_retries = forever)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, max_attempts = "forever")]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, max_attempts = inf)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, max_attempts = never)]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, forever)]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, unlimited)]
pub fn f6() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, infinite)]
pub fn f7() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, max_retries = None)]
pub fn f8() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, immediate, max_attempts = forever, max_retries = 3)]
pub fn f9() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 0s, max_attempts = forever)]
pub fn f10() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:45-3:54: `unlimited` would never give up: add `max_elapsed = 30s`, `deadline`, `cancel` or a `budget`, or say `max_attempts = forever`
//~ error at 8:44-8:51: write `max_attempts = forever` for no limit
//~ error at 13:45-13:54: `max_attempts`: write `forever` without quotes
//~ error at 18:45-18:48: for no limit, write `max_attempts = unlimited` if something else ends the call, else `max_attempts = forever`
//~ error at 23:45-23:50: for no limit, write `max_attempts = unlimited` if something else ends the call, else `max_attempts = forever`
//~ error at 28:30-28:37: unknown key `forever`: write `max_attempts = forever`
//~ error at 33:30-33:39: unknown key `unlimited`: write `max_attempts = unlimited`
//~ error at 38:30-38:38: unknown key `infinite`: for no limit, write `max_attempts = unlimited` if something else ends the call, else `max_attempts = forever`
//~ error at 43:44-43:48: `max_retries`: for no limit, write `max_attempts = unlimited` if something else ends the call, else `max_attempts = forever`
//~ error at 48:54-48:65: `max_retries` is `max_attempts` counted without the first attempt: keep one of them
//~ error at 53:27-53:29: `fixed` is zero: use `immediate` for no wait
