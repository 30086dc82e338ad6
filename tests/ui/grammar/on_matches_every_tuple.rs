use retry_runtime::retry;

#[retry(immediate, on((_, _)))]
pub fn f1() -> Result<u8, (u8, u8)> {
    Ok(1)
}

#[retry(immediate, on((..)))]
pub fn f2() -> Result<u8, (u8, u8)> {
    Ok(1)
}

#[retry(immediate, on((a, _)))]
pub fn f3() -> Result<u8, (u8, u8)> {
    Ok(1)
}

#[retry(immediate, on((a, ..)))]
pub fn f4() -> Result<u8, (u8, u8)> {
    Ok(1)
}

fn main() {}

//~ error at 3:23-3:29: this pattern matches every error: write `on = any`
//~ error at 8:23-8:27: this pattern matches every error: write `on = any`
//~ error at 13:23-13:29: this pattern matches every error: write `on = any`
//~ error at 18:23-18:30: this pattern matches every error: write `on = any`
