use retry_runtime::retry;

#[retry(exponential(factor = -2), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:30-3:32: `factor` must be a finite number of at least 1, or the delays would shrink: write 2.0 to double them
