use retry_runtime::retry;

#[retry(fixed = 5sec, max_attempts = 0, jiter)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
