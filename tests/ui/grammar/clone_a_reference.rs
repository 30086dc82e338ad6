use retry_runtime::retry;

#[retry(immediate, on = any, clone(request))]
pub fn fetch(request: &str) -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:36-3:43: `request` is a reference, which every attempt can use: remove it
