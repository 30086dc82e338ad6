use retry_runtime::retry;

#[retry(immediate, on = any, crate = "retry_runtime")]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:38-3:53: write the path without quotes: `crate = retry_runtime`
