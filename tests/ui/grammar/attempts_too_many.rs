use retry_runtime::retry;

#[retry(immediate, max_attempts = 4294967296, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:35-3:45: this count is too large: write `max_attempts = unlimited` for no limit
