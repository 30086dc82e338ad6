use retry_runtime::retry;

#[retry(external, max_delay = 1ms, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:31-3:34: `max_delay` is shorter than the first delay of `external`, 500 ms: raise it, or add a backoff
