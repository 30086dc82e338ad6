use retry_runtime::retry;

#[retry(max_elapsed = 500ms, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
