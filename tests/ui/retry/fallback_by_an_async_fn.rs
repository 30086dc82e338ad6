use retry_runtime::{End, retry};

async fn cached(_: String, _: &End) -> Result<u32, String> {
    Ok(1)
}

#[retry(immediate, on = any, fallback = cached)]
pub async fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error[E0277] at 7:41-7:47: a fallback returns what the function returns, `Result<u32, String>`, and this one returns `impl Future<Output = Result<u32, String>>`
//~   label: not the return type of the annotated function
//~   note: where it is an `async fn`, await it: `fallback = async |error, end| name(error, end).await`
