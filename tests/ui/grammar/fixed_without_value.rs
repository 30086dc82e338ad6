use retry_runtime::retry;

#[retry(fixed, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:9-3:14: `fixed` needs a value: write `fixed = 2s`
