use retry_runtime::retry;

#[retry(exponential(factor = "two"), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
