use retry_runtime::retry;

#[retry(immediate, fibonacci(initial = 1s), delays(1s), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
