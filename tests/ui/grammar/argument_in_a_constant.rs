use retry_runtime::retry;

#[retry(immediate, max_attempts = most, on = any)]
pub fn fetch(most: u32) -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:35-3:39: `max_attempts` is a constant here, and cannot use `most`: write `max_attempts = (most)` to have it computed at each call
