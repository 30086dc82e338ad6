use retry_runtime::retry;

#[retry(immediate, on = any)]
pub const fn constant() -> Result<u32, u32> {
    Ok(3)
}

fn main() {}

//~ error at 4:5-4:10: a `const fn` cannot be retried: it would have to wait between attempts
