use retry_runtime::retry;

#[retry(immediate, max_attempts = most, on = any)]
pub fn fetch(most: u32) -> Result<u32, String> {
    Ok(1)
}

fn main() {}
