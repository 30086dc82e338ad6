use retry_runtime::retry;

#[retry(immediate, on([..]))]
pub fn f1() -> Result<u8, [u8; 2]> {
    Ok(1)
}

#[retry(immediate, on([all @ ..]))]
pub fn f2() -> Result<u8, [u8; 2]> {
    Ok(1)
}

fn main() {}

//~ error at 3:23-3:27: this pattern matches every error: write `on = any`
//~ error at 8:23-8:33: this pattern matches every error: write `on = any`
