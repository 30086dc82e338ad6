use retry_runtime::retry;

#[retry(immediate, on = any, fallback = async |_, _| Ok(1))]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:41-3:59: a blocking function cannot await its fallback: write a plain function or closure
