use retry_runtime::retry;

#[retry(immediate, on)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
