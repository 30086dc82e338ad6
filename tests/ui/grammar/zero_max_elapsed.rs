use retry_runtime::retry;

#[retry(immediate, max_elapsed = 0s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:34-3:36: `max_elapsed` is zero, so it could never retry: raise it, or use `max_attempts` of 1
