use retry_runtime::retry;

#[retry(immediate, on = Error::A | Error::B)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:25-3:44: patterns go in parentheses: `on(Error::Timeout | Error::Reset)`
