use retry_runtime::retry;

#[retry(delays(1s, 10s), max_delay = 5s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:23: `delays` is longer than `max_delay`, which would cut it: raise `max_delay` or lower `delays`
