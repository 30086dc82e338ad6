use retry_runtime::retry;

#[retry(internal, policy = retry_runtime::Policy::EXTERNAL, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:19-3:25: `policy` contradicts `internal`: keep one of them
