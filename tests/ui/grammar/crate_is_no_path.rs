use retry_runtime::retry;

#[retry(immediate, on = any, crate = "retry_runtime")]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
