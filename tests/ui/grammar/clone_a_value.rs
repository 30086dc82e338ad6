use retry_runtime::retry;

#[retry(immediate, on = any, clone(1))]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:36-3:37: `clone` takes names of arguments: `clone(request)`
