use retry_runtime::retry;

#[retry(immediate, max_retries = unlimited, max_elapsed = 1s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:34-3:43: write `max_attempts = unlimited` for no limit
