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

#[retry(immediate, on(Error::Timeout, Error::Reset))]
pub fn f1() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Error::Timeout,))]
pub fn f2() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Error::Timeout || Error::Reset))]
pub fn f3() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Error::Status(code) && *code > 500))]
pub fn f4() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Error::))]
pub fn f5() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Error::Timeout if))]
pub fn f6() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(!is_transient))]
pub fn f7() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(500..=599 500))]
pub fn f8() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Error::Timeout Error::Reset))]
pub fn f9() -> Result<u8, Error> {
    Ok(1)
}

fn main() {}

//~ error at 16:37-16:38: between patterns stands `|`: write `on(Error::Timeout | Error::Reset)`
//~ error at 21:37-21:38: `on`: a pattern ends without a comma: remove it
//~ error at 26:38-26:39: between patterns stands one `|`: write `on(Error::Timeout | Error::Reset)`
//~ error at 31:43-31:44: a condition begins with `if`: write `on(Error::Status(code) if *code >= 500)`
//~ error at 36:23-36:30: this is no pattern: write one as in `on(Error::Timeout)`, or a predicate, `on = is_transient`
//~ error at 41:23-41:40: this is no pattern: write one as in `on(Error::Timeout)`, or a predicate, `on = is_transient`
//~ error at 46:23-46:36: this is no pattern: write one as in `on(Error::Timeout)`, or a predicate, `on = is_transient`
//~ error at 51:23-51:36: this is no pattern: write one as in `on(Error::Timeout)`, or a predicate, `on = is_transient`
//~ error at 56:23-56:50: this is no pattern: write one as in `on(Error::Timeout)`, or a predicate, `on = is_transient`
