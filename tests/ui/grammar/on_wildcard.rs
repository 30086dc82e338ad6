use retry_runtime::retry;

#[retry(immediate, on(_))]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
