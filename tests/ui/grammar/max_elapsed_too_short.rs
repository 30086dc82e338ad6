use retry_runtime::retry;

#[retry(exponential(initial = 10s), max_elapsed = 5s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:51-3:53: `max_elapsed` is shorter than the first delay, so it could never retry: raise `max_elapsed` or shorten the delay
