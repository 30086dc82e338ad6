use retry_runtime::retry;

#[retry(max_elapsed = 500ms, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:23-3:28: `max_elapsed` is shorter than the first delay, so it could never retry: raise `max_elapsed` or shorten the delay
