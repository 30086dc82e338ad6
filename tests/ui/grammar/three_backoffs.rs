use retry_runtime::retry;

#[retry(immediate, fibonacci(initial = 1s), delays(1s), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:29: `fibonacci` contradicts `immediate`: keep one of them
//~ error at 3:45-3:51: `delays` contradicts `immediate`: keep one of them
