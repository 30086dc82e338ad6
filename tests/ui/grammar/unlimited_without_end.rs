use retry_runtime::retry;

#[retry(immediate, max_attempts = unlimited, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:35-3:44: `unlimited` would never give up: add `max_elapsed = 30s`, `deadline`, `cancel` or a `budget`, or say `max_attempts = forever`
