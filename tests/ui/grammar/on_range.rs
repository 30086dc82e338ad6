use retry_runtime::retry;

#[retry(immediate, on = 500..=599)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:25-3:34: patterns go in parentheses: `on(500..=599)`
