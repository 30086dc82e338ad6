use retry_runtime::retry;

#[retry(exponential(inital = 1s), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
