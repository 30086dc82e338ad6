use retry_runtime::retry;

#[retry(fixed = true, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:21: `fixed`: expected a duration: `100ms`, `1.5s`, `2m`, `1h`
