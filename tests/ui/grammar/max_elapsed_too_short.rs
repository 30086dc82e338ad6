use retry_runtime::retry;

#[retry(exponential(initial = 10s), max_elapsed = 5s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
