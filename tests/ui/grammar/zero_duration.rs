use retry_runtime::retry;

#[retry(fixed = 0s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:19: `fixed` is zero: use `immediate` for no wait
