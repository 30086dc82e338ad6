use retry_runtime::retry;

#[retry(fixed = 0x10ms, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:23: `fixed`: write a duration in decimal: `100ms`
