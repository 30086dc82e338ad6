use retry_runtime::retry;

#[retry(immediate, on = any, fallback = Ok(3))]
pub fn called() -> Result<u32, String> {
    Ok(1)
}

#[retry(immediate, fallback = None)]
pub fn named() -> Option<u32> {
    Some(1)
}

#[retry(immediate, fallback = Vec::new())]
pub fn made() -> Option<u32> {
    Some(1)
}

fn main() {}

//~ error at 3:41-3:46: a fallback is called with the last error and the end: write `fallback = |error, end| …`
//~ error at 8:31-8:35: a fallback is called with the last error and the end: write `fallback = |error, end| …`
//~ error[E0618] at 13:31-13:41
