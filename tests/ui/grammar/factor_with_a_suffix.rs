use retry_runtime::retry;

#[retry(exponential(factor = 2s), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:30-3:32: `factor` is a plain number: remove the suffix `s`
