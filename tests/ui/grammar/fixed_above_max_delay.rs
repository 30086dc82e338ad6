use retry_runtime::retry;

#[retry(fixed = 10s, max_delay = 5s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:17-3:20: `fixed` is longer than `max_delay`, which would cut it: raise `max_delay` or lower `fixed`
