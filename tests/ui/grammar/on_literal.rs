use retry_runtime::retry;

#[retry(immediate, on = 503)]
pub fn fetch() -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:25-3:28: expected a path or a closure, as in `on = is_transient`; patterns go in parentheses: `on(503)`
