use retry_runtime::retry;

#[retry(immediate, max_retry_after = 0s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:38-3:40: `max_retry_after` is zero: use 1 ns to never follow a server's hint
