use retry_runtime::retry;

#[retry(immediate, max_attempts = 0, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:35-3:36: `max_attempts` counts the first call too, so it must be at least 1
