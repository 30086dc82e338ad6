use retry_runtime::retry;

#[retry(delays(1s, 2x), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
