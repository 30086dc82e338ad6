use retry_runtime::retry;

const MOST: u32 = 0;

#[retry(immediate, max_attempts = MOST, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
