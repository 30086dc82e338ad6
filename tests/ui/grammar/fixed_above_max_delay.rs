use retry_runtime::retry;

#[retry(fixed = 10s, max_delay = 5s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
