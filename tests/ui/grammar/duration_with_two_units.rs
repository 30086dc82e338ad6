use retry_runtime::retry;

#[retry(fixed = 1m30s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:22: `fixed`: write one number and one unit, `90s`, or a string, "1m30s"
