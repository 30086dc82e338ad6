use retry_runtime::retry;

#[retry(immediate, on(_))]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:23-3:24: this pattern matches every error: write `on = any`
