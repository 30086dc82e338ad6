use retry_runtime::retry;

#[retry(immediate, attempt_timeout = 2s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
