use retry_runtime::retry;

#[retry(immediate, on = any, attempt = n)]
pub fn fetch(n: u32) -> Result<u32, String> {
    Ok(n)
}

#[retry(immediate, on = any, attempt = n)]
pub async fn destructured((n, _): (u32, u32)) -> Result<u32, String> {
    Ok(n)
}

fn main() {}

//~ error at 3:40-3:41: `n` is an argument already: give the attempt another name
//~ error at 8:40-8:41: `n` is an argument already: give the attempt another name
