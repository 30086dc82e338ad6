use retry_runtime::retry;

#[retry(immediate, on())]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:24: name a pattern of the error: `on(Error::Timeout)`
