use retry_runtime::retry;

#[retry(immediate, on = any, clone(request))]
pub fn fetch(request: &str) -> Result<u32, String> {
    Ok(1)
}

fn main() {}
