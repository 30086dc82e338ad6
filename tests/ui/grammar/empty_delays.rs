use retry_runtime::retry;

#[retry(delays(), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:9-3:17: `delays` needs at least one delay: add one, or use `immediate` for no wait
