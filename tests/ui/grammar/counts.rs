use retry_runtime::retry;

#[retry(on = any, max_attempts = 4.0)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = 1e3)]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = 4.5)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = 4.0f32)]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = -4)]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = 0)]
pub fn f6() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = 18446744073709551616)]
pub fn f7() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = 4294967296)]
pub fn f8() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = 4u64)]
pub fn f9() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = '4')]
pub fn f10() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = true)]
pub fn f11() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = None)]
pub fn f12() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = forever)]
pub fn f13() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = "4")]
pub fn f14() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = "unlimited")]
pub fn f15() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = b"4")]
pub fn f16() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_retries = 4.0)]
pub fn f17() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_retries = infinite)]
pub fn f18() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:34-3:37: `max_attempts`: a count is a whole number: write `4`
//~ error at 8:34-8:37: `max_attempts`: a count is a whole number: write `1000`
//~ error at 13:34-13:37: `max_attempts`: a count must be a whole number, such as 4
//~ error at 18:34-18:40: `max_attempts`: a count must be a whole number, such as 4
//~ error at 23:34-23:36: `max_attempts`: a count cannot be negative: write a whole number, such as 4
//~ error at 28:34-28:35: `max_attempts` counts the first call too, so it must be at least 1
//~ error at 33:34-33:54: this count is too large: write `max_attempts = unlimited` for no limit
//~ error at 38:34-38:44: this count is too large: write `max_attempts = unlimited` for no limit
//~ error at 43:34-43:38: `max_attempts`: this is a count: remove the suffix `u64`
//~ error at 48:34-48:37: `max_attempts`: expected a whole number, such as 4, or `unlimited` or `forever`
//~ error at 53:34-53:38: `max_attempts`: expected a whole number, such as 4, or `unlimited` or `forever`
//~ error at 58:34-58:38: for no limit, write `max_attempts = unlimited` if something else ends the call, else `max_attempts = forever`
//~ error at 68:34-68:37: `max_attempts`: write the number without quotes: 4
//~ error at 73:34-73:45: `max_attempts`: write `unlimited` without quotes
//~ error at 78:34-78:38: `max_attempts`: expected a whole number, such as 4, or `unlimited` or `forever`
//~ error at 83:33-83:36: `max_retries`: a count is a whole number: write `4`
//~ error at 88:33-88:41: `max_retries`: for no limit, write `max_attempts = unlimited` if something else ends the call, else `max_attempts = forever`
