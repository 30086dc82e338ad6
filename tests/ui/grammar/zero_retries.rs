use retry_runtime::retry;

#[retry(immediate, max_retries = 0, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:34-3:35: `max_retries = 0` never retries: remove the attribute, or allow at least 1
