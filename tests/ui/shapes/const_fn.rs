use retry_runtime::retry;

#[retry(immediate, on = any)]
pub const fn constant() -> Result<u32, u32> {
    Ok(3)
}

fn main() {}
