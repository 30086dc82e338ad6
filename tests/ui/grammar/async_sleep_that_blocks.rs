use retry_runtime::retry;

#[retry(fixed = 1s, on = any, sleep = std::thread::sleep)]
pub async fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error[E0277] at 3:39-3:42
