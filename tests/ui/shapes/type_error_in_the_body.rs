use retry_runtime::retry;

#[retry(immediate, on = any)]
pub fn blocking() -> Result<u32, String> {
    let number: u32 = "three";
    Ok(number)
}

#[retry(immediate, on = any)]
pub async fn awaiting(early: bool) -> Result<u32, String> {
    if early {
        return "text";
    }
    Ok(3)
}

fn main() {}

//~ error[E0308] at 5:23-5:30
//~ error[E0308] at 12:16-12:22
