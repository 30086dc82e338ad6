use retry_runtime::retry;

#[retry(immediate, max_attempts = 4, max_retries = 3, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:38-3:49: `max_retries` is `max_attempts` counted without the first attempt: keep one of them
