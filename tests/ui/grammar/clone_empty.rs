use retry_runtime::retry;

#[retry(immediate, on = any, clone())]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:30-3:37: name the arguments to clone: `clone(request)`
