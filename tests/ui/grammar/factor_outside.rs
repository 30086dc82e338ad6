use retry_runtime::retry;

#[retry(exponential, factor = 2, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:22-3:28: `factor` belongs to its backoff: write `exponential(factor = …)`
