use retry_runtime::retry;

#[retry(immediate, attempt_timeout = 2s, on = any)]
pub fn f1() -> Result<u32, std::io::Error> {
    Ok(1)
}

#[retry(immediate, deadline = 30s, on = any)]
pub fn f2() -> Result<u32, std::io::Error> {
    Ok(1)
}

fn main() {}

//~ error at 3:20-3:35: a blocking attempt cannot be cut short: make the function `async`, or give what blocks a time-out of its own and write `max_elapsed` instead of `attempt_timeout`
//~ error at 8:20-8:28: a blocking attempt cannot be cut short: make the function `async`, or give what blocks a time-out of its own and write `max_elapsed` instead of `deadline`
