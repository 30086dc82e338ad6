use retry_runtime::retry;

#[retry(immediate, max_attempts = -1, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:35-3:37: `max_attempts`: a count cannot be negative: write a whole number, such as 4
