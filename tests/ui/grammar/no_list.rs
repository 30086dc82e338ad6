use retry_runtime::retry;

#[retry(on = any, fixed 2s)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed(2s))]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts: 4)]
pub fn f3() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts == 4)]
pub fn f4() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, max_attempts = 4 jitter)]
pub fn f5() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, exponential jitter)]
pub fn f6() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, exponential; jitter)]
pub fn f7() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, exponential,, jitter)]
pub fn f8() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = , jitter)]
pub fn f9() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, delays(1s; 2s))]
pub fn f10() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, delays(1s 2s))]
pub fn f11() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, fixed = 1s max_attempts = 0, max_elapsed = 0s)]
pub fn f12() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:19-3:27: `fixed` is not written like this: write `fixed = 2s`
//~ error at 8:19-8:28: `fixed` is not written like this: write `fixed = 2s`
//~ error at 13:19-13:34: `max_attempts` is not written like this: write `max_attempts = 4`
//~ error at 18:33-18:36: this is no value for `max_attempts`: write `max_attempts = 4`
//~ error at 23:36-23:42: a comma is missing before `jitter`
//~ error at 28:31-28:37: a comma is missing before `jitter`
//~ error at 33:30-33:31: between keys stands a comma: write `,`
//~ error at 38:31-38:32: between these commas stands nothing: remove one
//~ error at 43:19-43:24: `fixed` lacks its value: write `fixed = 2s`
//~ error at 48:28-48:29: `delays`: expected `,`
//~ error at 53:29-53:31: `delays`: expected `,`
//~ error at 58:30-58:42: a comma is missing before `max_attempts`
//~ error at 58:62-58:64: `max_elapsed` is zero, so it could never retry: raise it, or use `max_attempts` of 1
