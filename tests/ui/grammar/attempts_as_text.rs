use retry_runtime::retry;

#[retry(immediate, max_attempts = "4", on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:35-3:38: `max_attempts`: write the number without quotes: 4
