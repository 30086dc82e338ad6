use retry_runtime::retry;

pub enum Error {
    Timeout,
}

#[retry(immediate, on(Error::Timeot))]
pub fn fetch() -> Result<u32, Error> {
    Ok(1)
}

fn main() {}

//~ error[E0599] at 7:30-7:36
