use retry_runtime::retry;

#[retry(immediate, on = any, on_result = Result::is_err)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:30-3:39: `on_result` looks at the whole return value, errors included: keep it or `on`, not both
