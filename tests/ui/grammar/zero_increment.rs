use retry_runtime::retry;

#[retry(linear(increment = 0s), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:28-3:30: `increment` is zero, so the delay would never grow: use `fixed`
