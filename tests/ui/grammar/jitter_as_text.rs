use retry_runtime::retry;

#[retry(fixed = 1s, jitter = "full", on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:30-3:36: write the jitter without quotes: `jitter = full`
