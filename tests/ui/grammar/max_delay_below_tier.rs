use retry_runtime::retry;

#[retry(external, max_delay = 1ms, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
