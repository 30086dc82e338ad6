use retry_runtime::retry;

#[retry(4, on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:9-3:10: a value needs its key: write `max_attempts = 4`
