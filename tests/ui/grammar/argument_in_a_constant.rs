use retry_runtime::retry;

#[retry(immediate, max_attempts = most, on = any)]
pub fn fetch(most: u32) -> Result<u32, String> {
    Ok(1)
}

fn main() {}

//~ error at 3:35-3:39: `max_attempts` must be a constant, and `most` is an argument: use `policy = EXPR` for values known at run time
//~ warning[unused_variables] at 4:14-4:18
