use retry_runtime::retry;

pub enum Error {
    Timeout,
}

#[retry(immediate)]
pub async fn fetch() -> Result<u32, Error> {
    Err(Error::Timeout)
}

fn main() {}
