use retry_runtime::retry;

#[retry(exponential(inital = 1s), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:21-3:27: `exponential`: unknown key `inital`: did you mean `initial`?
