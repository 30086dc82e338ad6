use retry_runtime::retry;

#[retry(fixed = 1s, jitter = ful, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:30-3:33: `jitter`: unknown jitter `ful`: did you mean `full`?
