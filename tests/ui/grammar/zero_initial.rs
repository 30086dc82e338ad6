use retry_runtime::retry;

#[retry(exponential(initial = 0ms), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:31-3:34: `initial` is zero: use `immediate` for no wait
