use retry_runtime::retry;

#[retry(immediate, max_retry_after = 0s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:38-3:40: `max_retry_after` is zero, so every hint would end the call: raise it, or say that with `1ns`
