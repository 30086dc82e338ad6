use retry_runtime::retry;

#[derive(PartialEq, Eq)]
pub enum Error {
    Timeout,
    Reset,
    Status(u16),
    Kind(Kind),
}

#[derive(PartialEq, Eq)]
pub enum Kind {
    Slow,
}

#[retry(immediate, on(&_))]
pub fn f1() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on((_)))]
pub fn f2() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(x @ _))]
pub fn f3() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Error::Timeout | _))]
pub fn f4() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(&x))]
pub fn f5() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(mut x))]
pub fn f6() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(ref x))]
pub fn f7() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on((a)))]
pub fn f8() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(&(Error::Timeout | ref x)))]
pub fn f9() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(_x))]
pub fn f10() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(x @ (_ | Error::Timeout)))]
pub fn f11() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(is_transient | is_busy))]
pub fn f12() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(|error| true))]
pub fn f13() -> Result<u8, Error> {
    Ok(1)
}

fn main() {}

//~ error at 16:23-16:25: this pattern matches every error: write `on = any`
//~ error at 21:23-21:26: this pattern matches every error: write `on = any`
//~ error at 26:23-26:28: this pattern matches every error: write `on = any`
//~ error at 31:40-31:41: this pattern matches every error: write `on = any`
//~ error at 36:23-36:25: this pattern matches every error, since `x` is a new variable in it: write `on = x` to call it, or `on = any`
//~ error at 41:23-41:28: this pattern matches every error: write `on = any`
//~ error at 46:23-46:28: this pattern matches every error: write `on = any`
//~ error at 51:23-51:26: this pattern matches every error, since `a` is a new variable in it: write `on = a` to call it, or `on = any`
//~ error at 56:23-56:48: this pattern matches every error: write `on = any`
//~ error at 61:23-61:25: this pattern matches every error: write `on = any`
//~ error at 66:23-66:47: this pattern matches every error: write `on = any`
//~ error at 71:23-71:35: this pattern matches every error, since `is_transient` is a new variable in it: write `on = is_transient` to call it, or `on = any`
//~ error at 76:23-76:35: a closure stands without parentheses: write `on = |error| …`
