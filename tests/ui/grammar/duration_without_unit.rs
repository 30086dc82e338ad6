use retry_runtime::retry;

#[retry(fixed = 100, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:20: `fixed`: this duration has no unit: write `100ms` or `100s`
