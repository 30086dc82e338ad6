use retry_runtime::retry;

#[retry(immediate, max_attempts, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:32: `max_attempts` needs a value: write `max_attempts = 4`
