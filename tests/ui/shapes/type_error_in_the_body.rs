use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn blocking() -> Result<u32, String> {
    let text = "three";
    Ok(text)
}

#[retry(immediate, on = any)]
pub async fn awaiting(early: bool) -> Result<u32, String> {
    if early {
        return Err("text");
    }
    Ok(3)
}

fn main() {}
