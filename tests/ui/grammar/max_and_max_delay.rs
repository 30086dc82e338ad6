use retry_runtime::retry;

#[retry(exponential(max = 10s), max_delay = 20s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
