use retry_runtime::retry;

#[retry(immediate, on = any, attempt = "attempt")]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:40-3:49: write the name without quotes: `attempt = attempt`
