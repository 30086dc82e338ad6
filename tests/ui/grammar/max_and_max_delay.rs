use retry_runtime::retry;

#[retry(exponential(max = 10s), max_delay = 20s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:21-3:24: `max` is the same limit as `max_delay`: keep one of them
