use retry_runtime::retry;

#[retry(immediate, on = any, fallback = |_, _| async { Ok(1) })]
pub async fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:41-3:63: a fallback that waits is an `async` closure: write `fallback = async |error, end| …`
