use retry_runtime::retry;

#[retry(fixed = 1s, jitter = 0.0, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:30-3:33: a share of 0 is no jitter: write `jitter = none`
