use retry_runtime::retry;

#[retry(fixed = 5sec, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
