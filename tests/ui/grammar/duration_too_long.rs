use retry_runtime::retry;

#[retry(fixed = 99999999999999999999999999h, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:44: `99999999999999999999999999h` is longer than a duration can be
