use retry_runtime::retry;

#[retry(internal, policy = retry_runtime::Policy::EXTERNAL, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
