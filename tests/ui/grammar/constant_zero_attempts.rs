use retry_runtime::retry;

const MOST: u32 = 0;

#[retry(immediate, max_attempts = MOST, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error[E0080] at 5:35-5:39: `max_attempts` counts the first call too, so it must be at least 1
