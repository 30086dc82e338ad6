use retry_runtime::retry;

pub enum Error {
    Timeout,
    Status(u16),
}

#[retry(immediate, on = Error::Timeout)]
pub fn unit() -> Result<(), Error> {
    Ok(())
}

#[retry(immediate, on = Error::Status(500))]
pub fn tuple() -> Result<(), Error> {
    Ok(())
}

fn main() {}

//~ error at 8:25-8:39: a pattern goes in parentheses: write `on(Error::Timeout)`
//~ error at 13:25-13:43: a pattern goes in parentheses: write `on(Error::Status(500))`
