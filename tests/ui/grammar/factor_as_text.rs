use retry_runtime::retry;

#[retry(exponential(factor = "two"), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:30-3:35: `factor` must be a number, such as 2 or 1.5
