use retry_runtime::retry;

#[retry(immediate, fallback = |_| Ok(1), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
