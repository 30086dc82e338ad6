use retry_runtime::retry;

#[retry(immediate, on = any, max_attempts = 3, max_attempts = 4)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:48-3:60: `max_attempts` is given twice: keep one
