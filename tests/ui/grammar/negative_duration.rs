use retry_runtime::retry;

#[retry(fixed = -5s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:20: `fixed`: a duration cannot be negative: write `5s`
