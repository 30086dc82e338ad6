use retry_runtime::retry;

#[retry(immediate, max_attempts = 2.5, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:35-3:38: `max_attempts`: a count must be a whole number, such as 4
