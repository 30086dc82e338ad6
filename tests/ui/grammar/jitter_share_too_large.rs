use retry_runtime::retry;

#[retry(fixed = 1s, jitter = 1.5, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:30-3:33: the share of `jitter` must be above 0 and at most 1: write 0.2 for give or take 20 %
