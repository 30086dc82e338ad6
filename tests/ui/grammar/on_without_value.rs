use retry_runtime::retry;

#[retry(immediate, on)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:22: `on` needs a value: write `on = is_transient` or `on(Error::Timeout)`
