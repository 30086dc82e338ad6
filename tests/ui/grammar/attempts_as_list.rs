use retry_runtime::retry;

#[retry(immediate, max_attempts(4), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:35: `max_attempts` is not written like this: write `max_attempts = 4`
