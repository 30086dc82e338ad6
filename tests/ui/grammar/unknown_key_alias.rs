use retry_runtime::retry;

#[retry(immediate, attempts = 4, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:28: unknown key `attempts`: did you mean `max_attempts`?
