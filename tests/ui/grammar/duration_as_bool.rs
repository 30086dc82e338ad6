use retry_runtime::retry;

#[retry(fixed = true, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
