use retry_runtime::retry;

#[retry(immediate, jitter, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:26: `jitter` has nothing to spread on `immediate`: remove it, or use `fixed` with a short delay
