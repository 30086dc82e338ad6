use retry_runtime::retry;

#[retry(immediate, attempt_timeout = 2s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:35: unknown key `attempt_timeout`: put the call that takes too long into `tokio::time::timeout`; `max_elapsed` limits only when a retry starts
