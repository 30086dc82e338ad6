use retry_runtime::retry;

#[retry(on = any, max_attempts = u64::MAX)]
pub fn f1() -> Result<u8, String> {
    Ok(1)
}

#[retry(on = any, exponential(factor = 1 / 2))]
pub fn f2() -> Result<u8, String> {
    Ok(1)
}

fn main() {}

//~ error[E0308] at 3:34-3:42
//~ error[E0308] at 8:40-8:45
