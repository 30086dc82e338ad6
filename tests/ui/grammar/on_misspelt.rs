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

#[retry(immediate, on(Timeuot))]
pub fn f1() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Timeuot | Rset))]
pub fn f2() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Error::Kind(Slwo)))]
pub fn f3() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Status))]
pub fn f4() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(&Timeuot))]
pub fn f5() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on(Timeuot if true))]
pub fn f6() -> Result<u8, Error> {
    Ok(1)
}

#[retry(immediate, on((Timeuot)))]
pub fn f7() -> Result<u8, Error> {
    Ok(1)
}

fn main() {}

//~ error[E0531] at 16:23-16:30
//~ error[E0531] at 21:23-21:30
//~ error[E0531] at 21:33-21:37
//~ error[E0531] at 26:35-26:39
//~ error[E0531] at 31:23-31:29
//~ error[E0531] at 36:24-36:31
//~ error[E0531] at 41:23-41:30
//~ error[E0531] at 46:24-46:31
