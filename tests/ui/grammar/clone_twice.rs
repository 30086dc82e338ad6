use retry_runtime::retry;

#[retry(immediate, on = any, clone(request, request))]
pub fn fetch(request: String) -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:45-3:52: `request` is named twice: keep one
