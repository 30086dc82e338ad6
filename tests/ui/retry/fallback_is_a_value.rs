use retry_runtime::retry;

#[retry(immediate, on = any, fallback = 0)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

const NOTHING: Option<u8> = None;

#[retry(immediate, on = any, fallback = NOTHING)]
pub fn find() -> Option<u8> {
    None
}

fn main() {}

//~ error at 3:41-3:42: a fallback is called with the last error and the end: write `fallback = |error, end| …`
//~ error[E0618] at 10:41-10:48
