use retry_runtime::retry;

#[retry(immediate, on = any, on_result = Result::is_err)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}
