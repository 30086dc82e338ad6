use retry_runtime::retry;

#[retry(fixed = 5mss, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:21: `fixed`: unknown unit `mss`: write `5ms`
