use retry_runtime::retry;

#[retry(linear(initial = 1s, initial = 2s), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:30-3:37: `initial` is given twice: keep one
