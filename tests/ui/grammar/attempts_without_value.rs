use retry_runtime::retry;

#[retry(immediate, max_attempts, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
