use retry_runtime::retry;

#[retry(internal, external, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:19-3:27: `external` contradicts `internal`: keep one of them
