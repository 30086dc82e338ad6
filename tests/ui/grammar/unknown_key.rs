use retry_runtime::retry;

#[retry(immediate, max_attempt = 4, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:31: unknown key `max_attempt`: did you mean `max_attempts`?
