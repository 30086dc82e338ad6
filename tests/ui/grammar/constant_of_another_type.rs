use retry_runtime::retry;

const MOST: &str = "4";

#[retry(immediate, max_attempts = MOST, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error[E0308] at 5:35-5:39
