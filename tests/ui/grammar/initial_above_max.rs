use retry_runtime::retry;

#[retry(exponential(initial = 10s, max = 5s), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:31-3:34: `initial` is longer than `max`, which would cut it: raise `max` or lower `initial`
