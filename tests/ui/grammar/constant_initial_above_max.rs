use retry_runtime::retry;

const BASE: std::time::Duration = std::time::Duration::from_secs(10);

#[retry(exponential(initial = BASE, max = 5s), on = any)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error[E0080] at 5:31-5:35: `initial` is longer than `max_delay`, so every delay would be `max_delay`: raise `max_delay` or lower `initial`
