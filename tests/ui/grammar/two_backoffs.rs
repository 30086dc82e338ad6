use retry_runtime::retry;

#[retry(exponential, fixed = 2s, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:22-3:27: `fixed` contradicts `exponential`: keep one of them
